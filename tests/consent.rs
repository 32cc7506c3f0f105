//! Acts and receipts, accepted and refused: each named attack beside the honest token it imitates.
#![allow(missing_docs)]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use test_support::{Key, act, full_act, receipt_for};
use whatsapp_opt_in::consent::*;

fn verify(compact: &str) -> Result<Verified, ActError> {
    verify_act(compact, &AwsLc, &Expect::default())
}

/// Signs the honest act with one thing changed in its claims.
fn with_claims(change: impl FnOnce(&mut Value)) -> String {
    let key = Key::p256();
    let mut claims = serde_json::to_value(act()).expect("JSON");
    change(&mut claims);
    key.compact(&key.act_header().to_string(), &claims.to_string())
}

/// Signs the honest act with one thing changed in its header.
fn with_header(change: impl FnOnce(&mut Value)) -> String {
    let key = Key::p256();
    let mut header = key.act_header();
    change(&mut header);
    key.compact(&header.to_string(), &serde_json::to_string(&act()).expect("JSON"))
}

#[test]
fn an_act_of_either_algorithm_verifies_and_says_what_was_signed() {
    for key in [Key::p256(), Key::ed25519()] {
        let verified = verify(&key.act(&act())).expect("a valid act");
        assert_eq!(*verified, act());
        assert_eq!(verified.key(), &key.public());
        assert_eq!(verified.e164(), "+33612345678");
    }
}

#[test]
fn every_changed_byte_is_refused() {
    let compact = Key::p256().act(&act());
    let mut accepted = 0;
    for i in 0..compact.len() {
        let mut bytes = compact.clone().into_bytes();
        bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
        accepted += usize::from(verify(&String::from_utf8(bytes).expect("ASCII")).is_ok());
    }
    assert_eq!(accepted, 0);
}

#[test]
fn a_header_that_asks_for_anything_else_is_refused() {
    let cases: [(&str, Value, ActError); 10] = [
        ("alg", json!("none"), ActError::Algorithm),
        ("alg", json!("HS256"), ActError::Algorithm),
        ("alg", json!("EdDSA"), ActError::Algorithm),
        ("alg", json!("Ed25519"), ActError::KeyInvalid),
        ("typ", json!("JWT"), ActError::Type),
        ("typ", json!("WhatsApp-consent+jwt"), ActError::Type),
        ("jku", json!("https://evil.example/keys"), ActError::HeaderMember),
        ("x5u", json!("https://evil.example/cert"), ActError::HeaderMember),
        ("crit", json!(["b64"]), ActError::HeaderMember),
        ("b64", json!(false), ActError::HeaderMember),
    ];
    for (name, value, expected) in cases {
        assert_eq!(verify(&with_header(|h| h[name] = value.clone())), Err(expected), "{name}: {value}");
    }
}

#[test]
fn a_key_that_is_private_foreign_or_off_the_curve_is_refused() {
    assert_eq!(verify(&with_header(|h| h["jwk"]["d"] = json!("AQ"))), Err(ActError::KeyPrivate));
    assert_eq!(verify(&with_header(|h| h["jwk"]["k"] = json!("AQ"))), Err(ActError::KeyPrivate));
    assert_eq!(verify(&with_header(|h| h["jwk"]["crv"] = json!("P-384"))), Err(ActError::KeyInvalid));
    assert_eq!(verify(&with_header(|h| h["jwk"] = json!("key"))), Err(ActError::KeyInvalid));
    let other = Key::p256().public().to_jwk();
    assert_eq!(verify(&with_header(|h| h["jwk"] = json!(other))), Err(ActError::Signature));
    let off_curve = URL_SAFE_NO_PAD.encode([7; 32]);
    assert_eq!(verify(&with_header(|h| h["jwk"]["y"] = json!(off_curve))), Err(ActError::Signature));
}

#[test]
fn an_hmac_made_with_the_public_key_is_refused_under_every_name() {
    use aws_lc_rs::hmac;
    let key = Key::p256();
    let mut header = key.act_header();
    for alg in ["HS256", "ES256"] {
        header["alg"] = json!(alg);
        let input = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(serde_json::to_string(&act()).expect("JSON"))
        );
        let secret = hmac::Key::new(hmac::HMAC_SHA256, key.public().to_jwk().x.as_bytes());
        let tag = hmac::sign(&secret, input.as_bytes());
        assert!(verify(&encode_compact(input, tag.as_ref())).is_err(), "{alg}");
    }
}

#[test]
fn a_token_that_is_not_compact_is_refused() {
    let compact = Key::p256().act(&act());
    let (message, signature) = compact.rsplit_once('.').expect("a JWS");
    assert_eq!(verify(""), Err(ActError::NotCompact));
    assert_eq!(verify(message), Err(ActError::NotCompact));
    assert_eq!(verify(&format!("{compact}.x")), Err(ActError::NotCompact));
    assert_eq!(verify(&format!("{message}.")), Err(ActError::NotCompact));
    assert_eq!(verify(&format!("{compact}=")), Err(ActError::Base64));
    assert_eq!(verify(&format!("{message}. {signature}")), Err(ActError::Base64));
    assert_eq!(verify(&compact.replacen('e', "é", 1)), Err(ActError::Base64));
    assert_eq!(verify(&format!("{message}.{}", &signature[..40])), Err(ActError::Signature));
    assert_eq!(verify(&"a".repeat(MAX_ACT_BYTES + 1)), Err(ActError::TooLarge));
}

#[test]
fn duplicate_members_are_refused_in_header_and_claims() {
    let key = Key::p256();
    let claims = serde_json::to_string(&act()).expect("JSON");
    let header = key.act_header().to_string();
    let twice = header.replacen('{', r#"{"alg":"none","#, 1);
    assert_eq!(verify(&key.compact(&twice, &claims)), Err(ActError::DuplicateMember));
    let twice = claims.replacen('{', r#"{"sub":"tel:+33600000000","#, 1);
    assert_eq!(verify(&key.compact(&header, &twice)), Err(ActError::DuplicateMember));
}

#[test]
fn claims_are_refused_unless_they_are_an_act() {
    let set = |path: &'static str, value: Value| {
        with_claims(move |claims| *claims.pointer_mut(path).expect("a claim") = value)
    };
    let cases = [
        (set("/schema", json!(2)), ActError::Schema),
        (set("/schema", json!("1")), ActError::PayloadJson),
        (set("/iat", json!("now")), ActError::PayloadJson),
        (set("/event", json!(["ConsentGiven", "checkbox"])), ActError::PayloadJson),
        (set("/event/type", json!("Given")), ActError::PayloadJson),
        (set("/sub", json!("+33612345678")), ActError::Number),
        (set("/sub", json!("tel:+33 612345678")), ActError::Number),
        (set("/sub", json!("tel:+03612345678")), ActError::Number),
        (set("/jti", json!("1")), ActError::Jti),
        (set("/jti", json!("01931e5e-7b5a-4c3d-9e2f-0123456789ab")), ActError::Jti),
        (set("/notice/text", json!("Other words")), ActError::Notice),
        (set("/purposes", json!([])), ActError::Purposes),
        (set("/purposes/0/granted", json!(false)), ActError::Purposes),
        (set("/event/type", json!("ConsentRefused")), ActError::Purposes),
        (with_claims(|claims| claims["event"]["supersedes"] = act().jti.into()), ActError::SupersedesItself),
        (set("/ui/checked_by_default", json!(true)), ActError::NotAChoice),
        (set("/ui/trusted_event", json!(false)), ActError::NotAChoice),
    ];
    for (i, (compact, expected)) in cases.into_iter().enumerate() {
        assert_eq!(verify(&compact), Err(expected), "case {i}");
    }
    assert!(verify(&with_claims(|claims| claims["future"] = json!({"new": 1}))).is_ok());
}

#[test]
fn a_withdrawal_may_name_whatever_it_likes() {
    for named in [act().jti, full_act().jti] {
        let withdrawal = with_claims(move |claims| {
            claims["event"] = json!({"type": "ConsentWithdrawn", "method": "keyword", "supersedes": named});
            claims["purposes"][0]["granted"] = json!(false);
        });
        assert!(verify(&withdrawal).is_ok());
    }
}

#[test]
fn audience_and_issuer_are_checked_when_the_caller_knows_them() {
    let ours = ["https://shop.example/v1/consents".to_owned()];
    let other = ["https://other.example/v1/consents".to_owned()];
    let origin = ["https://shop.example".to_owned()];
    let compact = Key::p256().act(&act());
    let check = |audiences, issuers| verify_act(&compact, &AwsLc, &Expect { audiences, issuers });
    assert!(check(Some(&ours), Some(&origin)).is_ok());
    assert_eq!(check(Some(&other), None), Err(ActError::Audience));
    assert_eq!(check(None, Some(&other)), Err(ActError::Issuer));
    let by_form = Key::p256().act(&Act { aud: None, ..act() });
    assert!(verify_act(&by_form, &AwsLc, &Expect { audiences: Some(&other), issuers: None }).is_ok());
}

#[test]
fn a_receipt_verifies_only_under_a_trusted_key_and_for_its_act() {
    let verified = verify(&Key::p256().act(&act())).expect("a valid act");
    for key in [Key::p256(), Key::ed25519()] {
        let compact = key.receipt(&receipt_for(&verified));
        let check = |trusted: &JwkSet, act: &Verified| verify_receipt(&compact, &AwsLc, trusted, Some(act));
        assert_eq!(*check(&key.trusted(), &verified).expect("a valid receipt"), receipt_for(&verified));
        assert_eq!(check(&JwkSet::new(), &verified), Err(ReceiptError::KeyUnknown));
        assert_eq!(check(&Key::p256().trusted(), &verified), Err(ReceiptError::KeyUnknown));
        let mut impostor = JwkSet::new();
        impostor.insert(key.public().thumbprint(), Key::p256().public());
        assert!(check(&impostor, &verified).is_err());
        let other = verify(&Key::p256().act(&Act { iat: 1, ..act() })).expect("a valid act");
        assert_eq!(check(&key.trusted(), &other), Err(ReceiptError::OtherAct));
    }
}

#[test]
fn an_act_is_no_receipt_and_a_receipt_no_act() {
    let key = Key::p256();
    let compact = key.act(&act());
    let verified = verify(&compact).expect("a valid act");
    assert_eq!(verify_receipt(&compact, &AwsLc, &key.trusted(), None), Err(ReceiptError::Type));
    assert_eq!(verify(&key.receipt(&receipt_for(&verified))), Err(ActError::Type));
}

#[test]
fn a_receipt_that_brings_its_own_key_is_refused() {
    let key = Key::p256();
    let verified = verify(&key.act(&act())).expect("a valid act");
    let header = json!({"alg": "ES256", "typ": "whatsapp-consent-receipt+jwt", "kid": key.public().thumbprint(),
        "jwk": key.public().to_jwk()});
    let claims = serde_json::to_string(&receipt_for(&verified)).expect("JSON");
    let compact = key.compact(&header.to_string(), &claims);
    assert_eq!(verify_receipt(&compact, &AwsLc, &key.trusted(), None), Err(ReceiptError::HeaderMember));
}

#[test]
fn a_receipt_that_asks_for_anything_else_than_a_pinned_key_is_refused() {
    let (key, stranger) = (Key::p256(), Key::p256());
    let verified = verify(&key.act(&act())).expect("a valid act");
    let claims = serde_json::to_string(&receipt_for(&verified)).expect("JSON");
    let with = |signer: &Key, name: &str, value: Value| {
        let mut header =
            json!({"alg": "ES256", "typ": "whatsapp-consent-receipt+jwt", "kid": key.public().thumbprint()});
        header[name] = value;
        signer.compact(&header.to_string(), &claims)
    };
    let refused = |token: &str| verify_receipt(token, &AwsLc, &key.trusted(), None).expect_err("refused");
    for alg in ["none", "HS256", "EdDSA", "RS256", "Ed25519"] {
        assert_eq!(refused(&with(&key, "alg", json!(alg))), ReceiptError::Algorithm, "{alg}");
    }
    for name in ["jwk", "jku", "x5u", "x5c", "crit", "b64"] {
        let own = with(&stranger, name, json!(stranger.public().to_jwk()));
        assert_eq!(refused(&own), ReceiptError::HeaderMember, "{name}");
    }
    assert_eq!(refused(&with(&stranger, "kid", json!("x"))), ReceiptError::KeyUnknown);
    assert_eq!(refused(&with(&stranger, "kid", json!(key.public().thumbprint()))), ReceiptError::Signature);
    let honest = key.receipt(&receipt_for(&verified));
    let (message, _) = honest.rsplit_once('.').expect("a JWS");
    assert_eq!(refused(&format!("{message}.")), ReceiptError::NotCompact);
    let hmac = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, key.public().to_jwk().x.as_bytes());
    let tag = aws_lc_rs::hmac::sign(&hmac, message.as_bytes());
    assert_eq!(refused(&encode_compact(message.into(), tag.as_ref())), ReceiptError::Signature);
    let twice = claims.replacen('{', r#"{"seq":2,"#, 1);
    let header =
        json!({"alg": "ES256", "typ": "whatsapp-consent-receipt+jwt", "kid": key.public().thumbprint()});
    assert_eq!(refused(&key.compact(&header.to_string(), &twice)), ReceiptError::DuplicateMember);
    assert_eq!(refused(&format!("{honest}=")), ReceiptError::Base64);
    assert_eq!(refused(&"a".repeat(MAX_ACT_BYTES + 1)), ReceiptError::TooLarge);
}

#[test]
fn codes_are_unique_and_stable_in_form() {
    let mut codes: Vec<_> = ActError::ALL.iter().map(|e| e.code()).collect();
    codes.extend(ReceiptError::ALL.iter().map(|e| e.code()));
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
    assert!(
        codes.iter().all(|c| c.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
    );
}
