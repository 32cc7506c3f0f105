//! The WhatsApp opt-in in the page.
//!
//! ```text
//! events ─► Controller ─► State (pure) ─► Card (Yew)
//!               │  ▲
//!               ▼  │
//!        act ─► key, sign ─► post, retry
//! ```
//!
//! - [`Config`]: what the site asks for, read from attributes or built by hand.
//! - [`State`]: what the person did, and where the record of it stands. Pure.
//! - [`Controller`]: takes events, keeps the state, signs and posts; tells its [`Host`].
//! - [`Card`]: draws a [`View`]. It has no listeners: the host delegates events to the controller.
//! - [`OptIn`]: card and controller together, for Yew applications.
//!
//! The custom element is a shell in JavaScript (`js/`) around the controller and the card.
//!
//! Feature `engine`, on by default: the phone engine is part of the program. The custom element leaves it out and loads it once the
//! card is drawn.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod act;
mod browser;
mod card;
mod compact;
mod config;
mod controller;
mod json;
mod logo;
mod number;
mod opt_in;
mod retry;
mod state;

pub use card::{Card, View, category_by_name, category_name};
pub use config::{Config, ConfigError, Format};
pub use controller::{Controller, Failure, Host};
pub use number::{Fault, each_region, fault_message, use_engine};
pub use opt_in::{Consent, OptIn, OptInProps};
pub use state::{Choice, Input, Phase, SignedAct, State};
