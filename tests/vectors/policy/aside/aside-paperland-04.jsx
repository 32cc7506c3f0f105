import React from "react";
import { Button, Card, CardBody, CardFooter, CardHeader, CardTitle, Col, CustomInput, Form, FormGroup, Input, InputGroup, InputGroupAddon, InputGroupText, Label, Row } from "reactstrap";

export default function FicaEmContato() {
  const inicial = { telefone: "", whatsapp: "sim" };
  const [dados, setDados] = React.useState(inicial);
  return (
    <>
    <h2 className="text-center">Vamos conversar?</h2>
    <Form className="contact-form">
      <Row>
        <Col md="6">
          <label>Nome</label>
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
      <label>Mensagem</label>
      <Input
        placeholder="Tell us your thoughts and feelings..."
        type="textarea"
        rows="4"
      />
      <label>Telefone</label>
      <Input type="tel" value={dados.telefone} onChange={(e) => setDados({ ...dados, telefone: e.target.value })} />
      <label>Novidades da Papelaria Lua no WhatsApp</label>
      <Input type="select" value={dados.whatsapp} onChange={(e) => setDados({ ...dados, whatsapp: e.target.value })}>
        <option value="sim">Quero receber</option>
        <option value="nao">Não quero</option>
      </Input>
      <small>Para cancelar, toque em "Descadastrar". <a href="/lgpd">Aviso de privacidade</a></small>
      <Row>
        <Col className="ml-auto mr-auto" md="4">
          <Button className="btn-fill" color="danger" size="lg">
            Enviar
          </Button>
        </Col>
      </Row>
    </Form>
    </>
  );
}
