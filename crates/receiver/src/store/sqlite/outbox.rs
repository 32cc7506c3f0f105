//! The outbox's tables.

use async_trait::async_trait;
use serde_json::json;
use sqlx::{SqliteConnection, SqlitePool};

use super::{SqliteStore, json_array};
use crate::store::entries::contact_key;
use crate::store::outbox::{dead_letters, deliveries, expiries};
use crate::store::{
    Backlog, DeadLetter, Delivery, Expiry, NewEvent, Outbox, Settled, StoreError, to_i64, to_seq,
};

#[async_trait]
impl Outbox for SqliteStore {
    async fn claim_events(
        &self,
        now_ms: i64,
        until_ms: i64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        // Most looks find nothing, and need no writer.
        let due: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM outbox WHERE due_ms <= ?)")
            .bind(now_ms)
            .fetch_one(&self.readers)
            .await?;
        if !due {
            return Ok(Vec::new());
        }
        let rows = sqlx::query_as(
            "UPDATE outbox SET due_ms = ?2 WHERE seq IN (
                 SELECT seq FROM outbox AS this WHERE due_ms <= ?1 AND NOT EXISTS (
                     SELECT 1 FROM outbox AS earlier
                     WHERE earlier.contact = this.contact AND earlier.seq < this.seq AND earlier.due_ms IS NOT NULL)
                 ORDER BY due_ms, seq LIMIT ?3)
             RETURNING seq, id, kind, body, attempts, due_ms",
        )
        .bind(now_ms)
        .bind(until_ms)
        .bind(limit)
        .fetch_all(&self.writer)
        .await?;
        deliveries(rows)
    }

    async fn settle_event(&self, delivery: &Delivery, settled: Settled<'_>) -> Result<bool, StoreError> {
        let (seq, until) = (to_i64(delivery.seq), delivery.until_ms);
        let query = match settled {
            Settled::Taken => {
                sqlx::query("DELETE FROM outbox WHERE seq = ? AND due_ms = ?").bind(seq).bind(until)
            }
            Settled::Again { due_ms, outcome } => sqlx::query(
                "UPDATE outbox SET due_ms = ?3, outcome = ?4, attempts = attempts + 1 WHERE seq = ?1 AND due_ms = ?2",
            )
            .bind(seq)
            .bind(until)
            .bind(due_ms)
            .bind(outcome),
            Settled::Dead { outcome } => sqlx::query(
                "UPDATE outbox SET due_ms = NULL, outcome = ?3, attempts = attempts + 1 WHERE seq = ?1 AND due_ms = ?2",
            )
            .bind(seq)
            .bind(until)
            .bind(outcome),
            Settled::Back { due_ms } => {
                sqlx::query("UPDATE outbox SET due_ms = ?3 WHERE seq = ?1 AND due_ms = ?2")
                    .bind(seq)
                    .bind(until)
                    .bind(due_ms)
            }
        };
        Ok(query.execute(&self.writer).await?.rows_affected() > 0)
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        let (waiting, dead, gone): (i64, i64, bool) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM outbox WHERE due_ms IS NOT NULL),
                 (SELECT count(*) FROM outbox WHERE due_ms IS NULL), EXISTS (SELECT 1 FROM outbox_gone)",
        )
        .fetch_one(&self.readers)
        .await?;
        Ok(Backlog { waiting: to_seq(waiting)?, dead: to_seq(dead)?, gone })
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, StoreError> {
        let rows = sqlx::query_as(
            "SELECT seq, id, kind, created_ms, attempts, outcome FROM outbox WHERE due_ms IS NULL ORDER BY seq LIMIT ?",
        )
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        dead_letters(rows)
    }

    async fn replay(&self, ids: Option<&[String]>, now_ms: i64) -> Result<u64, StoreError> {
        let query = match ids {
            None => {
                sqlx::query("UPDATE outbox SET due_ms = ?1, attempts = 0 WHERE due_ms IS NULL").bind(now_ms)
            }
            Some(ids) => sqlx::query(
                "UPDATE outbox SET due_ms = ?1, attempts = 0
                 WHERE due_ms IS NULL AND id IN (SELECT value FROM json_each(?2))",
            )
            .bind(now_ms)
            .bind(json_array(ids.iter().map(String::as_str))),
        };
        Ok(query.execute(&self.writer).await?.rows_affected())
    }

    async fn is_gone(&self, endpoint: &str) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM outbox_gone WHERE endpoint = ?)")
            .bind(endpoint)
            .fetch_one(&self.readers)
            .await?)
    }

    async fn set_gone(&self, endpoint: &str, now_ms: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO outbox_gone (endpoint, at) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(endpoint)
            .bind(now_ms)
            .execute(&self.writer)
            .await?;
        Ok(())
    }

    async fn forget_gone(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM outbox_gone").execute(&self.writer).await?;
        Ok(())
    }

    async fn due_expiries(&self, now_ms: i64, remind_ms: i64, limit: u32) -> Result<Vec<Expiry>, StoreError> {
        let mut found = Vec::new();
        for (reminded, before) in [(true, now_ms), (false, remind_ms)] {
            let rows = sqlx::query_as(
                "SELECT contact, jti, valid_until_ms, reminded FROM expiries
                 WHERE reminded = ? AND valid_until_ms <= ? ORDER BY valid_until_ms LIMIT ?",
            )
            .bind(reminded)
            .bind(before)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;
            found.extend(expiries(rows)?);
        }
        Ok(found)
    }

    async fn settle_expiry(
        &self,
        expiry: &Expiry,
        over: bool,
        event: Option<&NewEvent>,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let statement = if over {
            "DELETE FROM expiries WHERE contact = ? AND jti = ? AND reminded = ?"
        } else {
            "UPDATE expiries SET reminded = 1 WHERE contact = ? AND jti = ? AND reminded = ?"
        };
        let changed = sqlx::query(statement)
            .bind(contact_key(&expiry.contact))
            .bind(&expiry.jti)
            .bind(expiry.reminded)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        insert(&mut tx, event, now_ms).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Lets places go on from the time, which is ahead of every place that was ever given: also of those that were given after
/// the backup that this database was restored from.
pub(super) async fn catch_up(writer: &SqlitePool, now_ms: i64) -> Result<(), StoreError> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    for statement in [
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', ?
         WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox')",
        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'outbox'",
    ] {
        sqlx::query(statement).bind(now_ms).execute(&mut *tx).await?;
    }
    Ok(tx.commit().await?)
}

/// Stores events, due at once.
pub(super) async fn insert(
    tx: &mut SqliteConnection,
    events: impl IntoIterator<Item = &NewEvent>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let values: Vec<_> = events
        .into_iter()
        .map(|event| json!([event.id, contact_key(&event.contact), event.kind, event.body]))
        .collect();
    if values.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO outbox (id, contact, kind, body, created_ms, attempts, due_ms, outcome)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?2, 0, ?2, '' FROM json_each(?1) ORDER BY key",
    )
    .bind(serde_json::Value::from(values).to_string())
    .bind(now_ms)
    .execute(&mut *tx)
    .await?;
    Ok(())
}
