//! The records: acts as received, their receipts, and the notices they were made in front of.

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::Occurrence;
use whatsapp_opt_in::consent::{Assurance, EventType};
use whatsapp_opt_in_log::{Edge, ExportLine, SALT_BYTES};

use super::StoreError;

/// A verified act on its way into the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// The act's id; unique for ever.
    pub jti: String,
    /// The compact JWS, byte for byte as received.
    pub act: String,
    /// SHA-256 of `act`, lower-case hex.
    pub act_sha256: String,
    /// The person's number, E.164.
    pub number: String,
    /// What happened.
    pub event: EventType,
    /// The words that were shown.
    pub notice: NoticeText,
    /// RFC 7638 thumbprint of the act's key.
    pub key_thumbprint: String,
    /// What is known of the act, as in the receipt.
    pub assurance: Assurance,
    /// The challenge it uses up, when it carries one.
    pub nonce: Option<UsedNonce>,
    /// Random; the log commits to the act under it.
    pub salt: [u8; SALT_BYTES],
    /// What it says to the ledger's rules, stored with it; a refusal says nothing.
    pub occurrence: Option<Occurrence>,
}

/// A notice and its digest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NoticeText {
    /// SHA-256 of the text's UTF-8 bytes, lower-case hex.
    pub sha256: String,
    /// The text as shown.
    pub text: String,
}

/// A challenge that an act used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedNonce {
    /// The part of the nonce that is unique.
    pub id: String,
    /// When it was issued, server time in ms since 1970.
    pub issued_ms: i64,
}

/// A record as the ledger holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Position, contiguous from 1.
    pub seq: u64,
    /// The compact act as received.
    pub act: String,
    /// The compact receipt as answered.
    pub receipt: String,
}

/// What became of one record of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is stored, durably.
    Stored(StoredRecord),
    /// The same bytes were stored before: that record, unchanged.
    Repeated(StoredRecord),
    /// Another act was stored under its `jti`.
    JtiConflict,
    /// Another act used its nonce.
    NonceUsed,
}

/// The place a record is about to take.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Position in the ledger, from 1.
    pub seq: u64,
    /// Server time, ms since 1970.
    pub received_ms: i64,
    /// The log with this record as its newest leaf.
    pub tree: &'a Edge,
}

/// Makes the compact receipt for a record at the place it is about to take.
pub type Seal<'a> = dyn Fn(&NewRecord, &Place<'_>) -> Result<String, SealError> + Send + Sync + 'a;

/// The receipt could not be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the receipt could not be signed")]
pub struct SealError;

/// Reading records; they are written by [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Records: Send + Sync + 'static {
    /// The record of this act, if it was stored.
    async fn record(&self, jti: &str) -> Result<Option<StoredRecord>, StoreError>;

    /// At most `limit` lines of the export, in order, from the one after the record `after`.
    async fn export(&self, after: u64, limit: u32) -> Result<Vec<ExportLine>, StoreError>;

    /// How many records there are: also the last `seq`.
    async fn count(&self) -> Result<u64, StoreError>;

    /// Marks notices as words this service may be asked to record.
    async fn register_notices(&self, notices: &[NoticeText], now_ms: i64) -> Result<(), StoreError>;

    /// Whether the notice of this digest was registered.
    async fn is_notice_registered(&self, sha256: &str) -> Result<bool, StoreError>;
}
