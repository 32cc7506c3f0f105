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
    vec![
        ("given-es256-fresh", Key::p256(), given),
        ("one-refused-ed25519", Key::ed25519(), mixed),
        ("withdrawn-es256", Key::p256(), withdrawn),
    ]
}

#[tokio::test]
#[ignore = "writes the golden records anew; signatures are random, so do it only when the record's schema changes"]
async fn make_golden_records() {
    let service = Service::start().await;
    for (name, key, mut act) in records() {
        act.nonce = if name.ends_with("fresh") { Some(service.nonce().await) } else { None };
        let compact = key.sign(&act);
        let answer = service.post(&compact).await.json();
        let jwks: Value = serde_json::from_str(service.receiver.keys().jwks()).expect("JSON");
        let record = json!({"consent": compact, "receipt": answer["receipt"], "jwks": jwks});
        std::fs::write(folder().join(format!("{name}.json")), format!("{record:#}\n")).expect("written");
    }
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
