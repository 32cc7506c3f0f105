import {Form} from 'react-router';
export function AddressForm({addressId, address, error, children, stateForMethod}) {
  return (
    <Form id={addressId}>
      <fieldset>
        <input type="hidden" name="addressId" defaultValue={addressId} />
        <label htmlFor="firstName">First name*</label>
        <input aria-label="First name" autoComplete="given-name" defaultValue={address?.firstName ?? ''} id="firstName" name="firstName" required type="text" />
        <label htmlFor="territoryCode">Country Code*</label>
        <select id="territoryCode" name="territoryCode"><option value="US">United States</option></select>
        <label htmlFor="phoneNumber">US phone</label>
        <input id="phoneNumber" name="phoneNumber" type="tel" />
        <label>
          <input type="checkbox" name="whatsapp_optin" value="yes" />
          I agree to receive order updates from Prairie Boots on my phone.
        </label>
        <p>Reply STOP to opt out. <a href="/privacy">Privacy policy</a></p>
        {error ? (
          <p><mark><small>{error}</small></mark></p>
        ) : (
          <br />
        )}
        {children({stateForMethod})}
      </fieldset>
    </Form>
  );
}
