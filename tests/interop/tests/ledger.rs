//! The second verifier of ledgers (Node's standard library, none of our code) comes to our verdicts.
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use test_support::{Ledger, ledger};

/// A folder with what an auditor pins.
struct Audit {
    folder: tempfile::TempDir,
}

impl Audit {
    fn of(ledger: &Ledger) -> Self {
        let audit = Self { folder: tempfile::tempdir().expect("a folder") };
        audit.write("keys.json", &ledger.trusted.to_json());
        audit.write("log.key", &ledger.log_key);
        audit
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("a writable folder");
        path
    }

    /// Runs one of the scripts on an export.
    fn run(&self, script: &str, export: &str, checkpoint: &str, earlier: &[&str]) -> Value {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ledger");
        let mut command = Command::new("node");
        command.arg(folder.join(script)).arg(self.write("export.ndjson", export));
        command.args(["keys.json", "log.key"].map(|name| self.folder.path().join(name)));
        command.arg(self.write("checkpoint", checkpoint));
        for (i, note) in earlier.iter().enumerate() {
            command.arg(self.write(&format!("earlier-{i}"), note));
        }
        let output = command.output().expect("Node 20 or newer must be installed to run this suite");
        let error = String::from_utf8_lossy(&output.stderr);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{script} failed: {error}"))
    }

    fn codes(&self, export: &str, checkpoint: &str, earlier: &[&str]) -> Vec<String> {
        let report = self.run("verify.mjs", export, checkpoint, earlier);
        let findings = report["findings"].as_array().expect("findings").clone();
        findings.iter().filter_map(|finding| Some(finding["code"].as_str()?.to_owned())).collect()
    }
}

fn has(codes: &[String], code: &str) -> bool {
    codes.iter().any(|found| found == code)
}

#[test]
fn an_honest_ledger_passes_with_and_without_erased_people() {
    let mut ledger = ledger(21);
    let audit = Audit::of(&ledger);
    let earlier = ledger.checkpoints.clone();
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    assert_eq!(audit.codes(&ledger.text(), ledger.checkpoint(), &earlier), [""; 0]);
    for line in &mut ledger.lines[3..6] {
        (line.salt, line.act, line.receipt) = (None, None, None);
    }
    let report = audit.run("verify.mjs", &ledger.text(), ledger.checkpoint(), &earlier);
    assert_eq!((&report["erased"], report["findings"].as_array()), (&Value::from(3), Some(&vec![])));
}

#[test]
fn every_one_byte_edit_is_found() {
    let ledger = ledger(2);
    let report = Audit::of(&ledger).run("edits.mjs", &ledger.text(), ledger.checkpoint(), &[]);
    assert_eq!(report["edits"], ledger.text().len());
    assert_eq!(report["missed"], Value::Array(vec![]));
}

#[test]
fn deletion_reorder_rollback_and_fork_are_found_like_our_own_verifier_finds_them() {
    let honest = ledger(11);
    let audit = Audit::of(&honest);
    let earlier = [honest.checkpoints[8].as_str()];
    let forgeries = [
        (honest.forged(|lines| drop(lines.remove(6))), "checkpoint_size_wrong"),
        (honest.forged(|lines| lines.swap(6, 7)), "checkpoint_root_wrong"),
        (honest.forged(|lines| lines.truncate(5)), "log_rolled_back"),
        (honest.forged(|lines| lines[2] = lines[3].clone()), "log_forked"),
    ];
    for (forged, code) in forgeries {
        let theirs = audit.codes(&forged.text(), honest.checkpoint(), &earlier);
        let ours = honest.verify(&forged.text(), honest.checkpoint(), &earlier).findings;
        assert!(has(&theirs, code), "{code}: {theirs:?}");
        assert!(ours.iter().any(|finding| finding.code == code), "{code}: {ours:?}");
    }
    // Another history, whole in itself and signed by the same log key: only the checkpoint kept from before tells.
    let fork = ledger(11);
    let audit = Audit::of(&fork);
    assert_eq!(audit.codes(&fork.text(), fork.checkpoint(), &[]), [""; 0]);
    assert_eq!(audit.codes(&fork.text(), fork.checkpoint(), &earlier), ["log_forked"]);
}
