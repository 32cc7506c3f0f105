//! `cargo xtask bench …`: figures beside the peers', in one run on one machine. Nothing here is a test with a time
//! limit; the figures go to a table and to `target/bench/`.

mod page;
mod phone;
mod phone_wasm;
mod receiver;
mod stats;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::process;

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// The phone engine beside its peers: bytes, first call, warm call, memory, in Node and natively.
    Phone(phone::Args),
    /// The phone engine against Google's libphonenumber: all 1,200,000 inputs, every field, both oracles.
    Agreement,
    /// The linter on pages of 1 MB, kind and cruel.
    Lint,
    /// The widget in Chromium beside intl-tel-input: times, bytes, tasks, keys, memory.
    Page(page::Args),
    /// The receiver under load, beside a peer in Node.
    Receiver(receiver::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match &args.what {
        What::Phone(args) => phone::run(args),
        What::Agreement => agreement(),
        What::Lint => process::run(&mut process::cargo([
            "test",
            "--release",
            "--package",
            "whatsapp-opt-in-lint",
            "--test",
            "speed",
            "--",
            "--nocapture",
        ])),
        What::Page(args) => page::run(args),
        What::Receiver(args) => receiver::run(args),
    }
}

/// The proof in full; `cargo xtask test` runs a sample of it.
fn agreement() -> anyhow::Result<()> {
    process::run(
        process::cargo([
            "test",
            "--release",
            "--package",
            "phone-tests",
            "--test",
            "agreement",
            "--",
            "--nocapture",
        ])
        .env("PHONE_PROOF", "full"),
    )
}

/// Copies the harness and installs what its lock file names.
fn install(from: &Path, out: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(out)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), out.join(entry.file_name()))?;
        }
    }
    let lock = std::fs::read(out.join("package-lock.json"))?;
    let installed = out.join("node_modules/installed-lock.json");
    if std::fs::read(&installed).ok().as_deref() != Some(&lock[..]) {
        let mut command = Command::new("npm");
        command.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]);
        process::run(command.current_dir(out))?;
        std::fs::write(&installed, lock)?;
    }
    Ok(())
}

fn load_average() -> Value {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse::<f64>().ok()).map_or(Value::Null, Value::from)
}
