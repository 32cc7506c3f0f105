import React from 'react';
import { Translate, translate, ValidatedField, ValidatedForm, isEmail } from 'react-jhipster';
import { Button } from 'reactstrap';

export const RegisterPage = () => (
  <ValidatedForm id="register-form" onSubmit={handleValidSubmit}>
    <ValidatedField
      name="username"
      label={translate('global.form.username.label')}
      placeholder={translate('global.form.username.placeholder')}
      validate={{
        required: { value: true, message: translate('register.messages.validate.login.required') },
        pattern: {
          value: /^[a-zA-Z0-9!$&*+=?^_`{|}~.-]+@[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)*$|^[_.@A-Za-z0-9-]+$/,
          message: translate('register.messages.validate.login.pattern'),
        },
        minLength: { value: 1, message: translate('register.messages.validate.login.minlength') },
        maxLength: { value: 50, message: translate('register.messages.validate.login.maxlength') },
      }}
      data-cy="username"
    />
    <ValidatedField
      name="email"
      label={translate('global.form.email.label')}
      placeholder={translate('global.form.email.placeholder')}
      type="email"
      validate={{
        required: { value: true, message: translate('global.messages.validate.email.required') },
        minLength: { value: 5, message: translate('global.messages.validate.email.minlength') },
        maxLength: { value: 254, message: translate('global.messages.validate.email.maxlength') },
        validate: v => isEmail(v) || translate('global.messages.validate.email.invalid'),
      }}
      data-cy="email"
    />
    <Button id="register-submit" color="primary" type="submit" data-cy="submit">
      <Translate contentKey="register.form.button">Register</Translate>
    </Button>
  </ValidatedForm>
);

export default RegisterPage;
