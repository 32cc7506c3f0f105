//! The routes: one file per resource, each with its own `router()`.

mod admin;
mod auth;
mod body;
mod challenges;
mod client;
mod consents;
mod contacts;
mod events;
mod health;
mod import;
mod keys;
mod layers;
mod lint;
mod log;
mod manage;
mod metrics;
mod openapi;
mod records;
mod suppressions;
mod webhook;

use axum::Router;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::error::Error;
use crate::receiver::Receiver;

/// The whole service: routes, cross-origin rules, headers, request log, and a problem document for everything else.
pub fn app(receiver: Receiver) -> Router {
    let metrics = receiver.metrics().clone();
    layers::service(routes(&receiver).fallback(async || Error::RouteUnknown), metrics)
}

/// The routes alone, for a process that serves more than them; wrap it as [`app`] does, or mind headers yourself.
pub fn routes(receiver: &Receiver) -> Router {
    let (documented, document) = openapi::start()
        .merge(consents::router())
        .merge(challenges::router())
        .merge(keys::router())
        .merge(lint::router())
        .merge(log::router())
        .merge(records::router())
        .merge(contacts::router())
        .merge(import::router())
        .merge(suppressions::router())
        .merge(webhook::router())
        .merge(health::router())
        .merge(metrics::router())
        .split_for_parts();
    let api = documented
        // Pages for people; what is for programs stands in the document.
        .merge(manage::router())
        .merge(admin::router(receiver))
        .merge(openapi::router(document))
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .with_state(receiver.clone());
    layers::api(api, &receiver.settings().origins)
}

/// The variable part of a path. One that is no text is no route of ours, and is answered like any other.
struct Segment(String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Path(text) = Path::from_request_parts(parts, state).await.map_err(|_| Error::RouteUnknown)?;
        Ok(Self(text))
    }
}
