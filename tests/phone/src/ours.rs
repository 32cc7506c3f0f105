//! The answers of the engine under test.

use whatsapp_opt_in::phone::{ParseError, PhoneNumber, Possibility, Region};

use crate::{answer::Answer, generate::Input};

/// The engine's answer.
pub fn answer(input: &Input) -> Answer {
    let region = Region::new(&input.region);
    let number = match PhoneNumber::parse(&input.number, region) {
        Ok(number) => number,
        Err(error) => return Answer::error(error_name(error)),
    };
    let rfc3966 = number.rfc3966();
    let e164 = number.e164();
    let code = number.calling_code().to_string();
    Answer::new([
        String::new(),
        number.is_valid().to_string(),
        possible_name(number.possibility()).to_owned(),
        number.kind().map_or("UNKNOWN", |kind| kind.as_str()).to_owned(),
        number.region().map_or_else(String::new, |region| region.to_string()),
        code.clone(),
        e164.get(1 + code.len()..).unwrap_or_default().to_owned(),
        rfc3966.split_once(";ext=").map_or("", |(_, digits)| digits).to_owned(),
        e164,
        number.national(),
        number.international(),
        rfc3966,
    ])
}

fn error_name(error: ParseError) -> &'static str {
    match error {
        ParseError::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        ParseError::NotANumber => "NOT_A_NUMBER",
        ParseError::TooShortAfterIdd => "TOO_SHORT_AFTER_IDD",
        ParseError::TooShort => "TOO_SHORT_NSN",
        ParseError::TooLong => "TOO_LONG",
    }
}

fn possible_name(possibility: Possibility) -> &'static str {
    match possibility {
        Possibility::Possible => "IS_POSSIBLE",
        Possibility::PossibleLocalOnly => "IS_POSSIBLE_LOCAL_ONLY",
        Possibility::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        Possibility::TooShort => "TOO_SHORT",
        Possibility::InvalidLength => "INVALID_LENGTH",
        Possibility::TooLong => "TOO_LONG",
    }
}
