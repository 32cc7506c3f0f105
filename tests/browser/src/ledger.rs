//! What the receiver stored, read from its database and verified with the core.

use std::time::Duration;

use anyhow::{Context, ensure};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use whatsapp_opt_in::consent::{
    AwsLc, Expect, JwkSet, Verified, VerifiedReceipt, sha256_hex, verify_act, verify_receipt,
};

use crate::shop::Shop;

/// One row of the ledger whose act and receipt were verified.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The act's compact bytes.
    pub compact: String,
    /// The receipt's compact bytes.
    pub compact_receipt: String,
    /// The verified act.
    pub act: Verified,
    /// The receipt, verified under the receiver's published keys, as one for this act.
    pub receipt: VerifiedReceipt,
}

impl Shop {
    /// Every record in the ledger, in order; an error if one of them does not verify.
    pub async fn records(&self) -> anyhow::Result<Vec<Stored>> {
        let rows = self.rows().await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let keys = self.keys().await?;
        rows.into_iter().map(|(compact, receipt)| verified(compact, receipt, &keys)).collect()
    }

    /// Waits until the ledger has `number` records, and returns them.
    pub async fn wait_for_records(&self, number: usize) -> anyhow::Result<Vec<Stored>> {
        for _ in 0..200 {
            if self.rows().await?.len() >= number {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let records = self.records().await?;
        ensure!(records.len() == number, "the ledger has {} records, not {number}", records.len());
        Ok(records)
    }

    async fn rows(&self) -> anyhow::Result<Vec<(String, String)>> {
        let options = SqliteConnectOptions::new().filename(self.database()).read_only(true);
        let mut connection = SqliteConnection::connect_with(&options).await.context("the ledger")?;
        let rows = sqlx::query_as("SELECT act, receipt FROM records ORDER BY seq")
            .fetch_all(&mut connection)
            .await?;
        connection.close().await?;
        Ok(rows)
    }

    /// The receiver's public keys, as anybody gets them.
    pub async fn keys(&self) -> anyhow::Result<JwkSet> {
        let url = format!("{}/.well-known/jwks.json", self.origin());
        let bytes = reqwest::get(url).await?.error_for_status()?.bytes().await?;
        JwkSet::from_json(&bytes).context("a key set")
    }
}

fn verified(compact: String, compact_receipt: String, keys: &JwkSet) -> anyhow::Result<Stored> {
    let act = verify_act(&compact, &AwsLc, &Expect::default()).context("the stored act")?;
    let receipt = verify_receipt(&compact_receipt, &AwsLc, keys, Some(&act)).context("the stored receipt")?;
    ensure!(receipt.record_sha256 == sha256_hex(compact.as_bytes()), "the receipt is for other bytes");
    Ok(Stored { compact, compact_receipt, act, receipt })
}
