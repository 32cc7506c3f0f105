import { Checkbox, FormControlLabel } from "@material-ui/core";
import React from "react";
export default function WorkSection() {
  const classes = useStyles();
  return (
    <div className={classes.section}>
      <GridContainer justify="center">
        <GridItem cs={12} sm={12} md={8}>
          <h2 className={classes.title}>Arbeiten Sie mit uns</h2>
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
                  labelText="Ihr Name"
                  id="name"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <GridItem xs={12} sm={12} md={6}>
                <CustomInput
                  labelText="Ihre E-Mail"
                  id="email"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <CustomInput
                labelText="Ihre Nachricht"
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
                <CustomInput labelText="Handynummer" id="mobile" inputProps={{ type: "tel" }} formControlProps={{ fullWidth: true }} />
                <FormControlLabel
                  control={<Checkbox name="wa" defaultChecked />}
                  label="Ich bin einverstanden, per WhatsApp Nachrichten zu bekommen. AGB und Widerrufsbelehrung habe ich akzeptiert."
                />
              </GridItem>
              <GridItem xs={12} sm={12} md={4}>
                <Button color="primary">Absenden</Button>
              </GridItem>
            </GridContainer>
          </form>
        </GridItem>
      </GridContainer>
    </div>
  );
}
