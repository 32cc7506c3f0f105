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
                    checked disabled
                    type="checkbox"
                    onChange={onChange}
                />
                <label htmlFor={id} className="cm-list-label">
                    <span className="cm-list-title" id={titleid}>WhatsApp</span>
                    <span className="cm-switch"><div className="slider round active"></div></span>
                </label>
                <div id={`${id}-description`}>
                    <p className="cm-list-description">Für Lieferhinweise von Hof Lindner und Angebote aus dem Hofladen.</p>
                    <input type="tel" name="whatsapp_number" placeholder="Number for WhatsApp" />
                </div>
            </li>
        );
    }
}
