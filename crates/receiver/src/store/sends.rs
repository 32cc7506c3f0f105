//! The sends: messages of the business, counted for the frequency cap.

use async_trait::async_trait;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::Identity;

use super::StoreError;

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// To whom.
    pub contact: Identity,
    /// The message's id; again under the same contact it counts once.
    pub id: String,
    /// When, server time in ms since 1970.
    pub at: i64,
    /// Its category.
    pub category: Category,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
}

/// Marketing messages a contact got in some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendCount {
    /// To whom.
    pub contact: Identity,
    /// How many.
    pub count: u64,
    /// When the newest was sent.
    pub newest: i64,
}

/// Reading sends; they are written by [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Sends: Send + Sync + 'static {
    /// How many marketing messages each of these contacts got after `after_ms`; contacts without any may be left out.
    async fn marketing_sends(
        &self,
        contacts: &[Identity],
        after_ms: i64,
    ) -> Result<Vec<SendCount>, StoreError>;
}
