//! A request's body and what it says it is: read in one way, refused with the same codes everywhere.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;

use crate::error::Error;

/// A body within its route's limit, and its media type in lower case, without parameters.
pub(super) struct Body {
    pub(super) kind: String,
    pub(super) bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind = kind(request.headers());
        let bytes =
            Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => Error::BodyTooLarge,
                _ => Error::BodyInvalid,
            })?;
        Ok(Self { kind, bytes })
    }
}

/// A body of JSON.
pub(super) struct JsonBody<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let body = Body::from_request(request, state).await?;
        if body.kind != "application/json" {
            return Err(Error::ContentTypeUnsupported);
        }
        serde_json::from_slice(&body.bytes).map(Self).map_err(|_| Error::BodyInvalid)
    }
}

fn kind(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}
