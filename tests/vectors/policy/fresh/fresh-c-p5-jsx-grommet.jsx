<Form value={value} onChange={setValue}>
  <FormField name="phone" label="Phone"><TextInput name="phone" type="tel" /></FormField>
  <FormField name="wa"><CheckBox name="wa" label="Send me sailing reminders from Tidewater over WhatsApp" toggle checked /></FormField>
  <Button type="submit" label="Submit" />
</Form>
