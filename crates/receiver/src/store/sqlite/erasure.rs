//! Erasure in SQLite: deleted bytes are overwritten (`secure_delete`), and the write-ahead log is emptied afterwards.

use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use sqlx::SqliteConnection;
use whatsapp_opt_in::consent::ledger::Identity;

use super::{SqliteStore, entries, json_array};
use crate::store::entries::Walk;
use crate::store::erasure::{ContactHash, Erased, Hasher, numbers};
use crate::store::{Erasure, StoreError};

/// How often emptying the write-ahead log is tried while readers are on it.
const TRIES: u32 = 50;

#[async_trait]
impl Erasure for SqliteStore {
    async fn erase(&self, contact: &Identity, now_ms: i64, hash: &Hasher<'_>) -> Result<Erased, StoreError> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut walk = Walk::from(std::slice::from_ref(contact));
        entries::walk(&mut tx, &mut walk).await?;
        let keys = walk.contacts();
        let numbers = numbers(&keys);
        let acts: Vec<String> = walk.acts();
        let records = erase_records(&mut tx, &numbers, &acts).await?;
        let keys_json = json_array(keys.iter().map(String::as_str));
        for statement in [
            "DELETE FROM entries WHERE contact IN (SELECT value FROM json_each(?))",
            "DELETE FROM messages WHERE contact IN (SELECT value FROM json_each(?))",
            "DELETE FROM act_contacts WHERE contact IN (SELECT value FROM json_each(?))",
            "DELETE FROM sends WHERE contact IN (SELECT value FROM json_each(?))",
            "DELETE FROM outbox WHERE contact IN (SELECT value FROM json_each(?))",
            "DELETE FROM expiries WHERE contact IN (SELECT value FROM json_each(?))",
        ] {
            sqlx::query(statement).bind(&keys_json).execute(&mut *tx).await?;
        }
        sqlx::query(
            "UPDATE answers SET recipient = NULL, body = NULL, due_ms = NULL
             WHERE id IN (SELECT 'stop:' || value FROM json_each(?))",
        )
        .bind(json_array(acts.iter().map(String::as_str)))
        .execute(&mut *tx)
        .await?;
        let rows: Vec<_> = keys.iter().map(|key| json!(hex(&hash(key)))).collect();
        sqlx::query(
            "INSERT INTO erased (hash, at) SELECT unhex(value), ? FROM json_each(?) WHERE true
             ON CONFLICT (hash) DO UPDATE SET at = max(at, excluded.at)",
        )
        .bind(now_ms)
        .bind(serde_json::Value::from(rows).to_string())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        self.empty_log().await?;
        Ok(Erased { contacts: keys.len() as u64, records })
    }

    async fn erased(&self, hashes: &[ContactHash]) -> Result<Vec<(ContactHash, i64)>, StoreError> {
        let asked: Vec<_> = hashes.iter().map(|hash| hex(hash)).collect();
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as(
            "SELECT hash, at FROM json_each(?) AS asked JOIN erased ON hash = unhex(asked.value)",
        )
        .bind(json_array(asked.iter().map(String::as_str)))
        .fetch_all(&self.readers)
        .await?;
        let read = |(hash, at): (Vec<u8>, i64)| Ok((hash.try_into().map_err(|_| StoreError::Entry)?, at));
        rows.into_iter().map(read).collect()
    }
}

impl SqliteStore {
    /// Writes the write-ahead log into the file and cuts it to nothing, so that no older page is left in it.
    async fn empty_log(&self) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let (busy, _, _): (i64, i64, i64) =
                sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await?;
            if busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The erasure is done and durable; its last traces in the log go with the next checkpoint.
        tracing::warn!("the write-ahead log could not be emptied after an erasure: readers were on it");
        Ok(())
    }
}

async fn erase_records(
    tx: &mut SqliteConnection,
    numbers: &[String],
    acts: &[String],
) -> Result<u64, StoreError> {
    let seqs: Vec<i64> = sqlx::query_scalar(
        "SELECT seq FROM records WHERE act IS NOT NULL AND (number IN (SELECT value FROM json_each(?))
             OR jti IN (SELECT value FROM json_each(?)))",
    )
    .bind(json_array(numbers.iter().map(String::as_str)))
    .bind(json_array(acts.iter().map(String::as_str)))
    .fetch_all(&mut *tx)
    .await?;
    let seqs_json = serde_json::Value::from(seqs.clone()).to_string();
    for statement in [
        "UPDATE records SET number = NULL, act = NULL, receipt = '', key_thumbprint = ''
         WHERE seq IN (SELECT value FROM json_each(?))",
        "UPDATE log_leaves SET salt = NULL WHERE seq IN (SELECT value FROM json_each(?))",
    ] {
        sqlx::query(statement).bind(&seqs_json).execute(&mut *tx).await?;
    }
    Ok(seqs.len() as u64)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
