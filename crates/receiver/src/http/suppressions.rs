//! `GET /v1/suppressions`: who must not get marketing, as NDJSON or CSV. Needs the API token.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Authorized;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::schema;
use crate::suppressions::Suppression;

/// People read from the database at once.
const PAGE: u32 = 200;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(export))
}

#[derive(Clone, Copy)]
enum Format {
    Ndjson,
    Csv,
}

/// Who must not get marketing
///
/// NDJSON with numbers and user ids; as CSV numbers alone, under the head that marketing tools look for.
#[utoipa::path(get, path = "/v1/suppressions", tag = "sending", security(("api_token" = [])),
    params(("format" = inline(Option<schema::ListFormat>), Query, description = "`ndjson` or `csv`; else as `Accept` says")),
    responses((status = 200, description = "One contact a line", content(
        (String = "application/x-ndjson"),
        (String = "text/csv"),
    ))))]
async fn export(
    _: Authorized,
    State(receiver): State<Receiver>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let format = match query.as_deref().unwrap_or("") {
        "" if accept.contains("text/csv") => Format::Csv,
        "" | "format=ndjson" => Format::Ndjson,
        "format=csv" => Format::Csv,
        _ => return Err(Error::QueryInvalid),
    };
    // The first page before the head, so that a failure is an answer of its own.
    let (first, next) = receiver.suppressions("", PAGE).await?;
    let mut start = match format {
        Format::Csv => b"Phone Number,Reason,Since\r\n".to_vec(),
        Format::Ndjson => Vec::new(),
    };
    start.extend(lines(format, &first));
    let rest = stream::try_unfold((receiver, next), move |(receiver, next)| async move {
        let Some(after) = next else { return Ok(None) };
        let (page, next) = receiver.suppressions(&after, PAGE).await.map_err(|error| error.code())?;
        Ok::<_, &str>(Some((lines(format, &page), (receiver, next))))
    });
    let body = Body::from_stream(futures_util::StreamExt::chain(stream::iter([Ok(start)]), rest));
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Ndjson => "application/x-ndjson",
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::VARY, "accept")], body).into_response())
}

fn lines(format: Format, page: &[Suppression]) -> Vec<u8> {
    let mut lines = Vec::new();
    for suppression in page {
        match format {
            Format::Ndjson => {
                lines.extend(serde_json::to_vec(suppression).unwrap_or_default());
                lines.push(b'\n');
            }
            Format::Csv if suppression.number => {
                let since = suppression.since.and_then(|s| jiff::Timestamp::from_second(s).ok());
                let since = since.map(|since| since.to_string()).unwrap_or_default();
                lines.extend(
                    format!("{},{},{since}\r\n", suppression.contact, suppression.reason).into_bytes(),
                );
            }
            Format::Csv => {}
        }
    }
    lines
}
