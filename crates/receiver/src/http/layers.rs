//! What every answer gets: cross-origin rules, security headers, a line in the log.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::error::Error;
use crate::metrics::Metrics;

/// Headers of the API's answers, unless the route set its own.
const HEADERS: &[(HeaderName, &str)] = &[
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
];

/// Rules of the API itself: pages of these origins may call it.
pub(super) fn api(router: Router, origins: &[String]) -> Router {
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    // No credentials: an act speaks for itself, and no cookie is ever read.
    let cors = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE])
        // Of other origins' answers a page sees only the headers that are named.
        .expose_headers([header::RETRY_AFTER])
        .max_age(std::time::Duration::from_secs(600));
    router.layer(cors).layer(from_fn(headers))
}

/// Rules of the whole service, what no route took included.
pub(super) fn service(router: Router, metrics: Metrics) -> Router {
    router.layer(from_fn_with_state(metrics, log)).layer(from_fn(headers))
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Counts and logs the route's pattern, never the address as sent: people put numbers into addresses.
async fn log(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let code = response.extensions().get::<Error>().map(|error| error.code());
    let route = route.as_deref().unwrap_or("-");
    metrics.request(method.as_str(), route, status, took);
    if let Some(code) = code {
        metrics.refused(code);
    }
    tracing::info!(
        %method,
        route,
        status,
        code,
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        "request",
    );
    response
}
