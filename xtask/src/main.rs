//! The project's own commands: `cargo xtask <command>`. Each command is a module; this file only names them.

// A command-line tool: printing is what it does.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod browser;
mod crates;
mod debian;
mod demo;
mod notices;
mod package;
mod process;
mod progress;
mod site;
mod tables;
mod tally;
mod test;
mod toolchain;
mod validator;
mod walls;
mod wasm;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The package as it ships, which is also the one that is tested: whatever makes it small, or an error.
const SHIPPED: package::Options = package::Options { size_std: true, require_node: true };

/// Everything this repository can do with one command.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the widget and the receiver, starts the demo shop and prints its address.
    Demo(demo::Args),
    /// Formats, lints, walls, licences, unit, receiver, wasm and real browser tests.
    Test(test::Args),
    /// Builds `dist/`: what a page loads, and in `npm/` the package for bundlers and frameworks.
    Package(PackageArgs),
    /// Makes the phone engine's tables from Google's metadata.
    Tables(TablesArgs),
    /// Figures beside the peers', in one run.
    Bench(bench::Args),
    /// Builds the phone engine as a package for JavaScript, with types.
    Validator(validator::Args),
    /// Builds `dist/site`: the configurator, the other tools and the docs, as files for any static host.
    Site(site::Args),
    /// Packs the crates for crates.io, and builds each from its package alone.
    Crates(crates::Args),
    /// Checks what may lean on what, and what a file may look like.
    Walls,
}

#[derive(clap::Args)]
struct PackageArgs {
    /// Where the package goes.
    #[arg(long, default_value = "dist")]
    out: std::path::PathBuf,
    /// Builds it a second time, from nothing and elsewhere, and fails where a byte differs.
    #[arg(long)]
    check_reproducible: bool,
}

#[derive(clap::Args)]
struct TablesArgs {
    /// Only checks that the tables are what the metadata makes.
    #[arg(long)]
    check: bool,
    /// First takes the metadata out of this directory: an unpacked wheel of PyPI's `phonenumbers`.
    #[arg(long, conflicts_with = "check")]
    import: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Package(args) => run_package(&args),
        Command::Tables(args) => run_tables(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Validator(args) => validator::run(&args),
        Command::Site(args) => site::run(&args),
        Command::Crates(args) => crates::run(&args),
        Command::Walls => walls::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_tables(args: &TablesArgs) -> anyhow::Result<()> {
    let root = workspace::root();
    if let Some(wheel) = &args.import {
        tables::import(&root, wheel)?;
    }
    tables::run(&root, args.check)
}

fn run_package(args: &PackageArgs) -> anyhow::Result<()> {
    toolchain::ensure_wasm_target()?;
    let root = workspace::root();
    let out = root.join(&args.out);
    package::ship(&root, &out)?;
    if args.check_reproducible {
        package::reproduce::check(&out)?;
    }
    Ok(())
}
