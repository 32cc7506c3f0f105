//! `cargo xtask bench phone`: the engine beside libphonenumber-js, intl-tel-input's utils, google-libphonenumber and
//! rlibphonenumber. Processes take turns, so that a slow minute of the machine falls on all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use super::stats::{Spread, ratio};
use super::{install, phone_wasm};
use crate::package::optimise::Tools;
use crate::{process, progress, toolchain, workspace};

const OURS: &str = "whatsapp-opt-in";
/// What the goals compare with.
const PEER: &str = "libphonenumber-js max";
const IN_NODE: [&str; 5] =
    [OURS, PEER, "intl-tel-input utils", "google-libphonenumber", "rlibphonenumber lite"];
const NATIVE: [&str; 3] = [OURS, "rlibphonenumber", "phonenumber"];
const FIGURES: [&str; 3] = ["cold", "warm", "memory"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each engine runs, each time in a fresh process.
    #[arg(long, default_value_t = 11, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Only weighs our engine: brotli bytes of the wasm with it, without it, and the difference.
    #[arg(long)]
    bytes: bool,
}

/// Figure → engine → one value a round.
type Series = BTreeMap<&'static str, BTreeMap<&'static str, Vec<f64>>>;

pub(super) fn run(args: &Args) -> anyhow::Result<()> {
    toolchain::check_node()?;
    toolchain::ensure_wasm_target()?;
    let root = workspace::root();
    let out = workspace::scratch("bench").join("phone");
    let tools = Tools::find(&root, true)?.context("Node is needed")?;
    if args.bytes {
        return weigh(&tools, &out.join("wasm"));
    }
    progress::step("Install the peers from npm", || install(&root.join("tests/phone/bench"), &out))?;
    let wasm = out.join("wasm");
    let bytes = progress::step("Compile the engines to WebAssembly", || wasm_bytes(&tools, &wasm))?;
    let sizes = progress::step("Bundle the peers", || bundle_bytes(&out, bytes))?;
    let bench = progress::step("Compile the native side", native_program)?;
    let inputs = out.join("inputs.json");
    std::fs::write(&inputs, process::read(Command::new(&bench).arg("inputs"))?)?;

    let (mut node, mut native) = (Series::new(), Series::new());
    for round in 1..=args.rounds {
        println!("round {round} of {}", args.rounds);
        for name in IN_NODE {
            let mut command = Command::new("node");
            command.arg("--expose-gc").arg(out.join("run.mjs")).arg(name).arg(&wasm).arg(&inputs);
            note(&mut node, name, &measured(&mut command)?);
        }
        for name in NATIVE {
            let mut command = Command::new(&bench);
            command.args(["run", name]).env("PHONE_BENCH_INPUTS", &inputs);
            note(&mut native, name, &measured(&mut command)?);
        }
    }
    println!("\n{}", table(&sizes, &node, &native));
    let file = workspace::scratch("bench").join("phone.json");
    std::fs::write(&file, serde_json::to_string_pretty(&record(args.rounds, &sizes, &node, &native))?)?;
    println!("{}", file.display());
    Ok(())
}

/// What the engine adds to a wasm that already has wasm-bindgen, an allocator and strings.
fn weigh(tools: &Tools, out: &Path) -> anyhow::Result<()> {
    let empty = brotli(&phone_wasm::build(None, tools, &out.join("none"))?)?;
    let ours = brotli(&phone_wasm::build(Some("engine"), tools, &out.join("engine"))?)?;
    println!("{ours} with the engine, {empty} without: {} brotli bytes", ours.saturating_sub(empty));
    Ok(())
}

/// The brotli bytes that each engine adds to a wasm that already has wasm-bindgen, an allocator and strings.
fn wasm_bytes(tools: &Tools, out: &Path) -> anyhow::Result<BTreeMap<&'static str, usize>> {
    let empty = brotli(&phone_wasm::build(None, tools, &out.join("none"))?)?;
    let ours = brotli(&phone_wasm::build(Some("engine"), tools, &out.join("engine"))?)?;
    let lite = phone_wasm::build(Some("rlibphonenumber"), tools, &out.join("rlibphonenumber"))?;
    let lite = brotli(&lite)?;
    Ok(BTreeMap::from([
        (OURS, ours.saturating_sub(empty)),
        ("rlibphonenumber lite", lite.saturating_sub(empty)),
    ]))
}

/// The same for the peers in JavaScript, bundled and minified.
fn bundle_bytes(
    out: &Path,
    mut sizes: BTreeMap<&'static str, usize>,
) -> anyhow::Result<BTreeMap<&'static str, usize>> {
    let bundles = out.join("bundles");
    process::run(Command::new("node").arg(out.join("bundle.mjs")).arg(&bundles))?;
    for name in IN_NODE {
        if !sizes.contains_key(name) {
            sizes.insert(name, brotli(&std::fs::read(bundles.join(format!("{name}.js")))?)?);
        }
    }
    Ok(sizes)
}

fn brotli(bytes: &[u8]) -> anyhow::Result<usize> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out.len())
}

fn native_program() -> anyhow::Result<PathBuf> {
    process::run(&mut process::cargo([
        "build",
        "--quiet",
        "--release",
        "--package",
        "phone-tests",
        "--bin",
        "bench",
    ]))?;
    Ok(workspace::target_dir().join("release").join("bench").with_extension(std::env::consts::EXE_EXTENSION))
}

fn measured(command: &mut Command) -> anyhow::Result<Value> {
    let line = process::read(command)?;
    serde_json::from_str(&line).with_context(|| format!("not a measurement: {line}"))
}

fn note(series: &mut Series, name: &'static str, measured: &Value) {
    for figure in FIGURES {
        // A system that does not tell its memory leaves that figure out.
        if let Some(value) = measured[figure].as_f64() {
            series.entry(figure).or_default().entry(name).or_default().push(value);
        }
    }
}

fn table(sizes: &BTreeMap<&str, usize>, node: &Series, native: &Series) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:<24} {:>10} {:>10}", "brotli -11", "KB", "ratio");
    let ours = sizes.get(OURS).copied().unwrap_or_default();
    for name in IN_NODE {
        let size = sizes.get(name).copied().unwrap_or_default();
        let _ =
            writeln!(text, "{name:<24} {:>10.1} {:>10.2}", size as f64 / 1000.0, ours as f64 / size as f64);
    }
    for (place, names, series) in [("Node", &IN_NODE[..], node), ("native", &NATIVE[..], native)] {
        for (figure, unit, scale) in
            [("cold", "first call, ms", 1.0), ("warm", "warm call, µs", 1.0), ("memory", "memory, MB", 1e-6)]
        {
            let Some(by_name) = series.get(figure) else { continue };
            let heading = format!("{place}: {unit}");
            let _ =
                writeln!(text, "\n{heading:<24} {:>10} {:>10} {:>10} {:>10}", "median", "q1", "q3", "ratio");
            for name in names {
                let values = by_name.get(name).map_or(&[][..], Vec::as_slice);
                let Some(spread) = Spread::of(values) else { continue };
                let ratio = by_name.get(OURS).and_then(|ours| ratio(ours, values)).unwrap_or(f64::NAN);
                let [median, lower, upper] = [spread.median, spread.lower, spread.upper].map(|v| v * scale);
                let _ = writeln!(text, "{name:<24} {median:>10.3} {lower:>10.3} {upper:>10.3} {ratio:>10.3}");
            }
        }
    }
    text.push_str("\nratio: ours divided by that engine's, round by round. Memory: the wasm's own, or the growth of the heap.\n");
    text
}

fn record(rounds: u32, sizes: &BTreeMap<&str, usize>, node: &Series, native: &Series) -> Value {
    let spreads = |series: &Series| {
        let mut figures = serde_json::Map::new();
        for (figure, by_name) in series {
            let mut engines = serde_json::Map::new();
            for (name, values) in by_name {
                let Some(spread) = Spread::of(values) else { continue };
                let ratio = by_name.get(OURS).and_then(|ours| ratio(ours, values));
                engines.insert(
                    (*name).to_owned(),
                    json!({ "median": spread.median, "lower": spread.lower, "upper": spread.upper,
                        "ours_divided_by_it": ratio, "values": values }),
                );
            }
            figures.insert((*figure).to_owned(), engines.into());
        }
        Value::from(figures)
    };
    json!({
        "rounds": rounds,
        "units": { "cold": "ms", "warm": "µs", "memory": "bytes", "brotli": "bytes" },
        "brotli": sizes,
        "node": spreads(node),
        "native": spreads(native),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_has_its_line_and_its_ratio() {
        let sizes = BTreeMap::from([(OURS, 32_000), (PEER, 64_000)]);
        let mut node = Series::new();
        for (name, value) in [(OURS, 2.0), (PEER, 8.0)] {
            note(&mut node, name, &json!({ "cold": value, "warm": value, "memory": null }));
        }
        let text = table(&sizes, &node, &Series::new());
        assert!(text.contains("0.50") && text.contains("0.250") && !text.contains("memory, MB"), "{text}");
        let record = record(1, &sizes, &node, &Series::new());
        assert_eq!(record["node"]["warm"][PEER]["ours_divided_by_it"], 0.25);
    }
}
