export default function OptIn(props) {
  return (
    <form>
    <input type="tel" name="mobile" aria-label="Móvil" placeholder="612 345 678" /><label><input type="checkbox" className="form-check-input" name="optin" value="yes" /> <img src="/assets/wa.png" alt="WhatsApp" /> Me parece bien que Gimnasio Roca me mande los cambios de clase por WhatsApp; salgo con BAJA.</label>
    <a href="/legal/privacidad">Política de privacidad</a>
    </form>
  );
}
