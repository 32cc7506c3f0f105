//! `GET /.well-known/jwks.json`: the public keys of the receipts.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::receiver::Receiver;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(show))
}

/// The public keys of receipts, as a JWK set
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "log", responses(
    (status = 200, description = "A JWK set (RFC 7517)", body = serde_json::Value, content_type = "application/jwk-set+json"),
))]
async fn show(State(receiver): State<Receiver>) -> impl IntoResponse {
    // Minutes only: a new key must be known soon after it starts to sign.
    let headers =
        [(header::CONTENT_TYPE, "application/jwk-set+json"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, receiver.keys().jwks().to_owned())
}
