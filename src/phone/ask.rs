//! The engine as one question and one answer in text, for a page that keeps it in a wasm of its own: nothing but
//! characters crosses the border. Both sides of it are here.
//!
//! ```text
//! judge ⏎ FR ⏎ 06 12 34 56 78    →  +33612345678 ⏎ FR ⏎ 06 12 34 56 78, or a fault's name
//! edit ⏎ FR ⏎ 4 ⏎ 0612           →  5 ⏎ 06 12
//! ```

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::format::push_number;
use super::{AsYouType, ParseError, PhoneNumber, Possibility, Region};

/// Why a text is no number WhatsApp can be reached at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was typed.
    Empty,
    /// Too few digits.
    TooShort,
    /// Too many digits.
    TooLong,
    /// No number of its country.
    Invalid,
    /// A kind of number WhatsApp does not reach.
    Unreachable,
}

impl Fault {
    const ALL: [Self; 5] = [Self::Empty, Self::TooShort, Self::TooLong, Self::Invalid, Self::Unreachable];

    fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Invalid => "invalid",
            Self::Unreachable => "unreachable",
        }
    }
}

/// A number WhatsApp can be reached at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usable {
    /// As [`PhoneNumber::e164`] has it.
    pub e164: String,
    /// Where it belongs.
    pub region: Option<Region>,
    /// As [`PhoneNumber::national`] has it.
    pub national: String,
}

/// Answers a question; one it does not know gets an empty answer.
pub fn answer(question: &str) -> String {
    let Some((what, rest)) = question.split_once('\n') else { return String::new() };
    let Some((region, text)) = rest.split_once('\n') else { return String::new() };
    let region = Region::new(region);
    if what == "judge" {
        return match judge(text, region) {
            Ok(number) => {
                let region = number.region();
                let region = region.as_ref().map_or("", Region::as_str);
                [&number.e164(), "\n", region, "\n", &number.national()].concat()
            }
            Err(fault) => fault.name().to_owned(),
        };
    }
    let ("edit", Some((caret, text))) = (what, text.split_once('\n')) else { return String::new() };
    let (text, caret) = AsYouType::edit(region, text, read(caret));
    [&written(caret), "\n", &text].concat()
}

/// Judges a text by asking; numbers without a calling code belong to `region`. `None` while nobody answers.
pub fn judge_by(
    ask: impl Fn(&str) -> Option<String>,
    text: &str,
    region: Option<Region>,
) -> Option<Result<Usable, Fault>> {
    if text.trim().is_empty() {
        return Some(Err(Fault::Empty));
    }
    let answer = ask(&["judge\n", region.as_ref().map_or("", Region::as_str), "\n", text].concat())?;
    let mut lines = answer.split('\n');
    let first = lines.next().unwrap_or_default();
    let (Some(region), Some(national)) = (lines.next(), lines.next()) else {
        return Some(Err(Fault::ALL.into_iter().find(|f| f.name() == first).unwrap_or(Fault::Invalid)));
    };
    Some(Ok(Usable { e164: first.to_owned(), region: Region::new(region), national: national.to_owned() }))
}

/// [`AsYouType::edit`] by asking. `None` while nobody answers.
pub fn edit_by(
    ask: impl Fn(&str) -> Option<String>,
    region: Option<Region>,
    text: &str,
    caret: usize,
) -> Option<(String, usize)> {
    let region = region.as_ref().map_or("", Region::as_str);
    let answer = ask(&["edit\n", region, "\n", &written(caret), "\n", text].concat())?;
    let (caret, text) = answer.split_once('\n')?;
    Some((text.to_owned(), read(caret)))
}

fn judge(text: &str, region: Option<Region>) -> Result<PhoneNumber, Fault> {
    let number = PhoneNumber::parse(text, region).map_err(|error| match error {
        ParseError::TooShort | ParseError::TooShortAfterIdd => Fault::TooShort,
        ParseError::TooLong => Fault::TooLong,
        ParseError::NotANumber | ParseError::InvalidCountryCode => Fault::Invalid,
    })?;
    if !number.is_valid() {
        return Err(match number.possibility() {
            Possibility::TooShort | Possibility::PossibleLocalOnly => Fault::TooShort,
            Possibility::TooLong => Fault::TooLong,
            _ => Fault::Invalid,
        });
    }
    if number.whatsapp_reachable() { Ok(number) } else { Err(Fault::Unreachable) }
}

/// A caret; beyond every text that is formatted, it stays where it was.
fn written(caret: usize) -> String {
    let mut text = String::new();
    push_number(&mut text, caret.min(9999) as u16);
    text
}

/// A decimal number; what is none counts for nothing.
fn read(digits: &str) -> usize {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0usize, |n, d| n.saturating_mul(10).saturating_add(usize::from(d - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Result<Usable, Fault> {
        judge_by(|question| Some(answer(question)), text, Region::new("FR")).expect("an answer")
    }

    #[test]
    fn a_mobile_number_passes_with_and_without_its_calling_code() {
        let french = judged("06 12 34 56 78").expect("usable");
        assert_eq!((french.e164.as_str(), french.region), ("+33612345678", Region::new("FR")));
        assert_eq!(french.national, "06 12 34 56 78");
        assert_eq!(judged("+33612345678"), Ok(french));
        assert_eq!(judged("+44 7400 123456").map(|n| n.region), Ok(Region::new("GB")));
    }

    #[test]
    fn every_fault_is_told_apart() {
        assert_eq!(judged("  "), Err(Fault::Empty));
        assert_eq!(judged("hello"), Err(Fault::Invalid));
        assert_eq!(judged("06 12"), Err(Fault::TooShort));
        assert_eq!(judged("08 92 12 34 56"), Err(Fault::Unreachable));
        assert_eq!(judged("+33 6 12 34 56 78 90 12 34 56 78 90"), Err(Fault::TooLong));
        assert_eq!(judged("06 12\n34 56 78"), Err(Fault::Invalid));
    }

    #[test]
    fn an_edit_by_question_is_the_engines_own() {
        let long = "1".repeat(2_000);
        for (text, caret) in [("0612", 4), ("06 912 34", 4), ("", 9), ("06\n12", 2), ("٠٦١٢", 3), (&long, 7)]
        {
            let region = Region::new("FR");
            let asked = edit_by(|question| Some(answer(question)), region, text, caret);
            assert_eq!(asked, Some(AsYouType::edit(region, text, caret)), "{text:?}");
        }
    }

    #[test]
    fn without_an_answer_nothing_is_said_and_nonsense_is_no_question() {
        assert_eq!(judge_by(|_| None, "06", None), None);
        assert_eq!(edit_by(|_| None, None, "06", 1), None);
        for question in ["", "judge", "judge\nFR", "edit\nFR\n06", "\n\n\n"] {
            assert_eq!(answer(question), "", "{question:?}");
        }
    }
}
