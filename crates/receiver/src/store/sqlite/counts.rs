//! The counts' tables.

use std::collections::HashMap;

use async_trait::async_trait;
use serde_json::json;
use sqlx::SqliteConnection;

use super::{SqliteStore, json_array};
use crate::store::counts::{CAMPAIGN_MS, Happened};
use crate::store::{Audit, CountKey, Counted, Counts, Day, Listed, Overview, StoreError, to_i64, to_seq};

#[async_trait]
impl Overview for SqliteStore {
    async fn counts(&self, since: Day) -> Result<Counts, StoreError> {
        let rows: Vec<(i64, String, String, String, i64)> =
            sqlx::query_as("SELECT day, counted, purpose, campaign, n FROM counts WHERE day >= ?")
                .bind(since)
                .fetch_all(&self.readers)
                .await?;
        let count = |(day, counted, purpose, campaign, n): (i64, String, String, String, i64)| {
            let counted = Counted::of(&counted)?;
            Some((CountKey { day, counted, purpose, campaign }, n.unsigned_abs()))
        };
        Ok(rows.into_iter().filter_map(count).collect())
    }

    async fn latest(&self, before: Option<u64>, limit: u32) -> Result<Vec<Listed>, StoreError> {
        let rows = sqlx::query_as(
            "SELECT seq, jti, event, assurance, received_ms FROM records WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        )
        .bind(before.map_or(i64::MAX, to_i64))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        listed(rows)
    }

    async fn search(&self, numbers: &[String], audit: &Audit) -> Result<Vec<Listed>, StoreError> {
        sqlx::query("INSERT INTO audits (at, who, what) VALUES (?, ?, ?)")
            .bind(audit.at)
            .bind(&audit.who)
            .bind(&audit.what)
            .execute(&self.writer)
            .await?;
        let rows = sqlx::query_as(
            "SELECT seq, jti, event, assurance, received_ms FROM records
             WHERE number IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 100",
        )
        .bind(json_array(numbers.iter().map(String::as_str)))
        .fetch_all(&self.readers)
        .await?;
        listed(rows)
    }

    async fn audits(&self, limit: u32) -> Result<Vec<Audit>, StoreError> {
        let rows: Vec<(i64, String, String)> =
            sqlx::query_as("SELECT at, who, what FROM audits ORDER BY at DESC, rowid DESC LIMIT ?")
                .bind(limit)
                .fetch_all(&self.readers)
                .await?;
        Ok(rows.into_iter().map(|(at, who, what)| Audit { who, what, at }).collect())
    }
}

fn listed(rows: Vec<(i64, String, String, String, i64)>) -> Result<Vec<Listed>, StoreError> {
    let record = |(seq, jti, event, assurance, received_ms)| {
        Ok(Listed { seq: to_seq(seq)?, jti, event, assurance, received_ms })
    };
    rows.into_iter().map(record).collect()
}

/// Counts what a batch brought, in its transaction.
pub(super) async fn add(
    tx: &mut SqliteConnection,
    happened: &Happened<'_>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let left = happened.left();
    let campaigns: Vec<(String, String)> = if left.is_empty() {
        Vec::new()
    } else {
        // With max(), SQLite takes the other columns from the row that has it.
        sqlx::query_as::<_, (String, String, i64)>(
            "SELECT contact, campaign, max(at) FROM json_each(?) AS asked JOIN sends ON contact = asked.value
             WHERE marketing = 1 AND campaign <> '' AND at > ? GROUP BY contact",
        )
        .bind(json_array(left.iter().map(String::as_str)))
        .bind(now_ms - CAMPAIGN_MS)
        .fetch_all(&mut *tx)
        .await?
        .into_iter()
        .map(|(contact, campaign, _)| (contact, campaign))
        .collect()
    };
    let counts = happened.counts(&campaigns.into_iter().collect::<HashMap<_, _>>(), now_ms);
    if counts.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = counts
        .iter()
        .map(|(key, n)| json!([key.day, key.counted.name(), key.purpose, key.campaign, n]))
        .collect();
    sqlx::query(
        "INSERT INTO counts (day, counted, purpose, campaign, n)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
         ON CONFLICT DO UPDATE SET n = n + excluded.n",
    )
    .bind(serde_json::Value::from(rows).to_string())
    .execute(&mut *tx)
    .await?;
    Ok(())
}
