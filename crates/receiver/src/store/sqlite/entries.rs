//! The entries' tables. A batch is a JSON array, so that each table takes one statement whatever the batch's size.

use std::collections::HashSet;

use async_trait::async_trait;
use serde_json::json;
use sqlx::{SqliteConnection, SqlitePool};
use whatsapp_opt_in::consent::ledger::{Entry, Identity};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

use super::{SqliteStore, json_array};
use crate::contact::normal_occurrence;
use crate::receiver::value_of;
use crate::store::entries::{Rows, Walk, first_places, identity_of};
use crate::store::{Appended, Batch, Entries, StoreError, to_seq};

/// Old records that are given entries in one transaction.
const BACKFILL: i64 = 500;

#[async_trait]
impl Entries for SqliteStore {
    async fn entries_of(&self, contacts: &[Identity]) -> Result<Vec<Entry>, StoreError> {
        let mut walk = Walk::from(contacts);
        // One transaction, so that every step sees the same state.
        let mut tx = self.readers.begin().await?;
        self::walk(&mut tx, &mut walk).await?;
        Ok(walk.finish())
    }

    async fn stopped_contacts(&self, after: &str, limit: u32) -> Result<Vec<Identity>, StoreError> {
        let keys: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT contact FROM entries
             WHERE contact > ? AND (what LIKE '{\"stop\"%' OR what LIKE '{\"number_changed\"%')
             ORDER BY 1 LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        keys.iter().map(|key| identity_of(key).ok_or(StoreError::Entry)).collect()
    }
}

/// Reads everybody connected with those the walk starts from.
pub(super) async fn walk(tx: &mut SqliteConnection, walk: &mut Walk) -> Result<(), StoreError> {
    while !walk.open.is_empty() {
        let open = json_array(walk.open.drain(..).collect::<Vec<_>>().iter().map(String::as_str));
        let entries: Vec<(String, i64, String)> = sqlx::query_as(
            "SELECT entries.id, at, what FROM json_each(?) AS open JOIN entries ON contact = open.value",
        )
        .bind(&open)
        .fetch_all(&mut *tx)
        .await?;
        let messages: Vec<(String, Option<i64>)> = sqlx::query_as(
            "SELECT value, (SELECT max(at) FROM messages WHERE contact = value) FROM json_each(?)",
        )
        .bind(&open)
        .fetch_all(&mut *tx)
        .await?;
        for (id, at, what) in entries {
            walk.read(id, at, &what)?;
        }
        for (contact, at) in messages {
            at.map(|at| walk.read_message(&contact, at)).transpose()?;
        }
        let acts = json_array(walk.open_acts.drain(..).collect::<Vec<_>>().iter().map(String::as_str));
        let contacts: Vec<String> = sqlx::query_scalar(
            "SELECT contact FROM json_each(?) AS open JOIN act_contacts ON jti = open.value",
        )
        .bind(&acts)
        .fetch_all(&mut *tx)
        .await?;
        contacts.into_iter().for_each(|contact| walk.visit(contact));
    }
    Ok(())
}

/// Stores a batch's entries and what its new records say; whether each entry was new.
pub(super) async fn insert(
    tx: &mut SqliteConnection,
    batch: &Batch<'_>,
    outcomes: &[Appended],
    now_ms: i64,
) -> Result<Vec<bool>, StoreError> {
    let rows = Rows::of(batch, outcomes, now_ms);
    let new = insert_rows(tx, &rows).await?;
    Ok((0..batch.entries.len()).map(|place| new.contains(&place)).collect())
}

/// Inserts what is not there yet; the places in the batch that brought something.
async fn insert_rows(tx: &mut SqliteConnection, rows: &Rows) -> Result<HashSet<usize>, StoreError> {
    let mut new = HashSet::new();
    if !rows.entries.is_empty() {
        let values: Vec<_> =
            rows.entries.iter().map(|(_, c, id, at, what)| json!([c, id, at, what])).collect();
        // WHERE keeps SQLite's parser from reading ON as a join's.
        let inserted: Vec<(String, String)> = sqlx::query_as(
            "INSERT INTO entries (contact, id, at, what)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
             ON CONFLICT DO NOTHING RETURNING contact, id",
        )
        .bind(serde_json::Value::from(values).to_string())
        .fetch_all(&mut *tx)
        .await?;
        let keys = rows.entries.iter().map(|(place, contact, id, ..)| (*place, contact, id));
        new.extend(first_places(inserted, keys));
    }
    if !rows.messages.is_empty() {
        let values: Vec<_> = rows.messages.iter().map(|(_, c, id, at)| json!([c, id, at])).collect();
        let inserted: Vec<(String, String)> = sqlx::query_as(
            "INSERT INTO messages (contact, id, at)
             SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
             ON CONFLICT DO NOTHING RETURNING contact, id",
        )
        .bind(serde_json::Value::from(values).to_string())
        .fetch_all(&mut *tx)
        .await?;
        let keys = rows.messages.iter().map(|(place, contact, id, _)| (*place, contact, id));
        new.extend(first_places(inserted, keys));
    }
    if !rows.acts.is_empty() {
        let values: Vec<_> = rows.acts.iter().map(|(jti, contact)| json!([jti, contact])).collect();
        sqlx::query(
            "INSERT INTO act_contacts (jti, contact)
             SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(serde_json::Value::from(values).to_string())
        .execute(&mut *tx)
        .await?;
    }
    if !rows.expiries.is_empty() {
        let values: Vec<_> =
            rows.expiries.iter().map(|(contact, jti, end)| json!([contact, jti, end])).collect();
        sqlx::query(
            "INSERT INTO expiries (contact, jti, valid_until_ms, reminded)
             SELECT value ->> 0, value ->> 1, value ->> 2, 0 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING",
        )
        .bind(serde_json::Value::from(values).to_string())
        .execute(&mut *tx)
        .await?;
    }
    Ok(new)
}

/// Gives the records of a database from before the entries what they say to the rules.
pub(super) async fn backfill(writer: &SqlitePool) -> Result<(), StoreError> {
    loop {
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let done: Option<i64> = sqlx::query_scalar("SELECT seq FROM backfills WHERE name = 'entries'")
            .fetch_optional(&mut *tx)
            .await?;
        let Some(done) = done else { return Ok(()) };
        type Row = (i64, Option<String>, i64, String, Option<i64>);
        let records: Vec<Row> = sqlx::query_as(
            "SELECT seq, act, received_ms, assurance, nonce_issued_ms FROM records WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(done)
        .bind(BACKFILL)
        .fetch_all(&mut *tx)
        .await?;
        let mut rows = Rows::default();
        for (seq, act, received_ms, assurance, nonce_issued_ms) in &records {
            let seq = to_seq(*seq)?;
            let Some(act) = act else { continue };
            let act = verify_act(act, &AwsLc, &Expect::default()).map_err(|_| StoreError::Act(seq))?;
            let assurance = value_of(assurance).ok_or(StoreError::Act(seq))?;
            if let Some(entry) = Entry::from_act(&act, *received_ms, *nonce_issued_ms, assurance) {
                rows.push(0, &entry.id, entry.at, &normal_occurrence(entry.what));
            }
        }
        insert_rows(&mut tx, &rows).await?;
        match records.last() {
            Some((last, ..)) => {
                sqlx::query("UPDATE backfills SET seq = ? WHERE name = 'entries'").bind(*last)
            }
            None => sqlx::query("DELETE FROM backfills WHERE name = 'entries'"),
        }
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
    }
}
