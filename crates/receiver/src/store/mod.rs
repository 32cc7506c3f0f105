//! Where records are kept. One trait, so that every database is held to one contract (`tests/store.rs`).

mod sqlite;

use std::ops::Range;

use async_trait::async_trait;
use whatsapp_opt_in::consent::{Assurance, EventType};
use whatsapp_opt_in_log::{Commitment, Edge, ExportLine, Hash, SALT_BYTES};

pub use sqlite::SqliteStore;

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

/// The database failed; nothing of the batch was stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be reached, or refused.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("the database could not be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A receipt could not be signed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database holds a sequence number below 1.
    #[error("the ledger holds a sequence number that cannot be")]
    Sequence,
    /// The log's tables do not fit the records.
    #[error("the log's leaves or hashes do not fit the records")]
    Log,
}

/// A ledger. Implementations append in one durable transaction, the log's leaves and hashes with the records, and
/// decide uniqueness themselves, so that several receivers may share one database.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Appends a batch at server time `now_ms`, each record with the receipt `seal` makes for it, and returns what
    /// became of each, in order. When it returns `Ok`, what it says is on disk; when it returns `Err`, nothing is.
    async fn append(
        &self,
        batch: &[NewRecord],
        now_ms: i64,
        seal: &Seal<'_>,
    ) -> Result<Vec<Appended>, StoreError>;

    /// The record of this act, if it was stored.
    async fn record(&self, jti: &str) -> Result<Option<StoredRecord>, StoreError>;

    /// At most `limit` lines of the export, in order, from the one after the record `after`.
    async fn export(&self, after: u64, limit: u32) -> Result<Vec<ExportLine>, StoreError>;

    /// Number of the log's leaves; every record has one.
    async fn log_size(&self) -> Result<u64, StoreError>;

    /// The log's hashes of these stored indexes, in this order. A hash never changes.
    async fn log_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, StoreError>;

    /// The commitments of these leaves, counted from 0.
    async fn log_leaves(&self, leaves: Range<u64>) -> Result<Vec<Commitment>, StoreError>;

    /// How many records there are: also the last `seq`.
    async fn count(&self) -> Result<u64, StoreError>;

    /// Marks notices as words this service may be asked to record.
    async fn register_notices(&self, notices: &[NoticeText], now_ms: i64) -> Result<(), StoreError>;

    /// Whether the notice of this digest was registered.
    async fn is_notice_registered(&self, sha256: &str) -> Result<bool, StoreError>;

    /// Succeeds when the database answers.
    async fn check(&self) -> Result<(), StoreError>;

    /// Waits for what is under way, then lets go of the database.
    async fn close(&self);
}
