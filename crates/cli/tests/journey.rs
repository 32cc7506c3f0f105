//! One person's way through a real receiver: consent, renewal, another number, withdrawal by the link. Each step is then
//! judged from files alone: `opt-in verify`, the certificate, every export, the audit of the ledger.
#![allow(missing_docs)]
#![cfg(unix)]

mod support;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use support::{Desk, PUBLIC_URL};
use test_support::{Key, full_act};
use whatsapp_opt_in::consent::{Act, Event, EventType, Method, Ui};

/// What a command that ends well prints.
fn said(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.opt_in(arguments);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success(), "{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// A new act, as the widget posts it to the receiver.
fn act(kind: EventType, sub: &str, supersedes: Option<&String>) -> Act {
    Act {
        jti: uuid::Uuid::now_v7().to_string(),
        aud: Some(format!("{PUBLIC_URL}/v1/consents")),
        nonce: None,
        sub: sub.into(),
        event: Event { kind, method: Method::Checkbox, supersedes: supersedes.cloned() },
        ui: Ui { trusted_event: true, ..full_act().ui },
        ..full_act()
    }
}

/// Everything said of one step.
struct Step {
    event: &'static str,
    iso: &'static str,
    dpv: &'static str,
    supersedes: Option<String>,
}

#[tokio::test]
async fn consent_renewal_another_number_and_withdrawal_are_told_alike_by_everything() {
    let desk = Desk::new();
    let receiver = desk.open().await;
    let key = Key::p256();
    let given = act(EventType::ConsentGiven, "tel:+33612345678", None);
    let renewed = act(EventType::RenewedConsentGiven, "tel:+33612345678", Some(&given.jti));
    let moved = act(EventType::ConsentGiven, "tel:+447400123456", Some(&renewed.jti));
    for act in [&given, &renewed, &moved] {
        receiver.post(key.act(act)).await;
    }
    // The person presses the button behind the newest receipt's link.
    desk.put("moved.json", receiver.get(&format!("/v1/records/{}", moved.jti)).await);
    desk.put("jwks.json", receiver.get("/.well-known/jwks.json").await);
    let told = said(&desk, &["verify", "moved.json", "--jwks", "jwks.json", "--json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let link = told["receipt"]["claims"]["withdraw_url"].as_str().expect("a link");
    let path = link.strip_prefix(PUBLIC_URL).expect("an address of the receiver");
    let press = Request::post(path).header("sec-fetch-site", "same-origin");
    let press = press.header("content-type", "application/x-www-form-urlencoded");
    receiver.send(press.body(Body::empty()).expect("a request")).await;

    desk.fetch_audit(&receiver).await;
    let lines: Vec<Value> = std::fs::read_to_string(desk.path("export.ndjson"))
        .expect("the export")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line"))
        .collect();
    let step = |event, iso, dpv, supersedes| Step { event, iso, dpv, supersedes };
    let steps = [
        step("Consent given, by a box", "consent given", "dpv:ConsentGiven", None),
        step("Consent given again", "consent renewed", "dpv:RenewedConsentGiven", Some(given.jti)),
        step("Consent given, by a box", "consent given", "dpv:ConsentGiven", Some(renewed.jti)),
        step("Consent withdrawn", "consent withdrawn", "dpv:ConsentWithdrawn", Some(moved.jti)),
    ];
    assert_eq!(lines.len(), steps.len());
    for (line, Step { event, iso, dpv, supersedes }) in lines.iter().zip(steps) {
        // One line of an export holds what `verify` reads, under the name `act`.
        let record = serde_json::json!({"consent": line["act"], "receipt": line["receipt"]});
        desk.put("record.json", record.to_string());
        let text = said(&desk, &["verify", "record.json", "--jwks", "jwks.json", "--html", "page.html"]);
        let page = std::fs::read_to_string(desk.path("page.html")).expect("a certificate");
        assert!(text.contains(event) && page.contains(event), "{text}");
        assert!(text.contains("It stands in the log m.shop.example/log"), "{text}");
        let by_receiver = "The receiver set this act down itself";
        assert_eq!(text.contains(by_receiver), event == "Consent withdrawn", "{text}");
        let exported = |format: &str| -> Value {
            let arguments = ["record", "export", "record.json", "--jwks", "jwks.json", "--format", format];
            serde_json::from_str(&said(&desk, &arguments)).expect("JSON")
        };
        let (as_iso, as_dpv) = (exported("iso27560"), exported("dpv-jsonld"));
        assert_eq!(as_iso["event_fields"][0]["event_state"], iso);
        assert_eq!(as_dpv["dpv:hasConsentStatus"], dpv);
        if event == "Consent withdrawn" {
            let output = desk.opt_in(&["record", "export", "record.json", "--format", "kantara"]);
            assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), [].as_slice()));
        } else {
            let purposes = exported("kantara")["services"][0]["purposes"].as_array().map(Vec::len);
            assert!(purposes > Some(0));
        }
        match supersedes {
            None => {
                assert!(!text.contains("Replaces act") && as_dpv.get("dct:replaces").is_none());
                assert_eq!(as_iso["event_fields"][0]["supersedes"], Value::Null);
            }
            Some(jti) => {
                assert!(text.contains(&jti) && page.contains(&jti), "{text}");
                assert_eq!(as_dpv["dct:replaces"], format!("urn:uuid:{jti}"));
                assert_eq!(as_iso["event_fields"][0]["supersedes"], jti);
            }
        }
    }
    let audit =
        ["export.ndjson", "--jwks", "jwks.json", "--log-key", "log.key", "--checkpoint", "checkpoint"];
    let whole = said(&desk, &[&["ledger", "verify"], &audit[..]].concat());
    assert_eq!(whole, "4 records, 0 of them erased: whole\n");
}

#[tokio::test]
async fn the_commands_of_the_docs_run_as_they_are_printed() {
    let lines = support::commands(
        include_str!("../../../docs/record.md"),
        "<!-- these lines are run by crates/cli/tests/journey.rs -->",
    );
    assert!(lines.len() >= 8, "{lines:?}");
    let desk = Desk::new();
    let receiver = desk.open().await;
    let act = act(EventType::ConsentGiven, "tel:+33612345678", None);
    receiver.post(Key::p256().act(&act)).await;
    desk.fetch_audit(&receiver).await;
    desk.put("record.json", receiver.get(&format!("/v1/records/{}", act.jti)).await);
    std::fs::create_dir(desk.path("kept")).expect("a folder");
    desk.copy("checkpoint", "kept/checkpoint-1");
    for line in lines {
        assert!(!support::shell(line, &desk.path("")).is_empty(), "{line} says nothing");
    }
    for (file, holds) in [("certificate.html", "<!DOCTYPE html>"), ("notice.txt", "Acme")] {
        assert!(std::fs::read_to_string(desk.path(file)).expect(file).contains(holds), "{file}");
    }
}
