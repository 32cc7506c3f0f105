<Box as="form" onSubmit={save}>
  <FormControl>
    <FormLabel htmlFor="tel">Handynummer</FormLabel>
    <Input id="tel" type="tel" name="tel" />
  </FormControl>
  <FormControl display="flex" alignItems="center">
    <FormLabel htmlFor="wa-switch" mb="0">
      Parkhaus Süd darf mich über WhatsApp informieren, wenn meine Parkzeit abläuft
    </FormLabel>
    <Switch id="wa-switch" isChecked={on} onChange={() => setOn(!on)} />
    <FormHelperText>
      Jederzeit abschaltbar: einfach STOPP antworten. <Link href="/datenschutz">Datenschutzhinweise</Link>
    </FormHelperText>
  </FormControl>
  <Button type="submit">Speichern</Button>
</Box>
