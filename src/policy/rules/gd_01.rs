//! GD-01: the box is not pre-ticked.

use super::*;
use crate::policy::Span;

pub(super) static RULE: Rule = Rule::new(
    "GD-01",
    "The box is not ticked beforehand",
    "Leave the box unticked; only the person ticks it.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if prompt.record.as_ref().is_some_and(|record| record.checked_by_default) {
        judge.find(prompt.span, "The record says that the box was ticked beforehand.");
    }
    for choice in &prompt.boxes {
        let span: Span = choice.span;
        match choice.checked {
            Some(true) => judge.find(span, "The box is ticked before the person acts."),
            Some(false) => {}
            None => judge.review(span, "an expression decides whether the box is ticked beforehand"),
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Silence, pre-ticked boxes or inactivity are no consent (recital 32; Court of Justice, Planet49, C-673/17).",
    decides: "`checked`, `selected`, and the values a script or a template sets at the start. A pre-selected \"No\" passes; a state that an expression decides is left to a person.",
    sources: &[Source { name: "GDPR, recital 32 and Art. 4(11)", url: GDPR }, Source { name: "Planet49, C-673/17", url: "https://curia.europa.eu/juris/liste.jsf?num=C-673/17" }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<fieldset><legend>Recevoir le suivi sur WhatsApp ?</legend><label><input type="radio" name="whatsapp" value="oui"> Oui</label><label><input type="radio" name="whatsapp" value="non" checked> Non</label></fieldset>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa" checked> Send me order updates on WhatsApp</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp" checked="checked"> J’accepte de recevoir le suivi sur WhatsApp</label>"#),
        Example::invalid("fr", r#"<fieldset><legend>Recevoir le suivi sur WhatsApp ?</legend><label><input type="radio" name="whatsapp" value="oui" checked> Oui</label><label><input type="radio" name="whatsapp" value="non"> Non</label></fieldset>"#),
        Example::review("en", r#"<label><input type="checkbox" name="whatsapp" {{ checked }}> Send me order updates on WhatsApp</label>"#),
    ],
};
