//! `GET` and `POST /manage/{token}`: the page where a person sees what was agreed, withdraws it, all or one purpose, and
//! changes number and choices. No login, no script, nothing from elsewhere: the token in the address is what opens it.

mod page;
mod texts;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use super::Segment;
use super::records::style_policy;
use crate::error::Error;
use crate::receiver::Receiver;
use crate::withdraw::Managed;
use page::Asked;
use texts::Texts;

pub(super) fn router() -> Router<Receiver> {
    Router::new().route("/manage/{token}", get(show).post(act))
}

async fn show(State(receiver): State<Receiver>, Segment(token): Segment, headers: HeaderMap) -> Response {
    match receiver.managed(&token).await {
        Ok(managed) => {
            let texts = Texts::of(&managed.act.notice.language);
            answer(StatusCode::OK, page::agreement(texts, &managed, receiver.can_change(&managed), None))
        }
        Err(error) => refusal(error, &headers),
    }
}

/// A form of the page: a withdrawal, or the first half of a change.
async fn act(
    State(receiver): State<Receiver>,
    Segment(token): Segment,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(&body).into_owned().collect();
    let values =
        |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value);
    let done = async {
        if !is_same_origin(&headers, &receiver.settings().origins) {
            return Err(Error::OriginForeign);
        }
        let managed = receiver.managed(&token).await?;
        if values("change").next().is_none() {
            return withdraw(&receiver, &managed, values("purpose").next(), token).await;
        }
        let number = values("number").next().cloned().unwrap_or_default();
        change(&receiver, &managed, &Asked { number, purposes: values("purpose").cloned().collect() }, &token)
    };
    done.await.unwrap_or_else(|error| refusal(error, &headers))
}

/// Answers with the page's own address, so that a reload repeats nothing.
async fn withdraw(
    receiver: &Receiver,
    managed: &Managed,
    purpose: Option<&String>,
    token: String,
) -> Result<Response, Error> {
    let purpose = purpose.map(String::as_str);
    let words = page::words(Texts::of(&managed.act.notice.language), managed, purpose);
    receiver.withdraw(managed, purpose, words).await?;
    // Relative: a proxy may serve this below a path of its own.
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, token)]).into_response())
}

/// The way to confirm it on WhatsApp; what cannot be is said on the page itself, beside what was typed.
fn change(receiver: &Receiver, managed: &Managed, asked: &Asked, token: &str) -> Result<Response, Error> {
    let texts = Texts::of(&managed.act.notice.language);
    match receiver.change_link(managed, &asked.number, &asked.purposes) {
        Ok(link) => Ok(answer(StatusCode::OK, page::confirmation(texts, managed, &link, token))),
        Err(error @ (Error::NumberInvalid | Error::NumberUnreachable | Error::BodyInvalid)) => {
            let page = page::agreement(texts, managed, true, Some((asked, error)));
            let mut response = answer(error.status(), page);
            response.extensions_mut().insert(error);
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

/// A second lock behind the token: browsers say where a form came from. `Origin: null` is what they send under this
/// page's own `no-referrer`; `Sec-Fetch-Site` then tells.
fn is_same_origin(headers: &HeaderMap, ours: &[String]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text("origin").is_none_or(|origin| origin == "null" || ours.iter().any(|own| own == origin));
    let site = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    origin && site
}

fn refusal(error: Error, headers: &HeaderMap) -> Response {
    let languages = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let texts = Texts::of(languages.and_then(|list| list.split([',', ';']).next()).unwrap_or("").trim());
    let mut response = answer(error.status(), page::refusal(texts, error));
    // For the log.
    response.extensions_mut().insert(error);
    response
}

fn answer(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&style_policy(page::STYLE, "'self'")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow"));
    response
}
