//! Acts really signed, a receiver on a real SQLite file, and requests through the real router.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

pub mod backend;
pub mod document;
pub mod process;
pub mod whatsapp;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::Row;
use tempfile::TempDir;
pub use test_support::Key;
use tower::ServiceExt;
use whatsapp_opt_in::consent::{Method as ConsentMethod, *};
use whatsapp_opt_in_receiver::store::{Records, SqliteStore};
use whatsapp_opt_in_receiver::{Args, Clock, Config, Keys, Receiver, app};

/// Where the receiver of the tests is reached.
pub const PUBLIC_URL: &str = "https://shop.example";
/// A number that can be in use, and that no log may show.
pub const NUMBER: &str = "+33612345678";

/// What opens exports in the tests.
pub const API_TOKEN: &str = "a-token-that-nobody-can-guess";

/// An act as the widget makes it, with a `jti` of its own.
pub fn act() -> Act {
    Act { jti: uuid::Uuid::now_v7().to_string(), ..test_support::act() }
}

/// The same person taking consent back.
pub fn withdrawal() -> Act {
    let mut act = act();
    act.event = Event {
        kind: EventType::ConsentWithdrawn,
        method: ConsentMethod::PreferenceCentre,
        supersedes: None,
    };
    act.purposes[0].granted = false;
    act
}

/// Signs the honest act with one thing changed in its claims.
pub fn sign_with(key: &Key, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = serde_json::to_value(act()).expect("JSON");
    change(&mut claims);
    key.compact(&key.act_header().to_string(), &claims.to_string())
}

pub fn notice(text: &str) -> Notice {
    Notice { sha256: sha256_hex(text.as_bytes()), text: text.into(), version: None, language: "en".into() }
}

/// A receiver in a folder of its own, with a clock that the test moves.
#[derive(Clone)]
pub struct Service {
    pub receiver: Receiver,
    pub store: Arc<SqliteStore>,
    pub router: Router,
    pub folder: Arc<TempDir>,
    now_ms: Arc<AtomicI64>,
}

impl Service {
    /// As a shop runs it: `https://shop.example`, open notices, no nonce asked for.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Args)) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().expect("a folder")), change).await
    }

    /// Starts on what the folder holds already.
    pub async fn start_in(folder: Arc<TempDir>, change: impl FnOnce(&mut Args)) -> Self {
        let mut args = Args {
            database: Some(database(&folder)),
            public_url: vec![PUBLIC_URL.into()],
            ..Args::default()
        };
        change(&mut args);
        let config = Config::resolve(args, None).expect("a good configuration");
        let keys = Keys::load(&config.keys).expect("keys");
        let store = Arc::new(SqliteStore::open(&database(&folder)).await.expect("a database"));
        store.register_notices(&config.notice_texts, 0).await.expect("registered");
        let now_ms = Arc::new(AtomicI64::new(1_795_000_000_000));
        let clock: Clock = Arc::new({
            let now_ms = now_ms.clone();
            move || now_ms.load(Ordering::SeqCst)
        });
        let settings = config.settings(config.listen);
        let receiver = Receiver::start(settings, keys, store.clone(), clock, |_| {}).expect("a receiver");
        Self { router: app(receiver.clone()), receiver, store, folder, now_ms }
    }

    pub fn pass_time(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// Posts a compact act as JSON.
    pub async fn post(&self, compact: &str) -> Answer {
        self.send(json_request("/v1/consents", &json!({ "consent": compact }))).await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.expect("an answer")).await
    }

    pub async fn nonce(&self) -> String {
        let answer = self.send(json_request("/v1/challenges", &json!({}))).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        answer.json()["nonce"].as_str().expect("a nonce").to_owned()
    }

    /// Stores an act and returns its receipt, verified under the published keys.
    pub async fn stored(&self, compact: &str) -> VerifiedReceipt {
        let answer = self.post(compact).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        let receipt = answer.json()["receipt"].as_str().expect("a receipt").to_owned();
        self.verified(&receipt, compact)
    }

    pub fn verified(&self, receipt: &str, compact: &str) -> VerifiedReceipt {
        let act = verify_act(compact, &AwsLc, &Expect::default()).expect("an act");
        let trusted = self.receiver.keys().trusted();
        verify_receipt(receipt, &AwsLc, trusted, Some(&act)).expect("a receipt")
    }

    /// Everything in the tables, read past the receiver.
    pub async fn contents(&self) -> Vec<Vec<String>> {
        contents(&database(&self.folder)).await
    }
}

pub fn database(folder: &TempDir) -> PathBuf {
    folder.path().join("opt-in.db")
}

/// Every row of records and notices, each cell as text.
pub async fn contents(database: &Path) -> Vec<Vec<String>> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let records =
        "SELECT seq || '', jti, number, act, event, received_ms || '', notice_sha256, key_thumbprint,
        assurance, coalesce(nonce, ''), receipt FROM records ORDER BY seq";
    let notices = "SELECT sha256, text, registered || '' FROM notices ORDER BY sha256";
    let mut rows = Vec::new();
    for query in [records, notices] {
        for row in sqlx::query(query).fetch_all(&pool).await.expect("rows") {
            rows.push((0..row.len()).map(|i| row.get::<String, _>(i)).collect());
        }
    }
    pool.close().await;
    rows
}

/// Every row of every table, each cell as SQLite writes it.
pub async fn everything(folder: &TempDir) -> Vec<String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database(folder));
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .fetch_all(&pool)
            .await
            .expect("tables");
    let mut rows = Vec::new();
    for table in tables {
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(&table)
            .fetch_all(&pool)
            .await
            .expect("columns");
        let cells: Vec<String> = columns.iter().map(|column| format!("quote({column})")).collect();
        let query = format!("SELECT {} FROM {table}", cells.join(" || ',' || "));
        let found: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_all(&pool).await.expect("rows");
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    pool.close().await;
    rows.sort();
    rows
}

/// An answer, read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    /// The code on a page for people.
    pub fn page_code(&self) -> String {
        assert!(self.header("content-type").starts_with("text/html"), "{}", self.text());
        let (_, rest) = self.text().split_once("data-code=\"").expect("a code");
        rest.split_once('"').expect("its end").0.to_owned()
    }

    /// The problem's code, checked to be a whole problem document.
    pub fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        for member in ["type", "title", "code", "detail"] {
            assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}");
        }
        problem["code"].as_str().expect("a code").to_owned()
    }
}

pub fn json_request(path: &str, body: &Value) -> Request<Body> {
    request(Method::POST, path, "application/json", body.to_string())
}

pub fn request(method: Method, path: &str, content_type: &str, body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !content_type.is_empty() {
        request = request.header(header::CONTENT_TYPE, content_type);
    }
    request.body(body.into()).expect("a request")
}

/// A request with the API token.
pub fn authorized(path: &str) -> Request<Body> {
    let mut request = get(path);
    let value = format!("Bearer {API_TOKEN}").parse().expect("a header");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

/// The path of a receipt's link.
pub fn link(receipt: &Receipt) -> String {
    let url = receipt.withdraw_url.as_deref().expect("a link");
    url.strip_prefix(PUBLIC_URL).expect("an address of this service").to_owned()
}

pub fn get(path: &str) -> Request<Body> {
    request(Method::GET, path, "", Body::empty())
}
