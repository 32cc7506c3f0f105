//! The queue of messages to send: durable, each sent once, nobody's address kept once it is done.

use async_trait::async_trait;

use super::StoreError;

/// A message that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedAnswer {
    /// What it is for; of one id there is one message, for good.
    pub id: String,
    /// The id of the business's number it goes out from.
    pub sender: String,
    /// To whom: a WhatsApp id, or a business-scoped user id.
    pub recipient: String,
    /// Which of the two it is.
    pub by_bsuid: bool,
    /// The text.
    pub body: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When there is no use in sending it any more, server time in ms.
    pub expires_ms: i64,
}

/// The queue of messages to send.
#[async_trait]
pub trait AnswerQueue: Send + Sync + 'static {
    /// Adds a message, due at once; one whose id was ever added changes nothing.
    async fn enqueue(&self, answer: &QueuedAnswer, now_ms: i64) -> Result<(), StoreError>;

    /// Takes the message that is due first, for one caller alone, and lets go of those whose time is over. One that was
    /// taken and never settled is not given out again: it may have been sent.
    async fn claim(&self, now_ms: i64) -> Result<Option<QueuedAnswer>, StoreError>;

    /// What became of a message: to be tried again at this time, or done with, and then its recipient is forgotten.
    async fn settle(&self, id: &str, due_ms: Option<i64>) -> Result<(), StoreError>;
}
