//! The log's tables: leaves and hashes, written in the records' own transaction.

use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

use async_trait::async_trait;
use sqlx::{SqliteConnection, SqlitePool};
use whatsapp_opt_in_log::{Commitment, Edge, Hash, SALT_BYTES, stored_hash_count};

use super::{SqliteStore, json_array};
use crate::store::appending::Growth;
use crate::store::{Log, StoreError, to_i64, to_seq};

/// Records without a place in the log that are given one in one transaction.
const BACKFILL: i64 = 500;

#[async_trait]
impl Log for SqliteStore {
    async fn log_size(&self) -> Result<u64, StoreError> {
        size(&self.readers).await
    }

    async fn log_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, StoreError> {
        read_hashes(&self.readers, indexes).await
    }

    async fn log_leaves(&self, leaves: Range<u64>) -> Result<Vec<Commitment>, StoreError> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT commitment FROM log_leaves WHERE seq > ? AND seq <= ? ORDER BY seq")
                .bind(to_i64(leaves.start))
                .bind(to_i64(leaves.end))
                .fetch_all(&self.readers)
                .await?;
        let commitment = |row: Vec<u8>| row.try_into().map(Commitment).map_err(|_| StoreError::Log);
        let found = rows.into_iter().map(commitment).collect::<Result<Vec<_>, _>>()?;
        if found.len() as u64 == leaves.end - leaves.start { Ok(found) } else { Err(StoreError::Log) }
    }
}

/// Continues the log of `size` leaves.
pub(super) async fn start(tx: &mut SqliteConnection, size: u64) -> Result<Growth, StoreError> {
    Growth::new(size, &read_hashes(&mut *tx, &Edge::indexes(size)).await?)
}

/// Two statements, however many there are: a JSON array is one parameter.
pub(super) async fn insert(tx: &mut SqliteConnection, growth: &Growth) -> Result<(), StoreError> {
    let leaves: Vec<_> = growth.leaves.iter().map(|(salt, leaf)| hex(salt) + &hex(&leaf.0)).collect();
    let hashes: Vec<_> = growth.hashes.iter().map(|hash| hex(&hash.0)).collect();
    sqlx::query(
        "INSERT INTO log_leaves (seq, salt, commitment)
         SELECT ? + key, unhex(substr(value, 1, 32)), unhex(substr(value, 33)) FROM json_each(?)",
    )
    .bind(to_i64(growth.from + 1))
    .bind(json_array(leaves.iter().map(String::as_str)))
    .execute(&mut *tx)
    .await?;
    sqlx::query("INSERT INTO log_hashes (idx, hash) SELECT ? + key, unhex(value) FROM json_each(?)")
        .bind(to_i64(stored_hash_count(growth.from)))
        .bind(json_array(hashes.iter().map(String::as_str)))
        .execute(&mut *tx)
        .await?;
    Ok(())
}

/// Gives records of a database from before the log their place in it. Their receipts stay without a proof.
pub(super) async fn backfill(writer: &SqlitePool) -> Result<(), StoreError> {
    loop {
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let size = size(&mut *tx).await?;
        let acts: Vec<Option<String>> =
            sqlx::query_scalar("SELECT act FROM records WHERE seq > ? ORDER BY seq LIMIT ?")
                .bind(to_i64(size))
                .bind(BACKFILL)
                .fetch_all(&mut *tx)
                .await?;
        if acts.is_empty() {
            return Ok(());
        }
        let mut growth = start(&mut tx, size).await?;
        for act in acts {
            let mut salt = [0; SALT_BYTES];
            aws_lc_rs::rand::fill(&mut salt).map_err(|_| StoreError::Log)?;
            growth.push(&salt, &act.ok_or(StoreError::Log)?)?;
        }
        insert(&mut tx, &growth).await?;
        tx.commit().await?;
    }
}

/// Number of leaves.
pub(super) async fn size(on: impl sqlx::SqliteExecutor<'_>) -> Result<u64, StoreError> {
    let size: i64 = sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM log_leaves").fetch_one(on).await?;
    to_seq(size)
}

/// The hashes of these stored indexes, in this order.
pub(super) async fn read_hashes(
    on: impl sqlx::SqliteExecutor<'_>,
    indexes: &[u64],
) -> Result<Vec<Hash>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT idx, hash FROM log_hashes WHERE idx IN (SELECT value FROM json_each(?))")
            .bind(serde_json::Value::from(indexes).to_string())
            .fetch_all(on)
            .await?;
    let stored: HashMap<i64, Vec<u8>> = rows.into_iter().collect();
    let hash = |index: &u64| stored.get(&to_i64(*index)).and_then(|h| h.as_slice().try_into().ok()).map(Hash);
    indexes.iter().map(|index| hash(index).ok_or(StoreError::Log)).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
