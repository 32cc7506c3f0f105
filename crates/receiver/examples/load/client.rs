//! HTTP as plain as it gets, so that little of the machine goes to the asking side.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How much, and how fast.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct Load {
    /// How many
    #[arg(long, default_value_t = 20_000)]
    pub(crate) count: usize,
    /// How many connections at once
    #[arg(long, default_value_t = 128)]
    pub(crate) connections: usize,
    /// How many a second to offer; without it, as many as it takes
    #[arg(long)]
    pub(crate) rate: Option<f64>,
}

/// What was seen.
pub(crate) struct Measured {
    pub(crate) done: usize,
    pub(crate) seconds: f64,
    /// In ascending order.
    pub(crate) waits: Vec<Duration>,
}

impl Measured {
    pub(crate) fn json(&self) -> Value {
        let at = |share: f64| {
            let place = (self.waits.len().saturating_sub(1) as f64 * share) as usize;
            self.waits.get(place).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0)
        };
        json!({
            "done": self.done,
            "seconds": self.seconds,
            "per_second": self.done as f64 / self.seconds,
            "p50_ms": at(0.5),
            "p99_ms": at(0.99),
            "longest_ms": at(1.0),
        })
    }
}

/// A request's bytes, the status it must be answered with, and what must stand in the answer.
pub(crate) type Step = (Vec<u8>, &'static str, &'static str);

pub(crate) fn request(method: &str, path: &str, head: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{head}content-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

/// Does each piece of work, its steps one after the other; any other answer is a failure of the measurement. At a given
/// rate the time counts from when the work was due, so that waiting in line counts.
pub(crate) async fn run(addresses: &[String], work: Vec<Vec<Step>>, load: Load) -> anyhow::Result<Measured> {
    let (done, work, next) = (work.len(), Arc::new(work), Arc::new(AtomicUsize::new(0)));
    let mut streams = Vec::new();
    for i in 0..load.connections.min(done) {
        let stream = TcpStream::connect(&addresses[i % addresses.len()]).await?;
        stream.set_nodelay(true)?;
        streams.push(stream);
    }
    let started = Instant::now();
    let tasks: Vec<_> = streams
        .into_iter()
        .map(|stream| tokio::spawn(worker(stream, work.clone(), next.clone(), started, load.rate)))
        .collect();
    let mut waits = Vec::with_capacity(done);
    for task in tasks {
        waits.extend(task.await??);
    }
    let seconds = started.elapsed().as_secs_f64();
    waits.sort_unstable();
    Ok(Measured { done, seconds, waits })
}

async fn worker(
    mut stream: TcpStream,
    work: Arc<Vec<Vec<Step>>>,
    next: Arc<AtomicUsize>,
    started: Instant,
    rate: Option<f64>,
) -> anyhow::Result<Vec<Duration>> {
    let (mut waits, mut buffer) = (Vec::new(), Vec::with_capacity(4096));
    loop {
        let i = next.fetch_add(1, Ordering::Relaxed);
        let Some(steps) = work.get(i) else { return Ok(waits) };
        let due = match rate {
            Some(rate) => started + Duration::from_secs_f64(i as f64 / rate),
            None => Instant::now(),
        };
        tokio::time::sleep_until(due.into()).await;
        for (request, status, holds) in steps {
            stream.write_all(request).await?;
            answer(&mut stream, &mut buffer, status, holds).await?;
        }
        waits.push(due.elapsed());
    }
}

/// Reads one answer whole.
async fn answer(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    status: &str,
    holds: &str,
) -> anyhow::Result<()> {
    buffer.clear();
    loop {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the receiver closed the connection");
        let text = std::str::from_utf8(buffer)?;
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            })
            .context("an answer without a length")?;
        if body.len() >= length {
            let good = head.get(9..12) == Some(status) && body.contains(holds);
            anyhow::ensure!(good, "not {status} with {holds}: {text}");
            return Ok(());
        }
    }
}
