//! `GET /health`: whether records can be stored.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(check))
}

/// Whether records can be stored
#[utoipa::path(get, path = "/health", tag = "operations", responses(
    (status = 200, description = "Ready", body = schema::Done),
))]
async fn check(State(receiver): State<Receiver>) -> Result<Json<Value>, Error> {
    receiver.check().await?;
    Ok(Json(json!({ "status": "ok" })))
}
