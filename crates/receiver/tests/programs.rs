//! The programs as people run them: configuration explained, state kept over restarts and kills, the demo shop.
#![allow(missing_docs)]

mod support;

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use support::process::{Process, body};
use support::*;
use tempfile::TempDir;
use whatsapp_opt_in::consent::{Act, AwsLc, JwkSet, verify_receipt};

fn post(process: &Process, compact: &str) -> (u16, String) {
    process.request("POST", "/v1/consents", "application/jwt", compact).expect("an answer")
}

#[test]
fn a_restart_keeps_keys_and_receipts() {
    let folder = tempfile::tempdir().expect("a folder");
    let compact = Key::p256().act(&act());
    let run = || {
        let process = Process::receiver(&database(&folder), &[]);
        let keys = process.request("GET", "/.well-known/jwks.json", "", "").expect("keys");
        let answer = post(&process, &compact);
        assert!(process.stop(), "it ends well when asked to");
        (body(&keys.1).to_owned(), answer.0, body(&answer.1).to_owned())
    };
    let first = run();
    let second = run();
    assert_eq!((first.1, second.1), (201, 200));
    assert_eq!(first.0, second.0, "the keys");
    assert_eq!(first.2, second.2, "the receipt");
}

/// One life of the receiver on a folder: what it answers to an act, and its key set.
fn life(folder: &TempDir, compact: &str) -> (String, JwkSet) {
    let process = Process::receiver(&database(folder), &[]);
    let answer = post(&process, compact).1;
    let jwks = process.request("GET", "/.well-known/jwks.json", "", "").expect("keys").1;
    assert!(process.stop());
    let answer: serde_json::Value = serde_json::from_str(body(&answer)).expect("JSON");
    let receipt = answer["receipt"].as_str().expect("a receipt").to_owned();
    (receipt, JwkSet::from_json(body(&jwks).as_bytes()).expect("a key set"))
}

fn rotate(folder: &TempDir, flags: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
    let output = command.args(flags).arg("--database").arg(database(folder)).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn kid(receipt: &str, trusted: &JwkSet) -> String {
    verify_receipt(receipt, &AwsLc, trusted, None).expect("it verifies").kid().to_owned()
}

#[test]
fn a_new_key_is_published_before_it_signs_and_old_receipts_stay_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let acts: Vec<String> = (0..3).map(|_| Key::p256().act(&act())).collect();
    let (first, before) = life(&folder, &acts[0]);
    let old = kid(&first, &before);

    let said = rotate(&folder, &["--rotate-keys"]);
    let (second, between) = life(&folder, &acts[1]);
    assert_eq!(kid(&second, &before), old, "the old key still signs: who has its key set only can verify");
    let next = said.split(' ').next().expect("an id").to_owned();
    assert!(next != old && between.get(&next).is_some(), "{said}");

    let said = rotate(&folder, &["--rotate-keys"]);
    assert!(said.starts_with(&format!("{next} signs")) && said.contains(&old), "{said}");
    let (third, after) = life(&folder, &acts[2]);
    assert_eq!(kid(&third, &between), next, "who fetched the key set before knows the key already");
    for (receipt, compact) in [(&first, &acts[0]), (&second, &acts[1])] {
        assert_eq!(kid(receipt, &after), old);
        assert_eq!(*receipt, life(&folder, compact).0, "acknowledged for ever, byte for byte");
    }
}

#[test]
fn a_key_that_somebody_else_may_have_is_replaced_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, before) = life(&folder, &Key::p256().act(&act()));
    let said = rotate(&folder, &["--rotate-keys=now"]);
    let (second, after) = life(&folder, &Key::p256().act(&act()));
    assert!(said.starts_with(&kid(&second, &after)), "{said}");
    assert!(
        verify_receipt(&second, &AwsLc, &before, None).is_err()
            && kid(&first, &after) != kid(&second, &after)
    );
}

#[test]
fn a_receiver_goes_from_es256_to_ed25519_and_back_and_every_receipt_stays_good() {
    let folder = tempfile::tempdir().expect("a folder");
    let compact = [Key::p256().act(&act()), Key::ed25519().act(&act()), Key::p256().act(&act())];
    let mut receipts = vec![life(&folder, &compact[0]).0];
    for (algorithm, act) in ["Ed25519", "ES256"].iter().zip(&compact[1..]) {
        rotate(&folder, &["--rotate-keys=now", "--signing-algorithm", algorithm]);
        let (receipt, published) = life(&folder, act);
        receipts.push(receipt);
        let key = |receipt: &String| published.get(&kid(receipt, &published)).expect("a key").algorithm();
        assert_eq!(key(&receipts[receipts.len() - 1]).name(), *algorithm);
        assert_eq!(key(&receipts[0]).name(), "ES256");
    }
    for (receipt, act) in receipts.iter().zip(&compact) {
        assert_eq!(*receipt, life(&folder, act).0, "acknowledged for ever, byte for byte");
    }
}

fn check_config(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (bool, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"))
        .arg("--check-config")
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(folder)
        .output()
        .expect("it runs");
    (status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

#[test]
fn check_config_explains_every_fault_at_once_and_makes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("key.pem"), "secret").expect("a file");
    let (good, text) = check_config(
        folder.path(),
        &[
            "--listen=nowhere",
            "--database=missing/a.db",
            "--public-url=shop.example",
            "--allow-origin=https://shop.example/checkout",
            "--notice-file=no.txt",
            "--signing-key-file=key.pem",
            "--log-origin=two words",
            "--api-token=secret",
        ],
        &[],
    );
    assert!(!good);
    for key in [
        "listen",
        "database",
        "public-url",
        "allow-origin",
        "notice-file",
        "signing-key-file",
        "log-origin",
        "api-token",
    ] {
        assert!(text.lines().any(|line| line.starts_with(&format!("{key}: "))), "{key} in\n{text}");
    }
    assert!(!text.contains("secret"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let (good, text) = check_config(folder.path(), &[], &[]);
    assert!(good, "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn file_and_environment_configure_as_flags_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("opt-in.toml");
    std::fs::write(&file, "listen = \"nonsense\"\npublic-url = [\"https://a.example\"]\n").expect("a file");
    let with_file = ["--config=opt-in.toml"];
    let (good, text) = check_config(folder.path(), &with_file, &[]);
    assert!(!good && text.contains("`nonsense`"), "{text}");
    let (good, text) = check_config(folder.path(), &with_file, &[("OPT_IN_LISTEN", "127.0.0.1:1")]);
    assert!(good, "the environment wins over the file: {text}");
    let (good, text) = check_config(
        folder.path(),
        &["--config=opt-in.toml", "--listen=bad"],
        &[("OPT_IN_LISTEN", "127.0.0.1:1")],
    );
    assert!(!good && text.contains("`bad`"), "flags win over the environment: {text}");
    let (good, text) = check_config(folder.path(), &[], &[("OPT_IN_ALLOW_ORIGIN", "https://a.example,nope")]);
    assert!(!good && text.contains("`nope`") && !text.contains("`https://a.example`"), "{text}");
    std::fs::write(&file, "lisen = \"127.0.0.1:1\"\n").expect("a file");
    let (good, text) = check_config(folder.path(), &with_file, &[]);
    assert!(!good && text.contains("lisen"), "a misspelt key is found: {text}");
}

/// A shop with one page and a stand-in file for each kind the package has.
fn shop() -> (TempDir, Process) {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("www/index.html", "<h1>Shop</h1>"),
        ("www/privacy/index.html", "<h1>Privacy</h1>"),
        ("dist/whatsapp-opt-in.js", "export {}"),
        ("dist/whatsapp-opt-in.wasm", "\0asm"),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let shop = Process::shop(folder.path(), &[]);
    (folder, shop)
}

/// The act of a page of this shop.
fn shop_act(shop: &Process) -> String {
    let origin = format!("http://{}", shop.address);
    let aud = Some(format!("{origin}/v1/consents"));
    Key::p256().act(&Act { iss: origin, aud, ..act() })
}

fn checkout(shop: &Process, form: &str) -> String {
    let (status, answer) =
        shop.request("POST", "/checkout", "application/x-www-form-urlencoded", form).expect("an answer");
    assert_eq!(status, 200, "the order always goes through");
    assert!(answer.to_ascii_lowercase().contains("content-security-policy: default-src 'none'"));
    answer
}

#[test]
fn the_shop_serves_pages_and_package_with_their_types_and_a_strict_policy() {
    let (_folder, shop) = shop();
    for (path, kind) in [
        ("/", "text/html"),
        ("/privacy/", "text/html"),
        ("/whatsapp-opt-in/whatsapp-opt-in.js", "text/javascript"),
        ("/whatsapp-opt-in/whatsapp-opt-in.wasm", "application/wasm"),
    ] {
        let (status, answer) = shop.request("GET", path, "", "").expect("an answer");
        assert_eq!(status, 200, "{path}");
        assert!(answer.contains(&format!("content-type: {kind}")), "{path}: {answer}");
        assert_eq!(answer.contains("require-trusted-types-for 'script'"), kind == "text/html", "{path}");
    }
    let (status, answer) = shop.request("GET", "/privacy", "", "").expect("an answer");
    assert!(status == 307 && answer.contains("location: /privacy/"), "{answer}");
    for path in ["/nothing", "/../Cargo.toml", "/whatsapp-opt-in/../../shop.db", "/..%2fshop.db"] {
        let (status, answer) = shop.request("GET", path, "", "").expect("an answer");
        assert!(status == 404 && answer.contains("route_unknown"), "{path}: {answer}");
    }
}

#[test]
fn the_checkout_stores_the_forms_act_once_with_what_the_widget_posted() {
    let (_folder, shop) = shop();
    let compact = shop_act(&shop);
    assert_eq!(post(&shop, &compact).0, 201);
    let page = checkout(&shop, &format!("name=Ada+Lovelace&phone=0612345678&whatsapp_consent={compact}"));
    assert!(page.contains("data-opt-in=\"stored\"") && page.contains(NUMBER), "{page}");
    assert!(page.contains("Thank you, Ada."));
    assert!(page.contains("You agreed to: <strong>order confirmations</strong>."), "{page}");
    assert!(page.contains("Acme may send me order confirmations on WhatsApp."));
    assert_eq!(post(&shop, &compact).0, 200);

    let line = shop.lines.recv_timeout(Duration::from_secs(5)).expect("a line for the record");
    assert!(line.starts_with("record 1 stored: ConsentGiven") && !line.contains("612345678"), "{line}");
    assert!(shop.lines.recv_timeout(Duration::from_millis(200)).is_err(), "one line for one record");
}

#[test]
fn the_way_back_leads_to_the_page_of_the_shop_that_the_form_stood_on() {
    let (_folder, shop) = shop();
    for (path, back) in [("/checkout", "/shop/"), ("/booking", "/booking/"), ("/newsletter", "/newsletter/")]
    {
        let page =
            shop.request("POST", path, "application/x-www-form-urlencoded", "name=Ada").expect("a page").1;
        assert!(page.contains(&format!("href=\"{back}\">Back to the shop")), "{path}: {page}");
        // An address that only takes forms, opened by hand.
        let (status, answer) = shop.request("GET", path, "", "").expect("an answer");
        assert!(status == 303 && answer.contains(&format!("location: {back}\r\n")), "{path}: {answer}");
    }
}

#[test]
fn the_confirmation_never_says_agreed_where_the_person_declined() {
    let (_folder, shop) = shop();
    let origin = format!("http://{}", shop.address);
    let declined = Act { iss: origin.clone(), aud: Some(format!("{origin}/v1/consents")), ..withdrawal() };
    let page = checkout(&shop, &format!("whatsapp_consent={}", Key::p256().act(&declined)));
    assert!(page.contains("Your choice is recorded") && !page.contains("You agreed to"), "{page}");
    assert!(page.contains("You did not agree to: <strong>order confirmations</strong>."), "{page}");
}

#[test]
fn the_downloaded_record_holds_act_receipt_and_keys() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let (_folder, shop) = shop();
    let compact = shop_act(&shop);
    let page = checkout(&shop, &format!("whatsapp_consent={compact}"));
    let (_, link) = page.split_once("href=\"data:application/json;base64,").expect("a link");
    let json = STANDARD.decode(link.split_once('"').expect("its end").0).expect("base64");
    let record: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(record["consent"], compact);
    assert!(record["receipt"].is_string() && record["jwks"]["keys"].is_array());
}

#[test]
fn the_order_goes_through_without_an_opt_in_and_with_a_bad_one() {
    let (_folder, shop) = shop();
    for form in ["name=Ada", "name=Ada&whatsapp_consent=", ""] {
        assert!(checkout(&shop, form).contains("data-opt-in=\"none\""), "{form}");
    }
    let plain = checkout(&shop, "name=Ada&whatsapp_opt_in=order-confirmation");
    assert!(plain.contains("data-opt-in=\"unsigned\""), "a ticked box without an act is told as such");
    let bad = checkout(&shop, "name=Ada&whatsapp_consent=forged");
    assert!(bad.contains("data-opt-in=\"refused\"") && bad.contains("act_not_compact"));
    let huge = format!("name=Ada&note={}", "a".repeat(100_000));
    assert!(checkout(&shop, &huge).contains("Order confirmed"));
    assert!(shop.lines.recv_timeout(Duration::from_millis(200)).is_err(), "nothing was stored");
}

#[test]
fn the_confirmation_escapes_everything_a_form_sent() {
    let (_folder, shop) = shop();
    let page = checkout(
        &shop,
        "name=%3Cscript%3Ealert(1)%3C%2Fscript%3E&%22%3E%3Cimg=%22%3E%3Cb%3E&card_number=4111",
    );
    for markup in ["<script", "<img", "<b>", "4111"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;"));
}
