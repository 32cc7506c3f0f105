//! The counts' tables.

use std::collections::HashMap;

use async_trait::async_trait;
use sqlx::PgConnection;

use super::PostgresStore;
use crate::store::counts::{CAMPAIGN_MS, Happened};
use crate::store::{Audit, CountKey, Counted, Counts, Day, Listed, Overview, StoreError, to_i64, to_seq};

#[async_trait]
impl Overview for PostgresStore {
    async fn counts(&self, since: Day) -> Result<Counts, StoreError> {
        let rows: Vec<(i64, String, String, String, i64)> =
            sqlx::query_as("SELECT day, counted, purpose, campaign, n FROM counts WHERE day >= $1")
                .bind(since)
                .fetch_all(&self.pool)
                .await?;
        let count = |(day, counted, purpose, campaign, n): (i64, String, String, String, i64)| {
            let counted = Counted::of(&counted)?;
            Some((CountKey { day, counted, purpose, campaign }, n.unsigned_abs()))
        };
        Ok(rows.into_iter().filter_map(count).collect())
    }

    async fn latest(&self, before: Option<u64>, limit: u32) -> Result<Vec<Listed>, StoreError> {
        let rows = sqlx::query_as(
            "SELECT seq, jti, event, assurance, received_ms FROM records WHERE seq < $1 ORDER BY seq DESC LIMIT $2",
        )
        .bind(before.map_or(i64::MAX, to_i64))
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        listed(rows)
    }

    async fn search(&self, numbers: &[String], audit: &Audit) -> Result<Vec<Listed>, StoreError> {
        sqlx::query("INSERT INTO audits (at, who, what) VALUES ($1, $2, $3)")
            .bind(audit.at)
            .bind(&audit.who)
            .bind(&audit.what)
            .execute(&self.pool)
            .await?;
        let rows = sqlx::query_as(
            "SELECT seq, jti, event, assurance, received_ms FROM records
             WHERE number = ANY($1) ORDER BY seq DESC LIMIT 100",
        )
        .bind(numbers)
        .fetch_all(&self.pool)
        .await?;
        listed(rows)
    }

    async fn audits(&self, limit: u32) -> Result<Vec<Audit>, StoreError> {
        let rows: Vec<(i64, String, String)> =
            sqlx::query_as("SELECT at, who, what FROM audits ORDER BY at DESC LIMIT $1")
                .bind(i64::from(limit))
                .fetch_all(&self.pool)
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

/// Counts what a batch brought, in its transaction. Rows go in sorted, so that two batches never wait in a circle.
pub(super) async fn add(
    tx: &mut PgConnection,
    happened: &Happened<'_>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let left: Vec<String> = happened.left().into_iter().collect();
    let campaigns: Vec<(String, String)> = if left.is_empty() {
        Vec::new()
    } else {
        sqlx::query_as(
            "SELECT DISTINCT ON (contact) contact, campaign FROM sends
             WHERE contact = ANY($1) AND marketing AND campaign <> '' AND at > $2 ORDER BY contact, at DESC",
        )
        .bind(&left)
        .bind(now_ms - CAMPAIGN_MS)
        .fetch_all(&mut *tx)
        .await?
    };
    let counts = happened.counts(&campaigns.into_iter().collect::<HashMap<_, _>>(), now_ms);
    if counts.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "INSERT INTO counts (day, counted, purpose, campaign, n)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])
         ON CONFLICT (day, counted, purpose, campaign) DO UPDATE SET n = counts.n + excluded.n",
    )
    .bind(counts.keys().map(|key| key.day).collect::<Vec<_>>())
    .bind(counts.keys().map(|key| key.counted.name()).collect::<Vec<_>>())
    .bind(counts.keys().map(|key| key.purpose.as_str()).collect::<Vec<_>>())
    .bind(counts.keys().map(|key| key.campaign.as_str()).collect::<Vec<_>>())
    .bind(counts.values().map(|n| to_i64(*n)).collect::<Vec<_>>())
    .execute(&mut *tx)
    .await?;
    Ok(())
}
