//! The one answer to a STOP: whether there is one, and the task that answers it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Notify, watch};
use tokio::task::JoinHandle;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope, ServerTime};

use super::reading::HeardStop;
use super::{Webhook, opt_ins};
use crate::cloud::words::words;
use crate::cloud::{Cloud, NotSent, Recipient};
use crate::error::Error;
use crate::receiver::{Clock, Receiver, unavailable};
use crate::store::{AnswerQueue, QueuedAnswer};

/// The STOP opened the service window for a day; an answer that missed it is not sent. An hour less, for the way.
const GOOD_FOR_MS: i64 = 23 * 60 * 60 * 1000;
/// How often the queue is looked at without being woken.
const LOOK: Duration = Duration::from_secs(5);
/// Waits before the second try and those after it.
const BACK_OFF_MS: [i64; 6] = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000];

impl Receiver {
    /// Queues the answer to a STOP that is on disk, when there is to be one. Delivered again, it decides the same and
    /// queues nothing new.
    pub(super) async fn answer(&self, webhook: &Webhook, stop: &HeardStop) -> Result<(), Error> {
        let Some(sending) = webhook.sending.as_ref().filter(|_| stop.live) else { return Ok(()) };
        let entries = self.entries_about(&stop.subject).await?;
        let Some((record, since)) = answered(&entries, &stop.entry) else { return Ok(()) };
        let sender = stop.business.as_deref().or_else(|| sending.cloud.default_sender());
        let person = &stop.person;
        let by_number = person.number.as_ref().map(|number| (number.wa_id.clone(), false));
        let to = by_number.or_else(|| match person.bsuid.as_ref()? {
            Identity::Bsuid(id) => Some((id.clone(), true)),
            Identity::Phone(_) => None,
        });
        let (Some(sender), Some((recipient, by_bsuid))) = (sender, to) else {
            tracing::warn!("a STOP has no number to be answered from");
            return Ok(());
        };
        let language = self.language_of(&record).await?;
        let words = words(language.as_deref().unwrap_or(stop.language));
        let body = if webhook.settings.stop.scope == Scope::All {
            words.stopped.to_owned()
        } else {
            format!("{} {}", words.stopped, words.orders_go_on)
        };
        let answer = QueuedAnswer {
            id: format!("stop:{record}"),
            sender: sender.to_owned(),
            recipient,
            by_bsuid,
            body,
            attempts: 0,
            expires_ms: since.saturating_add(GOOD_FOR_MS),
        };
        self.0.store.enqueue(&answer, self.now_ms()).await.map_err(unavailable)?;
        sending.wake();
        Ok(())
    }
}

/// The record that a STOP ended and when the STOP arrived, if it is to be answered: the person had opted in, has not been
/// told since, and did not stop in WhatsApp itself.
fn answered(entries: &[Entry], stop: &str) -> Option<(String, ServerTime)> {
    let stops = || {
        entries.iter().filter(|entry| {
            let marketing = Scope::Category(Category::Marketing);
            matches!(&entry.what, Occurrence::Stop { scope, .. } if *scope == Scope::All || *scope == marketing)
        })
    };
    let this = stops().filter(|entry| entry.id == stop).map(|entry| (entry.at, &entry.id)).min()?;
    let (opted_in, record) =
        opt_ins(entries).map(|(entry, _)| (entry.at, &entry.id)).filter(|(at, _)| *at <= this.0).max()?;
    // Of two at once the earlier one is answered, and both find the same one.
    if stops().any(|entry| entry.at >= opted_in && (entry.at, &entry.id) < this) {
        return None;
    }
    let resumed = entries.iter().filter(|entry| matches!(entry.what, Occurrence::Resume { .. }));
    let resumed = resumed.map(|entry| entry.at).max();
    let in_whatsapp = |id: &str| id.starts_with("preference:") || id.starts_with("status:");
    let blocked = stops().filter(|entry| in_whatsapp(&entry.id)).any(|entry| resumed < Some(entry.at));
    (!blocked).then(|| (record.clone(), this.0))
}

/// The task that answers what is queued.
pub(crate) struct Sending {
    cloud: Cloud,
    wake: Arc<Notify>,
    stop: watch::Sender<bool>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Sending {
    pub(super) fn start(cloud: Cloud, queue: Arc<dyn AnswerQueue>, clock: Clock) -> Self {
        let wake = Arc::new(Notify::new());
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(run(cloud.clone(), queue, clock, wake.clone(), stopped));
        Self { cloud, wake, stop, task: Mutex::new(Some(task)) }
    }

    pub(super) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(super) async fn stop(&self) {
        let _ = self.stop.send(true);
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

async fn run(
    cloud: Cloud,
    queue: Arc<dyn AnswerQueue>,
    clock: Clock,
    wake: Arc<Notify>,
    mut stopped: watch::Receiver<bool>,
) {
    while !*stopped.borrow() {
        match queue.claim(clock()).await {
            Ok(Some(answer)) => {
                let next = attempt(&cloud, &answer, clock()).await;
                if let Err(error) = queue.settle(&answer.id, next).await {
                    tracing::error!(%error, "an answer's state could not be stored");
                }
                continue;
            }
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the queue of answers could not be read"),
        }
        tokio::select! {
            () = wake.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// When to try again; `None` when it is done with, for better or worse. What may have gone out is not sent twice.
async fn attempt(cloud: &Cloud, answer: &QueuedAnswer, now_ms: i64) -> Option<i64> {
    let to = answer.recipient.clone();
    let recipient = if answer.by_bsuid { Recipient::Bsuid(to) } else { Recipient::Number(to) };
    match cloud.send_text(&answer.sender, &recipient, &answer.body).await {
        Ok(()) => tracing::info!(id = answer.id, "a STOP was answered"),
        Err(NotSent::Later) => {
            let tries = usize::try_from(answer.attempts).unwrap_or_default();
            let wait = BACK_OFF_MS[tries.min(BACK_OFF_MS.len() - 1)];
            return Some(now_ms + wait).filter(|due| *due < answer.expires_ms);
        }
        Err(reason) => tracing::warn!(id = answer.id, ?reason, "a STOP stays without an answer"),
    }
    None
}
