//! The receipt: what the receiver signs once the act is durably stored.

use serde::{Deserialize, Serialize};

/// The claims of a receipt (`typ` `whatsapp-consent-receipt+jwt`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The receiver.
    pub iss: String,
    /// Server time, seconds since 1970.
    pub iat: i64,
    /// The act's `jti`.
    pub jti: String,
    /// SHA-256 of the act's compact bytes, lower-case hex.
    pub record_sha256: String,
    /// Position in the ledger, from 1.
    pub seq: u64,
    /// How much the receiver knows about the act.
    pub assurance: Assurance,
    /// Where the record stands in the transparency log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogProof>,
    /// A page where the person can withdraw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraw_url: Option<String>,
}

/// How much is known about an act, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assurance {
    /// Signed under a key the act itself carries: unchanged since, and nothing more.
    SelfAsserted,
    /// Signed after the receiver issued its nonce.
    Fresh,
    /// The number answered on WhatsApp.
    NumberConfirmed,
}

/// A proof of inclusion in an RFC 6962-style log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogProof {
    /// Name of the log.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Index of this record's leaf, from 0.
    pub index: u64,
    /// Salt of this record's commitment, base64; with the act's bytes it gives the leaf.
    pub salt: String,
    /// Root hash, base64.
    pub root: String,
    /// Sibling hashes from leaf to root, base64.
    pub path: Vec<String>,
}
