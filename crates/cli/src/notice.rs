//! `opt-in notice`: the words the widget shows, and the digest a receiver knows them by.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;
use whatsapp_opt_in::consent::{
    self, Act, Controller, Event, EventType, MAX_MADE_BYTES, Method, Purpose, PurposeChoice, SCHEMA, Ui,
    Withdrawal, sha256_hex,
};
use whatsapp_opt_in::text::{Own, Prompt, Terms, Texts, for_language, more_for_language};

use whatsapp_opt_in_lint::{Dialect, cards};

use crate::verify::say;

#[derive(Debug, Parser)]
pub(crate) struct Args {
    /// A page or a snippet of HTML with the element: its attributes and the JSON inside it, in the place of all that follows
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// The company, as in the widget's attribute of that name
    #[arg(long, required_unless_present = "page", conflicts_with = "page")]
    company: Option<String>,
    /// The purposes, as in the widget's attribute of that name, e.g. "order-confirmation offers"; commas do too
    #[arg(long, value_name = "IDS", required_unless_present_any = ["own", "page"], conflicts_with = "page")]
    purposes: Option<String>,
    /// The JSON inside the element, with texts or purposes of your own
    #[arg(long, value_name = "FILE", conflicts_with = "page")]
    own: Option<PathBuf>,
    /// How often you write, as in the widget's attribute of that name
    #[arg(long, value_name = "TEXT", conflicts_with = "page")]
    frequency: Option<String>,
    /// Who else gets the number, as in the widget's attribute of that name, e.g. "Carrier, Agency"
    #[arg(long, value_name = "NAMES", conflicts_with = "page")]
    recipients: Option<String>,
    /// The last day it holds, as in the widget's attribute of that name, e.g. 2027-12-31
    #[arg(long, value_name = "DATE", conflicts_with = "page")]
    valid_until: Option<String>,
    /// The language (BCP 47), as in the widget's attribute of that name
    #[arg(long, value_name = "TAG", conflicts_with = "page")]
    lang: Option<String>,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Also write the text to a file for the receiver's --notice-file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// What a card says, and where that stands.
struct Given {
    attributes: BTreeMap<String, String>,
    own: String,
    source: String,
}

impl Given {
    fn get(&self, name: &str) -> Option<String> {
        self.attributes.get(name).cloned()
    }
}

/// The card that the flags describe.
fn from_flags(args: &Args) -> Result<Given, String> {
    // Commas between purposes are welcome here, as people type them.
    let purposes = args.purposes.as_deref().map(|listed| match listed.trim() {
        list if list.starts_with('[') => list.to_owned(),
        names => names.replace(',', " "),
    });
    let named = [
        ("company", &args.company),
        ("purposes", &purposes),
        ("frequency", &args.frequency),
        ("recipients", &args.recipients),
        ("valid-until", &args.valid_until),
        ("lang", &args.lang),
    ];
    let attributes = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let (source, own) = match &args.own {
        Some(path) => {
            let source = path.display().to_string();
            let own = std::fs::read_to_string(path).map_err(|error| format!("{source}: {error}"))?;
            (source, own)
        }
        None => ("--purposes".into(), String::new()),
    };
    Ok(Given { attributes: attributes.collect(), own, source })
}

/// The cards of a page; at least one.
fn from_page(path: &Path) -> Result<Vec<Given>, String> {
    let source = path.display().to_string();
    let page = std::fs::read_to_string(path).map_err(|error| format!("{source}: {error}"))?;
    let cards = cards(&page, Dialect::of(path).unwrap_or(Dialect::Html));
    if cards.is_empty() {
        return Err(format!("{source}: there is no <whatsapp-opt-in> in it"));
    }
    let given = cards.into_iter().map(|card| match card.unknown.first() {
        Some(name) => Err(format!(
            "{source}: what `{name}` says is written by a program; give the page as browsers get it"
        )),
        None => Ok(Given { attributes: card.attributes, own: card.own, source: source.clone() }),
    });
    given.collect()
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
    let given = match &args.page {
        Some(page) => from_page(page)?,
        None => vec![from_flags(args)?],
    };
    let notices = given.iter().map(notice).collect::<Result<Vec<Notice>, String>>()?;
    match (&args.out, notices.as_slice()) {
        (Some(path), [notice]) => write(path, &notice.text)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?,
        (Some(_), _) => return Err("--out is for one notice, and the page has several cards".into()),
        (None, _) => {}
    }
    let said = notices.iter().map(|Notice { text, sha256, language }| {
        if args.json {
            json!({"text": text, "sha256": sha256, "language": language}).to_string() + "\n"
        } else {
            format!("{text}\n\nSHA-256  {sha256}\nLanguage {language}\n")
        }
    });
    Ok(said.collect::<Vec<_>>().join(if args.json { "" } else { "\n" }))
}

/// What a card shows.
struct Notice {
    text: String,
    sha256: String,
    language: String,
}

fn notice(given: &Given) -> Result<Notice, String> {
    // As the widget reads its attributes.
    let company = given.get("company").unwrap_or_default();
    let company = company.trim();
    if company.is_empty() {
        return Err("--company is empty; name who will write".into());
    }
    let lang = given.get("lang").unwrap_or_else(|| "en".into());
    let own = own(given)?;
    let texts = Texts::from(for_language(&lang)).with(|name| own.text(name));
    if let Some(name) = texts.fault() {
        return Err(format!(
            "the text \"{name}\" is wrong: none is empty, consent names {{company}} and {{purposes}}, stop names {{keyword}}"
        ));
    }
    let mut prompt = Prompt::new(&texts, company, &purposes(&own, &texts, &lang)?);
    let terms = Terms::read(|name| given.get(name));
    if !terms.has_valid_day() {
        return Err("--valid-until is no date; write it as 2027-12-31".into());
    }
    prompt.terms = terms.sentences(&texts, more_for_language(&lang), |name| own.text(name));
    let text = prompt.notice_text();
    let bytes = record_bytes(company, &text, &texts, &prompt);
    if bytes > MAX_MADE_BYTES {
        return Err(format!(
            "records of this notice would have some {bytes} bytes, and {MAX_MADE_BYTES} is the most; say less, or ask for fewer \
             purposes at once"
        ));
    }
    Ok(Notice { sha256: sha256_hex(text.as_bytes()), text, language: texts.language.clone() })
}

/// The receiver leaves the last line break out, as editors put it in.
fn write(path: &Path, text: &str) -> io::Result<()> {
    std::fs::write(path, format!("{text}\n"))
}

/// The length of a record of this notice, with room for what a visitor and the card's other attributes add.
fn record_bytes(company: &str, text: &str, texts: &Texts<String>, prompt: &Prompt) -> usize {
    let url = || format!("https://shop.example/{}", "x".repeat(200));
    let purposes = prompt.boxes.iter().flat_map(|one| &one.purposes).map(|purpose| PurposeChoice {
        id: purpose.id.clone(),
        category: purpose.category,
        text: purpose.text.clone(),
        granted: true,
    });
    let jti = "01931e5e-7b5a-7c3d-9e2f-0123456789ab";
    let act = Act {
        iss: "https://shop.example".into(),
        aud: Some("https://shop.example/v1/consents".into()),
        iat: 1_790_000_000,
        jti: jti.into(),
        sub: "tel:+123456789012345".into(),
        nonce: Some("n".repeat(64)),
        schema: SCHEMA,
        event: Event {
            kind: EventType::RenewedConsentGiven,
            method: Method::PreferenceCentre,
            supersedes: Some(jti.into()),
        },
        controller: Controller {
            name: company.into(),
            contact: None,
            privacy_url: url(),
            whatsapp_number: Some("+123456789012345".into()),
        },
        purposes: purposes.collect(),
        notice: consent::Notice {
            text: text.into(),
            sha256: "0".repeat(64),
            version: None,
            language: texts.language.clone(),
        },
        withdrawal: vec![Withdrawal::Keyword("STOP".into()), Withdrawal::Url(url())],
        retention: None,
        valid_until: Some(1_880_000_000),
        jurisdiction: None,
        recipients: Vec::new(),
        ui: Ui {
            checked_by_default: false,
            number_edited: false,
            trusted_event: true,
            input: "keyboard".into(),
            logo: true,
            widget: "whatsapp-opt-in 0.1.0".into(),
            wasm_sha256: Some("0".repeat(64)),
            page: url(),
        },
        policy: None,
    };
    act.compact_bytes().unwrap_or(usize::MAX)
}

/// What the site says itself.
fn own(given: &Given) -> Result<Own, String> {
    Own::read(&given.get("purposes").unwrap_or_default(), &given.own).map_err(|error| {
        format!(
            "{}: this is not the JSON a card takes: {error}; it is {{\"texts\": {{…}}, \"purposes\": […]}}, and \
             each purpose has an id, a category (utility, marketing or authentication) and a text",
            given.source
        )
    })
}

fn purposes(own: &Own, texts: &Texts<String>, lang: &str) -> Result<Vec<Purpose>, String> {
    let purposes: Result<Vec<Purpose>, _> = own.purposes(texts, lang).into_iter().collect();
    let purposes = purposes.map_err(|fault| fault.to_string())?;
    if purposes.is_empty() { Err("name at least one purpose".into()) } else { Ok(purposes) }
}
