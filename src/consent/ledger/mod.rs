//! The ledger's rules: who wins between opt-in, withdrawal, STOP, resume, confirmation and a change of number or
//! user id, whatever the order and repetition of arrival.
//!
//! Every rule is a maximum, a union or a lookup over the *set* of entries, so that late, repeated and shuffled
//! deliveries end in the same state:
//!
//! - A stop counts from its arrival. Only an opt-in whose nonce the server issued *after* that lifts it; the
//!   browser's clock and the sender's timestamps order nothing.
//! - Identifiers seen together are one person: a stop under one holds under all, whichever came first. An opt-in
//!   reaches only its own identifier and those seen directly beside it, so that a recycled number does not pass one
//!   owner's consent to the next.
//! - A withdrawal that names an act holds for that act and for those that replace it, whatever number it stands under.
//! - An act ends the act it replaces, whoever signed it, and inherits nothing from it but its stops: naming an act can
//!   only take away.
//! - A changed number takes its stops along, and refuses everything from then on.
//! - Resume and confirmation lift nothing.

mod people;
mod state;

use serde::{Deserialize, Serialize};

use super::act::EventType;
use super::purpose::Category;
use super::receipt::Assurance;
use super::verify::Verified;

pub use state::{Decision, Ledger, MessageForm, Question, Reason};

/// Milliseconds since 1970 by the receiver's clock.
pub type ServerTime = i64;

/// What a person is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Identity {
    /// A number in E.164 form.
    Phone(String),
    /// A business-scoped user id.
    Bsuid(String),
}

/// What a stop or a withdrawal covers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Every message.
    All,
    /// One category.
    Category(Category),
    /// Some purposes, by their ids.
    Purposes(Vec<String>),
}

impl Scope {
    /// Whether a message of this category and purpose falls under it.
    pub fn covers(&self, category: Category, purpose: &str) -> bool {
        match self {
            Self::All => true,
            Self::Category(c) => *c == category,
            Self::Purposes(ids) => ids.iter().any(|id| id == purpose),
        }
    }
}

/// One line of the ledger: it happened, and the receiver learned of it at `at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What makes a repetition a repetition: an act's `jti`, a message's `wamid`, …
    pub id: String,
    /// When it first arrived. A repetition keeps the earlier time.
    pub at: ServerTime,
    /// What happened.
    pub what: Occurrence,
}

/// What can happen to a person's consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occurrence {
    /// An act that gives consent; the entry's id is its `jti`.
    OptIn(OptIn),
    /// A STOP message, a preference set to stop, a send error 131050, or an act of withdrawal.
    Stop {
        /// Who.
        subject: Identity,
        /// What it covers.
        scope: Scope,
        /// The act a withdrawal takes back: the stop holds for it, and for whatever replaces it, under any identifier.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supersedes: Option<String>,
    },
    /// A request to start again: recorded, lifts nothing.
    Resume {
        /// Who.
        subject: Identity,
    },
    /// The number answered on WhatsApp with the code of the act `jti`.
    Confirmation {
        /// The act it confirms.
        jti: String,
        /// The number the code came from.
        subject: Identity,
    },
    /// Two identifiers stood in one webhook.
    Linked {
        /// One.
        a: Identity,
        /// The other.
        b: Identity,
    },
    /// WhatsApp says the person moved to another number.
    NumberChanged {
        /// The number left.
        from: Identity,
        /// The number taken.
        to: Identity,
    },
    /// A message of the person: opens the service window.
    Inbound {
        /// Who.
        subject: Identity,
        /// When WhatsApp says it was sent; a time after arrival counts as arrival.
        sent_at: ServerTime,
    },
    /// Send error 131047: at that moment no window was open.
    WindowClosed {
        /// To whom the message was.
        subject: Identity,
        /// When WhatsApp says it failed; a time after arrival counts as arrival.
        failed_at: ServerTime,
    },
    /// Send error 131049: WhatsApp holds marketing back for a day.
    MarketingLimited {
        /// Who.
        subject: Identity,
    },
}

/// What an act of consent says to the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptIn {
    /// Who.
    pub subject: Identity,
    /// The purposes granted.
    pub granted: Vec<(Category, String)>,
    /// When the receiver issued the nonce the act carries.
    pub nonce_issued: Option<ServerTime>,
    /// End of validity.
    pub valid_until: Option<ServerTime>,
    /// The act this one replaces.
    pub supersedes: Option<String>,
    /// What was known of it on arrival.
    pub assurance: Assurance,
}

impl Entry {
    /// What a verified act that arrived at `at` says to the ledger; `None` for a refusal, which changes nothing.
    /// `nonce_issued` is the time in its nonce, once that was found to be the receiver's own.
    pub fn from_act(
        act: &Verified,
        at: ServerTime,
        nonce_issued: Option<ServerTime>,
        assurance: Assurance,
    ) -> Option<Self> {
        let subject = Identity::Phone(act.e164().to_owned());
        let what = match act.event.kind {
            EventType::ConsentGiven | EventType::RenewedConsentGiven => Occurrence::OptIn(OptIn {
                subject,
                granted: act
                    .purposes
                    .iter()
                    .filter(|p| p.granted)
                    .map(|p| (p.category, p.id.clone()))
                    .collect(),
                nonce_issued,
                valid_until: act.valid_until.map(|seconds| seconds.saturating_mul(1000)),
                supersedes: act.event.supersedes.clone(),
                assurance,
            }),
            EventType::ConsentWithdrawn => Occurrence::Stop {
                subject,
                scope: Scope::Purposes(act.purposes.iter().map(|p| p.id.clone()).collect()),
                supersedes: act.event.supersedes.clone(),
            },
            EventType::ConsentRefused => return None,
        };
        Some(Self { id: act.jti.clone(), at, what })
    }
}
