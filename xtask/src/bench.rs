//! `cargo xtask bench …`: figures beside the peers', in one run on one machine. Nothing here is a test with a time
//! limit; the figures go to a table and to `target/bench/`.

mod phone;
mod phone_wasm;
mod receiver;
mod stats;

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
