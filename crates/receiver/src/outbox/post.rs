//! One try: a signed POST, and what its answer means.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use whatsapp_opt_in::consent::sha256_hex;

use super::{OutboxSettings, event, signature};
use crate::store::Delivery;

/// How long an answer may take; Standard Webhooks suggests 15 to 30 seconds.
const TIMEOUT: Duration = Duration::from_secs(20);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Where events go.
pub(super) struct Endpoint {
    settings: OutboxSettings,
    digest: String,
    client: reqwest::Client,
}

/// What became of a try.
pub(super) enum Outcome {
    /// A 2xx.
    Taken,
    /// 410: nothing is to be sent there any more.
    Gone,
    /// Any other status, redirections among them: following one would take the body to somebody the operator did not name.
    Refused { status: u16, retry_after: Option<String> },
    /// No answer, and why, in a word.
    Failed(&'static str),
}

impl Endpoint {
    pub(super) fn new(settings: OutboxSettings) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("opt-in-receiver/", env!("CARGO_PKG_VERSION")))
            .build()?;
        let digest = sha256_hex(settings.url.as_str().as_bytes());
        Ok(Self { settings, digest, client })
    }

    /// What the store knows it by.
    pub(super) fn digest(&self) -> &str {
        &self.digest
    }

    pub(super) async fn post(&self, delivery: &Delivery, now_ms: i64) -> Outcome {
        let timestamp = now_ms.div_euclid(1000);
        let body = event::body(&delivery.body, delivery.seq);
        let signature = signature::header(&self.settings.secrets, &delivery.id, timestamp, &body);
        let request = self
            .client
            .post(self.settings.url.clone())
            .header("content-type", "application/json")
            .header("webhook-id", &delivery.id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(body);
        match request.send().await {
            Ok(answer) => of(&answer),
            // The error itself holds the address, which may be a secret.
            Err(error) if error.is_timeout() => Outcome::Failed("timeout"),
            Err(error) if error.is_connect() => Outcome::Failed("unreachable"),
            Err(_) => Outcome::Failed("no answer"),
        }
    }
}

fn of(answer: &Response) -> Outcome {
    match answer.status() {
        status if status.is_success() => Outcome::Taken,
        StatusCode::GONE => Outcome::Gone,
        status => {
            let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
            Outcome::Refused { status: status.as_u16(), retry_after: retry_after.map(str::to_owned) }
        }
    }
}

impl Outcome {
    /// For the metrics.
    pub(super) fn label(&self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Gone => "gone",
            Self::Refused { .. } => "refused",
            Self::Failed(_) => "failed",
        }
    }

    /// For people.
    pub(super) fn word(&self) -> String {
        match self {
            Self::Taken => "taken".to_owned(),
            Self::Gone => "410".to_owned(),
            Self::Refused { status, .. } => status.to_string(),
            Self::Failed(why) => (*why).to_owned(),
        }
    }

    /// How long the other side asked to wait: seconds, or a date.
    pub(super) fn retry_after_ms(&self, now_ms: i64) -> i64 {
        let Self::Refused { retry_after: Some(text), .. } = self else { return 0 };
        let text = text.trim();
        let seconds = text.parse::<u32>().ok().map(|seconds| i64::from(seconds) * 1000);
        let date = || Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp().as_millisecond() - now_ms);
        seconds.or_else(date).unwrap_or(0).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_date_and_nonsense_is_no_wait() {
        let now = 784_111_777_000;
        for (text, ms) in [
            ("120", 120_000),
            (" 0 ", 0),
            ("Sun, 06 Nov 1994 08:50:37 GMT", 60_000),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
            ("-5", 0),
            ("soon", 0),
            ("99999999999", 0),
        ] {
            let refused = Outcome::Refused { status: 503, retry_after: Some(text.into()) };
            assert_eq!(refused.retry_after_ms(now), ms, "{text}");
        }
        assert_eq!(Outcome::Failed("timeout").retry_after_ms(now), 0);
    }
}
