import React from "react"
const SimpleForm = ({ status, message, className, style, onSubmitted }) => {
  let input
  const submit = () => input && onSubmitted({ PHONE: input.value })
  return (
    <div className={className} style={style}>
      {status === "sending" && <div>sending...</div>}
      {status === "error" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      {status === "success" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      <p><svg role="img" aria-label="WhatsApp" viewBox="0 0 24 24" width={18}><path d="M12 2a10 10 0 0 0-8.6 15L2 22l5-1.4A10 10 0 1 0 12 2z" /></svg> Kite Club on WHATS APP</p>
      <input ref={node => (input = node)} type="tel" name="whatsapp" placeholder="Your WhatsApp number" />
      <button onClick={submit}>Submit</button>
      <p>By submitting your number you agree that Kite Club sends you course offers and wind alerts by whatsapp. Reply STOP to leave. <a href="/privacy">Privacy notice</a></p>
    </div>
  )
}
export default SimpleForm
