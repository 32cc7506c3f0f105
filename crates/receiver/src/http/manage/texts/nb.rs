//! Norwegian Bokmål.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "nb",
    title: "WhatsApp-meldingene dine fra {company}",
    agreed: "Hva du har sagt ja til",
    agreed_to: "{date} sa du, for nummeret som slutter på {digits}, ja til å få på WhatsApp:",
    shown: "Hva du fikk se",
    privacy: "Personvernerklæring for {company}",
    withdraw_title: "Trekk tilbake samtykket",
    withdraw: "{company} kan da ikke lenger sende deg på WhatsApp: {purposes}. Det koster ingenting, og ingenting annet endres.",
    button: "Trekk tilbake",
    done_title: "Du har trukket tilbake samtykket",
    done: "Registrert {date}. {company} kan ikke lenger sende deg på WhatsApp: {purposes}.",
    save: "Lagre beviset",
    save_note: "En signert fil som viser at og når du trakk tilbake samtykket.",
    unknown: Refusal { title: "Lenken virker ikke", text: "Kanskje mangler en del: kopier hele lenken. Du kan alltid svare {keyword} på en melding på WhatsApp." },
    expired: Refusal { title: "Lenken har utløpt", text: "Svar {keyword} på en melding på WhatsApp: det stopper meldingene når som helst." },
    foreign: Refusal { title: "Ingenting ble endret", text: "Forespørselen kom fra et annet nettsted. Åpne selve lenken din, og trykk på knappen der." },
    failed: Refusal { title: "Det gikk ikke", text: "Ingenting ble endret. Prøv igjen om et minutt, eller svar {keyword} på en melding på WhatsApp." },
    months: &[],
};
