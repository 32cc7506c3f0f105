//! The columns beside the acts. PostgreSQL checks its own pages (`--data-checksums`, `amcheck`).

use async_trait::async_trait;

use super::PostgresStore;
use crate::store::audit::BesideRow;
use crate::store::{Auditable, Beside, NoticeText, StoreError, to_i64};

#[async_trait]
impl Auditable for PostgresStore {
    async fn faults(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    async fn beside(&self, after: u64, limit: u32) -> Result<Vec<Beside>, StoreError> {
        let rows: Vec<BesideRow> = sqlx::query_as(
            "SELECT seq, jti, number, event, received_ms, notice_sha256, key_thumbprint, assurance, nonce_issued_ms
             FROM records WHERE seq > $1 ORDER BY seq LIMIT $2",
        )
        .bind(to_i64(after))
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(Beside::try_from).collect()
    }

    async fn notices(&self, after: &str, limit: u32) -> Result<Vec<NoticeText>, StoreError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT sha256, text FROM notices WHERE sha256 > $1 ORDER BY sha256 LIMIT $2")
                .bind(after)
                .bind(i64::from(limit))
                .fetch_all(&self.pool)
                .await?;
        // Bytes that are no text have another digest than they stand under, and so has their replacement.
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(rows.into_iter().map(|(sha256, bytes)| NoticeText { sha256, text: text(&bytes) }).collect())
    }
}
