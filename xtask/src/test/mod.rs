//! `cargo xtask test`: every check of the repository, in order, with a table at the end.

mod embed;
mod licences;
mod machine;
mod steps;
mod wasm;

use std::time::{Duration, Instant};

use anyhow::bail;

use crate::browser::Browser;
use crate::progress;
use crate::tally::Tally;

pub(crate) use steps::NAMES;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The browser of the browser suite; `all` runs it in each.
    #[arg(long, value_enum, default_value = "chromium")]
    browser: Browser,
    /// Adds what takes long, and so is not in continuous integration: the step `embed` with Next.js.
    #[arg(long)]
    full: bool,
    /// Run only these steps.
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(NAMES))]
    steps: Vec<String>,
    /// The same, as a list: `--only fmt,walls`.
    #[arg(long, value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(NAMES))]
    only: Vec<String>,
    /// Goes to the test programs: `cargo xtask test browser -- a_name`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// One line of the table.
struct Row {
    name: &'static str,
    tally: Tally,
    ok: bool,
    time: Duration,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let chosen: Vec<_> = steps::all(args.browser, args.full, &args.rest)
        .into_iter()
        .filter(|step| {
            let mut wanted = args.steps.iter().chain(&args.only).peekable();
            wanted.peek().is_none() || wanted.any(|name| name == step.name)
        })
        .collect();
    let start = Instant::now();
    let mut rows = Vec::new();
    for step in chosen {
        println!("\n━━ {} · {}", step.name, step.what);
        let begun = Instant::now();
        let mut tests = Tally::default();
        let outcome = (step.work)(&mut tests);
        if let Err(error) = &outcome {
            println!("error: {error:#}");
        }
        let ok = outcome.is_ok() && tests.failed == 0;
        rows.push(Row { name: step.name, tally: counted(tests, ok), ok, time: begun.elapsed() });
    }
    println!("\n{}", table(&rows, start.elapsed()));
    let mut total = Tally::default();
    rows.iter().for_each(|row| total.add(row.tally));
    // The closing line, for people and for programs.
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        let names: Vec<_> = rows.iter().filter(|row| !row.ok).map(|row| row.name).collect();
        // On the error stream, so that the closing line stays the last one of the output.
        bail!("failed: {}; run one again with `cargo xtask test {}`", names.join(", "), names[0]);
    }
    Ok(())
}

/// A step counts the tests it ran. One without tests counts as one, and one that failed outside its tests (a build, a
/// missing program) counts as one failure more.
fn counted(mut tests: Tally, ok: bool) -> Tally {
    if tests.passed + tests.failed == 0 || (!ok && tests.failed == 0) {
        tests.add(Tally::one(ok));
    }
    tests
}

fn table(rows: &[Row], total: Duration) -> String {
    use std::fmt::Write;
    let mut text = format!("{:<12} {:>7} {:>7} {:>7}  {:>12}", "step", "passed", "failed", "ignored", "time");
    for row in rows {
        let Tally { passed, failed, ignored } = row.tally;
        let mark = if row.ok { "ok" } else { "FAILED" };
        let time = progress::seconds(row.time);
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{:<12} {passed:>7} {failed:>7} {ignored:>7}  {time:>12}  {mark}", row.name);
    }
    let _ = write!(text, "\n{:<12} {:>7} {:>7} {:>7}  {:>12}\n", "", "", "", "", progress::seconds(total));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: usize, failed: usize) -> Tally {
        Tally { passed, failed, ignored: 0 }
    }

    #[test]
    fn a_step_counts_its_tests_or_itself() {
        assert_eq!(counted(tally(0, 0), true), tally(1, 0));
        assert_eq!(counted(tally(0, 0), false), tally(0, 1));
        assert_eq!(counted(tally(7, 0), true), tally(7, 0));
        assert_eq!(counted(tally(7, 2), false), tally(7, 2));
    }

    #[test]
    fn a_step_that_breaks_after_its_tests_passed_is_still_a_failure() {
        assert_eq!(counted(tally(7, 0), false), tally(7, 1));
    }

    #[test]
    fn the_table_names_every_step() {
        let row = |name, ok| Row { name, tally: tally(3, 0), ok, time: Duration::from_secs(61) };
        let text = table(&[row("fmt", true), row("walls", false)], Duration::from_secs(122));
        for part in ["fmt", "walls", "FAILED", "1 min 01 s", "2 min 02 s"] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }
}
