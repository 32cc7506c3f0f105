//! An honest ledger passes; every edit, deletion, reorder, rollback and fork of it is found.
#![allow(missing_docs)]

use base64::{Engine, engine::general_purpose::STANDARD};
use test_support::{Key, act, receipt_for};
use whatsapp_opt_in::consent::{Act, AwsLc, Expect, JwkSet, Receipt, verify_act};
use whatsapp_opt_in_log::*;

/// A ledger with real acts, receipts and checkpoints.
struct Ledger {
    lines: Vec<ExportLine>,
    /// The checkpoint after each line.
    checkpoints: Vec<String>,
    trusted: JwkSet,
    log_key: String,
}

fn log_key() -> CheckpointKey {
    CheckpointKey::from_seed("shop.example/log", &[7; 32]).expect("a name")
}

fn ledger(count: u64) -> Ledger {
    let (browser, receiver, log) = (Key::p256(), Key::p256(), log_key());
    let mut tree = Memory::default();
    let mut ledger = Ledger {
        lines: vec![],
        checkpoints: vec![],
        trusted: receiver.trusted(),
        log_key: log.verifier_key(),
    };
    for seq in 1..=count {
        let jti = format!("01931e5e-7b5a-7c3d-9e2f-{seq:012x}");
        let compact = browser.act(&Act { jti, ..act() });
        let verified = verify_act(&compact, &AwsLc, &Expect::default()).expect("a valid act");
        let salt = [seq as u8; SALT_BYTES];
        let commitment = Commitment::new(&salt, compact.as_bytes());
        tree.push(&commitment).expect("a leaf");
        let proof = prove_latest(log.origin(), seq, &salt, &tree).expect("a proof");
        let receipt = receiver.receipt(&Receipt { seq, log: Some(proof), ..receipt_for(&verified) });
        ledger.lines.push(ExportLine {
            seq,
            commitment: STANDARD.encode(commitment.0),
            salt: Some(STANDARD.encode(salt)),
            act: Some(compact),
            receipt: Some(receipt),
        });
        let root = root(seq, &tree).expect("a root");
        ledger.checkpoints.push(log.sign(seq, root).expect("a checkpoint"));
    }
    ledger
}

impl Ledger {
    fn text(&self) -> String {
        self.lines.iter().map(|line| serde_json::to_string(line).expect("JSON") + "\n").collect()
    }

    fn verify_text(&self, text: &str, checkpoint: &str, earlier: &[Vec<u8>]) -> Report {
        let pinned = Pinned {
            receipts: &self.trusted,
            log: &self.log_key,
            checkpoint: checkpoint.as_bytes(),
            earlier,
        };
        verify_export(text.as_bytes(), &pinned).expect("memory is readable")
    }

    fn codes(&self) -> Vec<String> {
        let earlier = [self.checkpoints[3].clone().into_bytes()];
        let last = self.checkpoints.last().expect("a checkpoint");
        self.verify_text(&self.text(), last, &earlier).findings.into_iter().map(|f| f.code).collect()
    }
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|c| c == code)
}

#[test]
fn an_honest_ledger_has_no_findings() {
    let ledger = ledger(11);
    assert_eq!(ledger.codes(), [""; 0]);
}

#[test]
fn an_erased_person_leaves_a_ledger_that_still_verifies() {
    let mut ledger = ledger(11);
    let line = &mut ledger.lines[4];
    (line.salt, line.act, line.receipt) = (None, None, None);
    assert_eq!(ledger.codes(), [""; 0]);
    ledger.lines[5].salt = None;
    assert!(has(&ledger.codes(), "line_incomplete"));
}

#[test]
fn every_one_byte_edit_of_an_export_is_found() {
    let ledger = ledger(5);
    let text = ledger.text();
    let last = ledger.checkpoints.last().expect("a checkpoint");
    let mut missed = vec![];
    // Every 7th byte keeps this quick; the stride shares no factor with any line's length for long.
    for i in (0..text.len()).step_by(7) {
        let mut bytes = text.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        let edited = String::from_utf8(bytes).expect("ASCII");
        if ledger.verify_text(&edited, last, &[]).findings.is_empty() {
            missed.push(i);
        }
    }
    assert_eq!(missed, [0; 0]);
}

#[test]
fn deletion_reorder_and_insertion_are_found() {
    let honest = ledger(11);
    let change = |change: fn(&mut Vec<ExportLine>)| {
        let mut lines = honest.lines.clone();
        change(&mut lines);
        for (i, line) in lines.iter_mut().enumerate() {
            line.seq = i as u64 + 1; // a forger renumbers
        }
        let forged = Ledger {
            lines,
            checkpoints: honest.checkpoints.clone(),
            trusted: honest.trusted.clone(),
            log_key: honest.log_key.clone(),
        };
        forged.codes()
    };
    assert_eq!(change(|_| ()), [""; 0]);
    assert!(has(&change(|lines| drop(lines.remove(6))), "checkpoint_size_wrong"));
    assert!(has(&change(|lines| lines.swap(6, 7)), "checkpoint_root_wrong"));
    assert!(has(&change(|lines| lines.insert(6, lines[2].clone())), "checkpoint_size_wrong"));
    assert!(has(&change(|lines| lines[6] = lines[2].clone()), "checkpoint_root_wrong"));
}

#[test]
fn rollback_and_fork_are_found_with_an_earlier_checkpoint() {
    let ours = ledger(11);
    let earlier = [ours.checkpoints[8].clone().into_bytes()];
    let short: String = ours.text().lines().take(5).map(|line| format!("{line}\n")).collect();
    let report = ours.verify_text(&short, &ours.checkpoints[4], &earlier);
    assert_eq!(report.findings, [Finding { line: None, code: "log_rolled_back".into() }]);

    // The same log key signs another history of the same length: only the earlier checkpoint tells.
    let fork = ledger(11);
    let report = fork.verify_text(&fork.text(), &fork.checkpoints[10], &earlier);
    assert_eq!(report.findings, [Finding { line: None, code: "log_forked".into() }]);
}

#[test]
fn checkpoints_of_another_key_or_name_are_refused() {
    let ledger = ledger(4);
    let note = ledger.checkpoints[3].as_bytes();
    assert_eq!(verify_checkpoint(note, &ledger.log_key).expect("valid").size, 4);
    let stranger = CheckpointKey::from_seed("shop.example/log", &[8; 32]).expect("a name");
    assert_eq!(verify_checkpoint(note, &stranger.verifier_key()), Err(CheckpointError::Signature));
    let renamed = CheckpointKey::from_seed("other.example/log", &[7; 32]).expect("a name");
    assert_eq!(verify_checkpoint(note, &renamed.verifier_key()), Err(CheckpointError::Signature));
    assert_eq!(verify_checkpoint(b"nothing", &ledger.log_key), Err(CheckpointError::Malformed));
    assert_eq!(verify_checkpoint(note, "nothing"), Err(CheckpointError::Key));
    assert!(CheckpointKey::from_seed("two words", &[7; 32]).is_none());
}

#[test]
fn tiles_hold_the_leaves_and_nothing_outside_the_log_or_the_grammar_is_one() {
    let mut tree = Memory::default();
    let leaves: Vec<Commitment> = (0..600_u64)
        .map(|i| Commitment::new(&[0; SALT_BYTES], &i.to_be_bytes()))
        .inspect(|leaf| tree.push(leaf).expect("a leaf"))
        .collect();
    let read = |path: &str| {
        tile(path, 600, &tree, |range| {
            Ok::<_, LogError>(leaves[range.start as usize..range.end as usize].to_vec())
        })
        .map(|bytes| bytes.expect("readable").len())
    };
    assert_eq!(read("tile/0/000"), Some(256 * 32));
    assert_eq!(read("tile/0/002.p/88"), Some(88 * 32));
    assert_eq!(read("tile/1/000.p/2"), Some(2 * 32));
    assert_eq!(read("tile/entries/001"), Some(256 * 34));
    for path in [
        "tile/0/002",
        "tile/0/002.p/89",
        "tile/0/002.p/0",
        "tile/0/0",
        "tile/0/003.p/1",
        "tile/2/000.p/1",
        "tile/6/000",
        "tile/200/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/x000/000",
        "tile/0/-01",
        "tile/",
        "",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(read(path), None, "{path}");
    }
}
