//! Licences, banned crates and sources by `cargo deny`, after `deny.toml`. Advisories need a database from the
//! network that changes from day to day; this check does not look at them and claims nothing about them.

use anyhow::Context;

use crate::{process, workspace};

/// The version that `deny.toml` is written for.
const VERSION: &str = "0.20.2";

pub(super) fn check() -> anyhow::Result<()> {
    let program = match process::find("cargo-deny") {
        Some(program) => program,
        None => installed()?,
    };
    process::run(
        std::process::Command::new(program)
            // Crates that stand there twice are worth a look now and then (`cargo deny check bans`), not in every run.
            .args([
                "--log-level",
                "error",
                "--workspace",
                "--all-features",
                "check",
                "--hide-inclusion-graph",
            ])
            .args(["licenses", "bans", "sources"])
            .current_dir(workspace::root()),
    )
}

/// Builds cargo-deny once, beside our own builds.
fn installed() -> anyhow::Result<std::path::PathBuf> {
    let root = workspace::scratch("tools");
    let program = root.join("bin").join("cargo-deny");
    if !program.is_file() {
        println!("cargo-deny is not there; building it once (some minutes)");
        // A debug build: its release profile takes four times as long and this program runs for a second.
        process::run(
            process::cargo([
                "install",
                "--locked",
                "--debug",
                "--no-default-features",
                "cargo-deny",
                "--version",
                VERSION,
            ])
            .arg("--root")
            .arg(&root),
        )
        .context(
            "cargo-deny could not be installed: `cargo install --locked cargo-deny` and run this again",
        )?;
    }
    Ok(program)
}
