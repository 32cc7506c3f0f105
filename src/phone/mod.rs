//! Telephone numbers: parse, judge, format, as Google's libphonenumber does.
//!
//! ```text
//! text ─► extract, extension ─► parse ─► PhoneNumber ─► judge: valid, possible, kind, region
//!         what can be a number   code and          └──► format: E.164, national, international, RFC 3966
//!                                national number
//! key by key ─► as_you_type
//! ```
//!
//! Behind it are tables made from Google's metadata (`cargo xtask tables`; [`METADATA_VERSION`]): trees over digits,
//! packed per calling code and opened in microseconds when a number of that code is first met. Nothing happens at
//! the start, and there is no regex engine.

mod as_you_type;
pub mod ask;
mod digits;
mod extension;
mod extract;
mod format;
mod parse;
mod pattern;
mod tables;
#[rustfmt::skip]
mod tables_data;
mod unpack;

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

pub use as_you_type::AsYouType;
pub use tables_data::{METADATA_SOURCE, METADATA_VERSION};

use format::Style;
use tables::{Plan, Territory};

/// A territory with a calling code, by its ISO 3166-1 alpha-2 code, e.g. `FR`. They are ordered by calling code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Territory);

impl Region {
    /// Finds a code in any case; `None` unless it is that of a territory with a calling code.
    pub fn new(code: &str) -> Option<Self> {
        Territory::of_region(code).and_then(Territory::region)
    }

    /// The code, e.g. `"FR"`: two ASCII capitals.
    pub fn as_str(&self) -> &'static str {
        self.0.letters()
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
    /// Every kind, in the tables' order: Google asks them in this one.
    pub const ALL: [Kind; 11] = [
        Self::PremiumRate,
        Self::TollFree,
        Self::SharedCost,
        Self::Voip,
        Self::PersonalNumber,
        Self::Pager,
        Self::Uan,
        Self::Voicemail,
        Self::FixedLine,
        Self::Mobile,
        Self::FixedLineOrMobile,
    ];

    fn of(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

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
impl core::error::Error for ParseError {}

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
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    plan: Plan,
    /// The national number, digit by digit with its leading zeros; what is past `len` is 0.
    digits: [u8; parse::LONGEST],
    len: u8,
    extension: Box<str>,
}

impl PhoneNumber {
    /// Reads what a person typed; numbers without `+` belong to `default_region`.
    pub fn parse(input: &str, default_region: Option<Region>) -> Result<Self, ParseError> {
        parse::parse(input, default_region)
    }

    /// Whether the number can be in use: its region's plan has it.
    pub fn is_valid(&self) -> bool {
        self.kind().is_some()
    }

    /// Whether the number can be in use in this very region.
    pub fn is_valid_for_region(&self, region: Region) -> bool {
        let territory = region.0;
        let index = territory.0.wrapping_sub(self.plan.main().0);
        territory.plan() == self.plan && self.plan.judge(self.digits()).kind(index.into()) != 0
    }

    /// Whether its length is possible, be it only inside its area.
    pub fn is_possible(&self) -> bool {
        matches!(self.possibility(), Possibility::Possible | Possibility::PossibleLocalOnly)
    }

    /// Whether its length is possible, or why not.
    pub fn possibility(&self) -> Possibility {
        self.plan.rules().map_or(Possibility::InvalidCountryCode, |rules| rules.length(self.len.into()))
    }

    /// The kind of line; `None` when the number is not valid.
    pub fn kind(&self) -> Option<Kind> {
        let outcome = self.plan.judge(self.digits());
        Kind::of(outcome.kind(usize::from(outcome.region.checked_sub(1)?)))
    }

    /// The territory the number belongs to; `None` for non-geographic codes and numbers no territory has.
    pub fn region(&self) -> Option<Region> {
        let index = match self.plan.territories() {
            1 => 0,
            _ => self.plan.judge(self.digits()).region.checked_sub(1)?,
        };
        Territory(self.plan.main().0 + index).region()
    }

    /// The calling code, e.g. 33.
    pub fn calling_code(&self) -> u16 {
        self.plan.code()
    }

    /// The number within its country, without any prefix and without the zeros it may begin with (in Italy they
    /// belong to the number; [`e164`](Self::e164) has them).
    pub fn national_number(&self) -> u64 {
        self.digits().iter().fold(0, |n, d| n * 10 + u64::from(*d))
    }

    /// The extension as it was typed; empty when there is none.
    pub fn extension(&self) -> &str {
        &self.extension
    }

    /// E.164, e.g. `+33612345678`. It has no extension.
    pub fn e164(&self) -> String {
        format::e164(self)
    }

    /// As written inside the country, e.g. `06 12 34 56 78`.
    pub fn national(&self) -> String {
        format::write(self, Style::National)
    }

    /// As written abroad, e.g. `+33 6 12 34 56 78`.
    pub fn international(&self) -> String {
        format::write(self, Style::International)
    }

    /// The URI of RFC 3966, e.g. `tel:+33-6-12-34-56-78`.
    pub fn rfc3966(&self) -> String {
        format::write(self, Style::Rfc3966)
    }

    /// Whether WhatsApp can have an account under this kind of number: the code that registers one comes by text message
    /// or call to a line of the person's own. Landlines count, as shops register them by voice call; toll-free numbers
    /// do not, as they ring at a company's switchboard. `tests/phone_reachable.rs` has the reason for each kind.
    pub fn whatsapp_reachable(&self) -> bool {
        matches!(
            self.kind(),
            Some(
                Kind::Mobile | Kind::FixedLineOrMobile | Kind::FixedLine | Kind::Voip | Kind::PersonalNumber
            )
        )
    }

    /// The national number, one value from 0 to 9 per digit.
    fn digits(&self) -> &[u8] {
        self.digits.get(..self.len.into()).unwrap_or(&[])
    }
}

/// Personal data: the number itself is not shown.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber(+{} …)", self.calling_code())
    }
}

/// Every territory with a calling code of its own or shared, and that code; by code, a code's main territory first.
pub fn regions() -> impl Iterator<Item = (Region, u16)> {
    Plan::all().flat_map(|(plan, code)| {
        let main = plan.main().0;
        (main..main + plan.territories() as u8).filter_map(move |t| Some((Territory(t).region()?, code)))
    })
}

/// Google's example number of a kind in a region; there is none of some kinds. The examples are 12 KB that are only
/// linked where they are asked for.
pub fn example(region: Region, kind: Kind) -> Option<PhoneNumber> {
    // Google's example of what can be both is that of a fixed line.
    let kind = if kind == Kind::FixedLineOrMobile { Kind::FixedLine } else { kind };
    let letter = Kind::ALL.iter().position(|k| *k == kind).map(|i| char::from(b'a' + i as u8))?;
    let line = EXAMPLES.lines().nth(region.0.0.into())?;
    let rest = line.split_once(letter)?.1;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    PhoneNumber::parse(digits, Some(region)).ok()
}

static EXAMPLES: &str = include_str!("examples.txt");

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, region: &str) -> Result<PhoneNumber, ParseError> {
        PhoneNumber::parse(text, Region::new(region))
    }

    #[test]
    fn a_french_mobile_is_parsed_judged_and_formatted() {
        let number = parse("06 12 34 56 78", "fr").expect("a number");
        assert!(number.is_valid() && number.is_possible() && number.whatsapp_reachable());
        assert_eq!(number.kind(), Some(Kind::Mobile));
        assert_eq!(number.region(), Region::new("FR"));
        assert_eq!(number.e164(), "+33612345678");
        assert_eq!(number.international(), "+33 6 12 34 56 78");
        assert_eq!(number.national(), "06 12 34 56 78");
        assert_eq!(number.rfc3966(), "tel:+33-6-12-34-56-78");
    }

    #[test]
    fn nonsense_is_an_error_and_a_wrong_number_is_not_valid() {
        assert_eq!(parse("hello", "FR"), Err(ParseError::NotANumber));
        assert_eq!(parse("0612345678", ""), Err(ParseError::InvalidCountryCode));
        assert_eq!(parse("+33 1", "FR"), Err(ParseError::TooShort));
        assert_eq!(parse("+999 123456", "FR"), Err(ParseError::InvalidCountryCode));
        assert_eq!(parse("+33", "FR"), Err(ParseError::NotANumber));
        assert!(!parse("+33 12", "").expect("a number").is_valid());
    }

    #[test]
    fn every_example_of_googles_is_valid_where_it_is_from_and_survives_every_writing() {
        let mut count = 0;
        for (plan, code) in Plan::all() {
            for index in 0..plan.territories() as u8 {
                let territory = Territory(plan.main().0 + index);
                let region = territory.region();
                let line = EXAMPLES.lines().nth(territory.0.into()).expect("a line of examples");
                for part in line.split_inclusive(|c: char| c.is_ascii_alphabetic()).skip(1) {
                    let digits = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                    let number = PhoneNumber::parse(&format!("+{code}{digits}"), None).expect(digits);
                    assert!(number.is_valid() && number.is_possible(), "{region:?} {digits}");
                    assert!(region.is_none_or(|r| number.is_valid_for_region(r)), "{region:?} {digits}");
                    let writings = [number.e164(), number.international(), number.rfc3966()];
                    for text in writings {
                        assert_eq!(PhoneNumber::parse(&text, None).as_ref(), Ok(&number), "{text}");
                    }
                    if number.region() == region && region.is_some() {
                        assert_eq!(PhoneNumber::parse(&number.national(), region), Ok(number));
                    }
                    count += 1;
                }
            }
        }
        assert!(count > 1100, "{count} examples");
        let fr = Region::new("FR").expect("a region");
        let mobile = example(fr, Kind::Mobile).expect("an example");
        assert_eq!((mobile.kind(), mobile.e164().as_str()), (Some(Kind::Mobile), "+33612345678"));
        assert_eq!(example(fr, Kind::Pager), None);
    }

    #[test]
    fn a_region_is_found_by_its_code_in_any_case_and_is_a_territory_with_a_calling_code() {
        assert_eq!(Region::new("fr").map(|region| region.as_str()), Some("FR"));
        for code in ["", "F", "FRA", "ZZ", "AQ", "00", "é", "FR "] {
            assert_eq!(Region::new(code), None, "{code}");
        }
    }

    #[test]
    fn regions_are_all_there_with_their_codes() {
        let all: Vec<_> = regions().collect();
        assert_eq!(all.len(), 245);
        for (code, calling) in [("FR", 33), ("US", 1), ("AG", 1), ("VA", 39), ("UZ", 998)] {
            assert!(all.contains(&(Region::new(code).expect("a region"), calling)), "{code}");
        }
        assert_eq!(all.iter().position(|(r, _)| r.as_str() == "US"), Some(0));
    }

    #[test]
    fn what_google_documents_about_hard_numbers() {
        for (text, region, wanted) in [
            ("0236618300", "IT", "+390236618300"),
            ("tel:03-331-6005;phone-context=+64", "NZ", "+6433316005"),
            ("0 3 3 3 1 6005 ext 3456", "NZ", "+6433316005"),
            ("1-800-FLOWERS", "US", "+18003569377"),
            ("011 49 30 123456", "US", "+4930123456"),
            ("+0044 20 7031 3000", "US", ""),
            ("0343 15 555 1212", "AR", "+5493435551212"),
            ("＋１　（６５０）　３３３－６０００", "SG", "+16503336000"),
            ("+800 1234 5678", "", "+80012345678"),
            ("1 650 253 0000 / x99", "US", "+16502530000"),
        ] {
            let parsed = parse(text, region).map(|n| n.e164()).unwrap_or_default();
            assert_eq!(parsed, wanted, "{text}");
        }
        let extended = parse("+1 650 253 0000 ext. 12", "").expect("a number");
        assert_eq!(extended.extension(), "12");
        assert_eq!(extended.national(), "(650) 253-0000 ext. 12");
        assert_eq!(extended.rfc3966(), "tel:+1-650-253-0000;ext=12");
        let local = parse("253 0000", "US").expect("a number");
        assert_eq!(local.possibility(), Possibility::PossibleLocalOnly);
        assert!(!local.is_valid());
    }

    #[test]
    fn no_text_makes_it_panic() {
        // A fixed walk over odd characters and lengths; `tests/phone` and its fuzz target go further.
        let odd: Vec<char> =
            "0123456789+＋٣ ()-./x#;,~*eExXtTnN=:tl\u{301}éß漢\u{200B}\u{10FFFF}\0".chars().collect();
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for round in 0..20_000usize {
            let mut text = String::new();
            for _ in 0..round % 300 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                text.push(odd[(state % odd.len() as u64) as usize]);
            }
            let region = [None, Region::new("US"), Region::new("AR"), Region::new("ZZ")][round % 4];
            if let Ok(number) = PhoneNumber::parse(&text, region) {
                let _ = (number.kind(), number.region(), number.national(), number.rfc3966());
            }
            let _ = AsYouType::edit(region, &text, round % 40);
            let mut formatter = AsYouType::new(region);
            text.chars().take(24).for_each(|c| _ = formatter.push(c));
        }
    }
}
