//! What is said of a record, and what is not.
#![allow(missing_docs)]

use serde_json::Value;
use test_support::{Key, act, full_act, receipt_for};
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_evidence::*;

fn verified(act: &Act) -> Verified {
    verify_act(&Key::p256().act(act), &AwsLc, &Expect::default()).expect("a valid act")
}

fn receipt(act: &Verified, assurance: Assurance) -> VerifiedReceipt {
    let key = Key::p256();
    let compact = key.receipt(&Receipt { assurance, ..receipt_for(act) });
    verify_receipt(&compact, &AwsLc, &key.trusted(), Some(act)).expect("a valid receipt")
}

#[test]
fn only_a_receipt_that_was_checked_proves_the_time() {
    let act = verified(&act());
    let receipt = receipt(&act, Assurance::SelfAsserted);
    let with = Evidence { act: &act, receipt: ReceiptCheck::Valid(&receipt), log: LogCheck::None };
    assert!(with.to_text().contains("had stored this act"));
    for check in
        [ReceiptCheck::None, ReceiptCheck::NotChecked, ReceiptCheck::Refused(ReceiptError::Signature)]
    {
        let text = Evidence { act: &act, receipt: check, log: LogCheck::None }.to_text();
        assert!(!text.contains("had stored this act") && text.contains("When it happened"), "{text}");
    }
}

#[test]
fn assurance_adds_what_it_proves_and_takes_away_what_it_does_not() {
    let act = verified(&act());
    let lines = |assurance| {
        let receipt = receipt(&act, assurance);
        let evidence = Evidence { act: &act, receipt: ReceiptCheck::Valid(&receipt), log: LogCheck::None };
        (evidence.proves().len(), evidence.does_not_prove().join(" "))
    };
    assert_eq!(lines(Assurance::SelfAsserted).0 + 1, lines(Assurance::Fresh).0);
    assert_eq!(lines(Assurance::SelfAsserted).0 + 2, lines(Assurance::NumberConfirmed).0);
    assert!(lines(Assurance::Fresh).1.contains("that the number is theirs"));
    assert!(!lines(Assurance::NumberConfirmed).1.contains("that the number is theirs"));
}

#[test]
fn text_shows_the_words_the_number_and_the_choice_and_no_control_characters() {
    let mut claims = act();
    claims.controller.name = "Ac\u{1b}[31mme \u{202e}evil\u{2066}\u{200f}\u{61c}".into();
    let act = verified(&claims);
    let text = Evidence { act: &act, receipt: ReceiptCheck::None, log: LogCheck::None }.to_text();
    for part in ["+33612345678", "order confirmations (order-confirmation)", "Reply STOP at any time."] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for turns in ['\u{1b}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}'] {
        assert!(!text.contains(turns), "{turns:?}");
    }
}

#[test]
fn the_certificate_escapes_what_a_record_holds() {
    let mut claims = act();
    claims.controller.name = "<script>alert(1)</script>".into();
    let act = verified(&claims);
    let html = Evidence { act: &act, receipt: ReceiptCheck::None, log: LogCheck::None }
        .to_html(Some("/certificate.css"));
    assert!(!html.contains("<script>"));
    assert!(html.contains("&lt;script&gt;") && html.contains("+33612345678"));
}

fn every_format() -> Vec<(&'static str, Value)> {
    let mut claims = act();
    claims.purposes.push(PurposeChoice {
        id: "offers".into(),
        category: Category::Marketing,
        text: "offers".into(),
        granted: false,
    });
    let act = verified(&claims);
    let receipt = receipt(&act, Assurance::Fresh);
    let evidence = Evidence { act: &act, receipt: ReceiptCheck::Valid(&receipt), log: LogCheck::None };
    Format::ALL.map(|(name, format)| (name, format.export(&evidence))).to_vec()
}

#[test]
fn every_format_names_the_record_the_person_and_the_controller() {
    for (name, export) in every_format() {
        let text = export.to_string();
        for part in
            ["01931e5e-7b5a-7c3d-9e2f-0123456789ab", "tel:+33612345678", "Acme", "order confirmations"]
        {
            assert!(text.contains(part), "{name} lacks {part}: {text}");
        }
    }
}

#[test]
fn a_purpose_that_was_not_granted_is_never_exported_as_given() {
    for (name, export) in every_format() {
        match name {
            "iso27560" => assert_eq!(export["pii_processing"]["purposes"][1]["granted"], false),
            "dpv-jsonld" => {
                assert_eq!(export["dpv:hasProcess"][0]["dpv:hasConsentStatus"], "dpv:ConsentGiven");
                assert_eq!(export["dpv:hasProcess"][1]["dpv:hasConsentStatus"], "dpv:ConsentRefused");
            }
            _ => assert!(!export.to_string().contains("offers"), "{name}"),
        }
    }
}

#[test]
fn mandatory_fields_the_record_does_not_know_are_said_to_be_missing() {
    let (_, iso) = every_format().swap_remove(0);
    let missing: Vec<_> =
        iso["not_recorded"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(missing, ["storage_locations", "retention_period", "jurisdiction", "recipient_third_parties"]);
}

/// Every text and number in the claims, by name.
fn leaves(value: &Value, name: &str, all: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| leaves(value, name, all)),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, name, all)),
        Value::String(text) => all.push((name.to_owned(), text.clone())),
        _ => {}
    }
}

#[test]
fn every_claim_an_act_can_have_is_shown_and_exported() {
    let claims = full_act();
    let act = verified(&claims);
    let receipt = receipt(&act, Assurance::Fresh);
    let evidence = Evidence { act: &act, receipt: ReceiptCheck::Valid(&receipt), log: LogCheck::None };
    let mut all = vec![];
    leaves(&serde_json::to_value(&claims).expect("JSON"), "", &mut all);
    assert!(all.len() > 35);
    let text = evidence.to_text();
    let json = evidence.to_json();
    let iso = Format::Iso27560.export(&evidence);
    let mut exported = vec![];
    leaves(&iso, "", &mut exported);
    // Said in words, in lines or in other terms.
    let said = ["text", "sub", "type", "method", "category"];
    for (name, value) in &all {
        assert!(said.contains(&name.as_str()) || text.contains(value.as_str()), "{name} {value} in {text}");
        let kept = exported.iter().any(|(_, exported)| exported.contains(value.as_str()));
        assert!(["type", "category"].contains(&name.as_str()) || kept, "{name} {value} in {iso}");
    }
    assert_eq!(json["act"], serde_json::to_value(&claims).expect("JSON"));
    for part in ["2029-07-29", "P3Y", "Meta Platforms Ireland Ltd; Carrier", "editions 2026-01: found N1"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let html = evidence.to_html(None);
    for part in ["Law named", "P3Y", "editions 2026-01: found N1", "Version of the notice"] {
        assert!(html.contains(part), "{part}");
    }
    let dpv = Format::DpvJsonLd.export(&evidence).to_string();
    for part in ["P3Y", "loc:FR", "Carrier", "dct:replaces", "2029-07-29", "tel:+33123456789"] {
        assert!(dpv.contains(part), "{part}: {dpv}");
    }
    let kantara = Format::Kantara.export(&evidence).to_string();
    for part in ["P3Y", "\"FR\"", "Carrier", "+33123456789", "privacy@shop.example"] {
        assert!(kantara.contains(part), "{part}: {kantara}");
    }
}
