//! The shop's pages and the package, with the headers a strict site sends.

use std::path::Path;

use axum::Router;
use axum::extract::Request;
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderValue, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::services::ServeDir;
use whatsapp_opt_in_receiver::Error;

/// What the shop's pages may do: run their own scripts and the widget's wasm, nothing inline, nothing foreign.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; require-trusted-types-for 'script'; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'; object-src 'none'";

pub(crate) fn router(www: &Path, package: &Path) -> Router {
    let files = |folder| ServeDir::new(folder).fallback((async || Error::RouteUnknown).into_service());
    Router::new()
        .nest_service("/whatsapp-opt-in", files(package))
        .fallback_service(files(www))
        .layer(from_fn(page_names))
        .layer(from_fn(headers))
}

/// `/privacy` is the file `privacy.html`.
async fn page_names(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let name = path.rsplit('/').next().unwrap_or("");
    if !name.is_empty() && !name.contains('.') {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(uri) = format!("{path}.html{query}").parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    next.run(request).await
}

async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    if is_page {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // A rebuilt package shows at the next reload.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
