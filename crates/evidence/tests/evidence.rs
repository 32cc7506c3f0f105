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
    Format::ALL.map(|(name, format)| (name, format.export(&evidence).expect("exported"))).to_vec()
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
    let all = [
        "storage_locations",
        "retention_period",
        "jurisdiction",
        "recipient_third_parties",
        "validity_duration",
    ];
    assert_eq!(missing, all);
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
    let iso = Format::Iso27560.export(&evidence).expect("exported");
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
    let dpv = Format::DpvJsonLd.export(&evidence).expect("exported").to_string();
    for part in ["P3Y", "loc:FR", "Carrier", "dct:replaces", "2029-07-29", "tel:+33123456789"] {
        assert!(dpv.contains(part), "{part}: {dpv}");
    }
    let kantara = Format::Kantara.export(&evidence).expect("exported").to_string();
    for part in ["P3Y", "\"FR\"", "Carrier", "+33123456789", "privacy@shop.example"] {
        assert!(kantara.contains(part), "{part}: {kantara}");
    }
}

/// The terms of DPV that an export may use. Each was looked up in `dpv.csv` and `pd.csv` of the vocabulary's versions 2.0, 2.1,
/// 2.2 and 2.3 (github.com/w3c/dpv, commit f01a55c3), and is in all of them.
const TERMS: &str = "dpv:Collect dpv:CommunicationForCustomerCare dpv:ConsentGiven dpv:ConsentNotice dpv:ConsentRecord \
    dpv:ConsentRefused dpv:ConsentWithdrawn dpv:Customer dpv:DataController dpv:DataSubject dpv:DirectMarketing \
    dpv:ExpressedConsent dpv:IdentityAuthentication dpv:Process dpv:RenewedConsentGiven dpv:StorageDuration dpv:Store dpv:Use \
    dpv:WithdrawConsent dpv:hasConsentControl dpv:hasConsentStatus dpv:hasContact dpv:hasDataController dpv:hasDataSource \
    dpv:hasDataSubject dpv:hasDuration dpv:hasIndicationMethod dpv:hasJurisdiction dpv:hasLegalBasis dpv:hasName dpv:hasNotice \
    dpv:hasPersonalData dpv:hasProcess dpv:hasProcessing dpv:hasPurpose dpv:hasRecipient dpv:hasStorageCondition \
    dpv:isIndicatedAtTime dpv:isIndicatedBy pd:TelephoneNumber";

#[test]
fn every_term_of_an_export_is_one_of_the_vocabulary_and_each_is_used() {
    let mut used = std::collections::BTreeSet::new();
    for kind in [EventType::ConsentGiven, EventType::RenewedConsentGiven, EventType::ConsentWithdrawn] {
        let mut claims = full_act();
        let gives = kind != EventType::ConsentWithdrawn;
        claims.event.kind = kind;
        claims.purposes.iter_mut().for_each(|purpose| purpose.granted = gives && purpose.id == "purpose-0");
        let act = verified(&claims);
        let evidence = Evidence { act: &act, receipt: ReceiptCheck::None, log: LogCheck::None };
        let text = Format::DpvJsonLd.export(&evidence).expect("exported").to_string();
        used.extend(
            text.split('"')
                .filter(|part| part.starts_with("dpv:") || part.starts_with("pd:"))
                .map(str::to_owned),
        );
    }
    let known: std::collections::BTreeSet<String> = TERMS.split_whitespace().map(str::to_owned).collect();
    assert_eq!(used, known);
}

#[test]
fn a_withdrawal_or_a_refusal_is_never_exported_as_consent_given() {
    for kind in [EventType::ConsentWithdrawn, EventType::ConsentRefused] {
        let mut claims = full_act();
        claims.event.kind = kind;
        claims.purposes.iter_mut().for_each(|purpose| purpose.granted = false);
        let act = verified(&claims);
        let evidence = Evidence { act: &act, receipt: ReceiptCheck::None, log: LogCheck::None };
        let refused = Format::Kantara.export(&evidence).expect_err("it cannot say so").to_string();
        assert!(
            refused.contains("iso27560") && refused.contains(&evidence.event().to_lowercase()),
            "{refused}"
        );
        for format in [Format::Iso27560, Format::DpvJsonLd] {
            let text = format.export(&evidence).expect("exported").to_string();
            assert!(!text.contains("consent given") && !text.contains("ConsentGiven"), "{text}");
        }
    }
}

#[test]
fn validity_is_a_duration_and_what_is_not_known_of_an_import_is_said() {
    let iso = |change: &dyn Fn(&mut Act)| {
        let mut claims = full_act();
        change(&mut claims);
        let act = verified(&claims);
        let evidence = Evidence { act: &act, receipt: ReceiptCheck::None, log: LogCheck::None };
        Format::Iso27560.export(&evidence).expect("exported")
    };
    let year = 365 * 24 * 60 * 60;
    for (end, duration) in [(year, "P365D"), (year + 1, "PT31536001S"), (0, ""), (-1, ""), (i64::MIN, "")] {
        let export = iso(&|act| act.valid_until = Some(act.iat.saturating_add(end).clamp(-MAX, MAX)));
        let field = &export["event_fields"][0]["validity_duration"];
        assert_eq!(field.as_str().unwrap_or_default(), duration, "{end}");
        let missing =
            export["not_recorded"].as_array().expect("a list").contains(&"validity_duration".into());
        assert_eq!(missing, duration.is_empty());
    }
    assert_eq!(iso(&|_| {})["event_fields"][0]["event_type"], "explicit");
    let imported = iso(&|act| act.event.method = Method::Import);
    assert_eq!(imported["event_fields"][0]["event_type"], Value::Null);
    assert!(imported["not_recorded"].as_array().expect("a list").contains(&"event_type".into()));
}

/// The largest integer of signed JSON.
const MAX: i64 = (1 << 53) - 1;
