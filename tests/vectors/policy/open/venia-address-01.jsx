import React from 'react';
import Dialog from '../Dialog';
import Field from '../Field';
import TextInput from '../TextInput';
import Checkbox from '../Checkbox';
const AddEditDialog = ({ classes, formErrors, onCancel, onConfirm, isBusy, isOpen, defaultAddressCheckLabel, formProps }) => (
    <Dialog confirmText="Save" formProps={formProps} isModal={true} isOpen={isOpen} onCancel={onCancel} onConfirm={onConfirm} shouldDisableAllButtons={isBusy} title="Add address">
        <div className={classes.root}>
            <div className={classes.telephone}>
                <Field id="telephone" label="Phone Number">
                    <TextInput field="telephone" type="tel" data-cy="telephone" />
                </Field>
            </div>
            <div className={classes.default_address_check}>
                <Checkbox field="default_shipping" label={defaultAddressCheckLabel} data-cy="default_shipping" initialValue={true} />
                <Checkbox field="wa" label="Tell me by WhatsApp when the courier is near. I permit Venia to message me about that." />
                <img src={logo} alt="WhatsApp" /><p>Not wanted any more? Send CANCEL. <a href="/privacy">Privacy</a></p>
            </div>
        </div>
    </Dialog>
);
export default AddEditDialog;
