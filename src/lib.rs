//! What browser and backend of a WhatsApp opt-in must agree on.
//!
//! ```text
//! keystroke ─► phone: parse, judge, format ──┐
//! tick ──────► consent: build the act ───────┼─► signed by the page, verified by the backend
//! words ─────► text: what the person reads ──┘
//! ```
//!
//! - [`phone`]: telephone numbers, judged as Google's libphonenumber judges them.
//! - [`consent`]: the act a browser signs, the receipt a receiver answers with, and their strict verification.
//! - [`policy`]: is this prompt, template or record right, by which edition of the rules, and how to mend it.
//! - [`optout`]: whether a message is an opt-out, in any language.
//! - [`text`]: every word shown to a person, in every language, and the notice made from them.
//!
//! Nothing here touches a DOM, a socket, a clock or a source of randomness: callers pass in what they know.
//!
//! # Features
//!
//! None is on by default: a page signs with WebCrypto and verifies nothing.
//!
//! - `verify`: verifies signatures with AWS-LC, for backends (`consent::AwsLc`).
//! - `verify-rust`: the same in pure Rust, also for wasm32 (`consent::RustCrypto`).

#![forbid(unsafe_code)]
#![deny(missing_docs)]

// `phone` needs no more of the standard library; `tests/phone/no_std` builds it without.
extern crate alloc;

pub mod consent;
pub mod optout;
pub mod phone;
pub mod policy;
pub mod text;
