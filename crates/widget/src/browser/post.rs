//! Posting a record, and asking for a nonce.

use js_sys::{JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use super::{object, window};
use crate::retry::{Answer, read_status};

/// Milliseconds until an unanswered request counts as failed.
const TIMEOUT_MS: u32 = 10_000;

/// What came back.
pub(crate) struct Reply {
    /// What it means for the record.
    pub(crate) answer: Answer,
    /// The receipt, or the problem's `code`.
    pub(crate) text: Option<String>,
    /// The status; 0: no answer at all.
    pub(crate) status: u16,
    /// `Retry-After` in seconds.
    pub(crate) retry_after_s: Option<u32>,
}

/// Posts a record. `keepalive`: the page may be left while it is under way.
pub(crate) async fn post(endpoint: &str, record: &str) -> Reply {
    // A compact JWS is base64url and dots: nothing in it needs escaping.
    let response = match send(endpoint, Some(&format!(r#"{{"consent":"{record}"}}"#))).await {
        Ok(response) => response,
        Err(_) => return Reply { answer: Answer::Again, text: None, status: 0, retry_after_s: None },
    };
    let status = response.status();
    let answer = read_status(status);
    let retry_after_s =
        response.headers().get("retry-after").ok().flatten().and_then(|seconds| seconds.parse().ok());
    let member = if answer == Answer::Stored { "receipt" } else { "code" };
    let text = match json(&response).await {
        Ok(body) => string(&body, member),
        Err(_) => None,
    };
    Reply { answer, text, status, retry_after_s }
}

/// Asks for a nonce: its text, and when it expires (seconds since 1970).
pub(crate) async fn challenge(url: &str) -> Option<(String, f64)> {
    let response = send(url, None).await.ok().filter(Response::ok)?;
    let body = json(&response).await.ok()?;
    let expires = Reflect::get(&body, &"expires_at".into()).ok()?.as_f64()?;
    Some((string(&body, "nonce")?, expires))
}

async fn send(url: &str, body: Option<&str>) -> Result<Response, JsValue> {
    let init: RequestInit = object(&[("method", "POST".into()), ("keepalive", true.into())]).unchecked_into();
    if let Some(body) = body {
        init.set_body(&body.into());
        init.set_headers(&object(&[("content-type", "application/json".into())]));
    }
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
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
