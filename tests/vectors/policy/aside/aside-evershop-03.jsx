export function CustomerRegistrationForm({ action }) {
  return (
    <form action={action} method="post" className="register__form">
      <h1>Create account</h1>
      <input name="fullName" placeholder="Full name" required />
      <input type="email" name="email" placeholder="Email" required />
      <input type="tel" name="phone" placeholder="Phone, for the courier" />
      <label>
        <input type="checkbox" name="emails" defaultChecked /> Email me about sales
      </label>
      <button type="submit">Create account</button>
      <a className="chat" href="https://api.whatsapp.com/send?phone=4712345678">
        <img src="/icons/whatsapp.svg" alt="WhatsApp" /> Need help? Chat with us
      </a>
    </form>
  );
}
