const ChannelPreferences = ({ templateId, handleOnPreferenceChange }) => {
  const [checked, setChecked] = useState(hasCustomRouting);
  const [routing, setRouting] = useState(initialRouting);
  return (
    <StyledItem>
      <ChannelCustomizationToggle>
        <input type="checkbox" checked={checked} onClick={handleDeliveryChannels} />
      </ChannelCustomizationToggle>
      <div>Customize Delivery Channel</div>
      <Channels>
        <label><input type="checkbox" checked={routing.includes('email')} onClick={() => handleRouting('email')} /> Email</label>
        <label><input type="checkbox" checked={routing.includes('push')} onClick={() => handleRouting('push')} /> Push</label>
        <label><input type="checkbox" checked={routing.includes('whatsapp')} onClick={() => handleRouting('whatsapp')} /> WhatsApp</label>
      </Channels>
    </StyledItem>
  );
};
