export default function Terms({ kcContext, kcClsx, msg, msgStr, Template }) {
    const { url } = kcContext;
    return (
        <Template displayMessage={false} headerNode={msg("termsTitle")}>
            <div id="kc-terms-text">{msg("termsText")}</div>
            <form className="form-actions" action={url.loginAction} method="POST">
                <p>We message {user.tel}</p>
                <input type="hidden" name="tel" value={user.tel} />
                <input id="whatsappOptIn" name="whatsappOptIn" type="checkbox" />
                <label htmlFor="whatsappOptIn">Keep me posted about delays, says Orbit Rail</label>
                <small>Reply STOP to stop. <a href="/privacy">Privacy notice</a></small>
                <input className={kcClsx("kcButtonClass", "kcButtonPrimaryClass")} name="accept" id="kc-accept" type="submit" value={msgStr("doAccept")} />
                <input className={kcClsx("kcButtonClass", "kcButtonDefaultClass")} name="cancel" id="kc-decline" type="submit" value={msgStr("doDecline")} />
            </form>
            <div className="clearfix" />
        </Template>
    );
}
