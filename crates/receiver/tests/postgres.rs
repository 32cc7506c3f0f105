//! The program on PostgreSQL: two processes that share one database.
#![allow(missing_docs)]

#[path = "support/postgres.rs"]
mod postgres;
mod support;

use std::path::Path;

use support::process::{Process, body};
use support::*;
use whatsapp_opt_in::consent::Act;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_receivers_on_one_postgres_answer_as_one_and_lose_nothing_when_killed() {
    let database = postgres::database().await;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let (key, log, retired) = (path("key.pem"), path("log.pem"), path("retired.json"));
    let options = [
        "--signing-key-file",
        &key,
        "--log-key-file",
        &log,
        "--retired-keys",
        &retired,
        "--api-token",
        API_TOKEN,
    ];
    let start = || Process::receiver(Path::new(&database.url), &options);
    let (one, two) = (start(), start());
    let act = act();
    let compact = Key::p256().act(&act);
    let post = |to: &Process, compact: &str| {
        let (status, answer) =
            to.request("POST", "/v1/consents", "application/jwt", compact).expect("an answer");
        (status, body(&answer).to_owned())
    };
    let (status, receipt) = post(&one, &compact);
    assert_eq!(status, 201);
    assert_eq!(post(&two, &compact), (200, receipt.clone()), "the other one gives the same bytes");
    one.kill();
    let again = Act { jti: uuid::Uuid::now_v7().to_string(), ..act };
    assert_eq!(post(&two, &Key::p256().act(&again)).0, 201);
    two.kill();
    let three = start();
    assert_eq!(post(&three, &compact), (200, receipt));
    let (status, checkpoint) = three.request("GET", "/log/checkpoint", "", "").expect("an answer");
    assert_eq!((status, body(&checkpoint).lines().nth(1)), (200, Some("2")));
    assert!(three.stop());

    let operation = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
        command.args(options).args(arguments).args(["--database", &database.url, "--public-url", PUBLIC_URL]);
        let output = command.output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    };
    let (code, text) = operation(&["verify-ledger"]);
    // The log may have said something on standard error, which comes after.
    assert!(code == Some(0) && text.starts_with("2 records, 0 of them erased: whole\n"), "{text}");
    let (code, text) = operation(&["backup", &path("copy.db")]);
    assert!(code == Some(2) && text.contains("pg_dump"), "{text}");
}

#[test]
fn an_address_that_cannot_be_reached_ends_the_start_without_showing_it() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"))
        .current_dir(tempfile::tempdir().expect("a folder").path())
        .args([
            "--database",
            "postgres://me:secret-word@127.0.0.1:1/x",
            "--signing-key-file",
            "/nonexistent/key",
        ])
        .output()
        .expect("it runs");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("secret-word") && !said.is_empty(), "{said}");
}
