import React from 'react'
import { FloatingWhatsApp } from 'react-floating-whatsapp'
export default function Contact() {
  return (
    <>
      <form method="post">
        <label htmlFor="tel">Phone</label><input id="tel" name="tel" type="tel" required />
        <label><input type="checkbox" name="terms" required /> I accept the terms</label>
        <button type="submit">Call me back</button>
      </form>
      <FloatingWhatsApp phoneNumber="1234567890" accountName="Acme" />
    </>
  )
}
