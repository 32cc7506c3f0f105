//! GD-04: withdrawing is as easy as giving, and announced beforehand.

use super::*;
use crate::policy::{Origin, Way};

pub(super) static RULE: Rule = Rule::new(
    "GD-04",
    "Withdrawing is announced, and as easy as giving",
    "Say before the tick that consent can be withdrawn at any time, and how: a word, a link, a box.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if let (Origin::Record, Some(record)) = (prompt.origin, &prompt.record)
        && record.gives
        && !record.withdrawal
    {
        return judge.find(prompt.span, "The record names no way to withdraw.");
    }
    match prompt.way_out() {
        Way::How(_) | Way::Announced(_) => {}
        Way::Letter(span) => judge.find(span, "Withdrawing takes a letter, giving takes a tick."),
        Way::Hidden(span) => judge.find(span, "The way to withdraw is hidden."),
        Way::Far(span) => judge.review(span, "the way to withdraw stands in a footer; whether that is beforehand is for a person to decide"),
        Way::Unknown => judge.review(prompt.span, prompt.unsure().unwrap_or("an expression may say how to withdraw")),
        Way::None => judge.find(prompt.span, "Nothing says beforehand that consent can be withdrawn."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "It must be as easy to withdraw as to give consent, and the person is told before giving it (Art. 7(3)).",
    decides: "Whether the words seen with the prompt announce a way out that is no letter. Whether it works is for the receiver's tests.",
    sources: &[Source { name: "GDPR, Art. 7(3)", url: GDPR }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp. I can withdraw my consent at any time.</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir les offres sur WhatsApp. Répondez STOP pour vous désabonner.</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp. To be removed, write to us by post.</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir les offres sur WhatsApp</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Desidero ricevere offerte su WhatsApp</label>"#),
    ],
};
