export function CustomerRegistrationForm({ action }) {
  return (
    <form action={action} method="post" className="register__form">
      <h1>Create account</h1>
      <input name="fullName" placeholder="Full name" required />
      <input type="email" name="email" placeholder="Email" required />
      <input type="tel" name="phone" placeholder="US mobile, 10 digits" pattern="[2-9][0-9]{9}" />
      <span>+1 (United States only)</span>
      <label>
        <input type="checkbox" name="wa" />
        <img src="/icons/whatsapp.svg" alt="WhatsApp" /> I agree to receive recurring sale alerts from Fjord Knitwear on WhatsApp. Consent is not a condition of purchase.
      </label>
      <p>
        Reply STOP, QUIT, END, REVOKE, OPT OUT, CANCEL or UNSUBSCRIBE; handled within one day. <a href="/page/privacy">Privacy notice</a>
      </p>
      <button type="submit">Create account</button>
    </form>
  );
}
