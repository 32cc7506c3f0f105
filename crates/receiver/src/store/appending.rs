//! What every database does alike when it appends: decide what becomes of each record, and grow the log.

use std::collections::{HashMap, HashSet};

use whatsapp_opt_in_log::{Commitment, Edge, Hash, SALT_BYTES};

use super::{Appended, NewRecord, Place, Seal, StoreError, StoredRecord};

/// New leaves and their hashes, gathered until the records they belong to are inserted.
#[derive(Debug)]
pub(crate) struct Growth {
    pub(crate) edge: Edge,
    /// Leaves before these.
    pub(crate) from: u64,
    pub(crate) leaves: Vec<([u8; SALT_BYTES], Commitment)>,
    pub(crate) hashes: Vec<Hash>,
}

impl Growth {
    /// Continues the log of `size` leaves, given the hashes of its edge.
    pub(crate) fn new(size: u64, edge: &[Hash]) -> Result<Self, StoreError> {
        let edge = Edge::new(size, edge).ok_or(StoreError::Log)?;
        Ok(Self { edge, from: size, leaves: Vec::new(), hashes: Vec::new() })
    }

    pub(crate) fn push(&mut self, salt: &[u8; SALT_BYTES], act: &str) -> Result<(), StoreError> {
        let commitment = Commitment::new(salt, act.as_bytes());
        let new = self.edge.push(&commitment).map_err(|_| StoreError::Log)?;
        self.leaves.push((*salt, commitment));
        self.hashes.extend(new);
        Ok(())
    }
}

/// A batch, decided.
#[derive(Debug)]
pub(crate) struct Decided<'a> {
    /// What becomes of each record.
    pub(crate) outcomes: Vec<Appended>,
    /// Those to insert.
    pub(crate) rows: Vec<(&'a NewRecord, StoredRecord)>,
    pub(crate) growth: Growth,
}

/// Decides a batch: `taken` are the stored records of its `jti`s, `used` the nonces of it that are used.
pub(crate) fn decide<'a>(
    batch: &'a [NewRecord],
    mut taken: HashMap<String, StoredRecord>,
    mut used: HashSet<String>,
    mut growth: Growth,
    now_ms: i64,
    seal: &Seal<'_>,
) -> Result<Decided<'a>, StoreError> {
    let mut seq = growth.from;
    let mut outcomes = Vec::with_capacity(batch.len());
    let mut rows = Vec::with_capacity(batch.len());
    for record in batch {
        if let Some(existing) = taken.get(&record.jti) {
            outcomes.push(if existing.act == record.act {
                Appended::Repeated(existing.clone())
            } else {
                Appended::JtiConflict
            });
            continue;
        }
        if record.nonce.as_ref().is_some_and(|nonce| !used.insert(nonce.id.clone())) {
            outcomes.push(Appended::NonceUsed);
            continue;
        }
        seq += 1;
        growth.push(&record.salt, &record.act)?;
        let receipt = seal(record, &Place { seq, received_ms: now_ms, tree: &growth.edge })?;
        let stored = StoredRecord { seq, act: record.act.clone(), receipt };
        taken.insert(record.jti.clone(), stored.clone());
        rows.push((record, stored.clone()));
        outcomes.push(Appended::Stored(stored));
    }
    Ok(Decided { outcomes, rows, growth })
}
