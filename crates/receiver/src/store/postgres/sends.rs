//! The sends' table.

use std::collections::HashSet;

use async_trait::async_trait;
use sqlx::PgConnection;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::Identity;

use super::PostgresStore;
use crate::store::entries::{contact_key, first_places, identity_of};
use crate::store::{SendCount, Sends, Sent, StoreError, to_seq};

#[async_trait]
impl Sends for PostgresStore {
    async fn marketing_sends(
        &self,
        contacts: &[Identity],
        after_ms: i64,
    ) -> Result<Vec<SendCount>, StoreError> {
        let keys: Vec<String> = contacts.iter().map(contact_key).collect();
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT contact, count(*), max(at) FROM sends WHERE contact = ANY($1) AND marketing AND at > $2
             GROUP BY contact",
        )
        .bind(&keys)
        .bind(after_ms)
        .fetch_all(&self.pool)
        .await?;
        let count = |(key, count, newest): (String, i64, i64)| {
            let contact = identity_of(&key).ok_or(StoreError::Entry)?;
            Ok(SendCount { contact, count: to_seq(count)?, newest })
        };
        rows.into_iter().map(count).collect()
    }
}

/// Stores a batch's sends; whether each was new.
pub(super) async fn insert(tx: &mut PgConnection, sends: &[Sent]) -> Result<Vec<bool>, StoreError> {
    if sends.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = sends.iter().map(|sent| contact_key(&sent.contact)).collect();
    let inserted: Vec<(String, String)> = sqlx::query_as(
        "INSERT INTO sends (contact, id, at, marketing, campaign)
         SELECT DISTINCT ON (contact, id) *
         FROM unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[], $5::text[])
             AS new (contact, id, at, marketing, campaign)
         ORDER BY contact, id, at ON CONFLICT DO NOTHING RETURNING contact, id",
    )
    .bind(&keys)
    .bind(sends.iter().map(|sent| sent.id.as_str()).collect::<Vec<_>>())
    .bind(sends.iter().map(|sent| sent.at).collect::<Vec<_>>())
    .bind(sends.iter().map(|sent| sent.category == Category::Marketing).collect::<Vec<_>>())
    .bind(sends.iter().map(|sent| sent.campaign.as_deref().unwrap_or("")).collect::<Vec<_>>())
    .fetch_all(&mut *tx)
    .await?;
    let places = sends.iter().zip(&keys).enumerate().map(|(place, (sent, key))| (place, key, &sent.id));
    let new: HashSet<usize> = first_places(inserted, places).into_iter().collect();
    Ok((0..sends.len()).map(|place| new.contains(&place)).collect())
}
