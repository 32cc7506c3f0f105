//! `opt-in`: what a person can find out about WhatsApp consent records on their own machine, offline.

mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "opt-in", version, about = "Judges WhatsApp consent records, offline.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Verify acts and receipts, and say what they prove
    Verify(verify::Args),
}

/// 0: everything is valid. 1: something is not. 2: something could not be judged.
fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Verify(args) => verify::run(&args),
    }
}
