//! `opt-in record export`: a record in the formats other systems read.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use whatsapp_opt_in::consent::AwsLc;
use whatsapp_opt_in_evidence::{Format, Unusable, judge};

use crate::verify::evidence::{read, read_jwks};
use crate::verify::say;

#[derive(Debug, Parser)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a record in another format. Exit status: 0 done, 1 the record is not valid, 2 it could not be judged
    Export(ExportArgs),
}

#[derive(Debug, Parser)]
struct ExportArgs {
    /// An act (compact JWS), or JSON {"consent": …, "receipt": …}; - is standard input
    file: PathBuf,
    /// The format
    #[arg(long, value_enum)]
    format: Name,
    /// The receiver's public keys; with them the time is the receiver's
    #[arg(long, value_name = "FILE")]
    jwks: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// The fields of ISO/IEC TS 27560:2023
    Iso27560,
    /// W3C Data Privacy Vocabulary, JSON-LD
    DpvJsonld,
    /// Kantara Consent Receipt 1.1
    Kantara,
}

impl From<Name> for Format {
    fn from(name: Name) -> Self {
        match name {
            Name::Iso27560 => Self::Iso27560,
            Name::DpvJsonld => Self::DpvJsonLd,
            Name::Kantara => Self::Kantara,
        }
    }
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let Command::Export(args) = &args.command;
    match export(args) {
        Ok(Some(text)) => {
            say(&mut io::stdout(), &text);
            ExitCode::SUCCESS
        }
        Ok(None) => {
            say(&mut io::stderr(), "opt-in: the record is not valid; `opt-in verify` says why\n");
            ExitCode::from(1)
        }
        Err(error) => {
            say(&mut io::stderr(), &format!("opt-in: {error}\n"));
            ExitCode::from(2)
        }
    }
}

fn export(args: &ExportArgs) -> Result<Option<String>, Unusable> {
    let trusted = args.jwks.as_deref().map(read_jwks).transpose()?;
    let judgement = judge(&read(&args.file)?, &AwsLc, trusted.as_ref())?;
    if judgement.act.is_none() {
        return Err(Unusable("a receipt alone is no record; give the act too".into()));
    }
    let evidence = judgement.evidence().filter(|_| judgement.valid());
    let exported = evidence.map(|evidence| Format::from(args.format).export(&evidence)).transpose()?;
    Ok(exported.map(|exported| format!("{exported:#}\n")))
}
