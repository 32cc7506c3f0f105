//! `opt-in phone` as people and programs run it.
#![allow(missing_docs)]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

fn opt_in(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in"));
    command.arg("phone").args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    opt_in(arguments).output().expect("opt-in starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// What `--batch` answers to these lines, and what it says on standard error.
fn batch(input: &[u8]) -> (Vec<Value>, String) {
    let mut child = opt_in(&["--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("opt-in starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("opt-in ends");
    writer.join().expect("the writer ends").expect("everything is read");
    assert!(output.status.success(), "{output:?}");
    let answers = text(&output.stdout);
    (answers.lines().map(|line| serde_json::from_str(line).expect(line)).collect(), text(&output.stderr))
}

#[test]
fn a_valid_number_is_described_and_the_status_says_so() {
    let output = run(&["06 12 34 56 78", "--region", "FR"]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    for part in ["+33 6 12 34 56 78", "valid          yes", "MOBILE", "FR (+33)", "tel:+33-6-12-34-56-78"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
}

#[test]
fn a_number_in_several_words_or_behind_a_dash_is_one_number() {
    let output = run(&["06", "12", "34", "56", "78", "--region", "FR", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), &said["e164"]), (Some(0), &json!("+33612345678")));
    let output = run(&["-0612345678", "--region", "FR", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), &said["e164"]), (Some(0), &json!("+33612345678")));
}

#[test]
fn what_is_not_valid_or_no_number_has_status_one_and_a_reason() {
    let output = run(&["+33 6 12", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&said["parsed"], &said["valid"]), (&json!(true), &json!(false)));
    assert_eq!(said["possibility"], "TOO_SHORT");

    let output = run(&["0612345678", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&said["parsed"], &said["error"]), (&json!(false), &json!("phone_invalid_country_code")));

    let output = run(&["0612345678"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("--region"), "the way out is named");
}

#[test]
fn json_has_the_members_of_the_batch_and_more() {
    let output = run(&["+33612345678", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let (answers, _) = batch(b"{\"number\":\"+33612345678\",\"region\":\"\"}\n");
    for (member, value) in answers[0].as_object().expect("an object") {
        assert_eq!(&said[member], value, "{member}");
    }
    assert_eq!(said["calling_code"], 33);
    assert_eq!((&said["national_number"], &said["extension"]), (&"612345678".into(), &"".into()));
    // An Italian number keeps its zero.
    let output = run(&["+39 06 6982 0000 ext. 42", "--json"]);
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&said["national_number"], &said["extension"]), (&"0669820000".into(), &"42".into()));
    let output = run(&["+39 06 6982 0000 ext. 42"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("extension      42"));
}

#[test]
fn a_command_that_cannot_be_understood_has_status_two() {
    for arguments in [
        &["+33612345678", "--region", "Atlantis"][..],
        &["+33612345678", "--region", "ZZ"],
        &["+33612345678", "--batch"],
        &["--batch", "--region", "FR"],
        &["--json"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
        assert!(!text(&output.stderr).contains("612345678"), "{arguments:?} repeats the number");
    }
}

#[test]
fn the_version_of_the_metadata_is_printed() {
    let output = run(&["--metadata-version"]);
    assert_eq!(text(&output.stdout).trim(), whatsapp_opt_in::phone::METADATA_VERSION);
    assert_eq!(text(&output.stdout).trim().split('.').count(), 3);
}

#[test]
fn each_line_of_a_batch_is_answered_in_its_place_with_exactly_these_members() {
    let (answers, notes) = batch(
        "{\"number\":\"06 12 34 56 78\",\"region\":\"FR\"}\n\
         {\"number\":\"+800 1234 5678\",\"region\":\"\"}\n\
         {\"number\":\"hello\",\"region\":\"FR\"}\n\
         {\"region\":\"EG\",\"number\":\"٠١٠٠١٢٣٤٥٦٧\"}"
            .as_bytes(),
    );
    assert_eq!(notes, "");
    assert_eq!(
        answers[0],
        json!({"parsed": true, "valid": true, "possible": true, "type": "MOBILE", "country": "FR",
            "e164": "+33612345678", "national": "06 12 34 56 78", "international": "+33 6 12 34 56 78"})
    );
    assert_eq!((&answers[1]["country"], &answers[1]["type"]), (&json!(""), &json!("TOLL_FREE")));
    assert_eq!(
        answers[2],
        json!({"parsed": false, "valid": false, "possible": false, "type": "UNKNOWN", "country": "",
            "e164": "", "national": "", "international": ""})
    );
    assert_eq!(answers[3]["e164"], "+201001234567");
}

#[test]
fn a_line_that_holds_no_question_is_answered_and_told_apart_on_standard_error() {
    let mut input = b"{\"number\":\"+33612345678\"}\n{\"number\":\n\xff\xfe\n[]\n\n".to_vec();
    input.extend_from_slice(
        b"{\"number\":\"+39061234567890\",\"region\":7}\n{\"number\":\"+33612345678\"}\r\n",
    );
    let (answers, notes) = batch(&input);
    let parsed: Vec<_> = answers.iter().map(|answer| answer["parsed"] == true).collect();
    assert_eq!(parsed, [true, false, false, false, false, false, true]);
    assert!(notes.contains("5 of 7 lines") && notes.contains("line 2"), "{notes}");
    assert!(!notes.contains("061234567890"), "a number in a message: {notes}");
}

#[test]
fn an_empty_input_has_an_empty_answer() {
    assert_eq!(batch(b""), (vec![], String::new()));
}

#[test]
fn who_waits_for_an_answer_before_the_next_question_gets_it() {
    let mut child =
        opt_in(&["--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("opt-in starts");
    let mut questions = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped"));
    for _ in 0..3 {
        questions.write_all(b"{\"number\":\"+33612345678\"}\n").expect("written");
        let mut answer = String::new();
        answers.read_line(&mut answer).expect("answered");
        assert!(answer.starts_with("{\"parsed\":true"), "{answer}");
    }
    drop(questions);
    assert!(child.wait().expect("opt-in ends").success());
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = opt_in(&["--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("opt-in starts");
    drop(child.stdout.take());
    let mut questions = child.stdin.take().expect("piped");
    while questions.write_all(&b"{\"number\":\"+33612345678\"}\n".repeat(1000)).is_ok() {}
    drop(questions);
    let output = child.wait_with_output().expect("opt-in ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

/// The stream is not held in memory and costs microseconds a line, even unoptimised.
#[test]
fn a_long_batch_is_answered_line_by_line() {
    let lines = 100_000;
    let start = Instant::now();
    let (answers, _) = batch(&b"{\"number\":\"+33612345678\",\"region\":\"FR\"}\n".repeat(lines));
    assert_eq!(answers.len(), lines);
    assert!(start.elapsed() < Duration::from_secs(60), "took {:?}", start.elapsed());
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_docs_run_as_they_are_printed() {
    let page = include_str!("../../../docs/phone.md");
    let lines = support::commands(page, "<!-- these lines are run by crates/cli/tests/phone.rs -->");
    assert_eq!(lines.len(), 4);
    let said: Vec<String> =
        lines.iter().map(|line| support::shell(line, std::path::Path::new("."))).collect();
    assert!(said[0].contains("+33 6 12 34 56 78") && said[1].contains("\"calling_code\":33"), "{said:?}");
    assert!(page.contains(said[2].trim_end()), "the page prints another answer than {}", said[2]);
}
