//! `GET /log/…`: the transparency log as C2SP tlog-tiles.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

use super::Segment;
use crate::error::Error;
use crate::receiver::Receiver;

const TEXT: &str = "text/plain; charset=utf-8";

pub(super) fn router() -> Router<Receiver> {
    Router::new()
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/key", get(key))
        .route("/log/tile/{*path}", get(tile))
}

async fn checkpoint(State(receiver): State<Receiver>) -> Result<impl IntoResponse, Error> {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, receiver.checkpoint().await?))
}

async fn key(State(receiver): State<Receiver>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, format!("{}\n", receiver.log_key()))
}

async fn tile(State(receiver): State<Receiver>, Segment(path): Segment) -> Result<impl IntoResponse, Error> {
    let tile = receiver.tile(&format!("tile/{path}")).await?;
    // A partial tile does not change either, but a longer one takes its place.
    let cached = if tile.full { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, cached)];
    Ok((headers, tile.bytes))
}
