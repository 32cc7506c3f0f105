const SettingNotification = ({ icon, classes = {} }) => {
  const NOTIFICATION_MEDIA = [
    { label: 'WhatsApp', value: 'WA', icon: icon?.whatsApp, isActive: false, disabled: false, details: COMMON_MEDIA_DETAILS },
  ];
  const i18n = useI18n();
  const [loading, setLoading] = useState(false);
  const [phoneNumber, setPhoneNumber] = useState();
  const [notificationMedia, setNotificationMedia] = useState(NOTIFICATION_MEDIA);
  return (
    <div className="settingNotif">
      <div className="settingNotif-header">
        <div>{icon?.notification}</div>
        <div>{i18n.t('settingNotification.title')}</div>
      </div>
      <div className="settingNotif-description">{i18n.t('settingNotification.description')}</div>
      {notificationMedia.map((media, mediaIndex) => (
        <div className="settingNotif-media" key={mediaIndex}>
          <div className="settingNotif-mediaParent">
            {media.icon}
            <div className="settingNotif-mediaLabel">{media.label}</div>
            {!Boolean(parseInt(phoneNumber ?? '')) && !loading && (
              <div className="settingNotif-mediaDescription"><span>* </span>{i18n.t('settingNotification.pleaseFillWANumber')}</div>
            )}
          </div>
          <label className="settingNotif-checkbox">
            {!loading && (
              <input type="checkbox" disabled={loading || !Boolean(parseInt(phoneNumber ?? ''))} value={media.isActive ? 'on' : 'off'} defaultChecked={media.isActive} onChange={() => updateMediaStatus(media)} />
            )}
            <span className="settingNotif-slider"></span>
          </label>
        </div>
      ))}
    </div>
  );
};
