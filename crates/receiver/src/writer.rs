//! Group commit: everybody who waits while one commit reaches the disk shares the next one.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use whatsapp_opt_in::consent::ledger::Entry;

use crate::metrics::Metrics;
use crate::receiver::Clock;
use crate::store::{Appended, Batch, Committed, NewRecord, Seal, Sent, Store};

/// Requests of one commit at most: enough to make the sync cheap, few enough to answer the first one soon.
const MAX_BATCH: usize = 256;

/// Failures one after the other until a store counts as gone.
const MAX_FAILURES: usize = 8;

/// Requests that may wait for a commit; past this, callers wait to be let in.
const QUEUE: usize = 4 * MAX_BATCH;

/// What a writer tells of each record once it is on disk.
pub(crate) type OnStored = dyn Fn(&NewRecord, u64) + Send + Sync;

/// The batch a record was in could not be stored.
#[derive(Debug)]
pub(crate) struct NotStored;

/// Waits to hear what became of its records.
type Asker = oneshot::Sender<Result<Vec<Appended>, NotStored>>;
/// Waits to hear which of what it brought was new.
type Teller = oneshot::Sender<Result<Vec<bool>, NotStored>>;

enum Job {
    Records(Vec<NewRecord>, Asker),
    Entries(Vec<Entry>, Teller),
    Sends(Vec<Sent>, Teller),
}

/// The one task that appends to the store.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the task, which wakes the outbox, if there is one, after each commit; it ends, with everything stored that was let in, once the writer is dropped.
    pub(crate) fn start(
        store: Arc<dyn Store>,
        clock: Clock,
        seal: Arc<Seal<'static>>,
        on_stored: Arc<OnStored>,
        metrics: Metrics,
        outbox: Option<Arc<Notify>>,
    ) -> (Self, JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(run(jobs, store, clock, seal, on_stored, metrics, outbox)))
    }

    /// Whether the task still takes records.
    pub(crate) fn is_running(&self) -> bool {
        !self.queue.is_closed()
    }

    /// Stores a record; it is stored even if the caller stops waiting.
    pub(crate) async fn append(&self, record: NewRecord) -> Result<Appended, NotStored> {
        let mut outcomes = self.append_all(vec![record]).await?;
        outcomes.pop().ok_or(NotStored)
    }

    /// Stores records, all in one commit.
    pub(crate) async fn append_all(&self, records: Vec<NewRecord>) -> Result<Vec<Appended>, NotStored> {
        let (reply, outcomes) = oneshot::channel();
        self.queue.send(Job::Records(records, reply)).await.map_err(|_| NotStored)?;
        outcomes.await.map_err(|_| NotStored)?
    }

    /// Stores entries, all in one commit; which were new.
    pub(crate) async fn learn(&self, entries: Vec<Entry>) -> Result<Vec<bool>, NotStored> {
        let (reply, outcome) = oneshot::channel();
        self.queue.send(Job::Entries(entries, reply)).await.map_err(|_| NotStored)?;
        outcome.await.map_err(|_| NotStored)?
    }

    /// Stores what was sent, all in one commit; which were new.
    pub(crate) async fn sent(&self, sends: Vec<Sent>) -> Result<Vec<bool>, NotStored> {
        let (reply, outcome) = oneshot::channel();
        self.queue.send(Job::Sends(sends, reply)).await.map_err(|_| NotStored)?;
        outcome.await.map_err(|_| NotStored)?
    }
}

/// What is waiting for the next commit, and who waits for it.
#[derive(Default)]
struct Waiting {
    records: Vec<NewRecord>,
    /// With the number of records each asker brought.
    askers: Vec<(usize, Asker)>,
    entries: Vec<Entry>,
    /// With the number of entries each asker brought.
    tellers: Vec<(usize, Teller)>,
    sends: Vec<Sent>,
    senders: Vec<(usize, Teller)>,
}

impl Waiting {
    fn of(jobs: impl Iterator<Item = Job>) -> Self {
        let mut waiting = Self::default();
        for job in jobs {
            match job {
                Job::Records(records, reply) => {
                    waiting.askers.push((records.len(), reply));
                    waiting.records.extend(records);
                }
                Job::Entries(entries, reply) => {
                    waiting.tellers.push((entries.len(), reply));
                    waiting.entries.extend(entries);
                }
                Job::Sends(sends, reply) => {
                    waiting.senders.push((sends.len(), reply));
                    waiting.sends.extend(sends);
                }
            }
        }
        waiting
    }

    fn stored(self, committed: Committed, on_stored: &OnStored) {
        for (record, outcome) in self.records.iter().zip(&committed.records) {
            if let Appended::Stored(stored) = outcome {
                on_stored(record, stored.seq);
            }
        }
        let mut outcomes = committed.records.into_iter();
        for (count, reply) in self.askers {
            // Whoever asked may have gone; the records are stored all the same.
            let _ = reply.send(Ok(outcomes.by_ref().take(count).collect()));
        }
        for (replies, new) in [(self.tellers, committed.entries), (self.senders, committed.sends)] {
            let mut new = new.into_iter();
            for (count, reply) in replies {
                let _ = reply.send(Ok(new.by_ref().take(count).collect()));
            }
        }
    }

    /// Each request by itself.
    fn apart(self) -> VecDeque<Self> {
        let mut parts = VecDeque::with_capacity(self.askers.len() + self.tellers.len() + self.senders.len());
        let mut records = self.records.into_iter();
        for (count, reply) in self.askers {
            let records = records.by_ref().take(count).collect();
            parts.push_back(Self { records, askers: vec![(count, reply)], ..Self::default() });
        }
        let mut entries = self.entries.into_iter();
        for (count, reply) in self.tellers {
            let entries = entries.by_ref().take(count).collect();
            parts.push_back(Self { entries, tellers: vec![(count, reply)], ..Self::default() });
        }
        let mut sends = self.sends.into_iter();
        for (count, reply) in self.senders {
            let sends = sends.by_ref().take(count).collect();
            parts.push_back(Self { sends, senders: vec![(count, reply)], ..Self::default() });
        }
        parts
    }

    fn requests(&self) -> usize {
        self.askers.len() + self.tellers.len() + self.senders.len()
    }

    fn not_stored(self) {
        for (_, reply) in self.askers {
            let _ = reply.send(Err(NotStored));
        }
        for (_, reply) in self.tellers.into_iter().chain(self.senders) {
            let _ = reply.send(Err(NotStored));
        }
    }
}

async fn run(
    mut jobs: mpsc::Receiver<Job>,
    store: Arc<dyn Store>,
    clock: Clock,
    seal: Arc<Seal<'static>>,
    on_stored: Arc<OnStored>,
    metrics: Metrics,
    outbox: Option<Arc<Notify>>,
) {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    let mut last_ms = i64::MIN;
    while jobs.recv_many(&mut batch, MAX_BATCH).await > 0 {
        let mut left = VecDeque::from([Waiting::of(batch.drain(..))]);
        let mut failures = 0;
        while let Some(waiting) = left.pop_front() {
            let batch = Batch {
                records: &waiting.records,
                entries: &waiting.entries,
                sends: &waiting.sends,
                told: outbox.is_some(),
            };
            // A clock that is set back must not put a later record before an earlier one.
            last_ms = last_ms.max(clock());
            let started = Instant::now();
            match store.commit(batch, last_ms, &*seal).await {
                Ok(committed) => {
                    failures = 0;
                    metrics.committed(batch.records.len() + batch.entries.len(), started.elapsed());
                    waiting.stored(committed, &*on_stored);
                    if let Some(outbox) = &outbox {
                        outbox.notify_one();
                    }
                }
                Err(error) => {
                    failures += 1;
                    let (records, entries) = (waiting.records.len(), waiting.entries.len());
                    tracing::error!(records, entries, %error, "a batch could not be stored");
                    if waiting.requests() > 1 {
                        // One of them may be what cannot be stored: it takes no other along, least of all a STOP.
                        left = waiting.apart();
                    } else {
                        waiting.not_stored();
                    }
                    if failures > MAX_FAILURES {
                        // It is the store.
                        left.drain(..).for_each(Waiting::not_stored);
                    }
                }
            }
        }
    }
}
