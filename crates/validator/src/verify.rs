//! Acts, receipts and whole records verified offline: by the rules of the core, with signatures in pure Rust.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use whatsapp_opt_in::consent::{self, Expect, ExpectReceipt, JwkSet, RustCrypto};
use whatsapp_opt_in_evidence::{Given, Judgement, LogCheck, ReceiptFinding, judge};

use crate::given;

#[wasm_bindgen]
extern "C" {
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "ExpectedAct | undefined")]
    pub type ExpectedAct;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "ExpectedReceipt | undefined")]
    pub type ExpectedReceipt;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "VerifiedAct")]
    pub type VerifiedAct;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "VerifiedReceipt")]
    pub type VerifiedReceipt;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "RecordOptions | undefined")]
    pub type RecordOptions;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "VerifiedRecord")]
    pub type VerifiedRecord;
}

/// Verifies an act (compact JWS), as a receiver does: size, form, header, signature, claims, in this order. Whether its
/// notice is registered, its nonce issued and its `jti` new is for whoever keeps records. Nothing is thrown.
#[wasm_bindgen(js_name = verifyAct)]
pub fn verify_act(compact: &str, expected: ExpectedAct) -> VerifiedAct {
    match given::<Expected>(&expected) {
        Ok(expected) => plain(&act(compact, &expected)),
        Err(message) => plain(&refused("options_invalid", &message)),
    }
}

/// Verifies a receipt (compact JWS) under keys you trust: the receiver's JWKS as text, fetched over a channel you
/// trust. With `act`, also that it was given for that act; with `expected`, by whom and in which log. Nothing is thrown.
#[wasm_bindgen(js_name = verifyReceipt)]
pub fn verify_receipt(
    compact: &str,
    jwks: &str,
    act: Option<String>,
    expected: ExpectedReceipt,
) -> VerifiedReceipt {
    match given::<ExpectedOfReceipt>(&expected) {
        Ok(expected) => plain(&receipt(compact, jwks, act.as_deref(), &expected)),
        Err(message) => plain(&refused("options_invalid", &message)),
    }
}

/// Verifies what a person pastes, an act, a receipt, or the file `{"consent": …, "receipt": …, "jwks": …}`, and says
/// what it shows, what it proves and what it does not. Nothing is thrown.
#[wasm_bindgen(js_name = verifyRecord)]
pub fn verify_record(text: &str, settings: RecordOptions) -> VerifiedRecord {
    match given::<Trust>(&settings) {
        Ok(trust) => plain(&record(text, &trust)),
        Err(message) => plain(&unusable(&message)),
    }
}

/// What the caller knows of acts.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Expected {
    audiences: Option<Vec<String>>,
    issuers: Option<Vec<String>>,
}

/// What the caller knows of receipts.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ExpectedOfReceipt {
    issuers: Option<Vec<String>>,
    log: Option<String>,
}

/// What the caller trusts, beside the text.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Trust {
    jwks: Option<String>,
}

/// As `JSON.parse` makes it: claims are JSON, and no number of theirs fails to become one.
fn plain<T: JsCast>(value: &impl Serialize) -> T {
    let text = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::UNDEFINED).unchecked_into()
}

fn refused(code: &str, message: &str) -> Value {
    json!({ "ok": false, "code": code, "message": message })
}

fn unusable(message: &str) -> Value {
    json!({ "ok": false, "message": message })
}

fn act(compact: &str, expected: &Expected) -> Value {
    let expect = Expect { audiences: expected.audiences.as_deref(), issuers: expected.issuers.as_deref() };
    match consent::verify_act(compact, &RustCrypto, &expect) {
        Ok(act) => json!({
            "ok": true,
            "act": *act,
            "e164": act.e164(),
            "sha256": act.sha256(),
            "keyThumbprint": act.key().thumbprint(),
        }),
        Err(error) => refused(error.code(), &error.to_string()),
    }
}

fn receipt(compact: &str, jwks: &str, act: Option<&str>, expected: &ExpectedOfReceipt) -> Value {
    let Some(keys) = JwkSet::from_json(jwks.as_bytes()) else {
        return refused("jwks_invalid", "This is not a JWKS of public keys with a kid each.");
    };
    let act = act.map(|act| consent::verify_act(act, &RustCrypto, &Expect::default())).transpose();
    let act = match act {
        Ok(act) => act,
        Err(error) => return refused(error.code(), &error.to_string()),
    };
    let expect = ExpectReceipt {
        act: act.as_ref(),
        issuers: expected.issuers.as_deref(),
        log: expected.log.as_deref(),
    };
    match consent::verify_receipt(compact, &RustCrypto, &keys, expect) {
        Ok(receipt) => json!({ "ok": true, "receipt": *receipt, "kid": receipt.kid() }),
        Err(error) => refused(error.code(), &error.to_string()),
    }
}

fn record(text: &str, trust: &Trust) -> Value {
    let keys = trust.jwks.as_deref().map(str::trim).filter(|jwks| !jwks.is_empty());
    let keys = match keys.map(|jwks| JwkSet::from_json(jwks.as_bytes()).ok_or(())).transpose() {
        Ok(keys) => keys,
        Err(()) => return unusable("the trusted keys are not a JWKS of public keys with a kid each"),
    };
    let judged = Given::read(text).and_then(|given| judge(&given, &RustCrypto, keys.as_ref()));
    match judged {
        Ok(judgement) => told(&judgement),
        Err(error) => unusable(&error.to_string()),
    }
}

/// The story of a record that is not valid is not told.
fn told(judgement: &Judgement) -> Value {
    let mut faults = Vec::new();
    if let Some(Err(error)) = &judgement.act {
        faults.push(json!({ "code": error.code(), "message": error.to_string() }));
    }
    if let ReceiptFinding::Refused(error) = &judgement.receipt {
        faults.push(json!({ "code": error.code(), "message": error.to_string() }));
    }
    let evidence = judgement.evidence();
    if matches!(evidence.map(|evidence| evidence.log), Some(LogCheck::Wrong)) {
        faults.push(json!({
            "code": "receipt_proof_wrong",
            "message": "The receipt's proof that the act stands in the log does not hold.",
        }));
    }
    let certificate = evidence.filter(|_| judgement.valid()).map(|evidence| {
        let facts: Vec<Value> = evidence
            .facts()
            .into_iter()
            .map(|(label, value)| json!({ "label": label, "value": value }))
            .collect();
        json!({
            "event": evidence.event(),
            "notice": { "text": evidence.act.notice.text, "language": evidence.act.notice.language },
            "facts": facts,
            "proves": evidence.proves(),
            "doesNotProve": evidence.does_not_prove(),
            "html": evidence.to_html(None),
        })
    });
    json!({
        "ok": true,
        "valid": judgement.valid(),
        "verdict": judgement.verdict(),
        "receipt": status(&judgement.receipt),
        "faults": faults,
        "certificate": certificate,
    })
}

fn status(receipt: &ReceiptFinding) -> &'static str {
    match receipt {
        ReceiptFinding::Absent => "none",
        ReceiptFinding::NotChecked => "not_checked",
        ReceiptFinding::MatchesEnclosedKeys(_) => "matches_enclosed_keys",
        ReceiptFinding::Valid(_) => "valid",
        ReceiptFinding::Refused(_) => "refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_support::{Key, act as claims, receipt_for};
    use whatsapp_opt_in::consent::AwsLc;

    /// An act with its receipt, and the key set of the receipt.
    fn file() -> (String, String) {
        let (browser, receiver) = (Key::p256(), Key::ed25519());
        let compact = browser.act(&claims());
        let verified = consent::verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
        let receipt = receiver.receipt(&receipt_for(&verified));
        (json!({ "consent": compact, "receipt": receipt }).to_string(), receiver.trusted().to_json())
    }

    fn judged(text: &str, jwks: Option<&str>) -> Value {
        record(text, &Trust { jwks: jwks.map(str::to_owned) })
    }

    #[test]
    fn a_record_is_told_and_a_changed_one_is_not() {
        let (file, jwks) = file();
        let answer = judged(&file, Some(&jwks));
        assert_eq!((&answer["valid"], &answer["receipt"]), (&true.into(), &"valid".into()));
        assert!(answer["certificate"]["proves"].as_array().is_some_and(|proves| proves.len() > 2));
        assert_eq!(judged(&file, None)["receipt"], "not_checked");
        let changed = file.replacen(".ey", ".eX", 1);
        let answer = judged(&changed, Some(&jwks));
        assert_eq!((&answer["valid"], &answer["certificate"]), (&false.into(), &Value::Null));
        assert!(!answer["faults"].as_array().expect("a list").is_empty());
        let (_, stranger) = self::file();
        assert_eq!(judged(&file, Some(&stranger))["faults"][0]["code"], "receipt_key_unknown");
    }

    #[test]
    fn what_is_no_record_is_named() {
        for (text, jwks) in [("hello", None), ("{}", None), ("a.b.c", Some("{}")), ("{", None)] {
            let answer = judged(text, jwks);
            assert_eq!(answer["ok"], false, "{text}");
            assert!(answer["message"].as_str().is_some_and(|message| message.len() > 10));
        }
    }

    #[test]
    fn the_types_name_every_member() {
        let types = include_str!("types.d.ts");
        let (file, jwks) = file();
        let answer = judged(&file, Some(&jwks));
        let compact: Value = serde_json::from_str(&file).expect("JSON");
        let token = |name: &str| compact[name].as_str().expect("a token").to_owned();
        let act = act(&token("consent"), &Expected::default());
        let receipt =
            receipt(&token("receipt"), &jwks, Some(&token("consent")), &ExpectedOfReceipt::default());
        for object in [&answer, &answer["certificate"], &act, &receipt] {
            for member in object.as_object().expect("an object").keys() {
                assert!(types.contains(&format!("{member}: ")), "{member}");
            }
        }
    }
}
