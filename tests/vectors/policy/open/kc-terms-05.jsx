export default function Terms({ kcContext, kcClsx, msg, msgStr, Template }) {
    const { url } = kcContext;
    return (
        <Template displayMessage={false} headerNode={msg("termsTitle")}>
            <div id="kc-terms-text"><p>Questions? Our bot answers on <a href="https://wa.me/4915112345678">WhatsApp</a>.</p></div>
            <form className="form-actions" action={url.loginAction} method="POST">
                <input className={kcClsx("kcButtonClass", "kcButtonPrimaryClass")} name="accept" id="kc-accept" type="submit" value={msgStr("doAccept")} />
                <input className={kcClsx("kcButtonClass", "kcButtonDefaultClass")} name="cancel" id="kc-decline" type="submit" value={msgStr("doDecline")} />
            </form>
            <div className="clearfix" />
        </Template>
    );
}
