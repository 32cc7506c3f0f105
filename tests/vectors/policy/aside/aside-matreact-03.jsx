import { Checkbox, FormControlLabel } from "@material-ui/core";
import React from "react";
export default function WorkSection() {
  const classes = useStyles();
  return (
    <div className={classes.section}>
      <GridContainer justify="center">
        <GridItem cs={12} sm={12} md={8}>
          <h2 className={classes.title}>Peça um orçamento</h2>
          <h4 className={classes.description}>
            Divide details about your product or agency work into parts. Write a
            few lines about each one and contact us about any further
            collaboration. We will responde get back to you in a couple of
            hours.
          </h4>
          <form>
            <GridContainer>
              <GridItem xs={12} sm={12} md={6}>
                <CustomInput
                  labelText="Nome"
                  id="name"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <GridItem xs={12} sm={12} md={6}>
                <CustomInput
                  labelText="E-mail"
                  id="email"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <CustomInput
                labelText="Mensagem"
                id="message"
                formControlProps={{
                  fullWidth: true,
                  className: classes.textArea,
                }}
                inputProps={{
                  multiline: true,
                  rows: 5,
                }}
              />
              <GridItem xs={12}>
                <CustomInput labelText="Telefone" id="tel" inputProps={{ type: "tel" }} formControlProps={{ fullWidth: true }} />
                <FormControlLabel
                  control={<Checkbox name="aceito" required />}
                  label="Li e aceito os termos de uso, e autorizo o Ateliê Pedra Branca a me mandar orçamentos no WhatsApp."
                />
                <p className={classes.description}>
                  <img src="/zap.svg" alt="WhatsApp" width="16" /> Para sair do canal, mande SAIR. <a href="/politica-de-privacidade">Política de privacidade</a>
                </p>
              </GridItem>
              <GridItem xs={12} sm={12} md={4}>
                <Button color="primary">Enviar</Button>
              </GridItem>
            </GridContainer>
          </form>
        </GridItem>
      </GridContainer>
    </div>
  );
}
