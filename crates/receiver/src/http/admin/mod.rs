//! `GET /admin`: the dashboard. Behind a token; the session is a cookie no script and no other site can use.

mod chart;
mod outbox;
mod page;
mod rates;
mod session;
mod texts;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use whatsapp_opt_in::consent::ledger::Identity;
use whatsapp_opt_in::phone::PhoneNumber;
use whatsapp_opt_in_evidence::Evidence;

use super::Segment;
use super::client::Client;
use super::records::style_policy;
use crate::contact::spellings;
use crate::error::Error;
use crate::receiver::{Receiver, unavailable};
use crate::store::entries::contact_key;
use crate::store::{Audit, Backlog, day_of};
use page::Search;
use session::{Session, Signer};
use texts::Texts;

/// Records of one page.
const LATEST: u32 = 25;

pub(super) fn router(receiver: &Receiver) -> Router<Receiver> {
    let Some(token) = &receiver.settings().admin_token else {
        return Router::new();
    };
    Router::new()
        .route("/admin", get(overview))
        .route("/admin/login", post(login))
        .route("/admin/logout", post(logout))
        .route("/admin/search", post(search))
        .route("/admin/outbox/replay", post(outbox::replay))
        .route("/admin/records/{jti}", get(certificate))
        .layer(Extension(Arc::new(Signer::new(token.secret()))))
}

/// What every route needs of a request.
struct Visit {
    texts: &'static Texts,
    session: Option<Session>,
    secure: bool,
}

fn visit(receiver: &Receiver, signer: &Signer, headers: &HeaderMap) -> Visit {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let secure = receiver.settings().issuer.starts_with("https:");
    let session = signer.session(headers, secure, receiver.now_ms().div_euclid(1000));
    Visit { texts: Texts::of(accepted), session, secure }
}

async fn overview(
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Visit { texts, session, .. } = visit(&receiver, &signer, &headers);
    let Some(session) = session else {
        return Ok(answer(StatusCode::OK, page::login(texts, None)));
    };
    let before =
        query.as_deref().and_then(|query| query.strip_prefix("before=")).and_then(|n| n.parse().ok());
    let page = shown(&receiver, texts, &signer.form_token(&session), before, None).await?;
    Ok(answer(StatusCode::OK, page))
}

async fn login(
    Client(caller): Client,
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    receiver.admit(caller)?;
    let Visit { texts, secure, .. } = visit(&receiver, &signer, &headers);
    let given = field(&body, "token").unwrap_or_default();
    let right = receiver.settings().admin_token.as_ref().is_some_and(|token| token.is(&given));
    if !right {
        tracing::warn!("a sign-in to the dashboard was refused");
        return Ok(answer(StatusCode::FORBIDDEN, page::login(texts, Some(texts.token_wrong))));
    }
    let session = signer.open(receiver.now_ms().div_euclid(1000)).ok_or(Error::StoreUnavailable)?;
    tracing::info!(session = session.name(), "signed in to the dashboard");
    Ok(moved(signer.cookie(&session, secure)))
}

async fn logout(
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match own(&visit(&receiver, &signer, &headers), &signer, &body) {
        Ok(_) => moved(session::forget(receiver.settings().issuer.starts_with("https:"))),
        Err(refusal) => *refusal,
    }
}

/// By a form, not an address: numbers do not stand in addresses.
async fn search(
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let visit = visit(&receiver, &signer, &headers);
    let session = match own(&visit, &signer, &body) {
        Ok(session) => session,
        Err(refusal) => return Ok(*refusal),
    };
    let number = field(&body, "number").unwrap_or_default();
    let number = PhoneNumber::parse(&number, None).ok().map(|number| number.e164());
    let found = match number {
        Some(number) => Some(receiver.search(&number, &session.name()).await?),
        None => None,
    };
    let outcome = found.as_deref().map_or(Search::NotANumber, Search::Found);
    let page = shown(&receiver, visit.texts, &signer.form_token(&session), None, Some(outcome)).await?;
    Ok(answer(StatusCode::OK, page))
}

async fn certificate(
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    Segment(jti): Segment,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let visit = visit(&receiver, &signer, &headers);
    if visit.session.is_none() {
        return Ok(answer(StatusCode::FORBIDDEN, page::login(visit.texts, None)));
    }
    let page = receiver.certificate(&jti).await?;
    Ok(([(header::CONTENT_SECURITY_POLICY, style_policy(Evidence::STYLE, "'none'"))], Html(page))
        .into_response())
}

/// The session, when the form is its own.
fn own(visit: &Visit, signer: &Signer, body: &[u8]) -> Result<Session, Box<Response>> {
    let session = visit.session.clone();
    let own =
        session.filter(|session| signer.is_form_token(session, &field(body, "form").unwrap_or_default()));
    own.ok_or_else(|| {
        Box::new(answer(StatusCode::FORBIDDEN, page::refusal(visit.texts, visit.texts.form_old)))
    })
}

async fn shown(
    receiver: &Receiver,
    texts: &Texts,
    form_token: &str,
    before: Option<u64>,
    search: Option<Search<'_>>,
) -> Result<String, Error> {
    let today = day_of(receiver.now_ms());
    let counts = receiver.counts(today - page::DAYS + 1).await?;
    let latest = receiver.latest(before, LATEST).await?;
    let (backlog, dead) = receiver.dead_letters(outbox::LISTED).await?;
    // Also where nobody is told any more, as long as something is left over.
    let told = receiver.settings().outbox.is_some() || backlog != Backlog::default();
    let outbox = told.then(|| outbox::section(texts, form_token, &backlog, &dead));
    let overview = page::Overview { counts: &counts, latest: &latest, today, form_token, search, outbox };
    Ok(page::overview(texts, &overview))
}

fn field(body: &[u8], wanted: &str) -> Option<String> {
    url::form_urlencoded::parse(body).find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
}

/// Back to the overview by GET, so that a reload sends nothing again.
fn moved(cookie: String) -> Response {
    ([(header::SET_COOKIE, cookie)], moved_to("/admin")).into_response()
}

fn moved_to(place: &'static str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

fn answer(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&style_policy(page::STYLE, "'self'")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response
}

impl Receiver {
    async fn counts(&self, since: crate::store::Day) -> Result<crate::store::Counts, Error> {
        self.0.store.counts(since).await.map_err(unavailable)
    }

    async fn latest(&self, before: Option<u64>, limit: u32) -> Result<Vec<crate::store::Listed>, Error> {
        self.0.store.latest(before, limit).await.map_err(unavailable)
    }

    async fn search(&self, number: &str, who: &str) -> Result<Vec<crate::store::Listed>, Error> {
        let hash = self.hash(&contact_key(&Identity::Phone(number.to_owned())));
        let what = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let audit = Audit { who: who.to_owned(), what, at: self.now_ms() };
        self.0.store.search(&spellings(number), &audit).await.map_err(unavailable)
    }
}
