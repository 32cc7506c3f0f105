//! `opt-in`: what a person can find out about consent records and telephone numbers on their own machine, offline.

mod ledger;
mod lines;
mod lint;
mod notice;
mod optout;
mod phone;
mod record;
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
    /// Judge opt-in prompts, message templates and records by dated editions of the rules
    Lint(lint::Args),
    /// Verify a whole ledger
    Ledger(ledger::Args),
    /// Print the words a widget shows, and the digest they are registered by
    Notice(notice::Args),
    /// Judge whether a message is an opt-out
    Optout(optout::Args),
    /// Judge and format telephone numbers
    Phone(phone::Args),
    /// Export a record to other systems' formats
    Record(record::Args),
    /// Verify acts and receipts, and say what they prove
    Verify(verify::Args),
}

/// 0: everything is valid. 1: something is not. 2: something could not be judged.
fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Lint(args) => lint::run(&args),
        Command::Ledger(args) => ledger::run(&args),
        Command::Notice(args) => notice::run(&args),
        Command::Optout(args) => optout::run(&args),
        Command::Phone(args) => phone::run(&args),
        Command::Record(args) => record::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
