//! The records' tables.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::PoisonError;

use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::STANDARD};
use sqlx::PgConnection;
use whatsapp_opt_in_log::{Edge, ExportLine};

use super::{PostgresStore, log};
use crate::receiver::name_of;
use crate::store::appending::{Decided, Growth, decide};
use crate::store::{
    Appended, NewRecord, NoticeText, Records, Seal, StoreError, StoredRecord, to_i64, to_seq,
};

/// Digests of notices known to be in the table; past this, the set starts over.
const KNOWN_NOTICES: usize = 10_000;

#[async_trait]
impl Records for PostgresStore {
    async fn record(&self, jti: &str) -> Result<Option<StoredRecord>, StoreError> {
        let row: Option<(i64, String, String)> =
            sqlx::query_as("SELECT seq, act, receipt FROM records WHERE jti = $1 AND act IS NOT NULL")
                .bind(jti)
                .fetch_optional(&self.pool)
                .await?;
        row.map(|(seq, act, receipt)| Ok(StoredRecord { seq: to_seq(seq)?, act, receipt })).transpose()
    }

    async fn export(&self, after: u64, limit: u32) -> Result<Vec<ExportLine>, StoreError> {
        type Row = (i64, Vec<u8>, Option<Vec<u8>>, Option<String>, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT seq, commitment, salt, act, receipt FROM log_leaves JOIN records USING (seq)
             WHERE seq > $1 ORDER BY seq LIMIT $2",
        )
        .bind(to_i64(after))
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        let lines = rows.into_iter().map(|(seq, commitment, salt, act, receipt)| {
            // An erased person's receipt says when and what in whose log: it goes with the act.
            let receipt = act.is_some().then_some(receipt);
            let (commitment, salt) = (STANDARD.encode(commitment), salt.map(|salt| STANDARD.encode(salt)));
            Ok(ExportLine { seq: to_seq(seq)?, commitment, salt, act, receipt })
        });
        lines.collect()
    }

    async fn count(&self) -> Result<u64, StoreError> {
        to_seq(sqlx::query_scalar("SELECT count(*) FROM records").fetch_one(&self.pool).await?)
    }

    async fn register_notices(&self, notices: &[NoticeText], now_ms: i64) -> Result<(), StoreError> {
        let mut tx = self.pool.begin().await?;
        let notices: BTreeMap<&str, &str> =
            notices.iter().map(|notice| (notice.sha256.as_str(), notice.text.as_str())).collect();
        for (sha256, text) in notices {
            sqlx::query(
                "INSERT INTO notices (sha256, text, registered, first_seen_ms) VALUES ($1, $2, TRUE, $3)
                 ON CONFLICT (sha256) DO UPDATE SET registered = TRUE",
            )
            .bind(sha256)
            .bind(text.as_bytes())
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }

    async fn is_notice_registered(&self, sha256: &str) -> Result<bool, StoreError> {
        let registered: Option<bool> = sqlx::query_scalar("SELECT registered FROM notices WHERE sha256 = $1")
            .bind(sha256)
            .fetch_optional(&self.pool)
            .await?;
        Ok(registered == Some(true))
    }
}

impl PostgresStore {
    /// Appends records and their leaves; also the digests of notices that are new to the table, to be remembered after
    /// the commit.
    pub(super) async fn append(
        &self,
        tx: &mut PgConnection,
        batch: &[NewRecord],
        now_ms: i64,
        seal: &Seal<'_>,
    ) -> Result<(Vec<Appended>, HashSet<String>), StoreError> {
        if batch.is_empty() {
            return Ok((Vec::new(), HashSet::new()));
        }
        // Held until the commit: what is read below stays true. Each statement after it sees what others committed.
        sqlx::query("SELECT one FROM ledger_head FOR UPDATE").execute(&mut *tx).await?;
        let taken = stored_by_jti(tx, batch).await?;
        let used = used_nonces(tx, batch).await?;
        let size = log::size(&mut *tx).await?;
        let growth = Growth::new(size, &log::read_hashes(&mut *tx, &Edge::indexes(size)).await?)?;
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
        tx: &mut PgConnection,
        rows: &[(&NewRecord, StoredRecord)],
        now_ms: i64,
    ) -> Result<HashSet<String>, StoreError> {
        let notices = rows.iter().map(|(record, _)| &record.notice);
        let new: BTreeMap<&str, &str> = notices
            .filter(|notice| !self.knows_notice(&notice.sha256))
            .map(|notice| (notice.sha256.as_str(), notice.text.as_str()))
            .collect();
        for (sha256, text) in &new {
            sqlx::query(
                "INSERT INTO notices (sha256, text, registered, first_seen_ms) VALUES ($1, $2, FALSE, $3)
                 ON CONFLICT (sha256) DO NOTHING",
            )
            .bind(sha256)
            .bind(text.as_bytes())
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        }
        Ok(new.into_keys().map(str::to_owned).collect())
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

/// The records of the batch that are stored already.
async fn stored_by_jti(
    tx: &mut PgConnection,
    batch: &[NewRecord],
) -> Result<HashMap<String, StoredRecord>, StoreError> {
    let jtis: Vec<&str> = batch.iter().map(|record| record.jti.as_str()).collect();
    let rows: Vec<(String, i64, Option<String>, String)> =
        sqlx::query_as("SELECT jti, seq, act, receipt FROM records WHERE jti = ANY($1)")
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
async fn used_nonces(tx: &mut PgConnection, batch: &[NewRecord]) -> Result<HashSet<String>, StoreError> {
    let nonces: Vec<&str> = batch.iter().filter_map(|r| Some(r.nonce.as_ref()?.id.as_str())).collect();
    if nonces.is_empty() {
        return Ok(HashSet::new());
    }
    let used: Vec<String> = sqlx::query_scalar("SELECT nonce FROM records WHERE nonce = ANY($1)")
        .bind(nonces)
        .fetch_all(&mut *tx)
        .await?;
    Ok(used.into_iter().collect())
}

async fn insert_records(
    tx: &mut PgConnection,
    rows: &[(&NewRecord, StoredRecord)],
    now_ms: i64,
) -> Result<(), StoreError> {
    let text =
        |of: fn(&NewRecord) -> &str| -> Vec<&str> { rows.iter().map(|(record, _)| of(record)).collect() };
    let nonces = rows.iter().map(|(record, _)| record.nonce.as_ref());
    sqlx::query(
        "INSERT INTO records (seq, jti, number, act, event, received_ms, notice_sha256, key_thumbprint, assurance,
             nonce, nonce_issued_ms, receipt)
         SELECT seq, jti, number, act, event, $1, notice, key, assurance, nonce, nonce_ms, receipt
         FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
             $10::text[], $11::bigint[], $12::text[])
             AS new (seq, jti, number, act, event, notice, key, assurance, nonce, nonce_ms, receipt)",
    )
    .bind(now_ms)
    .bind(rows.iter().map(|(_, stored)| to_i64(stored.seq)).collect::<Vec<_>>())
    .bind(text(|record| &record.jti))
    .bind(text(|record| &record.number))
    .bind(text(|record| &record.act))
    .bind(rows.iter().map(|(record, _)| name_of(&record.event)).collect::<Vec<_>>())
    .bind(text(|record| &record.notice.sha256))
    .bind(text(|record| &record.key_thumbprint))
    .bind(rows.iter().map(|(record, _)| name_of(&record.assurance)).collect::<Vec<_>>())
    .bind(nonces.clone().map(|nonce| nonce.map(|nonce| nonce.id.as_str())).collect::<Vec<_>>())
    .bind(nonces.map(|nonce| nonce.map(|nonce| nonce.issued_ms)).collect::<Vec<_>>())
    .bind(rows.iter().map(|(_, stored)| stored.receipt.as_str()).collect::<Vec<_>>())
    .execute(&mut *tx)
    .await?;
    Ok(())
}
