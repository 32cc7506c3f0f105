import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function KeepInTouch() {
  const [wa, setWa] = React.useState(true);
  const [phone, setPhone] = React.useState("");
  return (
    <>
    <h2 className="text-center">Keep in touch?</h2>
    <Form className="contact-form">
      <Row>
        <Col md="6">
          <label>Name</label>
          <InputGroup>
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="nc-icon nc-single-02" />
              </InputGroupText>
            </InputGroupAddon>
            <Input placeholder="Name" type="text" />
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
        placeholder="Tell us your thoughts and feelings..."
        type="textarea"
        rows="4"
      />
      <label>Phone</label>
      <Input type="tel" value={phone} onChange={(e) => setPhone(e.target.value)} placeholder="Phone" />
      <FormGroup check className="mt-3">
        <Label check>
          <Input type="checkbox" checked={wa} onChange={(e) => setWa(e.target.checked)} />{" "}
          I want Papermill Prints to send me new prints and discount codes on WhatsApp
          <span className="form-check-sign" />
        </Label>
      </FormGroup>
      <small>Reply STOP and we stop. <a href="/privacy">Privacy notice</a></small>
      <Row>
        <Col className="ml-auto mr-auto" md="4">
          <Button className="btn-fill" color="danger" size="lg">
            Send Message
          </Button>
        </Col>
      </Row>
    </Form>
    </>
  );
}
