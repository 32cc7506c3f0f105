<Form noValidate onSubmit={handleSubmit}>
  <Form.Group controlId="phone"><Form.Label>Phone</Form.Label><Form.Control type="tel" required /></Form.Group>
  <Form.Group controlId="date"><Form.Label>Date</Form.Label><Form.Control type="date" required /></Form.Group>
  <Form.Group><Form.Check required label="I agree to receive treatment offers from Orchid Spa on WhatsApp" feedback="You must agree before submitting." /></Form.Group>
  <Button type="submit">Book treatment</Button>
</Form>
