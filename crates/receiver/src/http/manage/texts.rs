//! The page's words: one struct per language, so that a missing one does not compile.

use crate::error::Error;

/// `{company}`, `{purposes}`, `{date}` and `{digits}` are filled in.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) agreed: &'static str,
    pub(super) agreed_to: &'static str,
    pub(super) shown: &'static str,
    pub(super) privacy: &'static str,
    pub(super) withdraw_title: &'static str,
    pub(super) withdraw: &'static str,
    pub(super) button: &'static str,
    pub(super) done_title: &'static str,
    pub(super) done: &'static str,
    pub(super) save: &'static str,
    pub(super) save_note: &'static str,
    pub(super) unknown: Refusal,
    pub(super) expired: Refusal,
    pub(super) foreign: Refusal,
    pub(super) failed: Refusal,
    /// `{day} {month} {year}` in its order.
    pub(super) date: &'static str,
    pub(super) months: [&'static str; 12],
}

#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
}

impl Texts {
    /// For a BCP 47 tag; English where there are none.
    pub(super) fn of(tag: &str) -> &'static Self {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        [&EN, &FR].into_iter().find(|texts| texts.language.eq_ignore_ascii_case(primary)).unwrap_or(&EN)
    }

    pub(super) fn refusal(&self, error: Error) -> &Refusal {
        match error {
            Error::LinkUnknown => &self.unknown,
            Error::LinkExpired => &self.expired,
            Error::OriginForeign => &self.foreign,
            _ => &self.failed,
        }
    }
}

static EN: Texts = Texts {
    language: "en",
    title: "Your WhatsApp messages from {company}",
    agreed: "What you agreed to",
    agreed_to: "On {date} you agreed, for the number ending in {digits}, to receive on WhatsApp:",
    shown: "What was shown to you",
    privacy: "Privacy notice of {company}",
    withdraw_title: "Withdraw your consent",
    withdraw: "{company} will then no longer be allowed to send you {purposes} on WhatsApp. It costs nothing, and nothing else changes.",
    button: "Withdraw",
    done_title: "You have withdrawn your consent",
    done: "Recorded on {date}. {company} may no longer send you {purposes} on WhatsApp.",
    save: "Save the proof",
    save_note: "A signed file that shows that and when you withdrew.",
    unknown: Refusal {
        title: "This link does not work",
        text: "Part of it may be missing: copy it whole. You can always reply STOP to a message on WhatsApp instead.",
    },
    expired: Refusal {
        title: "This link has expired",
        text: "Reply STOP to a message on WhatsApp: it stops the messages at any time.",
    },
    foreign: Refusal {
        title: "Nothing was changed",
        text: "The request came from another site. Open your link itself, and press the button there.",
    },
    failed: Refusal {
        title: "This did not work",
        text: "Nothing was changed. Please try again in a minute, or reply STOP to a message on WhatsApp.",
    },
    date: "{day} {month} {year}",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

static FR: Texts = Texts {
    language: "fr",
    title: "Vos messages WhatsApp de {company}",
    agreed: "Ce que vous avez accepté",
    agreed_to: "Le {date}, vous avez accepté, pour le numéro se terminant par {digits}, de recevoir sur WhatsApp :",
    shown: "Ce qui vous a été présenté",
    privacy: "Politique de confidentialité de {company}",
    withdraw_title: "Retirer votre consentement",
    withdraw: "{company} n’aura alors plus le droit de vous envoyer {purposes} sur WhatsApp. C’est gratuit, et rien d’autre ne change.",
    button: "Retirer",
    done_title: "Vous avez retiré votre consentement",
    done: "Enregistré le {date}. {company} n’a plus le droit de vous envoyer {purposes} sur WhatsApp.",
    save: "Garder la preuve",
    save_note: "Un fichier signé qui montre que vous avez retiré votre consentement, et quand.",
    unknown: Refusal {
        title: "Ce lien ne fonctionne pas",
        text: "Il est peut-être incomplet : copiez-le en entier. Vous pouvez toujours répondre STOP à un message sur WhatsApp.",
    },
    expired: Refusal {
        title: "Ce lien a expiré",
        text: "Répondez STOP à un message sur WhatsApp : cela arrête les messages à tout moment.",
    },
    foreign: Refusal {
        title: "Rien n’a été modifié",
        text: "La demande venait d’un autre site. Ouvrez votre lien lui-même et appuyez sur le bouton.",
    },
    failed: Refusal {
        title: "Cela n’a pas fonctionné",
        text: "Rien n’a été modifié. Réessayez dans une minute, ou répondez STOP à un message sur WhatsApp.",
    },
    date: "{day} {month} {year}",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};
