<Form>
  <TextInput id="phone" type="tel" labelText="Phone" />
  <Toggle id="wa" labelText="Delphi Care may send appointment reminders to my WhatsApp" labelA="Off" labelB="On" defaultToggled />
  <Button type="submit">Save</Button>
</Form>
