//! The entries' tables. A batch is a few arrays, so that each table takes one statement whatever the batch's size.

use std::collections::HashSet;

use async_trait::async_trait;
use sqlx::PgConnection;
use whatsapp_opt_in::consent::ledger::{Entry, Identity};

use super::PostgresStore;
use crate::store::entries::{Rows, Walk, first_places, identity_of};
use crate::store::{Appended, Batch, Entries, StoreError};

#[async_trait]
impl Entries for PostgresStore {
    async fn entries_of(&self, contacts: &[Identity]) -> Result<Vec<Entry>, StoreError> {
        let mut walk = Walk::from(contacts);
        // One connection, without a transaction: a later step sees at least as much as an earlier one.
        let mut connection = self.pool.acquire().await?;
        self::walk(&mut connection, &mut walk).await?;
        Ok(walk.finish())
    }

    async fn stopped_contacts(&self, after: &str, limit: u32) -> Result<Vec<Identity>, StoreError> {
        let keys: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT contact FROM entries
             WHERE contact > $1 AND (what LIKE '{\"stop\"%' OR what LIKE '{\"number_changed\"%')
             ORDER BY 1 LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(&self.pool)
        .await?;
        keys.iter().map(|key| identity_of(key).ok_or(StoreError::Entry)).collect()
    }
}

/// Reads everybody connected with those the walk starts from.
pub(super) async fn walk(tx: &mut PgConnection, walk: &mut Walk) -> Result<(), StoreError> {
    while !walk.open.is_empty() {
        let open: Vec<String> = walk.open.drain(..).collect();
        let entries: Vec<(String, i64, String)> =
            sqlx::query_as("SELECT id, at, what FROM entries WHERE contact = ANY($1)")
                .bind(&open)
                .fetch_all(&mut *tx)
                .await?;
        let messages: Vec<(String, Option<i64>)> = sqlx::query_as(
            "SELECT asked, (SELECT max(at) FROM messages WHERE contact = asked) FROM unnest($1::text[]) AS asked",
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
        let acts: Vec<String> = walk.open_acts.drain(..).collect();
        let contacts: Vec<String> =
            sqlx::query_scalar("SELECT contact FROM act_contacts WHERE jti = ANY($1)")
                .bind(&acts)
                .fetch_all(&mut *tx)
                .await?;
        contacts.into_iter().for_each(|contact| walk.visit(contact));
    }
    Ok(())
}

/// Stores a batch's entries and what its new records say; whether each entry was new.
pub(super) async fn insert(
    tx: &mut PgConnection,
    batch: &Batch<'_>,
    outcomes: &[Appended],
    now_ms: i64,
) -> Result<Vec<bool>, StoreError> {
    let rows = Rows::of(batch, outcomes, now_ms);
    let mut new = HashSet::new();
    if !rows.entries.is_empty() {
        let inserted: Vec<(String, String)> = sqlx::query_as(
            "INSERT INTO entries (contact, id, at, what)
             SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS new (contact, id, at, what)
             ORDER BY contact, id ON CONFLICT DO NOTHING RETURNING contact, id",
        )
        .bind(rows.entries.iter().map(|row| row.1.as_str()).collect::<Vec<_>>())
        .bind(rows.entries.iter().map(|row| row.2.as_str()).collect::<Vec<_>>())
        .bind(rows.entries.iter().map(|row| row.3).collect::<Vec<_>>())
        .bind(rows.entries.iter().map(|row| row.4.as_str()).collect::<Vec<_>>())
        .fetch_all(&mut *tx)
        .await?;
        let keys = rows.entries.iter().map(|(place, contact, id, ..)| (*place, contact, id));
        new.extend(first_places(inserted, keys));
    }
    if !rows.messages.is_empty() {
        let inserted: Vec<(String, String)> = sqlx::query_as(
            "INSERT INTO messages (contact, id, at)
             SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[]) AS new (contact, id, at)
             ORDER BY contact, id ON CONFLICT DO NOTHING RETURNING contact, id",
        )
        .bind(rows.messages.iter().map(|row| row.1.as_str()).collect::<Vec<_>>())
        .bind(rows.messages.iter().map(|row| row.2.as_str()).collect::<Vec<_>>())
        .bind(rows.messages.iter().map(|row| row.3).collect::<Vec<_>>())
        .fetch_all(&mut *tx)
        .await?;
        let keys = rows.messages.iter().map(|(place, contact, id, _)| (*place, contact, id));
        new.extend(first_places(inserted, keys));
    }
    if !rows.acts.is_empty() {
        sqlx::query(
            "INSERT INTO act_contacts (jti, contact)
             SELECT * FROM unnest($1::text[], $2::text[]) AS new (jti, contact)
             ORDER BY jti, contact ON CONFLICT DO NOTHING",
        )
        .bind(rows.acts.iter().map(|(jti, _)| jti.as_str()).collect::<Vec<_>>())
        .bind(rows.acts.iter().map(|(_, contact)| contact.as_str()).collect::<Vec<_>>())
        .execute(&mut *tx)
        .await?;
    }
    if !rows.expiries.is_empty() {
        sqlx::query(
            "INSERT INTO expiries (contact, jti, valid_until_ms, reminded)
             SELECT contact, jti, ends, FALSE FROM unnest($1::text[], $2::text[], $3::bigint[]) AS new (contact, jti, ends)
             ORDER BY contact, jti ON CONFLICT DO NOTHING",
        )
        .bind(rows.expiries.iter().map(|row| row.0.as_str()).collect::<Vec<_>>())
        .bind(rows.expiries.iter().map(|row| row.1.as_str()).collect::<Vec<_>>())
        .bind(rows.expiries.iter().map(|row| row.2).collect::<Vec<_>>())
        .execute(&mut *tx)
        .await?;
    }
    Ok((0..batch.entries.len()).map(|place| new.contains(&place)).collect())
}
