const InputForm = ({ value, onChange, minLength = 10, onSubmit, classes, withHeader = true, brandName, inputPlaceholder, customLocales }) => {
  const i18n = useI18n();
  const handleChange = (e) => { onChange(e.currentTarget.value); };
  const handleSubmit = (e) => { e.preventDefault(); onSubmit(value); };
  return (
    <div className={classes.inputFormContainerClassName}>
      {withHeader && (
        <div className={classes.inputFormHeaderClassName}>
          <h3 className={classes.inputFormTitleClassName}>{i18n.t('whatsAppOTPInput.welcome')} {brandName}</h3>
          <span className={classes.inputFormDescriptionClassName}>{customLocales?.inputWhatsApp || i18n.t('whatsAppOTPInput.inputWhatsApp')}</span>
        </div>
      )}
      <form className={classes.formWAContainerClassName} onSubmit={handleSubmit} method="post">
        <label htmlFor="WANumber" className={classes.inputLabelClassName}>{i18n.t('whatsAppOTPInput.whatsappNumber')}</label>
        <input id="WANumber" name="WANumber" type="text" onChange={handleChange} value={value} placeholder={inputPlaceholder} className={classes.inputWANumberClassName} />
        <button className={classes.btnSubmitClassName} type="submit" disabled={value.length < minLength}>{customLocales?.continue || i18n.t('whatsAppOTPInput.continue')}</button>
        <DisclaimerMessage lngKey="whatsappOTP" withBrandName />
      </form>
    </div>
  );
};
export default InputForm;
