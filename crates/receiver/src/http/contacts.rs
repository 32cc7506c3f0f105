//! `GET /v1/contacts/{contact}/may-send`, `POST /v1/may-send`, `POST /v1/sends`: whether a message may be sent, for one
//! contact or a campaign, and what was sent; `DELETE /v1/contacts/{contact}`: erasure. All need the API token.

use axum::Json;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use whatsapp_opt_in::consent::{Category, PurposeId};

use super::Segment;
use super::auth::Authorized;
use super::body::JsonBody;
use crate::contact::contact;
use crate::error::Error;
use crate::receiver::{Receiver, value_of};
use crate::schema;
use crate::sending::Answer;
use crate::store::{Sent, is_countable};

/// Contacts of one question, and sends of one report.
const MAX_CONTACTS: usize = 10_000;
/// Bytes of a body: room for as many.
const BODY_LIMIT: usize = 4 * 1024 * 1024;
/// The longest id of a purpose or a message.
const MAX_ID: usize = schema::MAX_ID;

pub(super) fn router() -> OpenApiRouter<Receiver> {
    let bodies = OpenApiRouter::new()
        .routes(routes!(may_send_each))
        .routes(routes!(sent))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    OpenApiRouter::new().routes(routes!(may_send)).routes(routes!(erase)).merge(bodies)
}

/// Erase a person
///
/// Deletes acts, receipts, messages and sends of everybody known to be the same person. What stays is a keyed hash, so that
/// nothing is sent. The same answer for somebody who was never here.
#[utoipa::path(delete, path = "/v1/contacts/{contact}", tag = "records", security(("api_token" = [])),
    params(("contact" = inline(schema::AskedContact), Path, description = "A number with its country code, or a business-scoped user id")),
    responses((status = 204, description = "Erased")))]
async fn erase(
    _: Authorized,
    State(receiver): State<Receiver>,
    Segment(text): Segment,
) -> Result<StatusCode, Error> {
    receiver.erase(contact(&text).ok_or(Error::ContactInvalid)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// May I send to this contact?
#[utoipa::path(get, path = "/v1/contacts/{contact}/may-send", tag = "sending", security(("api_token" = [])),
    params(
        ("contact" = inline(schema::AskedContact), Path, description = "A number with its country code, or a business-scoped user id"),
        ("category" = inline(Option<schema::Category>), Query, description = "`marketing`, `utility` or `authentication`"),
        ("purpose" = Option<String>, Query, min_length = 1, max_length = 256, description = "A purpose's id; one of the catalogue tells its category"),
    ),
    responses((status = 200, description = "The answer, yes or no", body = Answer)))]
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Campaign {
    /// At most 10,000.
    #[schema(value_type = Vec<schema::AskedContact>, max_items = 10000)]
    contacts: Vec<String>,
    /// `marketing`, `utility` or `authentication`; may be left out with a purpose of the catalogue.
    #[schema(value_type = Option<schema::Category>)]
    category: Option<Category>,
    /// A purpose's id.
    #[schema(min_length = 1, max_length = 256)]
    purpose: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Answers {
    /// In the order of the question.
    #[schema(max_items = 10000)]
    answers: Vec<Answer>,
}

/// May I send to each of these contacts?
///
/// A contact that cannot be read is answered in its place: one bad line of a list does not lose the rest.
#[utoipa::path(post, path = "/v1/may-send", tag = "sending", security(("api_token" = [])), request_body = Campaign,
    responses((status = 200, description = "One answer for each contact, in order", body = Answers)))]
async fn may_send_each(
    _: Authorized,
    State(receiver): State<Receiver>,
    JsonBody(campaign): JsonBody<Campaign>,
) -> Result<Json<Answers>, Error> {
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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Report {
    /// At most 10,000.
    #[schema(max_items = 10000)]
    sends: Vec<ReportedSend>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportedSend {
    /// A number with its country code, or a business-scoped user id.
    #[schema(value_type = schema::AskedContact)]
    contact: String,
    /// Yours or the `wamid`; it counts once for each contact.
    #[schema(pattern = "^[!-~]{1,256}$")]
    id: String,
    /// `marketing`, `utility` or `authentication`.
    #[schema(value_type = schema::Category)]
    category: Category,
    /// Seconds since 1970; now, unless given.
    at: Option<i64>,
    /// A name of yours; opt-outs within a week after it are counted as its doing.
    #[schema(min_length = 1, max_length = 100)]
    campaign: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Counted {
    /// Sends that were not known before.
    new: usize,
}

/// Report messages that were sent
///
/// They count for the frequency cap.
#[utoipa::path(post, path = "/v1/sends", tag = "sending", security(("api_token" = [])), request_body = Report,
    responses((status = 200, description = "Counted", body = Counted)))]
async fn sent(
    _: Authorized,
    State(receiver): State<Receiver>,
    JsonBody(report): JsonBody<Report>,
) -> Result<(StatusCode, Json<Counted>), Error> {
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
        if sent.campaign.as_ref().is_some_and(|name| !is_countable(name)) {
            return Err(Error::BodyInvalid);
        }
        Ok(Sent { contact, id: sent.id, at, category: sent.category, campaign: sent.campaign })
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
