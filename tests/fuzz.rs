//! The fuzz targets' bodies on a seeded stream of random and mutated bytes: nothing panics, every invariant holds.
#![allow(missing_docs)]
#![cfg(not(target_family = "wasm"))]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fastrand::Rng;
use serde_json::Value;
use test_support::{Key, act, full_act, fuzz, receipt_for};
use whatsapp_opt_in::consent::{Act, AwsLc, Event, EventType, Expect, verify_act, verify_receipt};

/// Rounds of each stream, unless `FUZZ_ROUNDS` says otherwise.
const ROUNDS: usize = 40_000;

/// Calls `body` with mutations of `seeds` and with plain noise.
fn stream(seed: u64, seeds: &[Vec<u8>], body: fn(&[u8])) {
    stream_of(ROUNDS, seed, seeds, body);
}

fn stream_of(rounds: usize, seed: u64, seeds: &[Vec<u8>], body: fn(&[u8])) {
    let mut rng = Rng::with_seed(seed);
    seeds.iter().for_each(|seed| body(seed));
    let rounds = std::env::var("FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(rounds);
    for _ in 0..rounds {
        let mut data = match rng.u8(..8) {
            0 => (0..rng.usize(..400)).map(|_| rng.u8(..)).collect(),
            _ => seeds[rng.usize(..seeds.len())].clone(),
        };
        for _ in 0..rng.usize(..4) {
            mutate(&mut rng, &mut data, seeds);
        }
        body(&data);
    }
}

fn mutate(rng: &mut Rng, data: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = rng.usize(..=data.len());
    match rng.u8(..6) {
        0 => data.truncate(at),
        1 => data.insert(at, rng.u8(..)),
        2 if at < data.len() => data[at] = rng.u8(..),
        3 if at < data.len() => data[at] = b"{}[]\",:.0-e\\n\x00\xff"[rng.usize(..15)],
        4 => {
            let other = &seeds[rng.usize(..seeds.len())];
            data.splice(at.., other[rng.usize(..=other.len())..].iter().copied());
        }
        _ => {
            let end = (at + rng.usize(..64)).min(data.len());
            let piece = data[at..end].to_vec();
            data.splice(at..at, piece);
        }
    }
}

/// Behind a zero byte: header and claims, which the body encodes.
fn parts(header: &str, claims: &str) -> Vec<u8> {
    [b"\0", header.as_bytes(), b"\0", claims.as_bytes()].concat()
}

#[test]
fn no_bytes_offered_as_an_act_break_anything() {
    let claims = serde_json::to_string(&act()).expect("JSON");
    let mut seeds = vec![];
    for key in [Key::p256(), Key::ed25519()] {
        seeds.push(key.act(&act()).into_bytes());
        seeds.push(parts(&key.act_header().to_string(), &claims));
    }
    stream(1, &seeds, fuzz::act);
}

#[test]
fn no_bytes_offered_as_a_receipt_or_as_keys_break_anything() {
    let key = Key::p256();
    let verified = verify_act(&key.act(&act()), &AwsLc, &Expect::default()).expect("an act");
    let receipt = receipt_for(&verified);
    let header = r#"{"alg":"Ed25519","typ":"whatsapp-consent-receipt+jwt","kid":"key"}"#;
    let seeds = [
        key.receipt(&receipt).into_bytes(),
        parts(header, &serde_json::to_string(&receipt).expect("JSON")),
        key.trusted().to_json().into_bytes(),
    ];
    stream(2, &seeds, fuzz::receipt);
}

#[test]
fn no_bytes_signed_as_claims_mean_another_thing_than_they_say() {
    let verified = verify_act(&Key::p256().act(&act()), &AwsLc, &Expect::default()).expect("an act");
    let json = |claims: serde_json::Result<Vec<u8>>| claims.expect("JSON");
    let withdrawn = Event { kind: EventType::ConsentWithdrawn, ..full_act().event };
    let mut seeds = vec![
        json(serde_json::to_vec(&act())),
        json(serde_json::to_vec(&Act { iss: act().iss, ..full_act() })),
        json(serde_json::to_vec(&Act { event: withdrawn, ..act() })),
        json(serde_json::to_vec(&receipt_for(&verified))),
    ];
    // The golden vectors' claims, right and wrong.
    let golden: Value = serde_json::from_str(include_str!("vectors/jws/records.json")).expect("JSON");
    for vector in ["acts", "receipts"].iter().flat_map(|kind| golden[kind].as_array().expect("vectors")) {
        let claims = vector["token"].as_str().and_then(|token| token.split('.').nth(1));
        seeds.extend(claims.and_then(|claims| URL_SAFE_NO_PAD.decode(claims).ok()));
    }
    assert!(seeds.len() > 100);
    // Each is signed and verified twice over.
    stream_of(ROUNDS / 8, 6, &seeds, fuzz::claims);
}

#[test]
fn no_bytes_offered_as_a_checkpoint_or_as_a_logs_key_break_anything() {
    let ledger = &*fuzz::LEDGER;
    let signed_here = |note: &String| {
        let text = note.split("\n\n").next().expect("its text");
        [b"\0", text.as_bytes(), b"\n"].concat()
    };
    let mut seeds: Vec<Vec<u8>> = ledger.checkpoints.iter().map(|note| note.clone().into_bytes()).collect();
    seeds.extend(ledger.checkpoints.iter().map(signed_here));
    seeds.push(b"\0shop.example/log\n18446744073709551615\nAAAA\nextension\n".to_vec());
    seeds.push(ledger.log_key.clone().into_bytes());
    stream(3, &seeds, fuzz::checkpoint);
}

#[test]
fn no_bytes_offered_as_a_tile_break_anything() {
    let sizes = [0, 1, 255, 256, 257, 65_536, 70_000, 1 << 40, u64::MAX];
    let paths =
        ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/2/x001/234", "tile/entries/000.p/3"];
    let seeds: Vec<Vec<u8>> = sizes
        .iter()
        .flat_map(|size| paths.map(|path| [&size.to_le_bytes()[..], path.as_bytes()].concat()))
        .collect();
    stream(4, &seeds, fuzz::tile);
}

#[test]
fn no_bytes_offered_as_an_export_or_a_proof_break_anything() {
    let text = fuzz::LEDGER.text();
    let receipt = fuzz::LEDGER.lines[1].receipt.as_ref().expect("a receipt");
    let receipt = verify_receipt(receipt, &AwsLc, &fuzz::LEDGER.trusted, None).expect("a receipt");
    let proof = serde_json::to_string(&receipt.log).expect("JSON");
    stream(5, &[text.into_bytes(), proof.into_bytes()], fuzz::ledger_export);
}
