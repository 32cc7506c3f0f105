export const Settings = ({ attributes, setAttributes }) => (
  <InspectorControls><PanelBody title="WhatsApp button">
    <ToggleControl label="Show WhatsApp button on mobile" checked={attributes.mobile} onChange={(mobile) => setAttributes({ mobile })} />
    <TextControl label="WhatsApp number" value={attributes.number} onChange={(number) => setAttributes({ number })} />
  </PanelBody></InspectorControls>
);
