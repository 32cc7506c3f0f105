//! Danish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "da",
    title: "Dine WhatsApp-beskeder fra {company}",
    agreed: "Hvad du har sagt ja til",
    agreed_to: "Den {date} sagde du, for nummeret der ender på {digits}, ja til på WhatsApp at modtage:",
    shown: "Hvad du fik vist",
    privacy: "Privatlivspolitik for {company}",
    withdraw_title: "Træk dit samtykke tilbage",
    withdraw: "{company} må så ikke længere sende dig på WhatsApp: {purposes}. Det koster ikke noget, og intet andet ændres.",
    button: "Træk tilbage",
    done_title: "Du har trukket dit samtykke tilbage",
    done: "Registreret den {date}. {company} må ikke længere sende dig på WhatsApp: {purposes}.",
    save: "Gem beviset",
    save_note: "En signeret fil, der viser, at og hvornår du trak dit samtykke tilbage.",
    change_title: "Skift nummer eller valg",
    change_keep: "Lad feltet være tomt for at beholde nummeret, der ender på {digits}.",
    change_next: "Fortsæt",
    change_none: "Vælg mindst én slags beskeder. Træk dit samtykke tilbage for at stoppe dem alle.",
    change_number: "Nummeret kan ikke være rigtigt. Skriv det med + og landekode.",
    change_confirm: "Intet er ændret endnu. Send den færdige besked på WhatsApp fra nummeret, der ender på {digits}, inden for 30 minutter. Så erstatter dette dit tidligere valg:",
    changed_title: "Du har ændret dette",
    changed: "Registreret {date}. Det, du valgte dengang, gælder i stedet.",
    changed_link: "Se, hvad der gælder nu",
    unknown: Refusal { title: "Linket virker ikke", text: "Måske mangler en del: kopiér det hele. Du kan altid svare {keyword} på en besked på WhatsApp." },
    expired: Refusal { title: "Linket er udløbet", text: "Svar {keyword} på en besked på WhatsApp: det stopper beskederne når som helst." },
    foreign: Refusal { title: "Intet blev ændret", text: "Anmodningen kom fra et andet websted. Åbn selve dit link, og tryk på knappen der." },
    failed: Refusal { title: "Det lykkedes ikke", text: "Intet blev ændret. Prøv igen om et minut, eller svar {keyword} på en besked på WhatsApp." },
    months: &[],
};
