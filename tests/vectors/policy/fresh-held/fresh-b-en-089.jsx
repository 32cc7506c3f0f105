import { useState } from "react";

export default function OptIn(props) {
  const [ok, setOk] = useState(false);
  return (
    <form onSubmit={submit}>
    <label htmlFor="tel1">Mobile number</label> <input id="tel1" type="tel" name="tel" autoComplete="tel" /><label htmlFor="w1"><img src="/img/whatsapp.svg" alt="WhatsApp" width="18" /> I'm okay with Lakeview Dental confirming my visits over WhatsApp.</label>
    <input id="w1" type="checkbox" onChange={e => setOk(e.target.checked)} /><p>Text STOP to end. <a href="/privacy">privacy policy</a></p>
    </form>
  );
}
