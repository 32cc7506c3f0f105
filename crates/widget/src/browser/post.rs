//! Posting a record, and asking for a nonce.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use super::{Once, object, window};
use crate::config::{Config, Format};
use crate::retry::{Answer, read_status};

/// Milliseconds until an unanswered request counts as failed.
const TIMEOUT_MS: u32 = 10_000;

/// Shorter, as the signature waits for it, and a form may wait for the signature.
const CHALLENGE_TIMEOUT_MS: u32 = 2_000;

/// What came back.
pub(crate) struct Reply {
    /// What it means for the record.
    pub(crate) answer: Answer,
    /// The receipt, or the problem's `code`.
    pub(crate) text: Option<String>,
    /// The status; 0: no answer at all.
    pub(crate) status: u16,
    /// Where the person confirms the number.
    pub(crate) confirm: Option<String>,
    /// `Retry-After` in seconds.
    pub(crate) retry_after_s: Option<u32>,
}

/// Posts a record. `keepalive`: the page may be left while it is under way.
pub(crate) async fn post(config: &Config, endpoint: &str, record: &str) -> Reply {
    // A compact JWS is base64url and dots: nothing in it needs escaping.
    let (kind, body) = match config.format {
        Format::Json => ("application/json", [r#"{"consent":""#, record, "\"}"].concat()),
        Format::Jwt => ("application/jwt", record.to_owned()),
        Format::Form => {
            let name: String = js_sys::encode_uri_component(&config.name).into();
            ("application/x-www-form-urlencoded", [&name, "=", record].concat())
        }
    };
    let body = Body { kind, text: &body, credentials: config.credentials.as_deref() };
    let response = match send(endpoint, Some(body), TIMEOUT_MS).await {
        Ok(response) => response,
        Err(_) => {
            return Reply {
                answer: Answer::Again,
                text: None,
                status: 0,
                confirm: None,
                retry_after_s: None,
            };
        }
    };
    let status = response.status();
    let answer = read_status(status);
    let retry_after_s =
        response.headers().get("retry-after").ok().flatten().and_then(|seconds| seconds.parse().ok());
    let member = if answer == Answer::Stored { "receipt" } else { "code" };
    let (text, confirm) = match json(&response).await {
        Ok(body) => {
            let confirm =
                Reflect::get(&body, &"confirm".into()).ok().and_then(|confirm| string(&confirm, "url"));
            (string(&body, member), confirm)
        }
        Err(_) => (None, None),
    };
    Reply { answer, text, status, confirm, retry_after_s }
}

/// The receiver's challenge.
#[derive(Clone, Debug)]
pub(crate) struct Nonce {
    /// What goes into the act.
    pub(crate) text: String,
    /// When it is of no more use, seconds since 1970.
    pub(crate) expires: f64,
}

/// Starts to ask for a nonce; [`Nonce::read`] reads the answer.
pub(crate) fn challenge(url: String) -> Once {
    Once::start(async move {
        let response = send(&url, None, CHALLENGE_TIMEOUT_MS).await?;
        if response.ok() { json(&response).await } else { Err(JsValue::NULL) }
    })
}

impl Nonce {
    /// Reads the answer to a challenge.
    pub(crate) fn read(body: &JsValue) -> Option<Self> {
        let expires = Reflect::get(body, &"expires_at".into()).ok()?.as_f64()?;
        Some(Self { text: string(body, "nonce")?, expires })
    }
}

struct Body<'a> {
    kind: &'static str,
    text: &'a str,
    credentials: Option<&'a str>,
}

async fn send(url: &str, body: Option<Body<'_>>, timeout_ms: u32) -> Result<Response, JsValue> {
    let init: RequestInit = object(&[("method", "POST".into()), ("keepalive", true.into())]).unchecked_into();
    if let Some(body) = body {
        init.set_body(&body.text.into());
        init.set_headers(&object(&[("content-type", body.kind.into())]));
        if let Some(credentials) = body.credentials {
            let _ = Reflect::set(&init, &"credentials".into(), &credentials.into());
        }
    }
    init.set_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms)));
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await?;
    Ok(response.unchecked_into())
}

async fn json(response: &Response) -> Result<JsValue, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    JSON::parse(&text.as_string().unwrap_or_default())
}

fn string(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}
