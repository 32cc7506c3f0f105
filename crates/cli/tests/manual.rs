//! The commands of README.md, docs/lint.md and docs/migration.md, and the remark of examples/github-action/README.md, run as
//! they are printed.
#![allow(missing_docs)]
#![cfg(unix)]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use support::{Desk, PUBLIC_URL};
use test_support::{Key, full_act};
use whatsapp_opt_in::consent::{Act, Event, EventType, Method, Ui};

const PROMPT: &str = r#"<form><input type="tel" name="phone"><label><input type="checkbox" name="wa"> I agree to receive order updates from Acme on WhatsApp.</label> Reply STOP at any time. <a href="/privacy">Privacy notice</a></form>"#;

fn page(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)).expect(name)
}

/// The block of a language that holds some text.
fn block<'a>(page: &'a str, language: &str, holds: &str) -> &'a str {
    let blocks = page.split("\n```").skip(1).step_by(2);
    let mut code = blocks.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'));
    code.find(|code| code.contains(holds)).unwrap_or_else(|| panic!("no block of {language} with {holds}"))
}

/// Runs a line in a folder as a person does who has `opt-in` installed.
fn run(line: &str, folder: &Path) -> Output {
    let programs = Path::new(env!("CARGO_BIN_EXE_opt-in")).parent().expect("its folder").display();
    let script = format!("PATH={programs}:$PATH; {line}");
    Command::new("sh").args(["-c", &script]).current_dir(folder).output().expect("a shell")
}

#[tokio::test]
async fn the_commands_of_the_readme_and_the_linters_page_run_as_they_are_printed() {
    let desk = Desk::new();
    let receiver = desk.open().await;
    let act = Act {
        jti: uuid::Uuid::now_v7().to_string(),
        aud: Some(format!("{PUBLIC_URL}/v1/consents")),
        nonce: None,
        sub: "tel:+33612345678".into(),
        event: Event { kind: EventType::ConsentGiven, method: Method::Checkbox, supersedes: None },
        ui: Ui { trusted_event: true, ..full_act().ui },
        ..full_act()
    };
    receiver.post(Key::p256().act(&act)).await;
    desk.fetch_audit(&receiver).await;
    desk.put("record.json", receiver.get(&format!("/v1/records/{}", act.jti)).await);
    let (readme, manual, migration) = (page("README.md"), page("docs/lint.md"), page("docs/migration.md"));

    let verify = block(&readme, "sh", "-- verify").trim();
    let verify = verify.strip_prefix("cargo run -p whatsapp-opt-in-cli --").expect("cargo run");
    let said = support::shell(&format!("opt-in {verify}"), &desk.path(""));
    assert!(said.contains("+33612345678"), "{said}");

    std::fs::create_dir(desk.path("templates")).expect("a folder");
    desk.put("checkout.html", PROMPT);
    desk.put("templates/checkout.html", PROMPT);
    let template = r#"{"name":"order","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your order is on its way."}]}"#;
    desk.put("templates/order.json", template);
    let lines = block(&manual, "sh", "opt-in lint").lines().filter(|line| !line.starts_with("```"));
    let mut ran = 0;
    for line in lines.chain([block(&migration, "sh", "opt-in lint").trim()]) {
        let line = line.replace("curl -s https://shop.example/ |", "cat checkout.html |");
        let output = run(&line, &desk.path(""));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // Found or not: 2 would mean that the command or its input cannot be used.
        assert!(matches!(output.status.code(), Some(0 | 1)) && said.is_empty(), "{line}: {said}");
        ran += 1;
    }
    assert!(ran >= 6, "{ran} lines");
}

#[test]
fn the_remark_that_accepts_a_finding_does_so_as_it_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let manual = page("docs/lint.md");
    let remark = block(&manual, "html", "opt-in-lint-ignore").split("```").next().expect("the remark");
    let found = |html: &str| {
        std::fs::write(folder.path().join("page.html"), html).expect("written");
        let output = run("opt-in lint --company Acme --format json page.html", folder.path());
        let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let rules = said["findings"].as_array().expect("a list").iter();
        let rules: Vec<String> =
            rules.filter_map(|found| found["rule"].as_str().map(str::to_owned)).collect();
        (rules, said)
    };
    let (before, said) = found(PROMPT);
    assert!(before.contains(&"WA-05".to_owned()), "{before:?}");
    let action = page("examples/github-action/README.md");
    let shorter = block(&action, "html", "opt-in-lint-ignore").split("```").next().expect("the remark");
    for remark in [remark, shorter] {
        let (after, _) = found(&format!("{remark}{PROMPT}"));
        assert!(!after.contains(&"WA-05".to_owned()) && !after.contains(&"LI-01".to_owned()), "{after:?}");
    }

    // What the page prints of the JSON has the members that there are.
    let printed = block(&manual, "json", "findings").split("```").next().expect("JSON");
    let printed: Value = serde_json::from_str(printed).expect("JSON");
    let members = |value: &Value| {
        let mut names: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(members(&printed), members(&said));
    for list in ["findings", "needs_review"] {
        assert_eq!(members(&printed[list][0]), members(&said[list][0]), "{list}");
    }
}
