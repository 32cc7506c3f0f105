//! GD-06: the text shown is the text signed; its language is recorded.

use super::*;
use crate::policy::Origin;

pub(super) static RULE: Rule = Rule::new(
    "GD-06",
    "The text shown is the text signed, and its language is recorded",
    "Sign the words exactly as shown, with their SHA-256 and language.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let Some(record) = &prompt.record else {
        return judge.review(prompt.span, "a page does not show what is signed and kept");
    };
    if record.digest_matches == Some(false) {
        judge.find(prompt.span, "The digest is not that of the text recorded.");
    }
    if record.language.trim().is_empty() {
        judge.find(prompt.span, "The language of the text is not recorded.");
    } else if prompt.origin == Origin::Record
        && let Some(guess) = prompt.texts.first().and_then(|text| {
            let words: Vec<&str> = text.words.iter().map(|word| word.raw.as_str()).collect();
            crate::policy::words::language_of(&words.join(" "))
        })
        && !record.language.to_ascii_lowercase().starts_with(guess)
        && crate::policy::words::ALL.iter().any(|list| record.language.to_ascii_lowercase().starts_with(list.language))
    {
        judge.review(prompt.span, format!("the text is recorded as {}, but reads like {guess}", record.language));
    }
}

pub(super) static DOC: Doc = Doc {
    why: "The controller must be able to show what the person agreed to (Art. 7(1)); a copy of today's text proves nothing about yesterday's.",
    decides: "In a record: the digest against the words, and the language. On a page it is left to a person.",
    sources: &[Source { name: "EDPB Guidelines 05/2020 on consent, § 108", url: "https://www.edpb.europa.eu/our-work-tools/our-documents/guidelines/guidelines-052020-consent-under-regulation-2016679_en" }],
    examples: &[
        Example::new("en", Sample::Record("{}"), Expected::Valid),
        Example::new("fr", Sample::Widget("lang=fr"), Expected::Valid),
        Example::new("en", Sample::Record(r#"{"notice":{"sha256":"0000000000000000000000000000000000000000000000000000000000000000"}}"#), Expected::Invalid),
        Example::new("fr", Sample::Record(r#"{"notice":{"language":""}}"#), Expected::Invalid),
        Example::review("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label>"#),
    ],
};
