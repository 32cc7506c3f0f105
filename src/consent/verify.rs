//! Verification of acts and receipts: signature first, then the claims, in one order for everybody.

use std::ops::Deref;

use sha2::{Digest, Sha256};

use super::act::{Act, EventType, Method, SCHEMA};
use super::error::{ActError, ReceiptError};
use super::json::{self, JsonError};
use super::jwk::{JwkError, JwkSet, PublicKey};
use super::jws::{self, ACT_TYPE, JwsError, RECEIPT_TYPE, Signatures};
use super::receipt::Receipt;

/// The longest act or receipt that is looked at, in bytes.
pub const MAX_ACT_BYTES: usize = 16 * 1024;

/// The longest act that is made, in bytes: who makes one keeps to this, so that several still fit into what a browser sends
/// while its page closes (64 KiB). Who verifies is more patient: [`MAX_ACT_BYTES`].
pub const MAX_MADE_BYTES: usize = 8 * 1024;

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    sha256(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        for nibble in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        hex
    })
}

pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// What the caller knows about the acts it expects; by default nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expect<'a> {
    /// The URLs this backend goes by. An act without `aud` (carried by a form only) is always accepted.
    pub audiences: Option<&'a [String]>,
    /// The origins acts may come from.
    pub issuers: Option<&'a [String]>,
}

/// An act whose signature and form were checked; only [`verify_act`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    act: Act,
    key: PublicKey,
    sha256: String,
}

impl Deref for Verified {
    type Target = Act;
    fn deref(&self) -> &Act {
        &self.act
    }
}

impl Verified {
    /// The key the act carries. It links acts of one browser; it is no identity.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// SHA-256 of the act's compact bytes, lower-case hex.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The person's number in E.164 form, e.g. `+33612345678`. Its form was checked, not whether it exists.
    pub fn e164(&self) -> &str {
        self.act.sub.strip_prefix("tel:").unwrap_or_default()
    }
}

/// Checks an act as received, in this order: size and form, header by allow-list, signature over the received bytes,
/// then the claims. Whether its notice is registered, its number in use, its nonce issued and its `jti` unseen is for
/// the caller, who knows.
pub fn verify_act(
    compact: &str,
    signatures: &impl Signatures,
    expect: &Expect<'_>,
) -> Result<Verified, ActError> {
    let parsed = jws::parse(compact, MAX_ACT_BYTES, ACT_TYPE, "jwk")?;
    let key = PublicKey::from_value(&parsed.key).map_err(|e| match e {
        JwkError::Private => ActError::KeyPrivate,
        JwkError::Invalid => ActError::KeyInvalid,
    })?;
    if key.algorithm() != parsed.algorithm {
        return Err(ActError::KeyInvalid);
    }
    if !signatures.verify(&key, parsed.message, &parsed.signature) {
        return Err(ActError::Signature);
    }
    let payload = json::parse_signed(&parsed.payload()?).map_err(payload_error)?;
    // The version first: the claims of another version may have another shape.
    match payload.get("schema").map(serde_json::Value::as_u64) {
        Some(Some(version)) if version == u64::from(SCHEMA) => {}
        Some(Some(_)) => return Err(ActError::Schema),
        _ => return Err(ActError::PayloadJson),
    }
    let act: Act = json::from_value(&payload).map_err(payload_error)?;
    check_claims(&act, expect)?;
    Ok(Verified { act, key, sha256: sha256_hex(compact.as_bytes()) })
}

fn payload_error(error: JsonError) -> ActError {
    match error {
        JsonError::Duplicate => ActError::DuplicateMember,
        JsonError::Invalid => ActError::PayloadJson,
    }
}

fn check_claims(act: &Act, expect: &Expect<'_>) -> Result<(), ActError> {
    if let (Some(audiences), Some(aud)) = (expect.audiences, &act.aud)
        && !audiences.contains(aud)
    {
        return Err(ActError::Audience);
    }
    if expect.issuers.is_some_and(|issuers| !issuers.contains(&act.iss)) {
        return Err(ActError::Issuer);
    }
    if !act.sub.strip_prefix("tel:").is_some_and(is_e164) {
        return Err(ActError::Number);
    }
    if !is_uuid_v7(&act.jti) || act.event.supersedes.as_deref().is_some_and(|jti| !is_uuid_v7(jti)) {
        return Err(ActError::Jti);
    }
    if act.notice.sha256 != sha256_hex(act.notice.text.as_bytes()) {
        return Err(ActError::Notice);
    }
    let gives = matches!(act.event.kind, EventType::ConsentGiven | EventType::RenewedConsentGiven);
    if act.purposes.is_empty() || act.purposes.iter().any(|p| p.granted) != gives {
        return Err(ActError::Purposes);
    }
    // It would end the consent it gives. A withdrawal may name what it likes: it is never refused for that.
    if gives && act.event.supersedes.as_ref() == Some(&act.jti) {
        return Err(ActError::SupersedesItself);
    }
    let ticked = act.event.method == Method::Checkbox && gives;
    if act.ui.checked_by_default || (ticked && !act.ui.trusted_event) {
        return Err(ActError::NotAChoice);
    }
    Ok(())
}

/// `+` and 2 to 15 digits of which the first is not 0 (ITU-T E.164).
fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A UUIDv7 in its canonical lower-case form (RFC 9562 §5.7).
fn is_uuid_v7(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            14 => b == b'7',
            19 => matches!(b, b'8' | b'9' | b'a' | b'b'),
            _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
        })
}

/// A receipt verified under a trusted key; only [`verify_receipt`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReceipt {
    receipt: Receipt,
    kid: String,
}

impl Deref for VerifiedReceipt {
    type Target = Receipt;
    fn deref(&self) -> &Receipt {
        &self.receipt
    }
}

impl VerifiedReceipt {
    /// The id of the trusted key that signed it.
    pub fn kid(&self) -> &str {
        &self.kid
    }
}

/// What the caller knows about the receipts it expects; by default nothing. `Some(&act)` makes one that knows the act alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExpectReceipt<'a> {
    /// The act it must be for.
    pub act: Option<&'a Verified>,
    /// The receivers it may come from (`iss`): keys may be shared, and names may move.
    pub issuers: Option<&'a [String]>,
    /// The name of the log its proof must be of (`log.origin`). A receipt without a proof is accepted.
    pub log: Option<&'a str>,
}

impl<'a> From<Option<&'a Verified>> for ExpectReceipt<'a> {
    fn from(act: Option<&'a Verified>) -> Self {
        Self { act, ..Self::default() }
    }
}

/// Checks a receipt under keys the caller trusts, and against what the caller knows of it.
pub fn verify_receipt<'a>(
    compact: &str,
    signatures: &impl Signatures,
    trusted: &JwkSet,
    expect: impl Into<ExpectReceipt<'a>>,
) -> Result<VerifiedReceipt, ReceiptError> {
    let expect = expect.into();
    let parsed = jws::parse(compact, MAX_ACT_BYTES, RECEIPT_TYPE, "kid")?;
    let kid = parsed.key.as_str().ok_or(ReceiptError::HeaderJson)?;
    let key = trusted.get(kid).ok_or(ReceiptError::KeyUnknown)?;
    if key.algorithm() != parsed.algorithm {
        return Err(ReceiptError::Algorithm);
    }
    if !signatures.verify(key, parsed.message, &parsed.signature) {
        return Err(ReceiptError::Signature);
    }
    let receipt: Receipt = json::parse(&parsed.payload()?).map_err(|e| match e {
        JsonError::Duplicate => ReceiptError::DuplicateMember,
        JsonError::Invalid => ReceiptError::PayloadJson,
    })?;
    if expect.act.is_some_and(|act| act.jti != receipt.jti || act.sha256 != receipt.record_sha256) {
        return Err(ReceiptError::OtherAct);
    }
    if expect.issuers.is_some_and(|issuers| !issuers.contains(&receipt.iss)) {
        return Err(ReceiptError::Issuer);
    }
    if let (Some(log), Some(proof)) = (expect.log, &receipt.log)
        && proof.origin != log
    {
        return Err(ReceiptError::Log);
    }
    Ok(VerifiedReceipt { receipt, kid: kid.to_owned() })
}

/// One table from a token's fault to each area's reason.
macro_rules! from_jws_error {
    ($target:ident) => {
        impl From<JwsError> for $target {
            fn from(error: JwsError) -> Self {
                match error {
                    JwsError::TooLarge => Self::TooLarge,
                    JwsError::NotCompact => Self::NotCompact,
                    JwsError::Base64 => Self::Base64,
                    JwsError::HeaderJson => Self::HeaderJson,
                    JwsError::HeaderMember => Self::HeaderMember,
                    JwsError::Type => Self::Type,
                    JwsError::Algorithm => Self::Algorithm,
                    JwsError::DuplicateMember => Self::DuplicateMember,
                }
            }
        }
    };
}
from_jws_error!(ActError);
from_jws_error!(ReceiptError);
