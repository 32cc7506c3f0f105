//! Lists in and out: opt-ins collected elsewhere, and who must not get marketing.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use support::*;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope};
use whatsapp_opt_in::consent::{
    Act, Assurance, AwsLc, Category, Expect, Method as ConsentMethod, verify_act,
};

const QUERY: &str = "controller=Acme&privacy_url=https://shop.example/privacy&language=en";

async fn service() -> Service {
    Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await
}

fn list(query: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    let mut request = request(Method::POST, &format!("/v1/records/import?{query}"), kind, body);
    let value = format!("Bearer {API_TOKEN}").parse().expect("a header");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

async fn import(service: &Service, kind: &str, body: &str) -> Value {
    let answer = service.send(list(QUERY, kind, body.to_owned())).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

async fn ask(service: &Service, contact: &str, purpose: &str) -> Value {
    service.send(authorized(&format!("/v1/contacts/{contact}/may-send?purpose={purpose}"))).await.json()
}

fn line(number: &str) -> Value {
    json!({"contact": number, "purposes": ["offers"], "collected_at": "2024-05-01", "source": "paper form, Lyon"})
}

#[tokio::test]
async fn an_imported_opt_in_is_a_record_that_says_where_it_comes_from() {
    let service = service().await;
    let mut with_words = line(NUMBER);
    with_words["notice"] = "Yes, send me offers on WhatsApp.".into();
    let body = format!("{with_words}\n\n{}\n", line("+33687654321"));
    let imported = json!({"imported": 2, "repeated": 0, "refused": 0, "refusals": []});
    assert_eq!(import(&service, "application/x-ndjson", &body).await, imported);
    let repeated = json!({"imported": 0, "repeated": 2, "refused": 0, "refusals": []});
    assert_eq!(import(&service, "application/x-ndjson", &body).await, repeated);

    let answer = ask(&service, NUMBER, "offers").await;
    assert_eq!((&answer["reason"], &answer["message"]), (&json!("consent"), &json!("template")));
    assert_eq!(ask(&service, NUMBER, "news").await["reason"], "no_consent");
    let jti = answer["record"].as_str().expect("a record");
    let evidence = service.send(authorized(&format!("/v1/records/{jti}"))).await.json();
    let compact = evidence["consent"].as_str().expect("an act");
    let act = verify_act(compact, &AwsLc, &Expect::default()).expect("it verifies");
    assert_eq!(act.event.method, ConsentMethod::Import);
    assert_eq!(act.iat, 1_714_521_600);
    assert_eq!(act.key().thumbprint(), service.receiver.keys().kid());
    for words in ["paper form, Lyon", "Yes, send me offers on WhatsApp."] {
        assert!(act.notice.text.contains(words), "{}", act.notice.text);
    }
    let receipt = evidence["receipt"].as_str().expect("a receipt");
    let receipt = service.verified(receipt, compact);
    assert_eq!((receipt.assurance, receipt.log.is_some()), (Assurance::SelfAsserted, true));
}

#[tokio::test]
async fn csv_as_spreadsheets_write_it_is_read() {
    let service = service().await;
    let body = "\u{feff}contact,purposes,collected_at,source,valid_until,notice\r\n\
        +33612345678,offers;news,2024-05-01,\"form, Lyon\",2027-01-01,\"Yes, \"\"all\"\" of it\"\r\n\
        33687654321,order-confirmation,2024-05-01T10:00:00Z,telephone menu,,\r\n";
    assert_eq!(import(&service, "text/csv; charset=utf-8", body).await["imported"], 2);
    assert_eq!(ask(&service, NUMBER, "news").await["allowed"], true);
    assert_eq!(ask(&service, "+33687654321", "order-confirmation").await["allowed"], true);
    // 2026-11-18; the consent ends with the year.
    service.pass_time(60 * 24 * 60 * 60 * 1000);
    assert_eq!(ask(&service, NUMBER, "news").await["reason"], "expired");
}

#[tokio::test]
async fn a_bad_line_is_named_and_loses_no_other() {
    let service = service().await;
    let changed = |name: &str, value: Value| {
        let mut line = line(NUMBER);
        line[name] = value;
        line.to_string()
    };
    let bad = [
        ("line_invalid", "nonsense".to_owned()),
        ("line_invalid", "{}".to_owned()),
        ("line_invalid", changed("collected_at", "yesterday".into())),
        ("line_invalid", changed("collected_at", 4_000_000_000_u64.into())),
        ("line_invalid", changed("source", "".into())),
        ("line_invalid", changed("more", 1.into())),
        ("line_invalid", changed("valid_until", 1.into())),
        ("contact_invalid", changed("contact", "me".into())),
        ("contact_invalid", changed("contact", "FR.1".into())),
        ("number_invalid", changed("contact", "+33012345678".into())),
        ("number_unreachable", changed("contact", "+18002345678".into())),
        ("purpose_unknown", changed("purposes", json!([]))),
        ("purpose_unknown", changed("purposes", json!(["spam"]))),
    ];
    let manual = include_str!("../../../docs/receiver.md").replace('\n', " ");
    let (_, told) = manual.split_once("; the codes are ").expect("the codes");
    let told: std::collections::BTreeSet<_> =
        told.split_once(". ").expect("their end").0.split('`').collect();
    let given: std::collections::BTreeSet<_> = bad.iter().map(|(code, _)| *code).collect();
    let told: std::collections::BTreeSet<_> = told.into_iter().filter(|code| code.contains('_')).collect();
    assert_eq!(given, told, "the manual has each code, and no other");
    let mut body = String::new();
    for (_, line) in &bad {
        body += &format!("{line}\n");
    }
    body += &line(NUMBER).to_string();
    let answer = import(&service, "application/x-ndjson", &body).await;
    assert_eq!((&answer["imported"], &answer["refused"]), (&json!(1), &json!(bad.len())));
    for (i, (code, line)) in bad.iter().enumerate() {
        assert_eq!(answer["refusals"][i], json!({"line": i + 1, "code": code}), "{line}");
    }
    for (query, kind, body, code) in [
        ("controller=Acme", "text/csv", "", "query_invalid"),
        ("controller=&privacy_url=https://a.example", "text/csv", "", "query_invalid"),
        ("controller=Acme&privacy_url=ftp://a.example", "text/csv", "", "query_invalid"),
        (QUERY, "application/json", "", "content_type_unsupported"),
        (QUERY, "text/csv", "number\r\n+33612345678\r\n", "body_invalid"),
    ] {
        assert_eq!(service.send(list(query, kind, body)).await.code(), code, "{query} {body}");
    }
    let open = request(Method::POST, &format!("/v1/records/import?{QUERY}"), "text/csv", "");
    assert_eq!(service.send(open).await.code(), "api_token_invalid");
}

#[tokio::test]
async fn an_import_lifts_no_stop() {
    let service = service().await;
    learn(&service, "s", stop(phone(NUMBER))).await;
    service.pass_time(1000);
    import(&service, "application/x-ndjson", &line(NUMBER).to_string()).await;
    assert_eq!(ask(&service, NUMBER, "offers").await["reason"], "stopped");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_is_imported_whole() {
    let service = service().await;
    let body: String = (0..3_500).map(|n| format!("{}\n", line(&format!("+3361{n:07}")))).collect();
    assert_eq!(import(&service, "application/x-ndjson", &body).await["imported"], 3_500);
    assert_eq!(ask(&service, "+33610003499", "offers").await["allowed"], true);
}

fn phone(number: &str) -> Identity {
    Identity::Phone(number.into())
}

fn stop(subject: Identity) -> Occurrence {
    Occurrence::Stop { subject, scope: Scope::Category(Category::Marketing), supersedes: None }
}

async fn learn(service: &Service, id: &str, what: Occurrence) {
    let entry = Entry { id: id.into(), at: service.receiver.now_ms(), what };
    service.receiver.learn(vec![entry]).await.expect("stored");
}

#[tokio::test]
async fn suppressions_are_everybody_who_must_not_get_marketing_once_each() {
    let service = service().await;
    let numbered = |n: u32| format!("+336000{n:05}");
    // More than a page, each with a user id beside the number; the stop is under the one or the other.
    for n in 0..450 {
        let (number, bsuid) = (phone(&numbered(n)), Identity::Bsuid(format!("FR.{n}")));
        let stopped = if n % 2 == 0 { number.clone() } else { bsuid.clone() };
        learn(&service, &format!("s{n}"), stop(stopped)).await;
        learn(&service, &format!("l{n}"), Occurrence::Linked { a: number, b: bsuid }).await;
    }
    // Stopped, and agreed anew.
    learn(&service, "back", stop(phone(NUMBER))).await;
    service.pass_time(1000);
    let mut again = act();
    again.purposes[0].category = Category::Marketing;
    again.nonce = Some(service.nonce().await);
    service.stored(&Key::p256().act(&again)).await;
    // Never stopped; limited by WhatsApp.
    service.stored(&Key::p256().act(&Act { sub: "tel:+33687654321".into(), ..act() })).await;
    learn(&service, "x", Occurrence::MarketingLimited { subject: phone("+33687654321") }).await;
    let moved = Occurrence::NumberChanged { from: phone("+33699999991"), to: phone("+33699999992") };
    learn(&service, "n", moved).await;
    learn(&service, "s", stop(phone("+33699999991"))).await;

    let answer = service.send(authorized("/v1/suppressions")).await;
    assert_eq!(answer.header("content-type"), "application/x-ndjson");
    let lines: Vec<Value> =
        answer.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut contacts: Vec<&str> =
        lines.iter().map(|line| line["contact"].as_str().expect("a contact")).collect();
    contacts.sort_unstable();
    let mut expected: Vec<String> = (0..450).flat_map(|n| [numbered(n), format!("FR.{n}")]).collect();
    expected.extend(["+33699999991".to_owned(), "+33699999992".to_owned()]);
    expected.sort();
    assert_eq!(contacts, expected);

    let csv = service.send(authorized("/v1/suppressions?format=csv")).await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    let mut rows = csv::Reader::from_reader(csv.body.as_slice());
    assert_eq!(rows.headers().expect("a head"), vec!["Phone Number", "Reason", "Since"]);
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 452, "numbers alone");
    assert!(rows.iter().all(|row| row[0].starts_with("+336")));
    let mut asked = authorized("/v1/suppressions");
    asked.headers_mut().insert(header::ACCEPT, "text/csv".parse().expect("a header"));
    assert_eq!(service.send(asked).await.body, csv.body);
    assert_eq!(service.send(authorized("/v1/suppressions?size=1")).await.code(), "query_invalid");
    assert_eq!(service.send(get("/v1/suppressions")).await.code(), "api_token_invalid");
}
