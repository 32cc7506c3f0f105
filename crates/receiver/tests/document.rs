//! Every answer of JSON that the OpenAPI document describes, really given, fits what it says; and so does every refusal.
#![allow(missing_docs)]

mod support;

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use support::document::fits;
use support::whatsapp::{delivery, envelope, with_webhook};
use support::*;

/// The service, its document, and what was asked so far.
struct Asked {
    service: Service,
    document: Value,
    seen: BTreeSet<(String, String)>,
}

impl Asked {
    /// Sends a request to a path of the document; the answer's status and form are those it names.
    async fn ask(&mut self, path: &str, mut request: Request<Body>, status: u16) -> Value {
        let method = request.method().as_str().to_ascii_lowercase();
        if request.headers().get(header::AUTHORIZATION).is_none() {
            let bearer = format!("Bearer {API_TOKEN}").parse().expect("a header");
            request.headers_mut().insert(header::AUTHORIZATION, bearer);
        }
        let answer = self.service.send(request).await;
        let place = format!("{method} {path}");
        assert_eq!(answer.status.as_u16(), status, "{place}: {}", answer.text());
        let responses = &self.document["paths"][path][&method]["responses"];
        let range = if status >= 400 { "4XX".to_owned() } else { status.to_string() };
        let kind = answer.header("content-type").to_owned();
        let schema = &responses[&range]["content"][&kind]["schema"];
        assert!(schema.is_object(), "{place} {status} {kind}: {responses:#}");
        fits(&self.document, schema, &answer.json(), &place);
        self.seen.insert((method, path.to_owned()));
        answer.json()
    }
}

fn post(path: &str, body: &Value) -> Request<Body> {
    json_request(path, body)
}

#[tokio::test]
async fn every_answer_of_json_is_what_the_document_says() {
    let service = Service::start_with(|args| {
        with_webhook(args);
        args.whatsapp_number = Some("+14155550123".into());
    })
    .await;
    let document = service.send(get("/openapi.json")).await.json();
    let mut asked = Asked { service, document, seen: BTreeSet::new() };

    let compact = Key::p256().act(&act());
    let consent = json!({ "consent": compact });
    let stored = asked.ask("/v1/consents", post("/v1/consents", &consent), 201).await;
    assert!(stored["confirm"].is_object());
    asked.ask("/v1/consents", post("/v1/consents", &consent), 200).await;
    asked.ask("/v1/challenges", post("/v1/challenges", &json!({})), 201).await;
    let jti = stored["jti"].as_str().expect("a jti").to_owned();
    asked.ask("/v1/records/{jti}", get(&format!("/v1/records/{jti}")), 200).await;

    for (contact, query) in [(NUMBER, "purpose=order-confirmation"), ("+33699999999", "category=marketing")] {
        let path = format!("/v1/contacts/{contact}/may-send?{query}");
        asked.ask("/v1/contacts/{contact}/may-send", get(&path), 200).await;
    }
    let many = json!({"contacts": [NUMBER, "nobody", "FR.13491208655302741918"], "category": "utility"});
    let answers = asked.ask("/v1/may-send", post("/v1/may-send", &many), 200).await;
    assert_eq!(answers["answers"][1]["reason"], "contact_invalid");
    let sends =
        json!({"sends": [{"contact": NUMBER, "id": "1", "category": "utility", "campaign": "Spring"}]});
    asked.ask("/v1/sends", post("/v1/sends", &sends), 200).await;

    let list = "contact,purposes,collected_at,source\n+33612345679,offers,2024-05-01,paper\n12,offers,2024-05-01,paper\n\
                +33612345680,gossip,2024-05-01,paper\n+18005550123,offers,2024-05-01,paper\n";
    let path = "/v1/records/import?controller=Acme&privacy_url=https://shop.example/privacy";
    let imported = asked.ask("/v1/records/import", request(Method::POST, path, "text/csv", list), 200).await;
    assert_eq!((&imported["imported"], &imported["refused"]), (&json!(1), &json!(3)));

    let page = "<form><label><input type=checkbox checked> WhatsApp me</label><input type=tel></form>";
    let source =
        json!({"source": page, "options": {"company": "Acme", "language": "html", "packs": ["gdpr"]}});
    let found = asked.ask("/v1/lint", post("/v1/lint", &source), 200).await;
    assert!(found["findings"].as_array().is_some_and(|findings| !findings.is_empty()));

    asked.ask("/webhooks/whatsapp", delivery(envelope("messages", &[])), 200).await;
    asked.ask("/.well-known/jwks.json", get("/.well-known/jwks.json"), 200).await;
    asked.ask("/health", get("/health"), 200).await;

    // Refusals of several kinds; each code is produced where its cause is tested.
    asked.ask("/v1/consents", post("/v1/consents", &json!({"consent": "x"})), 400).await;
    asked.ask("/v1/records/{jti}", get("/v1/records/none"), 404).await;
    asked.ask("/v1/sends", post("/v1/sends", &json!({})), 400).await;
    asked.ask("/v1/lint", post("/v1/lint", &json!({"source": "", "options": {"edition": "x"}})), 400).await;
    let mut stranger = get("/v1/records");
    stranger.headers_mut().insert(header::AUTHORIZATION, "Bearer x".parse().expect("a header"));
    asked.ask("/v1/records", stranger, StatusCode::UNAUTHORIZED.as_u16()).await;

    for (path, item) in asked.document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let responses = operation["responses"].as_object().expect("responses");
            let answers_json = responses.iter().any(|(status, response)| {
                let kinds = response["content"].as_object().into_iter().flatten();
                status.starts_with('2')
                    && kinds.into_iter().any(|(kind, _)| kind.contains("json") && !kind.contains("ndjson"))
            });
            let seen = asked.seen.contains(&(method.clone(), path.clone()));
            assert!(seen || !answers_json, "{method} {path} was not asked");
        }
    }
}
