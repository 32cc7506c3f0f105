//! A folder over HTTP as a good host serves it: compressed beforehand, with the right types, and cached nowhere.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

/// Serves `folder` on a free port of this machine, and answers with its address.
pub(crate) async fn start(folder: PathBuf) -> anyhow::Result<String> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no free port")?;
    let origin = format!("http://{}", listener.local_addr()?);
    let app = Router::new().fallback(file).with_state(folder);
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(origin)
}

/// The file, as `file.br` beside it holds it.
async fn file(State(folder): State<PathBuf>, uri: Uri) -> Response {
    let name = uri.path().trim_start_matches('/');
    let (false, Some(kind)) = (name.contains(".."), content_type(name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(bytes) = std::fs::read(folder.join(format!("{name}.br"))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (headers, bytes).into_response()
}

fn content_type(name: &str) -> Option<&'static str> {
    match Path::new(name).extension()?.to_str()? {
        "html" => Some("text/html; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "css" => Some("text/css; charset=utf-8"),
        "json" => Some("application/json"),
        "wasm" => Some("application/wasm"),
        _ => None,
    }
}
