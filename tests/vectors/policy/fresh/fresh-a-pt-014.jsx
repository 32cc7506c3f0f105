export default function OptIn(props) {
  return (
    <form>
    <p><label>Telemóvel<br /><input name="phone" inputMode="tel" autoComplete="tel" /></label>
    </p>
    <label><input type="checkbox" className="form-check-input" name="optin" value="yes" /> O Teatro Rio pode enviar-me os bilhetes pelo WhatsApp. SAIR para parar.</label>
    </form>
  );
}
