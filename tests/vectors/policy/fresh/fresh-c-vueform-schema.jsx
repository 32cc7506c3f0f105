export const Newsletter = () => (
  <SchemaForm
    fields={[
      { name: 'phone', type: 'tel', label: 'Phone' },
      { name: 'whatsapp', type: 'checkbox', label: 'Send me Rondo concert tips on WhatsApp', defaultValue: true },
    ]}
    submitLabel="Save"
  />
);
