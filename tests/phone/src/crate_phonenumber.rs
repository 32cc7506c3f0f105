//! The crate `phonenumber`: compared and counted, never the oracle. Its plans are those of Google's 9.0.33.

use phonenumber::{Mode, ParseError, Type, country::Id, metadata::DATABASE};

use crate::{answer::Answer, generate::Input};

/// The crate's answer. It has no possible reason, so that field is left empty.
pub fn answer(input: &Input) -> Answer {
    let country: Option<Id> = input.region.parse().ok();
    let number = match phonenumber::parse(country, &input.number) {
        Ok(number) => number,
        Err(error) => return Answer::error(error_name(&error)),
    };
    let format = |mode| number.format().mode(mode).to_string();
    let code = number.country().code().to_string();
    let e164 = format(Mode::E164);
    Answer::new([
        String::new(),
        number.is_valid().to_string(),
        String::new(),
        type_name(number.number_type(&DATABASE)).to_owned(),
        number.country().id().map_or_else(String::new, |id| id.as_ref().to_owned()),
        code.clone(),
        e164.get(1 + code.len()..).unwrap_or_default().to_owned(),
        number.extension().map_or_else(String::new, |extension| extension.to_string()),
        e164,
        format(Mode::National),
        format(Mode::International),
        format(Mode::Rfc3966),
    ])
}

fn error_name(error: &ParseError) -> &'static str {
    match error {
        ParseError::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        ParseError::TooShortAfterIdd => "TOO_SHORT_AFTER_IDD",
        ParseError::TooShortNsn => "TOO_SHORT_NSN",
        ParseError::TooLong => "TOO_LONG",
        _ => "NOT_A_NUMBER",
    }
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::FixedLine => "FIXED_LINE",
        Type::Mobile => "MOBILE",
        Type::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
        Type::TollFree => "TOLL_FREE",
        Type::PremiumRate => "PREMIUM_RATE",
        Type::SharedCost => "SHARED_COST",
        Type::Voip => "VOIP",
        Type::PersonalNumber => "PERSONAL_NUMBER",
        Type::Pager => "PAGER",
        Type::Uan => "UAN",
        Type::Voicemail => "VOICEMAIL",
        _ => "UNKNOWN",
    }
}
