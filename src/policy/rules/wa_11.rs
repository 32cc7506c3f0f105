//! WA-11: calls, where intended, are in the text.

use super::*;

pub(super) static RULE: Rule = Rule::new(
    "WA-11",
    "Calls, where intended, are in the text",
    "Say in the prompt that the business may also call over WhatsApp.",
    Levels::since(Edition::WhatsApp2024, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if prompt.calls != Some(true) || prompt.seek(|words| words.calls).is_some() {
        return;
    }
    match prompt.unsure() {
        Some(why) => judge.review(prompt.span, why),
        None => judge.find(prompt.span, "Calls over WhatsApp are intended, but the text does not mention them."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Consent to messages is none to calls.",
    decides: "Only where the configuration says that calls are intended (`data-calls=\"true\"` on the prompt or the widget); a page does not show it.",
    sources: &[OPT_IN],
    examples: &[
        Example::valid("en", r#"<form data-calls="true"><label><input type="checkbox" name="wa"> Acme may send me order updates and call me on WhatsApp</label></form>"#),
        Example::valid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp</label></form>"#),
        Example::invalid("en", r#"<form data-calls="true"><label><input type="checkbox" name="wa"> Acme may send me order updates on WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form data-calls="true"><label><input type="checkbox" name="whatsapp"> Recevoir le suivi de commande sur WhatsApp</label></form>"#),
    ],
};
