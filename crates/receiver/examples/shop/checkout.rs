//! `POST /checkout`: an order is taken whatever became of the opt-in.

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::{Redirect, Response};
use axum::routing::post;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{AwsLc, Expect, Verified, verify_act};
use whatsapp_opt_in_receiver::{Accepted, Error, Receiver};

use crate::page;

/// The form's field with the signed act.
const FIELD: &str = "whatsapp_consent";
/// The plain box inside the element, sent where its script did not run.
const PLAIN_FIELD: &str = "whatsapp_opt_in";
const BODY_LIMIT: usize = 64 * 1024;

pub(crate) fn router() -> Router<Receiver> {
    Router::new()
        .route("/checkout", post(order).get(async || Redirect::to("/")))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// What became of the opt-in.
pub(crate) enum OptIn {
    /// The form carried none: the box was not ticked.
    None,
    /// The plain box was ticked; there is no signed act.
    Unsigned,
    /// It is in the ledger.
    Stored {
        /// What the person did, for which number, before which words.
        act: Box<Verified>,
        /// Act, receipt and keys, for the person to keep.
        record: String,
    },
    /// The receiver refused it.
    Refused(Error),
}

async fn order(State(receiver): State<Receiver>, body: Result<Bytes, BytesRejection>) -> Response {
    // A body that is too large or broken costs the fields shown, never the order.
    let body = body.unwrap_or_default();
    let mut fields: Vec<(String, String)> = url_decode(&body);
    let consent = fields.iter().position(|(name, _)| name == FIELD).map(|at| fields.remove(at).1);
    let plain = fields.iter().position(|(name, _)| name == PLAIN_FIELD).map(|at| fields.remove(at).1);
    let opt_in = match consent.as_deref() {
        None | Some("") if plain.is_some() => OptIn::Unsigned,
        None | Some("") => OptIn::None,
        Some(compact) => match receiver.accept(compact).await {
            Ok(accepted) => stored(&receiver, compact, &accepted),
            Err(error) => OptIn::Refused(error),
        },
    };
    page::confirmation(&fields, &opt_in)
}

fn url_decode(body: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(body).into_owned().collect()
}

fn stored(receiver: &Receiver, compact: &str, accepted: &Accepted) -> OptIn {
    let act = match verify_act(compact, &AwsLc, &Expect::default()) {
        Ok(act) => Box::new(act),
        Err(error) => return OptIn::Refused(error.into()),
    };
    let jwks: Value = serde_json::from_str(receiver.keys().jwks()).unwrap_or_default();
    let record = json!({ "consent": compact, "receipt": accepted.receipt, "jwks": jwks });
    OptIn::Stored { act, record: format!("{record:#}\n") }
}

/// The record as a link that holds it: no address to guess, nothing kept for it, nothing in a log.
pub(crate) fn download_link(record: &str) -> String {
    format!("data:application/json;base64,{}", STANDARD.encode(record))
}
