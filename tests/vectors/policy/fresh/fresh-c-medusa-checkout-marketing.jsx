const ShippingAddress = ({ customer, cart, checked, onChange }) => {
  const [formData, setFormData] = useState({ "shipping_address.phone": "", accepts_whatsapp: false })
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        <Input label="First name" name="shipping_address.first_name" autoComplete="given-name" required />
        <Input label="Address" name="shipping_address.address_1" required />
      </div>
      <Input label="Phone" name="shipping_address.phone" autoComplete="tel" value={formData["shipping_address.phone"]} onChange={handleChange} />
      <div className="my-8">
        <CheckboxWithLabel label="WhatsApp me with news and offers from Solace" name="accepts_whatsapp" checked={formData.accepts_whatsapp} onChange={onChange} data-testid="accepts-whatsapp" />
      </div>
      <Button type="submit">Continue to delivery</Button>
    </>
  )
}
