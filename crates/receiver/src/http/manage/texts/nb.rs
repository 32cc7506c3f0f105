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
    change_title: "Endre nummer eller valg",
    change_keep: "La feltet stå tomt for å beholde nummeret som slutter på {digits}.",
    change_next: "Fortsett",
    change_none: "Velg minst én type meldinger. Trekk samtykket tilbake for å stoppe alle.",
    change_number: "Nummeret kan ikke stemme. Skriv det med + og landkode.",
    change_confirm: "Ingenting er endret ennå. Send den ferdige meldingen på WhatsApp fra nummeret som slutter på {digits}, innen 30 minutter. Først da erstatter dette det tidligere valget ditt:",
    changed_title: "Du har endret dette",
    changed: "Registrert {date}. Det du valgte da, gjelder i stedet.",
    changed_link: "Se hva som gjelder nå",
    unknown: Refusal { title: "Lenken virker ikke", text: "Kanskje mangler en del: kopier hele lenken. Du kan alltid svare {keyword} på en melding på WhatsApp." },
    expired: Refusal { title: "Lenken har utløpt", text: "Svar {keyword} på en melding på WhatsApp: det stopper meldingene når som helst." },
    foreign: Refusal { title: "Ingenting ble endret", text: "Forespørselen kom fra et annet nettsted. Åpne selve lenken din, og trykk på knappen der." },
    failed: Refusal { title: "Det gikk ikke", text: "Ingenting ble endret. Prøv igjen om et minutt, eller svar {keyword} på en melding på WhatsApp." },
    months: &[],
};
