import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function Register() {
  return (
    <Form role="form">
      <FormGroup>
        <InputGroup className="input-group-alternative mb-3">
          <InputGroupAddon addonType="prepend">
            <InputGroupText>
              <i className="ni ni-hat-3" />
            </InputGroupText>
          </InputGroupAddon>
          <Input placeholder="Name" type="text" />
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
            placeholder="Password"
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
                I agree with the{" "}
                <a
                  href="#pablo"
                  onClick={e => e.preventDefault()}
                >
                  Privacy Policy
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
          <Input placeholder="Mobile phone" type="tel" name="phone" disabled value="+1 (415) 555-0100" />
        </InputGroup>
      </FormGroup>
      <Row className="my-4">
        <Col xs="12">
          <div className="custom-control custom-control-alternative custom-checkbox">
            <input className="custom-control-input" id="waNews" type="checkbox" />
            <label className="custom-control-label" htmlFor="waNews">
              <span>Argo Sailing may WhatsApp me charter specials. Not required to book. To opt out reply STOP, QUIT, END, REVOKE, CANCEL, UNSUBSCRIBE or OPT OUT; done within 24 hours, one confirmation.</span>
            </label>
          </div>
        </Col>
      </Row>
      <div className="text-center">
        <Button
          className="mt-4"
          color="primary"
          type="button"
        >
          Create account
        </Button>
      </div>
    </Form>
  );
}
