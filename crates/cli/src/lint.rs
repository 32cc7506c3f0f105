//! `opt-in lint`: is this opt-in compliant, by which edition of the rules, and how is it mended?

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use whatsapp_opt_in::policy::{Edition, Severity, rules};
use whatsapp_opt_in_lint::{Dialect, Input, Options, Run, docs, output, own, run as lint};

#[derive(Debug, Parser)]
#[command(
    after_help = "Exit status: 0 when nothing was found at or above --severity, 1 when something was, 2 when an input \
    cannot be read or the command cannot be understood.\n\
    Suppress a finding by a comment before the prompt: <!-- opt-in-lint-ignore WA-05: the reason -->"
)]
pub(crate) struct Args {
    /// Pages, sources, templates, records, directories of them; - for the standard input
    #[arg(required_unless_present_any = ["explain", "rules"])]
    paths: Vec<PathBuf>,
    /// The company's name, to be looked for in the prompt
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// WhatsApp's edition to judge by, e.g. whatsapp-2025-11; else the one in force (for records: on their day)
    #[arg(long, value_name = "ID", value_parser = edition)]
    edition: Option<Edition>,
    /// Law packs beside the edition; gdpr is always on
    #[arg(long, value_enum)]
    pack: Vec<Pack>,
    /// Read JSON as Cloud API message templates
    #[arg(long, conflicts_with = "record")]
    template: bool,
    /// Read everything as consent records: compact acts, {"consent": …}, ledger exports, histories
    #[arg(long)]
    record: bool,
    /// What the standard input, or a file without a telling name, is written in
    #[arg(long, value_enum, conflicts_with_all = ["template", "record"])]
    language: Option<Language>,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The least severity that fails
    #[arg(long, value_enum, default_value_t)]
    severity: Least,
    /// Only these rules, or all that begin so (GD)
    #[arg(long, value_name = "ID", value_parser = rule)]
    rule: Vec<String>,
    /// Not these rules, or none that begin so
    #[arg(long, value_name = "ID", value_parser = rule)]
    ignore: Vec<String>,
    /// Leave out what a person must decide
    #[arg(long)]
    no_review: bool,
    /// Say why a rule exists, where it comes from, and how to mend what breaks it
    #[arg(long, value_name = "ID", exclusive = true)]
    explain: Option<String>,
    /// List the rules
    #[arg(long, exclusive = true)]
    rules: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Pack {
    Gdpr,
    Tcpa,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
    Sarif,
    #[value(name = "github")]
    GitHub,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Least {
    Error,
    #[default]
    Warning,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Html,
    Jsx,
    Vue,
    Svelte,
    Php,
    Template,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(code) => code,
        // The reader went away (`| head`): nobody is left to tell.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "opt-in: {error}");
            ExitCode::from(2)
        }
    }
}

fn answer(args: &Args) -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    if let Some(id) = &args.explain {
        let Some(text) = docs::explain(id) else {
            return Err(io::Error::other(format!("there is no rule {id}; `opt-in lint --rules` lists them")));
        };
        write!(out, "{text}")?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.rules {
        for rule in rules::ALL {
            writeln!(out, "{}  {}", rule.id, rule.title)?;
        }
        for rule in own::ALL {
            writeln!(out, "{}  {}", rule.id, rule.title)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut found = lint(&Input { paths: args.paths.clone(), dialect: dialect(args) }, &options(args));
    if args.no_review {
        found.lint.needs_review.clear();
    }
    let format = match args.format {
        Format::Text => output::Format::Text,
        Format::Json => output::Format::Json,
        Format::Sarif => output::Format::Sarif,
        Format::GitHub => output::Format::GitHub,
    };
    out.write_all(output::render(&found, format, !args.no_review).as_bytes())?;
    for fault in &found.unusable {
        let _ = writeln!(io::stderr(), "opt-in: {fault}");
    }
    Ok(status(&found, args.severity))
}

fn status(found: &Run, least: Least) -> ExitCode {
    let least = match least {
        Least::Error => Severity::Error,
        Least::Warning => Severity::Warning,
    };
    if !found.unusable.is_empty() {
        ExitCode::from(2)
    } else if found.lint.fails(least) {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}

fn dialect(args: &Args) -> Option<Dialect> {
    if args.template {
        return Some(Dialect::Json);
    }
    if args.record {
        return Some(Dialect::Record);
    }
    args.language.map(|language| match language {
        Language::Html => Dialect::Html,
        Language::Jsx => Dialect::Jsx,
        Language::Vue => Dialect::Vue,
        Language::Svelte => Dialect::Svelte,
        Language::Php => Dialect::Php,
        Language::Template => Dialect::Template,
    })
}

fn options(args: &Args) -> Options {
    Options {
        company: args.company.clone(),
        edition: args.edition,
        gdpr: true,
        tcpa: args.pack.iter().any(|pack| matches!(pack, Pack::Tcpa)),
        only: args.rule.clone(),
        ignore: args.ignore.clone(),
    }
}

fn edition(id: &str) -> Result<Edition, String> {
    Edition::new(id).filter(|edition| edition.is_whatsapp()).ok_or_else(|| {
        let ids: Vec<_> = Edition::ALL
            .iter()
            .filter(|edition| edition.is_whatsapp())
            .map(|edition| edition.as_str())
            .collect();
        format!("no edition of WhatsApp's rules; there are {}", ids.join(", "))
    })
}

fn rule(id: &str) -> Result<String, String> {
    let id = id.to_ascii_uppercase();
    let known =
        !id.is_empty() && (rules::ALL.iter().any(|rule| rule.id.starts_with(&id)) || own::begins(&id));
    known.then_some(id).ok_or_else(|| "no rule begins so; `opt-in lint --rules` lists them".to_owned())
}
