//! WhatsApp's side: deliveries signed as Meta signs them, and a stand-in of the Cloud API that refuses what Meta would.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::hmac;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in_receiver::Args;

use super::{Key, Service, sign_with};

pub const APP_SECRET: &str = "an app secret of the tests";
pub const VERIFY_TOKEN: &str = "a word agreed on";
pub const ACCESS_TOKEN: &str = "an-access-token-of-the-tests";
/// The business's own number, by its id in the Cloud API.
pub const BUSINESS: &str = "106540352242922";
/// The person of the tests as WhatsApp writes them.
pub const PERSON: &str = "33612345678";

/// With the webhook open.
pub fn with_webhook(args: &mut Args) {
    args.whatsapp_app_secret = Some(APP_SECRET.into());
    args.whatsapp_verify_token = Some(VERIFY_TOKEN.into());
    args.api_token = Some(super::API_TOKEN.into());
}

/// What the header says of a body.
pub fn signature(secret: &str, body: &[u8]) -> String {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), body);
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

/// A delivery as Meta posts it.
pub fn delivery(body: impl Into<Vec<u8>>) -> Request<Body> {
    let body = body.into();
    Request::builder()
        .method(Method::POST)
        .uri("/webhooks/whatsapp")
        .header("content-type", "application/json")
        .header("x-hub-signature-256", signature(APP_SECRET, &body))
        .body(Body::from(body))
        .expect("a request")
}

/// The envelope around one list.
pub fn envelope(list: &str, items: &[Value]) -> String {
    json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": BUSINESS},
        list: items,
    }}]}]})
    .to_string()
}

/// A text of the person.
pub fn text(id: &str, from: &str, body: &str) -> Value {
    json!({"from": from, "id": id, "timestamp": "1794999999", "type": "text", "text": {"body": body}})
}

/// A purpose, as an act names it.
pub fn purpose(id: &str, category: &str) -> Value {
    json!({"id": id, "category": category, "text": id, "granted": true})
}

impl Service {
    /// Stores a new opt-in to marketing, with a nonce, so that it lifts stops from before; and returns the answer.
    pub async fn agrees(&self, change: impl FnOnce(&mut Value)) -> Value {
        let nonce = self.nonce().await;
        self.pass_time(1000);
        let compact = sign_with(&Key::p256(), |claims| {
            claims["nonce"] = nonce.into();
            claims["purposes"] = json!([purpose("offers", "marketing")]);
            change(claims);
        });
        let answer = self.post(&compact).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        self.pass_time(1000);
        answer.json()
    }

    /// Delivers messages, which must be taken.
    pub async fn hears(&self, messages: &[Value]) {
        self.hears_in("messages", messages).await;
    }

    pub async fn hears_in(&self, list: &str, items: &[Value]) {
        let answer = self.send(delivery(envelope(list, items))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }

    /// Whether a message may be sent to a contact, as JSON.
    pub async fn may_send(&self, contact: &str, category: &str) -> Value {
        let subject = whatsapp_opt_in_receiver::contact(contact).expect("a contact");
        let category: Category = serde_json::from_value(category.into()).expect("a category");
        let answers = self.receiver.may_send_each(&[subject], category, None).await.expect("an answer");
        serde_json::to_value(&answers[0]).expect("JSON")
    }

    /// Why marketing to the person of the tests may or may not go out.
    pub async fn marketing(&self) -> String {
        let answer = self.may_send(super::NUMBER, "marketing").await;
        answer["reason"].as_str().expect("a reason").to_owned()
    }
}

/// One message the stand-in was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    pub sender: String,
    pub message: Value,
}

/// A Cloud API on a port of its own.
pub struct CloudApi {
    pub url: String,
    state: Arc<Mutex<Wire>>,
}

#[derive(Default)]
struct Wire {
    sent: Vec<Sent>,
    /// Answers to give before the good ones: status and error code.
    failures: Vec<(u16, i64)>,
    /// Requests that no Cloud API would take, and why.
    wrong: Vec<String>,
    requests: usize,
}

impl CloudApi {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Wire::default()));
        let router = Router::new()
            .route("/{version}/{sender}/messages", post(take))
            .fallback(async |State(state): State<Arc<Mutex<Wire>>>, request: Request<Body>| {
                let wrong = format!("{} {}", request.method(), request.uri().path());
                state.lock().expect("a lock").wrong.push(wrong);
                StatusCode::NOT_FOUND
            })
            .with_state(state.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, state }
    }

    /// A receiver that sends through it.
    pub async fn receiver(&self) -> Service {
        let url = self.url.clone();
        Service::start_with(|args| {
            with_webhook(args);
            args.whatsapp_api_url = Some(url);
            args.whatsapp_access_token = Some(ACCESS_TOKEN.into());
        })
        .await
    }

    /// The next requests fail like this.
    pub fn fail(&self, failures: &[(u16, i64)]) {
        self.state.lock().expect("a lock").failures.extend(failures);
    }

    pub fn sent(&self) -> Vec<Sent> {
        let wire = self.state.lock().expect("a lock");
        assert!(wire.wrong.is_empty(), "{:?}", wire.wrong);
        wire.sent.clone()
    }

    pub fn requests(&self) -> usize {
        self.state.lock().expect("a lock").requests
    }

    /// Waits until so many messages were taken.
    pub async fn until_sent(&self, count: usize) -> Vec<Sent> {
        for _ in 0..400 {
            if self.sent().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let sent = self.sent();
        assert_eq!(sent.len(), count, "{sent:?}");
        sent
    }

    /// Waits until so many requests came, good or bad.
    pub async fn until_requested(&self, count: usize) {
        for _ in 0..400 {
            if self.requests() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("only {} requests came", self.requests());
    }
}

/// Holds a request against Meta's documented shape of a text message.
async fn take(
    State(state): State<Arc<Mutex<Wire>>>,
    Path((version, sender)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let mut wire = state.lock().expect("a lock");
    wire.requests += 1;
    let message: Value = serde_json::from_slice(&body).unwrap_or_default();
    if let Err(wrong) = check(&version, &sender, &headers, &message) {
        wire.wrong.push(wrong);
        return (StatusCode::BAD_REQUEST, Json(error(100)));
    }
    if !wire.failures.is_empty() {
        let (status, code) = wire.failures.remove(0);
        return (StatusCode::from_u16(status).expect("a status"), Json(error(code)));
    }
    let input = message.get("to").or(message.get("recipient")).cloned().unwrap_or_default();
    wire.sent.push(Sent { sender, message });
    let answer = json!({"messaging_product": "whatsapp", "contacts": [{"input": input, "wa_id": input}],
        "messages": [{"id": format!("wamid.OURS{}", wire.sent.len())}]});
    (StatusCode::OK, Json(answer))
}

fn error(code: i64) -> Value {
    json!({"error": {"message": "(#code) no", "type": "OAuthException", "code": code, "fbtrace_id": "x"}})
}

fn check(version: &str, sender: &str, headers: &HeaderMap, message: &Value) -> Result<(), String> {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let must = |holds: bool, what: &str| if holds { Ok(()) } else { Err(format!("{what}: {message}")) };
    must(version.strip_prefix('v').is_some_and(|v| v.parse::<f32>().is_ok()), "a version in the path")?;
    must(sender.bytes().all(|c| c.is_ascii_digit()), "a phone number id in the path")?;
    must(header("authorization") == format!("Bearer {ACCESS_TOKEN}"), "the access token")?;
    must(header("content-type") == "application/json", "JSON")?;
    must(message["messaging_product"] == "whatsapp", "the product")?;
    must(message["recipient_type"] == "individual", "the recipient's type")?;
    must(message["type"] == "text", "the type")?;
    must(message["text"]["body"].as_str().is_some_and(|b| (1..=4096).contains(&b.len())), "a body")?;
    must(message["text"]["preview_url"].is_boolean(), "preview_url")?;
    let to = message["to"].as_str().is_some_and(|to| to.bytes().all(|c| c.is_ascii_digit() || c == b'+'));
    let recipient = message["recipient"].as_str().is_some_and(|id| id.contains('.'));
    must(to || (recipient && message.get("to").is_none()), "somebody to send to")?;
    let known = ["messaging_product", "recipient_type", "to", "recipient", "type", "text"];
    must(message.as_object().is_some_and(|m| m.keys().all(|k| known.contains(&k.as_str()))), "known members")
}
