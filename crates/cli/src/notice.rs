//! `opt-in notice`: the words the widget shows, and the digest a receiver knows them by.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use whatsapp_opt_in::consent::{Purpose, PurposeId, sha256_hex};
use whatsapp_opt_in::text::{Prompt, for_language};

use crate::verify::say;

#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// The company, as in the widget's attribute of that name
    #[arg(long)]
    company: String,
    /// The purposes, as in the widget's attribute of that name, e.g. "order-confirmation offers"; commas do too
    #[arg(long, value_name = "IDS", value_parser = purposes)]
    purposes: Purposes,
    /// The language (BCP 47), as in the widget's attribute of that name
    #[arg(long, default_value = "en", value_name = "TAG")]
    lang: String,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Also write the text to a file for the receiver's --notice-file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Debug)]
struct Purposes(Vec<PurposeId>);

pub(crate) fn run(args: &Args) -> ExitCode {
    let texts = for_language(&args.lang);
    let purposes: Vec<Purpose> = args.purposes.0.iter().map(|id| Purpose::catalogue(*id, texts)).collect();
    // As the widget reads its attribute.
    let company = args.company.trim();
    if company.is_empty() {
        say(&mut io::stderr(), "opt-in: --company is empty; name who will write\n");
        return ExitCode::from(2);
    }
    let text = Prompt::new(texts, company, &purposes).notice_text();
    let sha256 = sha256_hex(text.as_bytes());
    if let Some(path) = &args.out
        && let Err(error) = write(path, &text)
    {
        say(&mut io::stderr(), &format!("opt-in: {} cannot be written: {error}\n", path.display()));
        return ExitCode::from(2);
    }
    let answer = if args.json {
        json!({"text": text, "sha256": sha256, "language": texts.language}).to_string() + "\n"
    } else {
        format!("{text}\n\nSHA-256  {sha256}\nLanguage {}\n", texts.language)
    };
    say(&mut io::stdout(), &answer);
    ExitCode::SUCCESS
}

/// The receiver leaves the last line break out, as editors put it in.
fn write(path: &Path, text: &str) -> io::Result<()> {
    std::fs::write(path, format!("{text}\n"))
}

/// In the order given, each once: as the widget does.
fn purposes(list: &str) -> Result<Purposes, String> {
    let mut purposes: Vec<PurposeId> = Vec::new();
    for id in list.split([',', ' ', '\t', '\n']).filter(|id| !id.is_empty()) {
        let id = PurposeId::new(id).ok_or_else(|| {
            let known: Vec<&str> = PurposeId::ALL.iter().map(|id| id.as_str()).collect();
            format!("the catalogue has no purpose `{id}`; it has {}", known.join(", "))
        })?;
        if !purposes.contains(&id) {
            purposes.push(id);
        }
    }
    if purposes.is_empty() { Err("name at least one purpose".into()) } else { Ok(Purposes(purposes)) }
}
