//! A copy of the database while it is written to, and the way back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use super::{SqliteStore, audit, make_private, migrator};
use crate::store::{StoreError, schema};

/// How long a lock of the receiver is waited for.
const WAIT: Duration = Duration::from_secs(10);

/// Why a copy was not made.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// There is no database to copy.
    #[error("{0} is not there")]
    Missing(PathBuf),
    /// Nothing is overwritten.
    #[error("{0} is there already; move it away first")]
    Exists(PathBuf),
    /// The file is no whole database of this program.
    #[error("{path} is not a whole backup: {fault}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What happened.
        source: io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SqliteStore {
    /// Opens a database to read it as it is: nothing is made or migrated. Fails when its tables are not those of this
    /// program. A receiver may be writing to it.
    pub async fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let pool = read_pool(path).await?;
        schema::fits(&applied(&pool).await?, &migrator())?;
        Ok(Self { writer: pool.clone(), readers: pool, known_notices: Default::default() })
    }

    /// Copies the database at `from` into a new file: one consistent state of it, however much is written meanwhile.
    /// What was erased is not in the copy. When it returns `Ok`, the copy is on disk.
    pub async fn backup(from: &Path, to: &Path) -> Result<(), CopyError> {
        if !from.is_file() {
            return Err(CopyError::Missing(from.to_owned()));
        }
        refuse_existing(to)?;
        let draft = draft(to);
        let copied = vacuum(from, &draft).await;
        let placed = copied.and_then(|()| place(&draft, to));
        let _ = fs::remove_file(&draft);
        placed
    }

    /// Puts a backup in the place of a database that is not there, once it was found whole and of a schema this program
    /// knows; an older schema is brought up to date at the next start.
    pub async fn restore(from: &Path, to: &Path) -> Result<(), CopyError> {
        if !from.is_file() {
            return Err(CopyError::Missing(from.to_owned()));
        }
        for suffix in ["", "-wal", "-shm", "-journal"] {
            refuse_existing(&with_suffix(to, suffix))?;
        }
        let draft = draft(to);
        let placed = match checked_copy(from, &draft).await {
            Ok(()) => place(&draft, to),
            Err(error) => Err(error),
        };
        let _ = fs::remove_file(&draft);
        placed
    }
}

async fn vacuum(from: &Path, draft: &Path) -> Result<(), CopyError> {
    // SQLite fills an empty file; so the copy never was readable by others.
    make_private(draft).map_err(|source| CopyError::Io { path: draft.to_owned(), source })?;
    // Not `query_only`, which SQLite takes to forbid writing the copy as well.
    let options = SqliteConnectOptions::new().filename(from).busy_timeout(WAIT);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await;
    let pool = pool.map_err(StoreError::from)?;
    let text = draft.to_str().ok_or_else(|| CopyError::Io {
        path: draft.to_owned(),
        source: io::Error::new(io::ErrorKind::InvalidFilename, "the name is not UTF-8"),
    })?;
    sqlx::query("VACUUM INTO ?").bind(text).execute(&pool).await.map_err(StoreError::from)?;
    pool.close().await;
    Ok(())
}

/// The copy is what is checked, so that what was checked is what is put in place.
async fn checked_copy(from: &Path, draft: &Path) -> Result<(), CopyError> {
    let io = |source| CopyError::Io { path: draft.to_owned(), source };
    make_private(draft).map_err(io)?;
    let mut source = File::open(from).map_err(|source| CopyError::Io { path: from.to_owned(), source })?;
    let mut target = File::options().write(true).open(draft).map_err(io)?;
    io::copy(&mut source, &mut target).map_err(io)?;
    drop(target);
    let damaged = |fault: String| CopyError::Damaged { path: from.to_owned(), fault };
    let pool = read_pool(draft).await.map_err(|error| damaged(error.to_string()))?;
    let faults = audit::faults(&pool).await.map_err(|error| damaged(error.to_string()))?;
    if let Some(fault) = faults.first() {
        return Err(damaged(fault.clone()));
    }
    let known = applied(&pool).await.and_then(|applied| schema::known(&applied, &migrator()));
    pool.close().await;
    known.map_err(|error| damaged(error.to_string()))
}

/// On disk, then under its name, which no other file had.
fn place(draft: &Path, to: &Path) -> Result<(), CopyError> {
    let io = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => CopyError::Exists(to.to_owned()),
        _ => CopyError::Io { path: to.to_owned(), source },
    };
    File::open(draft).and_then(|file| file.sync_all()).map_err(io)?;
    // A link fails where a rename would overwrite.
    fs::hard_link(draft, to).map_err(io)?;
    let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()).map_err(io) } else { Ok(()) }
}

fn refuse_existing(path: &Path) -> Result<(), CopyError> {
    if path.exists() { Err(CopyError::Exists(path.to_owned())) } else { Ok(()) }
}

fn draft(path: &Path) -> PathBuf {
    with_suffix(path, &format!(".{}.part", std::process::id()))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// A write-ahead log that a killed receiver left may have to be read in first, so the file is opened for writing where
/// that is allowed; no statement can change it.
async fn read_pool(path: &Path) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::new().filename(path).pragma("query_only", "ON").busy_timeout(WAIT);
    Ok(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?)
}

async fn applied(pool: &SqlitePool) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let there = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')";
    if !sqlx::query_scalar::<_, bool>(there).fetch_one(pool).await? {
        return Err(StoreError::NoSchema);
    }
    Ok(sqlx::query_as(schema::APPLIED).fetch_all(pool).await?)
}
