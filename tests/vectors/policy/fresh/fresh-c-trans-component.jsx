<Form>
  <Form.Control type="tel" name="guestPhone" placeholder="+351 912 345 678" />
  <Form.Check
    type="checkbox"
    id="wa-stay"
    label={
      <Trans>
        I agree to Vela Hotels writing to me on WhatsApp about my stay. I can stop that at any time by
        answering STOP. How we handle data: <a href="/privacy-notice">privacy notice</a>
      </Trans>
    }
  />
  <Button type="submit">Complete booking</Button>
</Form>
