export class ChatSubscription extends PureComponent {
  static defaultProps = { isSubscribed: false };

  render() {
    const { isSubscribed, phone, onPhone, onSubmit } = this.props;

    return (
      <div className="account-chat">
        <Form onSubmit={onSubmit}>
          <Field type="tel" label={__('Mobile')} value={phone} onChange={onPhone} attr={{ name: 'mobile' }} />
          <Field
            type="checkbox"
            label={__('Norrland Outdoor may send me trail tips and sale dates on WhatsApp')}
            attr={{ name: 'isSubscribed', id: 'isSubscribed', defaultChecked: isSubscribed }}
          />
          <p>
            <WhatsAppIcon aria-label="WhatsApp" />
            {__('Text stop, quit, end, revoke, opt out, cancel or unsubscribe; it takes us up to ten business days. You can buy from us without this.')}
            <Link to="/privacy-policy">{__('Privacy notice')}</Link>
          </p>
          <button type="submit" block="Button">{__('Save changes')}</button>
        </Form>
      </div>
    );
  }
}
