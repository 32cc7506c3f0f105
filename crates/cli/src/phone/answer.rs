//! What is said about a number: the same members for one number and for a stream.

use serde::Serialize;
use whatsapp_opt_in::phone::{PhoneNumber, Region};

/// The line of `--batch`. All texts are empty and all judgements false when the input is no number.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'a> {
    parsed: bool,
    valid: bool,
    possible: bool,
    /// Google's name, e.g. `MOBILE`; `UNKNOWN` for a number that is not valid.
    r#type: &'static str,
    /// Empty for worldwide services and numbers that no territory has.
    country: &'a str,
    e164: String,
    national: String,
    international: String,
}

impl Answer<'_> {
    /// The answer to what is no number.
    pub(super) const NONE: Self = Self {
        parsed: false,
        valid: false,
        possible: false,
        r#type: "UNKNOWN",
        country: "",
        e164: String::new(),
        national: String::new(),
        international: String::new(),
    };
}

impl<'a> Answer<'a> {
    /// The answer about `number`, whose `region` the caller keeps.
    pub(super) fn new(number: &PhoneNumber, region: &'a Option<Region>) -> Self {
        Self {
            parsed: true,
            valid: number.is_valid(),
            possible: number.is_possible(),
            r#type: number.kind().map_or("UNKNOWN", |kind| kind.as_str()),
            country: region.as_ref().map_or("", Region::as_str),
            e164: number.e164(),
            national: number.national(),
            international: number.international(),
        }
    }
}
