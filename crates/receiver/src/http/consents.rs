//! `POST /v1/consents`: an act in, a receipt out.

use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::Body;
use super::client::Client;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;
use crate::webhook::ConfirmLink;

/// Bytes of a body: an act is at most 16 KiB, and a form may carry more than it.
const BODY_LIMIT: usize = 64 * 1024;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(take)).layer(DefaultBodyLimit::max(BODY_LIMIT))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Receipted)]
struct Answer {
    /// The act's `jti`.
    #[schema(value_type = schema::Jti)]
    jti: String,
    /// The signed receipt, compact JWS.
    #[schema(value_type = schema::Compact)]
    receipt: String,
    /// A way to show that the number is the person's.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirm: Option<ConfirmLink>,
}

/// Store a signed act
///
/// Verifies the act, stores it durably and answers with the signed receipt. The same act again gets the same bytes.
#[utoipa::path(post, path = "/v1/consents", tag = "consents",
    request_body(content(
        (JsonBody = "application/json"),
        (String = "application/jwt"),
        (FormBody = "application/x-www-form-urlencoded"),
    )),
    responses(
        (status = 201, description = "Stored now", body = Answer),
        (status = 200, description = "Was stored before: the same receipt", body = Answer),
    ))]
async fn take(
    Client(caller): Client,
    State(receiver): State<Receiver>,
    body: Body,
) -> Result<Response, Error> {
    let compact = Format::of(&body.kind)?.compact(&body.bytes)?;
    let accepted = receiver.accept_from(caller, &compact).await?;
    let status = if accepted.repeated { StatusCode::OK } else { StatusCode::CREATED };
    let confirm = receiver.confirm_link(&compact, &accepted);
    Ok((status, Json(Answer { jti: accepted.jti, receipt: accepted.receipt, confirm })).into_response())
}

/// The three ways to send an act.
#[derive(Clone, Copy)]
enum Format {
    /// `{"consent":"…"}`
    Json,
    /// The compact act alone.
    Jwt,
    /// A form with the field `whatsapp_consent`.
    Form,
}

#[derive(Deserialize, ToSchema)]
struct JsonBody {
    /// The compact act.
    #[schema(value_type = schema::Compact)]
    consent: String,
}

#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; other fields of it are not looked at")]
struct FormBody {
    /// The compact act.
    #[schema(value_type = schema::Compact)]
    whatsapp_consent: String,
}

impl Format {
    fn of(kind: &str) -> Result<Self, Error> {
        match kind {
            "application/json" => Ok(Self::Json),
            "application/jwt" => Ok(Self::Jwt),
            "application/x-www-form-urlencoded" => Ok(Self::Form),
            _ => Err(Error::ContentTypeUnsupported),
        }
    }

    fn compact(self, body: &[u8]) -> Result<String, Error> {
        let invalid = Error::BodyInvalid;
        match self {
            Self::Json => {
                serde_json::from_slice(body).map(|body: JsonBody| body.consent).map_err(|_| invalid)
            }
            Self::Jwt => {
                std::str::from_utf8(body).map(|text| text.trim_ascii().to_owned()).map_err(|_| invalid)
            }
            Self::Form => url::form_urlencoded::parse(body)
                .find(|(name, _)| name == "whatsapp_consent")
                .map(|(_, value)| value.into_owned())
                .ok_or(invalid),
        }
    }
}
