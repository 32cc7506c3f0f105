//! `POST /checkout`, `/booking` and `/newsletter`: what a person came for is taken whatever became of the opt-in.

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

/// What a form was sent for, in the words of its confirmation.
#[derive(Clone, Copy)]
pub(crate) struct Occasion {
    /// What happened.
    pub(crate) done: &'static str,
    /// What comes of it.
    pub(crate) next: &'static str,
    /// What does not depend on the opt-in.
    pub(crate) thing: &'static str,
    /// The page of the shop that the person came from.
    pub(crate) back: &'static str,
}

const ORDER: Occasion = Occasion {
    done: "Order confirmed",
    next: "We have your order and will start on it now.",
    thing: "order",
    back: "/shop/",
};
const BOOKING: Occasion = Occasion {
    done: "Table booked",
    next: "We have your booking and look forward to it.",
    thing: "booking",
    back: "/booking/",
};
const NEWSLETTER: Occasion = Occasion {
    done: "Signed up",
    next: "The next issue will come to your e-mail.",
    thing: "newsletter",
    back: "/newsletter/",
};

pub(crate) fn router() -> Router<Receiver> {
    let form = |occasion: Occasion| {
        post(async move |State(receiver): State<Receiver>, body: Result<Bytes, BytesRejection>| {
            order(&receiver, body, occasion).await
        })
        .get(async move || Redirect::to(occasion.back))
    };
    Router::new()
        .route("/checkout", form(ORDER))
        .route("/booking", form(BOOKING))
        .route("/newsletter", form(NEWSLETTER))
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

async fn order(receiver: &Receiver, body: Result<Bytes, BytesRejection>, occasion: Occasion) -> Response {
    // A body that is too large or broken costs the fields shown, never the order.
    let body = body.unwrap_or_default();
    let mut fields: Vec<(String, String)> = url_decode(&body);
    let consent = fields.iter().position(|(name, _)| name == FIELD).map(|at| fields.remove(at).1);
    let plain = fields.iter().position(|(name, _)| name == PLAIN_FIELD).map(|at| fields.remove(at).1);
    let opt_in = match consent.as_deref() {
        None | Some("") if plain.is_some() => OptIn::Unsigned,
        None | Some("") => OptIn::None,
        Some(compact) => match receiver.accept(compact).await {
            Ok(accepted) => stored(receiver, compact, &accepted),
            Err(error) => OptIn::Refused(error),
        },
    };
    page::confirmation(&fields, &opt_in, occasion)
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
