//! Compares any two implementations on the generator's inputs and lists where they differ.
//!
//! `cargo run --release -p phone-tests --bin compare -- google ours [--count N] [--seed S] [--keep K] [--json]`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::process::ExitCode;

use anyhow::{Context, bail};
use phone_tests::{
    Answer, Field, Input, Report, crate_phonenumber, generate, google::Google, native::Native, ours,
    plans::PLANS,
};

fn main() -> anyhow::Result<ExitCode> {
    let mut names = Vec::new();
    let (mut count, mut seed, mut keep, mut json) = (generate::FULL, generate::SEED, 5, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || -> anyhow::Result<u64> {
            Ok(arguments.next().with_context(|| format!("{argument} needs a number"))?.parse()?)
        };
        match argument.as_str() {
            "--count" => count = value()?,
            "--seed" => seed = value()?,
            "--keep" => keep = value()?,
            "--json" => json = true,
            _ => names.push(argument),
        }
    }
    let [oracle, other] = names.as_slice() else { bail!("name two of google, native, ours, phonenumber") };
    // The crate has no reason why a number is not possible.
    let except: &[Field] =
        if names.iter().any(|name| name == "phonenumber") { &[Field::Possible] } else { &[] };

    const BLOCK: u64 = 256;
    let workers = std::thread::available_parallelism()?.get() as u64;
    let mut report = Report::keeping(keep);
    std::thread::scope(|scope| -> anyhow::Result<()> {
        let parts: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || -> anyhow::Result<Report> {
                    let mut left = Side::new(oracle)?;
                    let mut right = Side::new(other)?;
                    let mut report = Report::keeping(keep);
                    for start in (worker * BLOCK..count).step_by((workers * BLOCK) as usize) {
                        let inputs: Vec<_> =
                            (start..count.min(start + BLOCK)).map(|i| generate::input(seed, i)).collect();
                        let (a, b) = (left.answers(&inputs)?, right.answers(&inputs)?);
                        for ((input, a), b) in inputs.iter().zip(&a).zip(&b) {
                            report.compare(input, a, b, except);
                        }
                    }
                    Ok(report)
                })
            })
            .collect();
        for part in parts {
            report.merge(part.join().map_err(|_| anyhow::anyhow!("a worker died"))??);
        }
        Ok(())
    })?;
    if json {
        for difference in &report.examples {
            println!("{}", serde_json::to_string(difference)?);
        }
        report.examples.clear();
        eprintln!("{report}");
    } else {
        println!("{report}");
    }
    Ok(if report.differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

enum Side {
    Google(Google),
    Native(Box<Native>),
    Function(fn(&Input) -> Answer),
}

impl Side {
    fn new(name: &str) -> anyhow::Result<Self> {
        Ok(match name {
            "google" => Self::Google(Google::parser()?),
            "native" => Self::Native(Box::new(Native::new(&PLANS)?)),
            "ours" => Self::Function(ours::answer),
            "phonenumber" => Self::Function(crate_phonenumber::answer),
            _ => bail!("{name} is none of google, native, ours, phonenumber"),
        })
    }

    fn answers(&mut self, inputs: &[Input]) -> anyhow::Result<Vec<Answer>> {
        Ok(match self {
            Self::Google(google) => google.parse(inputs)?,
            Self::Native(native) => inputs.iter().map(|input| native.answer(input)).collect(),
            Self::Function(answer) => inputs.iter().map(answer).collect(),
        })
    }
}
