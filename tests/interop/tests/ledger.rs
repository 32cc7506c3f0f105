//! The second verifier of ledgers (Node's standard library, none of our code) comes to our verdicts.
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use test_support::{Forgery, Key, Ledger, forgeries, ledger};

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
        let export = self.write("export.ndjson", export);
        let answer = self.script(script, &export, checkpoint, earlier);
        serde_json::from_str(&answer).unwrap_or_else(|_| panic!("{script}: {answer}"))
    }

    fn script(&self, script: &str, input: &Path, checkpoint: &str, earlier: &[&str]) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ledger");
        let mut command = Command::new("node");
        command.arg(folder.join(script)).arg(input);
        command.args(["keys.json", "log.key"].map(|name| self.folder.path().join(name)));
        command.arg(self.write("checkpoint", checkpoint));
        for (i, note) in earlier.iter().enumerate() {
            command.arg(self.write(&format!("earlier-{i}"), note));
        }
        let output = command.output().expect("Node 20 or newer must be installed to run this suite");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(error.is_empty(), "{script}: {error}");
        String::from_utf8(output.stdout).expect("text")
    }

    fn codes(&self, export: &str, checkpoint: &str, earlier: &[&str]) -> Vec<String> {
        let report = self.run("verify.mjs", export, checkpoint, earlier);
        let findings = report["findings"].as_array().expect("findings").clone();
        findings.iter().filter_map(|finding| Some(finding["code"].as_str()?.to_owned())).collect()
    }
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
fn lines_that_are_too_long_and_acts_that_are_none_are_findings_and_no_crash() {
    let mut ledger = ledger(3);
    let audit = Audit::of(&ledger);
    let (first, rest) =
        ledger.text().split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("lines");
    for (length, found) in [(65_535, false), (65_536, true)] {
        let text = format!("{first}{}\n{rest}", " ".repeat(length - first.len()));
        let codes = audit.codes(&text, ledger.checkpoint(), &[]);
        assert_eq!(codes.first().is_some_and(|code| code == "line_malformed"), found, "{length}: {codes:?}");
    }
    let key = Key::p256();
    for claims in ["{}", "null", "7", r#"{"notice":{}}"#] {
        ledger.lines[0].act = Some(key.compact(&key.act_header().to_string(), claims));
        let codes = audit.codes(&ledger.text(), ledger.checkpoint(), &[]);
        assert!(
            codes.iter().any(|code| code == "claims_malformed" || code == "act_refused"),
            "{claims}: {codes:?}"
        );
    }
}

#[test]
fn every_one_byte_edit_is_found() {
    let ledger = ledger(1);
    let report = Audit::of(&ledger).run("edits.mjs", &ledger.text(), ledger.checkpoint(), &[]);
    // Eight bits and one deletion for each byte of both files.
    assert_eq!(report["edits"], 9 * (ledger.text().len() + ledger.checkpoint().len()));
    assert_eq!(report["missed"], Value::Array(vec![]));
}

#[test]
fn every_deletion_reorder_insertion_rollback_and_fork_is_found() {
    let (honest, forgeries) = forgeries(6);
    let audit = Audit::of(&honest);
    let mut cases = String::new();
    for Forgery { text, checkpoint, .. } in &forgeries {
        cases += &format!("{}\n", json!({"export": text, "checkpoint": checkpoint}));
    }
    let cases = audit.write("cases.ndjson", &cases);
    let answers = audit.script("cases.mjs", &cases, honest.checkpoint(), &[honest.checkpoint()]);
    let answers: Vec<Vec<String>> =
        answers.lines().map(|line| serde_json::from_str(line).expect("codes")).collect();
    assert_eq!(answers.len(), forgeries.len());
    for (Forgery { name, code, .. }, codes) in forgeries.iter().zip(answers) {
        assert!(codes.iter().any(|found| found == code), "{name}: {code} not in {codes:?}");
    }
    // Another history, whole in itself and signed by the same keys: only a checkpoint kept from before tells.
    let fork = forgeries.iter().find(|forgery| forgery.name == "forked after 3").expect("a fork");
    assert_eq!(audit.codes(&fork.text, &fork.checkpoint, &[]), [""; 0]);
}
