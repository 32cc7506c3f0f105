//! "May I send?", over HTTP: one contact, a campaign, and what was sent.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use support::*;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope};
use whatsapp_opt_in::consent::{Act, Category};
use whatsapp_opt_in_receiver::{MinAssurance, StopCovers};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn service() -> Service {
    service_with(|_| {}).await
}

async fn service_with(change: impl FnOnce(&mut whatsapp_opt_in_receiver::Args)) -> Service {
    Service::start_with(|args| {
        args.api_token = Some(API_TOKEN.into());
        change(args);
    })
    .await
}

async fn ask(service: &Service, contact: &str, query: &str) -> Value {
    let answer = service.send(authorized(&format!("/v1/contacts/{contact}/may-send?{query}"))).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn post(service: &Service, path: &str, body: &Value) -> Answer {
    service.send(posted(path, "application/json", &body.to_string())).await
}

fn posted(path: &str, kind: &str, body: &str) -> Request<Body> {
    let mut request = request(Method::POST, path, kind, body.to_owned());
    let value = format!("Bearer {API_TOKEN}").parse().expect("a header");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

/// An act for marketing and utility, with a nonce of the service.
async fn agreed(service: &Service, number: &str) -> Act {
    let mut act = Act { sub: format!("tel:{number}"), nonce: Some(service.nonce().await), ..act() };
    let mut offers = act.purposes[0].clone();
    (offers.id, offers.category) = ("offers".into(), Category::Marketing);
    act.purposes.push(offers);
    service.stored(&Key::p256().act(&act)).await;
    act
}

fn phone(number: &str) -> Identity {
    Identity::Phone(number.into())
}

async fn learn(service: &Service, id: &str, what: Occurrence) {
    let entry = Entry { id: id.into(), at: service.receiver.now_ms(), what };
    service.receiver.learn(vec![entry]).await.expect("stored");
}

async fn stop(service: &Service, id: &str) {
    let scope = service.receiver.settings().sending.stop_scope.clone();
    learn(service, id, Occurrence::Stop { subject: phone(NUMBER), scope, supersedes: None }).await;
}

#[tokio::test]
async fn an_opt_in_allows_a_template_until_a_stop_and_again_after_a_new_opt_in() {
    let service = service().await;
    let act = agreed(&service, NUMBER).await;
    let since = service.receiver.now_ms() / 1000;
    let allowed = json!({
        "allowed": true, "reason": "consent", "message": "template", "since": since, "record": act.jti
    });
    assert_eq!(ask(&service, NUMBER, "category=marketing").await, allowed);
    assert_eq!(ask(&service, NUMBER, "purpose=offers").await, allowed, "the catalogue knows its category");
    assert_eq!(ask(&service, NUMBER, "category=marketing&purpose=offers").await, allowed);
    let nobody = json!({
        "allowed": false, "reason": "no_consent", "message": null, "since": null, "record": null
    });
    assert_eq!(ask(&service, NUMBER, "category=marketing&purpose=news").await, nobody);
    assert_eq!(ask(&service, "+33687654321", "category=marketing").await, nobody, "an unknown number");

    service.pass_time(1000);
    stop(&service, "stop").await;
    let stopped = json!({
        "allowed": false, "reason": "stopped", "message": null, "since": since + 1, "record": null
    });
    assert_eq!(ask(&service, NUMBER, "category=marketing").await, stopped);
    assert_eq!(ask(&service, NUMBER, "category=utility").await["allowed"], true, "utility goes on");

    service.pass_time(1000);
    let again = agreed(&service, NUMBER).await;
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["record"], again.jti);
}

#[tokio::test]
async fn a_withdrawal_by_act_stops_what_it_names() {
    let service = service().await;
    agreed(&service, NUMBER).await;
    service.pass_time(1000);
    service.stored(&Key::p256().act(&withdrawal())).await;
    assert_eq!(ask(&service, NUMBER, "purpose=order-confirmation").await["reason"], "stopped");
    assert_eq!(ask(&service, NUMBER, "purpose=offers").await["reason"], "consent");
}

#[tokio::test]
async fn a_message_of_the_person_opens_a_day_for_free_form() {
    let service = service().await;
    let sent_at = service.receiver.now_ms();
    learn(&service, "m", Occurrence::Inbound { subject: phone(NUMBER), sent_at }).await;
    let open = ask(&service, NUMBER, "category=utility").await;
    assert_eq!((&open["reason"], &open["message"]), (&json!("service_window"), &json!("free-form")));
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["allowed"], false);
    agreed(&service, NUMBER).await;
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["message"], "free-form");
    service.pass_time(DAY_MS);
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["message"], "template");
}

#[tokio::test]
async fn a_number_is_found_however_it_is_written_and_by_its_account() {
    let service = service().await;
    agreed(&service, "+5511987654321").await;
    for number in ["+5511987654321", "5511987654321", "551187654321", "%2B55%2011%2098765-4321"] {
        assert_eq!(ask(&service, number, "category=marketing").await["allowed"], true, "{number}");
    }
    let account = Identity::Phone("551187654321".into());
    let scope = Scope::Category(Category::Marketing);
    service.pass_time(1);
    learn(&service, "s", Occurrence::Stop { subject: account, scope, supersedes: None }).await;
    assert_eq!(ask(&service, "+5511987654321", "category=marketing").await["reason"], "stopped");
}

#[tokio::test]
async fn a_campaign_is_answered_in_order_with_the_same_answers() {
    let service = service().await;
    agreed(&service, NUMBER).await;
    let contacts = ["+33687654321", NUMBER, "nonsense", "FR.1", NUMBER];
    let body = json!({"category": "marketing", "contacts": contacts});
    let answer = post(&service, "/v1/may-send", &body).await;
    assert_eq!(answer.status, StatusCode::OK);
    let answers = answer.json()["answers"].as_array().expect("answers").clone();
    assert_eq!(answers.len(), contacts.len());
    for (contact, answer) in contacts.iter().zip(&answers) {
        if *contact == "nonsense" {
            assert_eq!(answer["reason"], "contact_invalid");
        } else {
            assert_eq!(*answer, ask(&service, contact, "category=marketing").await);
        }
    }
    let many: Vec<String> = (0..10_000).map(|n| format!("+336{n:08}")).collect();
    let body = json!({"purpose": "offers", "contacts": many});
    let answer = post(&service, "/v1/may-send", &body).await;
    assert_eq!(answer.json()["answers"].as_array().map(Vec::len), Some(10_000));
    let too_many = json!({"category": "utility", "contacts": vec![NUMBER; 10_001]});
    assert_eq!(post(&service, "/v1/may-send", &too_many).await.code(), "batch_too_large");
}

#[tokio::test]
async fn the_cap_counts_marketing_of_the_person_within_its_days() {
    let service = service_with(|args| args.frequency_cap = Some("2/7d".into())).await;
    agreed(&service, NUMBER).await;
    let bsuid = Identity::Bsuid("FR.1".into());
    learn(&service, "l", Occurrence::Linked { a: phone(NUMBER), b: bsuid }).await;
    let sends = json!({"sends": [
        {"contact": NUMBER, "id": "wamid.1", "category": "marketing"},
        {"contact": NUMBER, "id": "wamid.1", "category": "marketing"},
        {"contact": NUMBER, "id": "wamid.2", "category": "utility"},
    ]});
    assert_eq!(post(&service, "/v1/sends", &sends).await.json(), json!({"new": 2}));
    assert_eq!(post(&service, "/v1/sends", &sends).await.json(), json!({"new": 0}));
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["allowed"], true);
    let more = json!({"sends": [{"contact": "FR.1", "id": "wamid.3", "category": "marketing"}]});
    post(&service, "/v1/sends", &more).await;
    for contact in [NUMBER, "FR.1"] {
        let answer = ask(&service, contact, "category=marketing").await;
        assert_eq!((&answer["allowed"], &answer["reason"]), (&json!(false), &json!("frequency_cap")));
    }
    assert_eq!(ask(&service, NUMBER, "category=utility").await["allowed"], true);
    service.pass_time(7 * DAY_MS);
    assert_eq!(ask(&service, NUMBER, "category=marketing").await["allowed"], true);
}

#[tokio::test]
async fn the_operators_rules_hold_quiet_hours_assurance_and_what_a_stop_covers() {
    // 2026-11-18, 12:06 in Paris.
    let quiet = service_with(|args| args.quiet_hours = Some("12:00-13:00".into())).await;
    agreed(&quiet, NUMBER).await;
    assert_eq!(ask(&quiet, NUMBER, "category=marketing").await["reason"], "quiet_hours");
    assert_eq!(ask(&quiet, NUMBER, "category=utility").await["reason"], "consent");
    quiet.pass_time(DAY_MS / 24);
    assert_eq!(ask(&quiet, NUMBER, "category=marketing").await["reason"], "consent");

    let strict = service_with(|args| args.min_assurance = Some(MinAssurance::NumberConfirmed)).await;
    let act = agreed(&strict, NUMBER).await;
    assert_eq!(ask(&strict, NUMBER, "category=utility").await["reason"], "not_confirmed");
    let confirmation = Occurrence::Confirmation { jti: act.jti, subject: phone(NUMBER) };
    learn(&strict, "c", confirmation).await;
    assert_eq!(ask(&strict, NUMBER, "category=utility").await["reason"], "consent");

    let all = service_with(|args| args.stop_covers = Some(StopCovers::All)).await;
    agreed(&all, NUMBER).await;
    all.pass_time(1);
    stop(&all, "s").await;
    assert_eq!(ask(&all, NUMBER, "category=utility").await["reason"], "stopped");
}

#[tokio::test]
async fn every_reason_of_the_manual_is_given_and_no_other() {
    let service = service_with(|args| args.frequency_cap = Some("1/7d".into())).await;
    let people: Vec<String> = (0..7).map(|n| format!("+3361234560{n}")).collect();
    let [willing, stopped, gone, limited, capped, expired, writing] =
        people.iter().map(|n| phone(n)).collect::<Vec<_>>().try_into().expect("seven");
    for number in &people[..5] {
        agreed(&service, number).await;
    }
    let valid_until = Some(service.receiver.now_ms() / 1000);
    let ended = Act { sub: format!("tel:{}", people[5]), valid_until, ..act() };
    service.stored(&Key::p256().act(&ended)).await;
    service.pass_time(1000);
    let scope = Scope::Category(Category::Marketing);
    learn(&service, "stop", Occurrence::Stop { subject: stopped.clone(), scope, supersedes: None }).await;
    learn(&service, "left", Occurrence::NumberChanged { from: gone.clone(), to: phone("+33687654321") })
        .await;
    learn(&service, "limited", Occurrence::MarketingLimited { subject: limited.clone() }).await;
    let sent_at = service.receiver.now_ms();
    learn(&service, "hello", Occurrence::Inbound { subject: writing.clone(), sent_at }).await;
    let send = json!({"sends": [{"contact": people[4], "id": "wamid.1", "category": "marketing"}]});
    assert_eq!(post(&service, "/v1/sends", &send).await.json(), json!({"new": 1}));
    let mut seen = std::collections::BTreeSet::new();
    for (contact, category, reason) in [
        (&willing, "marketing", "consent"),
        (&stopped, "marketing", "stopped"),
        (&gone, "marketing", "number_left"),
        (&limited, "marketing", "limited"),
        (&capped, "marketing", "frequency_cap"),
        (&expired, "utility", "expired"),
        (&writing, "utility", "service_window"),
        (&writing, "marketing", "no_consent"),
    ] {
        let Identity::Phone(number) = contact else { panic!("a number") };
        let answer = ask(&service, number, &format!("category={category}")).await;
        assert_eq!(answer["reason"], reason, "{number}");
        seen.insert((reason.to_owned(), answer["allowed"] == true));
    }
    let list = json!({"category": "utility", "contacts": ["me"]});
    let answer = post(&service, "/v1/may-send", &list).await.json()["answers"][0].clone();
    seen.insert((answer["reason"].as_str().expect("a reason").to_owned(), answer["allowed"] == true));
    for (change, reason) in [
        (
            (|args| args.quiet_hours = Some("12:00-13:00".into())) as fn(&mut whatsapp_opt_in_receiver::Args),
            "quiet_hours",
        ),
        (|args| args.min_assurance = Some(MinAssurance::NumberConfirmed), "not_confirmed"),
    ] {
        let service = service_with(change).await;
        agreed(&service, NUMBER).await;
        let answer = ask(&service, NUMBER, "category=marketing").await;
        assert_eq!(answer["reason"], reason);
        seen.insert((reason.to_owned(), answer["allowed"] == true));
    }
    let manual = include_str!("../../../docs/receiver.md");
    let (_, table) = manual.split_once("| reason | allowed | means |").expect("the table");
    let table = table.split_once("\n\n").expect("its end").0;
    let rows = table.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` | "));
    let told: std::collections::BTreeSet<_> =
        rows.map(|(reason, rest)| (reason.to_owned(), rest.starts_with("yes"))).collect();
    assert_eq!(seen, told);
}

#[tokio::test]
async fn the_same_answers_after_a_restart() {
    let service = service().await;
    agreed(&service, NUMBER).await;
    service.pass_time(1);
    stop(&service, "s").await;
    let before = ask(&service, NUMBER, "category=marketing").await;
    service.receiver.close().await;
    let again =
        Service::start_in(service.folder.clone(), |args| args.api_token = Some(API_TOKEN.into())).await;
    assert_eq!(ask(&again, NUMBER, "category=marketing").await, before);
    assert_eq!(before["reason"], "stopped");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_with_its_code() {
    let service = service().await;
    for (path, code) in [
        ("+33612345678/may-send", "query_invalid"),
        ("+33612345678/may-send?category=spam", "query_invalid"),
        ("+33612345678/may-send?category=utility&category=utility", "query_invalid"),
        ("+33612345678/may-send?category=utility&number=1", "query_invalid"),
        ("+33612345678/may-send?purpose=of-the-sites-own", "query_invalid"),
        ("0612345678x/may-send?category=utility", "contact_invalid"),
        ("me/may-send?category=utility", "contact_invalid"),
        ("%ff/may-send?category=utility", "route_unknown"),
    ] {
        assert_eq!(service.send(authorized(&format!("/v1/contacts/{path}"))).await.code(), code, "{path}");
    }
    for body in ["", "[]", "{}", "{\"contacts\":[]}", "{\"contacts\":[],\"category\":\"utility\",\"x\":1}"] {
        let answer = service.send(posted("/v1/may-send", "application/json", body)).await;
        assert_eq!(answer.code(), "body_invalid", "{body}");
    }
    assert_eq!(
        service.send(posted("/v1/may-send", "text/plain", "{}")).await.code(),
        "content_type_unsupported"
    );
    let sends =
        |contact: &str, id: &str| json!({"sends": [{"contact": contact, "id": id, "category": "utility"}]});
    assert_eq!(post(&service, "/v1/sends", &sends("x", "1")).await.code(), "contact_invalid");
    assert_eq!(post(&service, "/v1/sends", &sends(NUMBER, "")).await.code(), "body_invalid");
    let open = get(&format!("/v1/contacts/{NUMBER}/may-send?category=utility"));
    assert_eq!(service.send(open).await.code(), "api_token_invalid");
    assert_eq!(service.send(json_request("/v1/may-send", &json!({}))).await.code(), "api_token_invalid");
    assert_eq!(service.send(json_request("/v1/sends", &json!({}))).await.code(), "api_token_invalid");
    assert_eq!(
        Service::start().await.send(json_request("/v1/sends", &json!({}))).await.code(),
        "api_disabled"
    );
}
