//! An honest ledger passes; every edit, deletion, reorder, rollback and fork of it is found.
#![allow(missing_docs)]

use std::collections::BTreeSet;

use test_support::{Forgery, Ledger, ledger};
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
fn a_line_beyond_the_bound_is_one_finding_wherever_it_ends() {
    let ledger = ledger(3);
    let (text, bound) = (ledger.text(), MAX_LINE_BYTES as usize);
    let (first, rest) = text.split_once('\n').expect("lines");
    let act = ledger.lines[0].act.as_deref().expect("an act");
    let padded =
        |length: usize, end: &str| first.replace(act, &"A".repeat(length + act.len() - first.len())) + end;
    let codes = |text: &str| -> Vec<String> {
        let report = ledger.verify(text, ledger.checkpoint(), &[]);
        report.findings.into_iter().map(|finding| finding.code).collect()
    };
    let found = codes(&[&padded(bound - 1, "\n"), rest].concat());
    assert_eq!(found, ["commitment_wrong", "act_too_large"], "a line, whatever stands in it");
    for length in [bound, bound + 1, 3 * bound] {
        let found = codes(&[&padded(length, "\n"), rest].concat());
        assert!(found[0] == "line_malformed" && has(&found, "checkpoint_size_wrong"), "{length}: {found:?}");
        let found = codes(&padded(length, ""));
        assert_eq!(found, ["line_malformed", "export_truncated", "checkpoint_size_wrong"], "{length}");
    }
}

#[test]
fn a_receipt_of_another_receiver_or_for_another_log_is_found() {
    let ledger = ledger(2);
    let (text, issuers) = (ledger.text(), ["https://shop.example".to_owned()]);
    let find = |log: &str, issuers: &[String]| -> Vec<String> {
        let checkpoint = ledger.checkpoint().as_bytes();
        let pinned =
            Pinned { issuers: Some(issuers), receipts: &ledger.trusted, log, checkpoint, earlier: &[] };
        let report = verify_export(text.as_bytes(), &pinned).expect("memory");
        report.findings.into_iter().map(|finding| finding.code).collect()
    };
    assert_eq!(find(&ledger.log_key, &issuers), [""; 0]);
    assert_eq!(find(&ledger.log_key, &[]), ["receipt_issuer_wrong"; 2]);
    let other = CheckpointKey::from_seed("other.example/log", &[7; 32]).expect("a name");
    let found = find(&other.verifier_key(), &issuers);
    assert_eq!(found, ["receipt_log_wrong", "receipt_log_wrong", "checkpoint_signature_invalid"]);
}

#[test]
fn every_one_byte_edit_of_an_export_and_of_its_checkpoint_is_found() {
    let ledger = ledger(1);
    let found = |text: &[u8], checkpoint: &[u8]| {
        let pinned = Pinned {
            issuers: None,
            receipts: &ledger.trusted,
            log: &ledger.log_key,
            checkpoint,
            earlier: &[],
        };
        !verify_export(text, &pinned).expect("memory").findings.is_empty()
    };
    let (text, checkpoint) = (ledger.text().into_bytes(), ledger.checkpoint().as_bytes());
    assert!(!found(&text, checkpoint));
    let missed: Vec<usize> = edits(&text).filter(|(_, e)| !found(e, checkpoint)).map(|(at, _)| at).collect();
    assert_eq!(missed, [0; 0], "in the export");
    let missed: Vec<usize> = edits(checkpoint).filter(|(_, e)| !found(&text, e)).map(|(at, _)| at).collect();
    assert_eq!(missed, [0; 0], "in the checkpoint");
}

/// Each bit of each byte turned, and each byte taken away.
fn edits(bytes: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..bytes.len()).flat_map(move |at| {
        let turned = (0..8).map(move |bit| {
            let mut edited = bytes.to_vec();
            edited[at] ^= 1 << bit;
            edited
        });
        let mut shorter = bytes.to_vec();
        shorter.remove(at);
        turned.chain([shorter]).map(move |edited| (at, edited))
    })
}

#[test]
fn every_deletion_reorder_insertion_rollback_and_fork_is_found() {
    let (honest, forgeries) = test_support::forgeries(6);
    let kept = [honest.checkpoint()];
    assert_eq!(honest.verify(&honest.text(), honest.checkpoint(), &kept).findings, []);
    for Forgery { name, text, checkpoint, code } in forgeries {
        let findings = honest.verify(&text, &checkpoint, &kept).findings;
        assert!(findings.iter().any(|finding| finding.code == code), "{name}: {code} not in {findings:?}");
        // A rollback and a fork are whole in themselves: without the checkpoint kept from before nobody can tell.
        if name.starts_with("rolled back") || name.starts_with("forked") {
            assert_eq!(honest.verify(&text, &checkpoint, &[]).findings, [], "{name}");
            assert_eq!(findings.len(), 1, "{name}");
        }
    }
}

#[test]
fn every_code_of_the_audit_is_found_somewhere() {
    let (honest, forgeries) = test_support::forgeries(4);
    let kept = [honest.checkpoint()];
    let mut found = BTreeSet::new();
    let mut see = |text: &str, checkpoint: &str| {
        let report = honest.verify(text, checkpoint, &kept);
        found.extend(report.findings.into_iter().map(|finding| finding.code));
    };
    forgeries.iter().for_each(|forgery| see(&forgery.text, &forgery.checkpoint));
    let text = honest.text();
    let salt = honest.lines[1].salt.as_deref().expect("a salt");
    let commitment = honest.lines[1].commitment.as_str();
    for changed in [
        text.replacen('{', "[", 1),
        text.replacen(&format!("\"salt\":\"{salt}\","), "", 1),
        text.replacen(salt, "AAAAAAAAAAAAAAAAAAAAAA==", 1),
        text.replacen(commitment, "AAAA", 1),
        text.trim_end().to_owned(),
        text.clone() + &text,
    ] {
        see(&changed, honest.checkpoint());
    }
    let tiles = [("tile/0/000.p/4".to_owned(), vec![0; 4 * 32])];
    let report = honest.verify_bytes(text.as_bytes(), honest.checkpoint().as_bytes(), &kept, &tiles);
    found.extend(report.findings.into_iter().map(|finding| finding.code));
    let missing: Vec<&str> =
        AUDIT_CODES.iter().map(|(code, _)| *code).filter(|code| !found.contains(*code)).collect();
    assert_eq!(missing, [""; 0]);
    let known = |code: &str| AUDIT_CODES.iter().any(|(known, _)| *known == code);
    let foreign: Vec<&String> = found.iter().filter(|code| !known(code)).collect();
    assert_eq!(foreign, [""; 0], "every code that was found is documented");
}

#[test]
fn what_is_no_text_at_all_is_a_finding_and_no_failure() {
    let ledger = ledger(1);
    let pinned = Pinned {
        issuers: None,
        receipts: &ledger.trusted,
        log: &ledger.log_key,
        checkpoint: ledger.checkpoint().as_bytes(),
        earlier: &[],
    };
    let report = verify_export(&[0xff, b'\n', 0, b'\n', b'\n'][..], &pinned).expect("memory");
    assert_eq!(report.lines, 3);
    assert!(report.findings[..3].iter().all(|finding| finding.code == "line_malformed"));
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
    // Under the right key, but about another log.
    let renamed = test_support::fuzz::signed_note(
        b"other.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    );
    assert_eq!(verify_checkpoint(&renamed, &ledger.log_key), Err(CheckpointError::Origin));
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
        "tile/0/002.p/00",
        "tile/0/002.p/+0",
        "tile/0/002.p/+1",
        "tile/0/002.p/",
        "tile/entries/002.p/000",
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

#[test]
fn the_page_lists_every_code_of_the_audit_with_its_words_and_no_other() {
    let page = include_str!("../../../docs/record.md");
    let (_, after) = page.split_once("<!-- audit codes").expect("the table");
    let rows = after.lines().skip(2).take_while(|line| line.starts_with('|'));
    let listed: Vec<&str> = rows.filter(|row| row.starts_with("| `")).collect();
    let mut wanted: Vec<String> =
        AUDIT_CODES.iter().map(|(code, words)| format!("| `{code}` | {words} |")).collect();
    wanted.extend(CheckpointError::ALL.map(|error| format!("| `{}` | {error} |", error.code())));
    assert_eq!(listed, wanted);
}
