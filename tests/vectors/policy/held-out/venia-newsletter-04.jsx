import React from 'react';
import { FormattedMessage } from 'react-intl';
import { Form } from 'informed';
import Button from '../Button';
import Field from '../Field';
import TextInput from '../TextInput';
const Newsletter = ({ classes, handleSubmit, isBusy, clearErrors }) => (
    <div className={classes.root} data-cy={'Newsletter-root'}>
        <span data-cy="Newsletter-title" className={classes.title}>
            <FormattedMessage id={'newsletter.titleText'} defaultMessage={'Venia deals on WhatsApp'} />
        </span>
        <p data-cy="Newsletter-infoText" className={classes.newsletter_text}>
            <FormattedMessage id={'newsletter.infoText'} defaultMessage={'By subscribing you agree to receive deals from Venia on WhatsApp. Reply STOP to leave; words such as cancel or end do nothing.'} />
        </p>
        <Form className={classes.form} onSubmit={handleSubmit}>
            <Field id="news" label="WhatsApp number">
                <TextInput autoComplete="tel" type="tel" field="phone" id="news" />
            </Field>
            <p><img src={waLogo} alt="WhatsApp" /> <a href="/privacy">Privacy policy</a></p>
            <div className={classes.buttonsContainer}>
                <Button priority="normal" type="submit" disabled={isBusy} onClick={clearErrors}>
                    <FormattedMessage id={'newsletter.subscribeText'} defaultMessage={'Subscribe'} />
                </Button>
            </div>
        </Form>
    </div>
);
export default Newsletter;
