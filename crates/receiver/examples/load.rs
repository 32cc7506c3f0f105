//! Measures a running receiver: acts verified, stored durably and receipted per second, and how long each waits.
//!
//! ```sh
//! opt-in-receiver --database load.db --public-url https://shop.example &
//! cargo run --release -p whatsapp-opt-in-receiver --example load -- 127.0.0.1:8787 --acts 20000 --connections 128
//! ```
//! Acts are signed before the clock starts: only the receiver's work, and this program's share of the machine, count.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use test_support::{Key, act};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use whatsapp_opt_in::consent::Act;

#[derive(Parser)]
struct Args {
    /// The receiver, e.g. 127.0.0.1:8787; it must go by https://shop.example
    address: String,
    /// How many acts
    #[arg(long, default_value_t = 20_000)]
    acts: usize,
    /// How many connections post at once
    #[arg(long, default_value_t = 128)]
    connections: usize,
    /// Acts per second to offer; without it, as many as it takes
    #[arg(long)]
    rate: Option<f64>,
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "the figures are what this is for")]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let key = Key::p256();
    let requests: Vec<Vec<u8>> = (0..args.acts)
        .map(|_| request(&args.address, &key.act(&Act { jti: uuid::Uuid::now_v7().to_string(), ..act() })))
        .collect();
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let started = Instant::now();
    let tasks: Vec<_> = (0..args.connections)
        .map(|_| {
            let (requests, next, address) = (requests.clone(), next.clone(), args.address.clone());
            tokio::spawn(post(address, requests, next, started, args.rate))
        })
        .collect();
    let mut waits = Vec::with_capacity(args.acts);
    for task in tasks {
        waits.extend(task.await??);
    }
    let seconds = started.elapsed().as_secs_f64();
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    println!(
        "{} acts in {seconds:.2} s: {:.0}/s; p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        waits.len(),
        waits.len() as f64 / seconds,
        milliseconds(at(0.5)),
        milliseconds(at(0.99)),
        milliseconds(at(1.0)),
    );
    Ok(())
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn request(address: &str, compact: &str) -> Vec<u8> {
    let head = format!(
        "POST /v1/consents HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/jwt\r\ncontent-length: {}\r\n\r\n",
        compact.len()
    );
    [head.as_bytes(), compact.as_bytes()].concat()
}

/// Posts one act after the other and returns how long each took; at a given rate, counted from when it was due, so
/// that waiting in line counts.
async fn post(
    address: String,
    requests: Arc<Vec<Vec<u8>>>,
    next: Arc<AtomicUsize>,
    started: Instant,
    rate: Option<f64>,
) -> anyhow::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(&address).await?;
    stream.set_nodelay(true)?;
    let mut waits = Vec::new();
    let mut buffer = Vec::with_capacity(4096);
    loop {
        let i = next.fetch_add(1, Ordering::Relaxed);
        let Some(request) = requests.get(i) else { return Ok(waits) };
        let due = match rate {
            Some(rate) => started + Duration::from_secs_f64(i as f64 / rate),
            None => Instant::now(),
        };
        tokio::time::sleep_until(due.into()).await;
        stream.write_all(request).await?;
        answer(&mut stream, &mut buffer).await?;
        waits.push(due.elapsed());
    }
}

/// Reads one answer whole; anything but 201 is a failure of the measurement.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    buffer.clear();
    loop {
        anyhow::ensure!(stream.read_buf(buffer).await? > 0, "the receiver closed the connection");
        let text = std::str::from_utf8(buffer)?;
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        anyhow::ensure!(head.starts_with("HTTP/1.1 201"), "refused: {body}");
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok())
            .context("an answer without a length")?;
        if body.len() >= length {
            return Ok(());
        }
    }
}
