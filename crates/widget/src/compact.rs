//! The compact JWS (RFC 7515) of an act: its header and its encoding.

use whatsapp_opt_in::consent::Algorithm;

use crate::json::Object;

/// A public key on P-256, its coordinates in base64url.
pub(crate) struct PublicKey {
    pub(crate) x: String,
    pub(crate) y: String,
}

/// The bytes to sign: header and claims, encoded and joined.
pub(crate) fn signing_input(key: &PublicKey, claims: &str) -> String {
    let jwk = Object::new().text("kty", "EC").text("crv", "P-256").text("x", &key.x).text("y", &key.y).end();
    let mut header = Object::new();
    header.text("alg", Algorithm::Es256.name()).text("typ", "whatsapp-consent+jwt").json("jwk", &jwk);
    let mut input = String::new();
    push_base64url(&mut input, header.end().as_bytes());
    input.push('.');
    push_base64url(&mut input, claims.as_bytes());
    input
}

/// Appends the signature to a signing input: the record.
pub(crate) fn sign(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    push_base64url(&mut signing_input, signature);
    signing_input
}

/// RFC 4648 §5, without padding.
fn push_base64url(text: &mut String, bytes: &[u8]) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for chunk in bytes.chunks(3) {
        let at = |i: usize| chunk.get(i).map_or(0, |byte| u32::from(*byte));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for i in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(bits >> (18 - 6 * i) & 63) as usize]));
        }
    }
}

/// Lower-case hexadecimal digits of some bytes.
pub(crate) fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    #[test]
    fn base64url_is_as_the_rfc_has_it_at_every_length() {
        let bytes: Vec<u8> = (0..=255).rev().collect();
        for length in 0..bytes.len() {
            let mut text = String::new();
            push_base64url(&mut text, &bytes[..length]);
            assert_eq!(text, URL_SAFE_NO_PAD.encode(&bytes[..length]));
        }
    }
}
