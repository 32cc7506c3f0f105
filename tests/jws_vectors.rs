//! The vectors of `tests/vectors/jws`, decided by every implementation of the signatures, natively and on wasm32.
#![allow(missing_docs)]

#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use whatsapp_opt_in::consent::*;

const RFC: &str = include_str!("vectors/jws/rfc.json");
const RECORDS: &str = include_str!("vectors/jws/records.json");

/// Runs a check with each implementation there is; on wasm32 there is one.
macro_rules! with_each {
    (|$signatures:ident| $check:expr) => {{
        let $signatures = &RustCrypto;
        $check;
        #[cfg(not(target_family = "wasm"))]
        {
            let $signatures = &AwsLc;
            $check;
        }
    }};
}

fn file(text: &str) -> Value {
    serde_json::from_str(text).expect("a vector file is JSON")
}

fn list<'a>(file: &'a Value, name: &str) -> &'a [Value] {
    file[name].as_array().expect("a list of vectors")
}

fn text<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {vector}"))
}

fn key(jwk: &Value) -> PublicKey {
    let set = serde_json::json!({ "keys": [jwk] }).to_string();
    JwkSet::from_json(set.as_bytes()).and_then(|set| set.get("key").cloned()).expect("a public key")
}

#[test]
fn the_signatures_of_the_rfcs_verify_and_no_changed_bit_does() {
    let file = file(RFC);
    for vector in list(&file, "signatures") {
        let (message, signature) = text(vector, "token").rsplit_once('.').expect("a JWS");
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
        let key = key(&vector["jwk"]);
        with_each!(|signatures| {
            assert!(signatures.verify(&key, message.as_bytes(), &signature), "{}", vector["name"]);
            for bit in 0..signature.len() * 8 {
                let mut changed = signature.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                assert!(!signatures.verify(&key, message.as_bytes(), &changed), "bit {bit}");
            }
            assert!(!signatures.verify(&key, &message.as_bytes()[1..], &signature));
        });
    }
}

#[test]
fn a_token_of_the_rfcs_is_neither_act_nor_receipt() {
    let file = file(RFC);
    for vector in list(&file, "signatures").iter().chain(list(&file, "refused")) {
        let (token, code) = (text(vector, "token"), text(vector, "as_act"));
        let refusal = verify_act(token, &RustCrypto, &Expect::default()).expect_err("no act");
        assert_eq!(refusal.code(), code, "{}", vector["name"]);
        let refusal = verify_receipt(token, &RustCrypto, &JwkSet::new(), None).expect_err("no receipt");
        assert_eq!(refusal.code(), code.replacen("act", "receipt", 1), "{}", vector["name"]);
    }
}

#[test]
fn a_key_of_the_rfcs_that_is_private_or_of_another_kind_is_refused_in_an_act() {
    for vector in list(&file(RFC), "keys") {
        for alg in ["ES256", "Ed25519"] {
            let header = serde_json::json!({"alg": alg, "typ": "whatsapp-consent+jwt", "jwk": vector["jwk"]});
            let token = encode_compact(signing_input(&header, &"").expect("JSON"), &[1; 64]);
            let refusal = verify_act(&token, &RustCrypto, &Expect::default()).expect_err("no key of ours");
            assert_eq!(refusal.code(), text(vector, "as_act"), "{}", vector["name"]);
        }
    }
}

#[test]
fn thumbprints_are_those_of_the_rfcs() {
    for vector in list(&file(RFC), "thumbprints") {
        assert_eq!(key(&vector["jwk"]).thumbprint(), text(vector, "thumbprint"));
    }
}

/// The verdict of each golden vector, after checking it against the file.
fn golden(signatures: &impl Signatures) -> Vec<String> {
    let file = file(RECORDS);
    let trust = &file["trust"];
    let strings = |name: &str| -> Vec<String> {
        list(trust, name).iter().map(|v| v.as_str().expect("a text").to_owned()).collect()
    };
    let (audiences, issuers) = (strings("audiences"), strings("issuers"));
    let expect = Expect { audiences: Some(&audiences), issuers: Some(&issuers) };
    let (receivers, log) = (strings("receivers"), text(trust, "log"));
    let keys = JwkSet::from_json(trust["jwks"].to_string().as_bytes()).expect("a key set");
    let mut verdicts = vec![];
    let mut acts = HashMap::new();
    let mut judge = |vector: &Value, code: &str| {
        assert_eq!(code, text(vector, "verdict"), "{}", vector["name"]);
        verdicts.push(code.to_owned());
    };
    for vector in list(&file, "acts") {
        match verify_act(text(vector, "token"), signatures, &expect) {
            Ok(act) => {
                judge(vector, "ok");
                acts.insert(text(vector, "name"), act);
            }
            Err(refusal) => judge(vector, refusal.code()),
        }
    }
    for vector in list(&file, "receipts") {
        let act = vector.get("for").map(|_| &acts[text(vector, "for")]);
        let expect = ExpectReceipt { act, issuers: Some(&receivers), log: Some(log) };
        let verdict = verify_receipt(text(vector, "token"), signatures, &keys, expect);
        judge(vector, verdict.map_or_else(|refusal| refusal.code(), |_| "ok"));
    }
    verdicts
}

#[test]
fn every_golden_vector_gets_its_verdict() {
    with_each!(|signatures| assert!(golden(signatures).len() > 150));
}

#[test]
fn the_golden_vectors_show_every_reason_there_is() {
    let verdicts = golden(&RustCrypto);
    let codes = ActError::ALL.iter().map(|e| e.code()).chain(ReceiptError::ALL.iter().map(|e| e.code()));
    let missing: Vec<&str> = codes.filter(|code| !verdicts.iter().any(|shown| shown == code)).collect();
    assert_eq!(missing, [""; 0]);
}
