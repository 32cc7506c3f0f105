//! `GET` and `POST /webhooks/whatsapp`: WhatsApp's Cloud API tells what people do.

use axum::Json;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use url::form_urlencoded;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::Body;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;
use crate::webhook::signature;

/// Bytes of a delivery: Meta batches up to 3 MB.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(handshake, take)).layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// Answer Meta's handshake
///
/// Repeats the challenge to who knows the verify token.
#[utoipa::path(get, path = "/webhooks/whatsapp", tag = "whatsapp",
    params(
        ("hub.mode" = Option<String>, Query, description = "`subscribe`"),
        ("hub.verify_token" = Option<String>, Query, description = "The token typed into Meta's form"),
        ("hub.challenge" = Option<String>, Query, pattern = "^[A-Za-z0-9._-]{1,256}$", description = "What to repeat"),
    ),
    responses((status = 200, description = "The challenge", body = String, content_type = "text/plain")))]
async fn handshake(State(receiver): State<Receiver>, RawQuery(query): RawQuery) -> Result<Response, Error> {
    let secrets = receiver.webhook()?.secrets();
    let parameter = |wanted: &str| {
        let mut pairs = form_urlencoded::parse(query.as_deref().unwrap_or("").as_bytes());
        pairs.find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned()).unwrap_or_default()
    };
    let (mode, token, challenge) =
        (parameter("hub.mode"), parameter("hub.verify_token"), parameter("hub.challenge"));
    // What is repeated is a plain word, whoever sent it.
    let plain = (1..=256).contains(&challenge.len())
        && challenge.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'));
    if mode == "subscribe" && plain && secrets.is_verify_token(&token) {
        return Ok(challenge.into_response());
    }
    Err(Error::VerifyTokenInvalid)
}

/// Hear what people did on WhatsApp
///
/// Answers 200 once everything in it is on disk. Signed nonsense is answered 200 too: sending it again would mend nothing.
#[utoipa::path(post, path = "/webhooks/whatsapp", tag = "whatsapp",
    params(("X-Hub-Signature-256" = Option<String>, Header, pattern = "^sha256=[0-9a-f]{64}$", description = "`sha256=` and the HMAC of the body")),
    request_body(content = Value, content_type = "application/json"),
    responses((status = 200, description = "Heard", body = schema::Done)))]
async fn take(
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    Body { bytes, .. }: Body,
) -> Result<Json<Value>, Error> {
    let secrets = receiver.webhook()?.secrets();
    let mut signatures = headers.get_all(signature::HEADER).iter();
    let signed = match (signatures.next(), signatures.next()) {
        (Some(signature), None) => secrets.signed(signature.as_bytes(), &bytes),
        _ => false,
    };
    if !signed {
        return Err(Error::SignatureInvalid);
    }
    receiver.hear(&bytes).await?;
    Ok(Json(json!({ "status": "ok" })))
}
