//! Differences between the oracles and Google's definition that are known: each a rule with its reason and the number
//! of inputs it stands for. A difference outside the rules fails the proof; so does a rule that no longer matches.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::{
    answer::{Answer, Field},
    generate::Input,
};

/// Which oracle a rule is about.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Oracle {
    /// npm `google-libphonenumber`.
    Google,
    /// The crate `rlibphonenumber`.
    Native,
}

/// One entry of `data/allowed.json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Rule {
    /// The oracle that differs.
    pub oracle: Oracle,
    /// The name of its condition in [`Rule::covers`].
    pub name: String,
    /// Why it differs and who is right.
    pub reason: String,
    /// How many inputs of the full stream it stands for.
    pub full: u64,
    /// How many of the sample.
    pub sample: u64,
}

/// The rules.
pub fn rules() -> Vec<Rule> {
    serde_json::from_str(include_str!("../data/allowed.json"))
        .unwrap_or_else(|error| panic!("data/allowed.json: {error}"))
}

impl Rule {
    /// Whether it excuses the oracle for differing from `ours` on `input` in these fields.
    pub fn covers(&self, input: &Input, ours: &Answer, fields: &[Field]) -> bool {
        let text = &input.number;
        let first = SECOND_NUMBER.find(text).map_or(text.as_str(), |second| &text[..second.start()]);
        match self.name.as_str() {
            "digits_of_other_scripts" => text.chars().any(is_rare_digit),
            "rounded_above_2_to_the_53" => {
                let exact = ours.get(Field::NationalNumber).parse::<u64>();
                exact.is_ok_and(|number| number > 1 << 53)
                    && fields.iter().all(|field| WRITTEN.contains(field))
            }
            "full_width_tilde" => text.contains('～'),
            "letters_among_other_digits" => {
                text.chars().filter(char::is_ascii_alphabetic).count() > 2
                    && text.chars().any(|c| !c.is_ascii() && c.is_numeric())
            }
            "length_of_text" => is_too_long(text) && ours.get(Field::Error) == "TOO_LONG",
            "trailing_letters_of_other_scripts" => {
                first[trimmed(first).len()..].chars().any(char::is_alphanumeric)
            }
            "two_digits_and_an_extension" => {
                let first = first.split(";isub=").next().unwrap_or_default();
                ours.get(Field::Error) == "NOT_A_NUMBER" && TWO_DIGITS_AND_MORE.is_match(first)
            }
            "second_number" => SECOND_NUMBER.find_iter(text).count() > usize::from(!first.contains('\n')),
            _ => false,
        }
    }
}

/// The same number in writing that both oracles can read, for inputs on which rules excuse both.
pub fn restated(input: &Input) -> Input {
    let number = trimmed(&input.number)
        .chars()
        .map(|c| match (c, digit_value(c)) {
            ('～', _) => '~',
            (_, Some(value)) => char::from(b'0' + value),
            _ => c,
        })
        .collect();
    Input { number, ..input.clone() }
}

/// Our answer to an input as it must be to the [`restated`] one: an extension keeps the digits it was typed in, and a
/// text that is too long may have become a shorter one.
pub fn restated_answer(input: &Input, ours: &Answer) -> Answer {
    if is_too_long(&input.number) && ours.get(Field::Error) == "TOO_LONG" {
        return crate::ours::answer(&restated(input));
    }
    let ascii = |c: char| digit_value(c).map_or(c, |value| char::from(b'0' + value));
    Answer::new(Field::ALL.map(|field| ours.get(field).chars().map(ascii).collect()))
}

/// Whether Google refuses it for its length.
fn is_too_long(text: &str) -> bool {
    text.encode_utf16().count() > 250
}

/// The fields in which a national number is written out.
const WRITTEN: [Field; 5] =
    [Field::NationalNumber, Field::E164, Field::National, Field::International, Field::Rfc3966];

/// Without what is neither digit, ASCII letter nor `#` at the end.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|c: char| digit_value(c).is_none() && !c.is_ascii_alphabetic() && c != '#')
}

static TWO_DIGITS_AND_MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\p{Nd}]*\p{Nd}{2}[^\p{Nd}]+\p{Nd}+[^\p{Nd}]*$").expect("a regular expression")
});

static SECOND_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\\/] *x").expect("a regular expression"));

/// A decimal digit that is neither ASCII, full-width, Arabic-Indic nor Eastern Arabic-Indic.
fn is_rare_digit(c: char) -> bool {
    let common = |zero: u32| (zero..zero + 10).contains(&u32::from(c));
    digit_value(c).is_some() && ![0x30, 0xff10, 0x0660, 0x06f0].into_iter().any(common)
}

/// The value of any decimal digit of Unicode. All come in runs of ten, from zero to nine.
pub fn digit_value(c: char) -> Option<u8> {
    static DIGITS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let digit = Regex::new(r"^\p{Nd}$").expect("a regular expression");
        ('\0'..=char::MAX).filter(|c| digit.is_match(c.encode_utf8(&mut [0; 4]))).collect()
    });
    let place = DIGITS.binary_search(&c).ok()?;
    u8::try_from(place % 10).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &str) -> Rule {
        rules().into_iter().find(|rule| rule.name == name).unwrap_or_else(|| panic!("no rule {name}"))
    }

    fn input(number: &str) -> Input {
        Input { index: 0, number: number.to_owned(), region: String::new() }
    }

    #[test]
    fn every_rule_has_a_condition_a_reason_and_something_to_excuse() {
        for rule in rules() {
            assert!(rule.reason.len() > 40 && rule.full > 0, "{}", rule.name);
        }
    }

    #[test]
    fn a_rule_covers_its_case_and_not_its_neighbour() {
        let ours = Answer::default();
        let covers = |name: &str, text: &str| rule(name).covers(&input(text), &ours, &[Field::Valid]);
        assert!(
            covers("digits_of_other_scripts", "+३३612345678")
                && !covers("digits_of_other_scripts", "+٣٣６12345678")
        );
        assert!(covers("full_width_tilde", "1～2") && !covers("full_width_tilde", "1~2"));
        assert!(
            covers("letters_among_other_digits", "８abc") && !covers("letters_among_other_digits", "8abc")
        );
        let too_long = Answer::error("TOO_LONG");
        let long = |text: &str, ours| rule("length_of_text").covers(&input(text), ours, &[Field::Error]);
        assert!(long(&"é".repeat(251), &too_long) && long(&"😀".repeat(126), &too_long));
        assert!(!long(&"é".repeat(250), &too_long) && !long(&"é".repeat(251), &ours));
        let trailing = |text: &str| covers("trailing_letters_of_other_scripts", text);
        assert!(
            trailing("12é")
                && trailing("12½.")
                && trailing("12ー/x3")
                && !trailing("é12")
                && !trailing("12e.")
        );
        let error = Answer::error("NOT_A_NUMBER");
        let two =
            |text: &str| rule("two_digits_and_an_extension").covers(&input(text), &error, &[Field::Error]);
        assert!(two("09 int 9") && two("87;07") && !two("879;07") && !two("87 6;07"));
        assert!(covers("second_number", "12/x3/x4") && covers("second_number", "1\n2/x3"));
        assert!(!covers("second_number", "12/x3") && !covers("second_number", "1\n2"));
    }

    #[test]
    fn every_decimal_digit_of_unicode_has_its_value() {
        let known = [
            ('0', 0),
            ('９', 9),
            ('٣', 3),
            ('۷', 7),
            ('५', 5),
            ('๙', 9),
            ('𝟘', 0),
            ('𝟿', 9),
            ('᠑', 1),
            ('꩙', 9),
        ];
        for (digit, value) in known {
            assert_eq!(digit_value(digit), Some(value), "{digit}");
        }
        assert!(['²', 'Ⅷ', '½', 'a'].into_iter().all(|c| digit_value(c).is_none()));
    }

    #[test]
    fn rounding_excuses_digits_and_nothing_else() {
        let mut fields: [String; 12] = Default::default();
        fields[Field::NationalNumber as usize] = "62969259158258423".to_owned();
        let ours = Answer::new(fields);
        let rule = rule("rounded_above_2_to_the_53");
        assert!(rule.covers(&input("x"), &ours, &[Field::E164]));
        assert!(!rule.covers(&input("x"), &ours, &[Field::E164, Field::Type]));
    }
}
