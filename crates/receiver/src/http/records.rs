//! `GET /v1/records`: the ledger as an export, and one record as evidence. Both need the API token.

use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::stream;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use whatsapp_opt_in_evidence::Evidence;

use super::Segment;
use super::auth::Authorized;
use super::keys::KeySet;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;

/// Lines read from the database at once.
const PAGE: u32 = 200;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(export)).routes(routes!(evidence))
}

/// The ledger as NDJSON
///
/// From the first record to the one `size` names, or to the newest as the request arrives.
#[utoipa::path(get, path = "/v1/records", tag = "records", security(("api_token" = [])),
    params(("size" = Option<u64>, Query, minimum = 0, description = "How many records, at most the size of the log")),
    responses((status = 200, description = "One record a line", body = String, content_type = "application/x-ndjson")))]
// A page of the database at a time, however long the ledger is.
async fn export(
    _: Authorized,
    State(receiver): State<Receiver>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let newest = receiver.log_size().await?;
    let last = wanted_size(query.as_deref().unwrap_or(""))?.unwrap_or(newest);
    if last > newest {
        return Err(Error::QueryInvalid);
    }
    let pages = stream::try_unfold((receiver, 0), move |(receiver, after)| async move {
        let limit = u32::try_from(last - after).unwrap_or(PAGE).min(PAGE);
        if limit == 0 {
            return Ok(None);
        }
        // An error here ends the answer before its end, which every client notices.
        let lines = receiver.export(after, limit).await.map_err(|error| error.code())?;
        let end = lines.last().map(|line| line.seq).ok_or("the ledger is shorter than its log")?;
        let mut page = Vec::new();
        for line in &lines {
            serde_json::to_writer(&mut page, line).map_err(|_| "a line cannot be written")?;
            page.push(b'\n');
        }
        Ok::<_, &str>(Some((page, (receiver, end))))
    });
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((headers, Body::from_stream(pages)).into_response())
}

fn wanted_size(query: &str) -> Result<Option<u64>, Error> {
    let mut size = None;
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if name != "size" || size.is_some() {
            return Err(Error::QueryInvalid);
        }
        size = Some(value.parse().map_err(|_| Error::QueryInvalid)?);
    }
    Ok(size)
}

/// A record with everything needed to judge it elsewhere.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `Receiver::evidence` makes")]
struct EvidenceFile {
    /// The act as signed.
    #[schema(value_type = schema::Compact)]
    consent: String,
    /// Its receipt.
    #[schema(value_type = schema::Compact)]
    receipt: String,
    /// The receiver's public keys.
    jwks: KeySet,
    /// The log's verifier key: name, id and key, by `+`.
    #[schema(pattern = "^[^+]+\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+$")]
    log_key: String,
    /// The log's newest head, signed.
    checkpoint: String,
}

/// One record as evidence
///
/// JSON for programs; for who asks for HTML, a certificate that prints.
#[utoipa::path(get, path = "/v1/records/{jti}", tag = "records", security(("api_token" = [])),
    params(("jti" = inline(schema::Jti), Path, description = "The act's id")),
    responses((status = 200, description = "The evidence", content(
        (EvidenceFile = "application/json"), (String = "text/html; charset=utf-8"),
    ))))]
async fn evidence(
    _: Authorized,
    State(receiver): State<Receiver>,
    Segment(jti): Segment,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let vary = (header::VARY, "accept");
    if !accept.contains("text/html") {
        return Ok(([vary], Json(receiver.evidence(&jti).await?)).into_response());
    }
    let page = receiver.certificate(&jti).await?;
    let policy = style_policy(Evidence::STYLE, "'none'");
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), vary];
    Ok((headers, [(header::CONTENT_SECURITY_POLICY, policy)], page).into_response())
}

/// The policy of a page that runs and loads nothing; its one style sheet is named by its digest.
pub(super) fn style_policy(style: &str, form_action: &str) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, style.as_bytes());
    format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action {form_action}; base-uri 'none'; frame-ancestors 'none'",
        STANDARD.encode(digest)
    )
}
