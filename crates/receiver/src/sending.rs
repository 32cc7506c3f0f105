//! "May I send?": the ledger's rules over what is stored, and the limits the operator set besides.

use std::collections::HashMap;

use serde::Serialize;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Ledger, MessageForm, Occurrence, Question, Scope};
use whatsapp_opt_in::consent::{Assurance, Category};

use crate::contact::normal;
use crate::error::Error;
use crate::quiet::QuietHours;
use crate::receiver::{Receiver, name_of, unavailable};
use crate::schema;
use crate::store::{SendCount, Sent};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What the operator asks besides consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendingRules {
    /// What a STOP message covers.
    pub stop_scope: Scope,
    /// The least that must be known of an opt-in.
    pub assurance: Assurance,
    /// The most marketing messages one person gets.
    pub cap: Option<Cap>,
    /// When nobody is sent marketing.
    pub quiet: Option<QuietHours>,
}

impl Default for SendingRules {
    fn default() -> Self {
        let stop_scope = Scope::Category(Category::Marketing);
        Self { stop_scope, assurance: Assurance::SelfAsserted, cap: None, quiet: None }
    }
}

/// So many marketing messages in so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Messages.
    pub count: u64,
    /// Days, of 24 hours each, up to now.
    pub days: u32,
}

impl Cap {
    /// Reads `4/7d`.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, days) = text.strip_suffix('d')?.split_once('/')?;
        let cap = Self { count: count.parse().ok()?, days: days.parse().ok()? };
        (cap.count > 0 && (1..=366).contains(&cap.days)).then_some(cap)
    }
}

/// The answer for one contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = MaySend)]
pub struct Answer {
    /// Whether the message may be sent.
    pub allowed: bool,
    /// Why: a stable code.
    #[schema(value_type = schema::MayReason)]
    pub reason: String,
    /// In which form; `None` when nothing may be sent.
    #[schema(value_type = Option<schema::MessageForm>, required)]
    pub message: Option<MessageForm>,
    /// Since when the reason holds, seconds since 1970.
    #[schema(required, minimum = 0)]
    pub since: Option<i64>,
    /// The act that allows it.
    #[schema(value_type = Option<schema::Jti>, required)]
    pub record: Option<String>,
}

impl Answer {
    fn refused(reason: &str, since_ms: Option<i64>) -> Self {
        let since = since_ms.map(|ms| ms.div_euclid(1000));
        Self { allowed: false, reason: reason.to_owned(), message: None, since, record: None }
    }

    /// For what is neither a number nor a user id.
    pub fn nobody() -> Self {
        Self::refused("contact_invalid", None)
    }
}

impl Receiver {
    /// Whether a message of this category, and purpose if it matters, may be sent to each of these contacts.
    pub async fn may_send_each(
        &self,
        contacts: &[Identity],
        category: Category,
        purpose: Option<&str>,
    ) -> Result<Vec<Answer>, Error> {
        let rules = &self.settings().sending;
        let store = &self.0.store;
        let contacts: Vec<Identity> = contacts.iter().cloned().map(normal).collect();
        let now = self.now_ms();
        let entries = self.known(&contacts).await?;
        let mut ledger = Ledger::default();
        entries.iter().for_each(|entry| ledger.add(entry));
        let marketing = category == Category::Marketing;
        let capped = match rules.cap.filter(|_| marketing) {
            Some(cap) => {
                let mut people = People::of(&contacts, &entries);
                let after = now - i64::from(cap.days) * DAY_MS;
                let sends = store.marketing_sends(&people.everybody(), after).await.map_err(unavailable)?;
                people.over(cap, &sends, &contacts)
            }
            None => HashMap::new(),
        };
        let answer = |subject: &Identity| {
            let question = Question { subject, category, purpose, now, assurance: rules.assurance };
            let decision = ledger.may_send(&question);
            if decision.allowed && marketing {
                if let Some(newest) = capped.get(subject) {
                    return Answer::refused("frequency_cap", Some(*newest));
                }
                if rules.quiet.as_ref().is_some_and(|quiet| quiet.holds(subject, now)) {
                    return Answer::refused("quiet_hours", None);
                }
            }
            Answer {
                allowed: decision.allowed,
                reason: name_of(&decision.reason),
                message: decision.message,
                since: decision.since.map(|ms| ms.div_euclid(1000)),
                record: decision.record,
            }
        };
        Ok(contacts.iter().map(answer).collect())
    }

    /// Stores what was sent, for the frequency cap; tells which were new.
    pub async fn sent(&self, sends: Vec<Sent>) -> Result<Vec<bool>, Error> {
        let sends = sends.into_iter().map(|sent| Sent { contact: normal(sent.contact), ..sent });
        self.write_sends(sends.collect()).await
    }
}

/// Who is one person, for counting only: identifiers joined by links and changes of number.
struct People {
    /// Each identifier's neighbour nearer to the root; a root is its own.
    nearer: HashMap<Identity, Identity>,
}

impl People {
    fn of(contacts: &[Identity], entries: &[Entry]) -> Self {
        let mut people = Self { nearer: contacts.iter().map(|id| (id.clone(), id.clone())).collect() };
        for entry in entries {
            if let Occurrence::Linked { a, b } | Occurrence::NumberChanged { from: a, to: b } = &entry.what {
                let (a, b) = (people.root(a), people.root(b));
                people.nearer.insert(a, b);
            }
        }
        people
    }

    fn root(&mut self, id: &Identity) -> Identity {
        let mut root = id.clone();
        while let Some(next) = self.nearer.get(&root).filter(|next| **next != root) {
            root = next.clone();
        }
        self.nearer.insert(id.clone(), root.clone());
        root
    }

    fn everybody(&self) -> Vec<Identity> {
        self.nearer.keys().cloned().collect()
    }

    /// The contacts that reached the cap, each with the time of the newest message.
    fn over(&mut self, cap: Cap, sends: &[SendCount], contacts: &[Identity]) -> HashMap<Identity, i64> {
        let mut counts: HashMap<Identity, (u64, i64)> = HashMap::new();
        for sent in sends {
            let (count, newest) = counts.entry(self.root(&sent.contact)).or_default();
            *count += sent.count;
            *newest = sent.newest.max(*newest);
        }
        let over = contacts.iter().filter_map(|contact| {
            let (count, newest) = counts.get(&self.root(contact))?;
            (*count >= cap.count).then(|| (contact.clone(), *newest))
        });
        over.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cap_is_read_and_nonsense_refused() {
        assert_eq!(Cap::parse("4/7d"), Some(Cap { count: 4, days: 7 }));
        for bad in ["", "4", "4/7", "0/7d", "4/0d", "4/400d", "-1/7d", "x/7d", "4/7dd"] {
            assert_eq!(Cap::parse(bad), None, "{bad}");
        }
    }
}
