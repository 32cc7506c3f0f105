//! The contract of a store: one suite, run against every implementation.
#![allow(missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use whatsapp_opt_in::consent::{Assurance, EventType, sha256_hex};
use whatsapp_opt_in_log::{Commitment, Edge, Memory, SALT_BYTES, root, stored_hash_count};
use whatsapp_opt_in_receiver::store::*;

/// A fresh, empty store and whatever keeps it alive.
struct Fixture {
    store: Arc<dyn Store>,
    folder: tempfile::TempDir,
}

async fn sqlite() -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&folder.path().join("a.db")).await.expect("a store");
    Fixture { store: Arc::new(store), folder }
}

/// Runs each test of the contract against each store.
macro_rules! contract {
    ($($name:ident)*) => {
        mod on_sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $name() { super::$name(super::sqlite().await.store).await; }
        )* }
    };
}

contract! {
    a_batch_is_stored_in_order_with_the_receipts_made_for_it
    the_same_act_again_is_the_same_record_whether_in_one_batch_or_later
    another_act_under_a_used_jti_or_nonce_is_told_and_not_stored
    a_failed_batch_leaves_nothing_and_no_gap
    batches_at_once_take_contiguous_places_and_each_jti_one
    a_batch_of_any_size_is_stored_whole
    a_notice_is_registered_only_when_somebody_registers_it
    a_closed_store_fails_instead_of_waiting
    the_log_grows_with_the_records_in_the_same_commit
    the_export_gives_every_line_once_in_pages
}

async fn a_batch_is_stored_in_order_with_the_receipts_made_for_it(store: Arc<dyn Store>) {
    let batch = [record("a"), record("b"), with_nonce("c", "n")];
    let outcomes = append(&*store, &batch).await;
    for (i, (record, outcome)) in batch.iter().zip(outcomes).enumerate() {
        let expected = stored(record, i as u64 + 1);
        assert_eq!(outcome, Appended::Stored(expected.clone()));
        assert_eq!(store.record(&record.jti).await.expect("read"), Some(expected));
    }
    assert_eq!(store.record("unknown").await.expect("read"), None);
    assert_eq!(store.count().await.expect("count"), 3);
}

async fn the_same_act_again_is_the_same_record_whether_in_one_batch_or_later(store: Arc<dyn Store>) {
    let batch = [with_nonce("a", "n"), with_nonce("a", "n"), record("b")];
    let first = stored(&batch[0], 1);
    assert_eq!(
        append(&*store, &batch).await,
        [
            Appended::Stored(first.clone()),
            Appended::Repeated(first.clone()),
            Appended::Stored(stored(&batch[2], 2))
        ]
    );
    assert_eq!(append(&*store, &batch[..1]).await, [Appended::Repeated(first)]);
    assert_eq!(store.count().await.expect("count"), 2);
}

async fn another_act_under_a_used_jti_or_nonce_is_told_and_not_stored(store: Arc<dyn Store>) {
    let first = with_nonce("a", "n");
    let same_jti = NewRecord { act: "other bytes".into(), ..record("a") };
    let same_nonce = with_nonce("b", "n");
    let batch = [first.clone(), same_jti.clone(), same_nonce.clone()];
    let outcomes = append(&*store, &batch).await;
    assert_eq!(outcomes, [Appended::Stored(stored(&first, 1)), Appended::JtiConflict, Appended::NonceUsed]);
    assert_eq!(append(&*store, &[same_jti, same_nonce]).await, [Appended::JtiConflict, Appended::NonceUsed]);
    assert_eq!(store.count().await.expect("count"), 1);
    assert_eq!(append(&*store, &[record("b")]).await, [Appended::Stored(stored(&record("b"), 2))]);
}

async fn a_failed_batch_leaves_nothing_and_no_gap(store: Arc<dyn Store>) {
    let batch = [record("a"), record("b")];
    let failing = |record: &NewRecord, place: &Place<'_>| {
        if record.jti == "b" { Err(SealError) } else { seal(record, place) }
    };
    assert!(store.append(&batch, 1, &failing).await.is_err());
    assert_eq!(store.count().await.expect("count"), 0);
    assert_eq!(store.log_size().await.expect("size"), 0);
    assert_eq!(append(&*store, &[record("b")]).await, [Appended::Stored(stored(&record("b"), 1))]);
}

async fn batches_at_once_take_contiguous_places_and_each_jti_one(store: Arc<dyn Store>) {
    let created = Arc::new(AtomicU64::new(0));
    let tasks: Vec<_> = (0..20)
        .map(|task| {
            let (store, created) = (store.clone(), created.clone());
            tokio::spawn(async move {
                // Half of each batch is its own, half is everybody's.
                let batch: Vec<_> = (0..10)
                    .map(|i| {
                        if i % 2 == 0 { record(&format!("{task}-{i}")) } else { record(&format!("all-{i}")) }
                    })
                    .collect();
                let outcomes = append(&*store, &batch).await;
                let new = outcomes.iter().filter(|o| matches!(o, Appended::Stored(_))).count();
                created.fetch_add(new as u64, Ordering::SeqCst);
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a task");
    }
    assert_eq!(created.load(Ordering::SeqCst), 20 * 5 + 5);
    assert_eq!(store.count().await.expect("count"), 20 * 5 + 5);
    assert_eq!(append(&*store, &[record("last")]).await, [Appended::Stored(stored(&record("last"), 106))]);
}

async fn a_batch_of_any_size_is_stored_whole(store: Arc<dyn Store>) {
    let mut seq = 0;
    for size in [0, 1, 31, 32, 33, 64, 256] {
        let batch: Vec<_> =
            (0..size).map(|i| with_nonce(&format!("{size}-{i}"), &format!("{size}-{i}"))).collect();
        for (record, outcome) in batch.iter().zip(append(&*store, &batch).await) {
            seq += 1;
            assert_eq!(outcome, Appended::Stored(stored(record, seq)));
        }
        assert_eq!(store.count().await.expect("count"), seq);
    }
}

async fn a_notice_is_registered_only_when_somebody_registers_it(store: Arc<dyn Store>) {
    let notice = record("a").notice;
    append(&*store, &[record("a")]).await;
    assert!(!store.is_notice_registered(&notice.sha256).await.expect("read"), "seen is not registered");
    for _ in 0..2 {
        store.register_notices(std::slice::from_ref(&notice), 2).await.expect("registered");
        assert!(store.is_notice_registered(&notice.sha256).await.expect("read"));
    }
    append(&*store, &[record("b")]).await;
    assert!(store.is_notice_registered(&notice.sha256).await.expect("read"));
    assert!(!store.is_notice_registered("unknown").await.expect("read"));
}

async fn a_closed_store_fails_instead_of_waiting(store: Arc<dyn Store>) {
    assert!(store.check().await.is_ok());
    store.close().await;
    assert!(store.check().await.is_err());
    assert!(store.append(&[record("a")], 1, &seal).await.is_err());
}

async fn the_log_grows_with_the_records_in_the_same_commit(store: Arc<dyn Store>) {
    let mut tree = Memory::default();
    for size in [1_u64, 2, 5, 33, 256] {
        let batch: Vec<_> = (0..size).map(|i| record(&format!("{size}-{i}"))).collect();
        let roots = std::sync::Mutex::new(Vec::new());
        let sealing = |record: &NewRecord, place: &Place<'_>| {
            roots.lock().expect("a list").push(place.tree.root().map_err(|_| SealError)?);
            seal(record, place)
        };
        store.append(&batch, 1, &sealing).await.expect("stored");
        for (record, sealed) in batch.iter().zip(roots.into_inner().expect("a list")) {
            tree.push(&Commitment::new(&record.salt, record.act.as_bytes())).expect("a leaf");
            assert_eq!(root(tree.size(), &tree).expect("a root"), sealed);
        }
        // A repetition is no leaf.
        append(&*store, &batch[..1]).await;
        assert_eq!(store.log_size().await.expect("size"), tree.size());
        let hashes = store.log_hashes(&Edge::indexes(tree.size())).await.expect("hashes");
        let edge = Edge::new(tree.size(), &hashes).expect("an edge");
        assert_eq!(edge.root().expect("a root"), root(tree.size(), &tree).expect("a root"));
    }
    let last = tree.size() - 1;
    let leaf = Commitment::new(&[7; SALT_BYTES], b"act 256-255");
    assert_eq!(store.log_leaves(last..last + 1).await.expect("a leaf"), [leaf]);
    assert!(store.log_leaves(last..last + 2).await.is_err());
    assert!(store.log_hashes(&[stored_hash_count(tree.size())]).await.is_err());
}

async fn the_export_gives_every_line_once_in_pages(store: Arc<dyn Store>) {
    let batch: Vec<_> = (0..7).map(|i| record(&format!("{i}"))).collect();
    append(&*store, &batch).await;
    let mut lines = Vec::new();
    while let page = store.export(lines.len() as u64, 3).await.expect("a page")
        && !page.is_empty()
    {
        lines.extend(page);
    }
    assert_eq!(lines.iter().map(|line| line.seq).collect::<Vec<_>>(), (1..=7).collect::<Vec<_>>());
    for (line, record) in lines.iter().zip(&batch) {
        assert_eq!(line.act.as_deref(), Some(record.act.as_str()));
        assert_eq!(line.receipt, Some(receipt(record, line.seq, 1)));
    }
}

// What only SQLite promises.

#[tokio::test]
async fn sqlite_refuses_to_change_or_delete_what_was_stored_whoever_asks() {
    let Fixture { store, folder } = sqlite().await;
    append(&*store, &[with_nonce("a", "n"), record("b")]).await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("a.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let copy =
        "INSERT OR REPLACE INTO records SELECT 3, jti, number, 'forged', event, received_ms, notice_sha256,
        key_thumbprint, assurance, NULL, NULL, receipt FROM records WHERE jti = 'a'";
    for statement in [
        "UPDATE records SET act = 'forged' WHERE jti = 'a'",
        "UPDATE records SET number = NULL, act = NULL",
        "DELETE FROM records WHERE seq = 2",
        "DELETE FROM records",
        copy,
        "INSERT INTO records SELECT 9, 'c', number, act, event, received_ms, notice_sha256, key_thumbprint,
            assurance, NULL, NULL, receipt FROM records WHERE jti = 'a'",
        "UPDATE notices SET text = 'forged'",
        "DELETE FROM notices",
        "UPDATE log_leaves SET commitment = zeroblob(32)",
        "UPDATE log_leaves SET salt = NULL",
        "DELETE FROM log_leaves",
        "INSERT OR REPLACE INTO log_leaves VALUES (1, NULL, zeroblob(32))",
        "UPDATE log_hashes SET hash = zeroblob(32)",
        "DELETE FROM log_hashes WHERE idx = 2",
        "INSERT OR REPLACE INTO log_hashes VALUES (0, zeroblob(32))",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
    assert_eq!(store.record("a").await.expect("read"), Some(stored(&with_nonce("a", "n"), 1)));
    assert_eq!(store.count().await.expect("count"), 2);
}

#[tokio::test]
async fn sqlite_files_are_private_to_their_owner_and_one_when_closed() {
    let Fixture { store, folder } = sqlite().await;
    append(&*store, &[record("a")]).await;
    for name in ["a.db", "a.db-wal", "a.db-shm"] {
        let metadata = std::fs::metadata(folder.path().join(name)).expect("a file in WAL mode");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(metadata.permissions().mode() & 0o077, 0, "{name}");
        }
        #[cfg(not(unix))]
        drop(metadata);
    }
    store.close().await;
    assert!(!folder.path().join("a.db-wal").exists(), "closing folds the log into the file");
}

#[tokio::test]
async fn sqlite_gives_a_ledger_from_before_the_log_its_place_in_it() {
    let Fixture { store, folder } = sqlite().await;
    let batch: Vec<_> = (0..600).map(|i| record(&format!("{i}"))).collect();
    append(&*store, &batch).await;
    store.close().await;
    // Back to what the first migration left.
    let path = folder.path().join("a.db");
    let pool =
        sqlx::SqlitePool::connect_with(sqlx::sqlite::SqliteConnectOptions::new().filename(&path)).await;
    let pool = pool.expect("a database");
    for statement in
        ["DROP TABLE log_leaves", "DROP TABLE log_hashes", "DELETE FROM _sqlx_migrations WHERE version = 2"]
    {
        sqlx::query(statement).execute(&pool).await.expect(statement);
    }
    pool.close().await;

    let store = SqliteStore::open(&path).await.expect("a store");
    assert_eq!(store.log_size().await.expect("size"), 600);
    assert_eq!(append(&store, &[record("new")]).await, [Appended::Stored(stored(&record("new"), 601))]);
    let mut tree = Memory::default();
    for leaf in store.log_leaves(0..601).await.expect("leaves") {
        tree.push(&leaf).expect("a leaf");
    }
    let hashes = store.log_hashes(&Edge::indexes(601)).await.expect("hashes");
    let edge = Edge::new(601, &hashes).expect("an edge");
    assert_eq!(edge.root().expect("a root"), root(601, &tree).expect("a root"));
    let salts: std::collections::HashSet<_> =
        store.export(0, 600).await.expect("lines").into_iter().map(|line| line.salt).collect();
    assert_eq!(salts.len(), 600, "each has a salt of its own");
}

async fn append(store: &dyn Store, batch: &[NewRecord]) -> Vec<Appended> {
    store.append(batch, 1, &seal).await.expect("stored")
}

fn seal(record: &NewRecord, place: &Place<'_>) -> Result<String, SealError> {
    assert_eq!(place.tree.size(), place.seq, "the record is the newest leaf");
    Ok(receipt(record, place.seq, place.received_ms))
}

fn receipt(record: &NewRecord, seq: u64, now_ms: i64) -> String {
    format!("receipt {seq} at {now_ms} for {}", record.jti)
}

fn stored(record: &NewRecord, seq: u64) -> StoredRecord {
    StoredRecord { seq, act: record.act.clone(), receipt: receipt(record, seq, 1) }
}

fn record(jti: &str) -> NewRecord {
    let text = "Acme may send me order confirmations on WhatsApp.";
    let act = format!("act {jti}");
    NewRecord {
        jti: jti.into(),
        act_sha256: sha256_hex(act.as_bytes()),
        act,
        number: "+33612345678".into(),
        event: EventType::ConsentGiven,
        notice: NoticeText { sha256: sha256_hex(text.as_bytes()), text: text.into() },
        key_thumbprint: "thumbprint".into(),
        assurance: Assurance::SelfAsserted,
        nonce: None,
        salt: [7; SALT_BYTES],
    }
}

fn with_nonce(jti: &str, nonce: &str) -> NewRecord {
    let nonce = Some(UsedNonce { id: nonce.into(), issued_ms: 1 });
    NewRecord { nonce, assurance: Assurance::Fresh, ..record(jti) }
}
