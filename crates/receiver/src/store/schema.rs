//! Whether the tables are those of this program, for whoever reads them as they are.

use sqlx::migrate::Migrator;

use super::StoreError;

/// Where the migrations that were applied stand; nothing of it is a database without a ledger.
pub(super) const APPLIED: &str =
    "SELECT version, checksum FROM _sqlx_migrations WHERE success ORDER BY version";

/// Every migration that was applied is one this program knows, with the same words.
pub(super) fn known(applied: &[(i64, Vec<u8>)], ours: &Migrator) -> Result<(), StoreError> {
    let foreign = applied.iter().find(|(version, checksum)| {
        !ours.iter().any(|migration| migration.version == *version && *migration.checksum == **checksum)
    });
    foreign.map_or(Ok(()), |(version, _)| Err(StoreError::Schema(*version)))
}

/// The same, and none is missing.
pub(super) fn fits(applied: &[(i64, Vec<u8>)], ours: &Migrator) -> Result<(), StoreError> {
    known(applied, ours)?;
    if applied.len() < ours.iter().count() { Err(StoreError::OldSchema) } else { Ok(()) }
}
