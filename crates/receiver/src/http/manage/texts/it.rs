//! Italian.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "it",
    title: "I tuoi messaggi WhatsApp da {company}",
    agreed: "Ciò che hai accettato",
    agreed_to: "Il {date} hai accettato, per il numero che termina con {digits}, di ricevere su WhatsApp:",
    shown: "Ciò che ti è stato mostrato",
    privacy: "Informativa sulla privacy di {company}",
    withdraw_title: "Revocare il consenso",
    withdraw: "{company} non potrà più inviarti su WhatsApp: {purposes}. È gratuito e non cambia nient’altro.",
    button: "Revoca",
    done_title: "Hai revocato il consenso",
    done: "Registrato il {date}. {company} non può più inviarti su WhatsApp: {purposes}.",
    save: "Salva la prova",
    save_note: "Un file firmato che mostra che hai revocato il consenso, e quando.",
    change_title: "Cambia il numero o le scelte",
    change_keep: "Lasci vuoto per mantenere il numero che termina con {digits}.",
    change_next: "Continua",
    change_none: "Scelga almeno un tipo di messaggi. Per fermarli tutti, revochi il consenso.",
    change_number: "Questo numero non può essere giusto. Lo scriva con + e il prefisso del Paese.",
    change_confirm: "Non è ancora cambiato nulla. Invii il messaggio preparato su WhatsApp dal numero che termina con {digits} entro 30 minuti. Solo allora questo sostituirà la Sua scelta precedente:",
    changed_title: "Ha cambiato questa scelta",
    changed: "Registrato il {date}. Vale invece ciò che ha scelto allora.",
    changed_link: "Vedere che cosa vale ora",
    unknown: Refusal { title: "Questo link non funziona", text: "Forse ne manca una parte: copialo per intero. Puoi sempre rispondere {keyword} a un messaggio su WhatsApp." },
    expired: Refusal { title: "Questo link è scaduto", text: "Rispondi {keyword} a un messaggio su WhatsApp: ferma i messaggi in qualsiasi momento." },
    foreign: Refusal { title: "Nulla è stato modificato", text: "La richiesta proveniva da un altro sito. Apri direttamente il tuo link e premi lì il pulsante." },
    failed: Refusal { title: "Non ha funzionato", text: "Nulla è stato modificato. Riprova tra un minuto, oppure rispondi {keyword} a un messaggio su WhatsApp." },
    months: &[],
};
