//! `POST /v1/challenges`: a nonce to sign with.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::error::Error;
use crate::receiver::Receiver;

pub(super) fn router() -> Router<Receiver> {
    Router::new().route("/v1/challenges", post(issue))
}

#[derive(Serialize)]
struct Answer {
    nonce: String,
    expires_at: i64,
}

async fn issue(State(receiver): State<Receiver>) -> Result<(StatusCode, Json<Answer>), Error> {
    let challenge = receiver.challenge()?;
    Ok((StatusCode::CREATED, Json(Answer { nonce: challenge.nonce, expires_at: challenge.expires_at })))
}
