//! Group commit: everybody who waits while one commit reaches the disk shares the next one.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::receiver::Clock;
use crate::store::{Appended, NewRecord, Seal, Store};

/// Records of one commit at most: enough to make the sync cheap, few enough to answer the first one soon.
const MAX_BATCH: usize = 256;

/// Records that may wait for a commit; past this, callers wait to be let in.
const QUEUE: usize = 4 * MAX_BATCH;

/// What a writer tells of each record once it is on disk.
pub(crate) type OnStored = dyn Fn(&NewRecord, u64) + Send + Sync;

/// The batch a record was in could not be stored.
#[derive(Debug)]
pub(crate) struct NotStored;

struct Job {
    record: NewRecord,
    reply: oneshot::Sender<Result<Appended, NotStored>>,
}

/// The one task that appends to the store.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the task; it ends, with everything stored that was let in, once the writer is dropped.
    pub(crate) fn start(
        store: Arc<dyn Store>,
        clock: Clock,
        seal: Arc<Seal<'static>>,
        on_stored: Arc<OnStored>,
    ) -> (Self, JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(run(jobs, store, clock, seal, on_stored)))
    }

    /// Whether the task still takes records.
    pub(crate) fn is_running(&self) -> bool {
        !self.queue.is_closed()
    }

    /// Stores a record; it is stored even if the caller stops waiting.
    pub(crate) async fn append(&self, record: NewRecord) -> Result<Appended, NotStored> {
        let (reply, outcome) = oneshot::channel();
        self.queue.send(Job { record, reply }).await.map_err(|_| NotStored)?;
        outcome.await.map_err(|_| NotStored)?
    }
}

async fn run(
    mut jobs: mpsc::Receiver<Job>,
    store: Arc<dyn Store>,
    clock: Clock,
    seal: Arc<Seal<'static>>,
    on_stored: Arc<OnStored>,
) {
    let mut batch = Vec::with_capacity(MAX_BATCH);
    let mut last_ms = i64::MIN;
    while jobs.recv_many(&mut batch, MAX_BATCH).await > 0 {
        let (records, replies): (Vec<_>, Vec<_>) = batch.drain(..).map(|j| (j.record, j.reply)).unzip();
        // A clock that is set back must not put a later record before an earlier one.
        last_ms = last_ms.max(clock());
        match store.append(&records, last_ms, &*seal).await {
            Ok(outcomes) => {
                for ((record, reply), outcome) in records.iter().zip(replies).zip(outcomes) {
                    if let Appended::Stored(stored) = &outcome {
                        on_stored(record, stored.seq);
                    }
                    // Whoever asked may have gone; the record is stored all the same.
                    let _ = reply.send(Ok(outcome));
                }
            }
            Err(error) => {
                tracing::error!(records = records.len(), %error, "a batch could not be stored");
                for reply in replies {
                    let _ = reply.send(Err(NotStored));
                }
            }
        }
    }
}
