//! Every reason a request is refused, and the one table from stable code to HTTP status.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use whatsapp_opt_in::consent::ActError;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Error {
    /// The act does not verify.
    Act(ActError),
    /// The body is over its route's limit.
    BodyTooLarge,
    /// The body's media type is none of those the route reads.
    ContentTypeUnsupported,
    /// The body is not what its media type promises.
    BodyInvalid,
    /// The number cannot be in use.
    NumberInvalid,
    /// WhatsApp has no accounts under numbers of this kind.
    NumberUnreachable,
    /// This service asks for a nonce in each act.
    NonceRequired,
    /// The nonce was not issued here.
    NonceUnknown,
    /// The nonce is older than it may be.
    NonceExpired,
    /// Another act used the nonce.
    NonceUsed,
    /// Another act was stored under the same `jti`.
    JtiConflict,
    /// The words shown are not among those registered.
    NoticeNotRegistered,
    /// No token was configured, so that exports and evidence are closed.
    ApiDisabled,
    /// The request does not carry the token.
    ApiTokenInvalid,
    /// A parameter of the query cannot be read, or asks for more than there is.
    QueryInvalid,
    /// The contact is neither a number in international form nor a business-scoped user id.
    ContactInvalid,
    /// More contacts or messages than one request may hold.
    BatchTooLarge,
    /// An option of the linter names what does not exist.
    LintOptionInvalid,
    /// What is to be linted cannot be read: JSON that is none, a record that is none.
    LintSourceInvalid {
        /// Where, from 1.
        line: u32,
        /// Where on the line, in characters, from 1.
        column: u32,
    },
    /// No record has this `jti`.
    RecordUnknown,
    /// The log has no such tile, or not yet.
    TileUnknown,
    /// The link was not issued here, or its record was erased.
    LinkUnknown,
    /// The link is older than it may be.
    LinkExpired,
    /// A page of another site sent the form.
    OriginForeign,
    /// No app secret was configured, so that nobody can tell WhatsApp from others.
    WebhookDisabled,
    /// The body is not signed under the app secret.
    SignatureInvalid,
    /// The handshake's token is not the one agreed on.
    VerifyTokenInvalid,
    /// There is no such route.
    RouteUnknown,
    /// The route does not take this method.
    MethodNotAllowed,
    /// More requests than this caller, key or number may make.
    RateLimited,
    /// The database failed; nothing was stored.
    StoreUnavailable,
}

/// One row per code: code, HTTP status, and what to do, unless the act's own error says it.
const TABLE: &[(&str, u16, &str)] = &[
    ("body_too_large", 413, "The body is over the limit of this route: 64 KiB for an act, 4 MiB for lists."),
    (
        "content_type_unsupported",
        415,
        "This route takes another content type: an act goes as application/json, application/jwt or application/x-www-form-urlencoded; the manual shows the others.",
    ),
    (
        "body_invalid",
        400,
        "The body is not what its content type says, or not what this route takes: an act goes as {\"consent\":\"<act>\"}, alone, or in the form field whatsapp_consent; the manual shows the others.",
    ),
    (
        "number_invalid",
        422,
        "The telephone number cannot be in use; ask the person to check it and sign a new act.",
    ),
    (
        "number_unreachable",
        422,
        "WhatsApp has no accounts under this kind of number (toll-free, premium-rate, pager and the like); ask the person for another.",
    ),
    ("nonce_required", 422, "Ask POST /v1/challenges for a nonce and put it into the act before signing."),
    ("nonce_unknown", 422, "The nonce was not issued here; ask POST /v1/challenges for one and sign again."),
    ("nonce_expired", 422, "The nonce is too old; ask POST /v1/challenges for a new one and sign again."),
    ("nonce_used", 409, "Another act used this nonce; ask POST /v1/challenges for a new one and sign again."),
    ("jti_conflict", 409, "Another act is stored under this jti; make a new jti for a new act."),
    (
        "notice_not_registered",
        422,
        "The words shown are not registered with this receiver; register the notice, or undo the change to the page.",
    ),
    (
        "api_disabled",
        404,
        "This service has no API token; start it with --api-token or OPT_IN_API_TOKEN to open exports.",
    ),
    ("api_token_invalid", 401, "Send the header Authorization: Bearer <the API token>."),
    (
        "query_invalid",
        400,
        "A parameter of the query is missing, unknown, given twice or out of range; the manual lists those of each route.",
    ),
    (
        "contact_invalid",
        422,
        "Write the contact as a telephone number with its country code, such as +33612345678, or as a business-scoped user id.",
    ),
    ("batch_too_large", 413, "Send at most 10,000 contacts in one request."),
    ("lint_option_invalid", 400, "An option names no language, edition, pack or rule of the linter."),
    ("lint_source_invalid", 422, "The source cannot be read."),
    ("record_unknown", 404, "No record has this jti."),
    ("tile_unknown", 404, "The log has no such tile; see its size in /log/checkpoint."),
    ("link_unknown", 404, "This link does not work; copy it whole, or reply STOP to a message on WhatsApp."),
    ("link_expired", 410, "This link has expired; reply STOP to a message on WhatsApp instead."),
    (
        "origin_foreign",
        403,
        "The form came from another site; open the link itself and press the button there.",
    ),
    (
        "webhook_disabled",
        404,
        "This service hears no webhooks; start it with --whatsapp-app-secret or OPT_IN_WHATSAPP_APP_SECRET.",
    ),
    (
        "signature_invalid",
        401,
        "X-Hub-Signature-256 does not sign this body under the app secret; pass the body on unchanged.",
    ),
    (
        "verify_token_invalid",
        403,
        "The verify token is another one; type the one this service was started with into Meta's form.",
    ),
    ("route_unknown", 404, "There is nothing at this address."),
    ("method_not_allowed", 405, "This address takes another method; see the Allow header."),
    (
        "rate_limited",
        429,
        "Too many requests; wait as long as Retry-After says, then send the same act again.",
    ),
    ("store_unavailable", 503, "The record could not be stored; nothing is lost, send the same act again."),
    ("act_too_large", 413, ""),
    ("act_not_compact", 400, ""),
    ("act_base64_invalid", 400, ""),
    ("act_header_invalid", 400, ""),
    ("act_header_member_forbidden", 400, ""),
    ("act_type_wrong", 400, ""),
    ("act_algorithm_forbidden", 400, ""),
    ("act_key_private", 400, ""),
    ("act_key_invalid", 400, ""),
    ("act_signature_invalid", 422, ""),
    ("act_duplicate_member", 400, ""),
    ("act_claims_invalid", 400, ""),
    ("act_schema_unknown", 422, ""),
    ("act_audience_wrong", 422, ""),
    ("act_issuer_wrong", 403, ""),
    ("act_number_malformed", 400, ""),
    ("act_jti_malformed", 400, ""),
    ("act_notice_digest_wrong", 422, ""),
    ("act_purposes_inconsistent", 422, ""),
    ("act_supersedes_itself", 422, ""),
    ("act_not_a_choice", 422, ""),
];

impl Error {
    /// Every reason that is not an act's.
    pub const OWN: &[Self] = &[
        Self::BodyTooLarge,
        Self::ContentTypeUnsupported,
        Self::BodyInvalid,
        Self::NumberInvalid,
        Self::NumberUnreachable,
        Self::NonceRequired,
        Self::NonceUnknown,
        Self::NonceExpired,
        Self::NonceUsed,
        Self::JtiConflict,
        Self::NoticeNotRegistered,
        Self::ApiDisabled,
        Self::ApiTokenInvalid,
        Self::QueryInvalid,
        Self::ContactInvalid,
        Self::BatchTooLarge,
        Self::LintOptionInvalid,
        Self::LintSourceInvalid { line: 1, column: 1 },
        Self::RecordUnknown,
        Self::TileUnknown,
        Self::LinkUnknown,
        Self::LinkExpired,
        Self::OriginForeign,
        Self::WebhookDisabled,
        Self::SignatureInvalid,
        Self::VerifyTokenInvalid,
        Self::RouteUnknown,
        Self::MethodNotAllowed,
        Self::RateLimited,
        Self::StoreUnavailable,
    ];

    /// The stable code; it never changes meaning.
    pub fn code(self) -> &'static str {
        match self {
            Self::Act(error) => error.code(),
            Self::BodyTooLarge => "body_too_large",
            Self::ContentTypeUnsupported => "content_type_unsupported",
            Self::BodyInvalid => "body_invalid",
            Self::NumberInvalid => "number_invalid",
            Self::NumberUnreachable => "number_unreachable",
            Self::NonceRequired => "nonce_required",
            Self::NonceUnknown => "nonce_unknown",
            Self::NonceExpired => "nonce_expired",
            Self::NonceUsed => "nonce_used",
            Self::JtiConflict => "jti_conflict",
            Self::NoticeNotRegistered => "notice_not_registered",
            Self::ApiDisabled => "api_disabled",
            Self::ApiTokenInvalid => "api_token_invalid",
            Self::QueryInvalid => "query_invalid",
            Self::ContactInvalid => "contact_invalid",
            Self::BatchTooLarge => "batch_too_large",
            Self::LintOptionInvalid => "lint_option_invalid",
            Self::LintSourceInvalid { .. } => "lint_source_invalid",
            Self::RecordUnknown => "record_unknown",
            Self::TileUnknown => "tile_unknown",
            Self::LinkUnknown => "link_unknown",
            Self::LinkExpired => "link_expired",
            Self::OriginForeign => "origin_foreign",
            Self::WebhookDisabled => "webhook_disabled",
            Self::SignatureInvalid => "signature_invalid",
            Self::VerifyTokenInvalid => "verify_token_invalid",
            Self::RouteUnknown => "route_unknown",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::RateLimited => "rate_limited",
            Self::StoreUnavailable => "store_unavailable",
        }
    }

    /// The HTTP status of the code.
    pub fn status(self) -> StatusCode {
        // A code without a row is a fault of ours, and a test keeps the table whole.
        let status = row(self.code()).map_or(500, |(_, status, _)| *status);
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// What went wrong and what to do, without personal data.
    pub fn detail(self) -> String {
        match self {
            Self::Act(error) => error.to_string(),
            Self::LintSourceInvalid { line, column } => {
                format!("The source cannot be read from line {line}, column {column} on.")
            }
            _ => row(self.code()).map(|(_, _, detail)| (*detail).to_owned()).unwrap_or_default(),
        }
    }
}

fn row(code: &str) -> Option<&'static (&'static str, u16, &'static str)> {
    TABLE.iter().find(|(name, _, _)| *name == code)
}

impl From<ActError> for Error {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

/// A problem document (RFC 9457) with the stable code beside the status.
#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'static str,
    detail: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let problem = Problem {
            r#type: format!("urn:whatsapp-opt-in:problem:{}", self.code()),
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code: self.code(),
            detail: self.detail(),
        };
        let body = serde_json::to_string(&problem).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        let wait = match self {
            Self::StoreUnavailable => Some("5"),
            Self::RateLimited => Some("60"),
            _ => None,
        };
        if let Some(seconds) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        if self == Self::ApiTokenInvalid {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // For the log, which never sees a body.
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_exactly_one_row_and_every_row_a_code() {
        let errors: Vec<Error> =
            ActError::ALL.iter().map(|e| Error::Act(*e)).chain(Error::OWN.iter().copied()).collect();
        for error in &errors {
            let rows = TABLE.iter().filter(|(code, _, _)| *code == error.code()).count();
            assert_eq!(rows, 1, "{}", error.code());
            assert!(error.status().is_client_error() || error.status().is_server_error());
            assert!(error.detail().ends_with('.'), "{}", error.code());
        }
        assert_eq!(TABLE.len(), errors.len());
    }
}
