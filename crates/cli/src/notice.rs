//! `opt-in notice`: the words the widget shows, and the digest a receiver knows them by.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use whatsapp_opt_in::consent::{Purpose, sha256_hex};
use whatsapp_opt_in::text::{Own, Prompt, Terms, Texts, for_language, more_for_language};

use crate::verify::say;

#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// The company, as in the widget's attribute of that name
    #[arg(long)]
    company: String,
    /// The purposes, as in the widget's attribute of that name, e.g. "order-confirmation offers"; commas do too
    #[arg(long, value_name = "IDS", default_value = "", required_unless_present = "own")]
    purposes: String,
    /// The JSON inside the element, with texts or purposes of your own
    #[arg(long, value_name = "FILE")]
    own: Option<PathBuf>,
    /// How often you write, as in the widget's attribute of that name
    #[arg(long, value_name = "TEXT")]
    frequency: Option<String>,
    /// Who else gets the number, as in the widget's attribute of that name, e.g. "Carrier, Agency"
    #[arg(long, value_name = "NAMES")]
    recipients: Option<String>,
    /// The last day it holds, as in the widget's attribute of that name, e.g. 2027-12-31
    #[arg(long, value_name = "DATE")]
    valid_until: Option<String>,
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

impl Args {
    fn terms(&self) -> Terms {
        Terms::read(|name| match name {
            "frequency" => self.frequency.clone(),
            "recipients" => self.recipients.clone(),
            "valid-until" => self.valid_until.clone(),
            _ => None,
        })
    }
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match answer(args) {
        Ok(text) => {
            say(&mut io::stdout(), &text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&mut io::stderr(), &format!("opt-in: {error}\n"));
            ExitCode::from(2)
        }
    }
}

fn answer(args: &Args) -> Result<String, String> {
    // As the widget reads its attribute.
    let company = args.company.trim();
    if company.is_empty() {
        return Err("--company is empty; name who will write".into());
    }
    let own = own(args)?;
    let texts = Texts::from(for_language(&args.lang)).with(|name| own.text(name));
    if let Some(name) = texts.fault() {
        return Err(format!(
            "the text \"{name}\" is wrong: none is empty, consent names {{company}} and {{purposes}}, stop names {{keyword}}"
        ));
    }
    let mut prompt = Prompt::new(&texts, company, &purposes(args, &own, &texts)?);
    let terms = args.terms();
    if !terms.has_valid_day() {
        return Err("--valid-until is no date; write it as 2027-12-31".into());
    }
    prompt.terms = terms.sentences(&texts, more_for_language(&args.lang), |name| own.text(name));
    let text = prompt.notice_text();
    let sha256 = sha256_hex(text.as_bytes());
    if let Some(path) = &args.out {
        write(path, &text).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    }
    let language = &texts.language;
    Ok(if args.json {
        json!({"text": text, "sha256": sha256, "language": language}).to_string() + "\n"
    } else {
        format!("{text}\n\nSHA-256  {sha256}\nLanguage {language}\n")
    })
}

/// The receiver leaves the last line break out, as editors put it in.
fn write(path: &Path, text: &str) -> io::Result<()> {
    std::fs::write(path, format!("{text}\n"))
}

/// What the site says itself; commas between purposes are welcome here, as people type them.
fn own(args: &Args) -> Result<Own, String> {
    let listed = args.purposes.trim();
    let listed = if listed.starts_with('[') { listed.to_owned() } else { listed.replace(',', " ") };
    let (source, json) = match &args.own {
        Some(path) => (path.display().to_string(), std::fs::read_to_string(path)),
        None => ("--purposes".into(), Ok(String::new())),
    };
    let json = json.map_err(|error| format!("{source}: {error}"))?;
    Own::read(&listed, &json).map_err(|error| {
        format!(
            "{source}: this is not the JSON a card takes: {error}; it is {{\"texts\": {{…}}, \"purposes\": […]}}, and \
             each purpose has an id, a category (utility, marketing or authentication) and a text"
        )
    })
}

fn purposes(args: &Args, own: &Own, texts: &Texts<String>) -> Result<Vec<Purpose>, String> {
    let purposes: Result<Vec<Purpose>, _> = own.purposes(texts, &args.lang).into_iter().collect();
    let purposes = purposes.map_err(|fault| fault.to_string())?;
    if purposes.is_empty() { Err("name at least one purpose".into()) } else { Ok(purposes) }
}
