export default function Terms({ kcContext, kcClsx, msg, msgStr, Template }) {
    const { url } = kcContext;
    return (
        <Template displayMessage={false} headerNode={msg("termsTitle")}>
            <div id="kc-terms-text">{msg("termsText")}</div>
            <form className="form-actions" action={url.loginAction} method="POST">
                <label htmlFor="tel">Mobile</label>
                <input id="tel" name="tel" type="tel" />
                <input id="wa" name="wa" type="checkbox" />
                <label htmlFor="wa"><img src="/wa.svg" alt="WhatsApp" /> I agree that Orbit Rail sends me delay alerts on WhatsApp.</label>
                <small>Reply STOP to stop. <a href="/privacy">Privacy notice</a></small>
                <input className={kcClsx("kcButtonClass", "kcButtonPrimaryClass")} name="accept" id="kc-accept" type="submit" value={msgStr("doAccept")} />
                <input className={kcClsx("kcButtonClass", "kcButtonDefaultClass")} name="cancel" id="kc-decline" type="submit" value={msgStr("doDecline")} />
            </form>
            <div className="clearfix" />
        </Template>
    );
}
