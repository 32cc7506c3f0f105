//! Dutch.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "nl",
    title: "Uw WhatsApp-berichten van {company}",
    agreed: "Waarvoor u toestemming gaf",
    agreed_to: "Op {date} gaf u voor het nummer dat eindigt op {digits} toestemming om via WhatsApp te ontvangen:",
    shown: "Wat u te zien kreeg",
    privacy: "Privacyverklaring van {company}",
    withdraw_title: "Uw toestemming intrekken",
    withdraw: "{company} mag u dan via WhatsApp niet meer sturen: {purposes}. Het kost niets en verder verandert er niets.",
    button: "Intrekken",
    done_title: "U hebt uw toestemming ingetrokken",
    done: "Vastgelegd op {date}. {company} mag u via WhatsApp niet meer sturen: {purposes}.",
    save: "Bewijs opslaan",
    save_note: "Een ondertekend bestand dat toont dat u uw toestemming hebt ingetrokken, en wanneer.",
    change_title: "Nummer of keuzes wijzigen",
    change_keep: "Laat dit leeg om het nummer dat eindigt op {digits} te houden.",
    change_next: "Doorgaan",
    change_none: "Kies minstens één soort berichten. Trek uw toestemming in om alles te stoppen.",
    change_number: "Dit nummer kan niet kloppen. Schrijf het met + en de landcode.",
    change_confirm: "Er is nog niets gewijzigd. Stuur het klaargezette bericht binnen 30 minuten via WhatsApp vanaf het nummer dat eindigt op {digits}. Pas dan vervangt dit uw eerdere keuze:",
    changed_title: "U hebt dit gewijzigd",
    changed: "Vastgelegd op {date}. In plaats hiervan geldt wat u toen koos.",
    changed_link: "Bekijk wat nu geldt",
    unknown: Refusal { title: "Deze link werkt niet", text: "Misschien ontbreekt er een deel: kopieer hem helemaal. U kunt ook altijd {keyword} antwoorden op een WhatsApp-bericht." },
    expired: Refusal { title: "Deze link is verlopen", text: "Antwoord {keyword} op een WhatsApp-bericht: dat stopt de berichten op elk moment." },
    foreign: Refusal { title: "Er is niets gewijzigd", text: "Het verzoek kwam van een andere site. Open uw eigen link en druk daar op de knop." },
    failed: Refusal { title: "Dit is niet gelukt", text: "Er is niets gewijzigd. Probeer het over een minuut opnieuw, of antwoord {keyword} op een WhatsApp-bericht." },
    months: &[],
};
