import React from 'react'
import { FloatingWhatsApp } from 'react-floating-whatsapp'
export default function App() {
  return (
    <FloatingWhatsApp phoneNumber="1234567890" accountName="Account Name" statusMessage="Typically replies within 1 hour" chatMessage={'Hello there! 🤝 \nHow can we help?'} placeholder="Type a message.." allowEsc notification />
  )
}
