import { Button, Form, Input, Label } from 'design-react-kit';

const FooterWhatsapp = () => (
  <Form action="#" className="iscrizione" method="post">
    <Label className="text-white" htmlFor="input-wa" tag="label">Iscriviti al canale</Label>
    <Input type="tel" id="input-wa" name="input-wa" placeholder="Numero Whatsapp" className="mb-3" />
    <Button color="primary" className="btn-icon" type="submit" tag="button">
      <Icon icon="it-mail" />
      <span>Iscriviti</span>
    </Button>
  </Form>
);

export default FooterWhatsapp;
