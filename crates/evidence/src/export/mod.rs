//! The record in the formats other systems read.

mod dpv;
mod iso27560;
mod kantara;

use jiff::Timestamp;
use serde_json::Value;

use crate::{Evidence, Unusable};

/// A format to export a record to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The fields of ISO/IEC TS 27560:2023, as JSON.
    Iso27560,
    /// W3C Data Privacy Vocabulary 2, as JSON-LD, after the DPVCG's guide to ISO/IEC TS 27560.
    DpvJsonLd,
    /// Kantara Consent Receipt 1.1.
    Kantara,
}

impl Format {
    /// Every format and the name it goes by.
    pub const ALL: [(&'static str, Self); 3] =
        [("iso27560", Self::Iso27560), ("dpv-jsonld", Self::DpvJsonLd), ("kantara", Self::Kantara)];

    /// The record in this format.
    ///
    /// # Errors
    /// A refusal or a withdrawal as a Kantara receipt, which can only say that consent was given.
    pub fn export(self, evidence: &Evidence<'_>) -> Result<Value, Unusable> {
        match self {
            Self::Iso27560 => Ok(iso27560::export(evidence)),
            Self::DpvJsonLd => Ok(dpv::export(evidence)),
            Self::Kantara => kantara::export(evidence),
        }
    }
}

/// ISO 8601 in UTC; `null` for a time outside the calendar.
fn iso8601(seconds: i64) -> Value {
    Timestamp::from_second(seconds).map_or(Value::Null, |time| time.to_string().into())
}

/// How long the consent holds from the event on, as an ISO 8601 duration: in days where it is whole days. `null` where the
/// record has no end, or one that was over.
fn validity(evidence: &Evidence<'_>) -> Value {
    const DAY: i64 = 24 * 60 * 60;
    let seconds = evidence.act.valid_until.and_then(|end| end.checked_sub(event_time(evidence)));
    match seconds {
        Some(seconds) if seconds > 0 && seconds % DAY == 0 => format!("P{}D", seconds / DAY).into(),
        Some(seconds) if seconds > 0 => format!("PT{seconds}S").into(),
        _ => Value::Null,
    }
}

/// The receiver's time where a trusted receipt gives it, else the browser's.
fn event_time(evidence: &Evidence<'_>) -> i64 {
    match evidence.receipt {
        crate::ReceiptCheck::Valid(receipt) => receipt.iat,
        _ => evidence.act.iat,
    }
}
