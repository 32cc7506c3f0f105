//! An honest ledger passes; every edit, deletion, reorder, rollback and fork of it is found.
#![allow(missing_docs)]

use test_support::{Ledger, ledger};
use whatsapp_opt_in_log::*;

fn codes(ledger: &Ledger) -> Vec<String> {
    let report = ledger.verify(&ledger.text(), ledger.checkpoint(), &[&ledger.checkpoints[3]]);
    report.findings.into_iter().map(|finding| finding.code).collect()
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|c| c == code)
}

#[test]
fn an_honest_ledger_has_no_findings() {
    let ledger = ledger(11);
    assert_eq!(codes(&ledger), [""; 0]);
}

#[test]
fn an_erased_person_leaves_a_ledger_that_still_verifies() {
    let mut ledger = ledger(11);
    let line = &mut ledger.lines[4];
    (line.salt, line.act, line.receipt) = (None, None, None);
    assert_eq!(codes(&ledger), [""; 0]);
    ledger.lines[5].salt = None;
    assert!(has(&codes(&ledger), "line_incomplete"));
}

#[test]
fn every_one_byte_edit_of_an_export_is_found() {
    let ledger = ledger(2);
    let text = ledger.text();
    let missed: Vec<usize> = (0..text.len())
        .filter(|at| {
            let mut bytes = text.clone().into_bytes();
            bytes[*at] ^= 1;
            let edited = String::from_utf8_lossy(&bytes).into_owned();
            ledger.verify(&edited, ledger.checkpoint(), &[]).findings.is_empty()
        })
        .collect();
    assert_eq!(missed, [0; 0]);
}

#[test]
fn deletion_reorder_and_insertion_are_found() {
    let honest = ledger(11);
    let forged = |change: fn(&mut Vec<ExportLine>)| codes(&honest.forged(change));
    assert_eq!(forged(|_| ()), [""; 0]);
    assert!(has(&forged(|lines| drop(lines.remove(6))), "checkpoint_size_wrong"));
    assert!(has(&forged(|lines| lines.swap(6, 7)), "checkpoint_root_wrong"));
    assert!(has(&forged(|lines| lines.insert(6, lines[2].clone())), "checkpoint_size_wrong"));
    assert!(has(&forged(|lines| lines[6] = lines[2].clone()), "checkpoint_root_wrong"));
}

#[test]
fn rollback_and_fork_are_found_with_an_earlier_checkpoint() {
    let ours = ledger(11);
    let earlier = [ours.checkpoints[8].as_str()];
    let short: String = ours.text().lines().take(5).map(|line| format!("{line}\n")).collect();
    let report = ours.verify(&short, &ours.checkpoints[4], &earlier);
    assert_eq!(report.findings, [Finding { line: None, code: "log_rolled_back".into() }]);

    // The same log key signs another history of the same length: only the earlier checkpoint tells.
    let fork = ledger(11);
    let report = fork.verify(&fork.text(), fork.checkpoint(), &earlier);
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
fn an_edge_continues_a_log_of_any_size_as_if_all_of_it_were_there() {
    let mut tree = Memory::default();
    for i in 0..300_u64 {
        let size = tree.size();
        let salt = [7; SALT_BYTES];
        let leaf = Commitment::new(&salt, &i.to_be_bytes());
        let hashes = tree.read_hashes(&Edge::indexes(size)).expect("stored");
        let mut edge = Edge::new(size, &hashes).expect("an edge");
        assert_eq!(edge.root().ok(), root(size, &tree).ok());
        let new = edge.push(&leaf).expect("a leaf");
        tree.push(&leaf).expect("a leaf");
        let stored: Vec<u64> = (stored_hash_count(size)..stored_hash_count(size + 1)).collect();
        assert_eq!(new, tree.read_hashes(&stored).expect("stored"));
        let proof = prove_latest("shop.example/log", size + 1, &salt, &edge).expect("a proof");
        assert_eq!(proof, prove_latest("shop.example/log", size + 1, &salt, &tree).expect("a proof"));
        assert!(verify_inclusion(&proof, &i.to_be_bytes()) && !verify_inclusion(&proof, b"other"));
    }
    assert!(Edge::new(3, &[]).is_none());
}

#[test]
fn tiles_hold_the_leaves_and_nothing_outside_the_log_or_the_grammar_is_one() {
    let read = |path: &str| {
        let content = tile(path, 600)?;
        let length = match content.parts {
            TileParts::Hashes(indexes) => indexes.len() * 32,
            TileParts::Leaves(leaves) => {
                let leaves: Vec<_> =
                    leaves.map(|i| Commitment::new(&[0; SALT_BYTES], &i.to_be_bytes())).collect();
                entry_bundle(&leaves).len()
            }
        };
        assert_eq!(content.full, !path.contains(".p/"));
        Some(length)
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
