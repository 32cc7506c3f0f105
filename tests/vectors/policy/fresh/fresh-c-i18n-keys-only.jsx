export function Consent({ register, t }) {
  return (
    <div className="form-row">
      <PhoneInput name="phone" label={t("form.phone")} />
      <Checkbox {...register("whatsappConsent")} label={t("consent.whatsapp.label")} />
      <p>{t("consent.whatsapp.hint")}</p>
    </div>
  );
}
