//! Many contacts at once, past the receiver: what `may-send` reads of an opt-in, in the receiver's own tables.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

/// The number of the i-th contact: mobiles of São Paulo, of whose plan every number of 100 million is one.
pub(crate) fn number(i: u64) -> String {
    // Not in order: a campaign's contacts are not neighbours in the index either.
    format!("+55119{:08}", i.wrapping_mul(48_271) % 100_000_000)
}

pub(crate) async fn fill(database: &Path, contacts: u64) -> anyhow::Result<()> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-1000000")
        .pragma("temp_store", "MEMORY");
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let what = r#"{"opt_in":{"subject":{"phone":"NUMBER"},"granted":[["marketing","offers"]],"nonce_issued":null,"valid_until":null,"supersedes":null,"assurance":"self-asserted"}}"#;
    // In the order of the index, so that the file is written once, from its beginning to its end.
    sqlx::query(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1),
              c(number) AS MATERIALIZED (SELECT printf('+55119%08d', i * 48271 % 100000000) FROM n ORDER BY 1)
         INSERT INTO entries (contact, id, at, what)
         SELECT 'p:' || number, 'filled ' || number, 1794000000000, replace(?2, 'NUMBER', number) FROM c",
    )
    .bind(i64::try_from(contacts)?)
    .bind(what)
    .execute(&pool)
    .await?;
    sqlx::query(
        "INSERT INTO act_contacts (jti, contact) SELECT id, contact FROM entries WHERE id LIKE 'filled %' ORDER BY id",
    )
    .execute(&pool)
    .await?;
    pool.close().await;
    Ok(())
}
