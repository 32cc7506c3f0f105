<Form>
  <Form.Input label="Mobile" type="tel" />
  <Form.Field control={Checkbox} label="Larkspur can WhatsApp me when a table is free" defaultChecked />
  <Form.Button>Join waitlist</Form.Button>
</Form>
