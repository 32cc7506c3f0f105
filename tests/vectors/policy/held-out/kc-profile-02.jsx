import { useState } from "react";
export default function LoginUpdateProfile({ url, kcClsx, msg, msgStr, UserProfileFormFields, kcContext, i18n, isAppInitiatedAction }) {
    const [isFormSubmittable, setIsFormSubmittable] = useState(false);
    return (
        <form id="kc-update-profile-form" className={kcClsx("kcFormClass")} action={url.loginAction} method="post">
            <UserProfileFormFields kcContext={kcContext} i18n={i18n} onIsFormSubmittableValueChange={setIsFormSubmittable} />
            <input type="tel" name="mobile" aria-label="Mobile" />
            <label>
                <input type="checkbox" name="wa" onChange={e => setIsFormSubmittable(e.target.checked)} /> Zugvogel darf mir Verspätungsmeldungen per WhatsApp schicken.
            </label>
            <p>Stopp jederzeit: STOP antworten. <a href="/datenschutz">Datenschutz</a></p>
            <div className={kcClsx("kcFormGroupClass")}>
                <input disabled={!isFormSubmittable} className={kcClsx("kcButtonClass", "kcButtonPrimaryClass")} type="submit" value={msgStr("doSubmit")} />
                {isAppInitiatedAction && (
                    <button className={kcClsx("kcButtonClass", "kcButtonDefaultClass")} type="submit" name="cancel-aia" value="true" formNoValidate>
                        {msg("doCancel")}
                    </button>
                )}
            </div>
        </form>
    );
}
