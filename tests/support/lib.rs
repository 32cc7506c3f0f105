//! Acts and receipts that are really signed, for every suite.

#![forbid(unsafe_code)]
#![allow(clippy::missing_panics_doc, reason = "a test that cannot make its key should stop")]

mod ledger;

pub use ledger::{Forgery, Ledger, forgeries, forgeries_at, ledger};

pub mod fuzz;
pub mod fuzz_lint;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::*;

/// A key pair of either kind.
pub enum Key {
    /// ES256.
    P256(EcdsaKeyPair),
    /// Ed25519.
    Ed25519(Ed25519KeyPair),
}

impl Key {
    /// A new ES256 key pair.
    pub fn p256() -> Self {
        Self::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    /// A new Ed25519 key pair.
    pub fn ed25519() -> Self {
        Self::Ed25519(Ed25519KeyPair::generate().expect("a key"))
    }

    /// The Ed25519 key pair of a seed.
    pub fn ed25519_from_seed(seed: &[u8; 32]) -> Self {
        Self::Ed25519(Ed25519KeyPair::from_seed_unchecked(seed).expect("a key"))
    }

    /// Its public key.
    pub fn public(&self) -> PublicKey {
        match self {
            Self::P256(pair) => {
                let point = pair.public_key().as_ref();
                PublicKey::P256 {
                    x: point[1..33].try_into().expect("32 bytes"),
                    y: point[33..].try_into().expect("32 bytes"),
                }
            }
            Self::Ed25519(pair) => {
                PublicKey::Ed25519(pair.public_key().as_ref().try_into().expect("32 bytes"))
            }
        }
    }

    /// Signs bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(pair) => {
                pair.sign(&SystemRandom::new(), message).expect("a signature").as_ref().to_vec()
            }
            Self::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    /// Signs any header and payload, right or wrong.
    pub fn compact(&self, header: &str, payload: &str) -> String {
        let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let signature = self.sign(input.as_bytes());
        encode_compact(input, &signature)
    }

    /// The header an act of this key has.
    pub fn act_header(&self) -> Value {
        let public = self.public();
        json!({"alg": public.algorithm().name(), "typ": "whatsapp-consent+jwt", "jwk": public.to_jwk()})
    }

    /// Signs an act.
    pub fn act(&self, act: &Act) -> String {
        let public = self.public();
        let input = act.signing_input(public.algorithm(), &public.to_jwk()).expect("JSON");
        let signature = self.sign(input.as_bytes());
        encode_compact(input, &signature)
    }

    /// Signs a receipt; `kid` is the thumbprint.
    pub fn receipt(&self, receipt: &Receipt) -> String {
        let public = self.public();
        let input = receipt.signing_input(public.algorithm(), &public.thumbprint()).expect("JSON");
        let signature = self.sign(input.as_bytes());
        encode_compact(input, &signature)
    }

    /// A key set that trusts this key.
    pub fn trusted(&self) -> JwkSet {
        let mut set = JwkSet::new();
        set.insert(self.public().thumbprint(), self.public());
        set
    }
}

/// An act as the widget makes it.
pub fn act() -> Act {
    let text = "Acme may send me order confirmations on WhatsApp.\nReply STOP at any time.\nPrivacy notice";
    Act {
        iss: "https://shop.example".into(),
        aud: Some("https://shop.example/v1/consents".into()),
        iat: 1_790_000_000,
        jti: "01931e5e-7b5a-7c3d-9e2f-0123456789ab".into(),
        sub: "tel:+33612345678".into(),
        nonce: None,
        schema: SCHEMA,
        event: Event { kind: EventType::ConsentGiven, method: Method::Checkbox, supersedes: None },
        controller: Controller {
            name: "Acme".into(),
            contact: None,
            privacy_url: "https://shop.example/privacy".into(),
            whatsapp_number: None,
        },
        purposes: vec![PurposeChoice {
            id: "order-confirmation".into(),
            category: Category::Utility,
            text: "order confirmations".into(),
            granted: true,
        }],
        notice: Notice {
            sha256: sha256_hex(text.as_bytes()),
            text: text.into(),
            version: None,
            language: "en".into(),
        },
        withdrawal: vec![Withdrawal::Keyword("STOP".into())],
        retention: None,
        valid_until: None,
        jurisdiction: None,
        recipients: vec![],
        ui: Ui {
            checked_by_default: false,
            number_edited: true,
            trusted_event: true,
            input: "pointer".into(),
            logo: true,
            widget: "whatsapp-opt-in/0.1.0".into(),
            wasm_sha256: None,
            page: "https://shop.example/checkout".into(),
        },
        policy: None,
    }
}

/// An act with every claim there is.
pub fn full_act() -> Act {
    let text =
        "Café Zoë 🛍️ may send me offers on WhatsApp.\nReply \"STOP\" at any time.\u{2028}\u{202e}\u{0007}";
    Act {
        iss: "https://m.shop.example".into(),
        jti: "01931e5e-7b5a-7c3d-9e2f-0123456789ac".into(),
        sub: "tel:+12".into(),
        nonce: Some("b64nonce_-".into()),
        event: Event {
            kind: EventType::RenewedConsentGiven,
            method: Method::PreferenceCentre,
            supersedes: Some(act().jti),
        },
        controller: Controller {
            name: "Café Zoë".into(),
            contact: Some("privacy@shop.example".into()),
            privacy_url: "https://shop.example/privacy".into(),
            whatsapp_number: Some("+33123456789".into()),
        },
        purposes: [Category::Marketing, Category::Utility, Category::Authentication]
            .into_iter()
            .enumerate()
            .map(|(i, category)| PurposeChoice {
                id: format!("purpose-{i}"),
                category,
                text: "offers & <news>".into(),
                granted: i == 0,
            })
            .collect(),
        notice: Notice {
            sha256: sha256_hex(text.as_bytes()),
            text: text.into(),
            version: Some("2026-11".into()),
            language: "fr-CA".into(),
        },
        withdrawal: vec![
            Withdrawal::Keyword("STOP".into()),
            Withdrawal::Url("https://shop.example/preferences".into()),
        ],
        retention: Some("P3Y".into()),
        valid_until: Some(1_880_000_000),
        jurisdiction: Some("FR".into()),
        recipients: vec!["Meta Platforms Ireland Ltd".into(), "Carrier".into()],
        ui: Ui { wasm_sha256: Some(sha256_hex(b"wasm")), trusted_event: false, ..act().ui },
        policy: Some(PolicyVerdict { editions: vec!["2026-01".into()], findings: vec!["N1".into()] }),
        ..act()
    }
}

/// A receipt for an act as sent.
pub fn receipt_for(act: &Verified) -> Receipt {
    Receipt {
        iss: "https://shop.example".into(),
        iat: 1_790_000_001,
        jti: act.jti.clone(),
        record_sha256: act.sha256().into(),
        seq: 1,
        assurance: Assurance::SelfAsserted,
        log: None,
        withdraw_url: None,
    }
}
