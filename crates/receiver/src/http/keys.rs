//! `GET /.well-known/jwks.json`: the public keys of the receipts.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use crate::receiver::Receiver;

pub(super) fn router() -> Router<Receiver> {
    Router::new().route("/.well-known/jwks.json", get(show))
}

async fn show(State(receiver): State<Receiver>) -> impl IntoResponse {
    // Minutes only: a new key must be known soon after it starts to sign.
    let headers =
        [(header::CONTENT_TYPE, "application/jwk-set+json"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, receiver.keys().jwks().to_owned())
}
