//! Whether the ledger is whole: every signature, commitment and hash, and what the tables say beside the acts.

use whatsapp_opt_in::consent::ledger::Entry;
use whatsapp_opt_in::consent::{Verified, VerifiedReceipt, sha256_hex};
use whatsapp_opt_in_log::{Audit, Edge, HashReader, Pinned, Report, stored_hash_count};

use crate::contact::normal_entry;
use crate::keys::{KeyError, Keys};
use crate::receiver::{name_of, value_of};
use crate::store::entries::contacts_of;
use crate::store::{Beside, Store, StoreError};

/// Records read at once.
const PAGE: u32 = 1_000;

/// What is found beside the codes of the export's audit, and what it means.
pub const LEDGER_CODES: [(&str, &str); 6] = [
    ("database_damaged", "SQLite finds its own file damaged; the log names how."),
    ("record_unreadable", "The record and what follows it could not be read from the database."),
    ("hash_wrong", "A stored hash of the log is not the one that the records make."),
    ("column_wrong", "What the table says beside the act is not what the signed act or receipt says."),
    ("entry_wrong", "What may-send goes by for this record is missing, or not what the act says."),
    ("notice_wrong", "A notice's text is not the one of its digest."),
];

/// Why a ledger could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum Unjudged {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys do not fit.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The log's arithmetic failed.
    #[error("the log could not be recomputed: {0}")]
    Log(#[from] whatsapp_opt_in_log::LogError),
    /// The checkpoint could not be signed.
    #[error("the checkpoint could not be signed")]
    Checkpoint,
}

/// Recomputes the log from the records and compares everything with everything. `earlier` are checkpoints kept from
/// before. A receiver may be adding records meanwhile; who erases a person meanwhile may see their record reported.
pub async fn verify_ledger(
    store: &dyn Store,
    keys: &Keys,
    log_origin: &str,
    earlier: &[Vec<u8>],
) -> Result<Report, Unjudged> {
    let mut audit = Audit::new(keys.trusted());
    for fault in store.faults().await? {
        tracing::error!(fault, "the database is damaged");
        audit.report.find(None, "database_damaged");
    }
    let size = match store.log_size().await {
        Ok(size) => size,
        Err(error) => {
            tracing::error!(%error, "the log could not be read");
            audit.report.find(1, "record_unreadable");
            0
        }
    };
    while audit.report.lines < size {
        if let Err(error) = page(store, size, &mut audit).await? {
            tracing::error!(%error, after = audit.report.lines, "records could not be read");
            let next = audit.report.lines + 1;
            audit.report.find(next, "record_unreadable");
            break;
        }
    }
    if let Err(error) = notices(store, &mut audit).await {
        tracing::error!(%error, "notices could not be read");
        audit.report.find(None, "notice_wrong");
    }
    // The checkpoint as the receiver would publish it now, from what is stored.
    let key = keys.checkpoint(log_origin)?;
    let stored = store.log_hashes(&Edge::indexes(size)).await;
    let root = stored.ok().and_then(|hashes| Edge::new(size, &hashes)?.root().ok());
    let Some(root) = root else {
        audit.report.find(None, "hash_wrong");
        return Ok(audit.report);
    };
    let checkpoint = key.sign(size, root).map_err(|_| Unjudged::Checkpoint)?;
    let log = key.verifier_key();
    let pinned = Pinned {
        issuers: None,
        receipts: keys.trusted(),
        log: &log,
        checkpoint: checkpoint.as_bytes(),
        earlier,
    };
    Ok(audit.finish(&pinned))
}

/// Checks the next records up to `size`; the inner error is that they could not be read.
async fn page(
    store: &dyn Store,
    size: u64,
    audit: &mut Audit<'_>,
) -> Result<Result<(), StoreError>, Unjudged> {
    let done = audit.report.lines;
    let limit = u32::try_from(size - done).map_or(PAGE, |left| left.min(PAGE));
    let lines = match store.export(done, limit).await {
        Ok(lines) if lines.is_empty() => return Ok(Err(StoreError::Log)),
        Ok(lines) => lines,
        // One that cannot be read must not hide which one it is.
        Err(_) if limit > 1 => match store.export(done, 1).await {
            Ok(lines) if !lines.is_empty() => lines,
            Ok(_) => return Ok(Err(StoreError::Log)),
            Err(error) => return Ok(Err(error)),
        },
        Err(error) => return Ok(Err(error)),
    };
    let mut read = Vec::with_capacity(lines.len());
    for line in &lines {
        let judged = audit.line(line)?;
        read.push((audit.report.lines, line.act.is_some(), judged));
    }
    hashes(store, done, audit).await?;
    Ok(rows(store, done, &read, audit).await)
}

/// Compares the stored hashes of the leaves after `done` with those the audit has made.
async fn hashes(store: &dyn Store, done: u64, audit: &mut Audit<'_>) -> Result<(), Unjudged> {
    let size = audit.tree().size();
    let (from, to) = (stored_hash_count(done.min(size)), stored_hash_count(size));
    let indexes: Vec<u64> = (from..to).collect();
    let ours = audit.tree().read_hashes(&indexes)?;
    let stored = match store.log_hashes(&indexes).await {
        Ok(stored) => stored,
        Err(_) => {
            audit.report.find(done + 1, "hash_wrong");
            return Ok(());
        }
    };
    let wrong = indexes.iter().zip(ours.iter().zip(&stored)).filter(|(_, (ours, stored))| ours != stored);
    // A hash belongs to the leaf that completed its subtree.
    let lines: std::collections::BTreeSet<u64> = wrong
        .map(|(index, _)| (done + 1..=size).find(|line| stored_hash_count(*line) > *index).unwrap_or(size))
        .collect();
    lines.into_iter().for_each(|line| audit.report.find(line, "hash_wrong"));
    Ok(())
}

/// A line's number, whether its act is there, and act and receipt when they verify.
type Read = (u64, bool, Option<(Verified, VerifiedReceipt)>);

async fn rows(store: &dyn Store, done: u64, read: &[Read], audit: &mut Audit<'_>) -> Result<(), StoreError> {
    let rows = store.beside(done, u32::try_from(read.len()).unwrap_or(PAGE)).await?;
    let mut expected = Vec::new();
    for (line, present, judged) in read {
        let Some(row) = rows.iter().find(|row| row.seq == *line) else {
            audit.report.find(*line, "column_wrong");
            continue;
        };
        let good = match judged {
            Some((act, receipt)) => {
                let assurance = value_of(&row.assurance);
                let entry = assurance.and_then(|assurance| {
                    Entry::from_act(act, row.received_ms, row.nonce_issued_ms, assurance)
                });
                expected.extend(entry.map(|entry| (*line, normal_entry(entry))));
                says(row, act, receipt)
            }
            None => *present || row.number.is_none(),
        };
        if !good {
            audit.report.find(*line, "column_wrong");
        }
    }
    let mut contacts: Vec<_> =
        expected.iter().flat_map(|(_, entry)| contacts_of(&entry.what)).cloned().collect();
    contacts.sort();
    contacts.dedup();
    let Ok(stored) = store.entries_of(&contacts).await else {
        audit.report.find(done + 1, "entry_wrong");
        return Ok(());
    };
    let stored: std::collections::HashMap<&str, Vec<&Entry>> =
        stored.iter().fold(Default::default(), |mut all, entry| {
            let of_id: &mut Vec<&Entry> = all.entry(entry.id.as_str()).or_default();
            of_id.push(entry);
            all
        });
    for (line, entry) in &expected {
        if !stored.get(entry.id.as_str()).is_some_and(|stored| stored.contains(&entry)) {
            audit.report.find(*line, "entry_wrong");
        }
    }
    Ok(())
}

/// Whether the columns say what act and receipt say.
fn says(row: &Beside, act: &Verified, receipt: &VerifiedReceipt) -> bool {
    row.jti == act.jti
        && row.number.as_deref() == Some(act.e164())
        && row.event == name_of(&act.event.kind)
        && row.received_ms.div_euclid(1000) == receipt.iat
        && row.notice_sha256 == act.notice.sha256
        && row.key_thumbprint == act.key().thumbprint()
        && row.assurance == name_of(&receipt.assurance)
        && row.nonce_issued_ms.is_some() <= act.nonce.is_some()
}

async fn notices(store: &dyn Store, audit: &mut Audit<'_>) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let page = store.notices(&after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after.clone_from(&last.sha256);
        for _ in page.iter().filter(|notice| sha256_hex(notice.text.as_bytes()) != notice.sha256) {
            audit.report.find(None, "notice_wrong");
        }
    }
}
