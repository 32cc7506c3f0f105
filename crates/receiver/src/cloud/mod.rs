//! WhatsApp's Cloud API: the one message this receiver ever sends, the answer to a STOP.

pub(crate) mod words;

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use url::Url;

/// Meta's, with the version this was written against.
pub(crate) const DEFAULT_URL: &str = "https://graph.facebook.com/v24.0";
const VERSION: &str = "v24.0";

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Error codes that say "later": throughput, pair rate, application and account limits, and passing faults.
const LATER: &[i64] = &[1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 133004];

/// Where to reach the Cloud API, and as whom.
#[derive(Clone, PartialEq, Eq)]
pub struct CloudSettings {
    /// The base URL with the version, e.g. `https://graph.facebook.com/v24.0`.
    pub url: Url,
    /// The access token; none where a gateway at `url` adds it.
    pub access_token: Option<String>,
    /// The number to send from when a message did not say which number it came to.
    pub phone_number_id: Option<String>,
}

impl std::fmt::Debug for CloudSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CloudSettings").field("url", &self.url.as_str()).finish_non_exhaustive()
    }
}

impl CloudSettings {
    /// A base URL without a path gets the version this was written against.
    pub fn new(mut url: Url, access_token: Option<String>, phone_number_id: Option<String>) -> Self {
        if url.path() == "/" {
            url.set_path(VERSION);
        }
        Self { url, access_token, phone_number_id }
    }
}

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recipient {
    /// A number or WhatsApp id.
    Number(String),
    /// A business-scoped user id.
    Bsuid(String),
}

/// Why a message did not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSent {
    /// It can be tried again.
    Later,
    /// It was refused for good.
    Refused,
    /// The answer was lost: it may have gone out.
    Unknown,
}

/// A client of the Cloud API.
#[derive(Clone)]
pub(crate) struct Cloud {
    settings: CloudSettings,
    client: reqwest::Client,
}

impl Cloud {
    pub(crate) fn new(settings: CloudSettings) -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("opt-in-receiver/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { settings, client })
    }

    /// The number to send from when a message did not say which one it came to.
    pub(crate) fn default_sender(&self) -> Option<&str> {
        self.settings.phone_number_id.as_deref()
    }

    /// Sends a text from the business's number with this id.
    pub(crate) async fn send_text(
        &self,
        sender: &str,
        recipient: &Recipient,
        text: &str,
    ) -> Result<(), NotSent> {
        let mut url = self.settings.url.clone();
        url.path_segments_mut().map_err(|()| NotSent::Refused)?.pop_if_empty().extend([sender, "messages"]);
        let mut message = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "type": "text",
            "text": { "preview_url": false, "body": text },
        });
        match recipient {
            Recipient::Number(number) => message["to"] = number.as_str().into(),
            Recipient::Bsuid(id) => message["recipient"] = id.as_str().into(),
        }
        let mut request = self.client.post(url).header("content-type", "application/json");
        if let Some(token) = &self.settings.access_token {
            request = request.bearer_auth(token);
        }
        let answer = request.body(message.to_string()).send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() { NotSent::Later } else { NotSent::Unknown }
        })?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        // Nothing of the answer is logged but its number: messages of errors may repeat the recipient's.
        let problem: Problem =
            answer.bytes().await.ok().and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default();
        tracing::warn!(
            status = status.as_u16(),
            code = problem.error.code,
            "the Cloud API refused a message"
        );
        let later = status.is_server_error() || status.as_u16() == 429 || LATER.contains(&problem.error.code);
        Err(if later { NotSent::Later } else { NotSent::Refused })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    error: ProblemBody,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProblemBody {
    code: i64,
}
