//! The log's tables: leaves and hashes, written in the records' own transaction.

use std::collections::HashMap;
use std::ops::Range;

use async_trait::async_trait;
use sqlx::{PgConnection, PgExecutor};
use whatsapp_opt_in_log::{Commitment, Hash, stored_hash_count};

use super::PostgresStore;
use crate::store::appending::Growth;
use crate::store::{Log, StoreError, to_i64, to_seq};

#[async_trait]
impl Log for PostgresStore {
    async fn log_size(&self) -> Result<u64, StoreError> {
        size(&self.pool).await
    }

    async fn log_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, StoreError> {
        read_hashes(&self.pool, indexes).await
    }

    async fn log_leaves(&self, leaves: Range<u64>) -> Result<Vec<Commitment>, StoreError> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT commitment FROM log_leaves WHERE seq > $1 AND seq <= $2 ORDER BY seq")
                .bind(to_i64(leaves.start))
                .bind(to_i64(leaves.end))
                .fetch_all(&self.pool)
                .await?;
        let commitment = |row: Vec<u8>| row.try_into().map(Commitment).map_err(|_| StoreError::Log);
        let found = rows.into_iter().map(commitment).collect::<Result<Vec<_>, _>>()?;
        if found.len() as u64 == leaves.end - leaves.start { Ok(found) } else { Err(StoreError::Log) }
    }
}

/// Number of leaves.
pub(super) async fn size(on: impl PgExecutor<'_>) -> Result<u64, StoreError> {
    to_seq(sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM log_leaves").fetch_one(on).await?)
}

/// The hashes of these stored indexes, in this order.
pub(super) async fn read_hashes(on: impl PgExecutor<'_>, indexes: &[u64]) -> Result<Vec<Hash>, StoreError> {
    let wanted: Vec<i64> = indexes.iter().copied().map(to_i64).collect();
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as("SELECT idx, hash FROM log_hashes WHERE idx = ANY($1)")
        .bind(&wanted)
        .fetch_all(on)
        .await?;
    let stored: HashMap<i64, Vec<u8>> = rows.into_iter().collect();
    let hash = |index: &i64| stored.get(index).and_then(|h| h.as_slice().try_into().ok()).map(Hash);
    wanted.iter().map(|index| hash(index).ok_or(StoreError::Log)).collect()
}

pub(super) async fn insert(tx: &mut PgConnection, growth: &Growth) -> Result<(), StoreError> {
    let salts: Vec<&[u8]> = growth.leaves.iter().map(|(salt, _)| salt.as_slice()).collect();
    let commitments: Vec<&[u8]> = growth.leaves.iter().map(|(_, leaf)| leaf.0.as_slice()).collect();
    let hashes: Vec<&[u8]> = growth.hashes.iter().map(|hash| hash.0.as_slice()).collect();
    sqlx::query(
        "INSERT INTO log_leaves (seq, salt, commitment)
         SELECT $1 + place, salt, commitment
         FROM unnest($2::bytea[], $3::bytea[]) WITH ORDINALITY AS new (salt, commitment, place)",
    )
    .bind(to_i64(growth.from))
    .bind(salts)
    .bind(commitments)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO log_hashes (idx, hash)
         SELECT $1 + place - 1, hash FROM unnest($2::bytea[]) WITH ORDINALITY AS new (hash, place)",
    )
    .bind(to_i64(stored_hash_count(growth.from)))
    .bind(hashes)
    .execute(&mut *tx)
    .await?;
    Ok(())
}
