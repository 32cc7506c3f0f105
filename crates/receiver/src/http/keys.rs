//! `GET /.well-known/jwks.json`: the public keys of the receipts.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::receiver::Receiver;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(show))
}

/// RFC 7517.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `Keys` writes")]
pub(super) struct KeySet {
    #[schema(min_items = 1)]
    keys: Vec<PublicKey>,
}

/// A key that verifies receipts.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `Keys` writes")]
struct PublicKey {
    kty: String,
    crv: String,
    /// The key's thumbprint (RFC 7638).
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    kid: String,
    alg: Option<String>,
    r#use: Option<String>,
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    x: String,
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    y: Option<String>,
}

/// The public keys of receipts, as a JWK set
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "log", responses(
    (status = 200, description = "A JWK set (RFC 7517)", body = KeySet, content_type = "application/jwk-set+json"),
))]
async fn show(State(receiver): State<Receiver>) -> impl IntoResponse {
    // Minutes only: a new key must be known soon after it starts to sign.
    let headers =
        [(header::CONTENT_TYPE, "application/jwk-set+json"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, receiver.keys().jwks().to_owned())
}
