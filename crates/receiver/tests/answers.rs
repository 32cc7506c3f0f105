//! The one answer to a STOP, and the code by which a number confirms an opt-in.
#![allow(missing_docs)]

mod support;

use axum::http::StatusCode;
use serde_json::{Value, json};
use support::whatsapp::*;
use support::*;
use whatsapp_opt_in_receiver::MinAssurance;

const MINUTE: i64 = 60 * 1000;

async fn opt_in(service: &Service) -> Value {
    service.agrees(|claims| claims["notice"]["language"] = "fr".into()).await
}

/// Long enough for a message that must not come.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
}

fn status_131050() -> Value {
    json!({"id": "wamid.OURS", "status": "failed", "timestamp": "1794999999", "recipient_id": PERSON,
        "errors": [{"code": 131_050}]})
}

#[tokio::test]
async fn a_stop_is_answered_once_in_the_persons_language_from_the_number_it_came_to() {
    let cloud = CloudApi::start().await;
    let service = cloud.receiver().await;
    opt_in(&service).await;
    let stop = text("wamid.1", PERSON, "STOP");
    service.hears(std::slice::from_ref(&stop)).await;
    let sent = cloud.until_sent(1).await;
    assert_eq!(sent[0].sender, BUSINESS);
    assert_eq!(sent[0].message["to"], PERSON);
    assert!(sent[0].message["text"]["body"].as_str().is_some_and(|b| b.starts_with("C'est fait")));
    // Delivered again, said again, said twice at once: it is the same episode.
    service.hears(&[stop]).await;
    service.pass_time(MINUTE);
    service.hears(&[text("wamid.2", PERSON, "stop"), text("wamid.3", PERSON, "stop!")]).await;
    settle().await;
    cloud.until_sent(1).await;
    // A new opt-in ends the episode; the next STOP has its own answer.
    opt_in(&service).await;
    service.hears(&[text("wamid.4", PERSON, "STOP")]).await;
    cloud.until_sent(2).await;
}

#[tokio::test]
async fn who_never_opted_in_is_not_written_to() {
    let cloud = CloudApi::start().await;
    let service = cloud.receiver().await;
    service.hears(&[text("wamid.1", PERSON, "STOP"), text("wamid.2", "33698765432", "Hello")]).await;
    settle().await;
    cloud.until_sent(0).await;
    // Nor does an opt-in that comes after the STOP make up for it.
    opt_in(&service).await;
    service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
    settle().await;
    cloud.until_sent(0).await;
}

#[tokio::test]
async fn after_a_stop_in_whatsapp_itself_nothing_is_sent() {
    let preference = json!({"wa_id": PERSON, "category": "marketing_messages", "value": "stop", "timestamp": 1_794_999_999});
    for (list, item) in [("statuses", status_131050()), ("user_preferences", preference)] {
        let cloud = CloudApi::start().await;
        let service = cloud.receiver().await;
        opt_in(&service).await;
        service.hears_in(list, &[item]).await;
        service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
        opt_in(&service).await;
        service.hears(&[text("wamid.2", PERSON, "STOP")]).await;
        settle().await;
        cloud.until_sent(0).await;
    }
}

#[tokio::test]
async fn a_stop_of_the_past_is_not_answered() {
    let cloud = CloudApi::start().await;
    let service = cloud.receiver().await;
    opt_in(&service).await;
    let thread = json!({"id": PERSON, "messages": [text("wamid.1", PERSON, "STOP")]});
    service.hears_in("history", &[json!({"threads": [thread]})]).await;
    assert_eq!(service.marketing().await, "stopped");
    settle().await;
    cloud.until_sent(0).await;
}

#[tokio::test]
async fn the_answer_can_be_turned_off() {
    let cloud = CloudApi::start().await;
    let url = cloud.url.clone();
    let service = Service::start_with(|args| {
        with_webhook(args);
        args.whatsapp_api_url = Some(url);
        args.whatsapp_access_token = Some(ACCESS_TOKEN.into());
        args.no_stop_answer = true;
    })
    .await;
    opt_in(&service).await;
    service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
    settle().await;
    cloud.until_sent(0).await;
}

#[tokio::test]
async fn a_send_that_fails_for_now_is_tried_again_and_one_refused_is_not() {
    for (failure, again) in [
        ((503, 131_016), true),
        ((429, 80_007), true),
        ((400, 131_056), true),
        ((400, 131_047), false),
        ((401, 190), false),
    ] {
        let cloud = CloudApi::start().await;
        let service = cloud.receiver().await;
        opt_in(&service).await;
        cloud.fail(&[failure]);
        service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
        cloud.until_requested(1).await;
        settle().await;
        assert!(cloud.sent().is_empty(), "{failure:?}");
        service.pass_time(10 * MINUTE);
        service.receiver.wake();
        settle().await;
        cloud.until_sent(usize::from(again)).await;
    }
}

#[tokio::test]
async fn a_waiting_answer_outlives_a_restart_but_not_its_window() {
    for (wait, sent) in [(10 * MINUTE, 1), (25 * 60 * MINUTE, 0)] {
        let cloud = CloudApi::start().await;
        let service = cloud.receiver().await;
        opt_in(&service).await;
        cloud.fail(&[(503, 131_016)]);
        service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
        cloud.until_requested(1).await;
        settle().await;
        service.receiver.close().await;
        let url = cloud.url.clone();
        let again = Service::start_in(service.folder.clone(), |args| {
            with_webhook(args);
            args.whatsapp_api_url = Some(url);
            args.whatsapp_access_token = Some(ACCESS_TOKEN.into());
        })
        .await;
        again.pass_time(wait);
        again.receiver.wake();
        settle().await;
        cloud.until_sent(sent).await;
    }
}

#[tokio::test]
async fn somebody_known_by_user_id_alone_is_answered_by_it() {
    let cloud = CloudApi::start().await;
    let service = cloud.receiver().await;
    let id = "FR.13491208655302741918";
    opt_in(&service).await;
    let both =
        json!({"from": PERSON, "from_user_id": id, "id": "wamid.1", "type": "text", "text": {"body": "Hi"}});
    let stop = json!({"from_user_id": id, "id": "wamid.2", "type": "text", "text": {"body": "STOP"}});
    service.hears(&[both]).await;
    service.hears(&[stop]).await;
    let sent = cloud.until_sent(1).await;
    assert_eq!(sent[0].message["recipient"], id);
}

/// A receiver whose receipts come with a link to WhatsApp, and that asks for confirmed numbers.
async fn with_number() -> Service {
    Service::start_with(|args| {
        with_webhook(args);
        args.min_assurance = Some(MinAssurance::NumberConfirmed);
        args.whatsapp_number = Some("+14155552671".into());
    })
    .await
}

fn code(answer: &Value) -> String {
    answer["confirm"]["code"].as_str().expect("a code").to_owned()
}

async fn is_confirmed(service: &Service) -> bool {
    service.may_send(NUMBER, "marketing").await["allowed"] == true
}

#[tokio::test]
async fn an_opt_in_is_answered_with_a_link_to_whatsapp_and_a_code() {
    let service = with_number().await;
    let answer = opt_in(&service).await;
    let url = url::Url::parse(answer["confirm"]["url"].as_str().expect("a link")).expect("an address");
    assert_eq!((url.host_str(), url.path()), (Some("wa.me"), "/14155552671"));
    let text = url.query_pairs().find(|(name, _)| name == "text").expect("a text").1.into_owned();
    assert!(text.contains(&code(&answer)) && text.starts_with("Je confirme"), "{text}");
    assert_eq!(answer["confirm"]["expires_at"], 1_795_000_001 + 30 * 60);
    // A withdrawal has nothing to confirm, and a service without a number no link.
    let withdrawal = service.post(&Key::p256().act(&withdrawal())).await;
    assert_eq!(withdrawal.status, StatusCode::CREATED);
    assert!(withdrawal.json().get("confirm").is_none());
    assert!(opt_in(&Service::start().await).await.get("confirm").is_none());
}

#[tokio::test]
async fn the_code_from_that_number_confirms_it_alone_or_in_a_sentence_in_any_case() {
    for form in ["{}", "Je confirme. Code : {}!", "ok {}"] {
        let service = with_number().await;
        let code = code(&opt_in(&service).await).to_lowercase();
        assert!(!is_confirmed(&service).await);
        service.hears(&[text("wamid.1", PERSON, &form.replace("{}", &code))]).await;
        assert!(is_confirmed(&service).await, "{form}");
    }
}

#[tokio::test]
async fn a_code_from_another_number_of_another_record_or_too_late_confirms_nothing() {
    let service = with_number().await;
    let old = code(&opt_in(&service).await);
    service.hears(&[text("wamid.1", "33698765432", &old), text("wamid.2", PERSON, "0123ABCD")]).await;
    assert!(!is_confirmed(&service).await);
    service.pass_time(31 * MINUTE);
    let mut late = text("wamid.3", PERSON, &old);
    late["timestamp"] = "1795001900".into();
    service.hears(&[late]).await;
    assert!(!is_confirmed(&service).await);
}

#[tokio::test]
async fn a_code_sent_in_time_confirms_although_the_webhook_came_late() {
    let service = with_number().await;
    let code = code(&opt_in(&service).await);
    service.pass_time(6 * 60 * MINUTE);
    let mut message = text("wamid.1", PERSON, &code);
    message["timestamp"] = "1795000060".into();
    service.hears(&[message]).await;
    assert!(is_confirmed(&service).await);
}

#[tokio::test]
async fn a_code_never_revives_what_was_stopped() {
    let service = with_number().await;
    let code = code(&opt_in(&service).await);
    service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
    service.hears(&[text("wamid.2", PERSON, &code)]).await;
    assert_eq!(service.marketing().await, "stopped");
    assert!(!is_confirmed(&service).await);
}
