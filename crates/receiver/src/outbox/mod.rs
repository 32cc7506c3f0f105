//! The site's own backend is told what people did, after Standard Webhooks.
//!
//! ```text
//! commit: records and entries ─► events in the same transaction ─► one task: claim, sign, post ─► taken, or later, or dead
//! ```
//!
//! At least once, in order for each contact: an event that fails holds back the later ones about its contact, and no others.

mod event;
mod expiry;
mod post;
mod signature;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Notify, watch};
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use crate::error::Error;
use crate::keys::Keys;
use crate::metrics::Metrics;
use crate::receiver::{Clock, Receiver, unavailable};
use crate::store::{Backlog, DeadLetter, Delivery, Settled, Store, StoreError};

pub use event::EVENT_VERSION;
pub(crate) use event::{Confirmed, Ending, Granted, Moved, Withdrawn, events};
use post::{Endpoint, Outcome};
pub use signature::WebhookSecret;

/// Waits after the first failure and those after it, before jitter: three days in all, as Standard Webhooks suggests.
const WAITS_MS: [i64; 9] = {
    const MINUTE: i64 = 60 * 1000;
    const HOUR: i64 = 60 * MINUTE;
    [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]
};
/// The longest `Retry-After` that is kept.
const MAX_WAIT_MS: i64 = 24 * 60 * 60 * 1000;
/// How long an event is one receiver's: longer than a try takes, with room for clocks that differ.
const LEASE_MS: i64 = 2 * 60 * 1000;
/// Tries at once.
const AT_ONCE: usize = 16;
/// How often the outbox is looked at without being woken.
const LOOK: Duration = Duration::from_secs(2);
/// How often consents that end are looked for.
const SWEEP_MS: i64 = 10_000;
/// How long tries under way may take once the receiver was asked to stop; what is cut off is tried again.
const GRACE: Duration = Duration::from_secs(5);

/// Whom to tell.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxSettings {
    /// Where: https, or http on this machine.
    pub url: Url,
    /// What signs; with several, each signs.
    pub secrets: Vec<WebhookSecret>,
    /// How long before a consent ends somebody is reminded; 0 for never.
    pub remind_before_ms: i64,
}

impl std::fmt::Debug for OutboxSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Addresses of webhooks may be secrets themselves.
        f.debug_struct("OutboxSettings")
            .field("host", &self.url.host_str())
            .field("remind_before_ms", &self.remind_before_ms)
            .finish_non_exhaustive()
    }
}

/// The task that empties the outbox.
pub(crate) struct Outbox {
    wake: Arc<Notify>,
    stop: watch::Sender<bool>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Outbox {
    /// Needs a Tokio runtime. Fails when TLS cannot be had.
    pub(crate) fn start(
        settings: OutboxSettings,
        store: Arc<dyn Store>,
        keys: Arc<Keys>,
        clock: Clock,
        metrics: Metrics,
    ) -> Result<Self, reqwest::Error> {
        let wake = Arc::new(Notify::new());
        let (stop, stopped) = watch::channel(false);
        let remind_before_ms = settings.remind_before_ms;
        let endpoint = Arc::new(Endpoint::new(settings)?);
        let worker = Worker { endpoint, store, keys, clock, metrics, remind_before_ms };
        let task = tokio::spawn(worker.run(wake.clone(), stopped));
        Ok(Self { wake, stop, task: Mutex::new(Some(task)) })
    }

    /// To be told that there is something new.
    pub(crate) fn wake(&self) -> &Arc<Notify> {
        &self.wake
    }

    pub(crate) async fn stop(&self) {
        let _ = self.stop.send(true);
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

impl Receiver {
    /// Events that are not tried any more, the oldest first, and how much there is besides.
    pub async fn dead_letters(&self, limit: u32) -> Result<(Backlog, Vec<DeadLetter>), Error> {
        let backlog = self.0.store.backlog().await.map_err(unavailable)?;
        Ok((backlog, self.0.store.dead_letters(limit).await.map_err(unavailable)?))
    }

    /// Tries dead letters again: those with these ids, or all; and the address, should it have said that it is gone. How
    /// many there were.
    pub async fn replay(&self, ids: Option<&[String]>) -> Result<u64, Error> {
        let replayed = replay(&*self.0.store, ids, self.now_ms()).await.map_err(unavailable)?;
        self.wake();
        Ok(replayed)
    }

    /// Brings the gauges up to date; without the database they stay as they were.
    pub(crate) async fn measure_outbox(&self) {
        match self.0.store.backlog().await {
            Ok(backlog) => self.metrics().outbox(backlog),
            Err(error) => tracing::warn!(%error, "the outbox could not be counted"),
        }
    }
}

/// As [`Receiver::replay`], for who has no receiver; a running one finds them at its next look.
pub async fn replay(store: &dyn Store, ids: Option<&[String]>, now_ms: i64) -> Result<u64, StoreError> {
    store.forget_gone().await?;
    let replayed = store.replay(ids, now_ms).await?;
    tracing::info!(replayed, "dead letters are tried again");
    Ok(replayed)
}

#[derive(Clone)]
struct Worker {
    endpoint: Arc<Endpoint>,
    store: Arc<dyn Store>,
    keys: Arc<Keys>,
    clock: Clock,
    metrics: Metrics,
    remind_before_ms: i64,
}

impl Worker {
    async fn run(self, wake: Arc<Notify>, mut stopped: watch::Receiver<bool>) {
        let mut under_way = JoinSet::new();
        let mut next_sweep_ms = i64::MIN;
        while !*stopped.borrow() {
            if (self.clock)() >= next_sweep_ms {
                next_sweep_ms = if self.sweep().await { i64::MIN } else { (self.clock)() + SWEEP_MS };
            }
            let free = AT_ONCE.saturating_sub(under_way.len());
            for delivery in self.claim(free).await {
                let worker = self.clone();
                under_way.spawn(async move { worker.deliver(&delivery).await });
            }
            tokio::select! {
                () = wake.notified() => {}
                Some(_) = under_way.join_next() => {}
                () = tokio::time::sleep(LOOK) => {}
                _ = stopped.changed() => {}
            }
        }
        let rest = async { while under_way.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, rest).await.is_err() {
            tracing::warn!("events under way are cut off; they are sent again after the next start");
        }
    }

    /// Whether there may be more to do.
    async fn sweep(&self) -> bool {
        let swept = expiry::sweep(&*self.store, &self.keys, (self.clock)(), self.remind_before_ms).await;
        swept.unwrap_or(false)
    }

    async fn claim(&self, free: usize) -> Vec<Delivery> {
        if free == 0 {
            return Vec::new();
        }
        let now = (self.clock)();
        let claimed = async {
            if self.store.is_gone(self.endpoint.digest()).await? {
                return Ok(Vec::new());
            }
            self.store.claim_events(now, now + LEASE_MS, u32::try_from(free).unwrap_or(1)).await
        };
        claimed.await.unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox could not be read");
            Vec::new()
        })
    }

    async fn deliver(&self, delivery: &Delivery) {
        let outcome = self.endpoint.post(delivery, (self.clock)()).await;
        self.metrics.delivered(outcome.label());
        let now = (self.clock)();
        let word = outcome.word();
        let (id, kind, attempt) = (&delivery.id, &delivery.kind, delivery.attempts + 1);
        let settled = match (&outcome, wait_ms(delivery.attempts)) {
            (Outcome::Taken, _) => {
                tracing::info!(id, kind, attempt, "event taken");
                Settled::Taken
            }
            (Outcome::Gone, _) => {
                tracing::error!(
                    id,
                    "the webhook's address is gone (410): events wait until they are replayed"
                );
                if let Err(error) = self.store.set_gone(self.endpoint.digest(), now).await {
                    tracing::error!(%error, "the outbox could not be written to");
                }
                Settled::Back { due_ms: now }
            }
            (_, None) => {
                tracing::error!(id, kind, attempt, outcome = word, "event given up: it is a dead letter now");
                Settled::Dead { outcome: &word }
            }
            (_, Some(wait)) => {
                let wait = wait.max(outcome.retry_after_ms(now).min(MAX_WAIT_MS));
                tracing::warn!(id, kind, attempt, outcome = word, wait_ms = wait, "event not taken");
                Settled::Again { due_ms: now + wait, outcome: &word }
            }
        };
        if let Err(error) = self.store.settle_event(delivery, settled).await {
            // It is given out again once the lease is over.
            tracing::error!(%error, "the outbox could not be written to");
        }
    }
}

/// The wait after a failure that came after so many others, a fifth more or less; `None` after the last.
fn wait_ms(failures: u32) -> Option<i64> {
    let wait = *WAITS_MS.get(usize::try_from(failures).ok()?)?;
    let mut random = [0; 2];
    // Without randomness everybody comes back at once, which is no reason not to come back.
    let _ = aws_lc_rs::rand::fill(&mut random);
    let fifths = wait / 5;
    Some(wait - fifths + 2 * fifths * i64::from(u16::from_be_bytes(random)) / i64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_over_three_days_and_are_never_quite_the_same() {
        let mut sum = 0;
        for (failures, wait) in (0..).zip(WAITS_MS) {
            let waits: Vec<i64> = (0..50).filter_map(|_| wait_ms(failures)).collect();
            assert!(waits.iter().all(|w| (wait * 4 / 5..=wait * 6 / 5).contains(w)), "{waits:?}");
            assert!(waits.iter().any(|w| *w != waits[0]));
            sum += wait;
        }
        assert_eq!(wait_ms(9), None);
        assert!(sum > 3 * 24 * 60 * 60 * 1000);
    }
}
