//! `opt-in verify` as a person runs it, on the golden records and on what was done to them.
#![allow(missing_docs)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

const GOLDEN: [&str; 6] = [
    "given-es256-fresh",
    "one-refused-ed25519",
    "withdrawn-es256",
    "renewed-es256",
    "number-changed-ed25519",
    "confirmed-es256",
];

/// A folder with what a test writes.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, text).expect("written");
        path
    }

    /// A golden record taken apart: act, receipt and keys in files of their own.
    fn split(&self, name: &str) -> (PathBuf, PathBuf, PathBuf) {
        let record = golden(name);
        let text = |member: &str| record[member].as_str().expect("a token").to_owned();
        (
            self.put("act.jwt", &text("consent")),
            self.put("receipt.jwt", &format!("{}\n", text("receipt"))),
            self.put("jwks.json", &record["jwks"].to_string()),
        )
    }
}

fn golden_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/vectors/records/{name}.json"))
}

fn golden(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(golden_path(name)).expect("a golden record")).expect("JSON")
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn verify(arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> Run {
    verify_with_input(arguments, "")
}

fn verify_with_input(arguments: &[&dyn AsRef<std::ffi::OsStr>], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opt-in"))
        .arg("verify")
        .args(arguments.iter().map(|a| a.as_ref()))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    Run {
        code: output.status.code().expect("a code"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// The token with its claims changed under the old signature.
fn tampered(compact: &str, from: &str, to: &str) -> String {
    let parts: Vec<&str> = compact.split('.').collect();
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).expect("base64url")).expect("text");
    assert!(claims.contains(from));
    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.replace(from, to)), parts[2])
}

#[test]
fn a_golden_record_is_valid_and_its_story_is_told() {
    let desk = Desk::new();
    let (act, receipt, jwks) = desk.split("given-es256-fresh");
    let run = verify(&[&act, &"--receipt", &receipt, &"--jwks", &jwks]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    for part in [
        "act.jwt: valid\n",
        "Consent given, by a box in a form",
        "  Acme may send me order confirmations on WhatsApp.\n  Reply STOP at any time.",
        "+33612345678",
        "2026-09-21 14:13:20 UTC",
        "https://shop.example/privacy",
        "order confirmations (order-confirmation)",
        "reply STOP",
        "The receipt is valid under the trusted key",
        "record 1 of https://shop.example, act 019a9b5e-6c00-7000-8000-000000000001, received 2026-11-18 11:06:40 UTC",
        "It was signed after the receiver issued its nonce.",
        "Does not prove\n  - Who acted",
    ] {
        assert!(run.out.contains(part), "{part} in\n{}", run.out);
    }
}

#[test]
fn every_golden_record_verifies_from_a_file_and_from_standard_input() {
    let desk = Desk::new();
    for name in GOLDEN {
        let (_, _, jwks) = desk.split(name);
        let run = verify(&[&golden_path(name), &"--jwks", &jwks]);
        assert_eq!((run.code, run.out.contains("valid under the trusted key")), (0, true), "{}", run.out);
        let text = fs::read_to_string(golden_path(name)).expect("a record");
        assert_eq!(verify_with_input(&[&"-", &"--jwks", &jwks], &text).code, 0, "{name}");
    }
    let run = verify(&[&golden_path(GOLDEN[1])]);
    let refused = run.out.lines().find_map(|line| line.strip_prefix("Did not agree to"));
    assert_eq!(refused.map(str::trim), Some("des offres et des réductions (offers)"), "{}", run.out);
}

#[test]
fn without_trusted_keys_a_receipt_is_never_called_valid() {
    let desk = Desk::new();
    let (act, receipt, _) = desk.split("given-es256-fresh");
    let enclosed = verify(&[&golden_path("given-es256-fresh")]);
    let alone = verify(&[&act, &"--receipt", &receipt]);
    for run in [&enclosed, &alone] {
        assert_eq!(run.code, 0);
        assert!(run.out.contains("act valid, receipt not checked\n"), "{}", run.out);
        assert!(run.out.contains("not checked: no trusted keys given"), "{}", run.out);
        assert!(!run.out.contains("valid under") && !run.out.contains("issued its nonce"), "{}", run.out);
        assert!(run.out.contains("When it happened: a receipt is there, but no trusted keys"), "{}", run.out);
    }
    assert!(enclosed.out.contains("anybody could have put there"));
    let json = verify(&[&golden_path("given-es256-fresh"), &"--json"]);
    let json: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["receipt"]["status"], "not_checked");
}

#[test]
fn a_receipt_under_keys_that_are_not_trusted_is_refused_whatever_the_file_brings() {
    let desk = Desk::new();
    let (_, _, other) = desk.split("withdrawn-es256");
    fs::write(&other, json!({"keys": []}).to_string()).expect("written");
    let run = verify(&[&golden_path("given-es256-fresh"), &"--jwks", &other]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("NOT VALID") && run.out.contains("receipt_key_unknown"), "{}", run.out);
}

#[test]
fn a_receipt_is_held_to_the_receiver_and_the_log_that_are_named() {
    let desk = Desk::new();
    let (_, _, jwks) = desk.split("renewed-es256");
    let run = |arguments: &[&str]| {
        let path = golden_path("renewed-es256");
        let mut all: Vec<&dyn AsRef<std::ffi::OsStr>> = vec![&path, &"--jwks", &jwks, &"--json"];
        all.extend(arguments.iter().map(|argument| argument as &dyn AsRef<std::ffi::OsStr>));
        let run = verify(&all);
        let answer: Value = serde_json::from_str(&run.out).expect("JSON");
        (run.code, answer["receipt"]["code"].as_str().map(str::to_owned))
    };
    let ours = ["--issuer", "https://shop.example", "--log-origin", "shop.example/log"];
    assert_eq!(run(&ours), (0, None));
    assert_eq!(run(&["--issuer", "https://evil.example", "--issuer", "https://shop.example"]), (0, None));
    // The act is good; what is told of it is that its receipt is not.
    assert_eq!(run(&["--issuer", "https://evil.example"]).0, 1);
    assert_eq!(run(&["--log-origin", "evil.example/log"]).0, 1);
    for (flags, code) in [
        (["--issuer", "https://evil.example"], "receipt_issuer_wrong"),
        (["--log-origin", "evil.example/log"], "receipt_log_wrong"),
    ] {
        let path = golden_path("renewed-es256");
        let run = verify(&[&path, &"--jwks", &jwks, &flags[0], &flags[1]]);
        assert!(run.out.contains(code), "{}", run.out);
    }
}

#[test]
fn a_tampered_act_or_receipt_or_one_of_another_act_is_not_valid() {
    let desk = Desk::new();
    let record = golden("given-es256-fresh");
    let (act, receipt, jwks) = desk.split("given-es256-fresh");
    let consent = record["consent"].as_str().expect("an act");
    for (from, to) in [("+33612345678", "+33612345679"), ("Acme may", "Acme must"), ("STOP", "HELP")] {
        let forged = desk.put("forged.jwt", &tampered(consent, from, to));
        let run = verify(&[&forged, &"--receipt", &receipt, &"--jwks", &jwks]);
        assert_eq!(run.code, 1, "{from}");
        assert!(run.out.contains("NOT VALID") && run.out.contains("act_signature_invalid"), "{}", run.out);
        assert!(!run.out.contains("Proves"), "{}", run.out);
    }
    let token = record["receipt"].as_str().expect("a receipt");
    let forged = desk.put("forged-receipt.jwt", &tampered(token, "\"seq\":1", "\"seq\":9"));
    let run = verify(&[&act, &"--receipt", &forged, &"--jwks", &jwks]);
    assert_eq!((run.code, run.out.contains("receipt_signature_invalid")), (1, true), "{}", run.out);

    let mut swapped = golden("withdrawn-es256");
    swapped["receipt"] = record["receipt"].clone();
    let swapped = desk.put("swapped.json", &swapped.to_string());
    let run = verify(&[&swapped, &"--jwks", &jwks]);
    assert_eq!((run.code, run.out.contains("receipt_for_other_act")), (1, true), "{}", run.out);
}

#[test]
fn a_tampered_receipt_is_found_with_the_enclosed_keys_too() {
    let desk = Desk::new();
    let mut record = golden("given-es256-fresh");
    let token = record["receipt"].as_str().expect("a receipt").to_owned();
    record["receipt"] = tampered(&token, "\"seq\":1", "\"seq\":9").into();
    assert_eq!(verify(&[&desk.put("a.json", &record.to_string())]).code, 1);
}

#[test]
fn a_receipt_alone_needs_trusted_keys() {
    let desk = Desk::new();
    let (_, receipt, jwks) = desk.split("given-es256-fresh");
    assert_eq!(verify(&[&receipt]).code, 2);
    let run = verify(&[&receipt, &"--jwks", &jwks]);
    assert_eq!((run.code, run.out.contains("valid under the trusted key")), (0, true), "{}", run.out);
}

#[test]
fn what_is_no_record_at_all_is_unusable() {
    let desk = Desk::new();
    let (act, receipt, jwks) = desk.split("given-es256-fresh");
    for text in
        ["", "hello", "{}", "{\"consent\":1}", "{\"consent\":", "[]", "a.b", "{\"jwks\":{\"keys\":[]}}"]
    {
        let run = verify(&[&desk.put("bad", text)]);
        assert_eq!(run.code, 2, "{text}: {}{}", run.out, run.err);
        assert!(run.err.starts_with(&desk.0.path().join("bad").display().to_string()), "{}", run.err);
    }
    assert_eq!(verify(&[&desk.0.path().join("missing")]).code, 2);
    assert_eq!(verify(&[&act, &"--jwks", &act]).code, 2, "an act is no key set");
    assert_eq!(verify(&[&act, &"--receipt", &act]).code, 2, "an act is no receipt");
    assert_eq!(verify(&[&act, &act, &"--receipt", &receipt, &"--jwks", &jwks]).code, 2);
    assert_eq!(verify(&[]).code, 2);
    let huge = desk.put("huge", &"a".repeat(1024 * 1024 + 1));
    assert_eq!(verify(&[&huge]).code, 2);
}

#[test]
fn of_several_files_each_is_judged_and_the_worst_decides() {
    let desk = Desk::new();
    let consent = golden(GOLDEN[0])["consent"].as_str().expect("an act").to_owned();
    let forged = desk.put("forged.jwt", &tampered(&consent, "Acme may", "Acme must"));
    let bad = desk.put("bad", "hello");
    let run = verify(&[&golden_path(GOLDEN[0]), &forged, &golden_path(GOLDEN[1]), &"--json"]);
    assert_eq!(run.code, 1);
    let lines: Vec<Value> = run.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.iter().map(|l| l["valid"].clone()).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(lines[0]["act"]["sub"], "tel:+33612345678");
    assert_eq!(lines[1]["code"], "act_signature_invalid");
    let run = verify(&[&bad, &forged, &"--json"]);
    assert_eq!((run.code, run.out.lines().count()), (2, 2));
}

/// The members a program finds, and the exit status, for everything a file can be: the table of docs/record.md.
#[test]
fn json_has_the_members_that_the_page_names_whatever_the_file_is() {
    let desk = Desk::new();
    let (act, receipt, jwks) = desk.split("given-es256-fresh");
    let record = golden("given-es256-fresh");
    let consent = record["consent"].as_str().expect("an act");
    let token = record["receipt"].as_str().expect("a receipt");
    let file = |name: &str, value: Value| desk.put(name, &value.to_string());
    let other_act =
        file("other.json", json!({"consent": golden("withdrawn-es256")["consent"], "receipt": token}));
    let forged = desk.put("forged.jwt", &tampered(consent, "Acme may", "Acme must"));
    let forged_receipt = tampered(token, "\"seq\":1", "\"seq\":9");
    let refused = file("refused.json", json!({"consent": consent, "receipt": forged_receipt}));
    let cut = desk.put("cut.json", &record.to_string()[..400]);
    let noise = desk.put("noise", "\u{1}\u{2}not a record");
    let told = ["act", "act_sha256", "key_thumbprint", "receipt", "log", "proves", "does_not_prove"];
    let whole = |status| (0, true, told.to_vec(), "/receipt/status", status);
    let unusable = (2, false, vec!["error"], "/valid", "");
    let cases = [
        (golden_path("given-es256-fresh"), whole("valid")),
        (receipt.clone(), (0, true, vec!["receipt"], "/receipt/status", "valid")),
        (act.clone(), whole("none")),
        (refused, (1, false, vec!["receipt"], "/receipt/code", "receipt_signature_invalid")),
        (other_act, (1, false, vec!["receipt"], "/receipt/code", "receipt_for_other_act")),
        (forged, (1, false, vec!["code", "detail"], "/code", "act_signature_invalid")),
        (cut, unusable.clone()),
        (noise, unusable.clone()),
        (desk.0.path().join("missing"), unusable),
    ];
    for (path, (code, valid, members, pointer, value)) in cases {
        let run = verify(&[&path, &"--jwks", &jwks, &"--json"]);
        assert_eq!(
            (run.code, run.out.lines().count()),
            (code, 1),
            "{}: {}{}",
            path.display(),
            run.out,
            run.err
        );
        let line: Value = serde_json::from_str(&run.out).expect("JSON");
        assert_eq!(line["file"], path.display().to_string());
        for member in &members {
            assert!(line.get(*member).is_some(), "{member} in {line}");
        }
        let judged = ["valid", "verdict", "file"];
        let extra = line.as_object().expect("an object").keys();
        let extra: Vec<&String> = extra
            .filter(|name| !members.contains(&name.as_str()) && !judged.contains(&name.as_str()))
            .collect();
        assert_eq!(extra, [""; 0], "{line}");
        if code < 2 {
            assert_eq!(line["valid"], valid);
        }
        assert_eq!(line.pointer(pointer).and_then(Value::as_str).unwrap_or_default(), value, "{line}");
    }
}
