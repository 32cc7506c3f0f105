//! `opt-in phone`: one number for a person, or a stream of them for a program.

mod answer;
mod batch;
mod single;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use whatsapp_opt_in::phone::{METADATA_VERSION, Region, regions};

#[derive(Debug, Parser)]
#[command(
    group(clap::ArgGroup::new("what").required(true).args(["number", "batch", "metadata_version"])),
    after_help = "Exit status: 0 when NUMBER is valid, 1 when it is not, 2 when the command cannot be understood.\n\
        With --batch: 0 when every line was answered; lines that hold no question are answered with \"parsed\":false \
        and counted on standard error."
)]
pub(crate) struct Args {
    /// The number, as a person writes it; in several words or one
    #[arg(allow_negative_numbers = true)]
    number: Vec<String>,
    /// The territory of numbers without a calling code, e.g. FR
    #[arg(long, value_name = "CODE", value_parser = territory, conflicts_with_all = ["batch", "metadata_version"])]
    region: Option<Region>,
    /// One JSON object instead of text
    #[arg(long, requires = "number")]
    json: bool,
    /// Read {"number": "…", "region": "FR"} a line from standard input and answer each with a line of JSON
    #[arg(long)]
    batch: bool,
    /// Print the version of Google's metadata behind the answers
    #[arg(long)]
    metadata_version: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let done = match &args.number[..] {
        [_, ..] => single::run(&args.number.join(" "), args.region, args.json),
        [] if args.batch => batch::run(io::stdin().lock(), io::stdout().lock(), &mut io::stderr()),
        [] => writeln!(io::stdout(), "{METADATA_VERSION}").map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        // The reader went away (`| head`): nobody is left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "opt-in: {error}");
            ExitCode::from(2)
        }
    }
}

/// A territory that has numbers.
fn territory(code: &str) -> Result<Region, String> {
    Region::new(code).filter(|region| regions().any(|(known, _)| known == *region)).ok_or_else(|| {
        "not the code of a territory with telephone numbers; write ISO 3166-1 alpha-2, e.g. FR".to_owned()
    })
}
