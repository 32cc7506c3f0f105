//! The page behind a receipt's link: it shows what was agreed, and withdraws it once.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method as HttpMethod, Request, StatusCode};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use support::*;
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_receiver::store::{Records, Store};

fn press(path: &str) -> Request<Body> {
    // As a browser sends the page's own form under `no-referrer`.
    let mut request = request(HttpMethod::POST, path, "application/x-www-form-urlencoded", Body::empty());
    request.headers_mut().insert("origin", "null".parse().expect("a header"));
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().expect("a header"));
    request
}

#[tokio::test]
async fn the_page_shows_what_was_agreed_and_neither_number_nor_script() {
    let service = Service::start().await;
    let mut act = act();
    act.controller.name = "<b>Acme</b>".into();
    act.controller.privacy_url = "javascript:alert(1)".into();
    let receipt = service.stored(&Key::p256().act(&act)).await;
    let page = service.send(get(&link(&receipt))).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    for part in
        ["order confirmations", "18 November 2026", "ending in 78", "&lt;b&gt;Acme", "<form method=\"post\">"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    for part in ["612345678", "<b>", "javascript:", "<script"] {
        assert!(!text.contains(part), "{part} in {text}");
    }
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(page.header("content-security-policy").contains("form-action 'self'"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.header("x-robots-tag").contains("noindex") && text.contains("noindex"));
    assert_eq!(service.store.count().await.expect("a count"), 1, "looking changes nothing");
}

#[tokio::test]
async fn a_press_withdraws_once_and_the_page_says_so() {
    let service = Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await;
    let given = act();
    let posted = Key::p256().act(&given);
    let receipt = service.stored(&posted).await;
    let path = link(&receipt);
    service.pass_time(24 * 60 * 60 * 1000);
    let presses = (0..8).map(|_| service.send(press(&path)));
    for answer in futures_util::future::join_all(presses).await {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(path.ends_with(answer.header("location")) && !answer.header("location").is_empty());
    }
    assert_eq!(service.store.count().await.expect("a count"), 2, "one withdrawal");

    let export = service.send(authorized("/v1/records")).await;
    let line: Value = serde_json::from_str(export.text().lines().last().expect("a line")).expect("JSON");
    let compact = line["act"].as_str().expect("an act");
    let act = verify_act(compact, &AwsLc, &Expect::default()).expect("a valid act");
    assert_eq!(
        act.event,
        Event {
            kind: EventType::ConsentWithdrawn,
            method: Method::PreferenceCentre,
            supersedes: Some(given.jti),
        }
    );
    assert_eq!((act.sub.as_str(), act.iss.as_str()), ("tel:+33612345678", PUBLIC_URL));
    assert!(act.purposes.iter().all(|purpose| !purpose.granted));
    assert_eq!(act.key().thumbprint(), service.receiver.keys().kid(), "under the receiver's own key");
    assert!(!act.ui.page.contains(path.trim_start_matches("/manage/")), "the record does not hold the link");
    let own = service.verified(line["receipt"].as_str().expect("a receipt"), compact);
    assert!(own.log.is_some() && own.withdraw_url.is_none());

    let before = Service::start().await;
    let untouched = before.stored(&Key::p256().act(&support::act())).await;
    let shown = before.send(get(&link(&untouched))).await;
    for line in act.notice.text.lines() {
        assert!(shown.text().contains(line), "{line} was on the page");
    }
    let page = service.send(get(&path)).await;
    assert!(page.text().contains("You have withdrawn your consent"), "{}", page.text());
    assert!(page.text().contains("19 November 2026") && !page.text().contains("<form"));
    for (name, compact) in [("whatsapp-withdrawal.json", compact), ("whatsapp-opt-in.json", &*posted)] {
        assert_eq!(saved(page.text(), name)["consent"], compact, "{name}");
    }
}

#[tokio::test]
async fn of_several_purposes_one_is_ended_and_the_others_go_on() {
    let service = Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await;
    let mut given = act();
    let offers = PurposeChoice {
        id: "offers".into(),
        category: Category::Marketing,
        text: "offers and discounts".into(),
        granted: true,
    };
    given.purposes.push(offers);
    given.notice =
        notice("Acme may send me order confirmations on WhatsApp.\nAcme may send me offers and discounts.");
    let path = link(&*service.stored(&Key::p256().act(&given)).await);
    let allowed = async |purpose: &str| {
        let path = format!("/v1/contacts/{NUMBER}/may-send?purpose={purpose}");
        service.send(authorized(&path)).await.json()["reason"].clone()
    };
    let choose = |purpose: &str| {
        let mut request = press(&path);
        *request.body_mut() = format!("purpose={purpose}").into();
        request
    };
    let page = service.send(get(&path)).await;
    for id in ["order-confirmation", "offers"] {
        assert!(page.text().contains(&format!("name=\"purpose\" value=\"{id}\"")), "{}", page.text());
    }
    for unknown in ["news", "", "%22%3E"] {
        let answer = service.send(choose(unknown)).await;
        assert_eq!((answer.status.as_u16(), answer.page_code().as_str()), (400, "body_invalid"));
    }
    for _ in 0..2 {
        assert_eq!(service.send(choose("offers")).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(service.store.count().await.expect("a count"), 2, "one withdrawal");
    assert_eq!(
        (allowed("offers").await, allowed("order-confirmation").await),
        ("stopped".into(), "consent".into())
    );
    let page = service.send(get(&path)).await;
    let text = page.text();
    assert!(
        text.contains("may no longer send you offers and discounts on WhatsApp") && text.contains("<form")
    );
    let withdrawn = saved(text, "whatsapp-withdrawal.json");
    let withdrawn = withdrawn["consent"].as_str().expect("an act");
    let withdrawn = verify_act(withdrawn, &AwsLc, &Expect::default()).expect("a valid act");
    assert_eq!((withdrawn.purposes.len(), withdrawn.purposes[0].id.as_str()), (1, "offers"));
    assert!(!withdrawn.notice.text.contains("order confirmations"), "the words beside that button");
    assert!(
        withdrawn.notice.text.ends_with("\nWithdraw – offers and discounts"),
        "{}",
        withdrawn.notice.text
    );

    assert_eq!(service.send(press(&path)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(allowed("order-confirmation").await, "stopped");
    let page = service.send(get(&path)).await;
    assert!(
        !page.text().contains("<form")
            && page.text().contains("order confirmations and offers and discounts")
    );
    assert_eq!(service.send(choose("order-confirmation")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        service.store.count().await.expect("a count"),
        3,
        "what is withdrawn already is withdrawn once"
    );
}

/// The file behind a link of the page.
fn saved(page: &str, name: &str) -> Value {
    let link = page.split_once(&format!("download=\"{name}\" href=\"data:application/json;base64,"));
    let (file, _) = link.and_then(|(_, rest)| rest.split_once('"')).expect("a link that holds the file");
    serde_json::from_slice(&STANDARD.decode(file).expect("base64")).expect("JSON")
}

#[tokio::test]
async fn the_person_saves_the_record_with_its_receipt_and_the_link_to_withdraw() {
    let service = Service::start().await;
    let compact = Key::p256().act(&act());
    let receipt = service.stored(&compact).await;
    let path = link(&receipt);
    let file = saved(service.send(get(&path)).await.text(), "whatsapp-opt-in.json");
    assert_eq!(file["consent"], compact);
    let kept = file["receipt"].as_str().expect("a receipt");
    assert!(service.verified(kept, &compact).log.is_some());
    assert_eq!(file["withdraw_url"], format!("{PUBLIC_URL}{path}"));
    assert_eq!(file["jwks"]["keys"][0]["kid"], service.receiver.keys().kid());
}

#[tokio::test]
async fn the_page_speaks_the_notices_language_and_english_for_others() {
    let service = Service::start().await;
    let languages = [
        ("fr-CA", "fr", "ltr", "Retirer votre consentement"),
        ("en", "en", "ltr", "Withdraw your"),
        ("de", "de", "ltr", "Einwilligung widerrufen"),
        ("ar-EG", "ar", "rtl", "سحب موافقتك"),
        ("tlh", "en", "ltr", "Withdraw your"),
    ];
    for (language, tag, dir, words) in languages {
        let mut act = act();
        act.notice.language = language.into();
        let receipt = service.stored(&Key::p256().act(&act)).await;
        let page = service.send(get(&link(&receipt))).await;
        assert!(page.text().contains(words), "{language}: {}", page.text());
        assert!(page.text().contains(&format!("<html lang=\"{tag}\" dir=\"{dir}\">")), "{language}");
    }
    let mut unknown = get("/manage/x");
    unknown.headers_mut().insert("accept-language", "fr-FR,fr;q=0.9".parse().expect("a header"));
    assert!(service.send(unknown).await.text().contains("Ce lien ne fonctionne pas"));
}

#[tokio::test]
async fn a_link_opens_its_own_record_alone_and_that_of_another_service_nothing() {
    let (one, other) = (Service::start().await, Service::start().await);
    let receipt = one.stored(&Key::p256().act(&act())).await;
    let second = one.stored(&Key::p256().act(&act())).await;
    assert_eq!(other.send(get(&link(&receipt))).await.page_code(), "link_unknown");
    assert_eq!(one.send(press(&link(&receipt))).await.status, StatusCode::SEE_OTHER);
    assert!(one.send(get(&link(&second))).await.text().contains("<form"), "the other consent stands");
}

#[tokio::test]
async fn a_store_that_fails_is_told_and_not_called_done() {
    let service = Service::start().await;
    let receipt = service.stored(&Key::p256().act(&act())).await;
    Store::close(&*service.store).await;
    let answer = service.send(press(&link(&receipt))).await;
    assert_eq!((answer.status.as_u16(), answer.page_code().as_str()), (503, "store_unavailable"));
}
