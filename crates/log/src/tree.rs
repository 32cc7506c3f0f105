//! Leaves, inclusion proofs and tiles.

use std::collections::HashMap;
use std::ops::Range;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use tlog_tiles::{
    Error, Hash, HashReader, Tile, check_record, prove_record, record_hash, stored_hash_count,
    stored_hash_index, stored_hashes, sub_tree_index, tree_hash,
};
use whatsapp_opt_in::consent::LogProof;

/// Length of a salt: enough that a commitment to a guessable record cannot be searched for.
pub const SALT_BYTES: usize = 16;
/// Height of the tiles, fixed by C2SP tlog-tiles.
const TILE_HEIGHT: u8 = 8;

/// What a leaf holds: `SHA-256(salt ‖ record)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Commitment(pub [u8; 32]);

impl Commitment {
    /// Commits to a record's exact bytes.
    pub fn new(salt: &[u8; SALT_BYTES], record: &[u8]) -> Self {
        Self(Sha256::new().chain_update(salt).chain_update(record).finalize().into())
    }

    fn leaf_hash(&self) -> Hash {
        record_hash(&self.0)
    }
}

/// The hashes to store, in order, for the leaf with index `index` (from 0) in a tree of that many leaves.
pub fn append(index: u64, commitment: &Commitment, hashes: &impl HashReader) -> Result<Vec<Hash>, Error> {
    stored_hashes(index, &commitment.0, hashes)
}

/// The root of the tree with the first `size` leaves.
pub fn root(size: u64, hashes: &impl HashReader) -> Result<Hash, Error> {
    tree_hash(size, hashes)
}

/// The proof that the last leaf of a tree of `size` leaves stands in it. `hashes` already holds that leaf.
pub fn prove_latest(
    origin: &str,
    size: u64,
    salt: &[u8; SALT_BYTES],
    hashes: &impl HashReader,
) -> Result<LogProof, Error> {
    let index = size.checked_sub(1).ok_or(Error::InvalidInput("an empty tree has no leaf".into()))?;
    Ok(LogProof {
        origin: origin.to_owned(),
        size,
        index,
        salt: STANDARD.encode(salt),
        root: STANDARD.encode(tree_hash(size, hashes)?.0),
        path: prove_record(size, index, hashes)?.iter().map(|hash| STANDARD.encode(hash.0)).collect(),
    })
}

/// Whether a receipt's proof shows that `record` stands in the tree whose root it names.
pub fn verify_inclusion(proof: &LogProof, record: &[u8]) -> bool {
    let hash = |text: &String| STANDARD.decode(text).ok()?.try_into().ok().map(Hash);
    let (Some(root), Some(path)) =
        (hash(&proof.root), proof.path.iter().map(hash).collect::<Option<Vec<_>>>())
    else {
        return false;
    };
    let Some(salt) = STANDARD.decode(&proof.salt).ok().and_then(|salt| salt.try_into().ok()) else {
        return false;
    };
    let leaf = Commitment::new(&salt, record).leaf_hash();
    // The library asserts what a tree of this size can hold; a forged proof must not reach that.
    proof.index < proof.size
        && proof.size < 1 << 48
        && check_record(&path, proof.size, root, proof.index, leaf).is_ok()
}

/// What a tile is made of, so that a caller can read it from wherever hashes and commitments are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileContent {
    /// The parts.
    pub parts: TileParts,
    /// Whether the tile has its full 256 parts.
    pub full: bool,
}

/// The parts of a tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TileParts {
    /// The hashes of these stored indexes, one after the other.
    Hashes(Vec<u64>),
    /// The [`entry_bundle`] of these leaves, counted from 0.
    Leaves(Range<u64>),
}

/// Finds a tile by its C2SP path below `/log/` (e.g. `tile/0/x001/234` or `tile/entries/000.p/3`) in a log of `size`
/// leaves; `None` when the path is no tile of it.
pub fn tile(path: &str, size: u64) -> Option<TileContent> {
    let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let level = match level {
        "entries" => "data",
        "0" | "1" | "2" | "3" | "4" | "5" => level,
        _ => return None,
    };
    // The library reads Go's older form, where the height stands in the path. It panics on a width of 0, however that
    // is written: `0`, `00`, `+0`.
    if let Some((_, width)) = rest.rsplit_once(".p/")
        && !width.starts_with(|c| matches!(c, '1'..='9'))
    {
        return None;
    }
    let tile = Tile::from_path(&format!("tile/{TILE_HEIGHT}/{level}/{rest}")).ok()?;
    let first = tile.level_index().checked_mul(1 << TILE_HEIGHT)?;
    let last = first.checked_add(u64::from(tile.width()))?;
    let bits = TILE_HEIGHT * tile.level();
    if last > size >> bits {
        return None;
    }
    let parts = if tile.is_data() {
        TileParts::Leaves(first..last)
    } else {
        TileParts::Hashes((first..last).map(|n| stored_hash_index(bits, n)).collect())
    };
    Some(TileContent { parts, full: tile.width() == 1 << TILE_HEIGHT })
}

/// Whether `bytes` are the tile at `path` (e.g. `tile/0/000`) of the log of `size` leaves that has these hashes.
pub fn verify_tile(path: &str, bytes: &[u8], size: u64, hashes: &impl HashReader) -> bool {
    let Some(content) = tile(path, size) else { return false };
    let read = |indexes: &[u64]| hashes.read_hashes(indexes).unwrap_or_default();
    match content.parts {
        TileParts::Hashes(indexes) => {
            let hashes = read(&indexes);
            hashes.len() == indexes.len() && hashes.iter().flat_map(|hash| hash.0).eq(bytes.iter().copied())
        }
        TileParts::Leaves(leaves) => {
            let indexes: Vec<u64> = leaves.map(|leaf| stored_hash_index(0, leaf)).collect();
            let entries = bytes.chunks(34).map(|entry| {
                let commitment = entry.strip_prefix(&[0, 32])?.try_into().ok()?;
                Some(Commitment(commitment).leaf_hash())
            });
            entries.eq(read(&indexes).into_iter().map(Some)) && bytes.len() == 34 * indexes.len()
        }
    }
}

/// The bytes of an entry bundle: each leaf after its length.
pub fn entry_bundle(leaves: &[Commitment]) -> Vec<u8> {
    let length = 32_u16.to_be_bytes();
    leaves.iter().flat_map(|leaf| length.iter().chain(&leaf.0).copied()).collect()
}

/// The right edge of a log: the few hashes that appending, the root and the newest leaf's proof need, so that a log
/// of any size is continued without reading it.
#[derive(Clone, Debug)]
pub struct Edge {
    size: u64,
    hashes: HashMap<u64, Hash>,
}

impl Edge {
    /// The stored indexes of the edge of a log of `size` leaves: at most 64, in ascending order.
    pub fn indexes(size: u64) -> Vec<u64> {
        sub_tree_index(0, size, Vec::new())
    }

    /// The edge of a log of `size` leaves from the hashes of [`Edge::indexes`]; `None` when there are more or fewer.
    pub fn new(size: u64, hashes: &[Hash]) -> Option<Self> {
        let indexes = Self::indexes(size);
        let complete = indexes.len() == hashes.len();
        complete.then(|| Self { size, hashes: indexes.into_iter().zip(hashes.iter().copied()).collect() })
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    pub fn root(&self) -> Result<Hash, Error> {
        root(self.size, self)
    }

    /// Adds a leaf; returns the hashes to store, from index [`stored_hash_count`] of the size before.
    pub fn push(&mut self, commitment: &Commitment) -> Result<Vec<Hash>, Error> {
        let new = append(self.size, commitment, self)?;
        self.hashes.extend((stored_hash_count(self.size)..).zip(new.iter().copied()));
        self.size += 1;
        Ok(new)
    }
}

impl HashReader for Edge {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        indexes.iter().map(|i| self.hashes.get(i).copied().ok_or(Error::IndexesNotInTree)).collect()
    }
}

/// A log's hashes in memory: for exports and tests.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    hashes: Vec<Hash>,
    size: u64,
}

impl Memory {
    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, commitment: &Commitment) -> Result<(), Error> {
        let new = append(self.size, commitment, self)?;
        self.hashes.extend(new);
        self.size += 1;
        Ok(())
    }
}

impl HashReader for Memory {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let read = |index: &u64| usize::try_from(*index).ok().and_then(|i| self.hashes.get(i)).copied();
        indexes.iter().map(|i| read(i).ok_or(Error::IndexesNotInTree)).collect()
    }
}
