import { useState } from "react";

export default function OptIn(props) {
  const [ok, setOk] = useState(false);
  return (
    <form>
    <label>Your number <input type="tel" name="customer[phone]" placeholder="07700 900123" /></label>
    <label><input type="checkbox" name="wa" onChange={e => setOk(e.target.checked)} /> <svg role="img" viewBox="0 0 24 24" width="18"><title>WhatsApp</title><path d="M12 2a10 10 0 0 0-8.6 15L2 22l5-1.4A10 10 0 1 0 12 2z" /></svg> I'm okay with Lakeview Dental confirming my visits over WhatsApp. STOP to end.</label>
    <a href="/legal/privacy">How we use your data</a><button disabled={!ok}>Book appointment</button>
    </form>
  );
}
