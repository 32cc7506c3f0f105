//! The bodies of the fuzz targets: what must hold for any bytes. `fuzz/` runs them under libFuzzer, `tests/fuzz.rs` on
//! a seeded stream in every test run.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use whatsapp_opt_in::consent::*;

/// Takes every signature for good, so that what is behind the signature check is reached.
struct Anything;

impl Signatures for Anything {
    fn verify(&self, _: &PublicKey, _: &[u8], _: &[u8]) -> bool {
        true
    }
}

/// Offers bytes as an act.
pub fn act(data: &[u8]) {
    let Some(token) = token(data) else { return };
    let verdict = verify_act(&token, &Anything, &Expect::default());
    assert_eq!(
        verdict,
        verify_act(&token, &Anything, &Expect::default()),
        "the same bytes, the same verdict"
    );
    let signed = verify_act(&token, &AwsLc, &Expect::default());
    match verdict {
        Ok(act) => {
            assert!(token.len() <= MAX_ACT_BYTES && token.is_ascii());
            assert_eq!(token.matches('.').count(), 2);
            assert_eq!(act.sha256(), sha256_hex(token.as_bytes()));
            assert_eq!(act.notice.sha256, sha256_hex(act.notice.text.as_bytes()));
            assert!(act.e164().starts_with('+') && act.schema == SCHEMA && !act.purposes.is_empty());
            assert!(signed.as_ref().is_ok_and(|signed| *signed == act) || signed == Err(ActError::Signature));
            assert_eq!(verify_receipt(&token, &Anything, &keys(), None), Err(ReceiptError::Type));
        }
        // Without the signature in the way, the same thing is wrong; with it, that or the signature.
        Err(error) => assert!(signed == Err(error) || signed == Err(ActError::Signature)),
    }
}

/// Offers bytes as a receipt, and as a key set.
pub fn receipt(data: &[u8]) {
    if let Some(set) = JwkSet::from_json(data) {
        assert_eq!(JwkSet::from_json(set.to_json().as_bytes()), Some(set));
    }
    let Some(token) = token(data) else { return };
    let verdict = verify_receipt(&token, &Anything, &keys(), None);
    assert_eq!(verdict, verify_receipt(&token, &Anything, &keys(), None));
    let signed = verify_receipt(&token, &AwsLc, &keys(), None);
    match verdict {
        Ok(receipt) => {
            assert_eq!(token.matches('.').count(), 2);
            assert_eq!(receipt.kid(), "key");
            assert_eq!(signed, Err(ReceiptError::Signature), "nobody has this key");
            assert_eq!(verify_act(&token, &Anything, &Expect::default()), Err(ActError::Type));
        }
        Err(error) => assert!(signed == Err(error) || signed == Err(ReceiptError::Signature)),
    }
}

/// The token in the bytes: as it stands, or, behind a zero byte, header and claims with a zero byte between them, which
/// are encoded here so that a fuzzer gets past base64.
fn token(data: &[u8]) -> Option<String> {
    match data.split_first() {
        Some((0, parts)) => {
            let mut parts = parts.splitn(2, |byte| *byte == 0);
            let (header, claims) = (parts.next()?, parts.next()?);
            let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
            Some(format!("{}.{}.{}", encode(header), encode(claims), encode(&[1; 64])))
        }
        _ => std::str::from_utf8(data).ok().map(str::to_owned),
    }
}

/// A pinned key whose private part nobody has.
fn keys() -> JwkSet {
    let mut keys = JwkSet::new();
    keys.insert("key", PublicKey::Ed25519([9; 32]));
    keys
}
