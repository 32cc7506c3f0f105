//! The outbox's tables.

use std::collections::BTreeSet;

use async_trait::async_trait;
use sqlx::{PgConnection, PgPool};

use super::PostgresStore;
use crate::store::entries::contact_key;
use crate::store::outbox::{dead_letters, deliveries, expiries};
use crate::store::{
    Backlog, DeadLetter, Delivery, Expiry, NewEvent, Outbox, Settled, StoreError, to_i64, to_seq,
};

#[async_trait]
impl Outbox for PostgresStore {
    async fn claim_events(
        &self,
        now_ms: i64,
        until_ms: i64,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        // Who is given an event at the same moment by another receiver is passed over; once that is committed, `due_ms` says
        // so.
        let rows = sqlx::query_as(
            "UPDATE outbox SET due_ms = $2 WHERE seq IN (
                 SELECT seq FROM outbox AS this WHERE due_ms <= $1 AND NOT EXISTS (
                     SELECT 1 FROM outbox AS earlier
                     WHERE earlier.contact = this.contact AND earlier.seq < this.seq AND earlier.due_ms IS NOT NULL)
                 ORDER BY due_ms, seq LIMIT $3 FOR UPDATE SKIP LOCKED)
             RETURNING seq, id, kind, body, attempts, due_ms",
        )
        .bind(now_ms)
        .bind(until_ms)
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        deliveries(rows)
    }

    async fn settle_event(&self, delivery: &Delivery, settled: Settled<'_>) -> Result<bool, StoreError> {
        let (seq, until) = (to_i64(delivery.seq), delivery.until_ms);
        let query = match settled {
            Settled::Taken => {
                sqlx::query("DELETE FROM outbox WHERE seq = $1 AND due_ms = $2").bind(seq).bind(until)
            }
            Settled::Again { due_ms, outcome } => sqlx::query(
                "UPDATE outbox SET due_ms = $3, outcome = $4, attempts = attempts + 1 WHERE seq = $1 AND due_ms = $2",
            )
            .bind(seq)
            .bind(until)
            .bind(due_ms)
            .bind(outcome),
            Settled::Dead { outcome } => sqlx::query(
                "UPDATE outbox SET due_ms = NULL, outcome = $3, attempts = attempts + 1 WHERE seq = $1 AND due_ms = $2",
            )
            .bind(seq)
            .bind(until)
            .bind(outcome),
            Settled::Back { due_ms } => {
                sqlx::query("UPDATE outbox SET due_ms = $3 WHERE seq = $1 AND due_ms = $2")
                    .bind(seq)
                    .bind(until)
                    .bind(due_ms)
            }
        };
        Ok(query.execute(&self.pool).await?.rows_affected() > 0)
    }

    async fn backlog(&self) -> Result<Backlog, StoreError> {
        let (waiting, dead, gone): (i64, i64, bool) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM outbox WHERE due_ms IS NOT NULL),
                 (SELECT count(*) FROM outbox WHERE due_ms IS NULL), EXISTS (SELECT 1 FROM outbox_gone)",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(Backlog { waiting: to_seq(waiting)?, dead: to_seq(dead)?, gone })
    }

    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, StoreError> {
        let rows = sqlx::query_as(
            "SELECT seq, id, kind, created_ms, attempts, outcome FROM outbox WHERE due_ms IS NULL ORDER BY seq LIMIT $1",
        )
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        dead_letters(rows)
    }

    async fn replay(&self, ids: Option<&[String]>, now_ms: i64) -> Result<u64, StoreError> {
        let query = match ids {
            None => {
                sqlx::query("UPDATE outbox SET due_ms = $1, attempts = 0 WHERE due_ms IS NULL").bind(now_ms)
            }
            Some(ids) => sqlx::query(
                "UPDATE outbox SET due_ms = $1, attempts = 0 WHERE due_ms IS NULL AND id = ANY($2)",
            )
            .bind(now_ms)
            .bind(ids),
        };
        Ok(query.execute(&self.pool).await?.rows_affected())
    }

    async fn is_gone(&self, endpoint: &str) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM outbox_gone WHERE endpoint = $1)")
            .bind(endpoint)
            .fetch_one(&self.pool)
            .await?)
    }

    async fn set_gone(&self, endpoint: &str, now_ms: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO outbox_gone (endpoint, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(endpoint)
            .bind(now_ms)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn forget_gone(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM outbox_gone").execute(&self.pool).await?;
        Ok(())
    }

    async fn due_expiries(&self, now_ms: i64, remind_ms: i64, limit: u32) -> Result<Vec<Expiry>, StoreError> {
        let mut found = Vec::new();
        for (reminded, before) in [(true, now_ms), (false, remind_ms)] {
            let rows = sqlx::query_as(
                "SELECT contact, jti, valid_until_ms, reminded FROM expiries
                 WHERE reminded = $1 AND valid_until_ms <= $2 ORDER BY valid_until_ms LIMIT $3",
            )
            .bind(reminded)
            .bind(before)
            .bind(i64::from(limit))
            .fetch_all(&self.pool)
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
        let mut tx = self.pool.begin().await?;
        let statement = if over {
            "DELETE FROM expiries WHERE contact = $1 AND jti = $2 AND reminded = $3"
        } else {
            "UPDATE expiries SET reminded = TRUE WHERE contact = $1 AND jti = $2 AND reminded = $3"
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
pub(super) async fn catch_up(pool: &PgPool, now_ms: i64) -> Result<(), StoreError> {
    let mut tx = pool.begin().await?;
    // Nobody draws a place meanwhile.
    sqlx::query("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE").execute(&mut *tx).await?;
    sqlx::query("SELECT setval('outbox_seq_seq', $1) WHERE $1 > (SELECT last_value FROM outbox_seq_seq)")
        .bind(now_ms)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Stores events, due at once. Whoever else writes about these contacts waits until the commit, so that their places follow the
/// order of the commits; contacts are locked in sorted order, as the last locks a transaction takes.
pub(super) async fn insert(
    tx: &mut PgConnection,
    events: impl IntoIterator<Item = &NewEvent>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let events: Vec<&NewEvent> = events.into_iter().collect();
    if events.is_empty() {
        return Ok(());
    }
    let contacts: Vec<String> = events.iter().map(|event| contact_key(&event.contact)).collect();
    sqlx::query(
        "SELECT pg_advisory_xact_lock(hash) FROM (
             SELECT DISTINCT hashtextextended(contact, 0) AS hash FROM unnest($1::text[]) AS told (contact) ORDER BY hash
         ) AS locks",
    )
    .bind(contacts.iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>())
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "INSERT INTO outbox (id, contact, kind, body, created_ms, attempts, due_ms, outcome)
         SELECT id, contact, kind, body, $5, 0, $5, '' FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
             WITH ORDINALITY AS new (id, contact, kind, body, place) ORDER BY place",
    )
    .bind(events.iter().map(|event| event.id.as_str()).collect::<Vec<_>>())
    .bind(&contacts)
    .bind(events.iter().map(|event| event.kind).collect::<Vec<_>>())
    .bind(events.iter().map(|event| event.body.as_str()).collect::<Vec<_>>())
    .bind(now_ms)
    .execute(&mut *tx)
    .await?;
    Ok(())
}
