//! Reading the words of a prompt: what the rules ask of them, in every language there is a list for.

mod agreement;
mod conditions;
mod country;
mod leaving;
mod name;
mod purposes;
mod spelling;

use super::prompt::Prompt;
use super::text::{Role, Span, Text, Word, find_all, find_any, span_of};
use super::words::families::{self, Family};
use super::words::{self, Words};

pub(super) use agreement::{addresses, bundled, demanded, implied};
pub use agreement::{reads_consent_into_act, states_consent};
pub(super) use conditions::not_a_condition;
pub use country::{may_name_country, only_united_states};
pub(super) use leaving::leaving;
pub use leaving::says_how_to_leave;
use name::starts_upper;
pub(super) use name::{Name, name_parts, some_name, without_name};
use purposes::purposes_of_sentence;
pub(super) use purposes::{NO_ADVERTISING, Purposes, purposes_of};
pub use spelling::names_whatsapp;
use spelling::spelled;
pub(super) use spelling::{Spelling, mentions};

impl Prompt {
    /// The lists to read by: those of the text's own languages, English always; all when no language is known.
    pub(super) fn words(&self) -> Vec<&'static Words> {
        words::for_texts(self.asking())
    }

    /// Whether a list exists for the prompt's language.
    pub(super) fn readable(&self) -> bool {
        // A language that is said need not be guessed.
        let said = self.record.as_ref().map(|record| record.language.trim()).filter(|said| !said.is_empty());
        // A field's label or a list of names is no sentence.
        let sentences = self.asking().filter(|text| text.role != Role::Field);
        let Some(said) = said else { return words::is_readable(sentences) };
        let primary = said.split(['-', '_']).next().unwrap_or(said);
        words::ALL.iter().any(|list| list.language.eq_ignore_ascii_case(primary))
    }

    /// Whether some words are written by an expression.
    pub(super) fn is_unknown(&self) -> bool {
        let asks = |text: &&Text| matches!(text.role, Role::Label(_) | Role::Body);
        self.asking().filter(asks).any(Text::is_unknown)
    }

    /// Whether an expression may write a whole sentence: one among words writes a name, a number, a date.
    pub(in crate::policy) fn hides_sentences(&self) -> bool {
        let unknown = |word: &Word| word.raw.starts_with(super::text::UNKNOWN);
        let asks = |text: &&Text| matches!(text.role, Role::Label(_) | Role::Body);
        self.asking().filter(asks).flat_map(Text::sentences).any(|sentence| {
            sentence.iter().any(unknown) && sentence.iter().filter(|word| !unknown(word)).count() < 3
        })
    }

    /// Whether "not found" may be the reader's fault: unknown words or an unknown language.
    pub(super) fn unsure(&self) -> Option<&'static str> {
        if self.hides_sentences() {
            Some("part of the text is written by an expression")
        } else if !self.readable() {
            Some("there is no word list for the language of this text")
        } else {
            None
        }
    }

    /// The first place in the asking words where one of a list's patterns stands.
    pub(super) fn seek(&self, list: fn(&Words) -> &'static [&'static str]) -> Option<Span> {
        let words = self.words();
        self.asking().find_map(|text| seek_in(&text.words, &words, list))
    }
}

/// The first place where one of the lists' patterns stands.
pub(super) fn seek_in(
    words: &[Word],
    lists: &[&'static Words],
    list: fn(&Words) -> &'static [&'static str],
) -> Option<Span> {
    lists.iter().find_map(|words_of| find_any(words, list(words_of))).map(span_of)
}

/// Every place in some words where a family's words stand: first word, one past the last.
fn places(sentence: &[Word], lists: &[&'static Words], family: &Family) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> =
        lists.iter().flat_map(|words| find_all(sentence, family.of(words))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a family's words stand in some words.
fn holds(sentence: &[Word], lists: &[&'static Words], family: &Family) -> bool {
    lists.iter().any(|words| find_any(sentence, family.of(words)).is_some())
}

/// Whether the words right before a place deny it: "no marketing", "we won't send promotions", but not "not only".
fn denied(sentence: &[Word], lists: &[&'static Words], at: usize) -> bool {
    const REACH: usize = 3;
    let before = &sentence[at.saturating_sub(REACH)..at];
    let Some((_, end)) = places(before, lists, &families::NEGATION).pop() else { return false };
    let only = ["only", "just", "seulement", "solo", "soltanto", "nur", "apenas"];
    !before.get(end).is_some_and(|word| only.contains(&word.folded.as_str()))
}
