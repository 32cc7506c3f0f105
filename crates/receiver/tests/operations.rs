//! Backup, restore and the check of the ledger from inside.
#![allow(missing_docs)]

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::{Method, header};
use support::process::{Process, body, request as send};
use support::*;
use tempfile::TempDir;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in_log::Report;
use whatsapp_opt_in_receiver::operations::{LEDGER_CODES, verify_ledger};
use whatsapp_opt_in_receiver::store::{CopyError, SqliteStore, Store};

fn operation(arguments: &[&str], database: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
    let command = command.args(arguments).arg("--database").arg(database);
    command.args(["--public-url", PUBLIC_URL]).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn copy_keys(from: &Path, to: &Path) {
    for suffix in [".key.pem", ".log.key.pem"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
        std::fs::copy(beside(from), beside(to)).expect("a key");
    }
}

#[test]
fn a_backup_made_while_records_come_in_restores_to_a_receiver_that_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let process = Process::receiver(&database(&folder), &[]);
    let (stop, acknowledged) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let clients: Vec<_> = (0..3)
        .map(|_| {
            let (stop, acknowledged, address) = (stop.clone(), acknowledged.clone(), process.address.clone());
            std::thread::spawn(move || {
                let key = Key::p256();
                while !stop.load(Ordering::SeqCst) {
                    let compact = key.act(&act());
                    let (status, answer) =
                        send(&address, "POST", "/v1/consents", "application/jwt", &compact)
                            .expect("an answer");
                    assert_eq!(status, 201);
                    acknowledged.lock().expect("a list").push((compact, body(&answer).to_owned()));
                }
            })
        })
        .collect();
    let reached = |count: usize| {
        while acknowledged.lock().expect("a list").len() < count {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    };
    reached(30);
    let before = acknowledged.lock().expect("a list").clone();
    let backup = folder.path().join("backup.db");
    let output = operation(&["backup", &backup.display().to_string()], &database(&folder));
    assert!(output.status.success(), "{}", said(&output));
    let verified = operation(&["verify-ledger"], &database(&folder));
    assert!(verified.status.success(), "beside a receiver that writes: {}", said(&verified));
    reached(before.len() + 30);
    stop.store(true, Ordering::SeqCst);
    clients.into_iter().for_each(|client| client.join().expect("a client"));
    process.kill();

    let again = tempfile::tempdir().expect("a folder");
    let restored = operation(&["restore", &backup.display().to_string()], &database(&again));
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("opt-in.db.log.key.pem is missing"), "{}", said(&restored));
    assert_eq!(
        operation(&["verify-ledger"], &database(&again)).status.code(),
        Some(2),
        "not without the keys"
    );
    copy_keys(&database(&folder), &database(&again));
    let verified = operation(&["verify-ledger"], &database(&again));
    assert!(verified.status.success() && said(&verified).contains(": whole"), "{}", said(&verified));
    let process = Process::receiver(&database(&again), &[]);
    for (compact, receipt) in &before {
        let (status, answer) =
            process.request("POST", "/v1/consents", "application/jwt", compact).expect("an answer");
        assert_eq!((status, body(&answer)), (200, receipt.as_str()), "acknowledged before the backup began");
    }
    assert!(process.stop());
    let twice = operation(&["restore", &backup.display().to_string()], &database(&again));
    assert_eq!(twice.status.code(), Some(2));
    assert!(said(&twice).contains("is there already"), "{}", said(&twice));
}

#[cfg(unix)]
#[test]
fn a_backup_is_private_overwrites_nothing_and_is_refused_when_cut_off_or_of_another_schema() {
    use std::os::unix::fs::PermissionsExt;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    runtime.block_on(async {
        let missing = SqliteStore::backup(&path("no.db"), &path("a.db")).await;
        assert!(matches!(missing, Err(CopyError::Missing(_))), "{missing:?}");
        SqliteStore::open(&path("opt-in.db")).await.expect("a store").close().await;
        SqliteStore::backup(&path("opt-in.db"), &path("b.db")).await.expect("a backup");
        assert_eq!(std::fs::metadata(path("b.db")).expect("a file").permissions().mode() & 0o777, 0o600);
        let twice = SqliteStore::backup(&path("opt-in.db"), &path("b.db")).await;
        assert!(matches!(twice, Err(CopyError::Exists(_))), "{twice:?}");

        let bytes = std::fs::read(path("b.db")).expect("bytes");
        std::fs::write(path("cut.db"), &bytes[..bytes.len() / 2]).expect("written");
        std::fs::write(path("text.db"), "not a database at all").expect("written");
        std::fs::write(path("newer.db"), &bytes).expect("written");
        change(&path("newer.db"), "INSERT INTO _sqlx_migrations SELECT 999999, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations LIMIT 1").await;
        for bad in ["cut.db", "text.db", "newer.db"] {
            let refused = SqliteStore::restore(&path(bad), &path("new.db")).await;
            assert!(matches!(refused, Err(CopyError::Damaged { .. })), "{bad}: {refused:?}");
        }
        // What a database leaves behind would be read into the restored one.
        std::fs::write(path("new.db-wal"), "").expect("written");
        let refused = SqliteStore::restore(&path("b.db"), &path("new.db")).await;
        assert!(matches!(refused, Err(CopyError::Exists(_))), "{refused:?}");
    });
    let mut left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    left.sort();
    assert_eq!(left, ["b.db", "cut.db", "new.db-wal", "newer.db", "opt-in.db", "text.db"]);
}

/// One statement past every trigger.
async fn change(path: &Path, sql: &str) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).foreign_keys(false);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let triggers: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .fetch_all(&pool)
        .await
        .expect("triggers");
    for trigger in triggers {
        sqlx::query(sqlx::AssertSqlSafe(format!("DROP TRIGGER {trigger}")))
            .execute(&pool)
            .await
            .expect("dropped");
    }
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(&pool).await.expect(sql);
    pool.close().await;
}

/// A ledger of seven records: opt-ins, a withdrawal, one with a nonce, an import, one erased. Beside it what judges it.
async fn ledger() -> (Service, TempDir) {
    let service = Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await;
    let kept = Key::p256();
    service.stored(&kept.act(&act())).await;
    service.stored(&kept.act(&withdrawal())).await;
    let nonce = service.nonce().await;
    service.stored(&kept.act(&Act { sub: "tel:+33687654321".into(), nonce: Some(nonce), ..act() })).await;
    service.stored(&kept.act(&Act { sub: "tel:+33611111111".into(), ..act() })).await;
    let list = "{\"contact\":\"+33622222222\",\"purposes\":[\"order-confirmation\"],\"collected_at\":\"2024-01-01\",\"source\":\"paper\"}\n";
    let mut import = request(
        Method::POST,
        "/v1/records/import?controller=Acme&privacy_url=https://shop.example/privacy&language=en",
        "application/x-ndjson",
        list,
    );
    let token = format!("Bearer {API_TOKEN}").parse::<header::HeaderValue>().expect("a header");
    import.headers_mut().insert(header::AUTHORIZATION, token.clone());
    assert_eq!(service.send(import).await.json()["imported"], 1);
    service.stored(&kept.act(&Act { sub: "tel:+33633333333".into(), ..act() })).await;
    service.stored(&kept.act(&Act { sub: "tel:+33644444444".into(), ..act() })).await;
    let mut erase = request(Method::DELETE, "/v1/contacts/+33611111111", "", "");
    erase.headers_mut().insert(header::AUTHORIZATION, token);
    assert_eq!(service.send(erase).await.status, 204);
    let copies = tempfile::tempdir().expect("a folder");
    SqliteStore::backup(&database(&service.folder), &copies.path().join("good.db")).await.expect("a copy");
    (service, copies)
}

/// `None` when the database cannot even be opened.
async fn verified(service: &Service, path: &Path) -> Option<Report> {
    let store = SqliteStore::open_to_read(path).await.ok()?;
    let report = verify_ledger(&store, service.receiver.keys(), "shop.example/log", &[]).await;
    store.close().await;
    Some(report.expect("judged"))
}

fn found(report: &Report) -> Vec<(Option<u64>, &str)> {
    report.findings.iter().map(|finding| (finding.line, finding.code.as_str())).collect()
}

#[tokio::test]
async fn a_change_of_any_column_is_found_and_its_record_named() {
    let (service, copies) = ledger().await;
    let good = copies.path().join("good.db");
    let whole = verified(&service, &good).await.expect("a report");
    assert_eq!((whole.lines, whole.erased, found(&whole)), (7, 1, vec![]));
    let flipped = |column: &str| format!("substr({column}, 1, 200) || 'x' || substr({column}, 202)");
    let cases = [
        (format!("UPDATE records SET act = {} WHERE seq = 3", flipped("act")), Some(3), "commitment_wrong"),
        (format!("UPDATE records SET receipt = {} WHERE seq = 2", flipped("receipt")), Some(2), ""),
        ("UPDATE records SET number = '+33612345679' WHERE seq = 1".into(), Some(1), "column_wrong"),
        ("UPDATE records SET event = 'ConsentGiven' WHERE seq = 2".into(), Some(2), "column_wrong"),
        ("UPDATE records SET received_ms = received_ms + 5000 WHERE seq = 5".into(), Some(5), "column_wrong"),
        ("UPDATE records SET jti = 'other' WHERE seq = 6".into(), Some(6), "column_wrong"),
        ("UPDATE records SET assurance = 'fresh' WHERE seq = 1".into(), Some(1), "column_wrong"),
        ("UPDATE log_leaves SET salt = zeroblob(16) WHERE seq = 1".into(), Some(1), "commitment_wrong"),
        ("UPDATE log_leaves SET commitment = zeroblob(32) WHERE seq = 4".into(), Some(4), "hash_wrong"),
        ("UPDATE log_hashes SET hash = zeroblob(32) WHERE idx = 2".into(), Some(2), "hash_wrong"),
        ("DELETE FROM log_leaves WHERE seq = 5".into(), Some(5), "seq_not_contiguous"),
        (
            "DELETE FROM entries WHERE what LIKE '{\"stop\"%' AND contact = 'p:+33612345678'".into(),
            Some(2),
            "entry_wrong",
        ),
        ("UPDATE entries SET at = at - 1 WHERE contact = 'p:+33687654321'".into(), Some(3), "entry_wrong"),
        ("UPDATE notices SET text = text || ' '".into(), None, "notice_wrong"),
        ("UPDATE records SET notice_sha256 = 'gone' WHERE seq = 6".into(), Some(6), "column_wrong"),
        ("UPDATE records SET act = NULL, number = NULL WHERE seq = 6".into(), Some(6), "line_incomplete"),
    ];
    for (sql, line, code) in cases {
        let path = copies.path().join("bad.db");
        std::fs::copy(&good, &path).expect("a copy");
        change(&path, &sql).await;
        let report = verified(&service, &path).await.expect("a report");
        let named = |(at, what): &(Option<u64>, &str)| *at == line && (code.is_empty() || *what == code);
        assert!(found(&report).iter().any(named), "{sql}: {:?}", found(&report));
        std::fs::remove_file(&path).expect("removed");
    }
}

#[tokio::test]
async fn records_cut_off_at_the_end_are_found_with_a_checkpoint_from_before() {
    let (service, copies) = ledger().await;
    let checkpoint = service.receiver.checkpoint().await.expect("a checkpoint");
    let path = copies.path().join("good.db");
    change(&path, "DELETE FROM entries WHERE id = (SELECT jti FROM records WHERE seq = 7)").await;
    change(&path, "DELETE FROM log_leaves WHERE seq = 7").await;
    change(&path, "DELETE FROM records WHERE seq = 7").await;
    change(&path, "DELETE FROM log_hashes WHERE idx > 9").await;
    let store = SqliteStore::open_to_read(&path).await.expect("a store");
    let earlier = [checkpoint.into_bytes()];
    let report =
        verify_ledger(&store, service.receiver.keys(), "shop.example/log", &earlier).await.expect("judged");
    assert_eq!(found(&report), [(None, "log_rolled_back")]);
}

#[tokio::test]
async fn a_page_that_is_gone_is_found_and_the_first_record_behind_it_named() {
    let (service, copies) = ledger().await;
    let path = copies.path().join("good.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'records'";
    let page: i64 = sqlx::query_scalar(root).fetch_one(&pool).await.expect("a page");
    pool.close().await;
    let mut bytes = std::fs::read(&path).expect("bytes");
    let at = (usize::try_from(page).expect("small") - 1) * 4096;
    bytes[at..at + 4096].fill(0);
    std::fs::write(&path, bytes).expect("written");
    let report = verified(&service, &path).await.expect("a report");
    let found = found(&report);
    assert!(found.contains(&(None, "database_damaged")), "{found:?}");
    assert!(found.contains(&(Some(1), "record_unreadable")), "{found:?}");
}

#[test]
fn every_code_stands_in_the_documentation_in_these_words() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/receiver.md");
    let page = std::fs::read_to_string(page).expect("the page");
    for (code, words) in LEDGER_CODES {
        assert!(page.contains(&format!("| `{code}` | {words} |")), "{code}");
    }
}

/// Every table's rows, as the database reads them.
async fn rows(path: &Path) -> Option<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).pragma("query_only", "ON");
    let pool = sqlx::SqlitePool::connect_with(options).await.ok()?;
    let mut all = String::new();
    for (table, columns) in [
        (
            "records",
            "seq, jti, number, act, event, received_ms, notice_sha256, key_thumbprint, assurance, nonce, nonce_issued_ms, receipt",
        ),
        ("log_leaves", "seq, hex(salt), hex(commitment)"),
        ("log_hashes", "idx, hex(hash)"),
        ("notices", "sha256, text"),
    ] {
        let sql = format!("SELECT json_array({columns}) FROM {table} NOT INDEXED");
        let lines: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&pool).await.ok()?;
        all += &lines.join("\n");
    }
    pool.close().await;
    Some(all)
}

#[tokio::test]
async fn a_damaged_byte_of_the_file_is_found_wherever_it_changes_the_ledger() {
    let (service, copies) = ledger().await;
    let good = copies.path().join("good.db");
    let (bytes, whole) = (std::fs::read(&good).expect("bytes"), rows(&good).await.expect("rows"));
    let (mut harmful, mut random) = (0, fastrand::Rng::with_seed(7));
    for round in 0..150 {
        let mut bad = bytes.clone();
        let at = random.usize(..bad.len());
        bad[at] ^= 1 << random.u8(..8);
        let path = copies.path().join(format!("{round}.db"));
        std::fs::write(&path, bad).expect("written");
        let read = rows(&path).await;
        // Much of a small file is empty room, where a flipped bit says nothing.
        if read.as_ref() != Some(&whole) {
            harmful += 1;
            let report = verified(&service, &path).await;
            assert!(report.is_none_or(|report| !report.findings.is_empty()), "byte {at} of {}", bytes.len());
        }
        std::fs::remove_file(&path).expect("removed");
    }
    assert!(harmful >= 20, "the flips were real: {harmful}");
}
