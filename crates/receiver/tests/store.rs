//! The contract of a store: one suite, run against every implementation.
//!
//! Long file: the contract is one list, and every store is held to all of it.
#![allow(missing_docs)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use whatsapp_opt_in::consent::ledger::{Entry, Identity, Ledger, Occurrence, OptIn, Question, Scope};
use whatsapp_opt_in::consent::{Assurance, AwsLc, Category, EventType, Expect, sha256_hex, verify_act};
use whatsapp_opt_in_log::{Commitment, Edge, Memory, SALT_BYTES, root, stored_hash_count};
use whatsapp_opt_in_receiver::store::*;

#[path = "support/postgres.rs"]
mod postgres;

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
            async fn $name() {
                let fixture = super::sqlite().await;
                super::$name(fixture.store).await;
            }
        )* }

        mod on_postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $name() {
                let database = super::postgres::database().await;
                let store = super::PostgresStore::open(&database.url).await.expect("a store");
                let store: super::Arc<dyn super::Store> = super::Arc::new(store);
                super::$name(store.clone()).await;
                store.close().await;
            }
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
    an_entry_is_new_once_for_good_under_its_contact
    entries_reach_everybody_connected_and_nobody_else
    of_a_contacts_messages_the_newest_is_given
    a_record_brings_its_entry_in_the_same_commit_and_a_repetition_none
    the_rules_decide_alike_from_the_store_and_from_memory
    a_send_counts_once_and_only_marketing_within_the_time
    what_happened_is_counted_once_by_day_purpose_and_campaign
    records_are_listed_newest_first_and_a_search_is_written_down
    an_erasure_takes_the_person_and_nobody_else
    who_stopped_is_listed_in_pages_in_the_order_of_the_keys
    an_answer_is_given_out_once_when_due_and_forgotten_when_done
    only_a_batch_that_is_to_be_told_leaves_events_and_a_repetition_none
    an_event_is_one_callers_until_its_time_is_over_and_its_contacts_later_ones_wait
    callers_at_once_are_given_different_contacts
    a_dead_letter_holds_nobody_back_and_comes_back_when_replayed
    an_endpoint_is_gone_until_it_is_forgotten
    a_consents_end_is_told_by_one_caller_once_before_and_once_after
    an_erasure_takes_the_events_and_the_expiries
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
    let batch = Batch { records: &batch, entries: &[stop("s", 1, 1)], sends: &[], ..Batch::default() };
    assert!(store.commit(batch, 1, &failing).await.is_err());
    assert_eq!(store.entries_of(&[phone(1)]).await.expect("read"), []);
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
    assert!(store.commit(Batch { records: &[record("a")], ..Batch::default() }, 1, &seal).await.is_err());
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
        store.commit(Batch { records: &batch, ..Batch::default() }, 1, &sealing).await.expect("stored");
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

async fn an_entry_is_new_once_for_good_under_its_contact(store: Arc<dyn Store>) {
    let link = entry("l", 3, Occurrence::Linked { a: phone(1), b: bsuid(1) });
    let first = [stop("s", 1, 5), stop("s", 2, 5), link.clone(), inbound("m", 1, 4), stop("s", 1, 6)];
    assert_eq!(learn(&*store, &first).await, [true, true, true, true, false]);
    assert_eq!(learn(&*store, &first).await, [false; 5]);
    let more = [stop("s", 1, 9), stop("t", 1, 9), inbound("m", 1, 1)];
    assert_eq!(learn(&*store, &more).await, [false, true, false]);
    let entries = store.entries_of(&[phone(2)]).await.expect("read");
    assert_eq!(entries, [stop("s", 2, 5)], "the earlier arrival stays");
    assert_eq!(learn(&*store, &[]).await, [false; 0]);
    assert_eq!(store.count().await.expect("count"), 0, "entries are no records");
}

async fn entries_reach_everybody_connected_and_nobody_else(store: Arc<dyn Store>) {
    let replacing = opt_in("b", 6, 7, Some("a"));
    let entries = [
        entry("l1", 1, Occurrence::Linked { a: phone(1), b: bsuid(1) }),
        entry("l2", 1, Occurrence::Linked { a: bsuid(1), b: phone(2) }),
        entry("m", 1, Occurrence::NumberChanged { from: phone(2), to: phone(3) }),
        entry("c", 1, Occurrence::Confirmation { jti: "a".into(), subject: phone(3) }),
        opt_in("a", 3, 1, None),
        replacing.clone(),
        stop("s", 6, 1),
        stop("s", 4, 1),
        stop("s", 5, 1),
    ];
    learn(&*store, &entries).await;
    for start in [phone(1), bsuid(1), phone(3), phone(6)] {
        let mut ids: Vec<_> = distinct(store.entries_of(&[start]).await.expect("read"));
        ids.retain(|id| id != "s");
        assert_eq!(ids, ["a", "b", "c", "l1", "l2", "m"]);
    }
    assert_eq!(store.entries_of(&[phone(9)]).await.expect("read"), []);
    assert_eq!(store.entries_of(&[]).await.expect("read"), []);
    let both = store.entries_of(&[phone(4), phone(5), phone(4)]).await.expect("read");
    assert_eq!(both.len(), 2, "nobody else's, each once");
}

async fn of_a_contacts_messages_the_newest_is_given(store: Arc<dyn Store>) {
    let messages: Vec<_> = (1..=500).map(|i| inbound(&format!("{i}"), 1, i)).collect();
    learn(&*store, &messages).await;
    // Sent after it arrived: counts as arrived.
    let absurd = Entry { at: 700, ..inbound("absurd", 1, 1_000_000) };
    assert_eq!(learn(&*store, &[absurd]).await, [true]);
    let entries = store.entries_of(&[phone(1)]).await.expect("read");
    let times: Vec<_> = entries.iter().map(|entry| entry.at).collect();
    assert_eq!(times, [700]);
    assert_eq!(entries[0].what, Occurrence::Inbound { subject: phone(1), sent_at: 700 });
}

async fn a_record_brings_its_entry_in_the_same_commit_and_a_repetition_none(store: Arc<dyn Store>) {
    let given = opt_in("a", 1, 1, None);
    let record = NewRecord { occurrence: Some(given.what.clone()), ..record("a") };
    let forged = NewRecord { act: "other".into(), occurrence: Some(stop("a", 2, 1).what), ..record.clone() };
    for batch in [[record.clone(), forged.clone()], [forged, record]] {
        append(&*store, &batch).await;
        assert_eq!(store.entries_of(&[phone(1)]).await.expect("read"), std::slice::from_ref(&given));
        assert_eq!(store.entries_of(&[phone(2)]).await.expect("read"), []);
    }
}

/// Random histories over few contacts, so that they connect; asked about everybody, in bulk and one by one.
async fn the_rules_decide_alike_from_the_store_and_from_memory(store: Arc<dyn Store>) {
    let mut random = fastrand::Rng::with_seed(7);
    let who = |random: &mut fastrand::Rng| {
        if random.bool() { phone(random.u64(1..30)) } else { bsuid(random.u64(1..30)) }
    };
    let mut memory = Ledger::default();
    let everybody: Vec<_> = (1..30).flat_map(|n| [phone(n), bsuid(n)]).collect();
    for round in 0..12 {
        let mut batch = Vec::new();
        for i in 0..20 {
            // Acts, links and changes have ids of their own; messages and stops come again.
            let (own, id, at) = (20 * round + i, random.u32(..100), random.i64(0..1_000));
            batch.push(match random.u32(..12) {
                0..5 => {
                    let replaced = random.bool().then(|| format!("o{}", random.u32(..240)));
                    opt_in(&format!("o{own}"), random.u64(1..30), at, replaced.as_deref())
                }
                5 => entry(
                    &format!("l{own}"),
                    at,
                    Occurrence::Linked { a: who(&mut random), b: who(&mut random) },
                ),
                6 => {
                    let (from, to) = (phone(random.u64(1..30)), phone(random.u64(1..30)));
                    entry(&format!("n{own}"), at, Occurrence::NumberChanged { from, to })
                }
                7 => Entry { id: format!("s{id}"), ..stop("", random.u64(1..30), at) },
                8 => entry(&format!("x{id}"), at, Occurrence::MarketingLimited { subject: who(&mut random) }),
                _ => inbound(&format!("m{id}"), random.u64(1..30), at),
            });
        }
        // What an id names is one thing: the first to arrive.
        let new = learn(&*store, &batch).await;
        batch.iter().zip(new).filter(|(_, new)| *new).for_each(|(entry, _)| memory.add(entry));
        let mut bulk = Ledger::default();
        store.entries_of(&everybody).await.expect("read").iter().for_each(|entry| bulk.add(entry));
        for subject in &everybody {
            let mut alone = Ledger::default();
            let entries = store.entries_of(std::slice::from_ref(subject)).await.expect("read");
            entries.iter().for_each(|entry| alone.add(entry));
            for category in [Category::Marketing, Category::Utility] {
                let assurance = Assurance::SelfAsserted;
                let question = Question { subject, category, purpose: None, now: 1_001, assurance };
                let expected = memory.may_send(&question);
                assert_eq!(alone.may_send(&question), expected, "{subject:?} in round {round}");
                assert_eq!(bulk.may_send(&question), expected, "{subject:?} in round {round}, in bulk");
            }
        }
    }
}

async fn a_send_counts_once_and_only_marketing_within_the_time(store: Arc<dyn Store>) {
    let sent =
        |id: &str, n, at, category| Sent { contact: phone(n), id: id.into(), at, category, campaign: None };
    let sends = [
        sent("a", 1, 10, Category::Marketing),
        sent("a", 1, 11, Category::Marketing),
        sent("a", 2, 12, Category::Marketing),
        sent("b", 1, 20, Category::Marketing),
        sent("c", 1, 21, Category::Utility),
    ];
    let batch = Batch { sends: &sends, ..Batch::default() };
    let committed = store.commit(batch, 1, &seal).await.expect("stored");
    assert_eq!(committed.sends, [true, false, true, true, true]);
    assert_eq!(store.commit(batch, 1, &seal).await.expect("stored").sends, [false; 5]);
    let count = |count, newest| SendCount { contact: phone(1), count, newest };
    let asked = [phone(1), phone(3)];
    assert_eq!(store.marketing_sends(&asked, 9).await.expect("read"), [count(2, 20)]);
    assert_eq!(store.marketing_sends(&asked, 10).await.expect("read"), [count(1, 20)]);
    assert_eq!(store.marketing_sends(&asked, 20).await.expect("read"), []);
}

async fn what_happened_is_counted_once_by_day_purpose_and_campaign(store: Arc<dyn Store>) {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let refusal = NewRecord { event: EventType::ConsentRefused, occurrence: None, ..record("r") };
    let consent = NewRecord { occurrence: Some(opt_in("a", 1, 1, None).what), ..record("a") };
    let records = [consent, refusal];
    let batch = Batch { records: &records, ..Batch::default() };
    store.commit(batch, DAY, &seal).await.expect("stored");
    store.commit(batch, DAY, &seal).await.expect("a repetition");
    let sent = |id: &str, n, at, campaign: Option<&str>| {
        let campaign = campaign.map(str::to_owned);
        Sent { contact: phone(n), id: id.into(), at, category: Category::Marketing, campaign }
    };
    let sends = [
        sent("a", 1, 2 * DAY, Some("spring")),
        sent("b", 1, 2 * DAY + 1, Some("sale")),
        sent("c", 2, 2 * DAY, None),
        sent("d", 3, 2 * DAY, Some("spring")),
    ];
    store.commit(Batch { sends: &sends, ..Batch::default() }, 2 * DAY, &seal).await.expect("stored");
    let stops = [stop("x", 1, 3 * DAY), stop("y", 2, 3 * DAY)];
    let batch = Batch { entries: &stops, ..Batch::default() };
    store.commit(batch, 3 * DAY, &seal).await.expect("stored");
    store.commit(batch, 4 * DAY, &seal).await.expect("a repetition");
    // More than a week later the campaign is no reason any more.
    let late = [stop("z", 3, 30 * DAY)];
    store.commit(Batch { entries: &late, ..Batch::default() }, 30 * DAY, &seal).await.expect("stored");

    let granted = match opt_in("a", 1, 1, None).what {
        Occurrence::OptIn(opt_in) => opt_in.granted,
        other => panic!("{other:?}"),
    };
    let mut expected = Counts::new();
    let mut expect = |day, counted, purpose: &str, campaign: &str, n| {
        let key = CountKey { day, counted, purpose: purpose.into(), campaign: campaign.into() };
        expected.insert(key, n);
    };
    expect(1, Counted::OptIn, "", "", 1);
    granted.iter().for_each(|(_, purpose)| expect(1, Counted::OptIn, purpose, "", 1));
    expect(1, Counted::Refusal, "", "", 1);
    expect(2, Counted::Sent, "", "spring", 2);
    expect(2, Counted::Sent, "", "sale", 1);
    expect(2, Counted::Sent, "", "", 1);
    expect(3, Counted::OptOut, "", "sale", 1);
    expect(3, Counted::OptOut, "", "", 1);
    expect(30, Counted::OptOut, "", "", 1);
    assert_eq!(store.counts(0).await.expect("read"), expected);
    assert_eq!(store.counts(30).await.expect("read").len(), 1);
}

async fn records_are_listed_newest_first_and_a_search_is_written_down(store: Arc<dyn Store>) {
    let with = |jti: &str, n| NewRecord { number: number(n), ..record(jti) };
    append(&*store, &[with("a", 1), with("b", 2), with("c", 1)]).await;
    let jtis = |list: Vec<Listed>| list.into_iter().map(|record| record.jti).collect::<Vec<_>>();
    assert_eq!(jtis(store.latest(None, 2).await.expect("read")), ["c", "b"]);
    assert_eq!(jtis(store.latest(Some(2), 2).await.expect("read")), ["a"]);
    let audit = |at| Audit { who: "s".into(), what: "h".into(), at };
    assert_eq!(jtis(store.search(&[number(1)], &audit(5)).await.expect("read")), ["c", "a"]);
    assert_eq!(jtis(store.search(&[number(9)], &audit(6)).await.expect("read")), Vec::<String>::new());
    assert_eq!(store.audits(9).await.expect("read"), [audit(6), audit(5)]);
}

async fn an_erasure_takes_the_person_and_nobody_else(store: Arc<dyn Store>) {
    let with = |jti: &str, n: u64| {
        let occurrence = Some(opt_in(jti, n, 1, None).what);
        NewRecord { number: number(n), occurrence, ..record(jti) }
    };
    append(&*store, &[with("a", 1), with("b", 2), with("c", 1), with("d", 3)]).await;
    let sent =
        Sent { contact: phone(1), id: "w".into(), at: 5, category: Category::Marketing, campaign: None };
    let entries = [
        entry("l", 2, Occurrence::Linked { a: phone(1), b: bsuid(1) }),
        entry("n", 2, Occurrence::NumberChanged { from: phone(1), to: phone(3) }),
        inbound("m", 1, 2),
        stop("s", 2, 2),
    ];
    let batch = Batch { entries: &entries, sends: &[sent], ..Batch::default() };
    store.commit(batch, 1, &seal).await.expect("stored");
    let root_before = tree_root(&*store, 4).await;
    let hash =
        |key: &str| -> ContactHash { std::array::from_fn(|i| key.as_bytes()[i % key.len()] ^ i as u8) };
    let key = |n| format!("p:{}", number(n));

    store.enqueue(&answer("stop:a"), 5).await.expect("stored");
    store.enqueue(&answer("stop:b"), 5).await.expect("stored");

    let erased = store.erase(&bsuid(1), 9, &hash).await.expect("erased");
    assert_eq!(erased, Erased { contacts: 3, records: 3 });
    assert_eq!(store.erase(&phone(8), 9, &hash).await.expect("erased"), Erased { contacts: 1, records: 0 });
    for contact in [phone(1), phone(3), bsuid(1)] {
        assert_eq!(store.entries_of(&[contact]).await.expect("read"), []);
    }
    assert_eq!(store.marketing_sends(&[phone(1)], 0).await.expect("read"), []);
    assert_eq!(store.claim(9).await.expect("read"), Some(answer("stop:b")));
    assert_eq!(store.claim(9).await.expect("read"), None);
    assert_eq!(store.entries_of(&[phone(2)]).await.expect("read").len(), 2);
    for (jti, there) in [("a", false), ("b", true), ("c", false), ("d", false)] {
        assert_eq!(store.record(jti).await.expect("read").is_some(), there, "{jti}");
    }
    assert_eq!(append(&*store, &[with("a", 1)]).await, [Appended::JtiConflict], "its jti stays taken");
    let lines = store.export(0, 10).await.expect("lines");
    for line in &lines {
        let there = line.seq == 2;
        assert_eq!((line.act.is_some(), line.salt.is_some(), line.receipt.is_some()), (there, there, there));
    }
    assert_eq!(tree_root(&*store, 4).await, root_before, "the log says what it said");
    let asked: Vec<ContactHash> = [1, 2, 3, 8].map(|n| hash(&key(n))).into();
    let mut known = store.erased(&asked).await.expect("read");
    known.sort();
    let mut expected: Vec<_> = [1, 3, 8].map(|n| (hash(&key(n)), 9)).into();
    expected.sort();
    assert_eq!(known, expected);
    let last = append(&*store, &[record("e")]).await;
    assert_eq!(last, [Appended::Stored(stored(&record("e"), 5))], "the ledger goes on");
}

async fn who_stopped_is_listed_in_pages_in_the_order_of_the_keys(store: Arc<dyn Store>) {
    let mut entries: Vec<_> = (1..=7).rev().map(|n| stop("s", n, 1)).collect();
    entries.push(stop("again", 3, 1));
    entries.push(entry("u", 1, Occurrence::Stop { subject: bsuid(1), scope: Scope::All, supersedes: None }));
    entries.push(entry("n", 1, Occurrence::NumberChanged { from: phone(7), to: phone(9) }));
    entries.push(inbound("m", 8, 1));
    entries.push(opt_in("a", 8, 1, None));
    learn(&*store, &entries).await;
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let page = store.stopped_contacts(&after, 4).await.expect("a page");
        let Some(last) = page.last() else { break };
        after = match last {
            Identity::Phone(number) => format!("p:{number}"),
            Identity::Bsuid(id) => format!("b:{id}"),
        };
        found.extend(page);
    }
    let phones = (1..=7).chain([9]).map(phone);
    assert_eq!(found, [bsuid(1)].into_iter().chain(phones).collect::<Vec<_>>());
}

async fn tree_root(store: &dyn Store, size: u64) -> whatsapp_opt_in_log::Hash {
    let hashes = store.log_hashes(&Edge::indexes(size)).await.expect("hashes");
    Edge::new(size, &hashes).expect("an edge").root().expect("a root")
}

fn answer(id: &str) -> QueuedAnswer {
    QueuedAnswer {
        id: id.into(),
        sender: "1".into(),
        recipient: "33612345678".into(),
        by_bsuid: false,
        body: "Done.".into(),
        attempts: 0,
        expires_ms: 1000,
    }
}

async fn an_answer_is_given_out_once_when_due_and_forgotten_when_done(store: Arc<dyn Store>) {
    store.enqueue(&answer("a"), 10).await.expect("stored");
    store.enqueue(&answer("b"), 20).await.expect("stored");
    store.enqueue(&QueuedAnswer { body: "Again.".into(), ..answer("a") }, 5).await.expect("stored");
    assert_eq!(store.claim(9).await.expect("read"), None);
    // Of many who ask at once, each answer has one taker.
    let asks = (0..8).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { store.claim(30).await.expect("read") })
    });
    let mut taken = Vec::new();
    for ask in asks.collect::<Vec<_>>() {
        taken.extend(ask.await.expect("an end"));
    }
    taken.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(taken, [answer("a"), answer("b")]);
    // To be tried again; done with, and then its id still stands for it.
    store.settle("a", Some(50)).await.expect("stored");
    store.settle("b", None).await.expect("stored");
    store.enqueue(&answer("b"), 30).await.expect("stored");
    assert_eq!(store.claim(49).await.expect("read"), None);
    assert_eq!(store.claim(50).await.expect("read"), Some(QueuedAnswer { attempts: 1, ..answer("a") }));
    // Its time runs out.
    store.settle("a", Some(60)).await.expect("stored");
    assert_eq!(store.claim(1000).await.expect("read"), None);
    assert_eq!(store.claim(2000).await.expect("read"), None);
}

// What only PostgreSQL promises.

/// Stores entries that are to be told.
async fn tell(store: &dyn Store, entries: &[Entry]) {
    let batch = Batch { entries, told: true, ..Batch::default() };
    store.commit(batch, 1, &seal).await.expect("stored");
}

/// Types and contacts of what is due.
async fn claim(store: &dyn Store, now_ms: i64, limit: u32) -> Vec<Delivery> {
    store.claim_events(now_ms, now_ms + 100, limit).await.expect("read")
}

async fn settle(store: &dyn Store, delivery: &Delivery, settled: Settled<'_>) -> bool {
    store.settle_event(delivery, settled).await.expect("settled")
}

fn is_about(delivery: &Delivery, n: u64) -> bool {
    delivery.body.contains(&number(n))
}

async fn only_a_batch_that_is_to_be_told_leaves_events_and_a_repetition_none(store: Arc<dyn Store>) {
    let told = NewRecord { occurrence: Some(opt_in("a", 1, 1, None).what), ..record("a") };
    let untold = NewRecord { occurrence: Some(opt_in("b", 2, 1, None).what), ..record("b") };
    store.commit(Batch { records: &[untold], ..Batch::default() }, 1, &seal).await.expect("stored");
    assert_eq!(store.backlog().await.expect("read"), Backlog::default());
    for _ in 0..2 {
        let (records, entries) = ([told.clone()], [stop("s", 3, 1), inbound("i", 3, 1), stop("s", 3, 1)]);
        let batch = Batch { records: &records, entries: &entries, told: true, ..Batch::default() };
        store.commit(batch, 1, &seal).await.expect("stored");
    }
    let failing = |_: &NewRecord, _: &Place<'_>| Err(SealError);
    let lost = NewRecord { occurrence: Some(opt_in("c", 4, 1, None).what), ..record("c") };
    let batch = Batch { records: &[lost], told: true, ..Batch::default() };
    assert!(store.commit(batch, 1, &failing).await.is_err());
    let due = claim(&*store, 1, 9).await;
    let kinds: Vec<_> = due.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["consent.granted", "consent.withdrawn"]);
    assert!(is_about(&due[0], 1) && is_about(&due[1], 3));
    assert!(due.iter().all(|event| event.attempts == 0 && event.id.starts_with("msg_")));
}

async fn an_event_is_one_callers_until_its_time_is_over_and_its_contacts_later_ones_wait(
    store: Arc<dyn Store>,
) {
    tell(&*store, &[stop("a", 1, 1), stop("b", 1, 1), stop("c", 2, 1)]).await;
    let first = claim(&*store, 10, 9).await;
    assert_eq!(first.len(), 2, "one of each contact");
    assert!(first[0].seq > 1_700_000_000_000, "places are ahead of the time in ms when the store was opened");
    assert!(is_about(&first[0], 1) && is_about(&first[1], 2));
    assert_eq!(claim(&*store, 109, 9).await, []);
    let again = claim(&*store, 110, 9).await;
    assert_eq!(again.len(), 2, "who had them is late");
    assert!(!settle(&*store, &first[0], Settled::Taken).await, "it is somebody else's");
    assert_eq!((&again[0].id, again[0].until_ms), (&first[0].id, 210));
    assert!(settle(&*store, &again[0], Settled::Again { due_ms: 500, outcome: "503" }).await);
    assert!(settle(&*store, &again[1], Settled::Taken).await);
    assert_eq!(claim(&*store, 499, 9).await, [], "the failed one holds the later one back");
    let third = claim(&*store, 500, 9).await;
    assert_eq!((third.len(), third[0].attempts, &third[0].id), (1, 1, &first[0].id));
    assert!(settle(&*store, &third[0], Settled::Back { due_ms: 700 }).await);
    assert_eq!(claim(&*store, 699, 9).await, []);
    let fourth = claim(&*store, 700, 9).await;
    assert_eq!(fourth[0].attempts, 1, "put back is not tried");
    assert!(settle(&*store, &fourth[0], Settled::Taken).await);
    let last = claim(&*store, 700, 9).await;
    assert!(last.len() == 1 && last[0].seq > first[0].seq && last[0].id != first[0].id);
    assert!(settle(&*store, &last[0], Settled::Taken).await);
    assert_eq!(store.backlog().await.expect("read"), Backlog::default());
}

async fn callers_at_once_are_given_different_contacts(store: Arc<dyn Store>) {
    let entries: Vec<Entry> = (0..200).map(|i| stop(&format!("{i}"), i % 40, 1)).collect();
    tell(&*store, &entries).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    // Nobody settles, so that each contact's first event is all there is.
                    let claimed = claim(&*store, 1, 3).await;
                    if claimed.is_empty() {
                        return mine;
                    }
                    mine.extend(claimed);
                }
            })
        })
        .collect();
    let mut claimed = Vec::new();
    for task in tasks {
        claimed.extend(task.await.expect("a task"));
    }
    // One that found everything locked gave up; what is left is there for the next.
    claimed.extend(claim(&*store, 1, 99).await);
    let mut ids: Vec<_> = claimed.iter().map(|event| event.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!((claimed.len(), ids.len()), (40, 40));
    assert!((0..40).all(|n| claimed.iter().filter(|event| is_about(event, n)).count() == 1));
}

async fn a_dead_letter_holds_nobody_back_and_comes_back_when_replayed(store: Arc<dyn Store>) {
    tell(&*store, &[stop("a", 1, 5), stop("b", 1, 6)]).await;
    let first = claim(&*store, 10, 9).await.remove(0);
    assert!(settle(&*store, &first, Settled::Dead { outcome: "timeout" }).await);
    let backlog = store.backlog().await.expect("read");
    assert_eq!((backlog.waiting, backlog.dead), (1, 1));
    let dead = store.dead_letters(9).await.expect("read");
    let expected = DeadLetter {
        seq: first.seq,
        id: first.id.clone(),
        kind: "consent.withdrawn".into(),
        created_ms: 1,
        attempts: 1,
        outcome: "timeout".into(),
    };
    assert_eq!(dead, [expected]);
    let second = claim(&*store, 1_000_000, 9).await;
    assert!(second.len() == 1 && second[0].seq > first.seq);
    assert_eq!(store.replay(Some(&["msg_x".into(), second[0].id.clone()]), 20).await.expect("done"), 0);
    assert_eq!(store.replay(None, 20).await.expect("done"), 1);
    assert_eq!(store.dead_letters(9).await.expect("read"), []);
    let again = claim(&*store, 20, 9).await.remove(0);
    assert_eq!((again.seq, &again.id, again.attempts), (first.seq, &first.id, 0));
    assert_eq!(again.body, first.body);
}

async fn an_endpoint_is_gone_until_it_is_forgotten(store: Arc<dyn Store>) {
    for _ in 0..2 {
        store.set_gone("a", 1).await.expect("stored");
    }
    assert!(store.is_gone("a").await.expect("read") && !store.is_gone("b").await.expect("read"));
    assert!(store.backlog().await.expect("read").gone);
    store.forget_gone().await.expect("done");
    assert!(!store.is_gone("a").await.expect("read"));
    assert!(!store.backlog().await.expect("read").gone);
}

async fn a_consents_end_is_told_by_one_caller_once_before_and_once_after(store: Arc<dyn Store>) {
    let until = |jti: &str, n, end: Option<i64>| {
        let Occurrence::OptIn(opt_in) = opt_in(jti, n, 1, None).what else { unreachable!() };
        let what = Occurrence::OptIn(OptIn { valid_until: end, ..opt_in });
        NewRecord { occurrence: Some(what), ..record(jti) }
    };
    append(&*store, &[until("a", 1, Some(100)), until("b", 2, Some(300)), until("c", 3, None)]).await;
    let due = async |now, remind| store.due_expiries(now, remind, 9).await.expect("read");
    assert_eq!(due(50, 99).await, []);
    let expiry = Expiry { contact: phone(1), jti: "a".into(), valid_until_ms: 100, reminded: false };
    assert_eq!(due(50, 150).await, std::slice::from_ref(&expiry));
    let event =
        NewEvent { id: "msg_a".into(), contact: phone(1), kind: "consent.expiring", body: "{}".into() };
    assert!(store.settle_expiry(&expiry, false, Some(&event), 50).await.expect("done"));
    assert!(!store.settle_expiry(&expiry, false, Some(&event), 50).await.expect("done"), "told already");
    assert_eq!(claim(&*store, 50, 9).await.len(), 1);
    assert_eq!(due(99, 150).await, []);
    let reminded = Expiry { reminded: true, ..expiry };
    assert_eq!(due(100, 150).await, std::slice::from_ref(&reminded));
    assert!(store.settle_expiry(&reminded, true, None, 100).await.expect("done"));
    assert!(!store.settle_expiry(&reminded, true, None, 100).await.expect("done"));
    let second = Expiry { contact: phone(2), jti: "b".into(), valid_until_ms: 300, reminded: false };
    assert_eq!(due(400, 500).await, [second], "nobody looked in time: it has ended");
}

async fn an_erasure_takes_the_events_and_the_expiries(store: Arc<dyn Store>) {
    for n in [1, 2] {
        let Occurrence::OptIn(opt_in) = opt_in("x", n, 1, None).what else { unreachable!() };
        let what = Occurrence::OptIn(OptIn { valid_until: Some(100), ..opt_in });
        tell(&*store, &[entry(&format!("x{n}"), 1, what), stop(&format!("s{n}"), n, 1)]).await;
    }
    let claimed = claim(&*store, 1, 1).await.remove(0);
    assert!(is_about(&claimed, 1));
    store.erase(&phone(1), 1, &|_: &str| [1; 32]).await.expect("erased");
    assert!(!settle(&*store, &claimed, Settled::Dead { outcome: "500" }).await, "it does not come back");
    assert_eq!(store.backlog().await.expect("read").waiting, 2);
    let left = store.due_expiries(1000, 1000, 9).await.expect("read");
    assert_eq!(left.iter().map(|expiry| expiry.contact.clone()).collect::<Vec<_>>(), [phone(2)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn receivers_that_share_a_postgres_keep_one_ledger_without_gaps() {
    let database = postgres::database().await;
    // At once, so that their migrations meet.
    let open = || PostgresStore::open(&database.url);
    let (a, b, c) = tokio::join!(open(), open(), open());
    let stores: Vec<Arc<PostgresStore>> = [a, b, c].map(|s| Arc::new(s.expect("a store"))).into();
    let tasks: Vec<_> = (0..30)
        .map(|task| {
            let store = stores[task % 3].clone();
            tokio::spawn(async move {
                let records: Vec<_> = (0..8)
                    .map(|i| match i {
                        0 => with_nonce(&format!("{task}-n"), "one nonce for all"),
                        1..4 => record(&format!("all-{i}")),
                        _ => record(&format!("{task}-{i}")),
                    })
                    .collect();
                let mut entries: Vec<_> = (0..20).map(|i| stop(&format!("s{}", i % 10), i % 7, 5)).collect();
                if task % 2 == 0 {
                    entries.reverse();
                }
                let batch = Batch { records: &records, entries: &entries, sends: &[], ..Batch::default() };
                store.commit(batch, 1, &seal).await.expect("stored")
            })
        })
        .collect();
    let (mut stored, mut nonces, mut new) = (0, 0, 0);
    for task in tasks {
        let committed = task.await.expect("a task");
        stored += committed.records.iter().filter(|o| matches!(o, Appended::Stored(_))).count();
        nonces += committed.records.iter().filter(|o| matches!(o, Appended::NonceUsed)).count();
        new += committed.entries.iter().filter(|new| **new).count();
    }
    assert_eq!((stored, nonces), (30 * 4 + 3 + 1, 29));
    let pairs: std::collections::HashSet<_> = (0..20).map(|i| (i % 10, i % 7)).collect();
    assert_eq!(new, pairs.len(), "each entry was new once");
    let lines = stores[0].export(0, 1_000).await.expect("lines");
    assert_eq!(lines.iter().map(|line| line.seq).collect::<Vec<_>>(), (1..=124).collect::<Vec<_>>());
    let mut tree = Memory::default();
    for leaf in stores[1].log_leaves(0..124).await.expect("leaves") {
        tree.push(&leaf).expect("a leaf");
    }
    let hashes = stores[2].log_hashes(&Edge::indexes(124)).await.expect("hashes");
    let edge = Edge::new(124, &hashes).expect("an edge");
    assert_eq!(edge.root().expect("a root"), root(124, &tree).expect("a root"));
}

/// Else a place drawn first could be committed last, and be delivered after a later one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_writers_about_one_contact_draw_their_places_one_after_the_other() {
    let database = postgres::database().await;
    let store = Arc::new(PostgresStore::open(&database.url).await.expect("a store"));
    let pool = sqlx::PgPool::connect(&database.url).await.expect("a database");
    // Another receiver in the midst of a transaction about the contact.
    let mut other = pool.begin().await.expect("a transaction");
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";
    sqlx::query(lock).bind(format!("p:{}", number(1))).execute(&mut *other).await.expect("locked");
    let waiting = tokio::spawn({
        let store = store.clone();
        async move { tell(&*store, &[stop("a", 1, 1)]).await }
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!waiting.is_finished(), "it waits for the other's commit");
    other.commit().await.expect("committed");
    waiting.await.expect("told");
    let claimed = claim(&*store, 10, 9).await;
    assert!(claimed.len() == 1 && is_about(&claimed[0], 1), "{claimed:?}");
    pool.close().await;
    store.close().await;
}

#[tokio::test]
async fn postgres_refuses_to_change_or_delete_what_was_stored() {
    let database = postgres::database().await;
    let store = PostgresStore::open(&database.url).await.expect("a store");
    append(&store, &[with_nonce("a", "n"), record("b")]).await;
    let pool = sqlx::PgPool::connect(&database.url).await.expect("a database");
    for statement in [
        "UPDATE records SET act = 'forged' WHERE jti = 'a'",
        "UPDATE records SET number = NULL, act = NULL",
        "DELETE FROM records WHERE seq = 2",
        "TRUNCATE records CASCADE",
        "UPDATE notices SET text = 'forged'",
        "DELETE FROM notices",
        "UPDATE log_leaves SET salt = NULL",
        "DELETE FROM log_leaves",
        "UPDATE log_hashes SET idx = 7 WHERE idx = 0",
        "TRUNCATE log_hashes",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
    assert_eq!(store.record("a").await.expect("read"), Some(stored(&with_nonce("a", "n"), 1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_that_acknowledges_what_is_not_on_disk_is_refused() {
    let database = postgres::database().await;
    let pool = sqlx::PgPool::connect(&database.url).await.expect("a database");
    let name = database.url.rsplit('/').next().expect("a name");
    let lax = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    sqlx::query(sqlx::AssertSqlSafe(lax)).execute(&pool).await.expect("set");
    let error = PostgresStore::open(&database.url).await.expect_err("refused");
    assert!(matches!(error, StoreError::NotDurable("synchronous_commit")), "{error}");
    let lax =
        tokio::task::spawn_blocking(|| postgres::Server::start(&["fsync=off"])).await.expect("a server");
    let error = PostgresStore::open(&lax.url).await.expect_err("refused");
    assert!(matches!(error, StoreError::NotDurable("fsync")), "{error}");
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
async fn an_older_copy_put_back_gives_no_place_a_second_time() {
    let Fixture { store, folder } = sqlite().await;
    tell(&*store, &[stop("a", 1, 1)]).await;
    store.close().await;
    let (path, copy) = (folder.path().join("a.db"), folder.path().join("copy.db"));
    std::fs::copy(&path, &copy).expect("a copy");
    let mut last = 0;
    for round in 0..3 {
        let store = SqliteStore::open(&path).await.expect("a store");
        tell(&store, &[stop("b", 2, 1)]).await;
        let newest = claim(&store, 1, 9).await.pop().expect("an event").seq;
        assert!(newest > last, "round {round}");
        last = newest;
        store.close().await;
        std::fs::copy(&copy, &path).expect("put back");
    }
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

#[tokio::test]
async fn sqlite_gives_a_ledger_from_before_the_entries_what_its_acts_say() {
    let Fixture { store, folder } = sqlite().await;
    let key = test_support::Key::p256();
    let batch: Vec<_> = (1..=601).map(|n| real(&key, n)).collect();
    append(&*store, &batch).await;
    let contacts: Vec<_> = (1..=601).map(number).map(Identity::Phone).collect();
    let expected = store.entries_of(&contacts).await.expect("read");
    assert_eq!(expected.len(), 601);
    store.close().await;
    let path = folder.path().join("a.db");
    let pool =
        sqlx::SqlitePool::connect_with(sqlx::sqlite::SqliteConnectOptions::new().filename(&path)).await;
    let pool = pool.expect("a database");
    for statement in [
        "DROP TABLE entries",
        "DROP TABLE messages",
        "DROP TABLE act_contacts",
        "DROP TABLE backfills",
        "DELETE FROM _sqlx_migrations WHERE version = 3",
    ] {
        sqlx::query(statement).execute(&pool).await.expect(statement);
    }
    pool.close().await;
    for _ in 0..2 {
        let store = SqliteStore::open(&path).await.expect("a store");
        assert_eq!(store.entries_of(&contacts).await.expect("read"), expected);
        store.close().await;
    }
}

/// A record as the receiver makes it from a signed act; every third one withdraws.
fn real(key: &test_support::Key, n: u64) -> NewRecord {
    let mut act = test_support::act();
    act.jti = format!("01931e5e-7b5a-7c3d-9e2f-{n:012x}");
    act.sub = format!("tel:{}", number(n));
    if n.is_multiple_of(3) {
        act.event.kind = EventType::ConsentWithdrawn;
        act.purposes[0].granted = false;
    }
    let compact = key.act(&act);
    let act = verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
    let occurrence = Entry::from_act(&act, 1, None, Assurance::SelfAsserted).map(|entry| entry.what);
    let record = record(&act.jti);
    NewRecord { act: compact, number: number(n), occurrence, ..record }
}

async fn learn(store: &dyn Store, entries: &[Entry]) -> Vec<bool> {
    store.commit(Batch { entries, ..Batch::default() }, 1, &seal).await.expect("stored").entries
}

fn distinct(entries: Vec<Entry>) -> Vec<String> {
    let ids: std::collections::BTreeSet<_> = entries.into_iter().map(|entry| entry.id).collect();
    ids.into_iter().collect()
}

fn number(n: u64) -> String {
    format!("+336{n:08}")
}

fn phone(n: u64) -> Identity {
    Identity::Phone(number(n))
}

fn bsuid(n: u64) -> Identity {
    Identity::Bsuid(format!("FR.{n}"))
}

fn entry(id: &str, at: i64, what: Occurrence) -> Entry {
    Entry { id: id.into(), at, what }
}

fn stop(id: &str, n: u64, at: i64) -> Entry {
    entry(
        id,
        at,
        Occurrence::Stop { subject: phone(n), scope: Scope::Category(Category::Marketing), supersedes: None },
    )
}

fn inbound(id: &str, n: u64, sent_at: i64) -> Entry {
    entry(id, sent_at + 1, Occurrence::Inbound { subject: phone(n), sent_at })
}

fn opt_in(jti: &str, n: u64, at: i64, supersedes: Option<&str>) -> Entry {
    let opt_in = OptIn {
        subject: phone(n),
        granted: vec![(Category::Marketing, "offers".into()), (Category::Utility, "alert".into())],
        nonce_issued: Some(at),
        valid_until: None,
        supersedes: supersedes.map(Into::into),
        assurance: Assurance::Fresh,
    };
    entry(jti, at, Occurrence::OptIn(opt_in))
}

async fn append(store: &dyn Store, batch: &[NewRecord]) -> Vec<Appended> {
    store.commit(Batch { records: batch, ..Batch::default() }, 1, &seal).await.expect("stored").records
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
        occurrence: None,
    }
}

fn with_nonce(jti: &str, nonce: &str) -> NewRecord {
    let nonce = Some(UsedNonce { id: nonce.into(), issued_ms: 1 });
    NewRecord { nonce, assurance: Assurance::Fresh, ..record(jti) }
}
