export function MeterAlerts() {
  const [enabled, setEnabled] = React.useState(false);
  return (
    <form action="/alerts" method="post">
      <label className="Label" htmlFor="phone-number">Your mobile</label>
      <input id="phone-number" name="phone_number" type="tel" autoComplete="tel" />
      <div style={{ display: "flex", alignItems: "center" }}>
        <label className="Label" htmlFor="meter-alerts">
          I want Halden Energy to send meter reading alerts to my WhatsApp
        </label>
        <Switch.Root className="SwitchRoot" id="meter-alerts" checked={enabled} onCheckedChange={setEnabled}>
          <Switch.Thumb className="SwitchThumb" />
        </Switch.Root>
      </div>
      <small>Had enough? Slide it back, or write STOP in the chat.</small>
      <button>Save alerts</button>
    </form>
  );
}
