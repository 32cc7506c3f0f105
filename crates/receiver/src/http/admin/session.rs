//! The dashboard's session: a signed cookie, nothing kept on the server, gone after a working day.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};
use aws_lc_rs::rand;
use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// How long a session lasts, in seconds.
const LIFETIME_S: i64 = 8 * 60 * 60;
/// Bytes that tell sessions apart.
const ID_BYTES: usize = 16;
const EXPIRY_BYTES: usize = 8;

/// A session whose cookie verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Session {
    id: [u8; ID_BYTES],
    expires_s: i64,
}

/// What signs sessions. It is made from the token's digest, so that a changed token ends every session.
pub(super) struct Signer(Key);

impl Signer {
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(Key::new(HMAC_SHA256, secret))
    }

    /// A session from now on; `None` when the machine has no randomness.
    pub(super) fn open(&self, now_s: i64) -> Option<Session> {
        let mut id = [0; ID_BYTES];
        rand::fill(&mut id).ok()?;
        Some(Session { id, expires_s: now_s + LIFETIME_S })
    }

    /// The session of the request's cookie, when it is ours and has not ended.
    pub(super) fn session(&self, headers: &HeaderMap, secure: bool, now_s: i64) -> Option<Session> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == cookie_name(secure))?;
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        let (content, tag) = bytes.split_at_checked(ID_BYTES + EXPIRY_BYTES)?;
        verify(&self.0, &labelled(b"session", content), tag).ok()?;
        let (id, expiry) = content.split_at(ID_BYTES);
        let expires_s = i64::from_be_bytes(expiry.try_into().ok()?);
        (now_s < expires_s).then_some(Session { id: id.try_into().ok()?, expires_s })
    }

    /// The header that sets the cookie. `__Host-` binds it to this host, but browsers take that over HTTPS alone.
    pub(super) fn cookie(&self, session: &Session, secure: bool) -> String {
        let mut bytes = session.content();
        bytes.extend_from_slice(sign(&self.0, &labelled(b"session", &bytes)).as_ref());
        let (value, name) = (URL_SAFE_NO_PAD.encode(bytes), cookie_name(secure));
        format!("{name}={value}; Path=/; Max-Age={LIFETIME_S}; HttpOnly; SameSite=Strict{}", flag(secure))
    }

    /// What a form of this session carries, so that no other site can send one.
    pub(super) fn form_token(&self, session: &Session) -> String {
        URL_SAFE_NO_PAD.encode(sign(&self.0, &labelled(b"form", &session.content())))
    }

    pub(super) fn is_form_token(&self, session: &Session, token: &str) -> bool {
        let tag = URL_SAFE_NO_PAD.decode(token).unwrap_or_default();
        verify(&self.0, &labelled(b"form", &session.content()), &tag).is_ok()
    }
}

impl Session {
    fn content(&self) -> Vec<u8> {
        [self.id.as_slice(), &self.expires_s.to_be_bytes()].concat()
    }

    /// What the audit calls this session: not what the cookie holds.
    pub(super) fn name(&self) -> String {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &self.id);
        digest.as_ref().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The header that removes the cookie.
pub(super) fn forget(secure: bool) -> String {
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{}", cookie_name(secure), flag(secure))
}

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-opt-in-admin" } else { "opt-in-admin" }
}

fn flag(secure: bool) -> &'static str {
    if secure { "; Secure" } else { "" }
}

fn labelled(label: &[u8], content: &[u8]) -> Vec<u8> {
    [label, b"\0", content].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_000_000;

    fn headers(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let pair = cookie.split(';').next().expect("a pair");
        headers.insert(header::COOKIE, format!("a=b; {pair}").parse().expect("a header"));
        headers
    }

    #[test]
    fn a_session_lasts_a_working_day_and_no_longer() {
        let signer = Signer::new(b"secret");
        let session = signer.open(NOW).expect("a session");
        let headers = headers(&signer.cookie(&session, true));
        assert_eq!(signer.session(&headers, true, NOW + LIFETIME_S - 1), Some(session));
        assert_eq!(signer.session(&headers, true, NOW + LIFETIME_S), None);
    }

    #[test]
    fn a_changed_cookie_another_secret_or_another_name_opens_nothing() {
        let signer = Signer::new(b"secret");
        let session = signer.open(NOW).expect("a session");
        let cookie = signer.cookie(&session, true);
        assert_eq!(Signer::new(b"other").session(&headers(&cookie), true, NOW), None);
        assert_eq!(signer.session(&headers(&cookie), false, NOW), None);
        let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
        for at in 0..value.len() {
            let mut changed = value.as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            let opened = signer.session(&headers(&format!("{name}={changed}")), true, NOW);
            // The last character has bits that mean nothing; a decoder that ignored them would open the same session.
            assert_eq!(opened, None, "byte {at}");
        }
    }

    #[test]
    fn a_form_belongs_to_its_session() {
        let signer = Signer::new(b"secret");
        let (one, other) = (signer.open(NOW).expect("one"), signer.open(NOW).expect("other"));
        assert!(signer.is_form_token(&one, &signer.form_token(&one)));
        assert!(!signer.is_form_token(&one, &signer.form_token(&other)));
        assert!(!signer.is_form_token(&one, ""));
    }

    #[test]
    fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
        let signer = Signer::new(b"secret");
        let cookie = signer.cookie(&signer.open(NOW).expect("a session"), true);
        for flag in ["__Host-", "; Path=/;", "; HttpOnly", "; SameSite=Strict", "; Secure"] {
            assert!(cookie.contains(flag), "{flag}");
        }
    }
}
