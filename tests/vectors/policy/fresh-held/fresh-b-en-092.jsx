export default function OptIn(props) {
  return (
    <form>
    <p><label>Telephone<br /><input name="phone" inputMode="tel" autoComplete="tel" /></label>
    </p>
    <label><input type="checkbox" name="wa" /> WhatsApp notifications</label>
    <a href="https://www.example.org/privacy-policy">Privacy notice</a>
    </form>
  );
}
