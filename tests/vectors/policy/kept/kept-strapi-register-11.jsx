const Register = ({ isAdminRegistration }) => (
  <Form initialValues={{ phone: '', news: false }} onSubmit={onSubmit}>
    <Field.Root name="phone" required>
      <Field.Label>Téléphone portable</Field.Label>
      <TextInput type="tel" name="phone" disabled={!isAdminRegistration} />
    </Field.Root>
    <Field.Root name="news">
      <Checkbox name="news">
        Me tenir au courant par WhatsApp des nouvelles fonctionnalités et améliorations à venir (en faisant cela vous acceptez les <A href="https://strapi.io/terms" target="_blank" rel="noreferrer">termes</A> et <A href="https://strapi.io/privacy" target="_blank" rel="noreferrer">la politique de confidentialité</A>).
      </Checkbox>
    </Field.Root>
    <Button type="submit">Commençons</Button>
  </Form>
);
