//! Erasure in PostgreSQL. Old versions of rows stay in its files until it vacuums and recycles its write-ahead log.

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::Identity;

use super::{PostgresStore, entries};
use crate::store::entries::Walk;
use crate::store::erasure::{ContactHash, Erased, Hasher, numbers};
use crate::store::{Erasure, StoreError};

#[async_trait]
impl Erasure for PostgresStore {
    async fn erase(&self, contact: &Identity, now_ms: i64, hash: &Hasher<'_>) -> Result<Erased, StoreError> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("SELECT one FROM ledger_head FOR UPDATE").execute(&mut *tx).await?;
        let mut walk = Walk::from(std::slice::from_ref(contact));
        entries::walk(&mut tx, &mut walk).await?;
        let keys = walk.contacts();
        let numbers = numbers(&keys);
        let seqs: Vec<i64> = sqlx::query_scalar(
            "UPDATE records SET number = NULL, act = NULL, receipt = '', key_thumbprint = ''
             WHERE act IS NOT NULL AND (number = ANY($1) OR jti = ANY($2)) RETURNING seq",
        )
        .bind(&numbers)
        .bind(walk.acts())
        .fetch_all(&mut *tx)
        .await?;
        sqlx::query("UPDATE log_leaves SET salt = NULL WHERE seq = ANY($1)")
            .bind(&seqs)
            .execute(&mut *tx)
            .await?;
        for statement in [
            "DELETE FROM entries WHERE contact = ANY($1)",
            "DELETE FROM messages WHERE contact = ANY($1)",
            "DELETE FROM act_contacts WHERE contact = ANY($1)",
            "DELETE FROM sends WHERE contact = ANY($1)",
            "DELETE FROM outbox WHERE contact = ANY($1)",
            "DELETE FROM expiries WHERE contact = ANY($1)",
        ] {
            sqlx::query(statement).bind(&keys).execute(&mut *tx).await?;
        }
        sqlx::query(
            "UPDATE answers SET recipient = NULL, body = NULL, due_ms = NULL
             WHERE id IN (SELECT 'stop:' || jti FROM unnest($1::text[]) AS acts (jti))",
        )
        .bind(walk.acts())
        .execute(&mut *tx)
        .await?;
        sqlx::query(
            "INSERT INTO erased (hash, at) SELECT hash, $1 FROM unnest($2::bytea[]) AS new (hash) ORDER BY hash
             ON CONFLICT (hash) DO UPDATE SET at = greatest(erased.at, excluded.at)",
        )
        .bind(now_ms)
        .bind(keys.iter().map(|key| hash(key).to_vec()).collect::<Vec<_>>())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Erased { contacts: keys.len() as u64, records: seqs.len() as u64 })
    }

    async fn erased(&self, hashes: &[ContactHash]) -> Result<Vec<(ContactHash, i64)>, StoreError> {
        let asked: Vec<&[u8]> = hashes.iter().map(|hash| hash.as_slice()).collect();
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as("SELECT hash, at FROM erased WHERE hash = ANY($1)")
            .bind(asked)
            .fetch_all(&self.pool)
            .await?;
        let read = |(hash, at): (Vec<u8>, i64)| Ok((hash.try_into().map_err(|_| StoreError::Entry)?, at));
        rows.into_iter().map(read).collect()
    }
}
