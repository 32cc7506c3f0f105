//! `cargo xtask bench receiver`: the receiver under load from another process, beside a peer in Node, in one run.

mod programs;
mod runs;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use serde_json::json;

use super::load_average;
use super::stats::{Spread, ratio};
use crate::{process, progress, workspace};
use programs::{Built, Postgres, Running};
use runs::{Figure, Figures};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each of the throughputs is measured, one after the other in turn.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Contacts of the large ledger that `may-send` is asked of; 10 million need some 6 GB of disk.
    #[arg(long, default_value_t = 1_000_000)]
    contacts: u64,
    /// Lines to import.
    #[arg(long, default_value_t = 1_000_000)]
    lines: u64,
    /// A smaller run of everything, not optimised, to see that it works; its figures say nothing.
    #[arg(long)]
    smoke: bool,
    /// Only these parts: acts, stops, may-send, import, postgres.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

impl Args {
    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == part)
    }

    fn scaled(&self, count: u64) -> u64 {
        if self.smoke { (count / 50).max(100) } else { count }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let out = workspace::target_dir().join("bench/receiver");
    std::fs::create_dir_all(&out)?;
    let built = programs::build(!args.smoke)?;
    let mut figures = Figures::default();
    figures.machine =
        json!({"optimised": !args.smoke, "sync_ms": sync_ms(&out)?, "load_average": load_average()});
    if args.wants("acts") {
        progress::step("Install the peer from npm", || programs::install_peer(&out))?;
        acts(args, &built, &out, &mut figures)?;
    }
    if args.wants("stops") {
        runs::stops(args.scaled(10_000), &built, &out, &mut figures)?;
    }
    if args.wants("may-send") {
        let sizes = [args.scaled(10_000), args.scaled(args.contacts), args.scaled(20_000)];
        runs::may_send(sizes, &built, &out, &mut figures)?;
    }
    if args.wants("import") {
        runs::import(args.scaled(args.lines), &built, &out, &mut figures)?;
    }
    if args.wants("postgres") {
        shared(args, &built, &out, &mut figures)?;
    }
    figures.machine["load_average_after"] = load_average();
    println!("\n{}", figures.table());
    let path = workspace::target_dir().join("bench/receiver.json");
    std::fs::write(&path, serde_json::to_vec_pretty(&figures.json())?)?;
    println!("written to {}", path.display());
    Ok(())
}

/// Throughput beside the peer, in turn; then how long acts wait at 70 % of it.
fn acts(args: &Args, built: &Built, out: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let (mut ours, mut batched, mut unbatched) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..args.rounds {
        let receiver = built.receiver(&fresh(out, "acts")?)?;
        ours.push(runs::acts(built, &[&receiver], args.scaled(30_000), None)?.per_second);
        drop(receiver);
        let peer = programs::peer(out, &fresh(out, "peer")?, true)?;
        batched.push(runs::acts(built, &[&peer], args.scaled(10_000), None)?.per_second);
        drop(peer);
        let peer = programs::peer(out, &fresh(out, "peer")?, false)?;
        unbatched.push(runs::acts(built, &[&peer], args.scaled(3_000), None)?.per_second);
    }
    figures.spread("acts/s, SQLite", &ours, "≥ 5,000");
    figures.spread("acts/s, Node peer, batched", &batched, "");
    figures.spread("acts/s, Node peer, unbatched", &unbatched, "");
    figures.add("ours / batched peer", ratio(&ours, &batched), "≥ 2.5");
    figures.add("ours / unbatched peer", ratio(&ours, &unbatched), "≥ 8");
    let rate = Spread::of(&ours).map_or(0.0, |spread| spread.median) * 0.7;
    let receiver = built.receiver(&fresh(out, "acts")?)?;
    let waits = runs::acts(built, &[&receiver], args.scaled(30_000), Some(rate))?;
    figures.add("p50 at 70 %, ms", Some(waits.p50_ms), "");
    figures.add("p99 at 70 %, ms", Some(waits.p99_ms), "≤ 50");
    figures.add("resident memory under acts, MB", receiver.peak_mb(), "");
    Ok(())
}

/// One, two and four receivers on one PostgreSQL, in turn.
fn shared(args: &Args, built: &Built, out: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let postgres = Postgres::start(&out.join("postgres"))?;
    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..args.rounds {
        for (place, count) in [1, 2, 4].into_iter().enumerate() {
            let url = postgres.database(&format!("bench_{round}_{count}"))?;
            let receivers: Vec<Running> =
                (0..count).map(|_| built.receiver_on(&url, out)).collect::<anyhow::Result<_>>()?;
            let all: Vec<&Running> = receivers.iter().collect();
            rates[place].push(runs::acts(built, &all, args.scaled(10_000), None)?.per_second);
        }
    }
    let [one, two, four] = rates;
    figures.spread("acts/s, PostgreSQL, one receiver", &one, "");
    figures.spread("acts/s, PostgreSQL, two receivers", &two, "");
    figures.spread("acts/s, PostgreSQL, four receivers", &four, "");
    figures.add("two / one", ratio(&two, &one), "≥ 1.6");
    figures.add("four / one", ratio(&four, &one), "≥ 2.5");
    Ok(())
}

/// A database file that is not there yet, in a folder of its own.
fn fresh(out: &Path, name: &str) -> anyhow::Result<std::path::PathBuf> {
    let folder = out.join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join("bench.db"))
}

/// The median time in which this disk makes four kilobytes durable.
fn sync_ms(out: &Path) -> anyhow::Result<f64> {
    use std::io::Write;
    let path = out.join("sync");
    let mut file = std::fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let started = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(Duration::as_secs_f64(&started.elapsed()) * 1000.0);
    }
    std::fs::remove_file(path)?;
    Ok(Spread::of(&times).map_or(0.0, |spread| spread.median))
}

fn read(command: &mut std::process::Command) -> anyhow::Result<Figure> {
    Figure::of(&serde_json::from_str(process::read(command)?.trim())?)
        .context("figures of the load generator")
}
