import React from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { Form } from 'informed';
import Button from '../Button';
import Checkbox from '../Checkbox';
import Field from '../Field';
import TextInput from '../TextInput';
const CreateAccount = props => {
    const { formatMessage } = useIntl();
    const { classes, handleSubmit, isDisabled, initialValues } = props;
    return (
        <Form className={classes.root} initialValues={initialValues} onSubmit={handleSubmit}>
            <h2 className={classes.title}>
                <FormattedMessage id={'createAccount.createAccountText'} defaultMessage={'Create an Account'} />
            </h2>
            <Field id="firstName" label={formatMessage({ id: 'createAccount.firstNameText', defaultMessage: 'First Name' })}>
                <TextInput id="firstName" field="customer.firstname" autoComplete="given-name" />
            </Field>
            <Field id="telephone" label={formatMessage({ id: 'global.phone', defaultMessage: 'Phone Number' })}>
                <TextInput id="telephone" field="customer.telephone" type="tel" autoComplete="tel" />
            </Field>
            <div className={classes.subscribe}>
                <Checkbox field="whatsapp" id="whatsapp" label={formatMessage({ id: 'createAccount.whatsappText' })} />
            </div>
            <div className={classes.actions}>
                <Button className={classes.submitButton} disabled={Boolean(isDisabled)} type="submit" priority="high">
                    <FormattedMessage id={'createAccount.createAccountText'} defaultMessage={'Create an Account'} />
                </Button>
            </div>
        </Form>
    );
};
export default CreateAccount;
