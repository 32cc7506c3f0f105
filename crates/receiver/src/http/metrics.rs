//! `GET /metrics`: counters for Prometheus, without anything about anybody.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::authorize;
use super::client::Client;
use crate::error::Error;
use crate::receiver::Receiver;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(show))
}

/// Counters in the OpenMetrics text format
///
/// Free for a caller on the same machine; from elsewhere it takes the API token, as figures of business are nobody
/// else's.
#[utoipa::path(get, path = "/metrics", tag = "operations", security((), ("api_token" = [])), responses(
    (status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text"),
))]
async fn show(
    Client(caller): Client,
    State(receiver): State<Receiver>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Error> {
    if caller.is_some() {
        authorize(&headers, &receiver)?;
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    receiver.measure_outbox().await;
    Ok(([(header::CONTENT_TYPE, kind)], receiver.metrics().text()))
}
