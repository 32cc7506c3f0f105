//! German.

use super::{Refusal, Texts};

pub(super) static TEXTS: Texts = Texts {
    language: "de",
    title: "Ihre WhatsApp-Nachrichten von {company}",
    agreed: "Was Sie erlaubt haben",
    agreed_to: "Am {date} haben Sie für die Nummer mit den Endziffern {digits} erlaubt, über WhatsApp zu erhalten:",
    shown: "Was Ihnen gezeigt wurde",
    privacy: "Datenschutzhinweise von {company}",
    withdraw_title: "Einwilligung widerrufen",
    withdraw: "{company} darf Ihnen dann über WhatsApp nicht mehr schicken: {purposes}. Es kostet nichts, und sonst ändert sich nichts.",
    button: "Widerrufen",
    done_title: "Sie haben Ihre Einwilligung widerrufen",
    done: "Aufgezeichnet am {date}. {company} darf Ihnen über WhatsApp nicht mehr schicken: {purposes}.",
    save: "Nachweis speichern",
    save_note: "Eine signierte Datei, die zeigt, dass und wann Sie widerrufen haben.",
    change_title: "Nummer oder Auswahl ändern",
    change_keep: "Leer lassen, um die Nummer mit der Endung {digits} zu behalten.",
    change_next: "Weiter",
    change_none: "Wählen Sie mindestens eine Art von Nachrichten. Um alle zu beenden, widerrufen Sie Ihre Einwilligung.",
    change_number: "Diese Nummer kann nicht stimmen. Schreiben Sie sie mit + und Ländervorwahl.",
    change_confirm: "Noch ist nichts geändert. Senden Sie die vorbereitete Nachricht innerhalb von 30 Minuten auf WhatsApp von der Nummer mit der Endung {digits}. Erst dann ersetzt dies Ihre frühere Auswahl:",
    changed_title: "Sie haben dies geändert",
    changed: "Festgehalten am {date}. Stattdessen gilt, was Sie damals gewählt haben.",
    changed_link: "Ansehen, was jetzt gilt",
    unknown: Refusal { title: "Dieser Link funktioniert nicht", text: "Vielleicht fehlt ein Teil: Kopieren Sie ihn ganz. Sie können auch jederzeit auf eine WhatsApp-Nachricht mit {keyword} antworten." },
    expired: Refusal { title: "Dieser Link ist abgelaufen", text: "Antworten Sie auf eine WhatsApp-Nachricht mit {keyword}: Das beendet die Nachrichten jederzeit." },
    foreign: Refusal { title: "Es wurde nichts geändert", text: "Die Anfrage kam von einer anderen Website. Öffnen Sie Ihren Link selbst und drücken Sie dort den Knopf." },
    failed: Refusal { title: "Das hat nicht geklappt", text: "Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal, oder antworten Sie auf eine WhatsApp-Nachricht mit {keyword}." },
    months: &[],
};
