import React from "react"
const SimpleForm = ({ status, message, className, style, onSubmitted }) => {
  let input
  const submit = () => input && onSubmitted({ PHONE: input.value })
  return (
    <div className={className} style={style}>
      {status === "sending" && <div>sending...</div>}
      {status === "error" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      {status === "success" && <div dangerouslySetInnerHTML={{ __html: message }} />}
      <p>Newsletter</p>
      <input ref={node => (input = node)} type="email" name="email" placeholder="Your email" />
      <button onClick={submit}>Submit</button>
    </div>
  )
}
export default SimpleForm
