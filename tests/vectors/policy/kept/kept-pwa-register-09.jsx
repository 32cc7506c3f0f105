const RegistrationFields = ({form}) => {
    const errors = form.formState.errors
    return (
        <Stack spacing={5}>
            <Field name="firstName" label="Vorname" type="text" control={form.control} error={errors.firstName} />
            <Field name="lastName" label="Nachname" type="text" control={form.control} error={errors.lastName} />
            <Field name="phone" label="Telefonnummer" type="tel" control={form.control} error={errors.phone} />
            <Field
                name="acceptsMarketing"
                label="Ich möchte WhatsApp-Nachrichten von Salesforce abonnieren (Sie können Ihr Abonnement jederzeit wieder abbestellen)."
                type="checkbox"
                defaultValue={false}
                control={form.control}
                error={errors.acceptsMarketing}
            />
        </Stack>
    )
}
