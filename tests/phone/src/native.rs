//! The native oracle: `rlibphonenumber`, a port of Google's C++ code, under our plans.

use rlibphonenumber::{
    NumberFormat, NumberLengthType, ParseError, PhoneMetadata, PhoneMetadataCollection, PhoneNumberDesc,
    PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil, Region, ValidationError,
    get_national_significant_number_owned,
};

use crate::{
    answer::Answer,
    generate::Input,
    plans::{Format, Kind, Plans, Territory},
};

/// `rlibphonenumber` with the plans it was given.
pub struct Native(PhoneNumberUtil);

impl Native {
    /// Reads `plans` instead of the version the crate brings.
    pub fn new(plans: &Plans) -> anyhow::Result<Self> {
        let collection =
            PhoneMetadataCollection { metadata: plans.territories.iter().map(metadata).collect() };
        Ok(Self(PhoneNumberUtil::new_for_metadata(collection)?))
    }

    /// The oracle's answer.
    pub fn answer(&self, input: &Input) -> Answer {
        let region = Region::from_code(&input.region).ok();
        let number = match self.0.parse(&input.number, region) {
            Ok(number) => number,
            Err(error) => return Answer::error(error_name(&error)),
        };
        let format = |format| self.0.format(&number, format).into_owned();
        let region = self.0.get_region_for_number(&number).filter(|&region| region != Region::World);
        Answer::new([
            String::new(),
            self.0.is_valid_number(&number).to_string(),
            possible_name(self.0.is_possible_number_with_reason(&number)).to_owned(),
            type_name(self.0.get_number_type(&number)).to_owned(),
            region.map_or_else(String::new, |region| region.to_string()),
            number.country_code.to_string(),
            get_national_significant_number_owned(&number),
            number.extension.clone().unwrap_or_default(),
            format(PhoneNumberFormat::E164),
            format(PhoneNumberFormat::National),
            format(PhoneNumberFormat::International),
            format(PhoneNumberFormat::RFC3966),
        ])
    }
}

#[allow(
    deprecated,
    reason = "the crate marks what it moves out of the message at once; they are how one fills it"
)]
fn metadata(plan: &Territory) -> PhoneMetadata {
    let general = &plan.general_desc;
    let kind =
        |kind: &Option<Kind>| Some(kind.as_ref().map_or_else(absent, |kind| desc(kind, Some(general))));
    PhoneMetadata {
        id: plan.id.clone(),
        country_code: Some(i32::from(plan.country_code)),
        international_prefix: plan.international_prefix.as_ref().map(anchored),
        preferred_international_prefix: plan.preferred_international_prefix.clone(),
        national_prefix: plan.national_prefix.clone(),
        preferred_extn_prefix: plan.preferred_extn_prefix.clone(),
        national_prefix_for_parsing: plan.national_prefix_for_parsing.as_ref().map(anchored),
        national_prefix_transform_rule: plan.national_prefix_transform_rule.clone(),
        leading_digits: plan.leading_digits.as_ref().map(anchored),
        main_country_for_code: Some(plan.main_country_for_code),
        general_desc: Some(desc(general, None)),
        fixed_line: kind(&plan.fixed_line),
        mobile: kind(&plan.mobile),
        toll_free: kind(&plan.toll_free),
        premium_rate: kind(&plan.premium_rate),
        shared_cost: kind(&plan.shared_cost),
        personal_number: kind(&plan.personal_number),
        voip: kind(&plan.voip),
        pager: kind(&plan.pager),
        uan: kind(&plan.uan),
        voicemail: kind(&plan.voicemail),
        no_international_dialling: kind(&plan.no_international_dialling),
        number_format: plan.number_format.iter().map(number_format).collect(),
        intl_number_format: plan.intl_number_format.iter().map(number_format).collect(),
        // Google sets it where the two patterns are equal.
        same_mobile_and_fixed_line_pattern: Some(
            plan.mobile.as_ref().and_then(|kind| kind.national_number_pattern.as_ref())
                == plan.fixed_line.as_ref().and_then(|kind| kind.national_number_pattern.as_ref()),
        ),
        ..PhoneMetadata::default()
    }
}

/// The crate keeps its patterns in this form.
#[allow(clippy::ptr_arg, reason = "it is mapped over owned texts")]
fn anchored(pattern: &String) -> String {
    format!("^(?:{pattern})$")
}

/// Google marks a kind of number that does not exist by a length of -1.
fn absent() -> PhoneNumberDesc {
    PhoneNumberDesc { possible_length: vec![-1], ..PhoneNumberDesc::default() }
}

/// Lengths that are those of all numbers of the territory are left out, as in Google's own files.
#[allow(deprecated, reason = "as above")]
fn desc(kind: &Kind, general: Option<&Kind>) -> PhoneNumberDesc {
    let wide = |lengths: &[u8]| lengths.iter().map(|&length| i32::from(length)).collect::<Vec<_>>();
    let inherited = general.is_some_and(|general| general.possible_length == kind.possible_length);
    PhoneNumberDesc {
        national_number_pattern: kind.national_number_pattern.as_ref().map(anchored),
        example_number: kind.example_number.clone(),
        possible_length: if inherited { Vec::new() } else { wide(&kind.possible_length) },
        possible_length_local_only: wide(&kind.possible_length_local_only),
    }
}

#[allow(deprecated, reason = "as above")]
fn number_format(format: &Format) -> NumberFormat {
    NumberFormat {
        pattern: anchored(&format.pattern),
        format: format.format.clone(),
        leading_digits_pattern: format.leading_digits_pattern.iter().map(anchored).collect(),
        national_prefix_formatting_rule: format.national_prefix_formatting_rule.clone(),
        domestic_carrier_code_formatting_rule: format.domestic_carrier_code_formatting_rule.clone(),
        national_prefix_optional_when_formatting: Some(format.national_prefix_optional_when_formatting),
    }
}

fn error_name(error: &ParseError) -> &'static str {
    match error {
        ParseError::InvalidCountryCode => "INVALID_COUNTRY_CODE",
        ParseError::NotANumber(_) => "NOT_A_NUMBER",
        ParseError::TooShortAfterIdd => "TOO_SHORT_AFTER_IDD",
        ParseError::TooShortNsn => "TOO_SHORT_NSN",
        ParseError::TooLongNsn => "TOO_LONG",
    }
}

fn possible_name(result: Result<NumberLengthType, ValidationError>) -> &'static str {
    match result {
        Ok(NumberLengthType::IsPossible) => "IS_POSSIBLE",
        Ok(NumberLengthType::IsPossibleLocalOnly) => "IS_POSSIBLE_LOCAL_ONLY",
        Err(ValidationError::InvalidCountryCode) => "INVALID_COUNTRY_CODE",
        Err(ValidationError::TooShort) => "TOO_SHORT",
        Err(ValidationError::InvalidLength) => "INVALID_LENGTH",
        Err(ValidationError::TooLong) => "TOO_LONG",
    }
}

fn type_name(kind: PhoneNumberType) -> &'static str {
    match kind {
        PhoneNumberType::FixedLine => "FIXED_LINE",
        PhoneNumberType::Mobile => "MOBILE",
        PhoneNumberType::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
        PhoneNumberType::TollFree => "TOLL_FREE",
        PhoneNumberType::PremiumRate => "PREMIUM_RATE",
        PhoneNumberType::SharedCost => "SHARED_COST",
        PhoneNumberType::VoIP => "VOIP",
        PhoneNumberType::PersonalNumber => "PERSONAL_NUMBER",
        PhoneNumberType::Pager => "PAGER",
        PhoneNumberType::UAN => "UAN",
        PhoneNumberType::VoiceMail => "VOICEMAIL",
        PhoneNumberType::Unknown => "UNKNOWN",
    }
}
