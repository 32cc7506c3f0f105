//! `interop [--full | --tokens N] [--seed N]` compares every verifier; `interop vectors` makes the golden vectors.

#![allow(clippy::print_stdout, reason = "a command-line tool: printing is what it does")]

use std::path::Path;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let (mut full, mut tokens, mut seed) = (false, None, 1);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number =
            || arguments.next().and_then(|n| n.parse().ok()).with_context(|| format!("{argument} N"));
        match argument.as_str() {
            "vectors" => {
                let path = workspace.join(interop_tests::golden::PATH);
                return Ok(std::fs::write(path, interop_tests::golden::make()?)?);
            }
            "--full" => full = true,
            "--tokens" => tokens = Some(number()? as usize),
            "--seed" => seed = number()?,
            other => bail!("unknown argument {other}: --full, --tokens N, --seed N or vectors"),
        }
    }
    let start = std::time::Instant::now();
    let summary = match tokens {
        Some(tokens) => interop_tests::run_with(&workspace, tokens, seed)?,
        None => interop_tests::run(&workspace, full)?,
    };
    summary.lines.iter().for_each(|line| println!("{line}"));
    summary.missing.iter().for_each(|missing| println!("not run: {missing}"));
    println!("ran: {}", summary.ran.join(", "));
    println!(
        "{} mutated tokens decided alike by all ({} accepted), {} tokens of other signers, in {:.0} s",
        summary.tokens,
        summary.accepted,
        summary.foreign,
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
