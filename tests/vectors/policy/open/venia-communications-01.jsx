import React from 'react';
import { FormattedMessage } from 'react-intl';
import { Form } from 'informed';
import Button from '../Button';
import Checkbox from '../Checkbox';
import Field from '../Field';
import TextInput from '../TextInput';
import { StoreTitle } from '../Head';
const CommunicationsPage = ({ classes, handleSubmit, initialValues, isDisabled }) => (
    <div className={classes.root}>
        <StoreTitle>Communications</StoreTitle>
        <div className={classes.title}>Communications</div>
        <p>
            <FormattedMessage
                id={'communicationsPage.optInText'}
                defaultMessage={"We'd like to stay in touch. Please check the boxes next to the communications you'd like to receive."}
            />
        </p>
        <Form className={classes.form} onSubmit={handleSubmit} initialValues={initialValues}>
            <Field id="isSubscribed" label="Venia E-Newsletter">
                <Checkbox field="isSubscribed" label="Stay on the cutting edge of fashion; subscribe to the monthly Venia Newsletter." />
            </Field>
            <TextInput field="mobile" id="mobile" type="tel" label="Mobile number" />
            <Field id="waOrders" label="WhatsApp">
                <svg role="img" aria-label="WhatsApp" viewBox="0 0 24 24" width={18}><path d="M12 2a10 10 0 0 0-8.6 15L2 22l5-1.4A10 10 0 1 0 12 2z" /></svg>
                <Checkbox field="waOrders" label="I agree that Venia sends me order confirmations on WhatsApp." />
                <p>Reply STOP to unsubscribe. <a href="/privacy-policy">Privacy policy</a></p>
            </Field>
            <div className={classes.buttonsContainer}>
                <Button disabled={isDisabled} type="submit" priority="high">Save Changes</Button>
            </div>
        </Form>
    </div>
);
export default CommunicationsPage;
