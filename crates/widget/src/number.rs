//! Judging the number in the field: usable for WhatsApp, or why not.

use whatsapp_opt_in::phone::{ParseError, PhoneNumber, Possibility, Region};
use whatsapp_opt_in::text::Ui;

/// Why the number in the field cannot be used.
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
    /// What to tell the person.
    pub fn message(self, ui: &'static Ui) -> &'static str {
        match self {
            Self::Empty => ui.error_empty,
            Self::TooShort => ui.error_too_short,
            Self::TooLong => ui.error_too_long,
            Self::Invalid => ui.error_invalid,
            Self::Unreachable => ui.error_unreachable,
        }
    }
}

/// Reads the field; numbers without a calling code belong to `region`.
pub(crate) fn judge(text: &str, region: Option<Region>) -> Result<PhoneNumber, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<Fault> {
        judge(text, Region::new("FR")).err()
    }

    #[test]
    fn a_mobile_number_passes_with_and_without_its_calling_code() {
        for text in ["06 12 34 56 78", "+33612345678", "+44 7400 123456"] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn every_fault_is_told_apart() {
        assert_eq!(fault("  "), Some(Fault::Empty));
        assert_eq!(fault("hello"), Some(Fault::Invalid));
        assert_eq!(fault("08 92 12 34 56"), Some(Fault::Unreachable));
        assert_eq!(fault("+33 6 12 34 56 78 90 12 34 56 78 90"), Some(Fault::TooLong));
    }
}
