export default function OptIn(props) {
  const { clinicName } = props;
  return (
    <form>
    <label>Mobile <input type="tel" name="phone" /></label>
    <label><input type="checkbox" name="opt_wa" value="true" /> <img className="ico" src="/static/logos/WhatsApp_Logo.png" alt="WhatsApp logo" /> {clinicName} may confirm my visits over WhatsApp. STOP to end.</label>
    <a href="https://www.example.org/privacy-policy">privacy policy</a>
    </form>
  );
}
