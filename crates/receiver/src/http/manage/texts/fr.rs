//! French.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
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
    change_title: "Changer de numéro ou de choix",
    change_keep: "Laissez ce champ vide pour garder le numéro se terminant par {digits}.",
    change_next: "Continuer",
    change_none: "Choisissez au moins un type de messages. Pour les arrêter tous, retirez votre consentement.",
    change_number: "Ce numéro ne peut pas être juste. Écrivez-le avec + et l’indicatif du pays.",
    change_confirm: "Rien n’a encore changé. Envoyez le message préparé sur WhatsApp depuis le numéro se terminant par {digits}, dans les 30 minutes. C’est alors que ceci remplacera votre choix précédent :",
    changed_title: "Vous avez changé cela",
    changed: "Enregistré le {date}. Ce que vous avez choisi alors s’applique à la place.",
    changed_link: "Voir ce qui s’applique maintenant",
    unknown: Refusal {
        title: "Ce lien ne fonctionne pas",
        text: "Il est peut-être incomplet : copiez-le en entier. Vous pouvez toujours répondre {keyword} à un message sur WhatsApp.",
    },
    expired: Refusal {
        title: "Ce lien a expiré",
        text: "Répondez {keyword} à un message sur WhatsApp : cela arrête les messages à tout moment.",
    },
    foreign: Refusal {
        title: "Rien n’a été modifié",
        text: "La demande venait d’un autre site. Ouvrez votre lien lui-même et appuyez sur le bouton.",
    },
    failed: Refusal {
        title: "Cela n’a pas fonctionné",
        text: "Rien n’a été modifié. Réessayez dans une minute, ou répondez {keyword} à un message sur WhatsApp.",
    },
    months: &[
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
