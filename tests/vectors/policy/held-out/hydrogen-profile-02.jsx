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
          <input id="phone" name="phone" type="tel" value={customer.phone} readOnly />
        </fieldset>
        <label>
          <input type="checkbox" name="waMarketing" value="yes" />
          Yes, I would like Frost &amp; Co. to send me offers on WhatsApp.
        </label>
        <p>Text STOP to stop. Read the <Link to="/policies/privacy">privacy notice</Link>.</p>
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
