import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function GardezLeContact() {
  const [accord, setAccord] = React.useState(false);
  return (
    <>
    <h2 className="text-center">Restons en contact</h2>
    <Form className="contact-form">
      <Row>
        <Col md="6">
          <label>Nom</label>
          <InputGroup>
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="nc-icon nc-single-02" />
              </InputGroupText>
            </InputGroupAddon>
            <Input placeholder="Nom" type="text" />
          </InputGroup>
        </Col>
        <Col md="6">
          <label>Email</label>
          <InputGroup>
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="nc-icon nc-email-85" />
              </InputGroupText>
            </InputGroupAddon>
            <Input placeholder="Email" type="text" />
          </InputGroup>
        </Col>
      </Row>
      <label>Message</label>
      <Input
        placeholder="Dites-nous tout"
        type="textarea"
        rows="4"
      />
      <label>Mobile</label>
      <Input type="tel" name="mobile" placeholder="06 …" />
      <FormGroup check className="mt-3">
        <Label check>
          <Input type="checkbox" checked={accord} onChange={() => setAccord(!accord)} />{" "}
          J'accepte que l'Atelier Papier Mâché m'écrive sur WhatsApp à propos de ses stages.
          <span className="form-check-sign" />
        </Label>
      </FormGroup>
      <p className="description">
        <img src="/img/whatsapp.svg" alt="WhatsApp" width="18" /> Pour arrêter : répondez STOP, c'est immédiat.{" "}
        <a href="/vie-privee">Protection de vos données</a>
      </p>
      <Row>
        <Col className="ml-auto mr-auto" md="4">
          <Button className="btn-fill" color="danger" size="lg">
            Envoyer
          </Button>
        </Col>
      </Row>
    </Form>
    </>
  );
}
