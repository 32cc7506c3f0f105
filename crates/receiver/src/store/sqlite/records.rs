//! The records' tables.

use std::collections::{HashMap, HashSet};
use std::sync::PoisonError;

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use whatsapp_opt_in_log::ExportLine;

use super::{SqliteStore, json_array, log};
use crate::receiver::name_of;
use crate::store::appending::{Decided, decide};
use crate::store::{
    Appended, NewRecord, NoticeText, Records, Seal, StoreError, StoredRecord, to_i64, to_seq,
};

/// Rows of one `INSERT`: a fixed size keeps the prepared statement, and far below SQLite's limit of 32,766 values.
const ROWS_PER_INSERT: usize = 32;

/// Digests of notices known to be in the table; past this, the set starts over.
const KNOWN_NOTICES: usize = 10_000;

#[async_trait]
impl Records for SqliteStore {
    async fn record(&self, jti: &str) -> Result<Option<StoredRecord>, StoreError> {
        let row: Option<(i64, String, String)> =
            sqlx::query_as("SELECT seq, act, receipt FROM records WHERE jti = ? AND act IS NOT NULL")
                .bind(jti)
                .fetch_optional(&self.readers)
                .await?;
        row.map(|(seq, act, receipt)| Ok(StoredRecord { seq: to_seq(seq)?, act, receipt })).transpose()
    }

    async fn count(&self) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM records").fetch_one(&self.readers).await?;
        to_seq(count)
    }

    async fn export(&self, after: u64, limit: u32) -> Result<Vec<ExportLine>, StoreError> {
        type Row = (i64, Vec<u8>, Option<Vec<u8>>, Option<String>, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT seq, commitment, salt, act, receipt FROM log_leaves JOIN records USING (seq)
             WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(to_i64(after))
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        let lines = rows.into_iter().map(|(seq, commitment, salt, act, receipt)| {
            // An erased person's receipt says when and what in whose log: it goes with the act.
            let receipt = act.is_some().then_some(receipt);
            let (commitment, salt) = (STANDARD.encode(commitment), salt.map(|salt| STANDARD.encode(salt)));
            Ok(ExportLine { seq: to_seq(seq)?, commitment, salt, act, receipt })
        });
        lines.collect()
    }

    async fn register_notices(&self, notices: &[NoticeText], now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        for notice in notices {
            sqlx::query(
                "INSERT INTO notices (sha256, text, registered, first_seen_ms) VALUES (?, ?, 1, ?)
                 ON CONFLICT (sha256) DO UPDATE SET registered = 1",
            )
            .bind(&notice.sha256)
            .bind(&notice.text)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }

    async fn is_notice_registered(&self, sha256: &str) -> Result<bool, StoreError> {
        let registered: Option<i64> = sqlx::query_scalar("SELECT registered FROM notices WHERE sha256 = ?")
            .bind(sha256)
            .fetch_optional(&self.readers)
            .await?;
        Ok(registered == Some(1))
    }
}

impl SqliteStore {
    /// Appends records and their leaves; also the digests of notices that are new to the table, to be remembered after
    /// the commit.
    pub(super) async fn append(
        &self,
        tx: &mut SqliteConnection,
        batch: &[NewRecord],
        now_ms: i64,
        seal: &Seal<'_>,
    ) -> Result<(Vec<Appended>, HashSet<String>), StoreError> {
        if batch.is_empty() {
            return Ok((Vec::new(), HashSet::new()));
        }
        let taken = stored_by_jti(tx, batch).await?;
        let used = used_nonces(tx, batch).await?;
        let seq = last_seq(tx).await?;
        let growth = log::start(tx, seq).await?;
        let Decided { outcomes, rows, growth } = decide(batch, taken, used, growth, now_ms, seal)?;
        if rows.is_empty() {
            return Ok((outcomes, HashSet::new()));
        }
        let new_notices = self.insert_notices(tx, &rows, now_ms).await?;
        insert_records(tx, &rows, now_ms).await?;
        log::insert(tx, &growth).await?;
        Ok((outcomes, new_notices))
    }

    /// Inserts the notices this process has not seen in the table yet, and returns their digests.
    async fn insert_notices(
        &self,
        tx: &mut SqliteConnection,
        rows: &[(&NewRecord, StoredRecord)],
        now_ms: i64,
    ) -> Result<HashSet<String>, StoreError> {
        let mut new = HashMap::new();
        for (record, _) in rows {
            if !self.knows_notice(&record.notice.sha256) {
                new.insert(record.notice.sha256.clone(), record.notice.text.clone());
            }
        }
        for (sha256, text) in &new {
            sqlx::query(
                "INSERT INTO notices (sha256, text, registered, first_seen_ms) VALUES (?, ?, 0, ?)
                 ON CONFLICT (sha256) DO NOTHING",
            )
            .bind(sha256)
            .bind(text)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        }
        Ok(new.into_keys().collect())
    }

    fn knows_notice(&self, sha256: &str) -> bool {
        self.known_notices.lock().unwrap_or_else(PoisonError::into_inner).contains(sha256)
    }

    /// Only after the commit: what was rolled back is not in the table.
    pub(super) fn remember_notices(&self, new: HashSet<String>) {
        let mut known = self.known_notices.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() + new.len() > KNOWN_NOTICES {
            known.clear();
        }
        known.extend(new);
    }
}

async fn last_seq(tx: &mut SqliteConnection) -> Result<u64, StoreError> {
    let last: i64 =
        sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM records").fetch_one(&mut *tx).await?;
    to_seq(last)
}

/// The records of the batch that are stored already.
async fn stored_by_jti(
    tx: &mut SqliteConnection,
    batch: &[NewRecord],
) -> Result<HashMap<String, StoredRecord>, StoreError> {
    let jtis = json_array(batch.iter().map(|r| r.jti.as_str()));
    let rows: Vec<(String, i64, Option<String>, String)> = sqlx::query_as(
        "SELECT jti, seq, act, receipt FROM records WHERE jti IN (SELECT value FROM json_each(?))",
    )
    .bind(jtis)
    .fetch_all(&mut *tx)
    .await?;
    let stored = rows.into_iter().map(|(jti, seq, act, receipt)| {
        // An erased act equals nothing, so that its `jti` stays taken.
        Ok((jti, StoredRecord { seq: to_seq(seq)?, act: act.unwrap_or_default(), receipt }))
    });
    stored.collect()
}

/// The nonces of the batch that are used already.
async fn used_nonces(tx: &mut SqliteConnection, batch: &[NewRecord]) -> Result<HashSet<String>, StoreError> {
    let nonces: Vec<&str> = batch.iter().filter_map(|r| Some(r.nonce.as_ref()?.id.as_str())).collect();
    if nonces.is_empty() {
        return Ok(HashSet::new());
    }
    let used: Vec<String> =
        sqlx::query_scalar("SELECT nonce FROM records WHERE nonce IN (SELECT value FROM json_each(?))")
            .bind(json_array(nonces.into_iter()))
            .fetch_all(&mut *tx)
            .await?;
    Ok(used.into_iter().collect())
}

async fn insert_records(
    tx: &mut SqliteConnection,
    rows: &[(&NewRecord, StoredRecord)],
    now_ms: i64,
) -> Result<(), StoreError> {
    let (full, rest) = rows.split_at(rows.len() - rows.len() % ROWS_PER_INSERT);
    for chunk in full.chunks(ROWS_PER_INSERT).chain(rest.chunks(1)) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO records (seq, jti, number, act, event, received_ms, notice_sha256, key_thumbprint, \
             assurance, nonce, nonce_issued_ms, receipt) ",
        );
        insert.push_values(chunk, |mut row, (record, stored)| {
            row.push_bind(to_i64(stored.seq))
                .push_bind(record.jti.clone())
                .push_bind(record.number.clone())
                .push_bind(record.act.clone())
                .push_bind(name_of(&record.event))
                .push_bind(now_ms)
                .push_bind(record.notice.sha256.clone())
                .push_bind(record.key_thumbprint.clone())
                .push_bind(name_of(&record.assurance))
                .push_bind(record.nonce.as_ref().map(|n| n.id.clone()))
                .push_bind(record.nonce.as_ref().map(|n| n.issued_ms))
                .push_bind(stored.receipt.clone());
        });
        insert.build().execute(&mut *tx).await?;
    }
    Ok(())
}
