//! GD-07: retention and validity are set.

use super::*;

pub(super) static RULE: Rule = Rule::new(
    "GD-07",
    "How long the consent is kept or valid is set",
    "Set `retention` (e.g. P3Y) on the widget, or an end of validity in the record.",
    Levels::only(Edition::Gdpr, Severity::Warning),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    match &prompt.record {
        None => judge.review(prompt.span, "a page does not show how long the consent is kept"),
        Some(record) if record.gives && !record.retention => {
            judge.find(prompt.span, "Neither retention nor an end of validity is set.");
        }
        Some(_) => {}
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Data are kept no longer than needed (Art. 5(1)(e)), and consent wears out: a record says until when it counts.",
    decides: "In a record and in the widget's configuration: whether retention or validity is set. On a page it is left to a person.",
    sources: &[Source { name: "ISO/IEC TS 27560:2023", url: "https://www.iso.org/standard/80392.html" }, Source { name: "GDPR, Art. 5(1)(e)", url: GDPR }],
    examples: &[
        Example::new("en", Sample::Record(r#"{"retention":"P3Y"}"#), Expected::Valid),
        Example::new("fr", Sample::Widget("retention=P3Y"), Expected::Valid),
        Example::new("en", Sample::Record(r#"{"retention":null}"#), Expected::Invalid),
        Example::new("fr", Sample::Widget("lang=fr"), Expected::Invalid),
    ],
};
