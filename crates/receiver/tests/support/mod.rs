//! Acts really signed, a receiver on a real SQLite file, and requests through the real router.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

pub mod process;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sqlx::Row;
use tempfile::TempDir;
use tower::ServiceExt;
use whatsapp_opt_in::consent::{Method as ConsentMethod, *};
use whatsapp_opt_in_receiver::store::{SqliteStore, Store};
use whatsapp_opt_in_receiver::{Args, Clock, Config, Keys, Receiver, app};

/// Where the receiver of the tests is reached.
pub const PUBLIC_URL: &str = "https://shop.example";
/// A number that can be in use, and that no log may show.
pub const NUMBER: &str = "+33612345678";

/// The key pair of a browser.
pub enum Key {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl Key {
    pub fn p256() -> Self {
        Self::P256(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"))
    }

    pub fn ed25519() -> Self {
        Self::Ed25519(Ed25519KeyPair::generate().expect("a key"))
    }

    pub fn public(&self) -> PublicKey {
        match self {
            Self::P256(pair) => {
                let point = pair.public_key().as_ref();
                let (x, y) = point[1..].split_at(32);
                PublicKey::P256 { x: x.try_into().expect("32 bytes"), y: y.try_into().expect("32 bytes") }
            }
            Self::Ed25519(pair) => {
                PublicKey::Ed25519(pair.public_key().as_ref().try_into().expect("32 bytes"))
            }
        }
    }

    /// Signs any header and claims, right or wrong.
    pub fn compact(&self, header: &Value, claims: &Value) -> String {
        self.compact_text(&header.to_string(), &claims.to_string())
    }

    pub fn compact_text(&self, header: &str, claims: &str) -> String {
        let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = match self {
            Self::P256(pair) => {
                pair.sign(&SystemRandom::new(), input.as_bytes()).expect("a signature").as_ref().to_vec()
            }
            Self::Ed25519(pair) => pair.sign(input.as_bytes()).as_ref().to_vec(),
        };
        encode_compact(input, &signature)
    }

    /// The header an act of this key has.
    pub fn header(&self) -> Value {
        let public = self.public();
        json!({"alg": public.algorithm().name(), "typ": "whatsapp-consent+jwt", "jwk": public.to_jwk()})
    }

    /// Signs an act.
    pub fn sign(&self, act: &Act) -> String {
        self.compact(&self.header(), &serde_json::to_value(act).expect("JSON"))
    }

    /// Signs the honest act with one thing changed in its claims.
    pub fn sign_with(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = serde_json::to_value(act()).expect("JSON");
        change(&mut claims);
        self.compact(&self.header(), &claims)
    }
}

/// An act as the widget makes it, with a `jti` of its own.
pub fn act() -> Act {
    let text = "Acme may send me order confirmations on WhatsApp.\nReply STOP at any time.\nPrivacy notice";
    Act {
        iss: PUBLIC_URL.into(),
        aud: Some(format!("{PUBLIC_URL}/v1/consents")),
        iat: 1_790_000_000,
        jti: uuid::Uuid::now_v7().to_string(),
        sub: format!("tel:{NUMBER}"),
        nonce: None,
        schema: SCHEMA,
        event: Event { kind: EventType::ConsentGiven, method: ConsentMethod::Checkbox, supersedes: None },
        controller: Controller {
            name: "Acme".into(),
            contact: None,
            privacy_url: format!("{PUBLIC_URL}/privacy"),
            whatsapp_number: None,
        },
        purposes: vec![PurposeChoice {
            id: "order-confirmation".into(),
            category: Category::Utility,
            text: "order confirmations".into(),
            granted: true,
        }],
        notice: notice(text),
        withdrawal: vec![Withdrawal::Keyword("STOP".into())],
        retention: None,
        valid_until: None,
        jurisdiction: None,
        recipients: vec![],
        ui: Ui {
            checked_by_default: false,
            number_edited: true,
            trusted_event: true,
            input: "pointer".into(),
            logo: true,
            widget: "whatsapp-opt-in/0.1.0".into(),
            wasm_sha256: None,
            page: format!("{PUBLIC_URL}/checkout"),
        },
        policy: None,
    }
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
        let store = Arc::new(SqliteStore::open(&config.database).await.expect("a database"));
        store.register_notices(&config.notice_texts, 0).await.expect("registered");
        let now_ms = Arc::new(AtomicI64::new(1_795_000_000_000));
        let clock: Clock = Arc::new({
            let now_ms = now_ms.clone();
            move || now_ms.load(Ordering::SeqCst)
        });
        let settings = config.settings(config.listen);
        let receiver = Receiver::start(settings, keys, store.clone(), clock, |_| {});
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

pub fn get(path: &str) -> Request<Body> {
    request(Method::GET, path, "", Body::empty())
}
