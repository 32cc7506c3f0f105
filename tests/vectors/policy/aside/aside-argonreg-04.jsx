import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function Inscription() {
  return (
    <Form role="form">
      <FormGroup>
        <InputGroup className="input-group-alternative mb-3">
          <InputGroupAddon addonType="prepend">
            <InputGroupText>
              <i className="ni ni-hat-3" />
            </InputGroupText>
          </InputGroupAddon>
          <Input placeholder="Nom" type="text" />
        </InputGroup>
      </FormGroup>
      <FormGroup>
        <InputGroup className="input-group-alternative mb-3">
          <InputGroupAddon addonType="prepend">
            <InputGroupText>
              <i className="ni ni-email-83" />
            </InputGroupText>
          </InputGroupAddon>
          <Input placeholder="Email" type="email" />
        </InputGroup>
      </FormGroup>
      <FormGroup>
        <InputGroup className="input-group-alternative">
          <InputGroupAddon addonType="prepend">
            <InputGroupText>
              <i className="ni ni-lock-circle-open" />
            </InputGroupText>
          </InputGroupAddon>
          <Input
            placeholder="Mot de passe"
            type="password"
            autoComplete="off"
          />
        </InputGroup>
      </FormGroup>
      <Row className="my-4">
        <Col xs="12">
          <div className="custom-control custom-control-alternative custom-checkbox">
            <input
              className="custom-control-input"
              id="customCheckRegister"
              type="checkbox"
            />
            <label
              className="custom-control-label"
              htmlFor="customCheckRegister"
            >
              <span>
                J'accepte la{" "}
                <a
                  href="/privacy-policy"
                >
                  politique de confidentialité
                </a>
              </span>
            </label>
          </div>
        </Col>
      </Row>
      <FormGroup>
        <InputGroup className="input-group-alternative mb-3">
          <InputGroupAddon addonType="prepend">
            <InputGroupText>
              <i className="ni ni-mobile-button" />
            </InputGroupText>
          </InputGroupAddon>
          <Input placeholder="Portable" type="tel" name="phone" />
        </InputGroup>
      </FormGroup>
      <Row className="my-4">
        <Col xs="12">
          <div className="custom-control custom-control-alternative custom-radio">
            <input className="custom-control-input" id="waOui" name="wa" type="radio" value="oui" />
            <label className="custom-control-label" htmlFor="waOui"><span>Oui, Voiles d'Argo peut m'envoyer sur WhatsApp ses régates et ses soldes</span></label>
          </div>
          <div className="custom-control custom-control-alternative custom-radio">
            <input className="custom-control-input" id="waNon" name="wa" type="radio" value="non" />
            <label className="custom-control-label" htmlFor="waNon"><span>Non merci</span></label>
          </div>
          <small><img src="/img/whatsapp.svg" alt="WhatsApp" height="14" /> Vous changez d'avis ? Répondez NON à n'importe quel message.</small>
        </Col>
      </Row>
      <div className="text-center">
        <Button
          className="mt-4"
          color="primary"
          type="button"
        >
          Créer un compte
        </Button>
      </div>
    </Form>
  );
}
