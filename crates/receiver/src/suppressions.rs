//! Who must not get marketing: for systems that keep such a list of their own.

use std::collections::BTreeSet;

use serde::Serialize;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::{Identity, Ledger, Occurrence, Question, Reason};

use crate::error::Error;
use crate::receiver::{Receiver, name_of, unavailable};
use crate::store::entries::{contact_key, contacts_of};

/// A contact that must not get marketing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Suppression {
    /// E.164 number or business-scoped user id.
    pub(crate) contact: String,
    /// `stopped`, `number_left`, or `no_consent` where nothing but the stop is known.
    pub(crate) reason: String,
    /// Since when, seconds since 1970.
    pub(crate) since: Option<i64>,
    /// Whether the contact is a number.
    #[serde(skip)]
    pub(crate) number: bool,
}

impl Receiver {
    /// The suppressions of at most `limit` people after this key, and the key to go on from; `None` when that was all. A
    /// person is given once, with every number and user id.
    pub(crate) async fn suppressions(
        &self,
        after: &str,
        limit: u32,
    ) -> Result<(Vec<Suppression>, Option<String>), Error> {
        let page = self.0.store.stopped_contacts(after, limit).await.map_err(unavailable)?;
        let mut found = Vec::new();
        for contact in &page {
            found.extend(self.suppressed_with(contact).await?);
        }
        let full = page.len() as u64 == u64::from(limit);
        Ok((found, page.last().filter(|_| full).map(contact_key)))
    }

    /// The person of this contact, unless another of their contacts comes first in the list.
    async fn suppressed_with(&self, contact: &Identity) -> Result<Vec<Suppression>, Error> {
        let entries = self.known(std::slice::from_ref(contact)).await?;
        let stops = entries.iter().filter(|entry| is_stop(&entry.what));
        let first = stops.flat_map(|entry| contacts_of(&entry.what)).map(contact_key).min();
        if first != Some(contact_key(contact)) {
            return Ok(Vec::new());
        }
        let mut ledger = Ledger::default();
        entries.iter().for_each(|entry| ledger.add(entry));
        let people: BTreeSet<&Identity> = entries.iter().flat_map(|entry| contacts_of(&entry.what)).collect();
        let (now, assurance) = (self.now_ms(), self.settings().sending.assurance);
        let suppressed = people.into_iter().filter_map(|subject| {
            let question = Question { subject, category: Category::Marketing, purpose: None, now, assurance };
            let decision = ledger.may_send(&question);
            // An expired or unconfirmed consent says nothing about a stop, and neither does error 131049.
            let stopped = matches!(decision.reason, Reason::Stopped | Reason::NumberLeft | Reason::NoConsent);
            let (Identity::Phone(text) | Identity::Bsuid(text)) = subject;
            stopped.then(|| Suppression {
                contact: text.clone(),
                reason: name_of(&decision.reason),
                since: decision.since.map(|ms| ms.div_euclid(1000)),
                number: matches!(subject, Identity::Phone(_)),
            })
        });
        Ok(suppressed.collect())
    }
}

/// What puts a contact on [`Entries::stopped_contacts`](crate::store::Entries::stopped_contacts).
fn is_stop(what: &Occurrence) -> bool {
    matches!(what, Occurrence::Stop { .. } | Occurrence::NumberChanged { .. })
}
