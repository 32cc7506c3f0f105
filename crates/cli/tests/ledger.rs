//! `opt-in ledger verify` on what a real receiver exports, beside the second verifier in Node; then on a database that
//! somebody changed behind the receiver's back.
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use serde_json::Value;
use test_support::{Key, act};
use tower::ServiceExt;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in_receiver::{Args, Config, Keys, Receiver, app, system_clock};

const TOKEN: &str = "a-token-that-nobody-can-guess";

/// A receiver's folder, and what an auditor fetched from it.
struct Audit(tempfile::TempDir);

impl Audit {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    async fn receiver(&self) -> Receiver {
        let args = Args {
            database: Some(self.path("opt-in.db")),
            public_url: vec!["https://shop.example".into()],
            api_token: Some(TOKEN.into()),
            ..Args::default()
        };
        let config = Config::resolve(args, None).expect("a good configuration");
        let keys = Keys::load(&config.keys).expect("keys");
        let store = config.database.open().await.expect("a database");
        let settings = config.settings(config.listen);
        Receiver::start(settings, keys, store, system_clock(), |_| {}).expect("a receiver")
    }

    /// Runs a receiver on the folder: stores acts, then fetches everything into files.
    async fn run(&self, acts: usize) {
        let receiver = self.receiver().await;
        let key = Key::p256();
        for _ in 0..acts {
            let compact = key.act(&Act { jti: uuid::Uuid::now_v7().to_string(), ..act() });
            receiver.accept(&compact).await.expect("stored");
        }
        for (name, path) in [
            ("keys.json", "/.well-known/jwks.json"),
            ("log.key", "/log/key"),
            ("checkpoint", "/log/checkpoint"),
            ("export.ndjson", "/v1/records"),
        ] {
            let request = Request::get(path).header("authorization", format!("Bearer {TOKEN}"));
            let answer = app(receiver.clone()).oneshot(request.body(Body::empty()).expect("a request")).await;
            let body = answer.expect("an answer").into_body().collect().await.expect("a body").to_bytes();
            std::fs::write(self.path(name), body).expect("written");
        }
        receiver.close().await;
    }

    fn ours(&self, more: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in"));
        command.args(["ledger", "verify", "export.ndjson", "--jwks", "keys.json", "--log-key", "log.key"]);
        command.args(["--checkpoint", "checkpoint"]).args(more).current_dir(self.0.path());
        command.output().expect("it runs")
    }

    fn theirs(&self, more: &[&str]) -> Output {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/ledger/verify.mjs");
        let mut command = Command::new("node");
        command.arg(script).args(["export.ndjson", "keys.json", "log.key", "checkpoint"]).args(more);
        command.current_dir(self.0.path()).output().expect("Node 20 or newer must be installed")
    }

    /// Both verifiers' findings.
    fn codes(&self, earlier: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut flags = vec!["--json"];
        if !earlier.is_empty() {
            flags.push("--earlier");
            flags.extend(earlier);
        }
        (codes(&self.ours(&flags)), codes(&self.theirs(earlier)))
    }
}

fn codes(output: &Output) -> Vec<String> {
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no report: {}", String::from_utf8_lossy(&output.stderr)));
    let findings = report["findings"].as_array().expect("findings");
    let codes: Vec<String> =
        findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect();
    assert_eq!(output.status.code(), Some(i32::from(!codes.is_empty())));
    codes
}

#[tokio::test]
async fn the_export_of_a_receiver_passes_both_verifiers_after_restarts_and_with_checkpoints_of_before() {
    let audit = Audit::new();
    let mut earlier = Vec::new();
    for acts in [0, 3, 210] {
        audit.run(acts).await;
        let refs: Vec<&str> = earlier.iter().map(String::as_str).collect();
        assert_eq!(audit.codes(&refs), (vec![], vec![]), "after {acts}");
        let kept = format!("checkpoint-{acts}");
        std::fs::copy(audit.path("checkpoint"), audit.path(&kept)).expect("copied");
        earlier.push(kept);
    }
    let output = audit.ours(&[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "213 records, 0 of them erased: whole\n");
    assert_eq!(audit.ours(&["--checkpoint", "missing"]).status.code(), Some(2));
    std::fs::copy(audit.path("log.key"), audit.path("keys.json")).expect("copied");
    assert_eq!(audit.ours(&[]).status.code(), Some(2), "a log's key is no key set");
}

#[tokio::test]
async fn a_database_changed_behind_the_receivers_back_is_found_out() {
    let swap = "UPDATE records SET act = (SELECT act FROM records WHERE seq = 2),
        receipt = (SELECT receipt FROM records WHERE seq = 2) WHERE seq = 3";
    let cut = "DELETE FROM log_hashes WHERE idx >= 11; DELETE FROM log_leaves WHERE seq > 7;
        DELETE FROM records WHERE seq > 7";
    let forgeries: [(&str, &[&str]); 5] = [
        (
            "UPDATE records SET act = substr(act, 1, 300) || 'A' || substr(act, 302) WHERE seq = 4",
            &["commitment_wrong"],
        ),
        (swap, &["commitment_wrong", "receipt_seq_wrong"]),
        (
            "UPDATE log_leaves SET commitment = zeroblob(32) WHERE seq = 4",
            &["commitment_wrong", "checkpoint_root_wrong"],
        ),
        ("UPDATE log_leaves SET salt = zeroblob(16) WHERE seq = 5", &["commitment_wrong"]),
        (cut, &["log_rolled_back"]),
    ];
    for (forgery, expected) in forgeries {
        let audit = Audit::new();
        audit.run(9).await;
        std::fs::copy(audit.path("checkpoint"), audit.path("kept")).expect("copied");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(audit.path("opt-in.db"));
        let pool = sqlx::SqlitePool::connect_with(options.foreign_keys(false)).await.expect("a database");
        let triggers: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'trigger'")
                .fetch_all(&pool)
                .await
                .expect("triggers");
        assert!(triggers.len() >= 12);
        for trigger in triggers {
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}")))
                .execute(&pool)
                .await
                .expect("dropped");
        }
        sqlx::raw_sql(forgery).execute(&pool).await.expect(forgery);
        pool.close().await;
        // The receiver goes on, and signs what it finds.
        audit.run(1).await;
        let (ours, theirs) = audit.codes(&["kept"]);
        for code in expected {
            assert!(ours.iter().any(|found| found == code), "{forgery}: {ours:?}");
            assert!(theirs.iter().any(|found| found == code), "{forgery}: {theirs:?}");
        }
    }
}
