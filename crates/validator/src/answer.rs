//! What JavaScript gets, as data.

use serde::Serialize;
use whatsapp_opt_in::phone::{AsYouType, Kind, PhoneNumber, Possibility, Region};

/// A number, or why the text is none.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Parsed {
    /// It is one.
    Number {
        /// Always true.
        ok: bool,
        /// What there is to say about it.
        phone: Phone,
    },
    /// It is none.
    Error {
        /// Always false.
        ok: bool,
        /// The stable code, e.g. `phone_too_short`.
        code: &'static str,
    },
}

impl Parsed {
    /// Reads `number`; without `+` it belongs to `region`, which may be empty.
    pub fn new(number: &str, region: &str) -> Self {
        match PhoneNumber::parse(number, Region::new(region)) {
            Ok(number) => Self::Number { ok: true, phone: Phone::new(&number) },
            Err(error) => Self::Error { ok: false, code: error.code() },
        }
    }
}

/// Everything there is to say about a number; `types.d.ts` says it field by field.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "types.d.ts has the docs, for those who see these fields")]
pub struct Phone {
    pub valid: bool,
    pub possible: bool,
    pub possibility: &'static str,
    pub kind: &'static str,
    pub region: Option<String>,
    pub calling_code: u16,
    pub national_number: String,
    pub extension: String,
    pub e164: String,
    pub national: String,
    pub international: String,
    pub rfc3966: String,
    pub whatsapp_reachable: bool,
}

impl Phone {
    /// Asks the engine everything.
    pub fn new(number: &PhoneNumber) -> Self {
        let e164 = number.e164();
        let prefix = 1 + number.calling_code().to_string().len();
        Self {
            valid: number.is_valid(),
            possible: number.is_possible(),
            possibility: possibility(number.possibility()),
            kind: number.kind().map_or("UNKNOWN", Kind::as_str),
            region: number.region().map(|region| region.to_string()),
            calling_code: number.calling_code(),
            national_number: e164.get(prefix..).unwrap_or("").to_owned(),
            extension: number.extension().to_owned(),
            national: number.national(),
            international: number.international(),
            rfc3966: number.rfc3966(),
            whatsapp_reachable: number.whatsapp_reachable(),
            e164,
        }
    }
}

/// A region and its calling code.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "types.d.ts has the docs, for those who see these fields")]
pub struct RegionCode {
    pub region: String,
    pub calling_code: u16,
}

impl RegionCode {
    /// As the engine tells them.
    pub fn new((region, calling_code): (Region, u16)) -> Self {
        Self { region: region.to_string(), calling_code }
    }
}

/// A field after an edit.
#[derive(Serialize, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "types.d.ts has the docs, for those who see these fields")]
pub struct Edited {
    pub text: String,
    pub caret: usize,
}

impl Edited {
    /// Formats `text`; `caret` counts UTF-16 units, as browsers do.
    pub fn new(region: &str, text: &str, caret: usize) -> Self {
        let mut units = 0;
        let before = text.chars().take_while(|c| {
            units += c.len_utf16();
            units <= caret
        });
        let (text, caret) = AsYouType::edit(Region::new(region), text, before.count());
        let caret = text.chars().take(caret).map(char::len_utf16).sum();
        Self { text, caret }
    }
}

/// A kind by Google's name.
pub fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
}

fn possibility(possibility: Possibility) -> &'static str {
    match possibility {
        Possibility::Possible => "IS_POSSIBLE",
        Possibility::PossibleLocalOnly => "IS_POSSIBLE_LOCAL_ONLY",
        Possibility::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        Possibility::TooShort => "TOO_SHORT",
        Possibility::InvalidLength => "INVALID_LENGTH",
        Possibility::TooLong => "TOO_LONG",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_becomes_the_object_that_types_d_ts_declares() {
        let json = serde_json::to_value(Parsed::new("06 12 34 56 78", "FR")).expect("an object");
        assert_eq!(json["ok"], true);
        assert_eq!(json["phone"]["kind"], "MOBILE");
        assert_eq!(json["phone"]["possibility"], "IS_POSSIBLE");
        assert_eq!(json["phone"]["nationalNumber"], "612345678");
        let types = include_str!("types.d.ts");
        for field in json["phone"].as_object().expect("an object").keys() {
            assert!(types.contains(&format!("  {field}: ")), "{field} is not in types.d.ts");
        }
        for kind in ["FIXED_LINE", "VOICEMAIL"] {
            assert_eq!(super::kind(kind).map(Kind::as_str), Some(kind));
        }
        assert_eq!(super::kind("fixed_line"), None);
    }

    #[test]
    fn a_text_that_is_no_number_becomes_its_code() {
        let json = serde_json::to_value(Parsed::new("hello", "FR")).expect("an object");
        assert_eq!(json, serde_json::json!({ "ok": false, "code": "phone_not_a_number" }));
        assert!(include_str!("types.d.ts").contains("\"phone_not_a_number\""));
    }

    #[test]
    fn the_caret_counts_as_a_browser_counts() {
        assert_eq!(Edited::new("FR", "0612", 4), Edited { text: "06 12".into(), caret: 5 });
        assert_eq!(Edited::new("FR", "a😀b", 3), Edited { text: "a😀b".into(), caret: 3 });
    }
}
