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
    unknown: Refusal { title: "Hindi gumagana ang link na ito", text: "Baka may kulang na bahagi: kopyahin ito nang buo. Maaari ka ring sumagot ng {keyword} sa isang mensahe sa WhatsApp." },
    expired: Refusal { title: "Nag-expire na ang link na ito", text: "Sumagot ng {keyword} sa isang mensahe sa WhatsApp: itinitigil nito ang mga mensahe anumang oras." },
    foreign: Refusal { title: "Walang nabago", text: "Galing sa ibang site ang kahilingan. Buksan mismo ang link mo at pindutin doon ang button." },
    failed: Refusal { title: "Hindi ito gumana", text: "Walang nabago. Subukan ulit pagkalipas ng isang minuto, o sumagot ng {keyword} sa isang mensahe sa WhatsApp." },
    months: &[],
};
