//! What a consent record shows, and what it does not.
//!
//! - [`Given`]: what somebody handed over, an act, a receipt or the file a shop gives to a person.
//! - [`judge`]: what it amounts to, under keys the caller trusts: a [`Judgement`].
//! - [`Evidence`]: a verified act, with its receipt when one was verified under trusted keys: as text, as JSON, and
//!   as an HTML certificate that prints on a page.
//! - [`Format`]: the record in the formats of ISO/IEC TS 27560:2023, the W3C Data Privacy Vocabulary and the Kantara
//!   Consent Receipt. These are views for other systems; the signed act stays the evidence.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod certificate;
mod export;
mod given;
mod judgement;
mod statement;

pub use export::Format;
pub use given::{Given, Unusable};
pub use judgement::{Judgement, Known, ReceiptFinding, judge, judge_known};
pub use statement::{Evidence, LogCheck, ReceiptCheck, printable};
