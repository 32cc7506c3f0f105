//! Links for a person, without a table: a token carries the record it is for, its end, and our authentication of both.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::Error;

/// How long a link is good, in seconds from the receipt: three years, as long as a consent is commonly relied on.
pub const LINK_LIFETIME_S: i64 = 3 * 366 * 24 * 60 * 60;

/// The `jti` (a UUID's 16 bytes) and the end (seconds, big-endian).
const BODY: usize = 16 + 8;

/// The token for the record `jti`; nothing when that is no UUID.
pub(crate) fn issue(key: &hmac::Key, jti: &str, now_s: i64) -> Option<String> {
    let mut bytes = uuid_bytes(jti)?.to_vec();
    bytes.extend((now_s + LINK_LIFETIME_S).to_be_bytes());
    let tag = hmac::sign(key, &bytes);
    bytes.extend(tag.as_ref());
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

/// The `jti` of the record a token is for.
pub(crate) fn check(key: &hmac::Key, token: &str, now_s: i64) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::LinkUnknown)?;
    let (body, tag) = bytes.split_at_checked(BODY).ok_or(Error::LinkUnknown)?;
    // Compares in constant time.
    hmac::verify(key, body, tag).map_err(|_| Error::LinkUnknown)?;
    let end: [u8; 8] = body[16..].try_into().map_err(|_| Error::LinkUnknown)?;
    if now_s > i64::from_be_bytes(end) {
        return Err(Error::LinkExpired);
    }
    Ok(uuid_text(&body[..16]))
}

/// The `jti` of the withdrawal through the link of the record `jti`, whole or of one purpose: always the same one, so that
/// the ledger itself keeps a second press from being a second withdrawal.
pub(crate) fn withdrawal_jti(key: &hmac::Key, jti: &str, purpose: Option<&str>) -> Option<String> {
    let of = purpose.map_or_else(|| jti.to_owned(), |purpose| format!("{jti} for {purpose}"));
    derived_jti(key, jti, &format!("withdrawal of {of}"))
}

/// The `jti` of the change through the link of the record `jti`: there is one; the next one goes through the link of that.
pub(crate) fn change_jti(key: &hmac::Key, jti: &str) -> Option<String> {
    derived_jti(key, jti, &format!("change of {jti}"))
}

/// A UUIDv7 with the time of the record `jti`.
fn derived_jti(key: &hmac::Key, jti: &str, what: &str) -> Option<String> {
    let mut bytes = uuid_bytes(jti)?;
    let tag = hmac::sign(key, what.as_bytes());
    bytes[6..].copy_from_slice(&tag.as_ref()[..10]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    Some(uuid_text(&bytes))
}

/// The `jti` of an imported opt-in: the same for the same facts, so that a list imported twice is recorded once.
pub(crate) fn imported_jti(key: &hmac::Key, collected_s: i64, facts: &str) -> String {
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&collected_s.saturating_mul(1000).to_be_bytes()[2..]);
    let tag = hmac::sign(key, format!("import of {facts}").as_bytes());
    bytes[6..].copy_from_slice(&tag.as_ref()[..10]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    uuid_text(&bytes)
}

pub(crate) fn uuid_bytes(text: &str) -> Option<[u8; 16]> {
    let hex: String = text.chars().filter(|c| *c != '-').collect();
    let pairs =
        hex.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

pub(crate) fn uuid_text(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const JTI: &str = "01931e5e-7b5a-7c3d-9e2f-0123456789ab";

    fn key(secret: &[u8]) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, secret)
    }

    #[test]
    fn a_link_is_for_its_record_until_its_end() {
        let key = key(b"a");
        let token = issue(&key, JTI, 1_000).expect("a token");
        assert_eq!(check(&key, &token, 1_000 + LINK_LIFETIME_S).as_deref(), Ok(JTI));
        assert_eq!(check(&key, &token, 1_001 + LINK_LIFETIME_S), Err(Error::LinkExpired));
        assert_eq!(issue(&key, "no uuid", 1_000), None);
    }

    #[test]
    fn a_link_of_another_key_or_with_any_changed_character_is_unknown() {
        let key = key(b"a");
        let token = issue(&key, JTI, 1_000).expect("a token");
        assert_eq!(check(&self::key(b"b"), &token, 1_000), Err(Error::LinkUnknown));
        for bad in ["", "AAAA", "../..", &token[1..], &format!("{token}A"), &format!("{token}=")] {
            assert_eq!(check(&key, bad, 1_000), Err(Error::LinkUnknown), "{bad}");
        }
        for i in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[i] = if changed[i] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            assert_eq!(check(&key, &changed, 1_000), Err(Error::LinkUnknown), "at {i}");
        }
    }

    #[test]
    fn a_records_withdrawal_has_one_jti_and_it_is_a_uuid_v7() {
        let key = key(b"a");
        let jti = withdrawal_jti(&key, JTI, None).expect("a jti");
        assert_eq!(withdrawal_jti(&key, JTI, None), Some(jti.clone()));
        let one = withdrawal_jti(&key, JTI, Some("offers"));
        assert!(
            one.is_some() && one.as_ref() != Some(&jti) && one != withdrawal_jti(&key, JTI, Some("news"))
        );
        assert!(jti.starts_with("01931e5e-7b5a-7") && jti != JTI && jti.len() == 36, "{jti}");
        assert_ne!(withdrawal_jti(&self::key(b"b"), JTI, None), Some(jti));
    }
}
