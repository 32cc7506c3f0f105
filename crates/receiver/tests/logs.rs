//! What the log says, and what it never says.
#![allow(missing_docs)]

mod support;

use std::io;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use support::*;
use tracing_subscriber::fmt::MakeWriter;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in_receiver::store::Store;

/// Somebody whose events are not taken.
const OTHER: &str = "+33698765432";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything on, libraries included. One test in this file: the subscriber is the process's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_log_line_at_any_level_holds_a_number_an_act_or_a_receipt() {
    let captured = Captured::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(captured.clone())
        .init();
    let backend = backend::Backend::start().await;
    backend.answer(OTHER, 500, "");
    let service = Service::start_with(|args| backend.tell(args)).await;
    let stored = act();
    let compact = Key::p256().act(&stored);
    let answer = service.post(&compact).await;
    service.post(&compact).await;
    service.post(&Key::p256().act(&Act { iat: 1, ..stored.clone() })).await;
    service.post(&Key::p256().act(&Act { sub: "tel:+33612345".into(), ..act() })).await;
    service.post(NUMBER).await;
    service.send(get(&format!("/v1/contacts/{NUMBER}/may-send?number=33612345678"))).await;
    service.send(request(Method::DELETE, "/v1/consents?phone=%2B33612345678", "", NUMBER)).await;
    service.send(request(Method::POST, "/v1/consents", "application/json", format!("{{\"{NUMBER}\""))).await;
    service.post(&Key::p256().act(&Act { sub: format!("tel:{OTHER}"), ..act() })).await;
    let said = |words: &str| {
        let log = captured.0.lock().expect("the log");
        String::from_utf8_lossy(&log).contains(words)
    };
    for _ in 0..400 {
        if said("event taken") && said("event not taken") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    service.store.close().await;
    service.post(&Key::p256().act(&act())).await;

    let log = String::from_utf8(captured.0.lock().expect("the log").clone()).expect("text");
    let line = log.lines().find(|line| line.contains("record stored")).expect("a line for the record");
    for part in [&stored.jti, "ConsentGiven", "self-asserted", "seq=1"] {
        assert!(line.contains(part), "{part} in {line}");
    }
    assert!(log.contains("jti_conflict") && log.contains("/v1/consents"), "refusals are logged by code");
    assert!(log.contains("could not be stored"), "failures are logged");
    let receipt = answer.json()["receipt"].as_str().expect("a receipt").to_owned();
    assert!(log.contains("event taken") && log.contains("event not taken"), "events are logged by id");
    for secret in
        ["612345678", &OTHER[1..], &backend.url, "612345", compact.as_str(), receipt.as_str(), "tel:"]
    {
        let leak = log.lines().find(|line| line.contains(secret));
        assert_eq!(leak, None, "{secret} is in the log");
    }
}
