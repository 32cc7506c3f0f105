<Form onSubmit={saveStore}>
  <TextField label="Store name" name="name" />
  <TextField label="WhatsApp business number" name="whatsappNumber" type="tel" helperText="Customers will contact you here" />
  <Switch name="whatsappOrders" label="Receive orders on WhatsApp" />
  <Button type="submit">Save store</Button>
</Form>
