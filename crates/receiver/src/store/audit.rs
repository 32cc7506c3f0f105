//! What an audit from inside sees beyond the export: the database's own faults, and what stands beside the acts.

use async_trait::async_trait;

use super::{NoticeText, StoreError};

/// What the table says of a record beside its act, which says the same in signed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Position, from 1.
    pub seq: u64,
    /// The act's id.
    pub jti: String,
    /// The person's number; `None` once the person was erased.
    pub number: Option<String>,
    /// The event's name.
    pub event: String,
    /// Server time, ms since 1970.
    pub received_ms: i64,
    /// Digest of the notice's text.
    pub notice_sha256: String,
    /// RFC 7638 thumbprint of the act's key.
    pub key_thumbprint: String,
    /// The assurance's name.
    pub assurance: String,
    /// When the nonce it used was issued.
    pub nonce_issued_ms: Option<i64>,
}

/// A row of [`Beside`] as every database gives it.
pub(crate) type BesideRow = (i64, String, Option<String>, String, i64, String, String, String, Option<i64>);

impl TryFrom<BesideRow> for Beside {
    type Error = StoreError;

    fn try_from(row: BesideRow) -> Result<Self, StoreError> {
        let (seq, jti, number, event, received_ms, notice_sha256, key_thumbprint, assurance, nonce_issued_ms) =
            row;
        let seq = super::to_seq(seq)?;
        Ok(Self {
            seq,
            jti,
            number,
            event,
            received_ms,
            notice_sha256,
            key_thumbprint,
            assurance,
            nonce_issued_ms,
        })
    }
}

/// Reading for an audit.
#[async_trait]
pub trait Auditable: Send + Sync + 'static {
    /// What the database itself finds wrong with its files, in its own words; at most a hundred faults.
    async fn faults(&self) -> Result<Vec<String>, StoreError>;

    /// What stands beside the acts of at most `limit` records after the record `after`, in order.
    async fn beside(&self, after: u64, limit: u32) -> Result<Vec<Beside>, StoreError>;

    /// At most `limit` notices in the order of their digests, from the one after this digest.
    async fn notices(&self, after: &str, limit: u32) -> Result<Vec<NoticeText>, StoreError>;
}
