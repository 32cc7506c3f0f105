//! The golden records in `tests/vectors/records`: data that every later version must still read, and what made them.
#![allow(missing_docs)]

mod support;

use std::path::PathBuf;

use serde_json::{Value, json};
use support::*;
use whatsapp_opt_in::consent::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/records")
}

/// Each golden record: its file's name, its key and its act.
fn records() -> Vec<(&'static str, Key, Act)> {
    let mut given = act();
    given.jti = "019a9b5e-6c00-7000-8000-000000000001".into();
    let mut mixed = act();
    mixed.jti = "019a9b5e-6c00-7000-8000-000000000002".into();
    mixed.notice = Notice {
        language: "fr".into(),
        version: Some("2026-11".into()),
        ..notice(
            "Acme peut m’envoyer des confirmations de commande sur WhatsApp.\nAcme peut m’envoyer des offres et \
             des réductions sur WhatsApp.\nRépondez STOP à tout moment.\nConfidentialité",
        )
    };
    mixed.purposes = vec![
        PurposeChoice {
            id: "order-confirmation".into(),
            category: Category::Utility,
            text: "des confirmations de commande".into(),
            granted: true,
        },
        PurposeChoice {
            id: "offers".into(),
            category: Category::Marketing,
            text: "des offres et des réductions".into(),
            granted: false,
        },
    ];
    let mut withdrawn = withdrawal();
    withdrawn.jti = "019a9b5e-6c00-7000-8000-000000000003".into();
    withdrawn.event.supersedes = Some(given.jti.clone());
    let mut renewed = act();
    renewed.jti = "019a9b5e-6c00-7000-8000-000000000004".into();
    renewed.event.kind = EventType::RenewedConsentGiven;
    renewed.event.supersedes = Some(given.jti.clone());
    renewed.valid_until = Some(1_880_000_000);
    let mut moved = act();
    moved.jti = "019a9b5e-6c00-7000-8000-000000000005".into();
    moved.sub = "tel:+447400123456".into();
    moved.event.method = Method::PreferenceCentre;
    moved.event.supersedes = Some(renewed.jti.clone());
    vec![
        ("given-es256-fresh", Key::p256(), given),
        ("one-refused-ed25519", Key::ed25519(), mixed),
        ("withdrawn-es256", Key::p256(), withdrawn),
        ("renewed-es256", Key::p256(), renewed),
        ("number-changed-ed25519", Key::ed25519(), moved),
    ]
}

/// A receipt of a receiver that waits for the number to answer before it gives one. Ours answers at once, and so never
/// writes `number-confirmed`; but the contract knows it, and every verifier must.
fn confirmed() -> Value {
    let (browser, receiver) = (Key::p256(), Key::ed25519());
    let act = Act { jti: CONFIRMED.into(), nonce: Some("q83vEjRWeJA".into()), ..act() };
    let compact = browser.act(&act);
    let act = verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
    let receipt =
        Receipt { assurance: Assurance::NumberConfirmed, seq: 6, ..test_support::receipt_for(&act) };
    let jwks: Value = serde_json::from_str(&receiver.trusted().to_json()).expect("JSON");
    json!({"consent": compact, "receipt": receiver.receipt(&receipt), "jwks": jwks})
}

const CONFIRMED: &str = "019a9b5e-6c00-7000-8000-000000000006";

#[tokio::test]
#[ignore = "writes the golden records that are not there yet"]
async fn make_golden_records() {
    let service = Service::start().await;
    for (name, key, mut act) in records() {
        act.nonce = if name.ends_with("fresh") { Some(service.nonce().await) } else { None };
        let compact = key.act(&act);
        let answer = service.post(&compact).await.json();
        let jwks: Value = serde_json::from_str(service.receiver.keys().jwks()).expect("JSON");
        write(name, &json!({"consent": compact, "receipt": answer["receipt"], "jwks": jwks}));
    }
    write("confirmed-es256", &confirmed());
}

/// A record that is there stays: old records must verify for ever.
fn write(name: &str, record: &Value) {
    let path = folder().join(format!("{name}.json"));
    if !path.exists() {
        std::fs::write(path, format!("{record:#}\n")).expect("written");
    }
}

#[test]
fn the_golden_record_of_a_confirmed_number_still_verifies() {
    let text = std::fs::read_to_string(folder().join("confirmed-es256.json")).expect("a record");
    let record: Value = serde_json::from_str(&text).expect("JSON");
    let act = verify_act(record["consent"].as_str().expect("an act"), &AwsLc, &Expect::default());
    let act = act.expect("a valid act");
    let trusted = JwkSet::from_json(record["jwks"].to_string().as_bytes()).expect("keys");
    let receipt = record["receipt"].as_str().expect("a receipt");
    let receipt = verify_receipt(receipt, &AwsLc, &trusted, Some(&act)).expect("a valid receipt");
    assert_eq!((act.jti.as_str(), receipt.assurance), (CONFIRMED, Assurance::NumberConfirmed));
}

#[tokio::test]
async fn golden_records_still_verify_and_a_receiver_still_takes_them() {
    let service = Service::start().await;
    for (i, (name, _, act)) in records().into_iter().enumerate() {
        let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).expect(name);
        let record: Value = serde_json::from_str(&text).expect("JSON");
        let consent = record["consent"].as_str().expect("an act");
        let receipt = record["receipt"].as_str().expect("a receipt");
        let verified = verify_act(consent, &AwsLc, &Expect::default()).expect(name);
        assert_eq!(Act { nonce: None, ..(*verified).clone() }, act, "{name}");
        let trusted = JwkSet::from_json(record["jwks"].to_string().as_bytes()).expect("keys");
        let receipt = verify_receipt(receipt, &AwsLc, &trusted, Some(&verified)).expect(name);
        assert_eq!(receipt.seq, i as u64 + 1);
        if verified.nonce.is_none() {
            assert_eq!(service.post(consent).await.status, 201, "{name}");
        } else {
            assert_eq!(service.post(consent).await.code(), "nonce_unknown", "another receiver's nonce");
        }
    }
}
