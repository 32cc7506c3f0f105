//! Compact JWS (RFC 7515): an allow-list of two algorithms, exact `typ`, nothing else in the header than we ask for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use serde_json::Value;

use super::act::Act;
use super::json::{self, JsonError};
use super::jwk::{Jwk, PublicKey};
use super::receipt::Receipt;

/// `typ` of an act.
pub(crate) const ACT_TYPE: &str = "whatsapp-consent+jwt";
/// `typ` of a receipt.
pub(crate) const RECEIPT_TYPE: &str = "whatsapp-consent-receipt+jwt";

/// A signature algorithm; there are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256 (RFC 7518 §3.4).
    Es256,
    /// Ed25519 (RFC 9864; the retired name `EdDSA` is refused).
    Ed25519,
}

impl Algorithm {
    /// The value of `alg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Ed25519 => "Ed25519",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Es256, Self::Ed25519].into_iter().find(|a| a.name() == name)
    }
}

/// Verifies signatures; the core brings rules, the caller brings the cryptography.
pub trait Signatures {
    /// Whether `signature` (64 bytes: `r‖s`, or Ed25519's) is `key`'s over `message`. A key off its curve verifies nothing.
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool;
}

/// What is wrong with a compact JWS before its payload is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JwsError {
    TooLarge,
    NotCompact,
    Base64,
    HeaderJson,
    HeaderMember,
    Type,
    Algorithm,
    DuplicateMember,
}

/// A compact JWS taken apart, its header checked, its signature not yet.
pub(crate) struct Parsed<'a> {
    pub(crate) algorithm: Algorithm,
    /// The header's third member: `jwk` or `kid`.
    pub(crate) key: Value,
    /// What was signed: the text up to the second dot.
    pub(crate) message: &'a [u8],
    pub(crate) signature: Vec<u8>,
    payload: &'a str,
}

impl Parsed<'_> {
    /// The payload's bytes; to be read only after the signature was verified.
    pub(crate) fn payload(&self) -> Result<Vec<u8>, JwsError> {
        URL_SAFE_NO_PAD.decode(self.payload).map_err(|_| JwsError::Base64)
    }
}

/// Takes a compact JWS apart; its header must have exactly `alg`, `typ` (equal to `typ`) and `key_member`.
pub(crate) fn parse<'a>(
    compact: &'a str,
    max_bytes: usize,
    typ: &str,
    key_member: &str,
) -> Result<Parsed<'a>, JwsError> {
    if compact.len() > max_bytes {
        return Err(JwsError::TooLarge);
    }
    let (message, signature) = compact.rsplit_once('.').ok_or(JwsError::NotCompact)?;
    let (header, payload) = message.split_once('.').ok_or(JwsError::NotCompact)?;
    if payload.contains('.') || [header, payload, signature].iter().any(|part| part.is_empty()) {
        return Err(JwsError::NotCompact);
    }
    let decode = |part| URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsError::Base64);
    let header = json::parse_signed(&decode(header)?).map_err(|e| match e {
        JsonError::Duplicate => JwsError::DuplicateMember,
        JsonError::Invalid => JwsError::HeaderJson,
    })?;
    let header = header.as_object().ok_or(JwsError::HeaderJson)?;
    let text = |name: &str| header.get(name).and_then(Value::as_str).ok_or(JwsError::HeaderJson);
    // The type comes first: a token of another kind is answered as such, whatever else it holds.
    if text("typ")? != typ {
        return Err(JwsError::Type);
    }
    let algorithm = Algorithm::from_name(text("alg")?).ok_or(JwsError::Algorithm)?;
    if header.keys().any(|name| !["alg", "typ", key_member].contains(&name.as_str())) {
        return Err(JwsError::HeaderMember);
    }
    let key = header.get(key_member).cloned().ok_or(JwsError::HeaderJson)?;
    let signature = decode(signature)?;
    // Decoded now so that bad base64 is reported as such and not as a bad signature; read only once verified.
    decode(payload)?;
    Ok(Parsed { algorithm, key, message: message.as_bytes(), signature, payload })
}

/// Header and payload, encoded and joined: the bytes to sign.
pub fn signing_input(header: &impl Serialize, payload: &impl Serialize) -> serde_json::Result<String> {
    let mut input = URL_SAFE_NO_PAD.encode(serde_json::to_vec(header)?);
    input.push('.');
    URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(payload)?, &mut input);
    Ok(input)
}

/// Appends the signature to a signing input: the compact JWS.
pub fn encode_compact(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut signing_input);
    signing_input
}

impl Act {
    /// The length of this act's compact form under ES256, the longer of the two; to be held against
    /// [`MAX_MADE_BYTES`](super::MAX_MADE_BYTES).
    pub fn compact_bytes(&self) -> serde_json::Result<usize> {
        let key = PublicKey::P256 { x: [0; 32], y: [0; 32] };
        let input = self.signing_input(key.algorithm(), &key.to_jwk())?;
        Ok(encode_compact(input, &[0; 64]).len())
    }

    /// The bytes to sign for this act under this public key (`alg` `ES256` for P-256, `Ed25519` for Ed25519).
    pub fn signing_input(&self, algorithm: Algorithm, jwk: &Jwk) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Header<'a> {
            alg: &'a str,
            typ: &'a str,
            jwk: &'a Jwk,
        }
        signing_input(&Header { alg: algorithm.name(), typ: ACT_TYPE, jwk }, self)
    }
}

impl Receipt {
    /// The bytes to sign for this receipt under the key `kid`.
    pub fn signing_input(&self, algorithm: Algorithm, kid: &str) -> serde_json::Result<String> {
        #[derive(Serialize)]
        struct Header<'a> {
            alg: &'a str,
            typ: &'a str,
            kid: &'a str,
        }
        signing_input(&Header { alg: algorithm.name(), typ: RECEIPT_TYPE, kid }, self)
    }
}
