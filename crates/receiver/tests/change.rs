//! The page behind a receipt's link, where a person changes number and choices: nothing counts before the number itself
//! asks for it on WhatsApp.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method as HttpMethod, Request};
use serde_json::{Value, json};
use support::whatsapp::*;
use support::*;
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_receiver::operations::verify_ledger;
use whatsapp_opt_in_receiver::store::Records;

const MINUTE: i64 = 60 * 1000;
/// The number the person changes to.
const OTHER: &str = "+33698765432";
const OTHER_WA_ID: &str = "33698765432";

async fn service() -> Service {
    Service::start_with(|args| {
        with_webhook(args);
        args.whatsapp_number = Some("+14155550123".into());
    })
    .await
}

/// Agrees to order confirmations, and was also asked for offers; the path of the page.
async fn agreed(service: &Service) -> String {
    let mut given = act();
    given.purposes.push(PurposeChoice {
        id: "offers".into(),
        category: Category::Marketing,
        text: "offers and discounts".into(),
        granted: false,
    });
    link(&*service.stored(&Key::p256().act(&given)).await)
}

fn form(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let mut request = request(HttpMethod::POST, path, "application/x-www-form-urlencoded", body);
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().expect("a header"));
    request
}

async fn asks(service: &Service, path: &str, number: &str, purposes: &[&str]) -> Answer {
    let mut fields = vec![("change", "1"), ("number", number)];
    fields.extend(purposes.iter().map(|id| ("purpose", *id)));
    service.send(form(path, &fields)).await
}

/// The sentence the page prepares for WhatsApp.
fn sentence(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text());
    let (_, rest) = page.text().split_once("href=\"https://wa.me/14155550123?").expect("a link to WhatsApp");
    let query = rest.split_once('"').expect("its end").0;
    let (name, text) = url::form_urlencoded::parse(query.as_bytes()).next().expect("a text");
    assert_eq!(name, "text");
    text.into_owned()
}

async fn reason(service: &Service, contact: &str, category: &str) -> Value {
    service.may_send(contact, category).await["reason"].clone()
}

async fn newest(service: &Service) -> (Verified, VerifiedReceipt) {
    let lines = service.receiver.export(0, 100).await.expect("an export");
    let line = lines.last().expect("a line");
    let compact = line.act.as_deref().expect("an act");
    let act = verify_act(compact, &AwsLc, &Expect::default()).expect("a valid act");
    (act, service.verified(line.receipt.as_deref().expect("a receipt"), compact))
}

#[tokio::test]
async fn another_number_counts_once_it_asks_on_whatsapp_and_the_old_one_ends() {
    let service = service().await;
    let path = agreed(&service).await;
    let page = asks(&service, &path, "06 98 76 54 32", &["order-confirmation", "offers"]).await;
    let text = sentence(&page);
    assert!(page.text().contains("ending in 32") && !page.text().contains("98765"), "{}", page.text());
    assert_eq!(service.store.count().await.expect("a count"), 1, "nothing is stored before the message");
    assert_eq!(reason(&service, OTHER, "utility").await, "no_consent");

    service.pass_time(MINUTE);
    // Twice, as webhooks come.
    for _ in 0..2 {
        service.hears(&[support::whatsapp::text("wamid.1", OTHER_WA_ID, &text)]).await;
    }
    assert_eq!(service.store.count().await.expect("a count"), 2);
    let (given, receipt) = newest(&service).await;
    assert_eq!((given.e164(), given.event.method), (OTHER, Method::PreferenceCentre));
    assert_eq!(given.event.kind, EventType::ConsentGiven);
    assert!(given.event.supersedes.is_some() && given.nonce.is_some() && given.ui.number_edited);
    assert!(given.purposes.iter().all(|purpose| purpose.granted));
    assert_eq!(given.key().thumbprint(), service.receiver.keys().kid(), "under the receiver's own key");
    assert_eq!(receipt.assurance, Assurance::NumberConfirmed);
    for line in given.notice.text.lines() {
        assert!(page.text().contains(line), "{line} was on the page");
    }
    for category in ["utility", "marketing"] {
        assert_eq!(reason(&service, OTHER, category).await, "consent", "{category}");
    }
    // The person wrote from the new number alone.
    assert_eq!(reason(&service, NUMBER, "marketing").await, "no_consent");
    assert_eq!(service.may_send(NUMBER, "utility").await["allowed"], json!(false));

    let old = service.send(get(&path)).await;
    assert!(old.text().contains("You have changed this") && !old.text().contains("<form"), "{}", old.text());
    let new = link(&receipt);
    assert!(old.text().contains(new.trim_start_matches("/manage/")), "the way to the new page");
    assert!(service.send(get(&new)).await.text().contains("<form"));
    let keys = service.receiver.keys();
    let report = verify_ledger(&*service.store, keys, "shop.example/log", &[]).await.expect("a report");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

/// The words of the page are the record's once more: with so many there is no room for both.
#[tokio::test]
async fn a_change_too_long_for_an_act_takes_no_stop_along() {
    let service = service().await;
    let mut given = act();
    given.purposes[0].text = "x".repeat(10_400);
    let path = link(&*service.stored(&Key::p256().act(&given)).await);
    let text = sentence(&asks(&service, &path, "", &["order-confirmation"]).await);
    let mut other = Act { jti: uuid::Uuid::now_v7().to_string(), sub: format!("tel:{OTHER}"), ..act() };
    other.purposes[0].id = "offers".into();
    other.purposes[0].category = Category::Marketing;
    service.stored(&Key::p256().act(&other)).await;
    assert_eq!(service.may_send(OTHER, "marketing").await["allowed"], json!(true));
    service
        .hears(&[
            support::whatsapp::text("wamid.1", PERSON, &text),
            support::whatsapp::text("wamid.2", OTHER_WA_ID, "STOP"),
        ])
        .await;
    assert_eq!(service.may_send(OTHER, "marketing").await["allowed"], json!(false));
    assert_eq!(reason(&service, OTHER, "marketing").await, "stopped");
    assert_eq!(service.store.count().await.expect("a count"), 2, "nothing is changed");
}

#[tokio::test]
async fn the_same_number_and_the_same_choices_renew_the_consent() {
    let service = service().await;
    let path = agreed(&service).await;
    let (before, _) = newest(&service).await;
    let granted: Vec<_> = before.purposes.iter().filter(|p| p.granted).map(|p| p.id.to_string()).collect();
    let granted: Vec<_> = granted.iter().map(String::as_str).collect();
    let text = sentence(&asks(&service, &path, "", &granted).await);
    service.hears(&[support::whatsapp::text("wamid.1", PERSON, &text)]).await;
    let (renewed, receipt) = newest(&service).await;
    assert_eq!(renewed.event.kind, EventType::RenewedConsentGiven);
    assert_eq!(renewed.event.supersedes.as_deref(), Some(&*before.jti));
    assert_eq!((renewed.e164(), &renewed.purposes), (before.e164(), &before.purposes));
    assert_eq!(receipt.assurance, Assurance::NumberConfirmed);
    assert_eq!(service.may_send(NUMBER, "utility").await["reason"], "consent");
}

#[tokio::test]
async fn choices_change_for_the_same_number_and_again_through_the_new_link() {
    let service = service().await;
    let path = agreed(&service).await;
    let text = sentence(&asks(&service, &path, "", &["offers"]).await);
    service.hears(&[support::whatsapp::text("wamid.1", PERSON, &text)]).await;
    assert_eq!(service.may_send(NUMBER, "marketing").await["reason"], "consent");
    let (given, receipt) = newest(&service).await;
    let granted: Vec<_> = given.purposes.iter().map(|p| (p.id.as_str(), p.granted)).collect();
    assert_eq!(granted, [("order-confirmation", false), ("offers", true)]);
    assert!(!given.ui.number_edited);

    let text = sentence(&asks(&service, &link(&receipt), "", &["order-confirmation"]).await);
    service.hears(&[support::whatsapp::text("wamid.2", PERSON, &text)]).await;
    assert_eq!(reason(&service, NUMBER, "marketing").await, "no_consent");
    assert_eq!(service.store.count().await.expect("a count"), 3);
}

#[tokio::test]
async fn a_message_from_another_number_too_late_or_through_a_used_link_changes_nothing() {
    let service = service().await;
    let path = agreed(&service).await;
    let text = sentence(&asks(&service, &path, OTHER, &["offers"]).await);
    for from in [PERSON, "33698765433"] {
        service.hears(&[support::whatsapp::text("wamid.1", from, &text)]).await;
    }
    // Meta's clock says that it was sent after the code's time.
    let late = json!({"from": OTHER_WA_ID, "id": "wamid.2", "timestamp": (1_795_000_000 + 31 * 60).to_string(),
        "type": "text", "text": {"body": text}});
    service.pass_time(32 * MINUTE);
    service.hears(&[late]).await;
    assert_eq!(service.store.count().await.expect("a count"), 1);

    let first = sentence(&asks(&service, &path, OTHER, &["offers"]).await);
    let second = sentence(&asks(&service, &path, "", &["offers"]).await);
    service.hears(&[sent_now(&service, OTHER_WA_ID, &first)]).await;
    service.hears(&[sent_now(&service, PERSON, &second)]).await;
    assert_eq!(service.store.count().await.expect("a count"), 2, "one change through one link");
    assert_eq!(reason(&service, NUMBER, "marketing").await, "no_consent");
}

/// A message with the time of the receiver's own clock.
fn sent_now(service: &Service, from: &str, body: &str) -> Value {
    let now = service.receiver.now_ms().div_euclid(1000).to_string();
    json!({"from": from, "id": format!("wamid.{from}.{now}"), "timestamp": now, "type": "text", "text": {"body": body}})
}

#[tokio::test]
async fn a_stop_after_the_page_wins_though_the_message_comes_later_and_one_before_is_lifted() {
    let service = service().await;
    let path = agreed(&service).await;
    service.hears(&[sent_now(&service, PERSON, "STOP")]).await;
    service.pass_time(MINUTE);
    let text = sentence(&asks(&service, &path, "", &["offers"]).await);
    service.pass_time(MINUTE);
    service.hears(&[sent_now(&service, PERSON, &text)]).await;
    assert_eq!(service.marketing().await, "consent", "asked for after the STOP, by the number itself");

    let service = self::service().await;
    let path = agreed(&service).await;
    let text = sentence(&asks(&service, &path, "", &["offers"]).await);
    service.pass_time(MINUTE);
    service.hears(&[sent_now(&service, PERSON, "STOP")]).await;
    service.hears(&[sent_now(&service, PERSON, &text)]).await;
    assert_eq!(service.marketing().await, "stopped");
}

#[tokio::test]
async fn the_old_link_still_withdraws_what_replaced_it() {
    let service = service().await;
    let path = agreed(&service).await;
    let text = sentence(&asks(&service, &path, OTHER, &["order-confirmation"]).await);
    service.hears(&[support::whatsapp::text("wamid.1", OTHER_WA_ID, &text)]).await;
    assert_eq!(reason(&service, OTHER, "utility").await, "consent");
    service.pass_time(25 * 60 * MINUTE);
    assert_eq!(service.send(form(&path, &[])).await.status, 303);
    assert_eq!(reason(&service, OTHER, "utility").await, "stopped");
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_what_was_typed_and_nothing_is_stored() {
    let service = service().await;
    let path = agreed(&service).await;
    for (number, purposes, status, words) in [
        ("12", &["offers"][..], 422, "This number cannot be right"),
        ("<b>06</b>", &["offers"], 422, "This number cannot be right"),
        ("+18005550123", &["offers"], 422, "WhatsApp cannot reach"),
        (OTHER, &[], 400, "Choose at least one"),
        (OTHER, &["news"], 400, "Choose at least one"),
    ] {
        let page = asks(&service, &path, number, purposes).await;
        assert_eq!(page.status, status, "{number}");
        assert!(page.text().contains(words) && page.text().contains("<details open"), "{}", page.text());
        assert!(!page.text().contains("<b>") && !page.text().contains("wa.me"));
    }
    let mut foreign = form(&path, &[("change", "1"), ("purpose", "offers")]);
    foreign.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a header"));
    assert_eq!(service.send(foreign).await.page_code(), "origin_foreign");
    assert_eq!(service.store.count().await.expect("a count"), 1);
}

#[tokio::test]
async fn without_a_number_to_write_to_or_after_its_end_a_consent_is_not_changed() {
    let silent = Service::start().await;
    let path = link(&*silent.stored(&Key::p256().act(&act())).await);
    assert!(!silent.send(get(&path)).await.text().contains("Change your number"));
    assert_eq!(asks(&silent, &path, "", &["order-confirmation"]).await.page_code(), "link_unknown");

    let service = service().await;
    let path = link(
        &*service
            .stored(&sign_with(&Key::p256(), |claims| {
                claims["valid_until"] = json!(1_795_000_000 + 60);
                claims["recipients"] = json!(["Parcel Co"]);
            }))
            .await,
    );
    let page = asks(&service, &path, "", &["order-confirmation"]).await;
    for words in ["shared with Parcel Co", "valid until 2026-11-18"] {
        assert!(page.text().contains(words), "the terms of the consent stay: {}", page.text());
    }
    service.pass_time(2 * MINUTE);
    assert!(!service.send(get(&path)).await.text().contains("Change your number"));
}
