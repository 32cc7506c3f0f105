//! WA-03: the business name is in the text and equals the configured one.

use super::*;
use crate::policy::{Beside, Origin};

pub(super) static RULE: Rule = Rule::new(
    "WA-03",
    "The business is named in the text",
    "Write the business's name in the sentence beside the box, as its customers know it.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if prompt.origin == Origin::Widget && prompt.company.as_deref().is_none_or(|name| name.trim().is_empty()) {
        return judge.find(prompt.span, "The attribute `company` is missing: the prompt cannot name the business.");
    }
    match prompt.name() {
        Name::Present => {}
        Name::Inflected(span) => judge.review(span, "a form of the business's name stands here, but not the name itself"),
        Name::Perhaps(span) if prompt.company.is_none() => {
            judge.review(span, "no company was given to look for, and this may be its name");
        }
        Name::Perhaps(span) => judge.review(span, "an expression may write the business's name"),
        Name::Absent if prompt.page.beside == Beside::Written => judge.review(prompt.span, "an expression beside the prompt may write the business's name"),
        Name::Absent if prompt.page.beside == Beside::Named => {
            judge.review(prompt.span, "the business is named in this form, but not beside the box");
        }
        Name::Absent => match &prompt.company {
            Some(company) => judge.find(prompt.span, format!("The prompt does not name {company}.")),
            None => judge.find(prompt.span, "The prompt names no business."),
        },
    }
}

pub(super) static DOC: Doc = Doc {
    why: "The person must know whose messages they accept. A name in the footer or the title is not in the sentence they agree to.",
    decides: "Looks for the configured name in the prompt; case, legal suffix and apostrophes do not matter. An inflected name, or a text without a configured name in which something may be one, is left to a person.",
    sources: &[seed("S6"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> I agree to receive order updates from ACME Ltd on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte que L’Oréal m’écrive sur WhatsApp</label>"#).company("L'Oréal S.A."),
        Example::valid("it", r#"<label><input type="checkbox" name="whatsapp"> Accetto di ricevere messaggi WhatsApp da Acme S.p.A.</label>"#),
        Example::invalid("en", r#"<title>Acme</title><label><input type="checkbox" name="wa"> I agree to receive order updates on WhatsApp</label><footer>Acme</footer>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir vos messages sur WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="whatsapp"> I agree to receive order updates on WhatsApp</label>"#).unnamed(),
        Example::review("en", r#"<label><input type="checkbox" name="whatsapp"> I agree to receive order updates from Bellwether on WhatsApp</label>"#).unnamed(),
        Example::review("de", r#"<label><input type="checkbox" name="whatsapp"> Ja, ich möchte Acmes Angebote per WhatsApp erhalten</label>"#),
        Example::new("en", Sample::Widget("company="), Expected::Invalid),
    ],
};
