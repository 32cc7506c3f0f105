//! GD-03: controller and purposes are shown.

use super::*;
use crate::policy::Beside;

pub(super) static RULE: Rule = Rule::new(
    "GD-03",
    "Who asks and what for is shown",
    "Name the controller and what the messages are about, beside the box.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let purposes = prompt.purposes(None);
    let unsure = prompt.unsure();
    let vague = purposes.vague.or_else(|| prompt.names_something());
    let purpose = match (purposes.is_named(), unsure, vague) {
        (true, ..) => Shown::Yes,
        (false, None, None) => Shown::No,
        _ => Shown::Perhaps,
    };
    let controller = match (prompt.name(), prompt.page.names_company) {
        (Name::Present, _) => Shown::Yes,
        (_, Some(true)) => Shown::Yes,
        (Name::Inflected(_) | Name::Perhaps(_), _) => Shown::Perhaps,
        _ if prompt.page.beside == Beside::Written => Shown::Perhaps,
        (Name::Absent, None) => Shown::Perhaps,
        // Another name than the one configured: whether that is the controller, a person knows.
        (Name::Absent, _) if prompt.company.is_some() && some_name(prompt) => Shown::Perhaps,
        (Name::Absent, Some(false)) => Shown::No,
    };
    match (controller, purpose) {
        (Shown::Yes, Shown::Yes) => {}
        (Shown::No, Shown::No) => judge.find(prompt.span, "Neither the controller nor the purpose is shown."),
        (Shown::No, _) => judge.find(prompt.span, "The controller is not shown."),
        (_, Shown::No) => judge.find(prompt.span, "The purpose is not shown."),
        _ => judge.review(prompt.span, "whether controller and purpose are shown well enough is for a person to decide"),
    }
}

enum Shown {
    Yes,
    Perhaps,
    No,
}

pub(super) static DOC: Doc = Doc {
    why: "For consent to be informed, the person knows at least who the controller is and what the data are for (recital 42).",
    decides: "Whether a purpose is named in the prompt (as WA-07) and the controller in the prompt or elsewhere on the page that is seen.",
    sources: &[Source { name: "GDPR, recital 42 and Art. 13(1)", url: GDPR }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> I agree to receive order updates from Acme on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte qu’Acme m’envoie le suivi de ma commande sur WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> I agree to receive WhatsApp messages from Acme</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir des messages sur WhatsApp</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Accetto di ricevere messaggi su WhatsApp da Acme</label>"#),
    ],
};
