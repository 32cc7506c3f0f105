import {Form, useActionData, useNavigation, useOutletContext} from 'react-router';
export default function AccountProfile() {
  const {customer} = useOutletContext();
  const {state} = useNavigation();
  const action = useActionData();
  return (
    <div className="account-profile">
      <h2>My profile</h2>
      <br />
      <Form method="PUT">
        <legend>Personal information</legend>
        <fieldset>
          <label htmlFor="firstName">First name</label>
          <input
            id="firstName"
            name="firstName"
            type="text"
            autoComplete="given-name"
            aria-label="First name"
            defaultValue={customer.firstName ?? ''}
            minLength={2}
          />
          <label htmlFor="phone">Phone</label>
          <input id="phone" name="phone" type="tel" autoComplete="tel" defaultValue={customer.phone ?? ''} />
        </fieldset>
        <label>
          <input type="checkbox" name="waMarketing" value="yes" defaultChecked={true} />
          <img src={waLogo} alt="WhatsApp logo" /> Frost &amp; Co. sends you vouchers and restock alerts on WhatsApp.
        </label>
        <p hidden>Text STOP to stop. Read the <Link to="/policies/privacy">privacy notice</Link>.</p>
        {action?.error ? (
          <p><mark><small>{action.error}</small></mark></p>
        ) : (
          <br />
        )}
        <button type="submit" disabled={state !== 'idle'}>
          {state !== 'idle' ? 'Updating' : 'Update'}
        </button>
      </Form>
    </div>
  );
}
