//! The embedded ledger: one SQLite file, one writer, durable at every commit.

mod answers;
mod audit;
mod backup;
mod counts;
mod entries;
mod erasure;
mod log;
mod outbox;
mod records;
mod sends;

use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{SqlSafeStr, SqlitePool};

use super::counts::Happened;
use super::{Batch, Committed, Seal, Store, StoreError};
use crate::outbox::events;
use crate::receiver::system_clock;

pub use backup::CopyError;

/// The migrations, oldest first. One that was released is never edited: its checksum is kept in the database.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "records", include_str!("../../../migrations/sqlite/0001_records.sql")),
    (2, "log", include_str!("../../../migrations/sqlite/0002_log.sql")),
    (3, "entries", include_str!("../../../migrations/sqlite/0003_entries.sql")),
    (4, "sends", include_str!("../../../migrations/sqlite/0004_sends.sql")),
    (5, "answers", include_str!("../../../migrations/sqlite/0005_answers.sql")),
    (10, "erasure", include_str!("../../../migrations/sqlite/0010_erasure.sql")),
    (11, "counts", include_str!("../../../migrations/sqlite/0011_counts.sql")),
    (12, "outbox", include_str!("../../../migrations/sqlite/0012_outbox.sql")),
];

/// Holds the pages of one commit of an import, some 5 MB; else they would be written twice. In KiB, negative.
const WRITER_CACHE: &str = "-16384";

/// Pages of the write-ahead log that are folded into the file at once, 32 MB: what many commits change, such as the upper
/// pages of an index, is then written there once.
const CHECKPOINT_PAGES: &str = "8192";

/// A [`Store`] in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    /// SQLite has one writer at a time; one connection queues here instead of failing there.
    writer: SqlitePool,
    readers: SqlitePool,
    known_notices: Mutex<HashSet<String>>,
}

impl SqliteStore {
    /// Opens the file, makes it if there is none, and brings its tables up to date.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        make_private(path).map_err(sqlx::Error::Io)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            // What an erasure deletes is overwritten, not only let go of.
            .pragma("secure_delete", "ON")
            .busy_timeout(Duration::from_secs(10))
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous());
        let writing = options
            .clone()
            .pragma("cache_size", WRITER_CACHE)
            // What a statement may have to take back is kept in memory: else each page it touches is also written to a
            // temporary file, where numbers would outlive their erasure.
            .pragma("temp_store", "MEMORY")
            .pragma("wal_autocheckpoint", CHECKPOINT_PAGES);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(writing).await?;
        migrator().run(&writer).await?;
        log::backfill(&writer).await?;
        entries::backfill(&writer).await?;
        outbox::catch_up(&writer, system_clock()()).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(4).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, readers, known_notices: Mutex::default() })
    }
}

/// In WAL mode only FULL syncs the log at each commit: with NORMAL a power loss takes acknowledged records.
fn synchronous() -> SqliteSynchronous {
    // Builds for tests alone can be weakened, so that the test of a power loss is known to see one.
    if cfg!(debug_assertions) && std::env::var_os("OPT_IN_TEST_SYNCHRONOUS_NORMAL").is_some() {
        return SqliteSynchronous::Normal;
    }
    SqliteSynchronous::Full
}

/// Makes the file before SQLite would, readable by its owner alone: it holds telephone numbers. SQLite gives its
/// companions (`-wal`, `-shm`) the same mode.
fn make_private(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn migrator() -> Migrator {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, batch: Batch<'_>, now_ms: i64, seal: &Seal<'_>) -> Result<Committed, StoreError> {
        // IMMEDIATE takes the write lock now: what is read below stays true until the commit.
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
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
        sqlx::query("SELECT seq FROM records LIMIT 1").fetch_optional(&self.readers).await?;
        // The write lock can be had: the file is not read-only, and nobody else sits on it.
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?.rollback().await?)
    }

    async fn close(&self) {
        self.readers.close().await;
        // Last, so that closing it also folds the write-ahead log into the file.
        self.writer.close().await;
    }
}

fn json_array<'a>(items: impl Iterator<Item = &'a str>) -> String {
    serde_json::Value::from_iter(items).to_string()
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    #[tokio::test]
    async fn the_writer_syncs_every_commit() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = SqliteStore::open(&folder.path().join("a.db")).await.expect("a store");
        let pragma = async |name: &'static str| -> String {
            let row = sqlx::query(name).fetch_one(&store.writer).await.expect(name);
            row.try_get::<String, _>(0).unwrap_or_else(|_| row.get::<i64, _>(0).to_string())
        };
        assert_eq!(pragma("PRAGMA journal_mode").await, "wal");
        // 2 is FULL.
        assert_eq!(pragma("PRAGMA synchronous").await, "2");
        assert_eq!(pragma("PRAGMA foreign_keys").await, "1");
    }
}
