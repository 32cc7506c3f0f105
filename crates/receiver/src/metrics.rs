//! What can be counted without knowing anybody: requests, records, refusals, and the time they take.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::store::Backlog;

/// Upper bounds of the histograms, in seconds: from a cached read to a client that has given up.
const SECONDS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// Upper bounds of how many records shared a commit.
const BATCH: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Request {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Record {
    event: String,
    assurance: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Refusal {
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Item {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Delivered {
    outcome: &'static str,
}

#[derive(Clone, Copy, Debug)]
struct InSeconds;

impl MetricConstructor<Histogram> for InSeconds {
    fn new_metric(&self) -> Histogram {
        Histogram::new(SECONDS)
    }
}

/// The counters of one receiver. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Request, Counter>,
    request_seconds: Family<Route, Histogram, InSeconds>,
    refusals: Family<Refusal, Counter>,
    records: Family<Record, Counter>,
    commit_seconds: Histogram,
    commit_records: Histogram,
    webhook_items: Family<Item, Counter>,
    outbox_deliveries: Family<Delivered, Counter>,
    outbox_waiting: Gauge<u64, AtomicU64>,
    outbox_dead: Gauge<u64, AtomicU64>,
    started: Gauge<f64, AtomicU64>,
}

impl Metrics {
    /// Starts at zero, at this server time.
    pub(crate) fn new(now_ms: i64) -> Self {
        let mut registry = Registry::with_prefix("opt_in");
        let all = Self {
            registry: Arc::default(),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(InSeconds),
            refusals: Family::default(),
            records: Family::default(),
            commit_seconds: Histogram::new(SECONDS),
            commit_records: Histogram::new(BATCH),
            webhook_items: Family::default(),
            outbox_deliveries: Family::default(),
            outbox_waiting: Gauge::default(),
            outbox_dead: Gauge::default(),
            started: Gauge::default(),
        };
        #[allow(
            clippy::cast_precision_loss,
            reason = "a time in ms fits a double for longer than anybody counts"
        )]
        all.started.set(now_ms as f64 / 1000.0);
        registry.register("requests", "HTTP requests answered", all.requests.clone());
        registry.register_with_unit(
            "request",
            "Time to the answer",
            Unit::Seconds,
            all.request_seconds.clone(),
        );
        registry.register("refusals", "Requests refused, by stable code", all.refusals.clone());
        registry.register("records", "Records stored", all.records.clone());
        registry.register_with_unit(
            "commit",
            "Time of a durable commit",
            Unit::Seconds,
            all.commit_seconds.clone(),
        );
        registry.register("commit_records", "Records that shared a commit", all.commit_records.clone());
        registry.register("webhook_items", "Items of inbound WhatsApp webhooks", all.webhook_items.clone());
        registry.register(
            "outbox_deliveries",
            "Tries to tell the site's backend something, by what became of them",
            all.outbox_deliveries.clone(),
        );
        registry.register(
            "outbox_waiting",
            "Events the site's backend has not taken yet",
            all.outbox_waiting.clone(),
        );
        registry.register(
            "outbox_dead_letters",
            "Events that are not tried any more",
            all.outbox_dead.clone(),
        );
        registry.register_with_unit(
            "start_time",
            "When the receiver started",
            Unit::Seconds,
            all.started.clone(),
        );
        Self { registry: Arc::new(registry), ..all }
    }

    pub(crate) fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.requests
            .get_or_create(&Request { method: known_method(method), route: route.clone(), status })
            .inc();
        self.request_seconds.get_or_create(&Route { route }).observe(took.as_secs_f64());
    }

    pub(crate) fn refused(&self, code: &'static str) {
        self.refusals.get_or_create(&Refusal { code }).inc();
    }

    pub(crate) fn stored(&self, event: &str, assurance: &str) {
        let record = Record { event: event.to_owned(), assurance: assurance.to_owned() };
        self.records.get_or_create(&record).inc();
    }

    /// So many parts of inbound webhooks, by what they were and what became of them.
    pub(crate) fn heard(&self, kind: &'static str, outcome: &'static str, count: u64) {
        self.webhook_items.get_or_create(&Item { kind, outcome }).inc_by(count);
    }

    /// A try to tell the site's backend something.
    pub(crate) fn delivered(&self, outcome: &'static str) {
        self.outbox_deliveries.get_or_create(&Delivered { outcome }).inc();
    }

    /// How much there is in the outbox now.
    pub(crate) fn outbox(&self, backlog: Backlog) {
        self.outbox_waiting.set(backlog.waiting);
        self.outbox_dead.set(backlog.dead);
    }

    #[allow(clippy::cast_precision_loss, reason = "a batch is small")]
    pub(crate) fn committed(&self, records: usize, took: Duration) {
        self.commit_seconds.observe(took.as_secs_f64());
        self.commit_records.observe(records as f64);
    }

    /// The OpenMetrics text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// A method somebody made up is not let into the labels.
fn known_method(method: &str) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];
    KNOWN.into_iter().find(|known| *known == method).unwrap_or("other")
}
