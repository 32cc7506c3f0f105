//! Swedish.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "sv",
    title: "Dina WhatsApp-meddelanden från {company}",
    agreed: "Vad du har godkänt",
    agreed_to: "Den {date} godkände du, för numret som slutar på {digits}, att på WhatsApp få:",
    shown: "Vad som visades för dig",
    privacy: "Integritetspolicy för {company}",
    withdraw_title: "Återkalla ditt samtycke",
    withdraw: "{company} får då inte längre skicka till dig på WhatsApp: {purposes}. Det kostar inget och inget annat ändras.",
    button: "Återkalla",
    done_title: "Du har återkallat ditt samtycke",
    done: "Registrerat den {date}. {company} får inte längre skicka till dig på WhatsApp: {purposes}.",
    save: "Spara beviset",
    save_note: "En signerad fil som visar att och när du återkallade ditt samtycke.",
    change_title: "Byt nummer eller ändra dina val",
    change_keep: "Lämna tomt för att behålla numret som slutar på {digits}.",
    change_next: "Fortsätt",
    change_none: "Välj minst ett slags meddelanden. Återkalla ditt samtycke för att avsluta alla.",
    change_number: "Numret kan inte stämma. Skriv det med + och landsnummer.",
    change_confirm: "Inget har ändrats ännu. Skicka det färdiga meddelandet på WhatsApp från numret som slutar på {digits} inom 30 minuter. Först då ersätter detta ditt tidigare val:",
    changed_title: "Du har ändrat detta",
    changed: "Registrerat {date}. Det du valde då gäller i stället.",
    changed_link: "Se vad som gäller nu",
    unknown: Refusal { title: "Länken fungerar inte", text: "En del kanske saknas: kopiera hela länken. Du kan alltid svara {keyword} på ett meddelande på WhatsApp." },
    expired: Refusal { title: "Länken har gått ut", text: "Svara {keyword} på ett meddelande på WhatsApp: det stoppar meddelandena när som helst." },
    foreign: Refusal { title: "Inget ändrades", text: "Begäran kom från en annan webbplats. Öppna själva länken och tryck på knappen där." },
    failed: Refusal { title: "Det gick inte", text: "Inget ändrades. Försök igen om en minut, eller svara {keyword} på ett meddelande på WhatsApp." },
    months: &[],
};
