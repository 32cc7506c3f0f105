//! The receiver as a transparency log, and what an auditor takes away from it.

use serde_json::{Value, json};
use whatsapp_opt_in::consent::{AwsLc, Expect, VerifiedReceipt, verify_act, verify_receipt};
use whatsapp_opt_in_evidence::{Evidence, LogCheck, ReceiptCheck};
use whatsapp_opt_in_log::{Edge, ExportLine, TileParts, entry_bundle, tile};

use crate::error::Error;
use crate::receiver::{Receiver, unavailable};
use crate::store::StoredRecord;

/// A tile of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogTile {
    /// Its bytes; they never change.
    pub bytes: Vec<u8>,
    /// Whether it is full.
    pub full: bool,
}

impl Receiver {
    /// The log's newest head, signed (C2SP checkpoint).
    pub async fn checkpoint(&self) -> Result<String, Error> {
        let size = self.0.store.log_size().await.map_err(unavailable)?;
        let hashes = self.0.store.log_hashes(&Edge::indexes(size)).await.map_err(unavailable)?;
        let root = Edge::new(size, &hashes).and_then(|edge| edge.root().ok());
        let note = root.and_then(|root| self.0.log.sign(size, root).ok());
        note.ok_or_else(|| {
            tracing::error!("the checkpoint could not be signed");
            Error::StoreUnavailable
        })
    }

    /// The key that verifies the log's checkpoints: `name+hash+key`.
    pub fn log_key(&self) -> String {
        self.0.log.verifier_key()
    }

    /// A tile by its C2SP path, e.g. `tile/0/000.p/3`.
    pub async fn tile(&self, path: &str) -> Result<LogTile, Error> {
        let store = &self.0.store;
        let size = store.log_size().await.map_err(unavailable)?;
        let content = tile(path, size).ok_or(Error::TileUnknown)?;
        let bytes = match content.parts {
            TileParts::Hashes(indexes) => {
                let hashes = store.log_hashes(&indexes).await.map_err(unavailable)?;
                hashes.iter().flat_map(|hash| hash.0).collect()
            }
            TileParts::Leaves(leaves) => entry_bundle(&store.log_leaves(leaves).await.map_err(unavailable)?),
        };
        Ok(LogTile { bytes, full: content.full })
    }

    /// The size of the log: also the number of records.
    pub async fn log_size(&self) -> Result<u64, Error> {
        self.0.store.log_size().await.map_err(unavailable)
    }

    /// At most `limit` lines of the export after the record `after`.
    pub async fn export(&self, after: u64, limit: u32) -> Result<Vec<ExportLine>, Error> {
        self.0.store.export(after, limit).await.map_err(unavailable)
    }

    /// A record with everything needed to judge it elsewhere.
    pub async fn evidence(&self, jti: &str) -> Result<Value, Error> {
        let stored = self.stored(jti).await?;
        let jwks: Value = serde_json::from_str(self.keys().jwks()).unwrap_or_default();
        Ok(json!({
            "consent": stored.act,
            "receipt": stored.receipt,
            "jwks": jwks,
            "log_key": self.log_key(),
            "checkpoint": self.checkpoint().await?,
        }))
    }

    /// A record as a page that prints.
    pub async fn certificate(&self, jti: &str) -> Result<String, Error> {
        let stored = self.stored(jti).await?;
        // What was stored was verified; if it no longer verifies, the database is not what it was.
        let act = verify_act(&stored.act, &AwsLc, &Expect::default()).map_err(damaged)?;
        let receipt = verify_receipt(&stored.receipt, &AwsLc, self.keys().trusted(), Some(&act));
        let receipt: VerifiedReceipt = receipt.map_err(damaged)?;
        let receipt = ReceiptCheck::Valid(&receipt);
        let log = LogCheck::of(&receipt, &stored.act);
        Ok(Evidence { act: &act, receipt, log }.to_html(None))
    }

    pub(crate) async fn stored(&self, jti: &str) -> Result<StoredRecord, Error> {
        self.0.store.record(jti).await.map_err(unavailable)?.ok_or(Error::RecordUnknown)
    }
}

pub(crate) fn damaged(error: impl std::fmt::Display) -> Error {
    tracing::error!(%error, "a stored record does not verify");
    Error::StoreUnavailable
}
