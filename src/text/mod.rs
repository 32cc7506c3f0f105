//! Every word a person reads: one struct of texts per language, so that a missing one does not compile, and the
//! notice made from them.

mod en;
mod fr;
mod notice;

use crate::consent::PurposeId;

pub use notice::{Prompt, PromptBox};

/// The texts of one language. `{company}`, `{purposes}` and the like are filled in by [`fill`].
#[derive(Debug)]
pub struct Texts {
    /// BCP 47 tag.
    pub language: &'static str,
    /// Whether it is written from right to left.
    pub rtl: bool,
    /// Beside the box: `{company}` asks for `{purposes}`.
    pub consent: &'static str,
    /// How to stop.
    pub stop: &'static str,
    /// The link to the privacy notice.
    pub privacy: &'static str,
    /// Joins the last two of several purposes, spaces included.
    pub and: &'static str,
    /// The words for each purpose, fitting into `{purposes}`.
    pub purpose: fn(PurposeId) -> &'static str,
    /// What the widget itself says.
    pub ui: Ui,
}

/// Labels, states and errors of the widget: shown around the notice, not part of it.
#[derive(Debug)]
pub struct Ui {
    /// Label of the number field.
    pub number: &'static str,
    /// Label of the country select.
    pub country: &'static str,
    /// The number field is empty although the box is ticked.
    pub error_empty: &'static str,
    /// Fewer digits than numbers of that country have.
    pub error_too_short: &'static str,
    /// More digits than numbers of that country have.
    pub error_too_long: &'static str,
    /// No number of that country looks like this.
    pub error_invalid: &'static str,
    /// A landline or another kind WhatsApp does not reach.
    pub error_unreachable: &'static str,
    /// While the record is on its way.
    pub sending: &'static str,
    /// The receiver stored it.
    pub sent: &'static str,
    /// The receiver could not be reached; the widget tries again and the form carries the record.
    pub retrying: &'static str,
    /// The receiver refused the record.
    pub refused: &'static str,
}

/// Every language there is, English first.
pub const ALL: &[&Texts] = &[&en::TEXTS, &fr::TEXTS];

/// The texts for a BCP 47 tag, falling back `pt-BR` → `pt` → `en`.
pub fn for_language(tag: &str) -> &'static Texts {
    let mut tag = tag;
    loop {
        if let Some(texts) = ALL.iter().find(|t| t.language.eq_ignore_ascii_case(tag)) {
            return texts;
        }
        match tag.rfind(['-', '_']) {
            Some(end) => tag = &tag[..end],
            None => return ALL[0],
        }
    }
}

/// Replaces `{name}` for each pair; what a value holds is never looked into again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let value = values.iter().find(|(name, _)| rest[..end] == format!("{{{name}}}"));
        filled.push_str(value.map_or(&rest[..end], |(_, value)| value));
        rest = &rest[end..];
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_fall_back_by_subtag_then_to_english() {
        assert_eq!(for_language("fr-CA").language, "fr");
        assert_eq!(for_language("FR").language, "fr");
        assert_eq!(for_language("tlh").language, "en");
        assert_eq!(for_language("").language, "en");
    }

    #[test]
    fn filling_never_looks_into_a_value() {
        assert_eq!(fill("{a} and {b}.", &[("a", "{b}"), ("b", "x")]), "{b} and x.");
        assert_eq!(fill("{unknown} {open", &[]), "{unknown} {open");
    }

    #[test]
    fn every_language_keeps_the_placeholders_and_the_word_whatsapp() {
        for texts in ALL {
            assert!(texts.consent.contains("{company}"), "{}", texts.language);
            assert!(texts.consent.contains("{purposes}"), "{}", texts.language);
            assert!(texts.consent.contains("WhatsApp"), "{}", texts.language);
            assert!(texts.stop.contains("STOP"), "{}", texts.language);
            for purpose in PurposeId::ALL {
                assert!(!(texts.purpose)(*purpose).is_empty(), "{}", texts.language);
            }
        }
    }
}
