//! The program on PostgreSQL: processes that share one database, its backup, and what only reads it.
#![allow(missing_docs)]

#[path = "support/postgres.rs"]
mod postgres;
mod support;

use std::path::Path;
use std::process::Command;

use support::process::{Process, body};
use support::*;
use tempfile::TempDir;
use whatsapp_opt_in::consent::Act;

/// Receivers on one database, and the key files they share.
struct Shared {
    url: String,
    options: Vec<String>,
}

impl Shared {
    fn new(url: &str, keys: &TempDir) -> Self {
        let path = |name: &str| keys.path().join(name).display().to_string();
        let options = [
            ("--signing-key-file", path("key.pem")),
            ("--log-key-file", path("log.pem")),
            ("--retired-keys", path("retired.json")),
            ("--api-token", API_TOKEN.to_owned()),
        ];
        let options = options.into_iter().flat_map(|(flag, value)| [flag.to_owned(), value]).collect();
        Self { url: url.to_owned(), options }
    }

    fn start(&self) -> Process {
        let options: Vec<&str> = self.options.iter().map(String::as_str).collect();
        Process::receiver(Path::new(&self.url), &options)
    }

    /// Exit status, and what was said.
    fn operation(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
        command.args(&self.options).args(arguments).args(["--database", &self.url]);
        let output = command.args(["--public-url", PUBLIC_URL]).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    }
}

fn post(to: &Process, compact: &str) -> (u16, String) {
    let (status, answer) = to.request("POST", "/v1/consents", "application/jwt", compact).expect("an answer");
    (status, body(&answer).to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn purposes_of_any_name_are_stored_and_hold_nobody_back() {
    let database = postgres::database().await;
    let keys = TempDir::new().expect("a folder");
    let receiver = Shared::new(&database.url, &keys).start();
    for id in ["\0", "+33612345678", &"ab cd".repeat(1600)] {
        let mut act = Act { jti: uuid::Uuid::now_v7().to_string(), ..act() };
        act.purposes[0].id = id.into();
        let (status, answer) = post(&receiver, &Key::p256().act(&act));
        assert_eq!(status, 201, "{answer}");
    }
    receiver.kill();
    let dump = dumped(&database.url);
    assert!(
        dump.contains("INSERT INTO public.counts") && dump.contains("'other'"),
        "they are counted as others"
    );
}

fn ask(to: &Process, method: &str, path: &str) -> (u16, String) {
    // One header line more than the plain request has.
    let kind = format!("application/json\r\nauthorization: Bearer {API_TOKEN}");
    let (status, answer) = to.request(method, path, &kind, "").expect("an answer");
    (status, body(&answer).to_owned())
}

async fn execute(url: &str, sql: &str) -> Result<(), sqlx::Error> {
    let pool = sqlx::PgPool::connect(url).await?;
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&pool).await.map(drop);
    pool.close().await;
    done
}

/// Everything in a database, as PostgreSQL writes it down.
fn dumped(url: &str) -> String {
    let output = Command::new(postgres::programs().join("pg_dump"))
        .args(["--inserts", url])
        .output()
        .expect("pg_dump runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // Newer versions fence the text with a random word.
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter(|line| !line.starts_with('\\')).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_receivers_on_one_postgres_answer_as_one_and_lose_nothing_when_killed() {
    let (database, keys) = (postgres::database().await, tempfile::tempdir().expect("a folder"));
    let shared = Shared::new(&database.url, &keys);
    let (one, two) = (shared.start(), shared.start());
    let act = act();
    let compact = Key::p256().act(&act);
    let (status, receipt) = post(&one, &compact);
    assert_eq!(status, 201);
    assert_eq!(post(&two, &compact), (200, receipt.clone()), "the other one gives the same bytes");
    one.kill();
    let again = Act { jti: uuid::Uuid::now_v7().to_string(), ..act };
    assert_eq!(post(&two, &Key::p256().act(&again)).0, 201);
    two.kill();
    let three = shared.start();
    assert_eq!(post(&three, &compact), (200, receipt));
    let (status, checkpoint) = three.request("GET", "/log/checkpoint", "", "").expect("an answer");
    assert_eq!((status, body(&checkpoint).lines().nth(1)), (200, Some("2")));
    assert!(three.stop());

    let (code, text) = shared.operation(&["verify-ledger"]);
    // The log may have said something on standard error, which comes after.
    assert!(code == Some(0) && text.starts_with("2 records, 0 of them erased: whole\n"), "{text}");
    let copy = keys.path().join("copy.db").display().to_string();
    let (code, text) = shared.operation(&["backup", &copy]);
    assert!(code == Some(2) && text.contains("pg_dump"), "{text}");
}

/// A command as `docs/receiver.md` writes it, run in the folder of the keys.
fn documented(program: &str, keys: &TempDir, variable: &str, url: &str) {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/receiver.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let command = page.split('`').find(|text| text.starts_with(&format!("{program} --"))).expect(program);
    let path = format!("{}:{}", postgres::programs().display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-ec", command]).current_dir(keys.path()).env("PATH", path).env(variable, url);
    let output = shell.output().expect("a shell");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_made_while_it_runs_restores_to_a_receiver_that_verifies_and_goes_on() {
    let (database, keys) = (postgres::database().await, tempfile::tempdir().expect("a folder"));
    let shared = Shared::new(&database.url, &keys);
    let receiver = shared.start();
    let key = Key::p256();
    let numbers = ["+33612345678", "+33687654321", "+33611111111"];
    let given: Vec<String> =
        numbers.iter().map(|number| key.act(&Act { sub: format!("tel:{number}"), ..act() })).collect();
    let receipts: Vec<String> = given.iter().map(|compact| post(&receiver, compact).1).collect();
    assert_eq!(post(&receiver, &key.act(&Act { sub: format!("tel:{}", numbers[1]), ..withdrawal() })).0, 201);
    assert_eq!(ask(&receiver, "DELETE", &format!("/v1/contacts/{}", numbers[2])).0, 204);
    let may_send = |of: &Process| {
        numbers.map(|n| ask(of, "GET", &format!("/v1/contacts/{n}/may-send?purpose=order-confirmation")))
    };
    let answers = may_send(&receiver);
    assert!(answers[0].1.contains("\"consent\"") && answers[1].1.contains("\"stopped\""), "{answers:?}");

    documented("pg_dump", &keys, "DATABASE_URL", &database.url);
    assert_eq!(post(&receiver, &key.act(&act())).0, 201, "after the backup");
    assert!(receiver.stop());

    let new = database.another().await;
    documented("pg_restore", &keys, "NEW_DATABASE_URL", &new.url);
    let restored = Shared::new(&new.url, &keys);
    let (code, text) = restored.operation(&["verify-ledger"]);
    assert!(code == Some(0) && text.starts_with("4 records, 1 of them erased: whole\n"), "{text}");
    let receiver = restored.start();
    assert_eq!(may_send(&receiver), answers);
    for (compact, receipt) in given.iter().zip(&receipts).take(2) {
        assert_eq!(post(&receiver, compact), (200, receipt.clone()), "acknowledged for ever, byte for byte");
    }
    assert_eq!(post(&receiver, &key.act(&act())).0, 201);
    assert!(receiver.stop());
    let (code, text) = restored.operation(&["verify-ledger"]);
    assert!(code == Some(0) && text.starts_with("5 records, "), "the log goes on from its place: {text}");
    let changed = execute(&new.url, "UPDATE records SET number = '+33699999999' WHERE seq = 1").await;
    assert!(changed.is_err(), "what keeps the ledger append-only came along");
}

/// What makes a ledger one of another version, and the code it is refused with.
const OTHER_VERSIONS: [(&str, &str); 4] = [
    ("DELETE FROM _sqlx_migrations WHERE version = 12", "schema_old"),
    ("UPDATE _sqlx_migrations SET version = 999999 WHERE version = 12", "schema_unknown"),
    (
        "UPDATE _sqlx_migrations SET checksum = (SELECT checksum FROM _sqlx_migrations WHERE version = 1) WHERE version = 12",
        "schema_unknown",
    ),
    ("DROP TABLE _sqlx_migrations", "schema_missing"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verify_ledger_writes_nothing_and_refuses_tables_of_another_version_on_postgres() {
    let (database, keys) = (postgres::database().await, tempfile::tempdir().expect("a folder"));
    let shared = Shared::new(&database.url, &keys);
    let receiver = shared.start();
    assert_eq!(post(&receiver, &Key::p256().act(&act())).0, 201);
    assert!(receiver.stop());
    let before = dumped(&database.url);

    // Who may only read can verify.
    let role = format!("auditor_{}", std::process::id());
    let grant = format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'auditor'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
    );
    execute(&database.url, &grant).await.expect("a role");
    let mut auditor = url::Url::parse(&database.url).expect("an address");
    auditor.set_username(&role).and_then(|()| auditor.set_password(Some("auditor"))).expect("an address");
    let (code, text) = Shared::new(auditor.as_str(), &keys).operation(&["verify-ledger"]);
    assert!(code == Some(0) && text.starts_with("1 records, 0 of them erased: whole\n"), "{text}");
    execute(&database.url, &format!("DROP OWNED BY {role}; DROP ROLE {role}")).await.expect("dropped");
    assert_eq!(dumped(&database.url), before);

    for (sql, refused) in OTHER_VERSIONS {
        let other = database.another().await;
        execute(&other.url, &before).await.expect("a copy");
        execute(&other.url, sql).await.expect(sql);
        let before = dumped(&other.url);
        let (code, text) = Shared::new(&other.url, &keys).operation(&["verify-ledger"]);
        assert!(code == Some(2) && text.contains(&format!("{refused}: ")), "{sql}: {text}");
        assert_eq!(dumped(&other.url), before, "{sql}");
    }
    let empty = database.another().await;
    let (code, text) = Shared::new(&empty.url, &keys).operation(&["verify-ledger"]);
    assert!(code == Some(2) && text.contains("schema_missing: "), "{text}");
    assert!(!dumped(&empty.url).contains("CREATE"), "nothing was made");
}

#[tokio::test]
async fn verify_ledger_refuses_tables_of_another_version_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(&folder);
    let receiver = Process::receiver(&path, &[]);
    assert_eq!(post(&receiver, &Key::p256().act(&act())).0, 201);
    assert!(receiver.stop());
    let good = std::fs::read(&path).expect("bytes");
    for (sql, refused) in OTHER_VERSIONS {
        std::fs::write(&path, &good).expect("written");
        let pool = sqlx::SqlitePool::connect(&path.display().to_string()).await.expect("a database");
        sqlx::query(sql).execute(&pool).await.expect(sql);
        pool.close().await;
        let before = std::fs::read(&path).expect("bytes");
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
        let command = command.args(["verify-ledger", "--public-url", PUBLIC_URL, "--database"]).arg(&path);
        let output = command.output().expect("it runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(2) && text.contains(&format!("{refused}: ")), "{sql}: {text}");
        assert!(std::fs::read(&path).expect("bytes") == before, "{sql}");
    }
}

#[test]
fn an_address_that_cannot_be_reached_ends_the_start_without_showing_it() {
    let output = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"))
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
