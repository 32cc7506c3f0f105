const form = useForm({ initialValues: { phone: '', whatsapp: false } });
return (
  <form onSubmit={form.onSubmit(save)}>
    <TextInput label="Mobile" type="tel" {...form.getInputProps('phone')} />
    <Switch label="Alert me on WhatsApp about card payments" description="Alder Bank sends one message per payment. Reply STOP to end." {...form.getInputProps('whatsapp', { type: 'checkbox' })} />
    <Button type="submit">Save</Button>
  </form>
);
