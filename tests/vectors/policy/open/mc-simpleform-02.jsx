import React from "react"
const SimpleForm = ({ status, message, className, style, onSubmitted }) => {
  let input
  const submit = () => input && onSubmitted({ PHONE: input.value })
  return (
    <div className={className} style={style}>
      {status === "sending" && <div>sending...</div>}
      {status === "error" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      {status === "success" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      <p>Join our WhatsApp list</p>
      <input ref={node => (input = node)} type="tel" name="whatsapp" placeholder="Your WhatsApp number" />
      <button onClick={submit}>Submit</button>
    </div>
  )
}
export default SimpleForm
