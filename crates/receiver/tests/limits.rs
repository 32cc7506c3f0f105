//! Rates, counters, and the document of the routes.

mod support;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use serde_json::json;
use support::{API_TOKEN, Answer, Key, NUMBER, Service, act, authorized, get, json_request, withdrawal};

/// The request as it comes over the network from this address.
fn from(address: &str, mut request: Request<Body>) -> Request<Body> {
    let address: SocketAddr = format!("{address}:4711").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(address));
    request
}

fn post(compact: &str) -> Request<Body> {
    json_request("/v1/consents", &json!({ "consent": compact }))
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_to_wait_and_stores_nothing() {
    let service = Service::start_with(|args| args.rate_limit_address = Some(2)).await;
    let key = Key::p256();
    for _ in 0..2 {
        let answer = service.send(from("203.0.113.7", post(&key.act(&act())))).await;
        assert_eq!(answer.status, StatusCode::CREATED);
    }
    let before = service.contents().await;
    let refused: Answer = service.send(from("203.0.113.7", post(&key.act(&act())))).await;
    assert_eq!(refused.code(), "rate_limited");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(service.contents().await, before);
    let challenge = json_request("/v1/challenges", &json!({}));
    assert_eq!(service.send(from("203.0.113.7", challenge)).await.code(), "rate_limited");
    let other = service.send(from("203.0.113.8", post(&key.act(&act())))).await;
    assert_eq!(other.status, StatusCode::CREATED);
}

#[tokio::test]
async fn one_number_is_limited_whatever_addresses_and_keys_write_about_it_but_can_always_be_withdrawn() {
    let service = Service::start_with(|args| args.rate_limit_number = Some(1)).await;
    let first = service.send(from("203.0.113.1", post(&Key::p256().act(&act())))).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = service.send(from("203.0.113.2", post(&Key::p256().act(&act())))).await;
    assert_eq!(again.code(), "rate_limited");
    assert!(!again.text().contains(NUMBER));
    let out = service.send(from("203.0.113.3", post(&Key::p256().act(&withdrawal())))).await;
    assert_eq!(out.status, StatusCode::CREATED);
}

#[tokio::test]
async fn one_key_is_limited() {
    let service = Service::start_with(|args| args.rate_limit_key = Some(1)).await;
    let key = Key::p256();
    assert_eq!(service.send(from("203.0.113.1", post(&key.act(&act())))).await.status, StatusCode::CREATED);
    assert_eq!(service.send(from("203.0.113.2", post(&key.act(&act())))).await.code(), "rate_limited");
}

#[tokio::test]
async fn the_machine_itself_is_not_limited() {
    let service = Service::start_with(|args| {
        args.rate_limit_address = Some(1);
        args.rate_limit_key = Some(1);
        args.rate_limit_number = Some(1);
    })
    .await;
    let key = Key::p256();
    for _ in 0..5 {
        let answer = service.send(from("127.0.0.1", post(&key.act(&act())))).await;
        assert_eq!(answer.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn metrics_count_requests_records_and_refusals_and_name_nobody() {
    let service = Service::start().await;
    service.post(&Key::p256().act(&act())).await;
    service.post("x").await;
    service.send(get("/v1/records/0198c0de-0000-7000-8000-000000000000")).await;
    let answer = service.send(get("/metrics")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    let text = answer.text();
    for line in [
        "opt_in_requests_total{method=\"POST\",route=\"/v1/consents\",status=\"201\"} 1",
        "opt_in_requests_total{method=\"POST\",route=\"/v1/consents\",status=\"400\"} 1",
        "opt_in_records_total{event=\"ConsentGiven\",assurance=\"self-asserted\"} 1",
        "opt_in_refusals_total{code=\"act_not_compact\"} 1",
        "opt_in_commit_seconds_count 1",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains(NUMBER.trim_start_matches('+')));
    assert!(!text.contains("0198c0de"), "patterns of routes only");
}

#[tokio::test]
async fn metrics_from_elsewhere_take_the_token() {
    let service = Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await;
    assert_eq!(service.send(from("203.0.113.7", get("/metrics"))).await.code(), "api_token_invalid");
    let answer = service.send(from("203.0.113.7", authorized("/metrics"))).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_every_operation_says_how_it_refuses() {
    let service = Service::start().await;
    let document = service.send(get("/openapi.json")).await.json();
    assert!(document["openapi"].as_str().expect("a version").starts_with("3.1"));
    let paths = document["paths"].as_object().expect("paths");
    assert!(paths.contains_key("/v1/consents"));
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("methods") {
            let problem = &operation["responses"]["4XX"]["content"]["application/problem+json"];
            assert!(problem["schema"]["$ref"].is_string(), "{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|s| !s.is_empty()), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_page_of_the_document_lists_every_path() {
    let service = Service::start().await;
    let document = service.send(get("/openapi.json")).await.json();
    let page = service.send(get("/docs")).await;
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.header("content-security-policy").contains("style-src 'sha256-"));
    let of = |member: &str| document[member].as_object().expect("an object").clone();
    for path in of("paths").keys().chain(of("webhooks").keys()) {
        assert!(page.text().contains(&format!("<code>{path}</code>")), "{path}");
    }
}

/// Routes that are pages for people, or the document itself.
const UNDOCUMENTED: [&str; 9] = [
    "/admin",
    "/admin/login",
    "/admin/logout",
    "/admin/search",
    "/admin/outbox/replay",
    "/admin/records/{jti}",
    "/manage/{token}",
    "/openapi.json",
    "/docs",
];

#[test]
fn no_route_is_left_out_of_the_document() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).expect("a source");
            for (_, rest) in source.match_indices(".route(\"").map(|(at, _)| source.split_at(at + 8)) {
                let route = rest.split('"').next().expect("its end");
                seen += 1;
                assert!(UNDOCUMENTED.contains(&route), "{route} in {}: use routes!", path.display());
            }
        }
    }
    assert!(seen > 0);
}
