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
        <input aria-label="Phone Number" autoComplete="tel" defaultValue={address?.phoneNumber ?? ''} id="phoneNumber" name="phoneNumber" placeholder="+16135551111" pattern="^\+1[2-9]\d{9}$" type="tel" />
        <label>
          <input type="checkbox" name="wa" value="yes" />
          <img src={waLogo} alt="WhatsApp" />
          I agree to receive boot deals from Prairie Boots on WhatsApp; buying does not depend on it and this is not a condition of purchase.
        </label>
        <p>Opt-outs (STOP only) take effect at the end of the next quarter. <a href="/privacy">Privacy policy</a></p>
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
