//! Loads the pages of `cargo xtask bench page` in Chromium and prints a line of JSON for each measurement. Each has a
//! browser of its own: no cache, no compiled code, no process is left of the one before.
//!
//! `page SITE RUNS ROUNDS`, with the suite's `BROWSER`, `BROWSER_PROGRAM` and `WEBDRIVER_URL`.

// A program for another program: printing is what it does.
#![allow(clippy::print_stdout)]

mod server;

use std::time::Duration;

use anyhow::{Context, bail};
use browser_tests::{BrowserName, Environment, Session, devtools};
use serde_json::{Value, json};

const PROBE: &str = include_str!("../../bench/probe.js");
const PAGES: [&str; 3] = ["ours", "split", "bundled"];
/// Lighthouse's slow 4G, as DevTools slows each request: 150 ms a round trip, 1.6 Mbit/s, and what comes on top.
const SLOW_4G: (f64, f64) = (562.5, 1.6 * 1024.0 * 0.9);
/// Name, slow network, how many times slower a processor.
const CONDITIONS: [(&str, bool, u32); 4] =
    [("none", false, 1), ("cpu4", false, 4), ("slow4g", true, 1), ("slow4g-cpu4", true, 4)];
const NUMBER: &str = "0612345678";
/// Between two keys: several frames.
const BETWEEN_KEYS: Duration = Duration::from_millis(80);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [site, runs, rounds] = &arguments[..] else { bail!("page SITE RUNS ROUNDS") };
    let (runs, rounds): (u32, u32) = (runs.parse()?, rounds.parse()?);
    let origin = server::start(site.into()).await?;
    let environment = environment()?;
    for run in 0..runs {
        for condition in CONDITIONS {
            for page in PAGES {
                let mut figures = measure(&environment, &origin, page, condition).await?;
                figures["page"] = page.into();
                figures["condition"] = condition.0.into();
                figures["run"] = run.into();
                println!("{figures}");
            }
        }
    }
    if rounds > 0 {
        for page in ["ours", "bundled"] {
            let left = leak(&environment, &origin, page, rounds).await?;
            println!("{}", json!({ "page": page, "condition": "rounds", "left": left }));
        }
    }
    Ok(())
}

fn environment() -> anyhow::Result<Environment> {
    let variable = |name: &str| std::env::var(name).with_context(|| format!("{name} is not set"));
    let nowhere = std::path::PathBuf::new;
    Ok(Environment {
        browser: BrowserName::Chromium,
        program: variable("BROWSER_PROGRAM")?,
        drivers: variable("WEBDRIVER_URL")?.split(' ').map(str::to_owned).collect(),
        dist: nowhere(),
        shop: nowhere(),
        site: nowhere(),
        axe: nowhere(),
        screens: nowhere(),
    })
}

/// A browser that has come to rest at a page without anything; what it uses then is what a page has to begin with.
async fn browser(environment: &Environment, origin: &str) -> anyhow::Result<(Session, f64)> {
    let browser = Session::unwatched(environment).await?;
    browser.set_script_timeout(Duration::from_secs(180)).await?;
    devtools(&browser, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
    devtools(&browser, "Performance.enable", json!({})).await?;
    browser.goto(format!("{origin}/empty.html")).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let heap = heap(&browser).await?;
    Ok((browser, heap))
}

async fn measure(
    environment: &Environment,
    origin: &str,
    page: &str,
    (_, network, processor): (&str, bool, u32),
) -> anyhow::Result<Value> {
    let (browser, empty) = browser(environment, origin).await?;
    let slower = json!({ "rate": processor });
    devtools(&browser, "Emulation.setCPUThrottlingRate", slower).await?;
    if network {
        let (latency, kilobits) = SLOW_4G;
        devtools(&browser, "Network.enable", json!({})).await?;
        let slower = json!({ "offline": false, "latency": latency, "downloadThroughput": kilobits * 1000.0 / 8.0,
            "uploadThroughput": 675.0 * 1000.0 / 8.0 });
        devtools(&browser, "Network.emulateNetworkConditions", slower).await?;
    }
    browser.goto(format!("{origin}/{page}.html")).await?;
    run(&browser, "await probe.finished").await?;
    let mut figures = run(&browser, "return probe.report()").await?;
    let key = keys(&browser, false).await?;
    let plain = keys(&browser, true).await?;
    for (name, [script, task]) in [("key", key), ("plain_key", plain)] {
        figures[format!("{name}_script")] = script.into();
        figures[format!("{name}_task")] = task.into();
    }
    figures["heap"] = (heap(&browser).await? - empty).into();
    browser.end().await?;
    Ok(figures)
}

/// Types a number: milliseconds in scripts, and of the main thread altogether, up to the frame that shows it, a key.
async fn keys(browser: &Session, plain: bool) -> anyhow::Result<[f64; 2]> {
    run(browser, &format!("probe.empty({plain})")).await?;
    tokio::time::sleep(BETWEEN_KEYS * 4).await;
    let before = metrics(browser, ["ScriptDuration", "TaskDuration"]).await?;
    for key in NUMBER.chars() {
        for kind in ["keyDown", "keyUp"] {
            let text = if kind == "keyDown" { key.to_string() } else { String::new() };
            let event =
                json!({ "type": kind, "key": key, "text": text, "windowsVirtualKeyCode": key as u32 });
            devtools(browser, "Input.dispatchKeyEvent", event).await?;
        }
        tokio::time::sleep(BETWEEN_KEYS).await;
    }
    let after = metrics(browser, ["ScriptDuration", "TaskDuration"]).await?;
    Ok([0, 1].map(|at| (after[at] - before[at]) * 1000.0 / NUMBER.len() as f64))
}

/// What is still there, after so many cards came and went: bytes of the heap, nodes, listeners.
async fn leak(environment: &Environment, origin: &str, page: &str, rounds: u32) -> anyhow::Result<Value> {
    const COUNTED: [&str; 2] = ["Nodes", "JSEventListeners"];
    let (browser, _) = browser(environment, origin).await?;
    browser.goto(format!("{origin}/{page}.html")).await?;
    run(&browser, "await probe.finished").await?;
    let settled = async || {
        // What is put off until the page is idle, and timers, let go of what they hold.
        tokio::time::sleep(Duration::from_millis(2500)).await;
        anyhow::Ok((heap(&browser).await?, metrics(&browser, COUNTED).await?))
    };
    run(&browser, "await probe.rounds(50)").await?;
    let (heap, [nodes, listeners]) = settled().await?;
    let mut left = rounds;
    while left > 0 {
        let some = left.min(100);
        run(&browser, &format!("await probe.rounds({some})")).await?;
        left -= some;
    }
    let (more, [more_nodes, more_listeners]) = settled().await?;
    browser.end().await?;
    Ok(json!({ "rounds": rounds, "bytes": more - heap, "bytes_a_round": (more - heap) / f64::from(rounds),
        "nodes": more_nodes - nodes, "listeners": more_listeners - listeners }))
}

/// Bytes of JavaScript's heap that something still refers to.
async fn heap(browser: &Session) -> anyhow::Result<f64> {
    for _ in 0..3 {
        devtools(browser, "HeapProfiler.collectGarbage", json!({})).await?;
    }
    let usage = devtools(browser, "Runtime.getHeapUsage", json!({})).await?;
    usage["usedSize"].as_f64().context("the heap's size")
}

async fn metrics<const N: usize>(browser: &Session, names: [&str; N]) -> anyhow::Result<[f64; N]> {
    let answer = devtools(browser, "Performance.getMetrics", json!({})).await?;
    let all = answer["metrics"].as_array().context("metrics")?;
    let mut values = [0.0; N];
    for (value, name) in values.iter_mut().zip(names) {
        let metric = all.iter().find(|one| one["name"] == name).and_then(|one| one["value"].as_f64());
        *value = metric.with_context(|| format!("the metric {name}"))?;
    }
    Ok(values)
}

/// Runs a script of the page; a promise is waited for.
async fn run(browser: &Session, script: &str) -> anyhow::Result<Value> {
    let wrapped = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
    );
    let mut answer = browser.execute_async(wrapped, Vec::<Value>::new()).await?.json().clone();
    if let Some(error) = answer["error"].as_str() {
        bail!("the page's script failed: {error}");
    }
    Ok(answer["value"].take())
}
