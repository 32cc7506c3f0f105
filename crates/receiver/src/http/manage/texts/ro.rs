//! Romanian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "ro",
    title: "Mesajele tale WhatsApp de la {company}",
    agreed: "Ce ai acceptat",
    agreed_to: "La {date} ai acceptat, pentru numărul care se termină în {digits}, să primești pe WhatsApp:",
    shown: "Ce ți s-a arătat",
    privacy: "Politica de confidențialitate a {company}",
    withdraw_title: "Retragerea consimțământului",
    withdraw: "{company} nu va mai avea voie să îți trimită pe WhatsApp: {purposes}. Este gratuit și nu se schimbă nimic altceva.",
    button: "Retrage",
    done_title: "Ți-ai retras consimțământul",
    done: "Înregistrat la {date}. {company} nu mai are voie să îți trimită pe WhatsApp: {purposes}.",
    save: "Salvează dovada",
    save_note: "Un fișier semnat care arată că ți-ai retras consimțământul și când.",
    change_title: "Schimbați numărul sau alegerile",
    change_keep: "Lăsați gol pentru a păstra numărul care se termină în {digits}.",
    change_next: "Continuați",
    change_none: "Alegeți cel puțin un tip de mesaje. Pentru a le opri pe toate, retrageți-vă consimțământul.",
    change_number: "Acest număr nu poate fi corect. Scrieți-l cu + și prefixul țării.",
    change_confirm: "Încă nu s-a schimbat nimic. Trimiteți mesajul pregătit pe WhatsApp de la numărul care se termină în {digits}, în 30 de minute. Abia atunci aceasta înlocuiește alegerea anterioară:",
    changed_title: "Ați schimbat acest lucru",
    changed: "Înregistrat la {date}. Este valabil ce ați ales atunci.",
    changed_link: "Vedeți ce este valabil acum",
    unknown: Refusal { title: "Acest link nu funcționează", text: "Poate lipsește o parte: copiază-l întreg. Poți oricând să răspunzi {keyword} la un mesaj pe WhatsApp." },
    expired: Refusal { title: "Acest link a expirat", text: "Răspunde {keyword} la un mesaj pe WhatsApp: oprește mesajele oricând." },
    foreign: Refusal { title: "Nu s-a schimbat nimic", text: "Cererea a venit de pe alt site. Deschide linkul tău și apasă butonul de acolo." },
    failed: Refusal { title: "Nu a funcționat", text: "Nu s-a schimbat nimic. Încearcă din nou peste un minut sau răspunde {keyword} la un mesaj pe WhatsApp." },
    months: &[],
};
