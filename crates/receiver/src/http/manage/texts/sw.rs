//! Swahili.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "sw",
    title: "Ujumbe wako wa WhatsApp kutoka {company}",
    agreed: "Ulichokubali",
    agreed_to: "Tarehe {date} ulikubali, kwa nambari inayoishia na {digits}, kupokea kupitia WhatsApp:",
    shown: "Ulichoonyeshwa",
    privacy: "Ilani ya faragha ya {company}",
    withdraw_title: "Ondoa idhini yako",
    withdraw: "Baada ya hapo {company} haitaruhusiwa tena kukutumia kupitia WhatsApp: {purposes}. Ni bure, na hakuna kingine kinachobadilika.",
    button: "Ondoa idhini",
    done_title: "Umeondoa idhini yako",
    done: "Imerekodiwa tarehe {date}. {company} hairuhusiwi tena kukutumia kupitia WhatsApp: {purposes}.",
    save: "Hifadhi uthibitisho",
    save_note: "Faili iliyotiwa saini inayoonyesha kwamba uliondoa idhini, na lini.",
    change_title: "Badilisha nambari au chaguo zako",
    change_keep: "Acha wazi ili kubaki na nambari inayoishia na {digits}.",
    change_next: "Endelea",
    change_none: "Chagua angalau aina moja ya ujumbe. Ili kusimamisha zote, ondoa idhini yako.",
    change_number: "Nambari hii haiwezi kuwa sahihi. Iandike pamoja na + na msimbo wa nchi.",
    change_confirm: "Bado hakuna kilichobadilika. Tuma ujumbe ulioandaliwa kwenye WhatsApp kutoka nambari inayoishia na {digits} ndani ya dakika 30. Hapo ndipo hili litachukua nafasi ya chaguo lako la awali:",
    changed_title: "Umebadilisha hili",
    changed: "Imerekodiwa {date}. Ulichochagua wakati huo ndicho kinachotumika.",
    changed_link: "Ona kinachotumika sasa",
    unknown: Refusal { title: "Kiungo hiki hakifanyi kazi", text: "Huenda sehemu yake haipo: kinakili chote. Unaweza kujibu {keyword} kwa ujumbe wa WhatsApp wakati wowote." },
    expired: Refusal { title: "Muda wa kiungo hiki umeisha", text: "Jibu {keyword} kwa ujumbe wa WhatsApp: husitisha ujumbe wakati wowote." },
    foreign: Refusal { title: "Hakuna kilichobadilishwa", text: "Ombi lilitoka kwenye tovuti nyingine. Fungua kiungo chako chenyewe na ubonyeze kitufe hapo." },
    failed: Refusal { title: "Haikufaulu", text: "Hakuna kilichobadilishwa. Jaribu tena baada ya dakika moja, au jibu {keyword} kwa ujumbe wa WhatsApp." },
    months: &[],
};
