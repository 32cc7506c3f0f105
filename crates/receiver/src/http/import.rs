//! `POST /v1/records/import`: a list of opt-ins collected elsewhere, as NDJSON or CSV. Needs the API token.

use std::io::Cursor;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::auth::Authorized;
use super::body::Body;
use crate::error::Error;
use crate::import::{ImportLine, Imported, ListFacts};
use crate::receiver::Receiver;

/// Bytes of a list: some 500,000 lines.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// The longest value of a list's facts.
const MAX_FACT: usize = 200;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    OpenApiRouter::new().routes(routes!(import)).layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// Import opt-ins collected elsewhere
///
/// Each line becomes a record that says it was imported, and from where. A bad line is named and loses no other; the same
/// list again repeats nothing.
#[utoipa::path(post, path = "/v1/records/import", tag = "records", security(("api_token" = [])),
    params(
        ("controller" = String, Query, min_length = 1, max_length = 200, description = "Who was allowed to write"),
        ("privacy_url" = String, Query, pattern = "^https?://[^ ]+$", max_length = 200, description = "Their privacy notice"),
        ("language" = Option<String>, Query, min_length = 1, max_length = 200, description = "Of the words (BCP 47); `en` unless given"),
    ),
    request_body(content((String = "text/csv"), (String = "application/x-ndjson"))),
    responses((status = 200, description = "What became of the lines", body = Imported)))]
async fn import(
    _: Authorized,
    State(receiver): State<Receiver>,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Json<Imported>, Error> {
    let facts = facts(query.as_deref().unwrap_or("")).ok_or(Error::QueryInvalid)?;
    let imported = match body.kind.as_str() {
        "application/x-ndjson" => receiver.import(facts, ndjson(body.bytes)).await,
        "text/csv" => receiver.import(facts, csv(body.bytes)?).await,
        _ => return Err(Error::ContentTypeUnsupported),
    };
    imported.map(Json)
}

fn facts(query: &str) -> Option<ListFacts> {
    let (mut controller, mut privacy_url, mut language) = (None, None, None);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let place = match &*name {
            "controller" => &mut controller,
            "privacy_url" => &mut privacy_url,
            "language" => &mut language,
            _ => return None,
        };
        if value.is_empty() || value.len() > MAX_FACT || place.replace(value.into_owned()).is_some() {
            return None;
        }
    }
    let privacy_url: String = privacy_url?;
    url::Url::parse(&privacy_url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(ListFacts {
        controller: controller?,
        privacy_url,
        language: language.unwrap_or_else(|| "en".into()),
    })
}

/// A line of NDJSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonLine {
    contact: String,
    purposes: Vec<String>,
    collected_at: Time,
    source: String,
    notice: Option<String>,
    valid_until: Option<Time>,
}

/// Seconds since 1970, or RFC 3339, or a date.
#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    Seconds(i64),
    Text(String),
}

impl Time {
    fn seconds(&self) -> Option<i64> {
        match self {
            Self::Seconds(seconds) => Some(*seconds),
            Self::Text(text) => {
                let at = text.parse::<jiff::Timestamp>().or_else(|_| format!("{text}T00:00:00Z").parse());
                at.ok().map(jiff::Timestamp::as_second).or_else(|| text.parse().ok())
            }
        }
    }
}

fn ndjson(mut rest: Bytes) -> impl Iterator<Item = Option<ImportLine>> + Send {
    let lines = std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        Some(rest.split_to(end))
    });
    let lines = lines.filter(|line| !line.trim_ascii().is_empty());
    lines.map(|line| {
        let line: JsonLine = serde_json::from_slice(&line).ok()?;
        Some(ImportLine {
            contact: line.contact,
            purposes: line.purposes,
            collected_at: line.collected_at.seconds()?,
            source: line.source,
            notice: line.notice,
            valid_until: line.valid_until.map(|time| time.seconds().ok_or(())).transpose().ok()?,
        })
    })
}

/// A line of CSV; purposes are parted by semicolons or spaces.
#[derive(Deserialize)]
struct CsvLine {
    contact: String,
    purposes: String,
    collected_at: String,
    source: String,
    #[serde(default)]
    notice: Option<String>,
    #[serde(default)]
    valid_until: Option<String>,
}

fn csv(mut body: Bytes) -> Result<impl Iterator<Item = Option<ImportLine>> + Send, Error> {
    // Spreadsheets put a byte-order mark before UTF-8.
    if body.starts_with(b"\xef\xbb\xbf") {
        body = body.slice(3..);
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(Cursor::new(body));
    let head = reader.headers().map_err(|_| Error::BodyInvalid)?.clone();
    if !["contact", "purposes", "collected_at", "source"]
        .iter()
        .all(|name| head.iter().any(|has| has == *name))
    {
        return Err(Error::BodyInvalid);
    }
    let read = |line: Result<CsvLine, csv::Error>| {
        let line = line.ok()?;
        let time = |text: String| Time::Text(text).seconds();
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        Some(ImportLine {
            contact: line.contact,
            purposes: line.purposes.split([';', ' ']).filter(|id| !id.is_empty()).map(Into::into).collect(),
            collected_at: time(line.collected_at)?,
            source: line.source,
            notice: filled(line.notice),
            valid_until: filled(line.valid_until).map(|text| time(text).ok_or(())).transpose().ok()?,
        })
    };
    Ok(reader.into_deserialize().map(read))
}
