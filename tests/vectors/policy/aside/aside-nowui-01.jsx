import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function SignUp() {
  return (
    <Card className="card-signup" data-background-color="blue">
      <Form action="" className="form" method="">
        <CardHeader className="text-center">
          <CardTitle className="title-up" tag="h3">
            Sign Up
          </CardTitle>
        </CardHeader>
        <CardBody>
          <InputGroup
            className="no-border"
          >
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="now-ui-icons users_circle-08"></i>
              </InputGroupText>
            </InputGroupAddon>
            <Input
              placeholder="First Name..."
              type="text"
            ></Input>
          </InputGroup>
          <InputGroup
            className="no-border"
          >
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="now-ui-icons text_caps-small"></i>
              </InputGroupText>
            </InputGroupAddon>
            <Input
              placeholder="Last Name..."
              type="text"
            ></Input>
          </InputGroup>
          <InputGroup
            className="no-border"
          >
            <InputGroupAddon addonType="prepend">
              <InputGroupText>
                <i className="now-ui-icons ui-1_email-85"></i>
              </InputGroupText>
            </InputGroupAddon>
            <Input
              placeholder="Email..."
              type="text"
            ></Input>
          </InputGroup>
        <InputGroup className="no-border">
          <InputGroupAddon addonType="prepend"><InputGroupText><i className="now-ui-icons tech_mobile"></i></InputGroupText></InputGroupAddon>
          <Input placeholder="Phone..." type="tel"></Input>
        </InputGroup>
        <FormGroup check>
          <Label check>
            <Input type="checkbox" name="club" /> <span className="form-check-sign"></span>
            Tasting club: Château Merle may send me new vintages and case offers on WhatsApp
          </Label>
        </FormGroup>
        <p className="category">STOP in reply ends it. <a href="/privacy">Privacy notice</a></p>
        </CardBody>
        <CardFooter className="text-center">
          <Button
            className="btn-neutral btn-round"
            color="info"
            href="#pablo"
            onClick={(e) => e.preventDefault()}
            size="lg"
          >
            Get Started
          </Button>
        </CardFooter>
      </Form>
    </Card>
  );
}
