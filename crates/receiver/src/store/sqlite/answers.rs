//! The queue's table.

use async_trait::async_trait;

use super::SqliteStore;
use crate::store::{AnswerQueue, QueuedAnswer, StoreError};

#[async_trait]
impl AnswerQueue for SqliteStore {
    async fn enqueue(&self, answer: &QueuedAnswer, now_ms: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO answers (id, sender, recipient, by_bsuid, body, attempts, due_ms, expires_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(&answer.id)
        .bind(&answer.sender)
        .bind(&answer.recipient)
        .bind(answer.by_bsuid)
        .bind(&answer.body)
        .bind(answer.attempts)
        .bind(now_ms)
        .bind(answer.expires_ms)
        .execute(&self.writer)
        .await?;
        Ok(())
    }

    async fn claim(&self, now_ms: i64) -> Result<Option<QueuedAnswer>, StoreError> {
        // Most looks find nothing, and need no writer.
        let waiting: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM answers WHERE recipient IS NOT NULL AND (due_ms <= ?1 OR expires_ms <= ?1))",
        )
        .bind(now_ms)
        .fetch_one(&self.readers)
        .await?;
        if !waiting {
            return Ok(None);
        }
        sqlx::query("UPDATE answers SET recipient = NULL, body = NULL, due_ms = NULL WHERE recipient IS NOT NULL AND expires_ms <= ?")
            .bind(now_ms)
            .execute(&self.writer)
            .await?;
        type Row = (String, String, String, bool, String, i64, i64);
        let row: Option<Row> = sqlx::query_as(
            "UPDATE answers SET due_ms = NULL, attempts = attempts + 1
             WHERE id = (SELECT id FROM answers WHERE due_ms <= ? ORDER BY due_ms LIMIT 1)
             RETURNING id, sender, recipient, by_bsuid, body, attempts - 1, expires_ms",
        )
        .bind(now_ms)
        .fetch_optional(&self.writer)
        .await?;
        Ok(row.map(|(id, sender, recipient, by_bsuid, body, attempts, expires_ms)| QueuedAnswer {
            id,
            sender,
            recipient,
            by_bsuid,
            body,
            attempts,
            expires_ms,
        }))
    }

    async fn settle(&self, id: &str, due_ms: Option<i64>) -> Result<(), StoreError> {
        let query = if due_ms.is_some() {
            "UPDATE answers SET due_ms = ?2 WHERE id = ?1"
        } else {
            "UPDATE answers SET recipient = NULL, body = NULL, due_ms = ?2 WHERE id = ?1"
        };
        sqlx::query(query).bind(id).bind(due_ms).execute(&self.writer).await?;
        Ok(())
    }
}
