function WelcomeDialog() {
  const [subscribe, setSubscribe] = useState(['keystone']);
  const [phone, setPhone] = useState('');
  const [error, setError] = useState(null);
  const formId = useId();
  const dialog = useDialogContainer();
  return (
    <Dialog size="small">
      <Heading>Welcome!</Heading>
      <Content>
        <VStack gap="large">
          <Text>Thanks for installing KeystoneJS. While you're getting started, check out the <TextLink href="https://keystonejs.com" target="_blank">documentation</TextLink> for help getting started. To stay connected, <TextLink href="https://twitter.com/keystonejs" target="_blank">follow us on twitter</TextLink>, and to hear about the latest news sign up to our newsletters on WhatsApp:</Text>
          <form id={formId} onSubmit={onSubmit}>
            <VStack gap="medium">
              <TextField
                label="Phone"
                name="phone"
                type="tel"
                isRequired
                value={phone}
                onChange={setPhone}
                errorMessage={error}
              />
              <CheckboxGroup onChange={setSubscribe} value={subscribe}>
                <Checkbox value="keystone">Keystone news</Checkbox>
                <Checkbox value="thinkmill">Thinkmill news</Checkbox>
              </CheckboxGroup>
            </VStack>
          </form>
        </VStack>
      </Content>
      <ButtonGroup>
        <Button onPress={dialog.dismiss}>Cancel</Button>
        <Button form={formId} prominence="high" type="submit">Subscribe</Button>
      </ButtonGroup>
    </Dialog>
  );
}
