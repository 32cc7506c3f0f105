//! A whole ledger: really signed acts, receipts with proofs, and the checkpoint after each line.

use base64::{Engine, engine::general_purpose::STANDARD};
use whatsapp_opt_in::consent::{Act, AwsLc, Expect, JwkSet, Receipt, verify_act};
use whatsapp_opt_in_log::{
    CheckpointKey, Commitment, ExportLine, HashReader, Memory, Pinned, Report, SALT_BYTES, TileParts,
    entry_bundle, prove_latest, root, tile, verify_export_with_tiles,
};

use crate::{Key, act, receipt_for};

/// A ledger as an auditor gets it, and what they pin.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The export.
    pub lines: Vec<ExportLine>,
    /// The checkpoint after each line.
    pub checkpoints: Vec<String>,
    /// The receiver's keys.
    pub trusted: JwkSet,
    /// The log's verifier key.
    pub log_key: String,
}

/// An honest ledger of `count` records. Two calls make two histories under one log key: a fork.
pub fn ledger(count: u64) -> Ledger {
    let receiver = Key::p256();
    let mut maker = Maker::new(&receiver);
    (1..=count).for_each(|_| maker.push(0));
    maker.ledger
}

/// Somebody who holds every key: makes a ledger as the receiver would.
struct Maker<'a> {
    browser: Key,
    receiver: &'a Key,
    log: CheckpointKey,
    tree: Memory,
    ledger: Ledger,
}

impl<'a> Maker<'a> {
    fn new(receiver: &'a Key) -> Self {
        let log = CheckpointKey::from_seed("shop.example/log", &[7; 32]).expect("a name");
        let ledger = Ledger {
            lines: vec![],
            checkpoints: vec![],
            trusted: receiver.trusted(),
            log_key: log.verifier_key(),
        };
        Self { browser: Key::p256(), receiver, log, tree: Memory::default(), ledger }
    }

    /// The first records of another ledger, as they are.
    fn after(receiver: &'a Key, lines: &[ExportLine]) -> Self {
        let mut maker = Self::new(receiver);
        for line in lines {
            maker.tree.push(&commitment(line)).expect("a leaf");
            maker.ledger.lines.push(line.clone());
        }
        maker.sign_head();
        maker
    }

    /// Adds a record; `iat` tells histories apart.
    fn push(&mut self, iat: i64) {
        let seq = self.ledger.lines.len() as u64 + 1;
        let jti = format!("01931e5e-7b5a-7c3d-9e2f-{seq:012x}");
        let compact = self.browser.act(&Act { jti, iat, ..act() });
        let verified = verify_act(&compact, &AwsLc, &Expect::default()).expect("a valid act");
        let salt = [seq as u8; SALT_BYTES];
        let commitment = Commitment::new(&salt, compact.as_bytes());
        self.tree.push(&commitment).expect("a leaf");
        let proof = prove_latest(self.log.origin(), seq, &salt, &self.tree).expect("a proof");
        let receipt = self.receiver.receipt(&Receipt { seq, log: Some(proof), ..receipt_for(&verified) });
        self.ledger.lines.push(ExportLine {
            seq,
            commitment: STANDARD.encode(commitment.0),
            salt: Some(STANDARD.encode(salt)),
            act: Some(compact),
            receipt: Some(receipt),
        });
        self.sign_head();
    }

    fn sign_head(&mut self) {
        let size = self.tree.size();
        let root = root(size, &self.tree).expect("a root");
        self.ledger.checkpoints.push(self.log.sign(size, root).expect("a checkpoint"));
    }
}

/// An export that is not what it was, and what an auditor must find.
#[derive(Clone, Debug)]
pub struct Forgery {
    /// What was done.
    pub name: String,
    /// The export.
    pub text: String,
    /// The checkpoint that comes with it.
    pub checkpoint: String,
    /// The code that must be among the findings.
    pub code: &'static str,
}

/// An honest ledger of `count` records, and every deletion, reorder, insertion, rollback and fork of it: by somebody
/// who changes the export, by somebody who renumbers it too, and by the operator, who signs the forged history with the
/// log's own key. Against the operator only [`Ledger::checkpoint`], kept from before, helps.
pub fn forgeries(count: u64) -> (Ledger, Vec<Forgery>) {
    let places: Vec<usize> = (0..count as usize).collect();
    forgeries_at(count, &places, |_| true)
}

/// [`forgeries`] at some places only, counted from 0; of the other lines the ledger holds those that `whole` keeps, the
/// rest are people who were erased.
pub fn forgeries_at(count: u64, places: &[usize], whole: impl Fn(usize) -> bool) -> (Ledger, Vec<Forgery>) {
    let receiver = Key::p256();
    let mut maker = Maker::new(&receiver);
    (1..=count).for_each(|_| maker.push(0));
    let mut honest = maker.ledger;
    honest.erase(|i| !whole(i));
    let mut all = vec![];
    for (n, &i) in places.iter().enumerate() {
        let deleted = |lines: &mut Vec<ExportLine>| drop(lines.remove(i));
        all.extend(honest.forgeries_by(&format!("line {i} deleted"), "checkpoint_size_wrong", deleted));
        let inserted = |lines: &mut Vec<ExportLine>| lines.insert(i, lines[(i + 1) % lines.len()].clone());
        all.extend(honest.forgeries_by(
            &format!("a line inserted at {i}"),
            "checkpoint_size_wrong",
            inserted,
        ));
        for &j in &places[n + 1..] {
            let swapped = |lines: &mut Vec<ExportLine>| lines.swap(i, j);
            all.extend(honest.forgeries_by(
                &format!("lines {i} and {j} swapped"),
                "checkpoint_root_wrong",
                swapped,
            ));
        }
        let mut rolled_back = honest.clone();
        rolled_back.lines.truncate(i);
        all.push(Forgery {
            name: format!("rolled back to {i}"),
            text: rolled_back.text(),
            checkpoint: signed_head(&rolled_back.lines),
            code: "log_rolled_back",
        });
        // Whole in itself and signed by every key there is.
        let mut fork = Maker::after(&receiver, &honest.lines[..i]);
        (i as u64..count).for_each(|_| fork.push(1));
        all.push(Forgery {
            name: format!("forked after {i}"),
            text: fork.ledger.text(),
            checkpoint: fork.ledger.checkpoint().to_owned(),
            code: "log_forked",
        });
    }
    (honest, all)
}

fn commitment(line: &ExportLine) -> Commitment {
    Commitment(STANDARD.decode(&line.commitment).expect("base64").try_into().expect("32 bytes"))
}

/// A checkpoint of these lines under the log's own key.
fn signed_head(lines: &[ExportLine]) -> String {
    Maker::after(&Key::p256(), lines).ledger.checkpoint().to_owned()
}

impl Ledger {
    /// The export as text.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| serde_json::to_string(line).expect("JSON") + "\n").collect()
    }

    /// Erases people, as a receiver does: by the line's place, counted from 0.
    pub fn erase(&mut self, erased: impl Fn(usize) -> bool) {
        for (_, line) in self.lines.iter_mut().enumerate().filter(|(i, _)| erased(*i)) {
            (line.salt, line.act, line.receipt) = (None, None, None);
        }
    }

    /// Every tile of the log, whole and partial, by its C2SP path.
    pub fn tiles(&self) -> Vec<(String, Vec<u8>)> {
        let (mut tree, leaves): (Memory, Vec<Commitment>) =
            (Memory::default(), self.lines.iter().map(commitment).collect());
        leaves.iter().for_each(|leaf| tree.push(leaf).expect("a leaf"));
        let levels = [("entries", 0), ("0", 0), ("1", 8)];
        let paths = levels.iter().flat_map(|(level, bits)| {
            let entries = tree.size() >> bits;
            let whole = (0..entries / 256).map(move |n| format!("tile/{level}/{n:03}"));
            let part = entries % 256;
            let part = (part > 0).then(|| format!("tile/{level}/{:03}.p/{part}", entries / 256));
            whole.chain(part)
        });
        let bytes = |path: &str| match tile(path, tree.size()).expect("a tile").parts {
            TileParts::Hashes(indexes) => {
                tree.read_hashes(&indexes).expect("stored").iter().flat_map(|hash| hash.0).collect()
            }
            TileParts::Leaves(range) => entry_bundle(&leaves[range.start as usize..range.end as usize]),
        };
        paths.map(|path| (path.clone(), bytes(&path))).collect()
    }

    /// The newest checkpoint.
    pub fn checkpoint(&self) -> &str {
        self.checkpoints.last().expect("a checkpoint")
    }

    /// Our own verifier's report on any text under this ledger's keys.
    pub fn verify(&self, text: &str, checkpoint: &str, earlier: &[&str]) -> Report {
        self.verify_bytes(text.as_bytes(), checkpoint.as_bytes(), earlier, &[])
    }

    /// The same on any bytes, with tiles.
    pub fn verify_bytes(
        &self,
        export: &[u8],
        checkpoint: &[u8],
        earlier: &[&str],
        tiles: &[(String, Vec<u8>)],
    ) -> Report {
        let earlier: Vec<Vec<u8>> = earlier.iter().map(|note| note.as_bytes().to_vec()).collect();
        let pinned = Pinned {
            issuers: None,
            receipts: &self.trusted,
            log: &self.log_key,
            checkpoint,
            earlier: &earlier,
        };
        verify_export_with_tiles(export, &pinned, tiles).expect("memory is readable")
    }

    /// The same change by one who only changes the export, one who renumbers it, and one who signs it too.
    fn forgeries_by(
        &self,
        name: &str,
        code: &'static str,
        change: impl Fn(&mut Vec<ExportLine>),
    ) -> [Forgery; 3] {
        let mut changed = self.clone();
        change(&mut changed.lines);
        let renumbered = self.forged(&change);
        let forgery = |how: &str, ledger: &Self, checkpoint: String, code| Forgery {
            name: format!("{name}{how}"),
            text: ledger.text(),
            checkpoint,
            code,
        };
        let signed = signed_head(&renumbered.lines);
        // Fewer records than were seen is a rollback, whatever else was done.
        let seen = if renumbered.lines.len() < self.lines.len() { "log_rolled_back" } else { "log_forked" };
        [
            forgery("", &changed, self.checkpoint().to_owned(), code),
            forgery(", renumbered", &renumbered, self.checkpoint().to_owned(), code),
            forgery(", renumbered and signed", &renumbered, signed, seen),
        ]
    }

    /// The same lines changed by a forger who renumbers them.
    fn forged(&self, change: impl FnOnce(&mut Vec<ExportLine>)) -> Self {
        let mut forged = self.clone();
        change(&mut forged.lines);
        for (seq, line) in (1..).zip(&mut forged.lines) {
            line.seq = seq;
        }
        forged
    }
}
