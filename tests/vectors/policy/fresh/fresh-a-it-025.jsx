export default function OptIn(props) {
  return (
    <form>
    <p><label>Cellulare<br /><input name="phone" inputMode="tel" autoComplete="tel" /></label>
    </p>
    <label><input type="checkbox" className="form-check-input" name="optin" value="yes" /> <svg className="i" aria-label="WhatsApp" viewBox="0 0 16 16"><path d="M8 1a7 7 0 0 0-6 10.6L1 15l3.5-.9A7 7 0 1 0 8 1z" /></svg> Sono d'accordo che il Teatro Nuovo mi mandi i biglietti su WhatsApp.</label>
    <p>Con STOP si interrompe. <a href="/informativa">Informativa privacy</a></p>
    </form>
  );
}
