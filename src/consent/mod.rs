//! The consent record: the [`Act`] a browser signs, the [`Receipt`] a receiver answers with, and the strict
//! verification of both.
//!
//! Both are JWS in compact form (RFC 7515) told apart by `typ` (RFC 8725 §3.11). The bytes that were signed are the
//! bytes that are kept: nothing is canonicalised. An act carries its own key and is therefore *self-asserted*;
//! a receipt is verified only under a key the caller already trusts.

mod act;
mod error;
mod json;
mod jwk;
mod jws;
pub mod ledger;
mod purpose;
mod receipt;
mod verify;

pub use act::{
    Act, Controller, Event, EventType, Method, Notice, PolicyVerdict, PurposeChoice, SCHEMA, Ui, Withdrawal,
};
pub use error::{ActError, ReceiptError};
pub use jwk::{Jwk, JwkSet, PublicKey};
pub use jws::{Algorithm, Signatures, encode_compact, signing_input};
pub use purpose::{Category, Purpose, PurposeId};
pub use receipt::{Assurance, LogProof, Receipt};
pub use verify::{
    Expect, ExpectReceipt, MAX_ACT_BYTES, MAX_MADE_BYTES, Verified, VerifiedReceipt, sha256_hex, verify_act,
    verify_receipt,
};

#[cfg(feature = "verify")]
mod aws_lc;
#[cfg(feature = "verify")]
pub use aws_lc::AwsLc;
#[cfg(feature = "verify-rust")]
mod rust_crypto;
#[cfg(feature = "verify-rust")]
pub use rust_crypto::RustCrypto;
