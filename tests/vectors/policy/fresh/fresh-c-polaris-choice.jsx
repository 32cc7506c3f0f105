function Settings() {
  const [selected, setSelected] = useState(['whatsapp']);
  return (
    <Form onSubmit={handleSubmit}>
      <FormLayout>
        <TextField label="Phone" type="tel" value={phone} onChange={setPhone} />
        <Checkbox label="I'd like to receive shipping updates from Nimbus Goods on WhatsApp" checked={selected.includes('whatsapp')} onChange={handle} />
        <Button submit>Save</Button>
      </FormLayout>
    </Form>
  );
}
