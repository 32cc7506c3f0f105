export class NewAccount extends FieldForm {
  renderWhatsapp() {
    return (
      <Field
        type="checkbox"
        label={__('Subscribe to WhatsApp club')}
        attr={{ id: 'wa_subscribed', name: 'wa_subscribed', defaultChecked: true }}
        className="account-check"
      />
    );
  }

  renderPersonalInfo() {
    return (
      <fieldset className="account-fields">
        <legend>{__('Personal Information')}</legend>
        <Field type="text" label={__('First Name')} attr={{ id: 'firstname', name: 'firstname' }} addRequiredTag />
        <Field type="text" label={__('Last Name')} attr={{ id: 'lastname', name: 'lastname' }} addRequiredTag />
        <Field type="tel" label={__('Phone')} attr={{ id: 'telephone', name: 'telephone' }} />
        {this.renderWhatsapp()}
      </fieldset>
    );
  }

  render() {
    return (
      <Form onSubmit={this.props.onSuccess}>
        {this.renderPersonalInfo()}
        <button className="go">{__('Join')}</button>
      </Form>
    );
  }
}
