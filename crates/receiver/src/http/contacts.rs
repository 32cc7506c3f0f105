//! `GET /v1/contacts/{contact}/may-send`, `POST /v1/may-send`, `POST /v1/sends`: whether a message may be sent, for one
//! contact or a campaign, and what was sent; `DELETE /v1/contacts/{contact}`: erasure. All need the API token.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use whatsapp_opt_in::consent::{Category, PurposeId};

use super::Segment;
use super::auth::Authorized;
use crate::contact::contact;
use crate::error::Error;
use crate::receiver::{Receiver, value_of};
use crate::sending::Answer;
use crate::store::Sent;

/// Contacts of one question, and sends of one report.
const MAX_CONTACTS: usize = 10_000;
/// Bytes of a body: room for as many.
const BODY_LIMIT: usize = 4 * 1024 * 1024;
/// The longest id of a purpose or a message.
const MAX_ID: usize = 256;

pub(super) fn router() -> Router<Receiver> {
    let bodies = Router::new()
        .route("/v1/may-send", post(may_send_each))
        .route("/v1/sends", post(sent))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    Router::new()
        .route("/v1/contacts/{contact}/may-send", get(may_send))
        .route("/v1/contacts/{contact}", delete(erase))
        .merge(bodies)
}

/// The same answer for somebody who was never here.
async fn erase(
    _: Authorized,
    State(receiver): State<Receiver>,
    Segment(text): Segment,
) -> Result<StatusCode, Error> {
    receiver.erase(contact(&text).ok_or(Error::ContactInvalid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn may_send(
    _: Authorized,
    State(receiver): State<Receiver>,
    Segment(text): Segment,
    RawQuery(query): RawQuery,
) -> Result<Json<Answer>, Error> {
    let (mut category, mut purpose) = (None, None);
    for (name, value) in url::form_urlencoded::parse(query.as_deref().unwrap_or("").as_bytes()) {
        let place = match &*name {
            "category" => &mut category,
            "purpose" => &mut purpose,
            _ => return Err(Error::QueryInvalid),
        };
        if place.replace(value.into_owned()).is_some() {
            return Err(Error::QueryInvalid);
        }
    }
    let category = category.map(|name| value_of::<Category>(&name).ok_or(Error::QueryInvalid)).transpose()?;
    let (category, purpose) = what(category, purpose).ok_or(Error::QueryInvalid)?;
    let contact = contact(&text).ok_or(Error::ContactInvalid)?;
    let answers = receiver.may_send_each(&[contact], category, purpose.as_deref()).await?;
    answers.into_iter().next().map(Json).ok_or(Error::StoreUnavailable)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Campaign {
    contacts: Vec<String>,
    category: Option<Category>,
    purpose: Option<String>,
}

#[derive(Serialize)]
struct Answers {
    /// In the order of the question.
    answers: Vec<Answer>,
}

/// A contact that cannot be read is answered in its place: one bad line of a list does not lose the rest.
async fn may_send_each(
    _: Authorized,
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Answers>, Error> {
    let campaign: Campaign = json(&headers, body)?;
    let (category, purpose) = what(campaign.category, campaign.purpose).ok_or(Error::BodyInvalid)?;
    if campaign.contacts.len() > MAX_CONTACTS {
        return Err(Error::BatchTooLarge);
    }
    let contacts: Vec<_> = campaign.contacts.iter().map(|text| contact(text)).collect();
    let known: Vec<_> = contacts.iter().flatten().cloned().collect();
    let mut decided = receiver.may_send_each(&known, category, purpose.as_deref()).await?.into_iter();
    let answer = |contact: Option<_>| contact.and_then(|_| decided.next()).unwrap_or_else(Answer::nobody);
    Ok(Json(Answers { answers: contacts.into_iter().map(answer).collect() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    sends: Vec<ReportedSend>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportedSend {
    contact: String,
    id: String,
    category: Category,
    /// Seconds since 1970; now, unless given.
    at: Option<i64>,
}

#[derive(Serialize)]
struct Counted {
    /// Sends that were not known before.
    new: usize,
}

async fn sent(
    _: Authorized,
    State(receiver): State<Receiver>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Counted>), Error> {
    let report: Report = json(&headers, body)?;
    if report.sends.len() > MAX_CONTACTS {
        return Err(Error::BatchTooLarge);
    }
    let now = receiver.now_ms();
    let send = |sent: ReportedSend| {
        if !(1..=MAX_ID).contains(&sent.id.len()) || !sent.id.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::BodyInvalid);
        }
        let contact = contact(&sent.contact).ok_or(Error::ContactInvalid)?;
        let at = sent.at.map_or(now, |s| s.saturating_mul(1000).clamp(0, now));
        Ok(Sent { contact, id: sent.id, at, category: sent.category })
    };
    let sends = report.sends.into_iter().map(send).collect::<Result<Vec<_>, _>>()?;
    let new = receiver.sent(sends).await?.into_iter().filter(|new| *new).count();
    Ok((StatusCode::OK, Json(Counted { new })))
}

/// Category and purpose; a purpose of the catalogue tells its category.
fn what(category: Option<Category>, purpose: Option<String>) -> Option<(Category, Option<String>)> {
    if purpose.as_ref().is_some_and(|id| id.is_empty() || id.len() > MAX_ID) {
        return None;
    }
    let known = purpose.as_deref().and_then(PurposeId::new).map(PurposeId::category);
    Some((category.or(known)?, purpose))
}

/// A JSON body.
pub(super) fn json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, Error> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !kind.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("application/json") {
        return Err(Error::ContentTypeUnsupported);
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::BodyTooLarge,
        _ => Error::BodyInvalid,
    })?;
    serde_json::from_slice(&body).map_err(|_| Error::BodyInvalid)
}
