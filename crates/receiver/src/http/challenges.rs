//! `POST /v1/challenges`: a nonce to sign with.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::client::Client;
use crate::error::Error;
use crate::receiver::Receiver;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(issue))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Nonce)]
struct Answer {
    /// For the act's claim `nonce`.
    #[schema(pattern = "^[A-Za-z0-9_-]{75}$")]
    nonce: String,
    /// Seconds since 1970.
    #[schema(minimum = 0)]
    expires_at: i64,
}

/// Issue a nonce
///
/// An act that carries it is known to be signed after this moment. Good for ten minutes, once.
#[utoipa::path(post, path = "/v1/challenges", tag = "consents",
    responses((status = 201, description = "A nonce", body = Answer)))]
async fn issue(
    Client(caller): Client,
    State(receiver): State<Receiver>,
) -> Result<(StatusCode, Json<Answer>), Error> {
    receiver.admit(caller)?;
    let challenge = receiver.challenge()?;
    Ok((StatusCode::CREATED, Json(Answer { nonce: challenge.nonce, expires_at: challenge.expires_at })))
}
