import { Checkbox, FormControlLabel } from "@material-ui/core";
import React from "react";
export default function WorkSection() {
  const classes = useStyles();
  const [checked, setChecked] = React.useState(false);
  return (
    <div className={classes.section}>
      <GridContainer justify="center">
        <GridItem cs={12} sm={12} md={8}>
          <h2 className={classes.title}>Work with Oakline Interiors</h2>
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
                  labelText="Your Name"
                  id="name"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <GridItem xs={12} sm={12} md={6}>
                <CustomInput
                  labelText="Your Email"
                  id="email"
                  formControlProps={{
                    fullWidth: true,
                  }}
                />
              </GridItem>
              <CustomInput
                labelText="Your Message"
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
                <CustomInput labelText="Mobile" id="mobile" inputProps={{ type: "tel" }} formControlProps={{ fullWidth: true }} />
                <FormControlLabel
                  control={<Checkbox name="waBrief" checked={checked} onChange={() => setChecked(!checked)} />}
                  label="I agree that Oakline Interiors sends me design ideas and showroom invitations on WhatsApp."
                />
                <p className={classes.description}>Opt out with STOP. <a href="/privacy">Privacy notice</a></p>
              </GridItem>
              <GridItem xs={12} sm={12} md={4}>
                <Button color="primary">Send Message</Button>
              </GridItem>
            </GridContainer>
          </form>
        </GridItem>
      </GridContainer>
    </div>
  );
}
