<form>
  <Input type="tel" id={phoneId} placeholder="Phone" />
  <Checkbox label={{ children: "Notify me on WhatsApp when Tidewater changes my sailing" }} checked={checked} onChange={toggle} />
  <Caption1>Reply STOP and we stop.</Caption1>
</form>
