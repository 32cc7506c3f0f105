import { Form, Label, TextField, PasswordField, TelField, CheckboxField, Submit, FieldError } from '@redwoodjs/forms'
import { Link, routes } from '@redwoodjs/router'

const SignupPage = () => (
  <div className="rw-form-wrapper">
    <Form onSubmit={onSubmit} className="rw-form-wrapper">
      <Label
        name="username"
        className="rw-label"
        errorClassName="rw-label rw-label-error"
      >
        Username
      </Label>
      <TextField
        name="username"
        className="rw-input"
        errorClassName="rw-input rw-input-error"
        validation={{
          required: {
            value: true,
            message: 'Username is required',
          },
        }}
      />
      <FieldError name="username" className="rw-field-error" />

      <Label
        name="password"
        className="rw-label"
        errorClassName="rw-label rw-label-error"
      >
        Password
      </Label>
      <PasswordField
        name="password"
        className="rw-input"
        errorClassName="rw-input rw-input-error"
        autoComplete="current-password"
        validation={{
          required: {
            value: true,
            message: 'Password is required',
          },
        }}
      />
      <FieldError name="password" className="rw-field-error" />

      <Label name="phone" className="rw-label">Mobile</Label>
      <TelField name="phone" className="rw-input" />
      <CheckboxField name="wa" className="rw-input" defaultChecked={false} />
      <Label name="wa" className="rw-label">
        I’d like Redbarn Market to send me the weekly veg-box list on WhatsApp
      </Label>
      <p className="rw-help"><img src="/whatsapp.svg" alt="WhatsApp" /> Every list has an Unsubscribe button under it · <Link to={routes.privacy()}>How we look after your data</Link></p>
      <div className="rw-button-group">
        <Submit className="rw-button rw-button-blue">
          Sign Up
        </Submit>
      </div>
    </Form>
  </div>
)

export default SignupPage
