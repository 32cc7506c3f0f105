const RegistrationFields = ({form, prefix = ''}) => {
    const errors = form.formState.errors
    return (
        <Stack spacing={5}>
            <Field name={`${prefix}firstName`} label="First Name" type="text" control={form.control} error={errors.firstName} />
            <Field name={`${prefix}lastName`} label="Last Name" type="text" control={form.control} error={errors.lastName} />
            <Field name={`${prefix}email`} label="Email" type="email" control={form.control} error={errors.email} />
            <Stack spacing={3} pb={2}>
                <Field name={`${prefix}password`} label="Password" type="password" control={form.control} error={errors.password} />
                <PasswordRequirements value={form.watch(`${prefix}password`)} />
            </Stack>
            <Field
                name={`${prefix}acceptsMarketing`}
                label="Sign me up for Salesforce WhatsApp messages (you can unsubscribe at any time)"
                type="checkbox"
                defaultValue={false}
                control={form.control}
                error={errors.acceptsMarketing}
                inputProps={{alignItems: 'flex-start'}}
            />
        </Stack>
    )
}

export default RegistrationFields
