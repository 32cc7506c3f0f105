//! The outbox: what the site's own backend is to be told, written with what happened and kept until it was taken.

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::Identity;

use super::StoreError;

/// An event on its way into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// The same at every try, and no other event's.
    pub id: String,
    /// Whom it is about: events about one contact go out in order.
    pub contact: Identity,
    /// E.g. `consent.granted`.
    pub kind: &'static str,
    /// JSON without `sequence`, which is known once it is stored.
    pub body: String,
}

/// An event to deliver, given out to one caller alone for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its place: of two events about one contact, the later one has the greater number.
    pub seq: u64,
    /// As in [`NewEvent`].
    pub id: String,
    /// E.g. `consent.granted`.
    pub kind: String,
    /// As in [`NewEvent`].
    pub body: String,
    /// How often it was tried before.
    pub attempts: u32,
    /// Until when nobody else is given it; whoever comes later has lost it.
    pub until_ms: i64,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled<'a> {
    /// It was taken: the event is forgotten.
    Taken,
    /// It failed, and is tried again.
    Again {
        /// When, server time in ms.
        due_ms: i64,
        /// Why, in a word.
        outcome: &'a str,
    },
    /// It failed for the last time.
    Dead {
        /// Why, in a word.
        outcome: &'a str,
    },
    /// It is as if it had not been tried.
    Back {
        /// When it is due, server time in ms.
        due_ms: i64,
    },
}

/// An event that is not tried any more, without anything that identifies a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// Its place.
    pub seq: u64,
    /// Its id.
    pub id: String,
    /// E.g. `consent.granted`.
    pub kind: String,
    /// When it happened, server time in ms.
    pub created_ms: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// What became of the last try.
    pub outcome: String,
}

/// How much there is in the outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Events that wait or are under way.
    pub waiting: u64,
    /// Events that are not tried any more.
    pub dead: u64,
    /// Whether some endpoint said that it is gone.
    pub gone: bool,
}

/// A consent that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// Whose.
    pub contact: Identity,
    /// The act that gave it.
    pub jti: String,
    /// When it ends, server time in ms.
    pub valid_until_ms: i64,
    /// Whether somebody was reminded of it.
    pub reminded: bool,
}

/// What the site's own backend is to be told. Events of records and entries are written by
/// [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Outbox: Send + Sync + 'static {
    /// Gives out events that are due, at most `limit`, to this caller alone until `until_ms`: of each contact the oldest that is
    /// not dead, and no other.
    async fn claim_events(&self, now_ms: i64, until_ms: i64, limit: u32)
    -> Result<Vec<Delivery>, StoreError>;

    /// Says what became of a delivery; `false` when it was somebody else's by then, or erased, and nothing changed.
    async fn settle_event(&self, delivery: &Delivery, settled: Settled<'_>) -> Result<bool, StoreError>;

    /// How much there is.
    async fn backlog(&self) -> Result<Backlog, StoreError>;

    /// The oldest dead letters, at most `limit`.
    async fn dead_letters(&self, limit: u32) -> Result<Vec<DeadLetter>, StoreError>;

    /// Puts dead letters back, as if they had never been tried: those with these ids, or all. How many they were.
    async fn replay(&self, ids: Option<&[String]>, now_ms: i64) -> Result<u64, StoreError>;

    /// Whether this endpoint said that it is gone.
    async fn is_gone(&self, endpoint: &str) -> Result<bool, StoreError>;

    /// Remembers that it is.
    async fn set_gone(&self, endpoint: &str, now_ms: i64) -> Result<(), StoreError>;

    /// Forgets every endpoint that is gone: they are tried again.
    async fn forget_gone(&self) -> Result<(), StoreError>;

    /// Consents that ended by `now_ms`, and those nobody was reminded of that end by `remind_ms`; at most `limit` of each.
    async fn due_expiries(&self, now_ms: i64, remind_ms: i64, limit: u32) -> Result<Vec<Expiry>, StoreError>;

    /// Closes an expiry, or notes the reminder of one that is still to come, and stores the event in the same transaction;
    /// `false` when somebody else did, or the person was erased, and nothing changed.
    async fn settle_expiry(
        &self,
        expiry: &Expiry,
        over: bool,
        event: Option<&NewEvent>,
        now_ms: i64,
    ) -> Result<bool, StoreError>;
}

pub(crate) type DeliveryRow = (i64, String, String, String, i64, i64);

pub(crate) fn deliveries(rows: Vec<DeliveryRow>) -> Result<Vec<Delivery>, StoreError> {
    let mut deliveries = rows
        .into_iter()
        .map(|(seq, id, kind, body, attempts, until_ms)| {
            let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
            Ok(Delivery { seq: super::to_seq(seq)?, id, kind, body, attempts, until_ms })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    deliveries.sort_by_key(|delivery| delivery.seq);
    Ok(deliveries)
}

pub(crate) type DeadRow = (i64, String, String, i64, i64, String);

pub(crate) fn dead_letters(rows: Vec<DeadRow>) -> Result<Vec<DeadLetter>, StoreError> {
    let letter = |(seq, id, kind, created_ms, attempts, outcome): DeadRow| {
        let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
        Ok(DeadLetter { seq: super::to_seq(seq)?, id, kind, created_ms, attempts, outcome })
    };
    rows.into_iter().map(letter).collect()
}

pub(crate) fn expiries(rows: Vec<(String, String, i64, bool)>) -> Result<Vec<Expiry>, StoreError> {
    let expiry = |(contact, jti, valid_until_ms, reminded): (String, String, i64, bool)| {
        let contact = super::entries::identity_of(&contact).ok_or(StoreError::Entry)?;
        Ok(Expiry { contact, jti, valid_until_ms, reminded })
    };
    rows.into_iter().map(expiry).collect()
}
