//! `opt-in lint` as a command: what it prints, and with which status it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn lint(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_opt-in"))
        .arg("lint")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    // A command that refuses its arguments reads nothing.
    let _ = child.stdin.take().expect("stdin").write_all(input.as_bytes());
    child.wait_with_output().expect("output")
}

const GOOD: &str = r#"<form><input type="tel" name="phone"><label><input type="checkbox" name="wa"> <img src="wa.svg" alt="WhatsApp"> I agree to receive order updates from Acme on WhatsApp.</label> Reply STOP at any time. <a href="/privacy">Privacy notice</a></form>"#;
const BAD: &str =
    r#"<form><label><input type="checkbox" name="wa" checked> Send me offers on Whatsapp</label></form>"#;

#[test]
fn the_status_says_clean_found_or_unusable() {
    assert_eq!(lint(&["--company", "Acme", "-"], GOOD).status.code(), Some(0));
    assert_eq!(lint(&["-"], BAD).status.code(), Some(1));
    assert_eq!(lint(&["--template", "-"], "{oops").status.code(), Some(2));
    assert_eq!(lint(&["no-such-file.html"], "").status.code(), Some(2));
    assert_eq!(lint(&["--edition", "whatsapp-1999", "-"], GOOD).status.code(), Some(2));
    assert_eq!(lint(&["--rule", "XX-01", "-"], GOOD).status.code(), Some(2));
}

#[test]
fn warnings_fail_unless_only_errors_are_asked_for() {
    let warned = GOOD.replace(r#"<img src="wa.svg" alt="WhatsApp"> "#, "");
    assert_eq!(lint(&["--company", "Acme", "-"], &warned).status.code(), Some(1));
    assert_eq!(lint(&["--company", "Acme", "--severity", "error", "-"], &warned).status.code(), Some(0));
}

#[test]
fn a_rule_explains_itself_and_an_unknown_one_is_refused() {
    let explained = lint(&["--explain", "WA-16"], "");
    let text = String::from_utf8(explained.stdout).expect("text");
    assert!(
        explained.status.success() && text.contains("How to mend it") && text.contains("Sources"),
        "{text}"
    );
    assert_eq!(lint(&["--explain", "WA-99"], "").status.code(), Some(2));
}

#[test]
fn malformed_json_is_refused_with_its_place() {
    let output = lint(&["--template", "-"], "{\n  \"name\": oops\n}");
    let error = String::from_utf8(output.stderr).expect("text");
    assert!(error.contains("-:2:11: "), "{error}");
}

#[test]
fn every_format_is_what_it_says() {
    let json = lint(&["--format", "json", "-"], BAD).stdout;
    let value: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert!(
        value["findings"].as_array().is_some_and(|list| !list.is_empty()) && value["needs_review"].is_array()
    );
    let sarif: serde_json::Value =
        serde_json::from_slice(&lint(&["--format", "sarif", "-"], BAD).stdout).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(
        String::from_utf8_lossy(&lint(&["--format", "github", "-"], BAD).stdout)
            .starts_with("::error file=-,line=1,")
    );
    assert!(String::from_utf8_lossy(&lint(&["-"], BAD).stdout).contains("^^^^"));
}
