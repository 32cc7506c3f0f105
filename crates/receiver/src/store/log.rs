//! The transparency log over the records.

use std::ops::Range;

use async_trait::async_trait;
use whatsapp_opt_in_log::{Commitment, Hash};

use super::StoreError;

/// Reading the log; it is written with the records by [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Log: Send + Sync + 'static {
    /// Number of the log's leaves; every record has one.
    async fn log_size(&self) -> Result<u64, StoreError>;

    /// The log's hashes of these stored indexes, in this order. A hash never changes.
    async fn log_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, StoreError>;

    /// The commitments of these leaves, counted from 0.
    async fn log_leaves(&self, leaves: Range<u64>) -> Result<Vec<Commitment>, StoreError>;
}
