//! Challenges without a table: a nonce carries its issue time and our authentication of it.

use aws_lc_rs::{hmac, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::Error;
use crate::store::UsedNonce;

/// How long a nonce may be used, in milliseconds.
pub const LIFETIME_MS: i64 = 10 * 60 * 1000;

/// Issue time (ms, big-endian) and random part.
const UNIQUE: usize = 8 + 16;
const TAG: usize = 32;

/// Issues a nonce at this time, or nothing when the random source fails.
pub(crate) fn issue(key: &hmac::Key, now_ms: i64) -> Option<String> {
    let mut bytes = [0; UNIQUE + TAG];
    bytes[..8].copy_from_slice(&now_ms.to_be_bytes());
    rand::fill(&mut bytes[8..UNIQUE]).ok()?;
    let tag = hmac::sign(key, &bytes[..UNIQUE]);
    bytes[UNIQUE..].copy_from_slice(tag.as_ref());
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

/// Checks that a nonce was issued here and is not too old; whether it was used is for the store to say.
pub(crate) fn check(key: &hmac::Key, nonce: &str, now_ms: i64) -> Result<UsedNonce, Error> {
    // Strict base64url: one nonce has one spelling.
    let bytes = URL_SAFE_NO_PAD.decode(nonce).map_err(|_| Error::NonceUnknown)?;
    let (unique, tag) = bytes.split_at_checked(UNIQUE).ok_or(Error::NonceUnknown)?;
    // Compares in constant time.
    hmac::verify(key, unique, tag).map_err(|_| Error::NonceUnknown)?;
    let issued: [u8; 8] = unique[..8].try_into().map_err(|_| Error::NonceUnknown)?;
    let issued_ms = i64::from_be_bytes(issued);
    if now_ms.saturating_sub(issued_ms) > LIFETIME_MS {
        return Err(Error::NonceExpired);
    }
    Ok(UsedNonce { id: URL_SAFE_NO_PAD.encode(unique), issued_ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &[u8]) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, secret)
    }

    #[test]
    fn a_nonce_is_good_for_ten_minutes_and_no_two_are_alike() {
        let key = key(b"a");
        let nonce = issue(&key, 1_000).expect("a nonce");
        assert_ne!(issue(&key, 1_000), Some(nonce.clone()));
        assert_eq!(check(&key, &nonce, 1_000 + LIFETIME_MS).expect("good").issued_ms, 1_000);
        assert_eq!(check(&key, &nonce, 1_001 + LIFETIME_MS), Err(Error::NonceExpired));
    }

    #[test]
    fn a_nonce_of_another_key_or_with_any_changed_character_is_unknown() {
        let key = key(b"a");
        let nonce = issue(&key, 1_000).expect("a nonce");
        assert_eq!(check(&self::key(b"b"), &nonce, 1_000), Err(Error::NonceUnknown));
        for bad in ["", "AAAA", "not base64!", &nonce[1..], &format!("{nonce}A"), &format!("{nonce}=")] {
            assert_eq!(check(&key, bad, 1_000), Err(Error::NonceUnknown), "{bad}");
        }
        for i in 0..nonce.len() {
            let mut changed = nonce.clone().into_bytes();
            changed[i] = if changed[i] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            assert_eq!(check(&key, &changed, 1_000), Err(Error::NonceUnknown), "at {i}");
        }
    }
}
