export default function OptIn(props) {
  return (
    <form>
    <input type="tel" name="mobile" aria-label="Phone" placeholder="07700 900123" /><label><input type="checkbox" defaultChecked={true} name="wa" /> <svg role="img" viewBox="0 0 24 24" width="18"><title>WhatsApp</title><path d="M12 2a10 10 0 0 0-8.6 15L2 22l5-1.4A10 10 0 1 0 12 2z" /></svg> I'm okay with Lakeview Dental confirming my visits over WhatsApp. STOP to end.</label>
    <a href="/legal/privacy">Privacy</a>
    </form>
  );
}
