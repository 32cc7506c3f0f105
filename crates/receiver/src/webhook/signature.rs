//! Whether Meta sent it: HMAC-SHA256 over the body's bytes under the app's secret, before anything is read.

use aws_lc_rs::{constant_time, digest, hmac};

/// The header that carries the signature.
pub(crate) const HEADER: &str = "x-hub-signature-256";

/// What a webhook is known by: the app's secret and the word of the handshake.
#[derive(Clone)]
pub(crate) struct Secrets {
    app: hmac::Key,
    verify_token: Option<digest::Digest>,
}

impl Secrets {
    pub(crate) fn new(app_secret: &str, verify_token: Option<&str>) -> Self {
        Self {
            app: hmac::Key::new(hmac::HMAC_SHA256, app_secret.as_bytes()),
            verify_token: verify_token.map(|token| digest::digest(&digest::SHA256, token.as_bytes())),
        }
    }

    /// Whether `header`, of the form `sha256=<64 lower-case hex digits>`, signs these bytes.
    pub(crate) fn signed(&self, header: &[u8], body: &[u8]) -> bool {
        let signature = header.strip_prefix(b"sha256=").and_then(unhex);
        // Compares in constant time.
        signature.is_some_and(|signature| hmac::verify(&self.app, body, &signature).is_ok())
    }

    /// Whether this is the word agreed on with Meta's form.
    pub(crate) fn is_verify_token(&self, token: &str) -> bool {
        let given = digest::digest(&digest::SHA256, token.as_bytes());
        self.verify_token.as_ref().is_some_and(|expected| {
            constant_time::verify_slices_are_equal(expected.as_ref(), given.as_ref()).is_ok()
        })
    }
}

fn unhex(text: &[u8]) -> Option<[u8; 32]> {
    let digit = |c: u8| match c {
        b'0'..=b'9' => Some(c - b'0'),
        b'a'..=b'f' => Some(c - b'a' + 10),
        _ => None,
    };
    let pairs = text.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    pairs.collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_rfc_4231_signs_and_nothing_near_it_does() {
        // RFC 4231, test case 2.
        let secrets = Secrets::new("Jefe", None);
        let good = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        assert!(secrets.signed(good.as_bytes(), body));
        assert!(!secrets.signed(good.as_bytes(), b"what do ya want for nothing"));
        assert!(!Secrets::new("jefe", None).signed(good.as_bytes(), body));
        let hex = &good[7..];
        for bad in [
            hex.to_owned(),
            format!("sha1={hex}"),
            format!("SHA256={hex}"),
            format!("sha256={}", hex.to_uppercase()),
            format!("sha256= {hex}"),
            format!("{good}0"),
            good[..good.len() - 1].to_owned(),
            good[..good.len() - 2].to_owned(),
            "sha256=".into(),
            String::new(),
        ] {
            assert!(!secrets.signed(bad.as_bytes(), body), "{bad}");
        }
    }

    #[test]
    fn the_verify_token_is_compared_whole_and_none_is_never_right() {
        let secrets = Secrets::new("s", Some("word"));
        assert!(secrets.is_verify_token("word"));
        for bad in ["", "wor", "words", "Word"] {
            assert!(!secrets.is_verify_token(bad), "{bad}");
        }
        assert!(!Secrets::new("s", None).is_verify_token(""));
    }
}
