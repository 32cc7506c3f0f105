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
        <p>US phone: {address.phoneNumber}</p>
        <label>
          <input type="checkbox" name="wa" value="yes" />
          Prairie Boots sends you Order updates with coupons and flash deals on Whats app.
        </label>
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
