//! One number, for a person or (`--json`) a script.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;
use whatsapp_opt_in::phone::{ParseError, PhoneNumber, Possibility, Region};

use super::answer::Answer;

/// The members of `--batch` and what else is known.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    answer: Answer<'a>,
    /// Why it is no number, e.g. `phone_too_short`; absent when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    #[serde(flatten)]
    more: Option<More>,
}

#[derive(Serialize)]
struct More {
    possibility: &'static str,
    calling_code: u16,
    /// The number within its country, with the zeros it begins with.
    national_number: String,
    /// Empty when there is none.
    extension: String,
    rfc3966: String,
    whatsapp_reachable: bool,
}

/// 0 for a valid number, 1 for any other input.
pub(super) fn run(input: &str, hint: Option<Region>, json: bool) -> io::Result<ExitCode> {
    let parsed = PhoneNumber::parse(input, hint);
    let mut out = io::stdout().lock();
    if json {
        let region = parsed.as_ref().ok().and_then(PhoneNumber::region);
        serde_json::to_writer(&mut out, &report(&parsed, &region))?;
        writeln!(out)?;
    } else {
        match &parsed {
            Ok(number) => describe(number, &mut out)?,
            Err(error) => writeln!(out, "not a telephone number: {}", explained(*error, hint.is_some()))?,
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(!parsed.is_ok_and(|number| number.is_valid()))))
}

fn report<'a>(parsed: &Result<PhoneNumber, ParseError>, region: &'a Option<Region>) -> Report<'a> {
    match parsed {
        Ok(number) => Report {
            answer: Answer::new(number, region),
            error: None,
            more: Some(More {
                possibility: possibility(number.possibility()).0,
                calling_code: number.calling_code(),
                national_number: national_number(number),
                extension: number.extension().to_owned(),
                rfc3966: number.rfc3966(),
                whatsapp_reachable: number.whatsapp_reachable(),
            }),
        },
        Err(error) => Report { answer: Answer::NONE, error: Some(error.code()), more: None },
    }
}

/// E.164 without `+` and calling code.
fn national_number(number: &PhoneNumber) -> String {
    let prefix = 1 + number.calling_code().to_string().len();
    number.e164().get(prefix..).unwrap_or_default().to_owned()
}

fn describe(number: &PhoneNumber, out: &mut impl Write) -> io::Result<()> {
    let region = number.region();
    let country = region.as_ref().map_or("none", Region::as_str);
    let yes_no = |yes| if yes { "yes" } else { "no" };
    writeln!(out, "{}", number.international())?;
    writeln!(out, "  valid          {}", yes_no(number.is_valid()))?;
    writeln!(out, "  possible       {}", possibility(number.possibility()).1)?;
    writeln!(out, "  type           {}", number.kind().map_or("UNKNOWN", |kind| kind.as_str()))?;
    writeln!(out, "  country        {country} (+{})", number.calling_code())?;
    writeln!(out, "  E.164          {}", number.e164())?;
    writeln!(out, "  national       {}", number.national())?;
    writeln!(out, "  international  {}", number.international())?;
    if !number.extension().is_empty() {
        writeln!(out, "  extension      {}", number.extension())?;
    }
    writeln!(out, "  URI            {}", number.rfc3966())?;
    writeln!(out, "  WhatsApp       {}", yes_no(number.whatsapp_reachable()))
}

/// Google's name, and what it means.
fn possibility(possibility: Possibility) -> (&'static str, &'static str) {
    match possibility {
        Possibility::Possible => ("IS_POSSIBLE", "yes"),
        Possibility::PossibleLocalOnly => ("IS_POSSIBLE_LOCAL_ONLY", "only dialled within its area"),
        Possibility::InvalidCountryCode => ("INVALID_COUNTRY_CODE", "no: no country has this calling code"),
        Possibility::TooShort => ("TOO_SHORT", "no: too short"),
        Possibility::InvalidLength => ("INVALID_LENGTH", "no: no number there has this length"),
        Possibility::TooLong => ("TOO_LONG", "no: too long"),
    }
}

fn explained(error: ParseError, has_hint: bool) -> &'static str {
    match error {
        ParseError::InvalidCountryCode if !has_hint => {
            "no calling code is known for it; begin with + and the calling code, or name a territory with --region"
        }
        ParseError::InvalidCountryCode => "no country has this calling code",
        ParseError::NotANumber => "it holds something that no number has",
        ParseError::TooShortAfterIdd => "nothing is left after the international prefix",
        ParseError::TooShort => "it has too few digits",
        ParseError::TooLong => "it has too many digits or characters",
    }
}
