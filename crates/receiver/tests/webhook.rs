//! What WhatsApp tells: signed deliveries change what may be sent, unsigned ones change nothing.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use support::whatsapp::*;
use support::*;
use whatsapp_opt_in_receiver::StopCovers;

async fn service() -> Service {
    Service::start_with(with_webhook).await
}

/// A service and a person who agreed to marketing.
async fn with_consent() -> Service {
    let service = service().await;
    service.agrees(|_| {}).await;
    assert_eq!(service.marketing().await, "consent");
    service
}

fn get_handshake(query: &str) -> Request<Body> {
    get(&format!("/webhooks/whatsapp?{query}"))
}

#[tokio::test]
async fn the_handshake_repeats_the_challenge_to_who_knows_the_word() {
    let service = service().await;
    let good = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a%20word+agreed%20on";
    let answer = service.send(get_handshake(good)).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, "1158201444"));
    assert!(answer.header("content-type").starts_with("text/plain"));
    for bad in [
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=a+word",
        "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=a+word+agreed+on",
        "hub.mode=subscribe&hub.verify_token=a+word+agreed+on",
        "hub.mode=subscribe&hub.challenge=%3Cscript%3E&hub.verify_token=a+word+agreed+on",
        "hub.mode=subscribe&hub.challenge=1",
        "",
    ] {
        let answer = service.send(get_handshake(bad)).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::FORBIDDEN, "verify_token_invalid"),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn without_an_app_secret_the_webhook_is_closed() {
    let service = Service::start().await;
    for request in [get_handshake("hub.mode=subscribe"), delivery("{}")] {
        assert_eq!(service.send(request).await.code(), "webhook_disabled");
    }
}

#[tokio::test]
async fn stop_ends_marketing_at_once_and_a_new_opt_in_lifts_it() {
    let service = with_consent().await;
    service.hears(&[text("wamid.1", PERSON, "Stop. Thank you")]).await;
    assert_eq!(service.marketing().await, "stopped");
    // Words lift nothing, and neither does what WhatsApp itself calls resuming.
    for word in ["START", "UNSTOP", "YES"] {
        service.hears(&[text(&format!("wamid.{word}"), PERSON, word)]).await;
    }
    let resume = json!({"wa_id": PERSON, "category": "marketing_messages", "value": "resume", "timestamp": 1794999999});
    service.hears_in("user_preferences", &[resume]).await;
    assert_eq!(service.marketing().await, "stopped");
    service.pass_time(1000);
    service.agrees(|_| {}).await;
    assert_eq!(service.marketing().await, "consent");
}

#[tokio::test]
async fn utility_goes_on_unless_the_operator_says_otherwise() {
    for (covers, allowed) in [(StopCovers::Marketing, true), (StopCovers::All, false)] {
        let service = Service::start_with(|args| {
            with_webhook(args);
            args.stop_covers = Some(covers);
        })
        .await;
        let both = json!([purpose("offers", "marketing"), purpose("delivery-status", "utility")]);
        service.agrees(|claims| claims["purposes"] = both).await;
        service.hears(&[text("wamid.1", PERSON, "STOP ALL")]).await;
        // Past the window that the message itself opened.
        service.pass_time(25 * 60 * 60 * 1000);
        assert_eq!(service.may_send(NUMBER, "utility").await["allowed"], allowed);
        assert_eq!(service.may_send(NUMBER, "marketing").await["allowed"], false);
    }
}

#[tokio::test]
async fn a_message_opens_the_window_and_is_no_opt_in() {
    let service = service().await;
    service.hears(&[text("wamid.1", PERSON, "Is my parcel late?")]).await;
    let answer = service.may_send(NUMBER, "utility").await;
    assert_eq!((&answer["allowed"], &answer["message"]), (&json!(true), &json!("free-form")));
    assert_eq!(service.marketing().await, "no_consent");
    service.pass_time(24 * 60 * 60 * 1000);
    assert_eq!(service.may_send(NUMBER, "utility").await["allowed"], false);
}

#[tokio::test]
async fn a_stop_known_only_by_user_id_holds_for_the_number_whichever_came_first() {
    let id = "FR.13491208655302741918";
    let stop = json!({"from_user_id": id, "id": "wamid.1", "timestamp": "1794999999", "type": "text", "text": {"body": "STOP"}});
    let both = json!({"from": PERSON, "from_user_id": id, "id": "wamid.2", "timestamp": "1794999999", "type": "text", "text": {"body": "Hi"}});
    for order in [[&stop, &both], [&both, &stop]] {
        let service = with_consent().await;
        for message in order {
            service.hears(std::slice::from_ref(message)).await;
        }
        assert_eq!(service.marketing().await, "stopped");
        assert_eq!(service.may_send(id, "marketing").await["allowed"], false);
    }
}

#[tokio::test]
async fn a_word_of_the_persons_language_counts_by_the_notice_they_agreed_to() {
    for (language, expected) in [("es", "stopped"), ("it", "consent")] {
        let service = service().await;
        service.agrees(|claims| claims["notice"]["language"] = language.into()).await;
        service.hears(&[text("wamid.1", PERSON, "Alto")]).await;
        assert_eq!(service.marketing().await, expected, "{language}");
    }
}

#[tokio::test]
async fn send_errors_do_what_they_say() {
    for (code, reason) in
        [(131_050, "stopped"), (131_049, "limited"), (131_026, "consent"), (131_047, "consent")]
    {
        let service = with_consent().await;
        let status = json!({"id": "wamid.OURS", "status": "failed", "timestamp": "1794999999", "recipient_id": PERSON,
            "errors": [{"code": code, "title": "t"}]});
        service.hears_in("statuses", &[status]).await;
        assert_eq!(service.marketing().await, reason, "{code}");
        service.pass_time(25 * 60 * 60 * 1000);
        let later = if code == 131_050 { "stopped" } else { "consent" };
        assert_eq!(service.marketing().await, later, "{code}");
    }
}

#[tokio::test]
async fn a_changed_number_takes_the_stop_along_and_refuses_the_old_one() {
    let service = with_consent().await;
    service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
    let moved = json!({"from": PERSON, "id": "wamid.2", "timestamp": "1794999999", "type": "system",
        "system": {"type": "user_changed_number", "wa_id": "33698765432"}});
    service.hears(&[moved]).await;
    assert_eq!(service.marketing().await, "number_left");
    let compact = sign_with(&Key::p256(), |claims| {
        claims["sub"] = "tel:+33698765432".into();
        claims["purposes"] = json!([purpose("offers", "marketing")]);
    });
    assert_eq!(service.post(&compact).await.status, StatusCode::CREATED);
    let answer = service.may_send("+33698765432", "marketing").await;
    assert_eq!(answer["reason"], "stopped", "without a nonce of later it does not lift what moved along");
}

/// Every way of getting a signature wrong, and none that leaves a trace.
#[tokio::test]
async fn forgeries_are_refused_and_store_nothing() {
    let service = with_consent().await;
    let before = everything(&service.folder).await;
    let body = envelope("messages", &[text("wamid.1", PERSON, "STOP")]).into_bytes();
    let good = signature(APP_SECRET, &body);
    let mut forged: Vec<(Vec<u8>, Vec<String>)> = Vec::new();
    // Each digit of the signature changed, in two ways.
    for at in 7..good.len() {
        for change in [1_u8, 7] {
            let mut bad = good.clone().into_bytes();
            let digit = (bad[at] as char).to_digit(16).expect("a digit") as u8;
            bad[at] = b"0123456789abcdef"[usize::from((digit + change) % 16)];
            forged.push((body.clone(), vec![String::from_utf8(bad).expect("text")]));
        }
    }
    // Each byte of the body changed, a bit at a time; and the body cut or lengthened.
    for at in 0..body.len() {
        let mut bad = body.clone();
        bad[at] ^= 1 << (at % 8);
        forged.push((bad, vec![good.clone()]));
    }
    for bad in [vec![], body[1..].to_vec(), body[..body.len() - 1].to_vec(), [&body[..], b"\n"].concat()] {
        forged.push((bad, vec![good.clone()]));
    }
    // Forms of the header.
    let hex = good[7..].to_owned();
    for header in [
        String::new(),
        hex.clone(),
        format!("sha1={hex}"),
        format!("SHA256={hex}"),
        format!("sha256={}", hex.to_uppercase()),
        format!("sha256:{hex}"),
        format!("sha256= {hex}"),
        format!("sha256=0x{hex}"),
        format!("sha256={hex}00"),
        format!("sha256={}", &hex[..62]),
        format!("\"{good}\""),
        format!("{good},{good}"),
        format!("sha512={hex}{hex}"),
        "sha256=".into(),
        "sha256=null".into(),
        format!("sha256={}", "0".repeat(64)),
    ] {
        forged.push((body.clone(), vec![header]));
    }
    forged.push((body.clone(), vec![]));
    forged.push((body.clone(), vec![good.clone(), good.clone()]));
    // Other secrets.
    for n in 0..200 {
        forged.push((body.clone(), vec![signature(&format!("{APP_SECRET}{n}"), &body)]));
    }
    for secret in ["", VERIFY_TOKEN, API_TOKEN, " ", "an app secret of the test"] {
        forged.push((body.clone(), vec![signature(secret, &body)]));
    }
    assert!(forged.len() >= 500, "{}", forged.len());
    for (body, headers) in &forged {
        let mut request = Request::builder().method(Method::POST).uri("/webhooks/whatsapp");
        for header in headers {
            request = request.header("x-hub-signature-256", header);
        }
        let answer = service.send(request.body(Body::from(body.clone())).expect("a request")).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::UNAUTHORIZED, "signature_invalid"),
            "{headers:?}"
        );
    }
    // The other secret's header, which Meta sends too.
    let request =
        Request::post("/webhooks/whatsapp").header("x-hub-signature", &good).body(Body::from(body.clone()));
    assert_eq!(service.send(request.expect("a request")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(everything(&service.folder).await, before);
    assert_eq!(service.marketing().await, "consent");
    // The same bytes, signed, are a STOP: the test would have seen one.
    assert_eq!(service.send(delivery(body)).await.status, StatusCode::OK);
    assert_eq!(service.marketing().await, "stopped");
    assert_ne!(everything(&service.folder).await, before);
}

#[tokio::test]
async fn signed_nonsense_is_taken_and_loses_nothing_beside_it() {
    let service = with_consent().await;
    let before = everything(&service.folder).await;
    for body in [
        "",
        "null",
        "[]",
        "{",
        "{}",
        "\u{0}",
        r#"{"object":"page","entry":[]}"#,
        r#"{"object":"whatsapp_business_account"}"#,
    ] {
        assert_eq!(service.send(delivery(body)).await.status, StatusCode::OK, "{body}");
    }
    assert_eq!(service.send(delivery(vec![0xff, 0xfe])).await.status, StatusCode::OK);
    assert_eq!(everything(&service.folder).await, before);
    service.hears(&[json!(7), json!({"from": {}}), text("wamid.1", PERSON, "STOP"), Value::Null]).await;
    assert_eq!(service.marketing().await, "stopped");
}

#[tokio::test]
async fn a_body_of_four_mebibytes_is_taken_and_a_larger_one_is_not() {
    let service = with_consent().await;
    let mut body = envelope("messages", &[text("wamid.1", PERSON, "STOP")]);
    let limit = 4 * 1024 * 1024;
    body.push_str(&" ".repeat(limit + 1 - body.len()));
    let answer = service.send(delivery(body.clone())).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"));
    assert_eq!(service.marketing().await, "consent");
    body.pop();
    assert_eq!(service.send(delivery(body)).await.status, StatusCode::OK);
    assert_eq!(service.marketing().await, "stopped");
}

#[tokio::test]
async fn what_cannot_be_stored_is_answered_503() {
    let service = service().await;
    service.receiver.close().await;
    let answer = service.send(delivery(envelope("messages", &[text("wamid.1", PERSON, "STOP")]))).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, "store_unavailable")
    );
    assert_ne!(answer.header("retry-after"), "");
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_restart() {
    let service = with_consent().await;
    service.hears(&[text("wamid.1", PERSON, "STOP")]).await;
    let folder = service.folder.clone();
    service.receiver.close().await;
    let again = Service::start_in(folder, with_webhook).await;
    assert_eq!(again.marketing().await, "stopped");
}

/// The documented deliveries, shuffled, repeated and merged into batches, end in the same answers.
#[tokio::test]
async fn order_and_repetition_change_nothing() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/vectors/webhook/deliveries.json"))
            .expect("vectors");
    let payloads: Vec<&Value> = vectors.iter().map(|vector| &vector["payload"]).collect();
    let contacts = [
        "+16505551234",
        "US.13491208655302741918",
        "+12195555358",
        "US.24817305912873645029",
        "+33612345678",
        "FR.1",
        "+525512345678",
        "+5531987654321",
    ];
    let mut rng = fastrand::Rng::with_seed(7);
    let mut expected: Option<Vec<Value>> = None;
    for round in 0..6 {
        let service = service().await;
        let mut deliveries: Vec<String> = payloads.iter().map(|payload| payload.to_string()).collect();
        if round > 0 {
            deliveries.extend(payloads.iter().filter(|_| rng.bool()).map(|payload| payload.to_string()));
            rng.shuffle(&mut deliveries);
        }
        for delivery_body in deliveries {
            assert_eq!(service.send(delivery(delivery_body)).await.status, StatusCode::OK);
        }
        let mut answers = Vec::new();
        for contact in contacts {
            for category in ["marketing", "utility"] {
                answers.push(service.may_send(contact, category).await);
            }
        }
        let expected = expected.get_or_insert_with(|| answers.clone());
        assert_eq!(*expected, answers, "round {round}");
    }
}

#[tokio::test]
async fn what_a_delivery_held_is_counted() {
    let service = service().await;
    let items =
        [text("wamid.1", PERSON, "STOP"), text("wamid.2", PERSON, "Hello"), serde_json::json!("nonsense")];
    service.hears(&items).await;
    let metrics = service.send(get("/metrics")).await.text().to_owned();
    for (kind, outcome, count) in [("item", "read", 2), ("item", "unusable", 1), ("stop", "heard", 1)] {
        let line = format!("opt_in_webhook_items_total{{kind=\"{kind}\",outcome=\"{outcome}\"}} {count}");
        assert!(metrics.lines().any(|found| found == line), "{line} in {metrics}");
    }
}
