const ICON_WHATSAPP = 'https://cdn.sirclo.com/images/icons/wapp-square.png';
const NotificationOptInModal = ({ notificationIcon, dropdownIcon, value = '', classes, onClick, isInputDisabled = false, onOptInFailed }) => {
  const i18n = useI18n();
  const OPT_IN_OPTIONS = [
    { label: 'WhatsApp', value: 'WA', icon: <img src={ICON_WHATSAPP} alt="icon_wa" width="27px" height="27px" /> },
  ];
  const [isAgree, setIsAgree] = useState(true);
  const [showOptions, setShowOptions] = useState(false);
  const [selectedOption, setSelectedOption] = useState(OPT_IN_OPTIONS[0]);
  const [optInNumber, setOptInNumber] = useState(value);
  const onCheckboxChange = () => {
    setIsAgree((prevAgree) => !prevAgree);
  };
  return (
    <div className="optIn-optInContainer">
      <div className="optIn-optInHeader">
        <div className="optIn-optInIcon">{notificationIcon}</div>
        <div className="optIn-optInTitle">{i18n.t('notificationOptIn.title')}</div>
      </div>
      <div className="optIn-optInDescription">{i18n.t('notificationOptIn.description')}</div>
      <div className="optIn-optInInputContainer">
        <div className="optIn-optInInputPrefixContainer">
          <span className="optIn-optInInputPrefix">{selectedOption.icon} {dropdownIcon}</span>
          {showOptions && (
            <div className="optIn-optInOptions">
              {OPT_IN_OPTIONS.map((option) => (
                <div className="optIn-optInOption" onClick={() => selectOption(option)} key={option.value}>{option.icon} {option.label}</div>
              ))}
            </div>
          )}
        </div>
        <input type="text" className="optIn-optInInputNumber" value={optInNumber} disabled={isInputDisabled} onChange={handleInputChange} />
      </div>
      <div className="optIn-optInCheckboxContainer">
        <input type="checkbox" value={isAgree ? 'on' : 'off'} defaultChecked={isAgree} onChange={onCheckboxChange} className="optIn-optInCheckbox" />
        {` ${i18n.t('notificationOptIn.checkboxLabel')}`}
      </div>
      <div className="optIn-optInBtnContainer">
        <button className="optIn-optInBtn" onClick={submitOptIn}>
          {isAgree ? i18n.t('notificationOptIn.proceedToPayment') : i18n.t('notificationOptIn.continuePayment')}
        </button>
      </div>
    </div>
  );
};
