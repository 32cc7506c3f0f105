//! The receiver as a transparency log: proofs in receipts, checkpoints, tiles, exports, evidence, rotated keys.
#![allow(missing_docs)]

mod support;

use axum::http::StatusCode;
use serde_json::Value;
use support::*;
use whatsapp_opt_in::consent::*;
use whatsapp_opt_in_log::{
    Commitment, ExportLine, Memory, Pinned, Report, root, verify_checkpoint, verify_export, verify_inclusion,
};
use whatsapp_opt_in_receiver::{Config, Keys};

async fn service() -> Service {
    Service::start_with(|args| args.api_token = Some(API_TOKEN.into())).await
}

/// What an auditor does: the newest checkpoint, then the export of its size.
async fn audit(service: &Service, earlier: &[Vec<u8>]) -> (Report, String) {
    let checkpoint = service.send(get("/log/checkpoint")).await.body;
    let log_key = service.send(get("/log/key")).await;
    let size = verify_checkpoint(&checkpoint, log_key.text()).expect("a checkpoint").size;
    let export = service.send(authorized(&format!("/v1/records?size={size}"))).await;
    assert_eq!(export.header("content-type"), "application/x-ndjson");
    let jwks = service.send(get("/.well-known/jwks.json")).await.body;
    let receipts = JwkSet::from_json(&jwks).expect("keys");
    let pinned =
        Pinned { issuers: None, receipts: &receipts, log: log_key.text(), checkpoint: &checkpoint, earlier };
    (verify_export(&*export.body, &pinned).expect("memory"), export.text().to_owned())
}

#[tokio::test]
async fn every_receipt_proves_its_record_in_the_log_of_that_moment() {
    let service = service().await;
    let key = Key::p256();
    for place in 0..6 {
        let compact = key.act(&act());
        let receipt = service.stored(&compact).await;
        let proof = receipt.log.clone().expect("a proof");
        assert_eq!((proof.index, proof.size, proof.origin.as_str()), (place, place + 1, "shop.example/log"));
        assert!(verify_inclusion(&proof, compact.as_bytes()));
        assert!(!verify_inclusion(&proof, key.act(&act()).as_bytes()), "another act has no place there");
        let checkpoint = service.send(get("/log/checkpoint")).await;
        assert!(checkpoint.text().contains(&proof.root), "the root that is published");
    }
}

#[tokio::test]
async fn an_export_passes_the_audit_and_checkpoints_of_before_fit_it() {
    let service = service().await;
    let key = Key::p256();
    let mut earlier = vec![service.send(get("/log/checkpoint")).await.body];
    let given = act();
    service.stored(&key.act(&given)).await;
    earlier.push(service.send(get("/log/checkpoint")).await.body);
    let renewed = Event {
        kind: EventType::RenewedConsentGiven,
        method: Method::Checkbox,
        supersedes: Some(given.jti.clone()),
    };
    service.stored(&key.act(&Act { event: renewed.clone(), ..act() })).await;
    // The person moved to another number: a new act under it says which one it replaces.
    let moved = Act {
        sub: "tel:+447400123456".into(),
        event: Event { kind: EventType::ConsentGiven, ..renewed },
        ..act()
    };
    service.stored(&key.act(&moved)).await;
    let allowed = async || {
        let path = "/v1/contacts/+447400123456/may-send?purpose=order-confirmation";
        service.send(authorized(path)).await.json()["allowed"].clone()
    };
    assert_eq!(allowed().await, true);
    let mut taken_back = withdrawal();
    taken_back.event.supersedes = Some(moved.jti.clone());
    assert_eq!(service.stored(&key.act(&taken_back)).await.withdraw_url, None, "nothing is left to withdraw");
    assert_eq!(
        allowed().await,
        false,
        "the withdrawal names the act, if under the number it was given for first"
    );
    earlier.push(service.send(get("/log/checkpoint")).await.body);
    for _ in 0..250 {
        service.stored(&key.act(&act())).await;
    }
    let (report, export) = audit(&service, &earlier).await;
    assert_eq!((report.lines, report.findings.as_slice()), (254, [].as_slice()));
    let supersedes: Vec<Option<String>> = export
        .lines()
        .take(4)
        .map(|line| {
            let line: ExportLine = serde_json::from_str(line).expect("a line");
            let act = verify_act(&line.act.expect("an act"), &AwsLc, &Expect::default()).expect("valid");
            act.event.supersedes.clone()
        })
        .collect();
    assert_eq!(supersedes, [None, Some(given.jti.clone()), Some(given.jti), Some(moved.jti)]);
    assert_eq!(service.send(authorized("/v1/records?size=0")).await.body, b"");
    assert_eq!(service.send(authorized("/v1/records?size=201")).await.text().lines().count(), 201);
}

#[tokio::test]
async fn tiles_give_the_tree_of_the_checkpoint_and_full_ones_are_kept() {
    let service = service().await;
    let key = Key::p256();
    for _ in 0..258 {
        service.stored(&key.act(&act())).await;
    }
    let full = service.send(get("/log/tile/entries/000")).await;
    let rest = service.send(get("/log/tile/entries/001.p/2")).await;
    assert_eq!(full.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(rest.header("cache-control"), "public, max-age=300");
    let mut tree = Memory::default();
    for entry in [full.body, rest.body].concat().chunks(34) {
        assert_eq!(entry[..2], [0, 32]);
        tree.push(&Commitment(entry[2..].try_into().expect("32 bytes"))).expect("a leaf");
    }
    let log_key = service.send(get("/log/key")).await;
    let checkpoint = service.send(get("/log/checkpoint")).await;
    assert_eq!(checkpoint.header("content-type"), "text/plain; charset=utf-8");
    let head = verify_checkpoint(&checkpoint.body, log_key.text()).expect("a checkpoint");
    assert_eq!((head.size, head.root), (258, root(258, &tree).expect("a root")));
    let hashes = service.send(get("/log/tile/0/000")).await;
    assert_eq!(hashes.body.len(), 256 * 32);
    assert_eq!(service.send(get("/log/tile/1/000.p/1")).await.body.len(), 32);
    for path in [
        "0/001",
        "0/001.p/3",
        "0/001.p/0",
        "0/001.p/00",
        "0/001.p/+0",
        "1/000",
        "9/000",
        "entries/002.p/1",
        "entries/x",
        "x",
    ] {
        assert_eq!(service.send(get(&format!("/log/tile/{path}"))).await.code(), "tile_unknown", "{path}");
    }
}

#[tokio::test]
async fn evidence_of_one_record_is_whole_and_its_certificate_escapes() {
    let service = service().await;
    let mut act = act();
    act.controller.name = "<script>alert(1)</script>".into();
    let compact = Key::p256().act(&act);
    service.stored(&compact).await;
    let path = format!("/v1/records/{}", act.jti);
    let bundle = service.send(authorized(&path)).await.json();
    assert_eq!(bundle["consent"], compact);
    let trusted = JwkSet::from_json(bundle["jwks"].to_string().as_bytes()).expect("keys");
    let verified = verify_act(&compact, &AwsLc, &Expect::default()).expect("an act");
    verify_receipt(bundle["receipt"].as_str().expect("text"), &AwsLc, &trusted, Some(&verified))
        .expect("valid");
    let text = |name: &str| bundle[name].as_str().expect("text").to_owned();
    assert_eq!(verify_checkpoint(text("checkpoint").as_bytes(), &text("log_key")).expect("valid").size, 1);

    let mut request = authorized(&path);
    request.headers_mut().insert("accept", "text/html,*/*;q=0.8".parse().expect("a header"));
    let page = service.send(request).await;
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
    assert_eq!((page.header("vary"), page.header("cache-control")), ("accept", "no-store"));
    assert!(!page.text().contains("<script") && page.text().contains("&lt;script&gt;"));
    assert!(page.text().contains("It stands in the log shop.example/log at place 1"), "{}", page.text());
    style_is_allowed(&page);
}

/// The style sheet in the page is the one its policy names.
fn style_is_allowed(page: &Answer) {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let (_, rest) = page.text().split_once("<style>").expect("a style sheet");
    let style = rest.split_once("</style>").expect("its end").0;
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, style.as_bytes());
    let named = format!("'sha256-{}'", STANDARD.encode(digest));
    assert!(page.header("content-security-policy").contains(&named));
}

#[tokio::test]
async fn after_a_rotation_old_receipts_verify_and_links_and_nonces_still_work() {
    let before = service().await;
    let (folder, key) = (before.folder.clone(), Key::p256());
    let first = key.act(&act());
    let old = before.stored(&first).await;
    let nonce = before.nonce().await;
    before.receiver.close().await;
    drop(before);
    let args = whatsapp_opt_in_receiver::Args { database: Some(database(&folder)), ..Default::default() };
    let rotated = Keys::rotate_now(&Config::resolve(args, None).expect("good").keys).expect("rotated");
    assert_eq!(rotated.old, old.kid());

    let after = Service::start_in(folder, |args| args.api_token = Some(API_TOKEN.into())).await;
    let new = after.stored(&key.act(&Act { nonce: Some(nonce), ..act() })).await;
    assert_eq!(new.kid(), rotated.new);
    assert_ne!(new.kid(), old.kid());
    let again = after.post(&first).await;
    let receipt = again.json()["receipt"].as_str().expect("a receipt").to_owned();
    assert_eq!(*after.verified(&receipt, &first), *old, "the receipt of before, under the keys of now");
    assert_eq!(after.send(get(&link(&old))).await.status, StatusCode::OK);
    let jwks: Value = after.send(get("/.well-known/jwks.json")).await.json();
    assert_eq!(jwks["keys"].as_array().map(Vec::len), Some(2));
    let (report, _) = audit(&after, &[]).await;
    assert_eq!((report.lines, report.findings.as_slice()), (2, [].as_slice()));
}

#[tokio::test]
async fn a_repetition_is_no_leaf_and_records_at_once_each_have_their_place() {
    let service = service().await;
    let key = Key::p256();
    let acts: Vec<String> = (0..40).map(|_| key.act(&act())).collect();
    let posts: Vec<_> = acts.iter().chain(&acts).map(|compact| service.post(compact)).collect();
    for answer in futures_util::future::join_all(posts).await {
        assert!(answer.status.is_success());
    }
    let (report, _) = audit(&service, &[]).await;
    assert_eq!((report.lines, report.findings.as_slice()), (40, [].as_slice()));
}
