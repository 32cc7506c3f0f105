//! The routes around the acts: keys, challenges, health, headers, cross-origin rules.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use support::*;
use whatsapp_opt_in::consent::JwkSet;
use whatsapp_opt_in_receiver::{Args, Error, LINK_LIFETIME_S, NONCE_LIFETIME_MS};

#[tokio::test]
async fn keys_challenges_and_health_answer() {
    let service = Service::start().await;
    let keys = service.send(get("/.well-known/jwks.json")).await;
    assert_eq!(keys.header("content-type"), "application/jwk-set+json");
    let set = JwkSet::from_json(&keys.body).expect("a key set");
    let kid = service.receiver.keys().kid();
    assert_eq!(set.get(kid).expect("the key").thumbprint(), kid);

    let challenge = service.send(request(Method::POST, "/v1/challenges", "", Body::empty())).await;
    assert_eq!(challenge.status, StatusCode::CREATED);
    assert_eq!(challenge.json()["expires_at"], (1_795_000_000_000 + NONCE_LIFETIME_MS) / 1000);

    assert_eq!(service.send(get("/health")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn health_fails_once_nothing_can_be_stored() {
    let service = Service::start().await;
    service.receiver.close().await;
    assert_eq!(service.send(get("/health")).await.code(), "store_unavailable");
}

#[tokio::test]
async fn a_path_that_is_no_text_is_answered_with_a_problem_document() {
    let service = Service::start().await;
    for path in ["/log/tile/%ff", "/v1/records/%ff"] {
        let answer = service.send(get(path)).await;
        assert!(answer.header("content-type").starts_with("application/problem+json"), "{path}");
    }
    assert_eq!(service.send(get("/log/tile/%ff")).await.code(), "route_unknown");
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let service = Service::start().await;
    let requests = [
        get("/health"),
        get("/nothing"),
        get("/v1/consents"),
        get("/.well-known/jwks.json"),
        json_request("/v1/consents", &serde_json::json!({"consent": Key::p256().act(&act())})),
        json_request("/v1/consents", &serde_json::json!({"consent": "x"})),
    ];
    for request in requests {
        let path = request.uri().path().to_owned();
        let answer = service.send(request).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        let cached = path == "/.well-known/jwks.json";
        assert_eq!(answer.header("cache-control") == "no-store", !cached, "{path}");
    }
}

#[tokio::test]
async fn a_refused_method_is_answered_with_those_allowed() {
    let service = Service::start().await;
    assert_eq!(service.send(get("/v1/consents")).await.header("allow"), "POST");
}

#[tokio::test]
async fn pages_of_listed_origins_may_call_and_no_others() {
    let service =
        Service::start_with(|args| args.allow_origin = vec!["https://www.shop.example".into()]).await;
    for (origin, allowed) in [
        ("https://www.shop.example", true),
        (PUBLIC_URL, true),
        ("https://evil.example", false),
        ("https://www.shop.example.evil.example", false),
        ("null", false),
    ] {
        let preflight = Request::options("/v1/consents")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type")
            .body(Body::empty())
            .expect("a request");
        let post = Request::post("/v1/consents")
            .header("origin", origin)
            .header("content-type", "application/jwt")
            .body(Body::from("x"))
            .expect("a request");
        for request in [preflight, post] {
            let answer = service.send(request).await;
            let expected = if allowed { origin } else { "" };
            assert_eq!(answer.header("access-control-allow-origin"), expected, "{origin}");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
    }
}

#[tokio::test]
async fn an_act_from_a_page_of_a_listed_origin_is_taken() {
    let service =
        Service::start_with(|args| args.allow_origin = vec!["https://www.shop.example".into()]).await;
    let compact = sign_with(&Key::p256(), |claims| claims["iss"] = "https://www.shop.example".into());
    assert_eq!(service.post(&compact).await.status, StatusCode::CREATED);
}

/// The tables of the manual, by their first cells.
fn manual_rows(title: &str) -> Vec<Vec<String>> {
    let manual = include_str!("../../../docs/receiver.md");
    let (_, section) = manual.split_once(&format!("\n## {title}\n")).expect("a section");
    let section = section.split("\n## ").next().expect("its text");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()).collect()
}

#[test]
fn the_manual_has_every_error_with_its_status_and_no_other() {
    let expected: Vec<(String, String)> =
        Error::OWN.iter().map(|e| (e.code().to_owned(), e.status().as_u16().to_string())).collect();
    let mut listed: Vec<_> =
        manual_rows("Errors").into_iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    listed.sort();
    let mut sorted = expected;
    sorted.sort();
    assert_eq!(listed, sorted);
}

#[test]
fn every_code_of_the_manual_is_expected_by_a_test_of_its_cause() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = std::fs::read_dir(folder).expect("the tests").map(|entry| entry.expect("an entry").path());
    let sources = files.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let sources: String = sources.map(|path| std::fs::read_to_string(path).expect("a source")).collect();
    for error in Error::OWN {
        assert!(sources.contains(&format!("\"{}\"", error.code())), "{} is never provoked", error.code());
    }
}

#[test]
fn the_manual_has_every_flag_with_its_variable_and_the_links_lifetime() {
    use clap::CommandFactory;
    let mut flags: Vec<(String, String)> = Args::command()
        .get_arguments()
        .filter(|argument| !["help", "version"].contains(&argument.get_id().as_str()))
        .map(|argument| {
            let variable = argument.get_env().and_then(|name| name.to_str()).unwrap_or("–");
            (format!("--{}", argument.get_long().expect("a long flag")), variable.to_owned())
        })
        .collect();
    flags.sort();
    let mut listed: Vec<_> =
        manual_rows("Configuration").into_iter().map(|row| (row[1].clone(), row[2].clone())).collect();
    listed.sort();
    assert_eq!(listed, flags);
    let days = format!("({} days)", LINK_LIFETIME_S / (24 * 60 * 60));
    assert!(include_str!("../../../docs/receiver.md").contains(&days), "{days}");
}
