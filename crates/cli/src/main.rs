//! `opt-in`: what a person can find out about consent records and telephone numbers on their own machine, offline.

mod phone;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "opt-in",
    version,
    about = "Judges WhatsApp consent records and telephone numbers, offline."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Judge and format telephone numbers
    Phone(phone::Args),
    /// Verify acts and receipts, and say what they prove
    Verify(verify::Args),
}

/// 0: everything is valid. 1: something is not. 2: something could not be judged.
fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Phone(args) => phone::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
