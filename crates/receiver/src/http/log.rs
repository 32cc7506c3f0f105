//! `GET /log/…`: the transparency log as C2SP tlog-tiles.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Segment;
use crate::error::Error;
use crate::receiver::Receiver;

const TEXT: &str = "text/plain; charset=utf-8";

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(checkpoint)).routes(routes!(key)).routes(routes!(tile))
}

/// The log's newest checkpoint
#[utoipa::path(get, path = "/log/checkpoint", tag = "log", responses(
    (status = 200, description = "C2SP tlog-checkpoint", body = String, content_type = "text/plain; charset=utf-8"),
))]
async fn checkpoint(State(receiver): State<Receiver>) -> Result<impl IntoResponse, Error> {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, receiver.checkpoint().await?))
}

/// The key that checkpoints verify under
#[utoipa::path(get, path = "/log/key", tag = "log", responses(
    (status = 200, description = "C2SP signed-note verifier key", body = String, content_type = "text/plain; charset=utf-8"),
))]
async fn key(State(receiver): State<Receiver>) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, format!("{}\n", receiver.log_key()))
}

/// A tile of the log
#[utoipa::path(get, path = "/log/tile/{*path}", tag = "log",
    params(("path" = String, Path, pattern = "^((entries|[0-9]+)/)?(x[0-9]{3}/)*[0-9]{3}(\\.p/[0-9]{1,3})?$", description = "C2SP tlog-tiles, e.g. `0/000` or `entries/000`")),
    responses(
        (status = 200, description = "Hashes or entries", body = Vec<u8>, content_type = "application/octet-stream"),
    ))]
async fn tile(State(receiver): State<Receiver>, Segment(path): Segment) -> Result<impl IntoResponse, Error> {
    let tile = receiver.tile(&format!("tile/{path}")).await?;
    // A partial tile does not change either, but a longer one takes its place.
    let cached = if tile.full { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, cached)];
    Ok((headers, tile.bytes))
}
