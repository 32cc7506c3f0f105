//! `opt-in ledger verify` on what a real receiver exports, beside the second verifier in Node; then on a database that
//! somebody changed behind the receiver's back.
#![allow(missing_docs)]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use support::{Desk, PUBLIC_URL};
use test_support::{Key, act};
use whatsapp_opt_in::consent::Act;

/// Runs a receiver on the folder: stores acts, then fetches what an auditor needs.
async fn run(desk: &Desk, acts: usize) {
    let service = desk.open().await;
    let key = Key::p256();
    for _ in 0..acts {
        let act = Act {
            jti: uuid::Uuid::now_v7().to_string(),
            iss: PUBLIC_URL.into(),
            aud: Some(format!("{PUBLIC_URL}/v1/consents")),
            ..act()
        };
        service.receiver.accept(&key.act(&act)).await.expect("stored");
    }
    desk.fetch_audit(&service).await;
    service.receiver.close().await;
}

fn ours(desk: &Desk, more: &[&str]) -> Output {
    let files =
        ["export.ndjson", "--jwks", "jwks.json", "--log-key", "log.key", "--checkpoint", "checkpoint"];
    desk.opt_in(&[&["ledger", "verify"], &files[..], more].concat())
}

fn theirs(desk: &Desk, more: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/ledger/verify.mjs");
    let mut command = Command::new("node");
    command.arg(script).args(["export.ndjson", "jwks.json", "log.key", "checkpoint"]).args(more);
    command.current_dir(desk.path("")).output().expect("Node 20 or newer must be installed")
}

/// Both verifiers' findings.
fn both(desk: &Desk, earlier: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut flags = vec!["--json"];
    if !earlier.is_empty() {
        flags.push("--earlier");
        flags.extend(earlier);
    }
    (codes(&ours(desk, &flags)), codes(&theirs(desk, earlier)))
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
    let desk = Desk::new();
    let mut earlier = Vec::new();
    for acts in [0, 3, 210] {
        run(&desk, acts).await;
        let refs: Vec<&str> = earlier.iter().map(String::as_str).collect();
        assert_eq!(both(&desk, &refs), (vec![], vec![]), "after {acts}");
        let kept = format!("checkpoint-{acts}");
        desk.copy("checkpoint", &kept);
        earlier.push(kept);
    }
    let output = ours(&desk, &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "213 records, 0 of them erased: whole\n");
    assert_eq!(ours(&desk, &["--earlier", "missing"]).status.code(), Some(2));
    desk.copy("log.key", "jwks.json");
    assert_eq!(ours(&desk, &[]).status.code(), Some(2), "a log's key is no key set");
}

#[tokio::test]
async fn the_tiles_of_a_receiver_pass_both_verifiers_and_changed_ones_do_not() {
    let desk = Desk::new();
    run(&desk, 258).await;
    let service = desk.open().await;
    for path in ["0/000", "0/001.p/2", "1/000.p/1", "entries/000", "entries/001.p/2"] {
        let file = desk.path(&format!("mirror/tile/{path}"));
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, service.get(&format!("/log/tile/{path}")).await).expect("a file");
    }
    service.receiver.close().await;
    let tiles = ["--json", "--tiles", "mirror"];
    let both = || (codes(&ours(&desk, &tiles)), codes(&theirs(&desk, &tiles[1..])));
    assert_eq!(both(), (vec![], vec![]));
    for path in ["0/000", "1/000.p/1", "entries/001.p/2"] {
        let file = desk.path(&format!("mirror/tile/{path}"));
        let good = std::fs::read(&file).expect("a file");
        let mut changed = good.clone();
        changed[good.len() - 1] ^= 1;
        std::fs::write(&file, changed).expect("a file");
        let wrong = || vec!["tile_wrong".to_owned()];
        assert_eq!(both(), (wrong(), wrong()), "{path}");
        std::fs::write(&file, good).expect("a file");
    }
    assert_eq!(ours(&desk, &["--tiles", "missing"]).status.code(), Some(2));
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
        let desk = Desk::new();
        run(&desk, 9).await;
        desk.copy("checkpoint", "kept");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(desk.path("opt-in.db"));
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
        run(&desk, 1).await;
        let (ours, theirs) = both(&desk, &["kept"]);
        assert_eq!(ours, theirs, "{forgery}");
        for code in expected {
            assert!(ours.iter().any(|found| found == code), "{forgery}: {ours:?}");
        }
    }
}
