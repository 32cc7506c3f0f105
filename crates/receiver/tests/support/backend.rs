//! The site's own backend: takes events on a port of its own, or fails as it is told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in_receiver::Args;
use whatsapp_opt_in_receiver::store::{Outbox, Settled};

use super::{Key, Service, act, database};

/// The secret of the tests: Standard Webhooks' own example.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// One try, as it came.
#[derive(Clone, Debug)]
pub struct Try {
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
    pub status: u16,
}

impl Try {
    pub fn event(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
    }

    /// Type and contact.
    pub fn about(&self) -> (String, String) {
        let event = self.event();
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        (text(&event["type"]), text(&event["data"]["contact"]))
    }
}

#[derive(Default)]
struct Wire {
    tries: Vec<Try>,
    /// What to answer about a contact, and with what `Retry-After` or `Location`, until told otherwise.
    answers: HashMap<String, (u16, &'static str)>,
    /// Contacts of events that are being answered now.
    under_way: Vec<String>,
    /// Two events of one contact, or one event twice, at the same time.
    overlaps: usize,
    slow: bool,
}

pub struct Backend {
    pub url: String,
    state: Arc<Mutex<Wire>>,
}

impl Backend {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Wire::default()));
        let router = Router::new().fallback(take).with_state(state.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hooks", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, state }
    }

    /// Sets up a receiver that tells it.
    pub fn tell(&self, args: &mut Args) {
        args.webhook_url = Some(self.url.clone());
        args.webhook_secret = vec![SECRET.into()];
    }

    pub async fn receiver(&self) -> Service {
        Service::start_with(|args| self.tell(args)).await
    }

    /// From now on events about this contact are answered like this.
    pub fn answer(&self, contact: &str, status: u16, more: &'static str) {
        self.state.lock().expect("a lock").answers.insert(contact.to_owned(), (status, more));
    }

    /// Each answer takes a moment, so that tries at once are seen.
    pub fn slow_down(&self) {
        self.state.lock().expect("a lock").slow = true;
    }

    pub fn overlaps(&self) -> usize {
        self.state.lock().expect("a lock").overlaps
    }

    pub fn tries(&self) -> Vec<Try> {
        self.state.lock().expect("a lock").tries.clone()
    }

    /// What was taken, in order.
    pub fn taken(&self) -> Vec<Try> {
        self.tries().into_iter().filter(|taken| taken.status < 300).collect()
    }

    /// Waits until so many were taken, and no more.
    pub async fn until_taken(&self, count: usize) -> Vec<Try> {
        for _ in 0..800 {
            if self.taken().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let taken = self.taken();
        let about: Vec<_> = taken.iter().map(Try::about).collect();
        assert_eq!(taken.len(), count, "{about:?}");
        taken
    }
}

impl Service {
    /// Makes an event about this contact that fails, and gives it up before its time; its id.
    pub async fn give_up(&self, backend: &Backend, contact: &str) -> String {
        backend.answer(contact, 500, "");
        self.stored(&Key::p256().act(&Act { sub: format!("tel:{contact}"), ..act() })).await;
        // It fails once, and is due again in some five seconds: nobody else is given it before.
        let later = self.receiver.now_ms() + 7_000;
        for _ in 0..400 {
            tokio::time::sleep(Duration::from_millis(25)).await;
            if !backend.tries().iter().any(|sent| sent.about().1 == contact) {
                continue;
            }
            let due = self.store.claim_events(later, later + 1, 1).await.expect("read");
            if let Some(delivery) = due.first() {
                let dead = Settled::Dead { outcome: "500" };
                assert!(self.store.settle_event(delivery, dead).await.expect("settled"));
                return delivery.id.clone();
            }
        }
        panic!("the event was not tried");
    }
}

async fn take(
    State(state): State<Arc<Mutex<Wire>>>,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = String::from_utf8(body.to_vec()).expect("UTF-8");
    let mut taken = Try { path: uri.path().to_owned(), headers, body, status: 0 };
    let contact = taken.about().1;
    let slow = {
        let mut wire = state.lock().expect("a lock");
        wire.overlaps += usize::from(wire.under_way.contains(&contact));
        wire.under_way.push(contact.clone());
        wire.slow
    };
    if slow {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut wire = state.lock().expect("a lock");
    wire.under_way.retain(|other| *other != contact);
    let (status, more) = wire.answers.get(&contact).copied().unwrap_or((204, ""));
    taken.status = status;
    wire.tries.push(taken);
    let status = StatusCode::from_u16(status).expect("a status");
    let name: HeaderName = if status.is_redirection() { header::LOCATION } else { header::RETRY_AFTER };
    if more.is_empty() { status.into_response() } else { (status, [(name, more)]).into_response() }
}

/// What the table says of each event that is not taken yet: tries, when it is due, the last outcome.
pub async fn rows(folder: &tempfile::TempDir) -> Vec<(i64, Option<i64>, String)> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database(folder)).read_only(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.expect("a database");
    let rows = sqlx::query_as("SELECT attempts, due_ms, outcome FROM outbox ORDER BY seq");
    let rows = rows.fetch_all(&pool).await.expect("rows");
    pool.close().await;
    rows
}
