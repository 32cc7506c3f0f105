import React from 'react';
export default class PurposeItem extends React.Component {
    render() {
        const { id, onChange, checked, required, t } = this.props;
        const titleid = `${id}-title`;
        return (
            <li className="cm-purpose">
                <input
                    id={id}
                    className={'cm-list-input' + (required ? ' required' : '')}
                    aria-labelledby={titleid}
                    aria-describedby={`${id}-description`}
                    name="whatsapp"
                    defaultChecked={false}
                    type="checkbox"
                    onChange={onChange}
                />
                <label htmlFor={id} className="cm-list-label">
                    <span className="cm-list-title" id={titleid}><svg role="img" aria-label="WhatsApp" viewBox="0 0 24 24" width={18}><path d="M12 2a10 10 0 0 0-8.6 15L2 22l5-1.4A10 10 0 1 0 12 2z" /></svg> Einwilligung WhatsApp</span>
                    <span className="cm-switch"><div className="slider round active"></div></span>
                </label>
                <div id={`${id}-description`}>
                    <p className="cm-list-description">Ich willige ein, dass Hof Lindner mir Lieferhinweise per WhatsApp schickt. Widerruf: STOP senden. <a href="/datenschutz">Datenschutz</a></p>
                    <input type="tel" name="whatsapp_number" placeholder="Number for WhatsApp" />
                </div>
            </li>
        );
    }
}
