//! `GET` and `POST /manage/{token}`: the page where a person withdraws, all or one purpose. No login, no script, nothing from elsewhere:
//! the token in the address is what opens it.

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
use texts::Texts;

pub(super) fn router() -> Router<Receiver> {
    Router::new().route("/manage/{token}", get(show).post(withdraw))
}

async fn show(State(receiver): State<Receiver>, Segment(token): Segment, headers: HeaderMap) -> Response {
    match receiver.managed(&token).await {
        Ok(managed) => {
            let texts = Texts::of(&managed.act.notice.language);
            answer(StatusCode::OK, page::agreement(texts, &managed))
        }
        Err(error) => refusal(error, &headers),
    }
}

/// Answers with the page's own address, so that a reload repeats nothing.
async fn withdraw(
    State(receiver): State<Receiver>,
    Segment(token): Segment,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut fields = url::form_urlencoded::parse(&body);
    let purpose = fields.find(|(name, _)| name == "purpose").map(|(_, value)| value.into_owned());
    let done = async {
        if !is_same_origin(&headers, &receiver.settings().origins) {
            return Err(Error::OriginForeign);
        }
        let managed = receiver.managed(&token).await?;
        let words = page::words(Texts::of(&managed.act.notice.language), &managed, purpose.as_deref());
        receiver.withdraw(&managed, purpose.as_deref(), words).await
    };
    match done.await {
        // Relative: a proxy may serve this below a path of its own.
        Ok(()) => (StatusCode::SEE_OTHER, [(header::LOCATION, token)]).into_response(),
        Err(error) => refusal(error, &headers),
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
