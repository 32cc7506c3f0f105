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
    const [wa, setWa] = React.useState(false);
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
                <input type="checkbox" id="whatsapp" checked={wa} onChange={e => setWa(e.target.checked)} />
                <label htmlFor="whatsapp">I agree to receive style news from Venia on WhatsApp</label>
                <p>Reply STOP at any time. <a href="#">Privacy notice</a></p>
            </div>
            <div className={classes.actions}>
                <Button className={classes.submitButton} disabled={!wa} type="submit" priority="high">
                    <FormattedMessage id={'createAccount.createAccountText'} defaultMessage={'Create an Account'} />
                </Button>
            </div>
        </Form>
    );
};
export default CreateAccount;
