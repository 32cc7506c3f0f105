//! Changes to the protected header and to the key in it.

use fastrand::Rng;

use super::json::{self, Edit};
use super::{Parts, pick};
use crate::request::Kind;
use crate::world::Honest;

/// The named attacks on headers.
const EDITS: &[Edit] = &[
    ("/alg", "\"none\""),
    ("/alg", "\"None\""),
    ("/alg", "\"HS256\""),
    ("/alg", "\"ES256K\""),
    ("/alg", "\"ES384\""),
    ("/alg", "\"EdDSA\""),
    ("/alg", "\"es256\""),
    ("/alg", "\"ED25519\""),
    ("/alg", "\"ES256\""),
    ("/alg", "\"Ed25519\""),
    ("/alg", "\"RS256\""),
    ("/alg", "[\"ES256\"]"),
    ("/alg", "\"ES256 \""),
    ("/alg", "\"\\u0045S256\""),
    ("/typ", "\"JWT\""),
    ("/typ", "\"WhatsApp-Consent+jwt\""),
    ("/typ", "\"application/whatsapp-consent+jwt\""),
    ("/typ", "\"whatsapp-consent+jwt\""),
    ("/typ", "\"whatsapp-consent-receipt+jwt\""),
    ("/typ", "null"),
    ("/cty", "\"JWT\""),
    ("/jku", "\"https://evil.example/keys\""),
    ("/x5u", "\"https://evil.example/cert\""),
    ("/x5c", "[\"MIIB\"]"),
    ("/x5t", "\"AA\""),
    ("/crit", "[\"b64\"]"),
    ("/crit", "[]"),
    ("/b64", "false"),
    ("/b64", "true"),
    ("/zip", "\"DEF\""),
    ("/enc", "\"A128GCM\""),
    ("/kid", "\"x\""),
    ("/kid", "1"),
    ("/kid", "\"../../dev/null\""),
    ("/jwk", "null"),
    ("/jwk", "{}"),
    ("/jwk", "\"x\""),
];

/// The named attacks on the key in an act's header.
const KEY_EDITS: &[Edit] = &[
    ("/jwk/d", "\"AQ\""),
    ("/jwk/d", "1"),
    ("/jwk/k", "\"AQ\""),
    ("/jwk/p", "\"AQ\""),
    ("/jwk/priv", "\"AQ\""),
    ("/jwk/seed", "\"AQ\""),
    ("/jwk/oth", "[]"),
    ("/jwk/kty", "\"EC\""),
    ("/jwk/kty", "\"OKP\""),
    ("/jwk/kty", "\"oct\""),
    ("/jwk/kty", "\"RSA\""),
    ("/jwk/kty", "\"ec\""),
    ("/jwk/crv", "\"P-256\""),
    ("/jwk/crv", "\"P-384\""),
    ("/jwk/crv", "\"secp256k1\""),
    ("/jwk/crv", "\"Ed25519\""),
    ("/jwk/crv", "\"X25519\""),
    ("/jwk/crv", "\"Ed448\""),
    ("/jwk/x", "\"\""),
    ("/jwk/x", "\"AQ\""),
    ("/jwk/x", "1"),
    ("/jwk/x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""),
    ("/jwk/x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\""),
    ("/jwk/x", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\""),
    ("/jwk/x", "\"__________________________________________8\""),
    ("/jwk/x", "\"-f___________________________________________8\""),
    ("/jwk/y", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""),
    ("/jwk/y", "\"AQ\""),
    ("/jwk/y", "null"),
    ("/jwk/y", "\"__________________________________________8\""),
    ("/jwk/use", "\"enc\""),
    ("/jwk/use", "\"sig\""),
    ("/jwk/key_ops", "[\"sign\"]"),
    ("/jwk/key_ops", "[\"verify\"]"),
    ("/jwk/key_ops", "1"),
    ("/jwk/alg", "\"HS256\""),
    ("/jwk/alg", "\"ES256\""),
    ("/jwk/ext", "false"),
    ("/jwk/kid", "\"x\""),
    ("/jwk/kid", "1"),
    ("/jwk/x5c", "[\"MIIB\"]"),
    ("/jwk/x5u", "\"https://evil.example\""),
    ("/jwk/__proto__", "{\"d\":\"AQ\"}"),
    ("/jwk/hasOwnProperty", "1"),
];

/// Changes the header, or the key in it.
pub(super) fn change(rng: &mut Rng, honest: &Honest, parts: &mut Parts) {
    if honest.kind == Kind::Act && rng.bool() {
        parts.header = json::change(rng, &honest.header, KEY_EDITS);
        return;
    }
    // A long header is still a header.
    if rng.u8(..40) == 0 {
        let mut header = honest.header.clone();
        let long = "x".repeat(pick(rng, &[300, 600, 2_000, 9_000, 14_000]));
        if honest.kind == Kind::Act {
            header["jwk"]["note"] = long.into();
        } else {
            header["kid"] = long.into();
        }
        parts.header = header.to_string().into_bytes();
        return;
    }
    parts.header = json::change(rng, &honest.header, EDITS);
}
