//! A sample of the comparison, and the pages of `docs` held against the software.
#![allow(missing_docs, clippy::print_stdout)]

use std::io::Write;
use std::path::{Path, PathBuf};

use interop_tests::{golden, snippets, world};
use serde_json::Value;
use whatsapp_opt_in::consent::{ActError, AwsLc, Expect, ReceiptError, verify_act};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// A machine may lack a language, and then says so past the capture of output; continuous integration may not.
fn enough(missing: &[String]) {
    for line in missing {
        let _ = writeln!(std::io::stderr(), "not run: {line}");
    }
    assert!(missing.is_empty() || std::env::var_os("CI").is_none(), "{missing:?}");
}

fn page(name: &str) -> String {
    std::fs::read_to_string(workspace().join("docs").join(name)).expect("a page of docs")
}

#[test]
fn every_language_gives_the_same_verdict_as_we_do() {
    let summary = interop_tests::run(&workspace(), false).expect("one verdict from all");
    println!("{summary:#?}");
    enough(&summary.missing);
    assert!(summary.accepted > 0 && summary.accepted < summary.tokens);
    assert!(summary.foreign > 0);
}

#[test]
fn the_golden_vectors_are_what_their_maker_makes() {
    let file = std::fs::read_to_string(workspace().join(golden::PATH)).expect("the vectors");
    assert!(file == golden::make().expect("the vectors"), "run `cargo run -p interop-tests -- vectors`");
}

#[test]
fn the_snippets_of_the_docs_accept_the_honest_and_refuse_the_forged() {
    let (ran, runs, missing) = snippets::run(&workspace()).expect("snippets that work");
    println!("{ran} snippets, {runs} runs; not run: {missing:?}");
    enough(&missing);
    assert!(ran >= 4, "acts and receipts in Node and Rust at least");
}

#[test]
fn every_line_of_code_in_the_page_of_snippets_is_run() {
    let page = page("verify.md");
    let lines: Vec<&str> = page.lines().collect();
    let mut open = false;
    for (before, fence) in lines.iter().zip(&lines[1..]).filter(|(_, line)| line.starts_with("```")) {
        open = !open;
        assert!(!open || before.starts_with("<!-- runs: "), "{fence} under {before:?} is run by nobody");
    }
    for language in ["js", "python", "php", "ruby", "go", "java", "rust"] {
        assert!(page.contains(&format!("-->\n```{language}\n")), "{language}");
    }
}

#[test]
fn the_docs_list_every_code_with_its_words_and_no_other() {
    let page = page("record.md");
    let (_, after) = page.split_once("<!-- codes").expect("the table of codes");
    let table: Vec<&str> = after.lines().take_while(|line| !line.starts_with("A receiver")).collect();
    let row = |code: &str, words: String| format!("| `{code}` | {words} |");
    let mut wanted: Vec<String> = ActError::ALL.iter().map(|e| row(e.code(), e.to_string())).collect();
    wanted.extend(ReceiptError::ALL.iter().map(|e| row(e.code(), e.to_string())));
    let listed: Vec<&str> = table.into_iter().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(listed, wanted);
}

#[test]
fn the_docs_say_when_each_code_is_given() {
    let page = page("record.md");
    let steps = page.split("## How to verify an act").nth(1).expect("the steps");
    let steps = steps.split("## Error codes").next().expect("the steps");
    for code in ActError::ALL.iter().map(|e| e.code()) {
        assert!(steps.contains(&format!("`{code}`")), "{code}");
    }
    for code in [
        "key_unknown",
        "algorithm_forbidden",
        "signature_invalid",
        "claims_invalid",
        "for_other_act",
        "issuer_wrong",
        "log_wrong",
    ] {
        assert!(steps.contains(&format!("`receipt_{code}`")), "{code}");
    }
    assert_eq!(ReceiptError::ALL.len(), 14, "a new reason: say in the steps when it is given");
}

#[test]
fn the_docs_describe_every_claim_and_no_other() {
    let page = page("record.md");
    let section = |from: &str, to: &str| {
        let text = page.split(from).nth(1).and_then(|text| text.split(to).next()).expect("a section");
        let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut names: Vec<String> = rows.map(str::to_owned).collect();
        names.sort();
        names
    };
    let of = |claims: Vec<Value>| {
        let mut names = vec![];
        claims.iter().for_each(|claims| paths(claims, "", &mut names));
        // The members of a way to withdraw stand in words.
        names.retain(|name| !name.starts_with("withdrawal[]"));
        names.sort();
        names.dedup();
        names
    };
    let acts = world::acts();
    let act =
        verify_act(&test_support::Key::p256().act(&acts[0]), &AwsLc, &Expect::default()).expect("an act");
    let json = |value: serde_json::Result<Value>| value.expect("JSON");
    assert_eq!(
        section("### Its claims", "## The receipt"),
        of(acts.iter().map(|act| json(serde_json::to_value(act))).collect())
    );
    assert_eq!(
        section("## The receipt", "Levels of"),
        of(world::receipts(&act).iter().map(|receipt| json(serde_json::to_value(receipt))).collect())
    );
}

/// The names of all members, as the tables of the docs write them.
fn paths(value: &Value, at: &str, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                names.push(path.clone());
                paths(member, &path, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), names)),
        _ => {}
    }
}
