import { useState } from "react";
export default function Register(props) {
    const { url, kcClsx, msg, msgStr } = props;
    const [areTermsAccepted, setAreTermsAccepted] = useState(false);
    const [waAccepted, setWaAccepted] = useState(false);
    return (
        <form id="kc-register-form" className={kcClsx("kcFormClass")} action={url.registrationAction} method="post">
            <label htmlFor="phone">Phone</label>
            <input id="phone" name="phone" type="tel" autoComplete="tel" />
            <div className="form-group">
                <div className={kcClsx("kcLabelWrapperClass")}>
                    <input
                        type="checkbox"
                        id="termsAccepted"
                        name="termsAccepted"
                        className={kcClsx("kcCheckboxInputClass")}
                        checked={areTermsAccepted}
                        onChange={e => setAreTermsAccepted(e.target.checked)}
                    />
                    <label htmlFor="termsAccepted" className={kcClsx("kcLabelClass")}>
                        {msg("acceptTerms")}
                    </label>
                </div>
            </div>
            <div className="form-group">
                <input
                    type="checkbox"
                    id="waAccepted"
                    name="whatsappConsent"
                    checked={waAccepted}
                    onChange={e => setWaAccepted(e.target.checked)}
                />
                <label htmlFor="waAccepted"><WhatsAppIcon /> I want Nimbus to send me login codes on WhatsApp</label>
                <small>Reply STOP to end this. <Link to="/privacy">Privacy notice</Link></small>
            </div>
            <div id="kc-form-buttons" className={kcClsx("kcFormButtonsClass")}>
                <input
                    disabled={!areTermsAccepted}
                    className={kcClsx("kcButtonClass", "kcButtonPrimaryClass")}
                    type="submit"
                    value={msgStr("doRegister")}
                />
            </div>
        </form>
    );
}
