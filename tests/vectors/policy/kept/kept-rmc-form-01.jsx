<Mailchimp
  action='https://<YOUR-USER>.us16.list-manage.com/subscribe/post?u=XXXXXXXXXXXXX&amp;id=XXXXXX'
  fields={[
    { name: 'PHONE', placeholder: 'WhatsApp number', type: 'tel', required: true },
    { name: 'FNAME', placeholder: 'name', type: 'text', required: true }
  ]}
  messages={{
    sending: "Sending...",
    success: "Thank you for subscribing!",
    error: "An unexpected internal error has occurred.",
    empty: "You must write a number.",
    duplicate: "Too many subscribe attempts for this number",
    button: "Subscribe!"
  }}
  className='<YOUR_CLASSNAME>'
/>
