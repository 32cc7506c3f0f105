import {Form} from 'react-router';
export function AddressForm({addressId, address, error, children, stateForMethod}) {
  return (
    <Form id={addressId}>
      <fieldset>
        <input type="hidden" name="addressId" defaultValue={addressId} />
        <label htmlFor="firstName">First name*</label>
        <input aria-label="First name" autoComplete="given-name" defaultValue={address?.firstName ?? ''} id="firstName" name="firstName" required type="text" />
        <label htmlFor="territoryCode">Country Code*</label>
        <input aria-label="territoryCode" id="territoryCode" name="territoryCode" placeholder="Country" required type="text" maxLength={2} />
        <label htmlFor="phoneNumber">Phone</label>
        <input aria-label="Phone Number" id="phoneNumber" name="phoneNumber" placeholder="+16135551111" pattern="^\+?[1-9]\d{3,14}$" type="tel" />
        <label>
          <input type="checkbox" name="wa" value="yes" />
          <img src={waLogo} alt="WhatsApp" />
          I agree to receive promotions from Prairie Boots on WhatsApp.
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
