import React from 'react';
import { FormattedMessage } from 'react-intl';
import { Form } from 'informed';
import Button from '../Button';
import Field from '../Field';
import TextInput from '../TextInput';
const Newsletter = ({ classes, handleSubmit, isBusy, clearErrors }) => (
    <div className={classes.root} data-cy={'Newsletter-root'}>
        <span data-cy="Newsletter-title" className={classes.title}>
            <FormattedMessage id={'newsletter.titleText'} defaultMessage={'Subscribe to Venia'} />
        </span>
        <p data-cy="Newsletter-infoText" className={classes.newsletter_text}>
            <FormattedMessage id={'newsletter.infoText'} defaultMessage={'Recieve the latest news, update and special offers right to your inbox.'} />
        </p>
        <Form className={classes.form} onSubmit={handleSubmit}>
            <Field id="news" label="Email">
                <TextInput autoComplete="email" field="email" id="news" />
            </Field>
            <div className={classes.buttonsContainer}>
                <Button priority="normal" type="submit" disabled={isBusy} onClick={clearErrors}>
                    <FormattedMessage id={'newsletter.subscribeText'} defaultMessage={'Subscribe'} />
                </Button>
            </div>
        </Form>
    </div>
);
export default Newsletter;
