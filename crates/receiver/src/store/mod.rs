//! Where everything is kept. One trait, cut by area, so that every database is held to one contract (`tests/store.rs`).
//!
//! An area is a trait of its own in a file of its own (`records.rs`), with a file of that name for each database
//! (`sqlite/records.rs`). What must be durable together is written by the one method [`Store::commit`].

mod answers;
mod appending;
mod audit;
pub(crate) mod counts;
mod database;
pub(crate) mod entries;
mod erasure;
mod log;
pub(crate) mod outbox;
mod postgres;
mod records;
mod schema;
mod sends;
mod sqlite;

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::Entry;

pub use answers::{AnswerQueue, QueuedAnswer};
pub use audit::{Auditable, Beside};
pub(crate) use counts::is_countable;
pub use counts::{Audit, CountKey, Counted, Counts, Day, Listed, Overview, day_of};
pub use database::Database;
pub use entries::Entries;
pub use erasure::{ContactHash, Erased, Erasure, Hasher};
pub use log::Log;
pub use outbox::{Backlog, DeadLetter, Delivery, Expiry, NewEvent, Outbox, Settled};
pub use postgres::PostgresStore;
pub use records::{
    Appended, NewRecord, NoticeText, Place, Records, Seal, SealError, StoredRecord, UsedNonce,
};
pub use sends::{SendCount, Sends, Sent};
pub use sqlite::{CopyError, SqliteStore};

/// What is to be stored in one durable transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct Batch<'a> {
    /// Acts; what they say to the ledger's rules is stored with them.
    pub records: &'a [NewRecord],
    /// Everything else that happened.
    pub entries: &'a [Entry],
    /// Messages the business sent.
    pub sends: &'a [Sent],
    /// Whether the site's own backend is to be told of it.
    pub told: bool,
}

/// What became of a batch, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Of each record.
    pub records: Vec<Appended>,
    /// Of each entry: whether it was new. An entry is known by its id under its contact, for good.
    pub entries: Vec<bool>,
    /// Of each send: whether it was new.
    pub sends: Vec<bool>,
}

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
    /// The database holds an entry that cannot be read.
    #[error("the ledger holds an entry that cannot be read")]
    Entry,
    /// The database takes no writes.
    #[error("the database is read-only")]
    ReadOnly,
    /// The database answers before what it stores is on disk.
    #[error("the database runs with {0} = off and would lose acknowledged records; turn it on")]
    NotDurable(&'static str),
    /// Its tables were made by another program than this one, such as a newer version.
    #[error(
        "schema_unknown: the tables are not of this version (migration {0}); use the version that made them, or a newer one"
    )]
    Schema(i64),
    /// Its tables are those of an older version.
    #[error(
        "schema_old: the tables are of an older version; start the receiver once to bring them up to date"
    )]
    OldSchema,
    /// It holds no tables of ours.
    #[error("schema_missing: there is no ledger in this database")]
    NoSchema,
    /// There were no random bytes.
    #[error("no random bytes could be had")]
    Random,
    /// An old record cannot be read, so that what it says to the rules is unknown.
    #[error("the act of record {0} cannot be read")]
    Act(u64),
}

/// A ledger. Implementations append in one durable transaction, the log's leaves and hashes with the records, and
/// decide uniqueness themselves, so that several receivers may share one database.
#[async_trait]
pub trait Store:
    Records + Log + Entries + Sends + AnswerQueue + Erasure + Overview + Outbox + Auditable
{
    /// Stores a batch at server time `now_ms`, each record with the receipt `seal` makes for it, and tells what became of
    /// each part. When it returns `Ok`, what it says is on disk; when it returns `Err`, nothing is.
    async fn commit(&self, batch: Batch<'_>, now_ms: i64, seal: &Seal<'_>) -> Result<Committed, StoreError>;

    /// Succeeds when the database answers and can be written to.
    async fn check(&self) -> Result<(), StoreError>;

    /// Waits for what is under way, then lets go of the database.
    async fn close(&self);
}

pub(crate) fn to_seq(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Sequence)
}

pub(crate) fn to_i64(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
