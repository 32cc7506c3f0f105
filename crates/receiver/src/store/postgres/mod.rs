//! The ledger in PostgreSQL, for receivers that share it.
//!
//! Records take their places one transaction at a time: who appends holds the one row of `ledger_head`. Everything else
//! is keyed by contact and meets no other writer. Rows of a batch go in sorted, so that two batches never wait for each
//! other in a circle.

mod answers;
mod audit;
mod counts;
mod entries;
mod erasure;
mod log;
mod outbox;
mod records;
mod sends;

use std::collections::HashSet;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Executor, PgPool, SqlSafeStr};

use super::counts::Happened;
use super::{Batch, Committed, Seal, Store, StoreError, schema};
use crate::outbox::events;
use crate::receiver::system_clock;

/// The migrations, oldest first; SQLite's 0002 is part of 0001 here. One that was released is never edited.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "records", include_str!("../../../migrations/postgres/0001_records.sql")),
    (3, "entries", include_str!("../../../migrations/postgres/0003_entries.sql")),
    (4, "sends", include_str!("../../../migrations/postgres/0004_sends.sql")),
    (5, "answers", include_str!("../../../migrations/postgres/0005_answers.sql")),
    (10, "erasure", include_str!("../../../migrations/postgres/0010_erasure.sql")),
    (11, "counts", include_str!("../../../migrations/postgres/0011_counts.sql")),
    (12, "outbox", include_str!("../../../migrations/postgres/0012_outbox.sql")),
];

/// Connections of one receiver: one appends, the others read.
const CONNECTIONS: u32 = 8;

/// A [`Store`] in PostgreSQL.
#[derive(Debug)]
pub struct PostgresStore {
    pool: PgPool,
    known_notices: Mutex<HashSet<String>>,
}

impl PostgresStore {
    /// Connects to `postgres://…` and brings the tables up to date. Refuses a server that acknowledges what is not on
    /// disk.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let pool = pool().connect_with(options(url)?).await?;
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            let value: Option<String> =
                sqlx::query_scalar("SELECT current_setting($1, true)").bind(setting).fetch_one(&pool).await?;
            if value.as_deref() == Some("off") {
                return Err(StoreError::NotDurable(setting));
            }
        }
        migrator().run(&pool).await?;
        outbox::catch_up(&pool, system_clock()()).await?;
        Ok(Self { pool, known_notices: Mutex::default() })
    }

    /// Connects to read what is there as it is: nothing is made or migrated, and PostgreSQL refuses every change. Fails
    /// when the tables are not those of this program. Receivers may be writing meanwhile.
    pub async fn open_to_read(url: &str) -> Result<Self, StoreError> {
        let read_only = pool().after_connect(|connection, _| {
            Box::pin(
                async move { connection.execute("SET default_transaction_read_only = on").await.map(drop) },
            )
        });
        let pool = read_only.connect_with(options(url)?).await?;
        if !sqlx::query_scalar::<_, bool>("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
            .fetch_one(&pool)
            .await?
        {
            return Err(StoreError::NoSchema);
        }
        let applied: Vec<(i64, Vec<u8>)> = sqlx::query_as(schema::APPLIED).fetch_all(&pool).await?;
        schema::fits(&applied, &migrator())?;
        Ok(Self { pool, known_notices: Mutex::default() })
    }
}

/// Statements are not logged: their values are people's.
fn options(url: &str) -> Result<PgConnectOptions, StoreError> {
    Ok(url.parse::<PgConnectOptions>()?.disable_statement_logging())
}

fn pool() -> PgPoolOptions {
    PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(Duration::from_secs(10))
}

fn migrator() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[async_trait]
impl Store for PostgresStore {
    async fn commit(&self, batch: Batch<'_>, now_ms: i64, seal: &Seal<'_>) -> Result<Committed, StoreError> {
        let mut tx = self.pool.begin().await?;
        let (records, new_notices) = self.append(&mut tx, batch.records, now_ms, seal).await?;
        let entries = entries::insert(&mut tx, &batch, &records, now_ms).await?;
        let sends = sends::insert(&mut tx, batch.sends).await?;
        let happened = Happened::new(&batch, &records, &entries, &sends);
        counts::add(&mut tx, &happened, now_ms).await?;
        outbox::insert(&mut tx, &events(&happened, now_ms)?, now_ms).await?;
        tx.commit().await?;
        self.remember_notices(new_notices);
        Ok(Committed { records, entries, sends })
    }

    async fn check(&self) -> Result<(), StoreError> {
        // Not on a replica, and not while it is read-only for another reason.
        let read_only: String =
            sqlx::query_scalar("SHOW transaction_read_only").fetch_one(&self.pool).await?;
        sqlx::query("SELECT seq FROM records LIMIT 1").fetch_optional(&self.pool).await?;
        if read_only == "on" { Err(StoreError::ReadOnly) } else { Ok(()) }
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}
