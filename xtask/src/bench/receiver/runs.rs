//! One measurement each, and the table they go into.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::programs::{API_TOKEN, APP_SECRET, Built, Running};
use super::{fresh, read};
use crate::bench::stats::Spread;

/// What the load generator prints.
pub(super) struct Figure {
    pub(super) per_second: f64,
    pub(super) seconds: f64,
    pub(super) p50_ms: f64,
    pub(super) p99_ms: f64,
}

impl Figure {
    pub(super) fn of(json: &Value) -> Option<Self> {
        let number = |name: &str| json[name].as_f64();
        Some(Self {
            per_second: number("per_second")?,
            seconds: number("seconds")?,
            p50_ms: number("p50_ms")?,
            p99_ms: number("p99_ms")?,
        })
    }
}

/// The figures of a run beside their goals.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) machine: Value,
    rows: Vec<(String, Option<f64>, Option<Spread>, &'static str)>,
}

impl Figures {
    pub(super) fn add(&mut self, name: &str, value: Option<f64>, goal: &'static str) {
        self.rows.push((name.to_owned(), value, None, goal));
    }

    pub(super) fn spread(&mut self, name: &str, values: &[f64], goal: &'static str) {
        let spread = Spread::of(values);
        self.rows.push((name.to_owned(), spread.map(|spread| spread.median), spread, goal));
    }

    pub(super) fn table(&self) -> String {
        let mut text = format!("this disk makes 4 KB durable in {} ms\n", self.machine["sync_ms"]);
        for (name, value, spread, goal) in &self.rows {
            let value = value.map_or_else(|| "–".into(), |value| format!("{value:.2}"));
            let quartiles = spread.map(|s| format!("({:.0} … {:.0})", s.lower, s.upper)).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{name:<48} {value:>12} {quartiles:<20} {goal}");
        }
        text
    }

    pub(super) fn json(&self) -> Value {
        let rows = self.rows.iter().map(|(name, value, spread, goal)| {
            json!({"figure": name, "median": value, "lower": spread.map(|s| s.lower),
                "upper": spread.map(|s| s.upper), "goal": goal})
        });
        json!({"machine": self.machine, "figures": rows.collect::<Vec<_>>()})
    }
}

pub(super) fn acts(built: &Built, to: &[&Running], count: u64, rate: Option<f64>) -> anyhow::Result<Figure> {
    let addresses: Vec<&str> = to.iter().map(|running| running.address.as_str()).collect();
    let mut command = built.load("acts");
    command.arg(addresses.join(",")).args(["--count", &count.to_string()]);
    command.args(rate.map(|rate| format!("--rate={rate:.0}")));
    read(&mut command)
}

/// STOP by webhook until `may-send` says so, a thousand a second.
pub(super) fn stops(count: u64, built: &Built, out: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let receiver = filled(count, built, &fresh(out, "stops")?)?;
    let mut command = built.load("stops");
    command.arg(&receiver.address).args(["--token", API_TOKEN, "--secret", APP_SECRET]);
    let seen = read(command.args(["--count", &count.to_string(), "--rate", "1000"]))?;
    figures.add("STOP to suppressed at 1,000/s, p50 ms", Some(seen.p50_ms), "≤ 10");
    figures.add("STOP to suppressed at 1,000/s, p99 ms", Some(seen.p99_ms), "≤ 100");
    figures.add("STOP to suppressed, offered 1,000/s, done per s", Some(seen.per_second), "");
    Ok(())
}

/// The same questions of a small and of a large ledger, in turn.
pub(super) fn may_send(
    [few, many, asks]: [u64; 3],
    built: &Built,
    out: &Path,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let mut ledgers = Vec::new();
    for (name, contacts) in [("few", few), ("many", many)] {
        let receiver = filled(contacts, built, &fresh(out, name)?)?;
        ledgers.push((contacts, receiver, Vec::new(), Vec::new(), Vec::new()));
    }
    for _ in 0..3 {
        for (contacts, receiver, rates, quick, slow) in &mut ledgers {
            let ask = |more: &[&str]| {
                let mut command = built.load("may-send");
                command.arg(&receiver.address).args(["--token", API_TOKEN, "--connections", "32"]);
                read(command.args(["--contacts", &contacts.to_string()]).args(more))
            };
            rates.push(ask(&["--count", &asks.to_string()])?.per_second);
            // The same number a second of both: a queue of its own making says nothing of the ledger.
            let calm = ask(&["--count", &(asks / 5).to_string(), "--rate", "1000"])?;
            quick.push(calm.p50_ms);
            slow.push(calm.p99_ms);
        }
    }
    for (contacts, receiver, rates, quick, slow) in &ledgers {
        figures.spread(&format!("may-send/s at {contacts} contacts"), rates, "≥ 10,000");
        figures.spread(&format!("may-send p50 at {contacts}, 1,000/s, ms"), quick, "");
        figures.spread(&format!("may-send p99 at {contacts}, 1,000/s, ms"), slow, "");
        figures.add(&format!("resident memory at {contacts} contacts, MB"), receiver.peak_mb(), "≤ 150");
    }
    figures.add(
        "may-send p99, many / few",
        crate::bench::stats::ratio(&ledgers[1].4, &ledgers[0].4),
        "≤ 1.5",
    );
    Ok(())
}

/// A receiver on a ledger of so many contacts that agreed.
fn filled(contacts: u64, built: &Built, database: &Path) -> anyhow::Result<Running> {
    // Its first start makes the tables.
    drop(built.receiver(database)?);
    println!("filling {contacts} contacts");
    let mut command = built.load("fill");
    crate::process::run(command.arg(database).args(["--contacts", &contacts.to_string()]))?;
    built.receiver(database)
}

pub(super) fn import(lines: u64, built: &Built, out: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let receiver = built.receiver(&fresh(out, "import")?)?;
    let mut command = built.load("import");
    command.arg(&receiver.address).args(["--token", API_TOKEN]);
    let seen = read(command.args(["--lines", &lines.to_string()]))?;
    figures.add(&format!("import of {lines}, s"), Some(seen.seconds), "≤ 60 at 1,000,000");
    figures.add("imported/s", Some(seen.per_second), "");
    figures.add("resident memory after the import, MB", receiver.peak_mb(), "");
    Ok(())
}
