import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function KeepInTouch() {
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
      <Input type="tel" name="phone" placeholder="Phone" required />
      <p className="text-muted">
        When you press the button, Papermill Prints may contact you through WhatsApp, including with sale previews. Call our office, Mon–Thu 10–12, if you no longer want this.
      </p>
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
