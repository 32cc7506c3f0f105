//! The second verifier of ledgers (Node's standard library, none of our code) comes to our verdicts.
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use test_support::{Forgery, Key, Ledger, forgeries, forgeries_at, ledger};
use whatsapp_opt_in_log::Finding;

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

    /// What the second verifier finds in each of many cases, beside what ours does: line by line the same.
    fn compare(&self, ledger: &Ledger, cases: &[Case], earlier: &[&str]) -> Vec<Vec<Finding>> {
        let lines: String = cases.iter().map(Case::line).collect();
        let answers =
            self.script("cases.mjs", &self.write("cases.ndjson", &lines), ledger.checkpoint(), earlier);
        let theirs: Vec<Vec<Finding>> =
            answers.lines().map(|line| serde_json::from_str(line).expect("findings")).collect();
        assert_eq!(theirs.len(), cases.len());
        for (case, theirs) in cases.iter().zip(&theirs) {
            let ours = ledger.verify_bytes(&case.export, &case.checkpoint, earlier, &case.tiles).findings;
            assert_eq!(&ours, theirs, "{}: ours, theirs", case.name);
        }
        theirs
    }
}

/// An export, perhaps changed, with the checkpoint and the tiles that come with it.
#[derive(Clone)]
struct Case {
    name: String,
    export: Vec<u8>,
    checkpoint: Vec<u8>,
    tiles: Vec<(String, Vec<u8>)>,
}

impl Case {
    fn of(ledger: &Ledger) -> Self {
        Self {
            name: "as it is".into(),
            export: ledger.text().into_bytes(),
            checkpoint: ledger.checkpoint().as_bytes().to_vec(),
            tiles: vec![],
        }
    }

    fn line(&self) -> String {
        let tiles: Vec<_> = self.tiles.iter().map(|(path, tile)| (path, STANDARD.encode(tile))).collect();
        let [export, checkpoint] = [&self.export, &self.checkpoint].map(|bytes| STANDARD.encode(bytes));
        json!({"export": export, "checkpoint": checkpoint, "tiles": tiles}).to_string() + "\n"
    }
}

#[test]
fn an_honest_ledger_passes_with_and_without_erased_people() {
    let mut ledger = ledger(21);
    let audit = Audit::of(&ledger);
    let earlier = ledger.checkpoints.clone();
    let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
    assert_eq!(audit.codes(&ledger.text(), ledger.checkpoint(), &earlier), [""; 0]);
    ledger.erase(|i| (3..6).contains(&i));
    let report = audit.run("verify.mjs", &ledger.text(), ledger.checkpoint(), &earlier);
    assert_eq!((&report["erased"], report["findings"].as_array()), (&Value::from(3), Some(&vec![])));
}

/// What a lenient reader of JSON takes for a line is none, whatever the language; and what is one, but wrong, gets the same
/// codes from both.
#[test]
fn what_is_not_written_as_a_line_is_none_and_every_fault_has_one_code() {
    let ledger = ledger(3);
    let audit = Audit::of(&ledger);
    let text = ledger.text();
    let (first, rest) = text.split_once('\n').expect("lines");
    let line: Value = serde_json::from_str(first).expect("a line");
    let quoted = |name: &str| line[name].to_string();
    let [commitment, salt, act, receipt] = ["commitment", "salt", "act", "receipt"].map(quoted);
    let replaced = |from: &str, to: &str| first.replacen(from, to, 1);
    let key = Key::p256();
    let signed =
        |claims: &str| replaced(&act, &format!("\"{}\"", key.compact(&key.act_header().to_string(), claims)));
    let long =
        |length: usize| replaced(&act, &format!("\"{}\"", "A".repeat(length + act.len() - 2 - first.len())));
    let malformed = [
        format!("[1,{commitment},{salt},{act},{receipt}]"),
        replaced("{\"seq\":1,", "{\"seq\":9,\"seq\":1,"),
        replaced("{\"seq\":1,", "{\"seq\":1,\"seq\":1,"),
        replaced("}", &format!(",\"act\":{act}}}")),
        replaced(&format!("\"salt\":{salt},\"act\":{act}"), &format!("\"act\":{act},\"salt\":{salt}")),
        replaced("\"seq\":1", "\"seq\":1.0"),
        replaced("\"seq\":1", "\"seq\":1e0"),
        replaced("\"seq\":1", "\"seq\":-1"),
        replaced("\"seq\":1", "\"seq\":01"),
        replaced("\"seq\":1", "\"seq\":\"1\""),
        replaced("\"seq\":1", "\"seq\":9007199254740992"),
        replaced(&salt, "null"),
        replaced(&act, "7"),
        replaced("}", ",\"more\":1}"),
        replaced("\"seq\"", "\"\\u0073eq\""),
        replaced("{", "{ "),
        replaced(&act, "\"\\ud800\""),
        replaced(&act, "\"\\/\""),
        format!("{first} "),
        format!("{first}\r"),
        format!("\u{feff}{first}"),
        "null".into(),
        "7".into(),
        "{}".into(),
        String::new(),
        long(65_536),
    ];
    let others = [
        (replaced("\"seq\":1", "\"seq\":9007199254740991"), "seq_not_contiguous"),
        (replaced(&commitment, "\"AAAA\""), "commitment_malformed"),
        (replaced(&commitment, &commitment.replace("=\"", "\"")), "commitment_malformed"),
        (replaced(&format!("\"salt\":{salt},"), ""), "line_incomplete"),
        (replaced(&format!(",\"receipt\":{receipt}"), ""), "line_incomplete"),
        (replaced(&salt, "\"AAAA\""), "commitment_wrong"),
        (long(65_535), "act_too_large"),
        (replaced(&act, "\"\""), "act_not_compact"),
        (replaced(&act, &receipt), "act_type_wrong"),
        (replaced(&receipt, &act), "receipt_type_wrong"),
        (signed("{}"), "act_claims_invalid"),
        (signed("null"), "act_claims_invalid"),
        (signed("{\"schema\":2}"), "act_schema_unknown"),
    ];
    let case = |line: &str| Case {
        name: line.chars().take(200).collect(),
        export: format!("{line}\n{rest}").into_bytes(),
        ..Case::of(&ledger)
    };
    let cases: Vec<Case> =
        malformed.iter().chain(others.iter().map(|(line, _)| line)).map(|l| case(l)).collect();
    let codes = malformed.iter().map(|_| "line_malformed").chain(others.iter().map(|(_, code)| *code));
    for ((findings, code), case) in audit.compare(&ledger, &cases, &[]).iter().zip(codes).zip(&cases) {
        assert!(findings.iter().any(|found| found.line == Some(1) && found.code == code), "{}", case.name);
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

/// Sizes around the border of a tile (256), with erased people in between: a sample of one-byte edits, in the lines at the
/// border, in erased ones and in the checkpoint.
#[test]
fn one_byte_edits_are_found_alike_at_every_size_and_beside_erased_people() {
    let mut rng = fastrand::Rng::with_seed(0x71e5);
    for count in [2, 255, 256, 257, 300] {
        let mut ledger = ledger(count);
        let audit = Audit::of(&ledger);
        let whole = |i: usize| [0, 1, 254, 255, 256].contains(&i) || i + 1 == count as usize;
        ledger.erase(|i| !whole(i));
        let honest = Case::of(&ledger);
        let mut cases = vec![honest.clone()];
        let mut start = 0;
        for (i, line) in ledger.lines.iter().enumerate() {
            let end = start + serde_json::to_string(line).expect("JSON").len() + 1;
            let edits = if whole(i) { 24 } else { usize::from(rng.u8(..8) == 0) };
            for _ in 0..edits {
                let export = edited(&mut rng, &honest.export, start..end);
                cases.push(Case {
                    name: format!("{count}: an edit in line {}", i + 1),
                    export,
                    ..honest.clone()
                });
            }
            start = end;
        }
        for _ in 0..40 {
            let checkpoint = edited(&mut rng, &honest.checkpoint, 0..honest.checkpoint.len());
            cases.push(Case {
                name: format!("{count}: an edit of the checkpoint"),
                checkpoint,
                ..honest.clone()
            });
        }
        let kept = ledger.checkpoints[count as usize / 2].clone();
        let findings = audit.compare(&ledger, &cases, &[&kept]);
        assert_eq!(findings[0], []);
        for (case, findings) in cases.iter().zip(&findings).skip(1) {
            assert!(!findings.is_empty(), "{}", case.name);
        }
    }
}

/// One bit turned, or one byte taken away, or one put in.
fn edited(rng: &mut fastrand::Rng, bytes: &[u8], range: std::ops::Range<usize>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = rng.usize(range);
    match rng.u8(..4) {
        0 => drop(bytes.remove(at)),
        1 => bytes.insert(at, rng.u8(..)),
        _ => bytes[at] ^= 1 << rng.u8(..8),
    }
    bytes
}

#[test]
fn tiles_are_held_against_the_ledger_byte_by_byte() {
    let mut rng = fastrand::Rng::with_seed(0x711e);
    for count in [1, 255, 256, 257, 300, 513] {
        let mut ledger = ledger(count);
        let audit = Audit::of(&ledger);
        ledger.erase(|i| i > 0);
        let tiles = ledger.tiles();
        let honest = Case { tiles: tiles.clone(), ..Case::of(&ledger) };
        let mut cases = vec![honest.clone()];
        let mut wrong = |path: &str, tile: Vec<u8>| {
            let name = format!("{count}: {path}, {} bytes", tile.len());
            cases.push(Case { name, tiles: vec![(path.to_owned(), tile)], ..honest.clone() });
        };
        for (path, tile) in &tiles {
            for _ in 0..12 {
                wrong(path, edited(&mut rng, tile, 0..tile.len()));
            }
            wrong(path, vec![]);
            wrong(path, [&tile[..], &tile[..34.min(tile.len())]].concat());
            wrong(&path.replace(".p/", ".p/0"), if path.contains(".p/") { tile.clone() } else { vec![] });
            wrong(&path.replace("tile/", "tile/x000/"), tile.clone());
            let (other, _) =
                &tiles[(tiles.iter().position(|(p, _)| p == path).expect("it") + 1) % tiles.len()];
            if other != path {
                wrong(other, tile.clone());
            }
        }
        wrong("tile/6/000", vec![]);
        wrong("tile/0/999", vec![0; 8192]);
        let findings = audit.compare(&ledger, &cases, &[]);
        assert_eq!(findings[0], [], "{count}");
        for (case, findings) in cases.iter().zip(&findings).skip(1) {
            let codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
            assert_eq!(codes, ["tile_wrong"], "{}", case.name);
        }
    }
}

#[test]
fn every_deletion_reorder_insertion_rollback_and_fork_is_found() {
    let across_tiles = [0, 1, 254, 255, 256];
    let (small, large) = (forgeries(6), forgeries_at(257, &across_tiles, |i| [1, 255].contains(&i)));
    for (honest, forgeries) in [&small, &large] {
        let audit = Audit::of(honest);
        let case = |forgery: &Forgery| Case {
            name: forgery.name.clone(),
            export: forgery.text.clone().into_bytes(),
            checkpoint: forgery.checkpoint.clone().into_bytes(),
            tiles: vec![],
        };
        let cases: Vec<Case> = forgeries.iter().map(case).collect();
        let findings = audit.compare(honest, &cases, &[honest.checkpoint()]);
        for (Forgery { name, code, .. }, findings) in forgeries.iter().zip(findings) {
            assert!(findings.iter().any(|found| found.code == *code), "{name}: {code} not in {findings:?}");
        }
    }
    // Another history, whole in itself and signed by the same keys: only a checkpoint kept from before tells.
    let (honest, forgeries) = small;
    let fork = forgeries.iter().find(|forgery| forgery.name == "forked after 3").expect("a fork");
    assert_eq!(Audit::of(&honest).codes(&fork.text, &fork.checkpoint, &[]), [""; 0]);
}
