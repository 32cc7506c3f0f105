//! `POST /v1/lint`: what the linter says, over HTTP.
#![allow(missing_docs)]

mod support;

use axum::http::{Method, StatusCode};
use serde_json::json;
use support::*;

const BAD: &str =
    r#"<form><label><input type="checkbox" name="wa" checked> Send me offers on Whatsapp</label></form>"#;

fn page(path: &str, body: impl Into<axum::body::Body>) -> axum::http::Request<axum::body::Body> {
    with_token(request(Method::POST, path, "text/html; charset=utf-8", body))
}

fn with_token(mut request: axum::http::Request<axum::body::Body>) -> axum::http::Request<axum::body::Body> {
    let value = format!("Bearer {API_TOKEN}").parse().expect("a header");
    request.headers_mut().insert("authorization", value);
    request
}

async fn open() -> Service {
    Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await
}

fn rules(answer: &Answer) -> Vec<String> {
    let found = answer.json()["findings"].as_array().expect("findings").clone();
    found.iter().map(|finding| finding["rule"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn a_page_is_judged_as_the_command_judges_it() {
    let service = open().await;
    let answer = service.send(page("/v1/lint?company=Acme", BAD)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("application/json"));
    let first = &answer.json()["findings"][0];
    for member in ["rule", "severity", "edition", "message", "help", "file", "line", "column"] {
        assert!(!first[member].is_null(), "{member}");
    }
    let stranger = request(Method::POST, "/v1/lint", "text/html", BAD);
    assert_eq!(service.send(stranger).await.code(), "api_token_invalid");
    let found = rules(&answer);
    assert!(found.contains(&"GD-01".to_owned()) && found.contains(&"WA-06".to_owned()), "{found:?}");
    assert!(answer.json()["needs_review"].is_array());
}

#[tokio::test]
async fn options_come_beside_the_source_as_json() {
    let service = open().await;
    let body = json!({"source": BAD, "options": {"rules": ["GD"], "ignore": ["GD-05"], "packs": ["gdpr"]}});
    let found = rules(&service.send(with_token(json_request("/v1/lint", &body))).await);
    assert!(found.iter().all(|rule| rule.starts_with("GD") && rule != "GD-05"), "{found:?}");
    let body = json!({"source": BAD, "options": {"packs": ["ccpa"]}});
    assert_eq!(service.send(with_token(json_request("/v1/lint", &body))).await.code(), "lint_option_invalid");
    let body = json!({"source": BAD, "options": {"compny": "Acme"}});
    assert_eq!(service.send(with_token(json_request("/v1/lint", &body))).await.code(), "body_invalid");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_place() {
    let service = open().await;
    let answer = service.send(page("/v1/lint?language=message-templates", "{\n  \"name\": oops\n}")).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "lint_source_invalid")
    );
    assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains("line 2, column 11")));
    assert_eq!(service.send(page("/v1/lint?colour=red", BAD)).await.code(), "query_invalid");
    let picture = with_token(request(Method::POST, "/v1/lint", "image/png", BAD));
    assert_eq!(service.send(picture).await.code(), "content_type_unsupported");
}

#[tokio::test]
async fn a_page_of_a_megabyte_is_read_and_a_larger_body_is_refused() {
    let service = open().await;
    let page_of = |length: usize| format!("{BAD}{}", "<p>words </p>".repeat(length / 13));
    assert_eq!(service.send(page("/v1/lint", page_of(1024 * 1024))).await.status, StatusCode::OK);
    assert_eq!(service.send(page("/v1/lint", page_of(3 * 1024 * 1024))).await.code(), "body_too_large");
}
