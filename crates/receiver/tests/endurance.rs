//! Kills and power cuts under load, in a loop: what was acknowledged stays. A sample runs with the other tests; all of it:
//!
//! ```sh
//! cargo test -p whatsapp-opt-in-receiver --test endurance -- --ignored --nocapture
//! ```
#![cfg(target_os = "linux")]
#![allow(missing_docs)]
#![allow(clippy::print_stdout, reason = "the counts are shown with --nocapture")]

#[path = "support/powerloss.rs"]
mod powerloss;
mod support;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use powerloss::{Disk, Lost};
use support::process::{Process, body, request};
use support::*;
use whatsapp_opt_in::consent::Algorithm;
use whatsapp_opt_in_receiver::operations::verify_ledger;
use whatsapp_opt_in_receiver::store::{Records, SqliteStore, Store};
use whatsapp_opt_in_receiver::{KeySource, Keys};

const CLIENTS: usize = 4;

/// An act that was answered with 201, and the answer.
struct Acknowledged {
    jti: String,
    compact: String,
    answer: String,
}

/// Posts acts from all sides, and ends the receiver in the middle of them once so many were acknowledged.
fn load_and_kill(process: Process, enough: usize, random: &mut fastrand::Rng) -> Vec<Acknowledged> {
    let (stop, taken) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (stop, taken, address) = (stop.clone(), taken.clone(), process.address.clone());
            std::thread::spawn(move || {
                let key = Key::p256();
                while !stop.load(Ordering::SeqCst) {
                    let act = act();
                    let compact = key.act(&act);
                    let answer = request(&address, "POST", "/v1/consents", "application/jwt", &compact);
                    if let Some((201, answer)) = answer {
                        let answer = body(&answer).to_owned();
                        taken.lock().expect("a list").push(Acknowledged { jti: act.jti, compact, answer });
                    }
                }
            })
        })
        .collect();
    let started = Instant::now();
    while taken.lock().expect("a list").len() < enough && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_micros(random.u64(200..4_000)));
    }
    process.kill();
    stop.store(true, Ordering::SeqCst);
    clients.into_iter().for_each(|client| client.join().expect("a client"));
    let taken = std::mem::take(&mut *taken.lock().expect("a list"));
    assert!(taken.len() >= enough, "the load was real: {}", taken.len());
    taken
}

/// How many of these acts are not in the ledger with the receipt that was answered.
async fn missing(store: &SqliteStore, acknowledged: &[Acknowledged]) -> usize {
    let mut missing = 0;
    for Acknowledged { jti, compact, answer } in acknowledged {
        let record = store.record(jti).await.expect("it can be read");
        let same = |stored: whatsapp_opt_in_receiver::store::StoredRecord| {
            stored.act == *compact && answer.contains(&format!("\"{}\"", stored.receipt))
        };
        missing += usize::from(!record.is_some_and(same));
    }
    missing
}

async fn assert_whole(store: &SqliteStore, database: &Path) {
    let beside = |suffix: &str| format!("{}{suffix}", database.display()).into();
    let keys = KeySource {
        pem: None,
        algorithm: Algorithm::Es256,
        file: beside(".key.pem"),
        retired: beside(".retired.jwks.json"),
        log: beside(".log.key.pem"),
    };
    assert!(keys.missing().is_empty(), "{:?}", keys.missing());
    let keys = Keys::load(&keys).expect("keys");
    let report = verify_ledger(store, &keys, "shop.example/log", &[]).await.expect("judged");
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

/// Repeated from a new life of the receiver: byte for byte what was answered before.
fn assert_answered_alike(process: &Process, acknowledged: &[Acknowledged]) {
    for Acknowledged { compact, answer, .. } in acknowledged.last().into_iter().chain(acknowledged.first()) {
        let again = process.request("POST", "/v1/consents", "application/jwt", compact).expect("an answer");
        assert_eq!((again.0, body(&again.1)), (200, answer.as_str()));
    }
}

fn kills(cycles: usize) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut all, mut random) = (Vec::new(), fastrand::Rng::new());
    for cycle in 0..cycles {
        let process = Process::receiver(&database(&folder), &[]);
        assert_answered_alike(&process, &all);
        let new = load_and_kill(process, 20, &mut random);
        runtime.block_on(async {
            let store = SqliteStore::open_to_read(&database(&folder)).await.expect("it opens after a kill");
            assert_eq!(missing(&store, &new).await, 0, "lost in cycle {cycle}");
            all.extend(new);
            if cycle % 20 == 19 || cycle + 1 == cycles {
                assert_eq!(missing(&store, &all).await, 0, "lost later, by cycle {cycle}");
                assert_whole(&store, &database(&folder)).await;
                println!("{} kills, {} acknowledged records, none lost", cycle + 1, all.len());
            }
            store.close().await;
        });
    }
}

#[test]
fn a_kill_under_load_loses_nothing_that_was_acknowledged() {
    kills(6);
}

#[test]
#[ignore = "200 kills take minutes; a sample runs always"]
fn two_hundred_kills_under_load_lose_nothing_that_was_acknowledged() {
    kills(200);
}

/// Runs lives that end with the power; how many acknowledged records were lost, and how many there were. A loss of the
/// database's very file counts for all.
fn power_cuts(cycles: usize, normal: bool, lost: impl Fn(u64) -> Lost) -> (usize, usize) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let disk = Disk::new();
    let database = disk.folder().join("opt-in.db");
    let mut environment = disk.environment();
    if normal {
        environment.push(("OPT_IN_TEST_SYNCHRONOUS_NORMAL", "yes".into()));
    }
    let (mut all, mut gone, mut unsynced, mut random) = (Vec::new(), 0, 0, fastrand::Rng::new());
    for cycle in 0..cycles {
        let process = Process::receiver_in(&environment, &database, &[]);
        if gone == 0 {
            assert_answered_alike(&process, &all);
        }
        let new = load_and_kill(process, 20, &mut random);
        let seed = random.u64(..);
        unsynced += disk.cut_power(lost(seed));
        all.extend(new);
        gone = runtime.block_on(async {
            let Ok(store) = SqliteStore::open_to_read(&database).await else { return all.len() };
            let gone = missing(&store, &all).await;
            if gone == 0 {
                assert_whole(&store, &database).await;
            }
            store.close().await;
            gone
        });
        assert!(normal || gone == 0, "{gone} of {} lost in cycle {cycle}, seed {seed}", all.len());
    }
    println!(
        "{cycles} power cuts, {} acknowledged records, {gone} lost; {unsynced} bytes unsynced",
        all.len()
    );
    (gone, all.len())
}

fn by_chance(seed: u64) -> Lost {
    Lost::Some(fastrand::Rng::with_seed(seed))
}

#[test]
fn a_power_cut_under_load_loses_nothing_that_was_acknowledged() {
    power_cuts(2, false, |_| Lost::All);
    power_cuts(3, false, by_chance);
}

#[test]
fn the_power_cut_is_one_that_a_laxer_setting_does_not_survive() {
    let (lost, of) = power_cuts(1, true, |_| Lost::All);
    assert!(lost > 0, "none of {of} lost with synchronous=NORMAL: the test sees nothing");
}

#[test]
#[ignore = "100 power cuts take minutes; a sample runs always"]
fn a_hundred_power_cuts_under_load_lose_nothing_that_was_acknowledged() {
    power_cuts(50, false, |_| Lost::All);
    power_cuts(50, false, by_chance);
}
