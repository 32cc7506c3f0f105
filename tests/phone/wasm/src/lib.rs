//! One engine behind two functions, so that its weight is the difference to the same file without one.

use wasm_bindgen::prelude::wasm_bindgen;

/// Everything there is to say about a number, a line for each field; empty when it is none.
#[wasm_bindgen]
pub fn answer(number: &str, region: &str) -> String {
    engine::answer(number, region).map_or_else(String::new, |fields| fields.join("\n"))
}

/// The text of a field after an edit, where the engine has that.
#[wasm_bindgen]
pub fn edit(region: &str, text: &str, caret: usize) -> String {
    engine::edit(region, text, caret)
}

#[cfg(feature = "engine")]
mod engine {
    use whatsapp_opt_in::phone::{AsYouType, PhoneNumber, Region};

    pub(super) fn answer(number: &str, region: &str) -> Option<[String; 10]> {
        let number = PhoneNumber::parse(number, Region::new(region)).ok()?;
        Some([
            number.is_valid().to_string(),
            number.is_possible().to_string(),
            (number.possibility() as u8).to_string(),
            number.kind().map_or("UNKNOWN", |kind| kind.as_str()).to_owned(),
            number.region().map_or_else(String::new, |region| region.as_str().to_owned()),
            number.calling_code().to_string(),
            number.e164(),
            number.national(),
            number.international(),
            number.rfc3966(),
        ])
    }

    pub(super) fn edit(region: &str, text: &str, caret: usize) -> String {
        AsYouType::edit(Region::new(region), text, caret).0
    }
}

#[cfg(feature = "rlibphonenumber")]
mod engine {
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

    pub(super) fn answer(number: &str, region: &str) -> Option<[String; 10]> {
        let util = &*PHONE_NUMBER_UTIL;
        let number = util.parse(number, Region::from_code(region).ok()).ok()?;
        let format = |format| util.format(&number, format).into_owned();
        let possible = util.is_possible_number_with_reason(&number);
        Some([
            util.is_valid_number(&number).to_string(),
            possible.is_ok().to_string(),
            possible.map_or_else(|error| error as u8, |length| length as u8).to_string(),
            (util.get_number_type(&number) as u8).to_string(),
            util.get_region_for_number(&number).map_or_else(String::new, |region| region.to_string()),
            number.country_code.to_string(),
            format(PhoneNumberFormat::E164),
            format(PhoneNumberFormat::National),
            format(PhoneNumberFormat::International),
            format(PhoneNumberFormat::RFC3966),
        ])
    }

    /// It has no as-you-type formatter.
    pub(super) fn edit(_region: &str, text: &str, _caret: usize) -> String {
        text.to_owned()
    }
}

#[cfg(not(any(feature = "engine", feature = "rlibphonenumber")))]
mod engine {
    pub(super) fn answer(number: &str, region: &str) -> Option<[String; 10]> {
        let field = |length: usize| number.get(length..).map(|rest| format!("{rest}{region}{length}"));
        Some([
            field(0)?,
            field(1)?,
            field(2)?,
            field(3)?,
            field(4)?,
            field(5)?,
            field(6)?,
            field(7)?,
            field(8)?,
            field(9)?,
        ])
    }

    pub(super) fn edit(region: &str, text: &str, caret: usize) -> String {
        format!("{region}{text}{caret}")
    }
}
