//! The sends' table.

use std::collections::HashSet;

use async_trait::async_trait;
use serde_json::json;
use sqlx::SqliteConnection;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::Identity;

use super::{SqliteStore, json_array};
use crate::store::entries::{contact_key, first_places, identity_of};
use crate::store::{SendCount, Sends, Sent, StoreError, to_seq};

#[async_trait]
impl Sends for SqliteStore {
    async fn marketing_sends(
        &self,
        contacts: &[Identity],
        after_ms: i64,
    ) -> Result<Vec<SendCount>, StoreError> {
        let keys: Vec<String> = contacts.iter().map(contact_key).collect();
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT contact, count(*), max(at) FROM json_each(?) AS asked JOIN sends ON contact = asked.value
             WHERE marketing = 1 AND at > ? GROUP BY contact",
        )
        .bind(json_array(keys.iter().map(String::as_str)))
        .bind(after_ms)
        .fetch_all(&self.readers)
        .await?;
        let count = |(key, count, newest): (String, i64, i64)| {
            let contact = identity_of(&key).ok_or(StoreError::Entry)?;
            Ok(SendCount { contact, count: to_seq(count)?, newest })
        };
        rows.into_iter().map(count).collect()
    }
}

/// Stores a batch's sends; whether each was new.
pub(super) async fn insert(tx: &mut SqliteConnection, sends: &[Sent]) -> Result<Vec<bool>, StoreError> {
    if sends.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = sends.iter().map(|sent| contact_key(&sent.contact)).collect();
    let row = |(sent, key): (&Sent, &String)| {
        let marketing = i64::from(sent.category == Category::Marketing);
        json!([key, sent.id, sent.at, marketing, sent.campaign.as_deref().unwrap_or("")])
    };
    let values: Vec<_> = sends.iter().zip(&keys).map(row).collect();
    let inserted: Vec<(String, String)> = sqlx::query_as(
        "INSERT INTO sends (contact, id, at, marketing, campaign)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
         ON CONFLICT DO NOTHING RETURNING contact, id",
    )
    .bind(serde_json::Value::from(values).to_string())
    .fetch_all(&mut *tx)
    .await?;
    let places = sends.iter().zip(&keys).enumerate().map(|(place, (sent, key))| (place, key, &sent.id));
    let new: HashSet<usize> = first_places(inserted, places).into_iter().collect();
    Ok((0..sends.len()).map(|place| new.contains(&place)).collect())
}
