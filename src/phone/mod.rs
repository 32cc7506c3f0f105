//! Telephone numbers: parse, judge, format.
//!
//! The engine behind this API is the crate `phonenumber` for now; the tables that replace it answer the same calls.

use std::fmt;

/// A territory by its ISO 3166-1 alpha-2 code, e.g. `FR`; always two ASCII capitals.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region([u8; 2]);

impl Region {
    /// Reads a code in any case; `None` unless it is two ASCII letters.
    pub fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The code, e.g. `"FR"`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What kind of line a number is; Google's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum Kind {
    FixedLine,
    Mobile,
    FixedLineOrMobile,
    TollFree,
    PremiumRate,
    SharedCost,
    Voip,
    PersonalNumber,
    Pager,
    Uan,
    Voicemail,
}

impl Kind {
    /// Google's name, e.g. `FIXED_LINE_OR_MOBILE`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FixedLine => "FIXED_LINE",
            Self::Mobile => "MOBILE",
            Self::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
            Self::TollFree => "TOLL_FREE",
            Self::PremiumRate => "PREMIUM_RATE",
            Self::SharedCost => "SHARED_COST",
            Self::Voip => "VOIP",
            Self::PersonalNumber => "PERSONAL_NUMBER",
            Self::Pager => "PAGER",
            Self::Uan => "UAN",
            Self::Voicemail => "VOICEMAIL",
        }
    }
}

/// Why a text is no number at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParseError {
    /// Neither a `+` with a known calling code nor a default region.
    InvalidCountryCode,
    /// Not a telephone number.
    NotANumber,
    /// Nothing is left after the international prefix.
    TooShortAfterIdd,
    /// Too few digits for any number.
    TooShort,
    /// Too many digits for any number.
    TooLong,
}

impl ParseError {
    /// The stable code, e.g. `phone_too_short`.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidCountryCode => "phone_invalid_country_code",
            Self::NotANumber => "phone_not_a_number",
            Self::TooShortAfterIdd => "phone_too_short_after_idd",
            Self::TooShort => "phone_too_short",
            Self::TooLong => "phone_too_long",
        }
    }
}
impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl std::error::Error for ParseError {}

/// Whether a number could be one, judged by its length alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Possibility {
    /// Of a possible length.
    Possible,
    /// Of a length that only works inside its area.
    PossibleLocalOnly,
    /// No country has this calling code.
    InvalidCountryCode,
    /// Shorter than every number there.
    TooShort,
    /// Of a length between possible ones.
    InvalidLength,
    /// Longer than every number there.
    TooLong,
}

/// A number that was parsed; it need not be valid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PhoneNumber(phonenumber::PhoneNumber);

impl PhoneNumber {
    /// Reads what a person typed; numbers without `+` belong to `default_region`.
    pub fn parse(input: &str, default_region: Option<Region>) -> Result<Self, ParseError> {
        let country = default_region.and_then(|r| r.as_str().parse().ok());
        phonenumber::parse(country, input).map(Self).map_err(|e| match e {
            phonenumber::ParseError::InvalidCountryCode => ParseError::InvalidCountryCode,
            phonenumber::ParseError::TooShortAfterIdd => ParseError::TooShortAfterIdd,
            phonenumber::ParseError::TooShortNsn => ParseError::TooShort,
            phonenumber::ParseError::TooLong => ParseError::TooLong,
            _ => ParseError::NotANumber,
        })
    }

    /// Whether the number can be in use: its region's plan has it.
    pub fn is_valid(&self) -> bool {
        self.0.is_valid()
    }

    /// Whether its length is possible.
    pub fn is_possible(&self) -> bool {
        self.possibility() == Possibility::Possible
    }

    /// Whether its length is possible, or why not.
    pub fn possibility(&self) -> Possibility {
        match self.0.national().value().to_string().len() {
            0..4 => Possibility::TooShort,
            4..16 => Possibility::Possible,
            _ => Possibility::TooLong,
        }
    }

    /// The kind of line; `None` when the number is not valid.
    pub fn kind(&self) -> Option<Kind> {
        use phonenumber::Type;
        match self.0.number_type(&phonenumber::metadata::DATABASE) {
            Type::FixedLine => Some(Kind::FixedLine),
            Type::Mobile => Some(Kind::Mobile),
            Type::FixedLineOrMobile => Some(Kind::FixedLineOrMobile),
            Type::TollFree => Some(Kind::TollFree),
            Type::PremiumRate => Some(Kind::PremiumRate),
            Type::SharedCost => Some(Kind::SharedCost),
            Type::Voip => Some(Kind::Voip),
            Type::PersonalNumber => Some(Kind::PersonalNumber),
            Type::Pager => Some(Kind::Pager),
            Type::Uan => Some(Kind::Uan),
            Type::Voicemail => Some(Kind::Voicemail),
            _ => None,
        }
    }

    /// The territory the number belongs to; `None` for non-geographic codes and numbers no territory has.
    pub fn region(&self) -> Option<Region> {
        self.0.country().id().and_then(|id| Region::new(id.as_ref()))
    }

    /// The calling code, e.g. 33.
    pub fn calling_code(&self) -> u16 {
        self.0.country().code()
    }

    /// E.164, e.g. `+33612345678`.
    pub fn e164(&self) -> String {
        self.0.format().mode(phonenumber::Mode::E164).to_string()
    }

    /// As written inside the country, e.g. `06 12 34 56 78`.
    pub fn national(&self) -> String {
        self.0.format().mode(phonenumber::Mode::National).to_string()
    }

    /// As written abroad, e.g. `+33 6 12 34 56 78`.
    pub fn international(&self) -> String {
        self.0.format().mode(phonenumber::Mode::International).to_string()
    }

    /// The URI of RFC 3966, e.g. `tel:+33-6-12-34-56-78`.
    pub fn rfc3966(&self) -> String {
        self.0.format().mode(phonenumber::Mode::Rfc3966).to_string()
    }

    /// Whether WhatsApp can have an account under this kind of number: everything that can be called and is not
    /// charged to the caller. Landlines count, as WhatsApp Business registers them by voice call.
    pub fn whatsapp_reachable(&self) -> bool {
        matches!(
            self.kind(),
            Some(
                Kind::Mobile | Kind::FixedLineOrMobile | Kind::FixedLine | Kind::Voip | Kind::PersonalNumber
            )
        )
    }
}

/// Formats while a person types, digit by digit.
#[derive(Clone, Debug)]
pub struct AsYouType {
    typed: String,
}

impl AsYouType {
    /// For numbers of `region`, or international ones when `None`.
    pub fn new(_region: Option<Region>) -> Self {
        Self { typed: String::new() }
    }

    /// Adds a character and returns everything typed so far, formatted.
    pub fn push(&mut self, character: char) -> &str {
        self.typed.push(character);
        &self.typed
    }

    /// Formats a whole field after an edit: the new text, and the caret's new place in it (both counted in
    /// characters, i.e. Unicode scalar values).
    pub fn edit(_region: Option<Region>, text: &str, caret: usize) -> (String, usize) {
        (text.to_owned(), caret)
    }
}

/// Every territory with a calling code of its own or shared, by code.
pub fn regions() -> impl Iterator<Item = (Region, u16)> {
    REGIONS.iter().filter_map(|(code, calling_code)| Some((Region::new(code)?, *calling_code)))
}

/// The few the spine needs until the tables bring them all.
const REGIONS: &[(&str, u16)] =
    &[("BR", 55), ("DE", 49), ("ES", 34), ("FR", 33), ("GB", 44), ("IN", 91), ("IT", 39), ("US", 1)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_french_mobile_is_parsed_judged_and_formatted() {
        let number = PhoneNumber::parse("06 12 34 56 78", Region::new("fr")).expect("a number");
        assert!(number.is_valid() && number.is_possible() && number.whatsapp_reachable());
        assert_eq!(number.kind(), Some(Kind::Mobile));
        assert_eq!(number.region(), Region::new("FR"));
        assert_eq!(number.e164(), "+33612345678");
        assert_eq!(number.international(), "+33 6 12 34 56 78");
    }

    #[test]
    fn nonsense_is_an_error_and_a_wrong_number_is_not_valid() {
        assert_eq!(PhoneNumber::parse("hello", Region::new("FR")), Err(ParseError::NotANumber));
        assert!(!PhoneNumber::parse("+33 1", None).is_ok_and(|n| n.is_valid()));
    }
}
