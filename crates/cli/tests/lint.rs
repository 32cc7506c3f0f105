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
fn every_option_of_the_manual_is_understood() {
    let help = String::from_utf8(lint(&["--help"], "").stdout).expect("text");
    let manual = include_str!("../../../docs/lint.md");
    for option in [
        "--company",
        "--edition",
        "--pack",
        "--template",
        "--record",
        "--language",
        "--format",
        "--severity",
        "--rule",
        "--ignore",
        "--no-review",
        "--explain",
        "--rules",
    ] {
        assert!(help.contains(option) && manual.contains(option), "{option}");
    }
    let all = [
        "--company",
        "Acme",
        "--edition",
        "whatsapp-2024-11",
        "--pack",
        "gdpr",
        "--pack",
        "tcpa",
        "--language",
        "html",
        "--format",
        "github",
        "--severity",
        "error",
        "--rule",
        "GD",
        "--ignore",
        "GD-01",
        "--no-review",
        "-",
    ];
    let output = lint(&all, BAD);
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("title=GD-04::") && !text.contains("title=GD-01::") && !text.contains("title=WA-"),
        "{text}"
    );
}

#[test]
fn a_directory_is_read_by_file_names_and_broken_templates_in_it_are_told_when_asked_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().to_str().expect("a path").to_owned();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        std::fs::write(file, text).expect("written");
    };
    write("shop/page.html", BAD);
    write("shop/notes.txt", BAD);
    write("node_modules/x/page.html", BAD);
    write("package.json", "{\"name\": \"x\"}");
    write("broken.json", "{\n\"name\":,\n}");
    let output = lint(&["--format", "github", &path], "");
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1));
    assert!(text.lines().all(|line| line.contains("shop/page.html")), "{text}");
    let output = lint(&["--template", &path], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("broken.json:2:8: "), "{output:?}");
}

#[test]
fn what_swallows_the_rest_of_a_page_is_told_with_its_place() {
    let output = lint(&["--company", "Acme", "-"], &format!("{GOOD}\n<p>x</p><!-- never closed\n<p>y</p>"));
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("error[LI-02]") && text.contains("--> -:2:9"), "{text}");
}

#[test]
fn a_suppression_needs_its_reason() {
    let with = |comment: &str| {
        let output = lint(&["--rule", "GD-01", "--rule", "LI", "-"], &format!("<!-- {comment} -->{BAD}"));
        (output.status.code(), String::from_utf8(output.stdout).expect("text"))
    };
    assert_eq!(with("opt-in-lint-ignore GD-01: a court asked for it").0, Some(0));
    let (status, text) = with("opt-in-lint-ignore GD-01");
    assert!(status == Some(1) && text.contains("error[LI-01]") && text.contains("error[GD-01]"), "{text}");
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
    assert!(lint(&["--explain", "li-02"], "").status.success());
    let listed = String::from_utf8(lint(&["--rules"], "").stdout).expect("text");
    assert!(listed.contains("WA-24  ") && listed.contains("LI-01  "), "{listed}");
}

#[test]
fn malformed_json_is_refused_with_its_place() {
    let output = lint(&["--template", "-"], "{\n  \"name\": oops\n}");
    let error = String::from_utf8(output.stderr).expect("text");
    assert!(error.contains("-:2:11: "), "{error}");
    // A history over several lines, and a list with one record a line.
    for (source, place) in [
        ("{\n  \"events\": [\n    {\"at\": oops}\n  ]\n}", "-:3:12: "),
        ("{\"seq\": 1, \"commitment\": \"x\"}\n  {\"seq\": oops}\n", "-:2:11: "),
    ] {
        let output = lint(&["--record", "-"], source);
        let error = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(2));
        assert!(error.contains(place), "{error}");
    }
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
