//! Receives signed WhatsApp opt-ins, stores them durably and answers with a signed receipt.
//!
//! ```text
//! POST /v1/consents ─► http ─► Receiver: verify, judge ─► writer: batch ─► Store: one durable commit ─► receipt
//! ```
//!
//! - [`Config`]: flags, environment and file become one checked value.
//! - [`Receiver`]: takes an act and answers with a receipt; knows no HTTP, so that a page of the same process can use it.
//! - [`app`]: the routes around a receiver, as a function.
//! - The log: every record is a leaf of a transparency log, proved in its receipt; [`Receiver::checkpoint`] and
//!   [`Receiver::tile`] publish it.
//! - [`store::Store`]: what a database must do; SQLite is built in.
//! - [`Error`]: every refusal, with its stable code and HTTP status.
//!
//! A 2xx means that the record is on disk. Telephone numbers never appear in logs, addresses or errors.

#![deny(missing_docs)]

mod change;
mod cloud;
mod config;
mod contact;
mod error;
mod http;
mod import;
mod keys;
mod limits;
mod link;
mod log;
mod metrics;
mod nonce;
pub mod operations;
mod outbox;
mod person;
mod quiet;
mod receiver;
mod schema;
mod sending;
pub mod store;
mod suppressions;
mod token;
mod webhook;
mod withdraw;
mod writer;

pub use change::ChangeLink;
pub use cloud::CloudSettings;
pub use config::{
    Args, Config, Fault, LogFormat, MinAssurance, NoticePolicy, Operation, OutboxCommand, RotateKeys,
    SigningAlgorithm, StopCovers,
};
pub use contact::{contact, normal};
pub use error::Error;
pub use http::{app, routes};
pub use import::{ImportLine, Imported, ListFacts, RefusedLine};
pub use keys::{KeyError, KeySource, Keys, Rotated, Rotation};
pub use limits::Rates;
pub use link::LINK_LIFETIME_S;
pub use log::LogTile;
pub use nonce::LIFETIME_MS as NONCE_LIFETIME_MS;
pub use outbox::{EVENT_VERSION, OutboxSettings, WebhookSecret, replay};
pub use quiet::QuietHours;
pub use receiver::{Accepted, Challenge, Clock, Receiver, Settings, StoredEvent, system_clock};
pub use sending::{Answer, Cap, SendingRules};
pub use token::ApiToken;
pub use webhook::{ConfirmLink, StopSettings, WebhookSettings};
pub use withdraw::{Changed, Managed, PageWords, Withdrawn};
