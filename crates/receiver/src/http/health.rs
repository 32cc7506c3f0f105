//! `GET /health`: whether records can be stored.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::error::Error;
use crate::receiver::Receiver;

pub(super) fn router() -> Router<Receiver> {
    Router::new().route("/health", get(check))
}

async fn check(State(receiver): State<Receiver>) -> Result<Json<Value>, Error> {
    receiver.check().await?;
    Ok(Json(json!({ "status": "ok" })))
}
