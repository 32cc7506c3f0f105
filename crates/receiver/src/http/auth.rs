//! What opens the closed routes.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::error::Error;
use crate::receiver::Receiver;

/// Proof that the request carried the API token.
pub(super) struct Authorized;

impl FromRequestParts<Receiver> for Authorized {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, receiver: &Receiver) -> Result<Self, Error> {
        let expected = receiver.settings().api_token.as_ref().ok_or(Error::ApiDisabled)?;
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        token.filter(|token| expected.is(token)).map(|_| Self).ok_or(Error::ApiTokenInvalid)
    }
}
