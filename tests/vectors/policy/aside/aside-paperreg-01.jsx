import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function RegisterPage() {
  return (
    <Card className="card-register ml-auto mr-auto">
      <h3 className="title mx-auto">Welcome</h3>
      <Form className="register-form">
        <label>Email</label>
        <Input placeholder="Email" type="text" />
        <label>Password</label>
        <Input placeholder="Password" type="password" />
        <Label check>
          <Input type="checkbox" name="whatsapp_optin" /> Yes! Deals straight to my phone
        </Label>
        <small>Reply STOP to quit. <a href="/privacy">Privacy</a></small>
        <Button block className="btn-round" color="danger">
          Register
        </Button>
      </Form>
      <div className="forgot">
        <Button
          className="btn-link"
          color="danger"
          href="#pablo"
          onClick={(e) => e.preventDefault()}
        >
          Forgot password?
        </Button>
      </div>
    </Card>
  );
}
