//! `opt-in ledger verify`: an auditor's check of a whole export, offline.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::json;
use whatsapp_opt_in_evidence::Unusable;
use whatsapp_opt_in_log::{Finding, Pinned, Report, verify_export_with_tiles};

use crate::verify::{evidence::read_jwks, say};

/// Findings that are printed for a person; `--json` has them all.
const SHOWN: usize = 20;

#[derive(Debug, Parser)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check an export's acts, receipts, order and log. Exit status: 0 whole, 1 not, 2 could not be judged
    Verify(VerifyArgs),
}

#[derive(Debug, Parser)]
struct VerifyArgs {
    /// The export (NDJSON of GET /v1/records); - is standard input
    export: PathBuf,
    /// The receiver's public keys (its /.well-known/jwks.json), fetched over a channel you trust
    #[arg(long, value_name = "FILE")]
    jwks: PathBuf,
    /// The receiver the receipts must come from (their iss), e.g. `https://shop.example`; may be given again
    #[arg(long, value_name = "URL")]
    issuer: Vec<String>,
    /// The log's verifier key (its /log/key); receipts must name the same log
    #[arg(long, value_name = "FILE")]
    log_key: PathBuf,
    /// The checkpoint of the export's size (from /log/checkpoint, fetched before the export)
    #[arg(long, value_name = "FILE")]
    checkpoint: PathBuf,
    /// Checkpoints kept from earlier days: the log must still hold what they saw
    #[arg(long, value_name = "FILE", num_args = 1..)]
    earlier: Vec<PathBuf>,
    /// A folder with tiles of the log, fetched from /log: all files of it below tile/ are held against the export
    #[arg(long, value_name = "FOLDER")]
    tiles: Option<PathBuf>,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let Command::Verify(args) = &args.command;
    match verify(args) {
        Ok(report) => {
            let whole = report.findings.is_empty();
            let text = if args.json { as_json(&report) } else { as_text(&report) };
            say(&mut io::stdout(), &text);
            ExitCode::from(u8::from(!whole))
        }
        Err(error) => {
            if args.json {
                say(&mut io::stdout(), &format!("{}\n", json!({"error": error.to_string()})));
            } else {
                say(&mut io::stderr(), &format!("opt-in: {error}\n"));
            }
            ExitCode::from(2)
        }
    }
}

fn verify(args: &VerifyArgs) -> Result<Report, Unusable> {
    let receipts = read_jwks(&args.jwks)?;
    let log = fs::read_to_string(&args.log_key).map_err(|error| unreadable(&args.log_key, &error))?;
    let checkpoint = fs::read(&args.checkpoint).map_err(|error| unreadable(&args.checkpoint, &error))?;
    let earlier = args.earlier.iter().map(|path| fs::read(path).map_err(|error| unreadable(path, &error)));
    let earlier = earlier.collect::<Result<Vec<_>, _>>()?;
    let export: Box<dyn BufRead> = if args.export == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(&args.export).map_err(|error| unreadable(&args.export, &error))?))
    };
    let issuers = (!args.issuer.is_empty()).then_some(args.issuer.as_slice());
    let pinned =
        Pinned { receipts: &receipts, issuers, log: &log, checkpoint: &checkpoint, earlier: &earlier };
    let tiles = args.tiles.as_deref().map_or(Ok(Vec::new()), read_tiles)?;
    verify_export_with_tiles(export, &pinned, &tiles).map_err(|error| unreadable(&args.export, &error))
}

/// The files of `folder/tile`, with their paths as C2SP tlog-tiles names them.
fn read_tiles(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Unusable> {
    let (mut tiles, mut open) = (Vec::new(), vec![folder.join("tile")]);
    while let Some(path) = open.pop() {
        let failed = |error: io::Error| unreadable(&path, &error);
        if path.is_dir() {
            for entry in fs::read_dir(&path).map_err(failed)? {
                open.push(entry.map_err(failed)?.path());
            }
        } else {
            let bytes = fs::read(&path).map_err(failed)?;
            let names = path.strip_prefix(folder).unwrap_or(&path).iter();
            let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
            tiles.push((names.join("/"), bytes));
        }
    }
    Ok(tiles)
}

fn unreadable(path: &Path, error: &io::Error) -> Unusable {
    Unusable(format!("{} cannot be read: {error}", path.display()))
}

fn as_json(report: &Report) -> String {
    let valid = report.findings.is_empty();
    let (lines, erased, findings) = (report.lines, report.erased, &report.findings);
    format!("{}\n", json!({"valid": valid, "lines": lines, "erased": erased, "findings": findings}))
}

fn as_text(report: &Report) -> String {
    let count = report.findings.len();
    let verdict = match count {
        0 => "whole".to_owned(),
        1 => "NOT WHOLE, 1 finding".to_owned(),
        _ => format!("NOT WHOLE, {count} findings"),
    };
    let mut text = format!("{} records, {} of them erased: {verdict}\n", report.lines, report.erased);
    for Finding { line, code } in report.findings.iter().take(SHOWN) {
        text += &match line {
            Some(line) => format!("  line {line}: {code}\n"),
            None => format!("  the log: {code}\n"),
        };
    }
    if count > SHOWN {
        text += &format!("  and {} more; --json lists them all\n", count - SHOWN);
    }
    text
}
