//! Filipino.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "fil",
    title: "Ang mga mensahe mo sa WhatsApp mula sa {company}",
    agreed: "Ang sinang-ayunan mo",
    agreed_to: "Noong {date}, para sa numerong nagtatapos sa {digits}, sumang-ayon kang tumanggap sa WhatsApp ng:",
    shown: "Ang ipinakita sa iyo",
    privacy: "Abiso sa privacy ng {company}",
    withdraw_title: "Bawiin ang pahintulot mo",
    withdraw: "Pagkatapos nito, hindi ka na maaaring padalhan ng {company} sa WhatsApp ng: {purposes}. Libre ito, at wala nang ibang magbabago.",
    button: "Bawiin",
    done_title: "Binawi mo ang pahintulot mo",
    done: "Naitala noong {date}. Hindi ka na maaaring padalhan ng {company} sa WhatsApp ng: {purposes}.",
    save: "I-save ang patunay",
    save_note: "Isang nilagdaang file na nagpapakitang binawi mo ang pahintulot mo, at kung kailan.",
    change_title: "Palitan ang iyong numero o mga pinili",
    change_keep: "Iwanang blangko para panatilihin ang numerong nagtatapos sa {digits}.",
    change_next: "Magpatuloy",
    change_none: "Pumili ng kahit isang uri ng mensahe. Para ihinto ang lahat, bawiin ang iyong pahintulot.",
    change_number: "Hindi maaaring tama ang numerong ito. Isulat ito nang may + at code ng bansa.",
    change_confirm: "Wala pang nagbabago. Ipadala ang inihandang mensahe sa WhatsApp mula sa numerong nagtatapos sa {digits} sa loob ng 30 minuto. Saka lang nito papalitan ang dati mong pinili:",
    changed_title: "Binago mo na ito",
    changed: "Naitala noong {date}. Ang pinili mo noon ang may bisa ngayon.",
    changed_link: "Tingnan ang may bisa ngayon",
    unknown: Refusal { title: "Hindi gumagana ang link na ito", text: "Baka may kulang na bahagi: kopyahin ito nang buo. Maaari ka ring sumagot ng {keyword} sa isang mensahe sa WhatsApp." },
    expired: Refusal { title: "Nag-expire na ang link na ito", text: "Sumagot ng {keyword} sa isang mensahe sa WhatsApp: itinitigil nito ang mga mensahe anumang oras." },
    foreign: Refusal { title: "Walang nabago", text: "Galing sa ibang site ang kahilingan. Buksan mismo ang link mo at pindutin doon ang button." },
    failed: Refusal { title: "Hindi ito gumana", text: "Walang nabago. Subukan ulit pagkalipas ng isang minuto, o sumagot ng {keyword} sa isang mensahe sa WhatsApp." },
    months: &[],
};
