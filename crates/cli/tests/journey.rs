//! One person's way through a real receiver: consent, renewal, another number, withdrawal by the link. Each step is then
//! judged from files alone: `opt-in verify`, the certificate, every export, the audit of the ledger.
#![allow(missing_docs)]
#![cfg(unix)]

use std::path::PathBuf;
use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use test_support::{Key, full_act};
use tower::ServiceExt;
use whatsapp_opt_in::consent::{Act, Event, EventType, Method, Ui};
use whatsapp_opt_in_receiver::{Args, Config, Keys, Receiver, app, system_clock};

const TOKEN: &str = "a-token-that-nobody-can-guess";

struct Desk {
    folder: tempfile::TempDir,
    router: Router,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let args = Args {
            database: Some(folder.path().join("opt-in.db")),
            public_url: vec!["https://m.shop.example".into()],
            api_token: Some(TOKEN.into()),
            ..Args::default()
        };
        let config = Config::resolve(args, None).expect("a good configuration");
        let keys = Keys::load(&config.keys).expect("keys");
        let store = config.database.open().await.expect("a database");
        let settings = config.settings(config.listen);
        let receiver = Receiver::start(settings, keys, store, system_clock(), |_| {}).expect("a receiver");
        Self { folder, router: app(receiver) }
    }

    async fn send(&self, request: Request<Body>) -> Vec<u8> {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        assert!(answer.status().is_success() || answer.status().is_redirection(), "{}", answer.status());
        answer.into_body().collect().await.expect("a body").to_bytes().to_vec()
    }

    async fn get(&self, path: &str) -> Vec<u8> {
        let request = Request::get(path).header("authorization", format!("Bearer {TOKEN}"));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    async fn post(&self, act: &str) {
        let request = Request::post("/v1/consents").header("content-type", "application/jwt");
        self.send(request.body(Body::from(act.to_owned())).expect("a request")).await;
    }

    /// Fetches into a file.
    async fn fetch(&self, path: &str, name: &str) -> PathBuf {
        self.put(name, self.get(path).await)
    }

    fn put(&self, name: &str, bytes: Vec<u8>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in"));
        let output = command.args(arguments).current_dir(self.folder.path()).output().expect("it runs");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(output.status.success(), "{arguments:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
        text
    }
}

/// Everything said of one step.
struct Step {
    event: &'static str,
    iso: &'static str,
    dpv: &'static str,
    supersedes: Option<String>,
}

#[tokio::test]
async fn consent_renewal_another_number_and_withdrawal_are_told_alike_by_everything() {
    let desk = Desk::new().await;
    let key = Key::p256();
    let act = |kind, sub: &str, supersedes: Option<&String>| Act {
        jti: uuid::Uuid::now_v7().to_string(),
        aud: Some("https://m.shop.example/v1/consents".into()),
        nonce: None,
        sub: sub.into(),
        event: Event { kind, method: Method::Checkbox, supersedes: supersedes.cloned() },
        ui: Ui { trusted_event: true, ..full_act().ui },
        ..full_act()
    };
    let given = act(EventType::ConsentGiven, "tel:+33612345678", None);
    let renewed = act(EventType::RenewedConsentGiven, "tel:+33612345678", Some(&given.jti));
    let moved = act(EventType::ConsentGiven, "tel:+447400123456", Some(&renewed.jti));
    for act in [&given, &renewed, &moved] {
        desk.post(&key.act(act)).await;
    }
    // The person presses the button behind the newest receipt's link.
    let bundle: Value =
        serde_json::from_slice(&desk.get(&format!("/v1/records/{}", moved.jti)).await).expect("JSON");
    desk.put("jwks.json", desk.get("/.well-known/jwks.json").await);
    let file = desk.put("moved.json", bundle.to_string().into_bytes()).display().to_string();
    let told: Value =
        serde_json::from_str(&desk.run(&["verify", &file, "--jwks", "jwks.json", "--json"])).expect("JSON");
    let link = told["receipt"]["claims"]["withdraw_url"].as_str().expect("a link");
    let path = link.strip_prefix("https://m.shop.example").expect("an address of the receiver");
    let press = Request::post(path).header("sec-fetch-site", "same-origin");
    let press = press.header("content-type", "application/x-www-form-urlencoded");
    desk.send(press.body(Body::empty()).expect("a request")).await;

    let checkpoint = desk.fetch("/log/checkpoint", "checkpoint").await;
    let export = desk.fetch("/v1/records", "export.ndjson").await;
    desk.fetch("/log/key", "log.key").await;
    let lines: Vec<Value> = std::fs::read_to_string(export)
        .expect("the export")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line"))
        .collect();
    let step = |event, iso, dpv, supersedes| Step { event, iso, dpv, supersedes };
    let steps = [
        step("Consent given, by a box", "consent given", "dpv:ConsentGiven", None),
        step("Consent given again", "consent renewed", "dpv:RenewedConsentGiven", Some(given.jti)),
        step("Consent given, by a box", "consent given", "dpv:ConsentGiven", Some(renewed.jti)),
        step("Consent withdrawn", "consent withdrawn", "dpv:ConsentWithdrawn", Some(moved.jti)),
    ];
    assert_eq!(lines.len(), steps.len());
    for (line, Step { event, iso, dpv, supersedes }) in lines.iter().zip(steps) {
        // One line of an export holds what `verify` reads, under the name `act`.
        let record = serde_json::json!({"consent": line["act"], "receipt": line["receipt"]});
        let file = desk.put("record.json", record.to_string().into_bytes()).display().to_string();
        let text = desk.run(&["verify", &file, "--jwks", "jwks.json", "--html", "page.html"]);
        let page = std::fs::read_to_string(desk.folder.path().join("page.html")).expect("a certificate");
        assert!(text.contains(event) && page.contains(event), "{text}");
        assert!(text.contains("It stands in the log m.shop.example/log"), "{text}");
        let by_receiver = "The receiver set this act down itself";
        assert_eq!(text.contains(by_receiver), event == "Consent withdrawn", "{text}");
        let exported = |format: &str| -> Value {
            let arguments = ["record", "export", &file, "--jwks", "jwks.json", "--format", format];
            serde_json::from_str(&desk.run(&arguments)).expect("JSON")
        };
        let (as_iso, as_dpv, as_kantara) =
            (exported("iso27560"), exported("dpv-jsonld"), exported("kantara"));
        assert_eq!(as_iso["event_fields"][0]["event_state"], iso);
        assert_eq!(as_dpv["dpv:hasConsentStatus"], dpv);
        let purposes = as_kantara["services"][0]["purposes"].as_array().expect("purposes");
        assert_eq!(purposes.is_empty(), event == "Consent withdrawn");
        match supersedes {
            None => {
                assert!(!text.contains("Replaces act") && as_dpv.get("dct:replaces").is_none());
                assert_eq!(as_iso["event_fields"][0]["supersedes"], Value::Null);
            }
            Some(jti) => {
                assert!(text.contains(&jti) && page.contains(&jti), "{text}");
                assert_eq!(as_dpv["dct:replaces"], format!("urn:uuid:{jti}"));
                assert_eq!(as_iso["event_fields"][0]["supersedes"], jti);
            }
        }
    }
    let audit =
        ["ledger", "verify", "export.ndjson", "--jwks", "jwks.json", "--log-key", "log.key", "--checkpoint"];
    let checkpoint = checkpoint.display().to_string();
    let whole = desk.run(&[&audit[..], &[checkpoint.as_str()]].concat());
    assert_eq!(whole, "4 records, 0 of them erased: whole\n");
}
