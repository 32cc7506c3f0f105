<form id={formId} onSubmit={onSubmit}>
  <VStack gap="medium">
    <TextField
      label="Email"
      name="email"
      isRequired
      value={email}
      onChange={setEmail}
      onBlur={() => setError(validateEmail(email) ? null : emailValidationMessage)}
      placeholder="example@gmail.com"
      errorMessage={error}
    />
    <CheckboxGroup onChange={setSubscribe} value={subscribe}>
      <Checkbox value="keystone">Keystone news</Checkbox>
      <Checkbox value="thinkmill">Thinkmill news</Checkbox>
    </CheckboxGroup>
  </VStack>
</form>
