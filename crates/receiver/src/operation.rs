//! The commands of the binary beside running the service, in words for people.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use whatsapp_opt_in_log::{Finding, Report};
use whatsapp_opt_in_receiver::operations::verify_ledger;
use whatsapp_opt_in_receiver::store::{Database, SqliteStore};
use whatsapp_opt_in_receiver::{Config, Keys, Operation, OutboxCommand, replay, system_clock};

use crate::say;

/// Findings that are printed for a person; `--json` has them all.
const SHOWN: usize = 20;

/// Runs it: 0 is done or whole, 1 is not whole, 2 could not be done.
pub(crate) async fn run(operation: Operation, config: &Config) -> ExitCode {
    let done = match operation {
        Operation::Backup { file } => backup(&file, config).await.map(|text| (text, true)),
        Operation::Restore { file } => restore(&file, config).await.map(|text| (text, true)),
        Operation::VerifyLedger { earlier, json } => verify(&earlier, config).await.map(|report| {
            (if json { as_json(&report) } else { as_text(&report) }, report.findings.is_empty())
        }),
        Operation::Outbox(what) => outbox(what, config).await.map(|text| (text, true)),
    };
    match done {
        Ok((text, good)) => {
            say(&text);
            ExitCode::from(u8::from(!good))
        }
        Err(error) => {
            complain(&error);
            ExitCode::from(2)
        }
    }
}

async fn backup(file: &Path, config: &Config) -> anyhow::Result<String> {
    let database =
        sqlite(config, "pg_dump --format=custom --file=FILE, then pg_restore into an empty database")?;
    SqliteStore::backup(database, file).await?;
    let keys =
        [&config.keys.file, &config.keys.log, &config.keys.retired].map(|path| path.display().to_string());
    Ok(format!(
        "{} is a copy of {}, on disk. The keys are not in it; keep them elsewhere: {}.",
        file.display(),
        database.display(),
        keys.join(", ")
    ))
}

async fn restore(file: &Path, config: &Config) -> anyhow::Result<String> {
    let database = sqlite(config, "pg_restore into an empty database")?;
    SqliteStore::restore(file, database).await?;
    let mut text = format!("{} was found whole and is now {}.", file.display(), database.display());
    for key in config.keys.missing() {
        let _ = write!(
            text,
            "\n{} is missing: put it back before the receiver starts, or it makes a new one and old receipts no longer verify.",
            key.display()
        );
    }
    Ok(text)
}

fn sqlite<'a>(config: &'a Config, instead: &str) -> anyhow::Result<&'a Path> {
    match &config.database {
        Database::Sqlite(path) => Ok(path),
        Database::Postgres(_) => bail!("PostgreSQL has its own means for this: {instead}"),
    }
}

async fn verify(earlier: &[std::path::PathBuf], config: &Config) -> anyhow::Result<Report> {
    if let Database::Sqlite(path) = &config.database
        && !path.is_file()
    {
        bail!("{} is not there", path.display());
    }
    if let Some(key) = config.keys.missing().first() {
        bail!("{} is missing; without it no receipt or checkpoint can be judged", key.display());
    }
    let keys = Keys::load(&config.keys)?;
    let read = |path: &std::path::PathBuf| std::fs::read(path).with_context(|| path.display().to_string());
    let earlier = earlier.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    let store = config.database.open_to_read().await;
    let store = store.with_context(|| format!("{} could not be opened", config.database))?;
    let origin = config.settings(config.listen).log_origin;
    let report = verify_ledger(&*store, &keys, &origin, &earlier).await;
    store.close().await;
    Ok(report?)
}

async fn outbox(what: OutboxCommand, config: &Config) -> anyhow::Result<String> {
    let store = config.database.open().await;
    let store = store.with_context(|| format!("{} could not be opened", config.database))?;
    let text = match what {
        OutboxCommand::List => {
            let backlog = store.backlog().await?;
            let mut text = format!("{} waiting, {} given up", backlog.waiting, backlog.dead);
            if backlog.gone {
                text.push_str("\nthe address answered 410 Gone: nothing is sent until a replay");
            }
            for letter in store.dead_letters(u32::MAX).await? {
                let when = jiff::Timestamp::from_millisecond(letter.created_ms)?;
                let (id, kind, tries) = (letter.id, letter.kind, letter.attempts);
                let _ = write!(text, "\n{id}\t{kind}\t{when:.0}\t{tries}\t{}", letter.outcome);
            }
            text
        }
        OutboxCommand::Replay { ids } => {
            let ids = Some(ids).filter(|ids| !ids.is_empty());
            let replayed = replay(&*store, ids.as_deref(), system_clock()()).await?;
            format!("{replayed} to be sent again")
        }
    };
    store.close().await;
    Ok(text)
}

fn as_json(report: &Report) -> String {
    let Report { lines, erased, findings } = report;
    let valid = findings.is_empty();
    serde_json::json!({"valid": valid, "records": lines, "erased": erased, "findings": findings}).to_string()
}

fn as_text(report: &Report) -> String {
    let count = report.findings.len();
    let verdict = match count {
        0 => "whole".to_owned(),
        1 => "NOT WHOLE, 1 finding".to_owned(),
        _ => format!("NOT WHOLE, {count} findings"),
    };
    let mut text = format!("{} records, {} of them erased: {verdict}", report.lines, report.erased);
    for Finding { line, code } in report.findings.iter().take(SHOWN) {
        let _ = match line {
            Some(line) => write!(text, "\n  record {line}: {code}"),
            None => write!(text, "\n  the ledger: {code}"),
        };
    }
    if count > SHOWN {
        let _ = write!(text, "\n  and {} more; --json lists them all", count - SHOWN);
    }
    text
}

#[allow(clippy::print_stderr, reason = "the answer the person asked for")]
fn complain(error: &anyhow::Error) {
    eprintln!("opt-in-receiver: {error:#}");
}
