//! Signatures after Standard Webhooks: HMAC-SHA256 over id, time and body, so that nobody else can tell the site anything.

use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::STANDARD};

/// What a secret begins with.
const PREFIX: &str = "whsec_";
/// Bytes of a secret: fewer could be guessed, more bring nothing.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret shared with the site's own backend.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Vec<u8>);

impl WebhookSecret {
    /// Reads `whsec_` and 24 to 64 bytes in base64.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
        BYTES.contains(&bytes.len()).then_some(Self(bytes))
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret")
    }
}

/// The header `webhook-signature`: one signature for each secret, so that a secret can be changed without a gap.
pub(crate) fn header(secrets: &[WebhookSecret], id: &str, timestamp_s: i64, body: &str) -> String {
    let content = format!("{id}.{timestamp_s}.{body}");
    let sign = |secret: &WebhookSecret| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret.0), content.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    secrets.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_example_comes_out() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        let body = r#"{"test": 2432232314}"#;
        let signature =
            header(std::slice::from_ref(&secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        let two = header(&[secret.clone(), secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
        assert_eq!(two, format!("{signature} {signature}"));
    }

    #[test]
    fn a_secret_that_could_be_guessed_or_is_none_is_refused() {
        for bad in [
            "",
            "whsec_",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_c2hvcnQ=",
            "whsec_not base64 at all, however long it is",
            &format!("whsec_{}", STANDARD.encode([7; 65])),
        ] {
            assert_eq!(WebhookSecret::parse(bad), None, "{bad}");
        }
        assert!(WebhookSecret::parse(&format!("whsec_{}", STANDARD.encode([7; 32]))).is_some());
    }
}
