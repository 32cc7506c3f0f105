//! WA-04: the text names WhatsApp.

use super::*;
use crate::policy::{Logo, Role};

pub(super) static RULE: Rule = Rule::new(
    "WA-04",
    "The text names WhatsApp",
    "Say that the messages come over WhatsApp, in words.",
    Levels::whatsapp(Severity::Error).at(Edition::WhatsApp2024, Severity::Warning).at(Edition::WhatsApp2025, Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    // A word for screen readers alone is still named; that the eye gets a logo instead is WA-06.
    if prompt.texts.iter().any(|text| text.role != Role::Far && !mentions(&text.words).is_empty()) {
        return;
    }
    if prompt.page.form_names_whatsapp {
        return;
    }
    let label = prompt.asking().any(|text| matches!(text.role, Role::Label(_)) && text.is_unknown());
    if label || prompt.hides_sentences() {
        judge.review(prompt.span, "part of the text is written by an expression, which may name WhatsApp");
    } else if let Logo::Named(span) = prompt.logo
        && prompt.asking().all(|text| !matches!(text.role, Role::Label(_)) || text.words.is_empty())
    {
        judge.review(span, "only a picture names WhatsApp");
    } else {
        judge.find(prompt.span, "The text does not name WhatsApp.");
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Until November 2024 an opt-in had to be for WhatsApp by name. Since then a general opt-in to messages is accepted, but naming the channel keeps it beyond doubt.",
    decides: "Whether WhatsApp is named in any spelling in the words that are seen; a wrong spelling is WA-06. A logo is no word.",
    sources: &[seed("S5"), seed("S23"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="whatsapp_optin"> Send me order updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp_optin"> Recevoir le suivi de commande par Whatsapp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="whatsapp_optin"> Send me order updates</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp_optin"> Recevoir le suivi de ma commande par message</label>"#),
        Example::review("en", r#"<label><input type="checkbox" name="whatsapp_optin"> {{ optin_text }}</label>"#),
    ],
};
