//! What the site's own backend is told: each event once it happened, signed, in order, until it is taken.
//!
//! Long file: one outbox, and the helpers that all of its tests share.
#![allow(missing_docs)]

#[path = "support/postgres.rs"]
mod postgres;
mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};
use support::backend::{Backend, SECRET, Try, rows};
use support::document::fits;
use support::process::Process;
use support::whatsapp::*;
use support::*;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in::consent::ledger::{Identity, Occurrence};
use whatsapp_opt_in_receiver::store::PostgresStore;
use whatsapp_opt_in_receiver::{Args, Config, Keys, Receiver, system_clock};

const OTHER: &str = "+33698765432";
const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

async fn opt_in(service: &Service, number: &str) -> Act {
    let act = Act { sub: format!("tel:{number}"), ..act() };
    service.stored(&Key::p256().act(&act)).await;
    act
}

/// Waits until the first event was tried so often and is nobody's.
async fn until_tried(service: &Service, attempts: i64) -> (i64, Option<i64>, String) {
    for _ in 0..400 {
        service.receiver.wake();
        tokio::time::sleep(Duration::from_millis(25)).await;
        if let Some(row) = rows(&service.folder).await.first().filter(|row| row.0 >= attempts) {
            assert_eq!(row.0, attempts);
            return row.clone();
        }
    }
    panic!("not tried {attempts} times: {:?}", rows(&service.folder).await);
}

/// Waits until so many events are left, none of them under way.
async fn until_left(service: &Service, count: usize) {
    for _ in 0..400 {
        if rows(&service.folder).await.len() == count {
            return;
        }
        service.receiver.wake();
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?}", rows(&service.folder).await);
}

/// Long enough for an event that must not come.
async fn settle(service: &Service) {
    for _ in 0..6 {
        service.receiver.wake();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn everything_that_changes_consent_is_told_as_the_document_says_and_nothing_else_is() {
    let backend = Backend::start().await;
    let service = Service::start_with(|args| {
        backend.tell(args);
        with_webhook(args);
        args.whatsapp_number = Some("+14155552671".into());
    })
    .await;
    let mut count = 0;
    let mut next = async |what: &str| -> Value {
        count += 1;
        let event = backend.until_taken(count).await.remove(count - 1).event();
        assert_eq!(event["type"], what);
        event["data"].clone()
    };
    let answer = service.agrees(|claims| claims["valid_until"] = 1_900_000_000.into()).await;
    let first = answer["jti"].as_str().expect("a jti").to_owned();
    let purposes = json!([{"id": "offers", "category": "marketing"}]);
    let given = json!({"contact": NUMBER, "record": first, "purposes": purposes, "assurance": "fresh",
        "valid_until": 1_900_000_000, "replaces": null});
    assert_eq!(next("consent.granted").await, given);

    let code = answer["confirm"]["code"].as_str().expect("a code").to_owned();
    service.hears(&[text("wamid.1", PERSON, &code)]).await;
    assert_eq!(next("consent.confirmed").await, json!({"contact": NUMBER, "record": first}));

    let second = service.agrees(|claims| claims["event"]["supersedes"] = first.clone().into()).await;
    let data = next("consent.changed").await;
    assert_eq!((&data["record"], &data["replaces"]), (&second["jti"], &json!(first)));

    service.hears(&[text("wamid.2", PERSON, "STOP")]).await;
    let stopped =
        json!({"contact": NUMBER, "by": "message", "record": null, "scope": "marketing", "purposes": []});
    assert_eq!(next("consent.withdrawn").await, stopped);

    let withdrawal = withdrawal();
    service.stored(&Key::p256().act(&withdrawal)).await;
    let data = next("consent.withdrawn").await;
    let taken_back = json!({"contact": NUMBER, "by": "act", "record": withdrawal.jti, "scope": "purposes",
        "purposes": [withdrawal.purposes[0].id]});
    assert_eq!(data, taken_back);

    let preference = json!({"wa_id": PERSON, "category": "marketing_messages", "value": "stop", "timestamp": 1_794_999_999});
    service.hears_in("user_preferences", &[preference]).await;
    assert_eq!(next("consent.withdrawn").await["by"], "preference");
    let failed = json!({"id": "wamid.OURS", "status": "failed", "timestamp": "1794999999", "recipient_id": PERSON,
        "errors": [{"code": 131_050}]});
    service.hears_in("statuses", &[failed]).await;
    assert_eq!(next("consent.withdrawn").await["by"], "failed-send");

    let entry = whatsapp_opt_in::consent::ledger::Entry {
        id: "moved".into(),
        at: service.receiver.now_ms(),
        what: Occurrence::NumberChanged {
            from: Identity::Phone(NUMBER.into()),
            to: Identity::Phone(OTHER.into()),
        },
    };
    service.receiver.learn(vec![entry]).await.expect("stored");
    assert_eq!(next("contact.changed").await, json!({"contact": NUMBER, "new_contact": OTHER}));

    // Told already, or no change: a repetition, a refusal, a greeting, a message delivered again.
    let compact = Key::p256().act(&Act { jti: first, ..act() });
    assert_eq!(service.post(&compact).await.code(), "jti_conflict");
    let refusal = sign_with(&Key::p256(), |claims| {
        claims["event"]["type"] = "ConsentRefused".into();
        claims["purposes"][0]["granted"] = false.into();
    });
    service.stored(&refusal).await;
    service.hears(&[text("wamid.2", PERSON, "STOP"), text("wamid.3", PERSON, "Hello")]).await;
    settle(&service).await;
    let taken = backend.until_taken(8).await;

    let document = service.send(get("/openapi.json")).await.json();
    let mut sequence = 0;
    for event in &taken {
        assert_eq!(event.path, "/hooks", "numbers stand in the body alone");
        assert!(!format!("{:?}", event.headers).contains("612345678"));
        let event = event.event();
        let operation = &document["webhooks"][event["type"].as_str().expect("a type")]["post"];
        fits(&document, &operation["requestBody"]["content"]["application/json"]["schema"], &event, "event");
        assert_eq!(event["version"], 1);
        assert!(event["sequence"].as_u64() > Some(sequence), "{event}");
        sequence = event["sequence"].as_u64().expect("a number");
    }
    assert_eq!(taken[0].event()["timestamp"], "2026-11-18T11:06:41.000Z");
    assert_eq!(document["webhooks"].as_object().expect("webhooks").len(), 7);
}

/// The snippet of the manual with the real library, on what was really sent.
#[tokio::test]
async fn the_manuals_snippet_takes_what_is_sent_and_refuses_what_was_changed() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    // The library asks whether the time is near: the receiver's clock is set to ours.
    service.pass_time(system_clock()() - service.receiver.now_ms());
    opt_in(&service, NUMBER).await;
    let sent = backend.until_taken(1).await.remove(0);
    let headers = |change: &dyn Fn(&str, String) -> String| {
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        names
            .into_iter()
            .map(|name| (name.to_owned(), Value::from(change(name, sent.header(name)))))
            .collect::<Value>()
    };
    let same = |_: &str, value: String| value;
    let old =
        |name: &str, value: String| if name == "webhook-timestamp" { "1600000000".into() } else { value };
    let other_id = |name: &str, value: String| if name == "webhook-id" { format!("{value}x") } else { value };
    let requests = [
        (headers(&same), sent.body.clone(), "consent.granted"),
        (headers(&same), sent.body.replace(NUMBER, OTHER), "refused"),
        (headers(&same), format!("{} ", sent.body), "refused"),
        (headers(&old), sent.body.clone(), "refused"),
        (headers(&other_id), sent.body.clone(), "refused"),
    ];
    let lines: Vec<String> = requests
        .iter()
        .map(|(headers, body, _)| json!({"headers": headers, "body": body}).to_string())
        .collect();
    let verdicts = tokio::task::spawn_blocking(move || verified(&lines.join("\n"))).await.expect("a run");
    let expected: Vec<&str> = requests.iter().map(|(.., verdict)| *verdict).collect();
    assert_eq!(verdicts.lines().collect::<Vec<_>>(), expected);
}

/// Installs the library from its lock file and asks the snippet.
fn verified(requests: &str) -> String {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().expect("a folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/standardwebhooks");
    for name in ["package.json", "package-lock.json", "main.mjs"] {
        std::fs::copy(source.join(name), folder.path().join(name)).expect(name);
    }
    let manual = include_str!("../../../docs/receiver.md");
    let (_, rest) = manual.split_once("<!-- runs: webhook -->\n```js\n").expect("the snippet");
    let (snippet, _) = rest.split_once("\n```").expect("its end");
    std::fs::write(folder.path().join("snippet.mjs"), snippet).expect("written");
    let install = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--silent"])
        .current_dir(folder.path())
        .output()
        .expect("npm is missing: install Node.js");
    assert!(install.status.success(), "{}", String::from_utf8_lossy(&install.stderr));
    let mut node = Command::new("node")
        .arg("main.mjs")
        .current_dir(folder.path())
        .env("OPT_IN_WEBHOOK_SECRET", SECRET)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is missing: install Node.js");
    node.stdin.take().expect("its input").write_all(requests.as_bytes()).expect("written");
    let output = node.wait_with_output().expect("it ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test]
async fn an_event_that_fails_holds_back_its_contact_and_nobody_else() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    backend.answer(NUMBER, 500, "");
    opt_in(&service, NUMBER).await;
    until_tried(&service, 1).await;
    service.stored(&Key::p256().act(&withdrawal())).await;
    for _ in 0..3 {
        opt_in(&service, OTHER).await;
    }
    backend.until_taken(3).await;
    settle(&service).await;
    assert!(backend.taken().iter().all(|taken| taken.about().1 == OTHER));
    backend.answer(NUMBER, 200, "");
    service.pass_time(10_000);
    service.receiver.wake();
    let taken = backend.until_taken(5).await;
    let held: Vec<_> = taken[3..].iter().map(Try::about).collect();
    let own = |kind: &str| (kind.to_owned(), NUMBER.to_owned());
    assert_eq!(held, [own("consent.granted"), own("consent.withdrawn")]);
    let tries: Vec<_> =
        backend.tries().into_iter().filter(|sent| sent.about() == own("consent.granted")).collect();
    assert_eq!(tries.len(), 2);
    assert_eq!(tries[0].header("webhook-id"), tries[1].header("webhook-id"), "the same event");
    assert_eq!(tries[0].body, tries[1].body);
}

#[tokio::test]
async fn a_failing_event_is_tried_for_three_days_then_given_up_and_tried_again_when_told() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    backend.answer(NUMBER, 503, "");
    opt_in(&service, NUMBER).await;
    service.stored(&Key::p256().act(&withdrawal())).await;
    let waits =
        [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
    for (attempt, wait) in (1..).zip(waits) {
        let (_, due, outcome) = until_tried(&service, attempt).await;
        let due = due.expect("it is tried again") - service.receiver.now_ms();
        assert!((wait * 4 / 5..=wait * 6 / 5).contains(&due), "try {attempt}: {due}");
        assert_eq!(outcome, "503");
        service.pass_time(due - 1);
        settle(&service).await;
        assert_eq!(backend.tries().len() as i64, attempt, "not before its time");
        service.pass_time(1);
    }
    let metrics = async || service.send(get("/metrics")).await.text().to_owned();
    let (_, due, _) = until_tried(&service, 10).await;
    assert_eq!(due, None, "a dead letter");
    // It holds nobody back any more.
    for _ in 0..400 {
        service.receiver.wake();
        tokio::time::sleep(Duration::from_millis(25)).await;
        if rows(&service.folder).await[1].0 == 1 {
            break;
        }
    }
    backend.answer(NUMBER, 200, "");
    let next = rows(&service.folder).await[1].1.expect("it is tried again");
    service.pass_time(next - service.receiver.now_ms());
    let taken = backend.until_taken(1).await;
    assert_eq!(taken[0].about().0, "consent.withdrawn");
    until_left(&service, 1).await;
    let text = metrics().await;
    for line in [
        "opt_in_outbox_deliveries_total{outcome=\"taken\"} 1",
        "opt_in_outbox_waiting 0",
        "opt_in_outbox_dead_letters 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(text.contains("opt_in_outbox_deliveries_total{outcome=\"refused\"}"));
    assert!(!text.contains("612345678"));

    let (backlog, dead) = service.receiver.dead_letters(9).await.expect("read");
    assert_eq!((backlog.dead, dead.len(), dead[0].attempts, dead[0].outcome.as_str()), (1, 1, 10, "503"));
    assert_eq!(service.receiver.replay(Some(&["msg_unknown".into()])).await.expect("done"), 0);
    assert_eq!(service.receiver.replay(Some(&[dead[0].id.clone()])).await.expect("done"), 1);
    let taken = backend.until_taken(2).await;
    assert_eq!(taken[1].about().0, "consent.granted");
    assert_eq!(taken[1].header("webhook-id"), dead[0].id);
    assert!(
        taken[1].event()["sequence"].as_u64() < taken[0].event()["sequence"].as_u64(),
        "old news is known by it"
    );
}

#[tokio::test]
async fn events_that_wait_are_counted() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    backend.answer(NUMBER, 404, "");
    opt_in(&service, NUMBER).await;
    opt_in(&service, NUMBER).await;
    until_tried(&service, 1).await;
    let text = service.send(get("/metrics")).await.text().to_owned();
    for line in ["opt_in_outbox_waiting 2", "opt_in_outbox_deliveries_total{outcome=\"refused\"} 1"] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
}

#[tokio::test]
async fn a_backend_that_is_away_or_asks_to_wait_is_waited_for() {
    let backend = Backend::start().await;
    let service = Service::start_with(|args| {
        backend.tell(args);
        args.webhook_url = Some("http://127.0.0.1:1/hooks".into());
    })
    .await;
    opt_in(&service, NUMBER).await;
    assert_eq!(until_tried(&service, 1).await.2, "unreachable");
    let text = service.send(get("/metrics")).await.text().to_owned();
    assert!(text.contains("opt_in_outbox_deliveries_total{outcome=\"failed\"} 1"), "{text}");

    let service = backend.receiver().await;
    backend.answer(NUMBER, 429, "600");
    opt_in(&service, NUMBER).await;
    let due = until_tried(&service, 1).await.1.expect("it is tried again");
    assert_eq!(due - service.receiver.now_ms(), 600_000, "Retry-After is longer than the wait of our own");
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let (backend, elsewhere) = (Backend::start().await, Backend::start().await);
    let service = backend.receiver().await;
    let target: &'static str = Box::leak(elsewhere.url.clone().into_boxed_str());
    for (attempt, status) in [(1, 302), (2, 307), (3, 308)] {
        backend.answer(NUMBER, status, target);
        if attempt == 1 {
            opt_in(&service, NUMBER).await;
        }
        let (_, due, outcome) = until_tried(&service, attempt).await;
        assert_eq!(outcome, status.to_string());
        service.pass_time(due.expect("it is tried again") - service.receiver.now_ms());
    }
    assert!(elsewhere.tries().is_empty());
}

#[tokio::test]
async fn gone_means_that_nothing_is_sent_until_somebody_says_so_whatever_happens_meanwhile() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    backend.answer(NUMBER, 410, "");
    opt_in(&service, NUMBER).await;
    for _ in 0..400 {
        if service.receiver.dead_letters(1).await.expect("read").0.gone {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    settle(&service).await;
    backend.answer(NUMBER, 200, "");
    opt_in(&service, OTHER).await;
    service.pass_time(5 * DAY);
    settle(&service).await;
    assert_eq!(backend.tries().len(), 1);
    let text = service.send(get("/metrics")).await.text().to_owned();
    assert!(text.contains("opt_in_outbox_deliveries_total{outcome=\"gone\"} 1"), "{text}");
    let later = service.receiver.now_ms();
    service.receiver.close().await;

    let again = Service::start_in(service.folder.clone(), |args| backend.tell(args)).await;
    again.pass_time(later - again.receiver.now_ms());
    settle(&again).await;
    assert_eq!(backend.tries().len(), 1, "a restart changes nothing");
    assert_eq!(again.receiver.replay(None).await.expect("done"), 0, "nothing was given up");
    let mut about: Vec<_> = backend.until_taken(2).await.iter().map(|taken| taken.about().1).collect();
    about.sort();
    assert_eq!(about, [NUMBER, OTHER]);
}

#[tokio::test]
async fn what_waits_outlives_a_restart_as_the_same_event() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    backend.answer(NUMBER, 500, "");
    opt_in(&service, NUMBER).await;
    until_tried(&service, 1).await;
    service.receiver.close().await;
    backend.answer(NUMBER, 200, "");
    let again = Service::start_in(service.folder.clone(), |args| backend.tell(args)).await;
    again.pass_time(MINUTE);
    again.receiver.wake();
    backend.until_taken(1).await;
    let tries = backend.tries();
    assert_eq!(tries[0].header("webhook-id"), tries[1].header("webhook-id"));
    assert_eq!(tries[0].body, tries[1].body);
}

#[tokio::test]
async fn without_an_address_nothing_is_kept() {
    let service = Service::start().await;
    opt_in(&service, NUMBER).await;
    assert_eq!(rows(&service.folder).await, []);
}

/// Acts whose consent ends this many days after the test's beginning.
async fn ending(service: &Service, number: &str, days: i64) -> String {
    let end = service.receiver.now_ms() / 1000 + days * DAY / 1000;
    let nonce = service.nonce().await;
    service.pass_time(1000);
    let compact = sign_with(&Key::p256(), |claims| {
        claims["sub"] = format!("tel:{number}").into();
        claims["nonce"] = nonce.into();
        claims["valid_until"] = end.into();
    });
    let answer = service.post(&compact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()["jti"].as_str().expect("a jti").to_owned()
}

#[tokio::test]
async fn a_consent_that_ends_is_told_once_before_and_once_when_it_has() {
    let backend = Backend::start().await;
    let service = Service::start_with(|args| {
        backend.tell(args);
        args.api_token = Some(API_TOKEN.into());
        args.remind_before = Some("7d".into());
    })
    .await;
    let jti = ending(&service, NUMBER, 100).await;
    // Renewed, replaced or withdrawn before it ends: no news.
    let (renewed, left) = ("+33600000001", "+33600000002");
    ending(&service, renewed, 100).await;
    ending(&service, left, 100).await;
    backend.until_taken(3).await;
    until_left(&service, 0).await;
    service.pass_time(92 * DAY);
    settle(&service).await;
    ending(&service, renewed, 400).await;
    let taken_back = Act { sub: format!("tel:{left}"), ..withdrawal() };
    service.stored(&Key::p256().act(&taken_back)).await;
    let before = backend.until_taken(5).await.len();
    until_left(&service, 0).await;

    service.pass_time(DAY + HOUR);
    service.receiver.wake();
    let reminder = backend.until_taken(before + 1).await.remove(before).event();
    assert_eq!(reminder["type"], "consent.expiring");
    assert_eq!((&reminder["data"]["record"], &reminder["data"]["contact"]), (&json!(jti), &json!(NUMBER)));
    let purposes = reminder["data"]["purposes"].as_array().expect("purposes").clone();
    assert_eq!(purposes.len(), 1);
    until_left(&service, 0).await;
    for _ in 0..3 {
        service.pass_time(DAY);
        settle(&service).await;
    }
    backend.until_taken(before + 1).await;
    let may = async |number: &str| {
        let path = format!("/v1/contacts/{number}/may-send?category=utility");
        let answer = service.send(authorized(&path)).await.json();
        (answer["allowed"].clone(), answer["reason"].clone())
    };
    assert_eq!(may(NUMBER).await, (json!(true), json!("consent")));

    service.pass_time(4 * DAY);
    service.receiver.wake();
    let over = backend.until_taken(before + 2).await.remove(before + 1).event();
    assert_eq!((&over["type"], &over["data"]), (&json!("consent.expired"), &reminder["data"]));
    let document = service.send(get("/openapi.json")).await.json();
    let schema = |kind: &str| {
        document["webhooks"][kind]["post"]["requestBody"]["content"]["application/json"]["schema"].clone()
    };
    fits(&document, &schema("consent.expired"), &over, "event");
    fits(&document, &schema("consent.expiring"), &reminder, "event");
    assert_eq!(may(NUMBER).await, (json!(false), json!("expired")));
    assert_eq!(may(renewed).await, (json!(true), json!("consent")));
    until_left(&service, 0).await;
    service.pass_time(30 * DAY);
    settle(&service).await;
    backend.until_taken(before + 2).await;
}

/// A receiver on PostgreSQL with the keys of a folder.
async fn on_postgres(database: &str, folder: &Path, backend: &Backend) -> Receiver {
    let path = |name: &str| Some(folder.join(name));
    let mut args = Args {
        database: Some(database.into()),
        public_url: vec![PUBLIC_URL.into()],
        signing_key_file: path("key.pem"),
        log_key_file: path("log.pem"),
        retired_keys: path("retired.json"),
        ..Args::default()
    };
    backend.tell(&mut args);
    let config = Config::resolve(args, None).expect("a good configuration");
    let keys = Keys::load(&config.keys).expect("keys");
    let store = Arc::new(PostgresStore::open(database).await.expect("a store"));
    Receiver::start(config.settings(config.listen), keys, store, system_clock(), |_| {}).expect("a receiver")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receivers_that_share_a_postgres_deliver_each_event_once_and_in_order() {
    let database = postgres::database().await;
    let folder = tempfile::tempdir().expect("a folder");
    let backend = Backend::start().await;
    backend.slow_down();
    let mut receivers = Vec::new();
    for _ in 0..3 {
        receivers.push(on_postgres(&database.url, folder.path(), &backend).await);
    }
    let people: Vec<String> = (0..12).map(|n| format!("+336000000{n:02}")).collect();
    // One person after the other, faster than the backend answers: later events must wait for the first.
    for (n, person) in people.iter().enumerate() {
        for round in 0..5 {
            let mut next = if round % 2 == 0 { act() } else { withdrawal() };
            next.sub = format!("tel:{person}");
            receivers[(n + round) % 3].accept(&Key::p256().act(&next)).await.expect("stored");
        }
    }
    let taken = backend.until_taken(60).await;
    assert_eq!(backend.overlaps(), 0, "never two at once of one contact, so never one twice at once");
    let mut ids: Vec<String> = taken.iter().map(|taken| taken.header("webhook-id")).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60, "each once");
    for person in &people {
        let own: Vec<_> = taken.iter().filter(|taken| taken.about().1 == *person).collect();
        let kinds: Vec<String> = own.iter().map(|taken| taken.about().0).collect();
        let (given, withdrawn) = ("consent.granted", "consent.withdrawn");
        assert_eq!(kinds, [given, withdrawn, given, withdrawn, given]);
        assert!(own.is_sorted_by_key(|taken| taken.event()["sequence"].as_u64()));
    }
    for receiver in receivers {
        receiver.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_receiver_loses_no_event() {
    let backend = Backend::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let options = ["--webhook-url", &backend.url, "--webhook-secret", SECRET];
    backend.answer(NUMBER, 500, "");
    let start = || Process::receiver(&database(&folder), &options);
    let process = start();
    let (status, _) = process
        .request("POST", "/v1/consents", "application/jwt", &Key::p256().act(&act()))
        .expect("an answer");
    assert_eq!(status, 201);
    // Not in the midst of a try: the event would then be kept for the killed one until its lease of two minutes is over.
    for _ in 0..800 {
        if rows(&folder).await.iter().any(|(attempts, ..)| *attempts > 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    process.kill();
    backend.answer(NUMBER, 200, "");
    let process = start();
    backend.until_taken(1).await;
    assert!(process.stop());
}

/// What the command says.
fn command(folder: &tempfile::TempDir, arguments: &[&str]) -> String {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
    let command = command.arg("outbox").args(arguments).arg("--database").arg(database(folder));
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_shows_what_was_given_up_and_sends_it_again() {
    let backend = Backend::start().await;
    let service = backend.receiver().await;
    // The command goes by the machine's clock.
    service.pass_time(system_clock()() - service.receiver.now_ms());
    assert_eq!(command(&service.folder, &["list"]), "0 waiting, 0 given up\n");
    let id = service.give_up(&backend, NUMBER).await;
    let listed = command(&service.folder, &["list"]);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!((lines.len(), lines[0]), (2, "0 waiting, 1 given up"), "{listed}");
    let cells: Vec<&str> = lines[1].split('\t').collect();
    assert_eq!((cells[0], cells[1], cells[3], cells[4]), (id.as_str(), "consent.granted", "2", "500"));
    assert!(!listed.contains("612345678"));
    backend.answer(NUMBER, 200, "");
    assert_eq!(command(&service.folder, &["replay", "msg_unknown"]), "0 to be sent again\n");
    assert_eq!(command(&service.folder, &["replay", &id]), "1 to be sent again\n");
    service.pass_time(MINUTE);
    assert_eq!(backend.until_taken(1).await[0].header("webhook-id"), id);
}
