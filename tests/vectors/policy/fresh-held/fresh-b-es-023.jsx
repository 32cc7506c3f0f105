export default function OptIn(props) {
  return (
    <form>
    <p><label>Móvil<br /><input name="phone" inputMode="tel" autoComplete="tel" /></label>
    </p>
    <label><input type="checkbox" className="form-check-input" name="optin" value="yes" /> Acepto que Cine Eco me mande por WhatsApp mis entradas y promociones. STOP para salir.</label>
    <a href="/legal/privacidad">Política de privacidad</a>
    </form>
  );
}
