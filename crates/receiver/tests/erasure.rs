//! Erasure: nothing of the person is left in any file, the log still verifies, and nobody writes to them again.
#![allow(missing_docs)]

mod support;

use std::path::Path;

use axum::http::{Method, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use support::*;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope};
use whatsapp_opt_in::consent::{Act, Category, JwkSet, sha256_hex};
use whatsapp_opt_in_log::{Pinned, verify_checkpoint, verify_export};
use whatsapp_opt_in_receiver::store::Sent;

const BSUID: &str = "FR.13491208655302741918";
const OTHER: &str = "+33687654321";

async fn service() -> Service {
    Service::start_with(|args| {
        args.api_token = Some(API_TOKEN.into());
        // Nobody listens there: what is to be told waits in the outbox.
        args.webhook_url = Some("http://127.0.0.1:1/hooks".into());
        args.webhook_secret = vec![backend::SECRET.into()];
    })
    .await
}

fn delete(contact: &str) -> Request<axum::body::Body> {
    let mut request = request(Method::DELETE, &format!("/v1/contacts/{contact}"), "", "");
    let value = format!("Bearer {API_TOKEN}").parse().expect("a header");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

async fn reason(service: &Service, contact: &str, category: &str) -> String {
    let path = format!("/v1/contacts/{contact}/may-send?category={category}");
    service.send(authorized(&path)).await.json()["reason"].as_str().expect("a reason").to_owned()
}

/// A number's life: opt-in, renewal, messages, STOP, sends, a link to a user id.
async fn live(service: &Service, number: &str, bsuid: &str) -> (String, String) {
    let valid_until = Some(service.receiver.now_ms() / 1000 + 24 * 60 * 60);
    let nonce = Some(service.nonce().await);
    let given = Act { sub: format!("tel:{number}"), nonce, valid_until, ..act() };
    let compact = Key::p256().act(&given);
    let link = link(&*service.stored(&compact).await);
    service.stored(&Key::p256().act(&Act { sub: given.sub.clone(), ..withdrawal() })).await;
    let (phone, bsuid) = (Identity::Phone(number.into()), Identity::Bsuid(bsuid.into()));
    let at = service.receiver.now_ms();
    let mut entries: Vec<Entry> = (0..200)
        .map(|i| Entry {
            id: format!("m{i}"),
            at,
            what: Occurrence::Inbound { subject: phone.clone(), sent_at: at },
        })
        .collect();
    let scope = Scope::Category(Category::Marketing);
    entries.push(Entry {
        id: "s".into(),
        at,
        what: Occurrence::Stop { subject: bsuid.clone(), scope, supersedes: None },
    });
    entries.push(Entry { id: "l".into(), at, what: Occurrence::Linked { a: phone.clone(), b: bsuid } });
    service.receiver.learn(entries).await.expect("stored");
    let send = |i| Sent {
        contact: phone.clone(),
        id: format!("w{i}"),
        at,
        category: Category::Marketing,
        campaign: None,
    };
    service.receiver.sent((0..50).map(send).collect()).await.expect("stored");
    (compact, link)
}

/// The number as it could stand in a file: digits in text of several kinds, inside base64, as an integer, two digits a byte,
/// and digests without a key, from which anybody finds it by trying all numbers.
fn encodings(number: &str, bsuid: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let national = &number[3..];
    for digits in [&number[1..], national, &bsuid[3..]] {
        let bytes = digits.as_bytes();
        found.push((format!("text {digits}"), bytes.to_vec()));
        found.push((format!("UTF-16 {digits}"), bytes.iter().flat_map(|byte| [*byte, 0]).collect()));
        found.push((format!("UTF-16, big end first {digits}"), bytes.iter().flat_map(|b| [0, *b]).collect()));
        let packed = bytes.chunks_exact(2).map(|pair| (pair[0] - b'0') << 4 | (pair[1] - b'0')).collect();
        found.push((format!("two digits a byte {digits}"), packed));
        found.push((
            format!("hex {digits}"),
            bytes.iter().flat_map(|b| format!("{b:02x}").into_bytes()).collect(),
        ));
        found.push((format!("reversed {digits}"), bytes.iter().rev().copied().collect()));
        for before in 0..3 {
            // The characters that depend on the digits alone, whatever stands around them.
            let mut padded = vec![b'x'; before];
            padded.extend_from_slice(bytes);
            let whole = padded.len() / 3 * 3;
            let text = STANDARD.encode(&padded[..whole]);
            let from = if before == 0 { 0 } else { 4 };
            found.push((format!("base64 {digits} after {before}"), text.as_bytes()[from..].to_vec()));
        }
        if let Ok(integer) = digits.parse::<u64>() {
            let bytes = integer.to_be_bytes();
            let short: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
            if short.len() > 3 {
                found.push((format!("integer {digits}"), short.clone()));
                found.push((
                    format!("integer, little end first {digits}"),
                    short.iter().rev().copied().collect(),
                ));
            }
        }
    }
    let prefixed = |prefix: &str| [format!("{prefix}{number}"), format!("{prefix}{bsuid}")];
    for text in
        ["", "tel:", "p:", "b:"].iter().flat_map(|prefix| prefixed(prefix)).chain([number[1..].into()])
    {
        let digest = sha256_hex(text.as_bytes());
        let raw = digest
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap_or(""), 16));
        found.push((format!("digest of {text}"), raw.map(|byte| byte.expect("hex")).collect()));
        found.push((format!("digest in hex of {text}"), digest.into_bytes()));
    }
    found
}

/// Which of these stand in the file.
fn scan(path: &Path, encodings: &[(String, Vec<u8>)]) -> Vec<String> {
    let Ok(file) = std::fs::read(path) else { return Vec::new() };
    // Each place once, whatever the number of encodings: few places begin as any of them does.
    let mut beginnings = vec![false; 1 << 16];
    let start = |bytes: &[u8]| usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    encodings.iter().for_each(|(_, bytes)| beginnings[start(bytes)] = true);
    let mut found = vec![false; encodings.len()];
    for place in 0..file.len().saturating_sub(1) {
        if beginnings[start(&file[place..])] {
            for (found, (_, bytes)) in found.iter_mut().zip(encodings) {
                *found |= file[place..].starts_with(bytes);
            }
        }
    }
    let names = encodings.iter().zip(found).filter(|(_, found)| *found);
    names.map(|((name, _), _)| name.clone()).collect()
}

async fn backup(folder: &Path, name: &str) -> std::path::PathBuf {
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("opt-in.db")).read_only(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let path = folder.join(name);
    sqlx::query("VACUUM INTO ?").bind(path.display().to_string()).execute(&pool).await.expect("a backup");
    pool.close().await;
    path
}

#[test]
fn the_scan_sees_each_encoding_wherever_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    let all = encodings(NUMBER, BSUID);
    assert!(all.len() > 40 && all.iter().all(|(_, bytes)| bytes.len() > 3), "none is found by chance");
    for (name, bytes) in &all {
        std::fs::write(&path, [b"before".as_slice(), bytes, b"after"].concat()).expect("written");
        assert!(scan(&path, &all).contains(name), "{name}");
    }
    std::fs::write(&path, "nothing of the person").expect("written");
    assert_eq!(scan(&path, &all), [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_an_erasure_no_file_holds_the_number_in_any_encoding_and_the_log_verifies() {
    let service = service().await;
    for i in 0..20 {
        live(&service, &format!("+3369900{i:04}"), &format!("FR.9{i}")).await;
    }
    let (compact, _) = live(&service, NUMBER, BSUID).await;
    live(&service, OTHER, "FR.2").await;
    for i in 20..30 {
        live(&service, &format!("+3369900{i:04}"), &format!("FR.9{i}")).await;
    }
    let folder = service.folder.path().to_owned();
    let checkpoint = service.send(get("/log/checkpoint")).await.body;
    let mut needles = encodings(NUMBER, BSUID);
    let signature = compact.rsplit('.').next().expect("a signature").as_bytes().to_vec();
    needles.push(("the act's signature".into(), signature));
    let wal = folder.join("opt-in.db-wal");
    let before = [scan(&folder.join("opt-in.db"), &needles), scan(&wal, &needles)].concat();
    for kind in ["text", "base64", "the act's signature"] {
        assert!(before.iter().any(|name| name.starts_with(kind)), "the scan sees {kind}: {before:?}");
    }
    let rows = everything(&service.folder).await;
    for table in ["outbox: ", "expiries: "] {
        assert!(rows.iter().any(|row| row.starts_with(table) && row.contains(NUMBER)), "{table} holds it");
    }
    let held = backup(&folder, "before.db").await;
    assert!(!scan(&held, &needles).is_empty());

    service.pass_time(1000);
    let answer = service.send(delete(BSUID)).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::NO_CONTENT, 0));

    let copy = backup(&folder, "after.db").await;
    for path in [folder.join("opt-in.db"), wal, folder.join("opt-in.db-shm"), copy] {
        assert_eq!(scan(&path, &needles), [""; 0], "{}", path.display());
    }
    audit(&service, &checkpoint, 2).await;
    for contact in [NUMBER, BSUID] {
        for category in ["marketing", "utility", "authentication"] {
            assert_eq!(reason(&service, contact, category).await, "no_consent", "nothing to stop is known");
        }
    }
    assert_ne!(reason(&service, OTHER, "utility").await, "no_consent", "the others stay");
}

async fn audit(service: &Service, earlier: &[u8], erased: u64) {
    let checkpoint = service.send(get("/log/checkpoint")).await.body;
    let log_key = service.send(get("/log/key")).await;
    let size = verify_checkpoint(&checkpoint, log_key.text()).expect("a checkpoint").size;
    let export = service.send(authorized(&format!("/v1/records?size={size}"))).await;
    let receipts = JwkSet::from_json(&service.send(get("/.well-known/jwks.json")).await.body).expect("keys");
    let earlier = [earlier.to_vec()];
    let pinned = Pinned {
        issuers: None,
        receipts: &receipts,
        log: log_key.text(),
        checkpoint: &checkpoint,
        earlier: &earlier,
    };
    let report = verify_export(&*export.body, &pinned).expect("memory");
    assert_eq!((report.findings.as_slice(), report.erased), ([].as_slice(), erased));
}

#[tokio::test]
async fn nobody_writes_to_who_was_erased_until_they_agree_anew() {
    let service = service().await;
    let (compact, link) = live(&service, NUMBER, BSUID).await;
    service.pass_time(1000);
    assert_eq!(service.send(delete(NUMBER)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(service.send(delete(NUMBER)).await.status, StatusCode::NO_CONTENT, "again, and for nobody");
    assert_eq!(service.post(&compact).await.code(), "jti_conflict", "the act does not come back");
    assert_eq!(service.send(get(&link)).await.page_code(), "link_unknown");
    // An opt-in that nobody can date, as from a list.
    service.stored(&Key::p256().act(&act())).await;
    for contact in [NUMBER, "33612345678"] {
        assert_eq!(reason(&service, contact, "utility").await, "stopped");
    }
    let again =
        Service::start_in(service.folder.clone(), |args| args.api_token = Some(API_TOKEN.into())).await;
    assert_eq!(reason(&again, NUMBER, "utility").await, "stopped", "after a restart");
    service.pass_time(1000);
    service.stored(&Key::p256().act(&Act { nonce: Some(service.nonce().await), ..act() })).await;
    assert_eq!(reason(&service, NUMBER, "utility").await, "consent");
}

#[tokio::test]
async fn only_the_api_token_erases_and_only_what_is_a_contact() {
    let service = service().await;
    live(&service, NUMBER, BSUID).await;
    let open = request(Method::DELETE, &format!("/v1/contacts/{NUMBER}"), "", "");
    assert_eq!(service.send(open).await.code(), "api_token_invalid");
    assert_eq!(service.send(delete("me")).await.code(), "contact_invalid");
    assert_eq!(service.send(delete("%ff")).await.code(), "route_unknown");
    assert_eq!(reason(&service, NUMBER, "utility").await, "service_window");
}
