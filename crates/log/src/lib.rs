//! A transparency log over consent records.
//!
//! An RFC 6962-style Merkle tree whose leaves are *salted commitments*: `SHA-256(salt ‖ record)`. Erasing a person
//! deletes the record, the number in it and the salt; the commitment stays, says nothing, and the tree still
//! verifies. Tree heads are published as [C2SP checkpoints](https://c2sp.org/tlog-checkpoint), hashes as
//! [C2SP tiles](https://c2sp.org/tlog-tiles).
//!
//! - [`Commitment`]: what a leaf holds; [`append`], [`prove_latest`] and [`verify_inclusion`] around it.
//! - [`Edge`]: a log that grows without being read again.
//! - `CheckpointKey`, `verify_checkpoint`: tree heads as signed notes (feature `audit`).
//! - [`tile`]: what is served under `/log/tile/…`; [`verify_tile`]: whether that is what it should be.
//! - `verify_export`: an auditor's offline check of a whole ledger; `Audit`: the same, line by line (feature `audit`).
//!
//! Storage is the caller's: hashes are read through [`HashReader`], in the dense order of
//! [`stored_hash_count`].
//!
//! Feature `audit`, on by default: checkpoints and the check of whole exports. Without it stays what one receipt's proof needs, also
//! on wasm32.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "audit")]
mod checkpoint;
#[cfg(feature = "audit")]
mod export;
mod tree;

#[cfg(feature = "audit")]
pub use checkpoint::{CheckpointError, CheckpointKey, TreeHead, is_log_name, verify_checkpoint};
#[cfg(feature = "audit")]
pub use export::{
    AUDIT_CODES, Audit, ExportLine, Finding, MAX_LINE_BYTES, Pinned, Report, verify_export,
    verify_export_with_tiles,
};
pub use tlog_tiles::{Error as LogError, Hash, HashReader, stored_hash_count};
pub use tree::{
    Commitment, Edge, Memory, SALT_BYTES, TileContent, TileParts, append, entry_bundle, prove_latest, root,
    tile, verify_inclusion, verify_tile,
};
