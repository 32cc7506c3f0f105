//! The database's own check, and the columns beside the acts.

use async_trait::async_trait;
use sqlx::SqlitePool;

use super::SqliteStore;
use crate::store::audit::BesideRow;
use crate::store::{Auditable, Beside, NoticeText, StoreError, to_i64};

#[async_trait]
impl Auditable for SqliteStore {
    async fn faults(&self) -> Result<Vec<String>, StoreError> {
        faults(&self.readers).await
    }

    async fn beside(&self, after: u64, limit: u32) -> Result<Vec<Beside>, StoreError> {
        let rows: Vec<BesideRow> = sqlx::query_as(
            "SELECT seq, jti, number, event, received_ms, notice_sha256, key_thumbprint, assurance, nonce_issued_ms
             FROM records WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(to_i64(after))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter().map(Beside::try_from).collect()
    }

    async fn notices(&self, after: &str, limit: u32) -> Result<Vec<NoticeText>, StoreError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT sha256, text FROM notices WHERE sha256 > ? ORDER BY sha256 LIMIT ?")
                .bind(after)
                .bind(limit)
                .fetch_all(&self.readers)
                .await?;
        Ok(rows.into_iter().map(|(sha256, text)| NoticeText { sha256, text }).collect())
    }
}

/// Pages, indexes and references. An answer of `ok` alone is none.
pub(super) async fn faults(on: &SqlitePool) -> Result<Vec<String>, StoreError> {
    let checked: Result<Vec<String>, _> =
        sqlx::query_scalar("PRAGMA integrity_check(100)").fetch_all(on).await;
    let mut faults = match checked {
        Ok(lines) => lines,
        // Too damaged to be checked is a fault too.
        Err(sqlx::Error::Database(error)) => return Ok(vec![error.message().to_owned()]),
        Err(error) => return Err(error.into()),
    };
    faults.retain(|line| line != "ok");
    let dangling: Vec<(String, Option<i64>, String, i64)> =
        sqlx::query_as("PRAGMA foreign_key_check").fetch_all(on).await?;
    faults.extend(dangling.iter().map(|(table, row, ..)| format!("{table} row {row:?} refers to nothing")));
    Ok(faults)
}
