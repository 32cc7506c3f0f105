//! Finnish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "fi",
    title: "WhatsApp-viestisi lähettäjältä {company}",
    agreed: "Mihin olet suostunut",
    agreed_to: "{date} suostuit numerolle, jonka lopussa on {digits}, saamaan WhatsApp-viesteinä:",
    shown: "Mitä sinulle näytettiin",
    privacy: "Tietosuojaseloste: {company}",
    withdraw_title: "Peru suostumuksesi",
    withdraw: "{company} ei saa enää lähettää sinulle WhatsApp-viesteinä: {purposes}. Se ei maksa mitään, eikä mikään muu muutu.",
    button: "Peru",
    done_title: "Olet perunut suostumuksesi",
    done: "Kirjattu {date}. {company} ei saa enää lähettää sinulle WhatsApp-viesteinä: {purposes}.",
    save: "Tallenna todiste",
    save_note: "Allekirjoitettu tiedosto, joka osoittaa, että peruit suostumuksesi ja milloin.",
    change_title: "Vaihda numeroa tai valintojasi",
    change_keep: "Jätä tyhjäksi, jos haluat pitää numeron, joka päättyy {digits}.",
    change_next: "Jatka",
    change_none: "Valitse ainakin yksi viestilaji. Jos haluat lopettaa kaikki, peruuta suostumuksesi.",
    change_number: "Tämä numero ei voi olla oikein. Kirjoita se muodossa + ja maatunnus.",
    change_confirm: "Mikään ei ole vielä muuttunut. Lähetä valmis viesti WhatsAppissa numerosta, joka päättyy {digits}, 30 minuutin kuluessa. Vasta silloin tämä korvaa aiemman valintasi:",
    changed_title: "Olet muuttanut tätä",
    changed: "Kirjattu {date}. Voimassa on se, mitä silloin valitsit.",
    changed_link: "Katso, mikä on nyt voimassa",
    unknown: Refusal { title: "Linkki ei toimi", text: "Osa siitä ehkä puuttuu: kopioi se kokonaan. Voit aina vastata {keyword} WhatsApp-viestiin." },
    expired: Refusal { title: "Linkki on vanhentunut", text: "Vastaa {keyword} WhatsApp-viestiin: se lopettaa viestit milloin tahansa." },
    foreign: Refusal { title: "Mitään ei muutettu", text: "Pyyntö tuli toiselta sivustolta. Avaa oma linkkisi ja paina painiketta siellä." },
    failed: Refusal { title: "Tämä ei onnistunut", text: "Mitään ei muutettu. Yritä minuutin kuluttua uudelleen tai vastaa {keyword} WhatsApp-viestiin." },
    months: &[],
};
