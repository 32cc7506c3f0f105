//! Czech.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "cs",
    title: "Vaše zprávy na WhatsAppu od {company}",
    agreed: "S čím jste souhlasili",
    agreed_to: "Dne {date} jste pro číslo končící na {digits} souhlasili, že na WhatsAppu budete dostávat:",
    shown: "Co vám bylo zobrazeno",
    privacy: "Zásady ochrany osobních údajů {company}",
    withdraw_title: "Odvolání souhlasu",
    withdraw: "{company} vám už nebude smět na WhatsApp posílat: {purposes}. Nic to nestojí a nic jiného se nezmění.",
    button: "Odvolat",
    done_title: "Odvolali jste svůj souhlas",
    done: "Zaznamenáno {date}. {company} vám už na WhatsApp nesmí posílat: {purposes}.",
    save: "Uložit doklad",
    save_note: "Podepsaný soubor, který ukazuje, že a kdy jste souhlas odvolali.",
    change_title: "Změnit číslo nebo volby",
    change_keep: "Nechte prázdné, pokud má zůstat číslo končící na {digits}.",
    change_next: "Pokračovat",
    change_none: "Zvolte alespoň jeden druh zpráv. Chcete-li ukončit všechny, odvolejte souhlas.",
    change_number: "Toto číslo nemůže být správné. Napište ho s + a předvolbou země.",
    change_confirm: "Zatím se nic nezměnilo. Odešlete připravenou zprávu na WhatsAppu z čísla končícího na {digits} do 30 minut. Teprve pak toto nahradí vaši dřívější volbu:",
    changed_title: "Toto jste změnili",
    changed: "Zaznamenáno {date}. Místo toho platí, co jste zvolili tehdy.",
    changed_link: "Zobrazit, co platí nyní",
    unknown: Refusal { title: "Tento odkaz nefunguje", text: "Možná chybí jeho část: zkopírujte ho celý. Vždy můžete na zprávu na WhatsAppu odpovědět {keyword}." },
    expired: Refusal { title: "Platnost tohoto odkazu vypršela", text: "Odpovězte na zprávu na WhatsAppu {keyword}: zprávy to kdykoli zastaví." },
    foreign: Refusal { title: "Nic se nezměnilo", text: "Požadavek přišel z jiného webu. Otevřete přímo svůj odkaz a stiskněte tlačítko tam." },
    failed: Refusal { title: "Nepodařilo se to", text: "Nic se nezměnilo. Zkuste to za minutu znovu, nebo na zprávu na WhatsAppu odpovězte {keyword}." },
    months: &[],
};
