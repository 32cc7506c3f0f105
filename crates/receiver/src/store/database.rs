//! Which database: what `--database` says.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{PostgresStore, SqliteStore, Store, StoreError};

/// A database to open.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file, made if there is none.
    Sqlite(PathBuf),
    /// The address of a PostgreSQL database; it may hold a password, and is never shown.
    Postgres(String),
}

impl Database {
    /// `postgres://…` or `postgresql://…` is an address, everything else a file.
    pub fn new(text: &Path) -> Self {
        match text.to_str() {
            Some(url) if ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) => {
                Self::Postgres(url.to_owned())
            }
            _ => Self::Sqlite(text.to_owned()),
        }
    }

    /// Opens it and brings its tables up to date.
    pub async fn open(&self) -> Result<Arc<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(path) => Arc::new(SqliteStore::open(path).await?),
            Self::Postgres(url) => Arc::new(PostgresStore::open(url).await?),
        })
    }

    /// Opens it as it is, to read: nothing is made or migrated, and tables of another version are refused.
    pub async fn open_to_read(&self) -> Result<Arc<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(path) => Arc::new(SqliteStore::open_to_read(path).await?),
            Self::Postgres(url) => Arc::new(PostgresStore::open_to_read(url).await?),
        })
    }

    /// What the names of files beside it begin with: the key files of receivers on PostgreSQL stand where they run.
    pub(crate) fn files(&self) -> &Path {
        match self {
            Self::Sqlite(path) => path,
            Self::Postgres(_) => Path::new("opt-in"),
        }
    }
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => path.display().fmt(f),
            Self::Postgres(_) => f.write_str("the PostgreSQL database"),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
