//! The entries: what happened to each contact, and what `may-send` is decided from.

use std::collections::{BTreeSet, HashSet};

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, OptIn};

use super::{Appended, Batch, StoreError};

/// Reading entries; they are written by [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Entries: Send + Sync + 'static {
    /// Every entry that bears on these contacts: their own, and those of everybody connected with them by links, changes
    /// of number and acts that replace each other. Of a contact's messages only the newest is given, and entries of
    /// two contacts may come twice: [`Ledger`](whatsapp_opt_in::consent::ledger::Ledger) takes both as they are.
    async fn entries_of(&self, contacts: &[Identity]) -> Result<Vec<Entry>, StoreError>;

    /// Contacts that said stop or changed their number, at most `limit`, in the order of their keys, from the one after
    /// this key. Their entries say whether that still holds.
    async fn stopped_contacts(&self, after: &str, limit: u32) -> Result<Vec<Identity>, StoreError>;
}

/// The key a contact's rows stand under.
pub(crate) fn contact_key(identity: &Identity) -> String {
    match identity {
        Identity::Phone(number) => format!("p:{number}"),
        Identity::Bsuid(id) => format!("b:{id}"),
    }
}

/// The contact of a key.
pub(crate) fn identity_of(key: &str) -> Option<Identity> {
    let (kind, id) = key.split_once(':')?;
    match kind {
        "p" => Some(Identity::Phone(id.to_owned())),
        "b" => Some(Identity::Bsuid(id.to_owned())),
        _ => None,
    }
}

/// The contacts an entry is about.
pub(crate) fn contacts_of(what: &Occurrence) -> Vec<&Identity> {
    match what {
        Occurrence::OptIn(opt_in) => vec![&opt_in.subject],
        Occurrence::Stop { subject, .. }
        | Occurrence::Resume { subject }
        | Occurrence::Confirmation { subject, .. }
        | Occurrence::Inbound { subject, .. }
        | Occurrence::WindowClosed { subject, .. }
        | Occurrence::MarketingLimited { subject } => vec![subject],
        Occurrence::Linked { a, b } | Occurrence::NumberChanged { from: a, to: b } if a == b => vec![a],
        Occurrence::Linked { a, b } => vec![a, b],
        Occurrence::NumberChanged { from, to } => vec![from, to],
    }
}

/// The act that an act replaces or takes back, with the contact who says so.
fn supersedes(what: &Occurrence) -> Option<(&Identity, &str)> {
    match what {
        Occurrence::OptIn(OptIn { subject, supersedes, .. })
        | Occurrence::Stop { subject, supersedes, .. } => Some((subject, supersedes.as_deref()?)),
        _ => None,
    }
}

/// The rows of entries, each with the entry's place in the batch.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Contact, id, time of arrival, occurrence.
    pub(crate) entries: Vec<(usize, String, String, i64, String)>,
    /// Contact, id, time the window opens at.
    pub(crate) messages: Vec<(usize, String, String, i64)>,
    /// Act, contact.
    pub(crate) acts: BTreeSet<(String, String)>,
    /// Contact, act, end of consents that will end.
    pub(crate) expiries: Vec<(String, String, i64)>,
}

impl Rows {
    /// The rows of a batch: its entries, and what its new records say.
    pub(crate) fn of(batch: &Batch<'_>, outcomes: &[Appended], now_ms: i64) -> Self {
        let mut rows = Self::default();
        for (place, entry) in batch.entries.iter().enumerate() {
            rows.push(place, &entry.id, entry.at, &entry.what);
        }
        for (record, outcome) in batch.records.iter().zip(outcomes) {
            if let (Some(what), Appended::Stored(_)) = (&record.occurrence, outcome) {
                rows.push(usize::MAX, &record.jti, now_ms, what);
            }
        }
        rows
    }

    /// Adds an entry's rows.
    pub(crate) fn push(&mut self, place: usize, id: &str, at: i64, what: &Occurrence) {
        if let Occurrence::Inbound { subject, sent_at } = what {
            return self.messages.push((place, contact_key(subject), id.to_owned(), at.min(*sent_at)));
        }
        if let Occurrence::OptIn(opt_in) = what {
            let contact = contact_key(&opt_in.subject);
            self.expiries.extend(opt_in.valid_until.map(|end| (contact.clone(), id.to_owned(), end)));
            self.acts.insert((id.to_owned(), contact));
        }
        if let Some((subject, replaced)) = supersedes(what) {
            self.acts.insert((replaced.to_owned(), contact_key(subject)));
        }
        let json = serde_json::to_string(what).unwrap_or_default();
        for contact in contacts_of(what) {
            self.entries.push((place, contact_key(contact), id.to_owned(), at, json.clone()));
        }
    }
}

/// For each inserted key, the first place of the batch that has it: of two alike, the second was not new.
pub(crate) fn first_places<'a>(
    inserted: Vec<(String, String)>,
    keys: impl Iterator<Item = (usize, &'a String, &'a String)>,
) -> Vec<usize> {
    let mut inserted: HashSet<_> = inserted.into_iter().collect();
    keys.filter(|(_, contact, id)| inserted.remove(&((*contact).clone(), (*id).clone())))
        .map(|(place, ..)| place)
        .collect()
}

/// The walk from some contacts to everybody connected with them, one round of queries per step.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    contacts: BTreeSet<String>,
    acts: BTreeSet<String>,
    /// Contacts to read next.
    pub(crate) open: Vec<String>,
    /// Acts whose contacts to read next.
    pub(crate) open_acts: Vec<String>,
    entries: Vec<Entry>,
}

impl Walk {
    pub(crate) fn from(contacts: &[Identity]) -> Self {
        let mut walk = Self::default();
        contacts.iter().for_each(|contact| walk.visit(contact_key(contact)));
        walk
    }

    /// A contact to read, unless it was.
    pub(crate) fn visit(&mut self, contact: String) {
        if self.contacts.insert(contact.clone()) {
            self.open.push(contact);
        }
    }

    /// An entry that was read.
    pub(crate) fn read(&mut self, id: String, at: i64, what: &str) -> Result<(), StoreError> {
        let what: Occurrence = serde_json::from_str(what).map_err(|_| StoreError::Entry)?;
        for contact in contacts_of(&what) {
            self.visit(contact_key(contact));
        }
        let own = matches!(what, Occurrence::OptIn(_)).then_some(&*id);
        let replaced = supersedes(&what).map(|(_, replaced)| replaced);
        for jti in [own, replaced].into_iter().flatten() {
            if self.acts.insert(jti.to_owned()) {
                self.open_acts.push(jti.to_owned());
            }
        }
        self.entries.push(Entry { id, at, what });
        Ok(())
    }

    /// The newest message of a contact.
    pub(crate) fn read_message(&mut self, contact: &str, at: i64) -> Result<(), StoreError> {
        let subject = identity_of(contact).ok_or(StoreError::Entry)?;
        let what = Occurrence::Inbound { subject, sent_at: at };
        self.entries.push(Entry { id: "newest message".to_owned(), at, what });
        Ok(())
    }

    /// The keys of everybody that was reached.
    pub(crate) fn contacts(&self) -> Vec<String> {
        self.contacts.iter().cloned().collect()
    }

    /// The acts that were read. One that is only named as replaced may be nobody's, or another person's.
    pub(crate) fn acts(&self) -> Vec<String> {
        let of_act = |what: &Occurrence| matches!(what, Occurrence::OptIn(_) | Occurrence::Stop { .. });
        let acts = self.entries.iter().filter(|entry| of_act(&entry.what));
        acts.map(|entry| entry.id.clone()).collect()
    }

    pub(crate) fn finish(self) -> Vec<Entry> {
        self.entries
    }
}
