//! The API token, in the header `Authorization: Bearer …`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::error::Error;
use crate::receiver::Receiver;

/// Proof that the request carried the token.
pub(super) struct Authorized;

impl FromRequestParts<Receiver> for Authorized {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, receiver: &Receiver) -> Result<Self, Error> {
        authorize(&parts.headers, receiver)
    }
}

pub(super) fn authorize(headers: &HeaderMap, receiver: &Receiver) -> Result<Authorized, Error> {
    let expected = receiver.settings().api_token.as_ref().ok_or(Error::ApiDisabled)?;
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    token.filter(|token| expected.is(token)).map(|_| Authorized).ok_or(Error::ApiTokenInvalid)
}
