//! What is known of a contact, and its erasure.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::hmac;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope};

use crate::contact::normal;
use crate::error::Error;
use crate::keys::Keys;
use crate::receiver::{Receiver, unavailable};
use crate::store::entries::{contact_key, contacts_of};
use crate::store::{ContactHash, Erased, Store};

impl Receiver {
    /// Every entry that bears on these contacts, which are in normal form; who was erased has said stop to everything.
    pub(crate) async fn known(&self, contacts: &[Identity]) -> Result<Vec<Entry>, Error> {
        known(&*self.0.store, &self.0.keys, contacts).await
    }

    /// Erases a person: acts, numbers, salts and everything heard of them go. The log still verifies, and nothing may be
    /// sent to them until they agree anew.
    pub async fn erase(&self, contact: Identity) -> Result<Erased, Error> {
        let contact = normal(contact);
        let hash = |key: &str| self.hash(key);
        let erased = self.0.store.erase(&contact, self.now_ms(), &hash).await.map_err(unavailable)?;
        tracing::info!(contacts = erased.contacts, records = erased.records, "a person was erased");
        Ok(erased)
    }

    pub(crate) fn hash(&self, key: &str) -> ContactHash {
        hash(&self.0.keys, key)
    }
}

/// As [`Receiver::known`], for who has no receiver.
pub(crate) async fn known(
    store: &dyn Store,
    keys: &Keys,
    contacts: &[Identity],
) -> Result<Vec<Entry>, Error> {
    let mut entries = store.entries_of(contacts).await.map_err(unavailable)?;
    let people: BTreeSet<&Identity> =
        contacts.iter().chain(entries.iter().flat_map(|entry| contacts_of(&entry.what))).collect();
    let hashes: BTreeMap<ContactHash, Identity> =
        people.into_iter().map(|who| (hash(keys, &contact_key(who)), who.clone())).collect();
    let asked: Vec<ContactHash> = hashes.keys().copied().collect();
    for (hash, at) in store.erased(&asked).await.map_err(unavailable)? {
        if let Some(subject) = hashes.get(&hash) {
            let what = Occurrence::Stop { subject: subject.clone(), scope: Scope::All, supersedes: None };
            entries.push(Entry { id: "erased".to_owned(), at, what });
        }
    }
    Ok(entries)
}

fn hash(keys: &Keys, key: &str) -> ContactHash {
    let mut hash = ContactHash::default();
    hash.copy_from_slice(hmac::sign(keys.erased(), key.as_bytes()).as_ref());
    hash
}
