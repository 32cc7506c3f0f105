//! The record in the formats other systems read.

mod dpv;
mod iso27560;
mod kantara;

use jiff::Timestamp;
use serde_json::Value;

use crate::Evidence;

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
    pub fn export(self, evidence: &Evidence<'_>) -> Value {
        match self {
            Self::Iso27560 => iso27560::export(evidence),
            Self::DpvJsonLd => dpv::export(evidence),
            Self::Kantara => kantara::export(evidence),
        }
    }
}

/// ISO 8601 in UTC; `null` for a time outside the calendar.
fn iso8601(seconds: i64) -> Value {
    Timestamp::from_second(seconds).map_or(Value::Null, |time| time.to_string().into())
}

/// The receiver's time where a trusted receipt gives it, else the browser's.
fn event_time(evidence: &Evidence<'_>) -> i64 {
    match evidence.receipt {
        crate::ReceiptCheck::Valid(receipt) => receipt.iat,
        _ => evidence.act.iat,
    }
}
