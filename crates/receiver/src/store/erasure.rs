//! Erasure: everything that identifies a person goes; a keyed hash stays, so that they are not written to again.

use async_trait::async_trait;
use whatsapp_opt_in::consent::ledger::Identity;

use super::StoreError;
use super::entries::identity_of;
use crate::contact::spellings;

/// A keyed hash of a contact.
pub type ContactHash = [u8; 32];

/// Makes the keyed hash of a contact's key.
pub type Hasher<'a> = dyn Fn(&str) -> ContactHash + Send + Sync + 'a;

/// What an erasure took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Contacts: numbers and user ids of the person.
    pub contacts: u64,
    /// Records whose act, number, receipt and salt are gone.
    pub records: u64,
}

/// Erasing people.
#[async_trait]
pub trait Erasure: Send + Sync + 'static {
    /// Erases everybody connected with this contact, durably, and keeps their hashes. Where the database can, nothing
    /// of it is left in its files afterwards.
    async fn erase(&self, contact: &Identity, now_ms: i64, hash: &Hasher<'_>) -> Result<Erased, StoreError>;

    /// Which of these hashes belong to somebody erased, and when they were.
    async fn erased(&self, hashes: &[ContactHash]) -> Result<Vec<(ContactHash, i64)>, StoreError>;
}

/// The numbers under these keys, as acts may have spelt them when they were signed.
pub(crate) fn numbers(keys: &[String]) -> Vec<String> {
    let numbers = keys.iter().filter_map(|key| match identity_of(key)? {
        Identity::Phone(number) => Some(spellings(&number)),
        Identity::Bsuid(_) => None,
    });
    numbers.flatten().collect()
}
