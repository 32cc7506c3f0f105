const channels = { email: true, whatsapp: true };
export function PreferenceItem() {
  const [whatsapp, setWhatsapp] = useState(true);
  return (
    <div className="nv-preferenceRow">
      <span className="nv-label">Order shipped</span>
      <div className="nv-channels">
        <label><Switch checked={whatsapp} onChange={setWhatsapp} /> WhatsApp</label>
      </div>
    </div>
  );
}
