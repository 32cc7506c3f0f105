//! `POST /v1/lint`: a page, snippet, template or record in, what is wrong with it out. Needs the API token.

use axum::Json;
use axum::extract::{DefaultBodyLimit, RawQuery};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use whatsapp_opt_in_lint::{Lint, Refusal, Request};

use super::auth::Authorized;
use super::body::Body;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;

/// Bytes of a body: a page of a megabyte, and as JSON it is longer.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(lint)).layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// What JSON carries: the source, and the options beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonBody {
    source: String,
    #[serde(default)]
    options: Request,
}

/// A source, and what may be said beside it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes `JsonBody`, and what `whatsapp_opt_in_lint::Request` reads")]
struct LintBody {
    source: String,
    options: Option<LintOptions>,
}

/// What may be said beside a source.
#[derive(ToSchema)]
#[allow(dead_code, reason = "as above")]
struct LintOptions {
    /// Guessed unless given.
    language: Option<schema::Dialect>,
    /// The company's name, to be looked for in the prompt.
    company: Option<String>,
    /// WhatsApp's edition.
    edition: Option<schema::LintEdition>,
    /// `gdpr`, `tcpa`.
    packs: Option<Vec<String>>,
    /// Only these rules, or those that begin so.
    #[schema(required = false)]
    rules: Vec<String>,
    /// Not these rules, nor those that begin so.
    #[schema(required = false)]
    ignore: Vec<String>,
}

/// What was found.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `Lint` writes")]
struct Found {
    findings: Vec<FoundFault>,
    needs_review: Vec<FoundQuestion>,
}

/// What is wrong, and how to mend it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "as above")]
struct FoundFault {
    #[schema(pattern = "^[A-Z]{2}-[0-9]{2}$")]
    rule: String,
    severity: schema::Severity,
    #[schema(required)]
    edition: Option<schema::LintEdition>,
    #[schema(min_length = 1)]
    message: String,
    #[schema(min_length = 1)]
    help: String,
    file: String,
    #[schema(minimum = 1)]
    line: u64,
    #[schema(minimum = 1)]
    column: u64,
}

/// What a person must decide.
#[derive(ToSchema)]
#[allow(dead_code, reason = "as above")]
struct FoundQuestion {
    #[schema(pattern = "^[A-Z]{2}-[0-9]{2}$")]
    rule: String,
    #[schema(min_length = 1)]
    why: String,
    file: String,
    #[schema(minimum = 1)]
    line: u64,
    #[schema(minimum = 1)]
    column: u64,
}

/// Is this page right?
///
/// Judges opt-in prompts, message templates and records; answers with what `opt-in lint --format json` prints, whatever was
/// found. Nothing is stored.
#[utoipa::path(post, path = "/v1/lint", tag = "operations", security(("api_token" = [])),
    params(
        ("language" = inline(Option<schema::Dialect>), Query, description = "html, jsx, vue, svelte, php, template, message-templates or records; guessed unless given"),
        ("company" = Option<String>, Query, description = "The company's name, to be looked for in the prompt"),
        ("edition" = inline(Option<schema::LintEdition>), Query, description = "WhatsApp's edition, e.g. `whatsapp-2025-11`"),
    ),
    request_body(content((LintBody = "application/json"), (String = "text/html"), (String = "text/plain"))),
    responses((status = 200, description = "`{\"findings\": […], \"needs_review\": […]}`", body = Found)))]
async fn lint(_: Authorized, RawQuery(query): RawQuery, body: Body) -> Result<Json<Lint>, Error> {
    let mut request = request(query.as_deref().unwrap_or(""))?;
    let source = match body.kind.as_str() {
        "application/json" => {
            let body: JsonBody = serde_json::from_slice(&body.bytes).map_err(|_| Error::BodyInvalid)?;
            request = body.options;
            body.source
        }
        "text/html" | "text/plain" => {
            String::from_utf8(body.bytes.to_vec()).map_err(|_| Error::BodyInvalid)?
        }
        _ => return Err(Error::ContentTypeUnsupported),
    };
    // A page of a megabyte takes some tens of milliseconds: not on a thread that serves others.
    let result = tokio::task::spawn_blocking(move || request.lint(&source)).await;
    match result.map_err(|_| Error::BodyInvalid)? {
        Ok(found) => Ok(Json(found)),
        Err(Refusal::Option(_)) => Err(Error::LintOptionInvalid),
        Err(Refusal::Source(fault)) => {
            let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Err(Error::LintSourceInvalid { line: small(fault.line), column: small(fault.column) })
        }
    }
}

/// What the address carries for a source that is sent bare.
fn request(query: &str) -> Result<Request, Error> {
    let mut request = Request::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let place = match &*name {
            "language" => &mut request.language,
            "company" => &mut request.company,
            "edition" => &mut request.edition,
            _ => return Err(Error::QueryInvalid),
        };
        if place.replace(value.into_owned()).is_some() {
            return Err(Error::QueryInvalid);
        }
    }
    Ok(request)
}
