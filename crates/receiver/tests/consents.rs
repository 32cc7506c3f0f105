//! `POST /v1/consents`: what is stored and receipted, beside everything that is refused and leaves no trace.
#![allow(missing_docs)]

mod support;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use support::*;
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_receiver::store::{Records, Store};
use whatsapp_opt_in_receiver::{Error, LINK_LIFETIME_S, NONCE_LIFETIME_MS, NoticePolicy};

#[tokio::test]
async fn an_act_is_stored_and_its_receipt_verifies_under_the_published_keys() {
    let service = Service::start().await;
    for (i, key) in [Key::p256(), Key::ed25519()].iter().enumerate() {
        let act = act();
        let compact = key.act(&act);
        let answer = service.post(&compact).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.json()["jti"], act.jti);

        let jwks = service.send(get("/.well-known/jwks.json")).await;
        let trusted = JwkSet::from_json(&jwks.body).expect("a key set");
        let verified = verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
        let receipt = answer.json()["receipt"].as_str().expect("a receipt").to_owned();
        let receipt = verify_receipt(&receipt, &AwsLc, &trusted, Some(&verified)).expect("a receipt");
        assert_eq!(receipt.iss, PUBLIC_URL);
        assert_eq!(receipt.iat, 1_795_000_000);
        assert_eq!(receipt.seq, i as u64 + 1);
        assert_eq!(receipt.assurance, Assurance::SelfAsserted);
        assert_eq!(receipt.kid(), service.receiver.keys().kid());
    }
    let rows = service.contents().await;
    assert_eq!(rows.len(), 3, "two records, and the notice once");
}

#[tokio::test]
async fn the_three_ways_to_send_an_act_are_one() {
    let service = Service::start().await;
    let compact = Key::p256().act(&act());
    let form = format!("name=Ada&whatsapp_consent={compact}");
    let first = service.post(&compact).await;
    assert_eq!(first.status, StatusCode::CREATED);
    for (kind, body) in [
        ("application/jwt", compact.clone()),
        ("application/x-www-form-urlencoded", form),
        ("Application/JSON; charset=utf-8", json!({"consent": compact}).to_string()),
    ] {
        let answer = service.send(request(Method::POST, "/v1/consents", kind, body)).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}");
        assert_eq!(answer.body, first.body, "{kind}");
    }
    assert_eq!(service.store.count().await.expect("a count"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_posts_of_one_act_at_once_make_one_record_and_one_receipt() {
    let service = Service::start().await;
    let compact = Key::p256().act(&Act { nonce: Some(service.nonce().await), ..act() });
    let answers = post_at_once(&service, vec![compact; 50]).await;
    let created = answers.iter().filter(|a| a.status == StatusCode::CREATED).count();
    let repeated = answers.iter().filter(|a| a.status == StatusCode::OK).count();
    assert_eq!((created, repeated), (1, 49));
    assert!(answers.iter().all(|a| a.body == answers[0].body));
    assert_eq!(service.store.count().await.expect("a count"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_acts_under_one_jti_or_one_nonce_exactly_one_is_stored() {
    let service = Service::start().await;
    let key = Key::p256();
    let one = act();
    let same_jti: Vec<_> = (0..20).map(|iat| key.act(&Act { iat, ..one.clone() })).collect();
    let nonce = service.nonce().await;
    let same_nonce: Vec<_> = (0..20).map(|_| key.act(&Act { nonce: Some(nonce.clone()), ..act() })).collect();
    for (acts, code) in [(same_jti, "jti_conflict"), (same_nonce, "nonce_used")] {
        let before = service.store.count().await.expect("a count");
        let answers = post_at_once(&service, acts).await;
        let (stored, refused): (Vec<_>, Vec<_>) =
            answers.iter().partition(|a| a.status == StatusCode::CREATED);
        assert_eq!((stored.len(), refused.len()), (1, 19), "{code}");
        assert!(refused.iter().all(|a| a.code() == code && a.status == StatusCode::CONFLICT));
        assert_eq!(service.store.count().await.expect("a count"), before + 1);
    }
}

#[tokio::test]
async fn a_good_nonce_makes_the_record_fresh() {
    let service = Service::start_with(|args| args.require_nonce = true).await;
    let compact = Key::p256().act(&Act { nonce: Some(service.nonce().await), ..act() });
    service.pass_time(NONCE_LIFETIME_MS);
    let answer = service.post(&compact).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let receipt = answer.json()["receipt"].as_str().expect("a receipt").to_owned();
    let receipt = verify_receipt(&receipt, &AwsLc, service.receiver.keys().trusted(), None).expect("valid");
    assert_eq!(receipt.assurance, Assurance::Fresh);

    service.pass_time(1);
    let again = service.post(&compact).await;
    assert_eq!((again.status, again.body), (StatusCode::OK, answer.body), "acknowledged for ever");
}

#[tokio::test]
async fn a_withdrawal_is_taken_whatever_the_number_the_words_and_the_nonce() {
    let service = Service::start_with(|args| {
        args.require_nonce = true;
        args.notices = Some(NoticePolicy::Registered);
    })
    .await;
    let compact = Key::p256().act(&Act { sub: "tel:+3311".into(), ..withdrawal() });
    assert_eq!(service.post(&compact).await.status, StatusCode::CREATED);

    // The receiver was out of reach for longer than a nonce lasts, and the page asked for another act with it.
    let nonce = Some(service.nonce().await);
    let registered = Service::start_with(|args| args.require_nonce = true).await;
    for nonce in [nonce, Some("nobody's".into())] {
        let compact = Key::p256().act(&Act { nonce: nonce.clone(), ..withdrawal() });
        assert_eq!(registered.post(&compact).await.status, StatusCode::CREATED);
    }
    let nonce = Some(registered.nonce().await);
    registered.pass_time(NONCE_LIFETIME_MS + 1);
    let late = Key::p256().act(&Act { nonce, ..withdrawal() });
    assert_eq!(registered.post(&late).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_registered_notice_is_taken_and_any_other_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let act = act();
    std::fs::write(folder.path().join("en.txt"), format!("{}\n", act.notice.text)).expect("a file");
    let service = Service::start_with(|args| args.notice_file = vec![folder.path().into()]).await;
    assert_eq!(service.post(&Key::p256().act(&act)).await.status, StatusCode::CREATED);
    let altered = Act { notice: notice("Acme may send me anything."), ..support::act() };
    assert_eq!(service.post(&Key::p256().act(&altered)).await.code(), "notice_not_registered");
}

/// Every code there is, each by a request that earns it; after each, the tables are as they were.
#[tokio::test]
async fn every_refusal_has_its_code_and_leaves_the_store_as_it_was() {
    let mut seen = BTreeSet::new();
    let open = Service::start().await;
    let stored = act();
    assert_eq!(open.post(&Key::p256().act(&stored)).await.status, StatusCode::CREATED);
    let nonce = open.nonce().await;
    let uses_nonce = Key::p256().act(&Act { nonce: Some(nonce.clone()), ..act() });
    assert_eq!(open.post(&uses_nonce).await.status, StatusCode::CREATED);

    for (code, request) in requests_refused() {
        seen.insert(refused(&open, code, request).await);
    }
    for (error, compact) in acts_refused() {
        seen.insert(
            refused(&open, error.code(), json_request("/v1/consents", &json!({"consent": compact}))).await,
        );
    }
    let acts = [
        ("number_invalid", Act { sub: "tel:+33012345678".into(), ..act() }),
        ("number_invalid", Act { sub: "tel:+99912345678".into(), ..act() }),
        ("number_unreachable", Act { sub: "tel:+18002345678".into(), ..act() }),
        ("nonce_unknown", Act { nonce: Some("made up".into()), ..act() }),
        ("nonce_used", Act { nonce: Some(nonce), ..act() }),
        ("jti_conflict", Act { iat: 1, ..stored }),
    ];
    let mut itself = act();
    itself.event.supersedes = Some(itself.jti.clone());
    for (code, act) in acts.into_iter().chain([("act_supersedes_itself", itself)]) {
        seen.insert(refused(&open, code, consent(&Key::p256().act(&act))).await);
    }
    let old = Act { nonce: Some(open.nonce().await), ..act() };
    open.pass_time(NONCE_LIFETIME_MS + 1);
    seen.insert(refused(&open, "nonce_expired", consent(&Key::p256().act(&old))).await);

    let strict = Service::start_with(|args| {
        args.require_nonce = true;
        args.notices = Some(NoticePolicy::Registered);
    })
    .await;
    seen.insert(refused(&strict, "notice_not_registered", consent(&Key::p256().act(&act()))).await);
    let nonces_only = Service::start_with(|args| args.require_nonce = true).await;
    seen.insert(refused(&nonces_only, "nonce_required", consent(&Key::p256().act(&act()))).await);
    nonces_only.store.close().await;
    let good = Key::p256().act(&Act { nonce: Some(nonces_only.nonce().await), ..act() });
    seen.insert(refused(&nonces_only, "store_unavailable", consent(&good)).await);
    seen.insert(refused(&nonces_only, "store_unavailable", get("/health")).await);

    let slow = Service::start_with(|args| args.rate_limit_address = Some(1)).await;
    let from_outside = |act: Act| {
        let mut request = consent(&Key::p256().act(&act));
        let address: std::net::SocketAddr = "203.0.113.7:4711".parse().expect("an address");
        request.extensions_mut().insert(axum::extract::ConnectInfo(address));
        request
    };
    assert_eq!(slow.send(from_outside(act())).await.status, StatusCode::CREATED);
    seen.insert(refused(&slow, "rate_limited", from_outside(act())).await);

    seen.extend(refused_elsewhere().await);

    let all: BTreeSet<String> = ActError::ALL
        .iter()
        .map(|e| e.code().to_owned())
        .chain(Error::OWN.iter().map(|e| e.code().to_owned()))
        .collect();
    assert_eq!(seen, all);
}

/// The refusals of the routes that take no act.
async fn refused_elsewhere() -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let closed = Service::start().await;
    let service = Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await;
    let hearing = Service::start_with(whatsapp::with_webhook).await;
    let receipt = service.stored(&Key::p256().act(&act())).await;
    for (code, path) in [
        ("lint_option_invalid", "/v1/lint?language=cobol"),
        ("lint_source_invalid", "/v1/lint?language=message-templates"),
    ] {
        let mut page = request(Method::POST, path, "text/html", "<p>");
        page.headers_mut().insert("authorization", format!("Bearer {API_TOKEN}").parse().expect("a header"));
        seen.insert(refused(&service, code, page).await);
    }
    let mut wrong = authorized("/v1/records");
    wrong
        .headers_mut()
        .insert("authorization", "Bearer a-token-that-somebody-guessed".parse().expect("a header"));
    let contacts = json!({"category": "utility", "contacts": vec![NUMBER; 10_001]});
    let mut too_many = json_request("/v1/may-send", &contacts);
    too_many.headers_mut().insert("authorization", format!("Bearer {API_TOKEN}").parse().expect("a header"));
    for (service, code, request) in [
        (&closed, "api_disabled", authorized("/v1/records")),
        (&closed, "api_disabled", authorized("/v1/records/x")),
        (&service, "api_token_invalid", get("/v1/records")),
        (&service, "api_token_invalid", get(&format!("/v1/records/{}", receipt.jti))),
        (&service, "api_token_invalid", wrong),
        (&service, "query_invalid", authorized("/v1/records?size=2")),
        (&service, "query_invalid", authorized("/v1/records?size=-1")),
        (&service, "query_invalid", authorized("/v1/records?number=33612345678")),
        (&service, "contact_invalid", authorized("/v1/contacts/me/may-send?category=utility")),
        (&service, "batch_too_large", too_many),
        (&service, "record_unknown", authorized("/v1/records/01931e5e-7b5a-7c3d-9e2f-0123456789ab")),
        (&service, "tile_unknown", get("/log/tile/0/000")),
        (&service, "tile_unknown", get("/log/tile/0/../../key")),
        (&closed, "webhook_disabled", whatsapp::delivery("{}")),
        (&hearing, "signature_invalid", json_request("/webhooks/whatsapp", &json!({}))),
        (&hearing, "verify_token_invalid", get("/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1")),
    ] {
        seen.insert(refused(service, code, request).await);
    }
    let mut foreign = request(Method::POST, &link(&receipt), "", Body::empty());
    foreign.headers_mut().insert("origin", "https://evil.example".parse().expect("a header"));
    let mut cross = request(Method::POST, &link(&receipt), "", Body::empty());
    cross.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a header"));
    let before = service.contents().await;
    for (code, status, request) in [
        ("origin_foreign", 403, foreign),
        ("origin_foreign", 403, cross),
        ("link_unknown", 404, get("/manage/x")),
        ("link_unknown", 404, request(Method::POST, "/manage/x", "", Body::empty())),
    ] {
        let answer = service.send(request).await;
        assert_eq!((answer.page_code().as_str(), answer.status.as_u16()), (code, status));
        seen.insert(code.to_owned());
    }
    service.pass_time((LINK_LIFETIME_S + 1) * 1000);
    for request in [get(&link(&receipt)), request(Method::POST, &link(&receipt), "", Body::empty())] {
        let answer = service.send(request).await;
        assert_eq!((answer.page_code().as_str(), answer.status.as_u16()), ("link_expired", 410));
        seen.insert("link_expired".to_owned());
    }
    assert_eq!(service.contents().await, before);
    seen
}

/// Each post in a task of its own, all started before the first is awaited.
async fn post_at_once(service: &Service, acts: Vec<String>) -> Vec<Answer> {
    let service = Arc::new(service.clone());
    let posts: Vec<_> = acts
        .into_iter()
        .map(|compact| {
            let service = service.clone();
            tokio::spawn(async move { service.post(&compact).await })
        })
        .collect();
    let mut answers = Vec::new();
    for post in posts {
        answers.push(post.await.expect("an answer"));
    }
    answers
}

async fn refused(service: &Service, code: &str, request: Request<Body>) -> String {
    let before = service.contents().await;
    let answer = service.send(request).await;
    assert_eq!(answer.code(), code);
    assert_eq!(service.contents().await, before, "{code} changed the store");
    code.to_owned()
}

fn consent(compact: &str) -> Request<Body> {
    json_request("/v1/consents", &json!({ "consent": compact }))
}

/// Requests that fail before there is an act.
fn requests_refused() -> Vec<(&'static str, Request<Body>)> {
    let post = |kind: &str, body: &str| request(Method::POST, "/v1/consents", kind, body.to_owned());
    let huge = format!("{{\"consent\":\"{}\"}}", "a".repeat(64 * 1024));
    vec![
        ("body_too_large", post("application/json", &huge)),
        ("content_type_unsupported", post("text/plain", "{}")),
        ("content_type_unsupported", post("", "{}")),
        ("content_type_unsupported", post("application/jsonp", "{}")),
        ("body_invalid", post("application/json", "")),
        ("body_invalid", post("application/json", "{\"consent\":")),
        ("body_invalid", post("application/json", "{\"consent\":1}")),
        ("body_invalid", post("application/json", "{\"receipt\":\"x\"}")),
        ("body_invalid", post("application/x-www-form-urlencoded", "consent=x")),
        ("body_invalid", request(Method::POST, "/v1/consents", "application/jwt", vec![0xff, 0xfe])),
        ("act_not_compact", post("application/jwt", "")),
        ("route_unknown", get("/v1/consent")),
        ("route_unknown", request(Method::POST, "/", "", Body::empty())),
        ("method_not_allowed", get("/v1/consents")),
        ("method_not_allowed", request(Method::DELETE, "/v1/challenges", "", Body::empty())),
        ("method_not_allowed", request(Method::POST, "/.well-known/jwks.json", "", Body::empty())),
    ]
}

/// An act for each way not to verify.
fn acts_refused() -> Vec<(ActError, String)> {
    use ActError::*;
    let key = Key::p256();
    let honest = key.act(&act());
    let claims = serde_json::to_value(act()).expect("JSON");
    let header = |name: &str, value: Value| {
        let mut header = key.act_header();
        header[name] = value;
        key.compact(&header.to_string(), &claims.to_string())
    };
    let set = |path: &'static str, value: Value| {
        sign_with(&key, |claims| *claims.pointer_mut(path).expect("a claim") = value)
    };
    let mut private = key.act_header()["jwk"].clone();
    private["d"] = json!("AQ");
    let twice = claims.to_string().replacen('{', "{\"sub\":\"tel:+33600000000\",", 1);
    vec![
        (TooLarge, sign_with(&key, |claims| claims["future"] = json!("a".repeat(16 * 1024)))),
        (NotCompact, "not an act".into()),
        (Base64, format!("{honest}=")),
        (HeaderJson, key.compact("[]", &claims.to_string())),
        (HeaderMember, header("jku", json!("https://evil.example/keys"))),
        (Type, header("typ", json!("whatsapp-consent-receipt+jwt"))),
        (Algorithm, header("alg", json!("none"))),
        (Algorithm, header("alg", json!("HS256"))),
        (KeyPrivate, header("jwk", private)),
        (KeyInvalid, header("alg", json!("Ed25519"))),
        (Signature, tampered(&honest)),
        (DuplicateMember, key.compact(&key.act_header().to_string(), &twice)),
        (PayloadJson, set("/iat", json!("now"))),
        (Schema, set("/schema", json!(2))),
        (Audience, set("/aud", json!("https://other.example/v1/consents"))),
        (Issuer, set("/iss", json!("https://evil.example"))),
        (Number, set("/sub", json!("tel:+33 612345678"))),
        (Jti, set("/jti", json!("1"))),
        (Notice, set("/notice/text", json!("Other words"))),
        (Purposes, set("/purposes/0/granted", json!(false))),
        (NotAChoice, set("/ui/checked_by_default", json!(true))),
    ]
}

/// The same act with the number in its claims changed, under the old signature.
fn tampered(compact: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let parts: Vec<&str> = compact.split('.').collect();
    let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).expect("base64url")).expect("JSON");
    let changed = claims.replace(NUMBER, "+33612345679");
    assert_ne!(claims, changed);
    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(changed), parts[2])
}
