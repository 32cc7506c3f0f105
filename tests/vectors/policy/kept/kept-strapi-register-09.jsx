const Register = ({ isAdminRegistration }) => (
  <Layout>
    <Form initialValues={{ firstname: '', lastname: '', email: '', password: '', news: false }} onSubmit={onSubmit}>
      <Grid.Root gap={4}>
        {[
          { label: 'First name', name: 'firstname', required: true, size: 6, type: 'string' },
          { label: 'Last name', name: 'lastname', size: 6, type: 'string' },
          { disabled: !isAdminRegistration, label: 'Email', name: 'email', required: true, size: 12, type: 'email' },
          { label: 'Password', name: 'password', required: true, size: 12, type: 'password' },
        ].map(({ size, ...field }) => (
          <Grid.Item key={field.name} col={size}><InputRenderer {...field} /></Grid.Item>
        ))}
        <Grid.Item col={12}>
          <Checkbox name="news">
            Keep me updated via WhatsApp about new features & upcoming improvements (by doing this you accept the <A href="https://strapi.io/terms" target="_blank" rel="noreferrer">terms</A> and the <A href="https://strapi.io/privacy" target="_blank" rel="noreferrer">policy</A>).
          </Checkbox>
        </Grid.Item>
        <Button fullWidth size="L" type="submit">Let's start</Button>
      </Grid.Root>
    </Form>
  </Layout>
);
