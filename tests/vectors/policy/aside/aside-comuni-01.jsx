import { Button, Form, Input, Label } from 'design-react-kit';

const FooterWhatsapp = () => (
  <Form action="/iscrizione" className="iscrizione" method="post">
    <Label className="text-white" htmlFor="input-cellulare" tag="label">
      Comune di Pievebassa: avvisi di allerta meteo su WhatsApp
    </Label>
    <Input type="tel" id="input-cellulare" name="cellulare" placeholder="Cellulare" className="mb-3" required />
    <p className="text-white small">
      Inserendo il numero acconsento a ricevere gli avvisi dal Comune di Pievebassa. Per uscire basta rispondere STOP.{' '}
      <a className="text-white" href="/privacy">Informativa</a>
    </p>
    <Button color="primary" className="btn-icon" type="submit" tag="button">
      <Icon icon="it-whatsapp" color="white" title="WhatsApp" />
      <span>Iscriviti</span>
    </Button>
  </Form>
);

export default FooterWhatsapp;
