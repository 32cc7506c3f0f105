//! Finds WhatsApp opt-in prompts in pages and sources, message templates and records, and judges each by
//! [`policy`](whatsapp_opt_in::policy).
//!
//! ```
//! use whatsapp_opt_in_lint::{Dialect, Options, lint};
//!
//! let page = r#"<label><input type="checkbox" name="wa" checked> Send me offers on WhatsApp</label>"#;
//! let result = lint(page, Dialect::Html, &Options::default()).expect("a page");
//! assert!(result.findings.iter().any(|finding| finding.rule == "GD-01" && finding.line == 1));
//! ```
//!
//! Feature `files`, on by default: directories and files, for programs on a machine. Without it only texts are judged.

#![forbid(unsafe_code)]

mod code;
mod controls;
mod dialect;
pub mod docs;
#[cfg(feature = "files")]
mod files;
mod json;
mod jsx;
#[cfg(feature = "files")]
pub mod output;
pub mod own;
mod owner;
mod prompts;
mod record;
mod request;
mod source;
mod stems;
mod suppress;
mod tree;
mod widget;
mod wording;

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Serialize;
use whatsapp_opt_in::policy::{
    Edition, Editions, Facts, Prompt, Report, Severity, Span, judge, names_whatsapp,
};

pub use dialect::Dialect;
#[cfg(feature = "files")]
pub use files::{Input, Run, run};
pub use request::{Refusal, Request};
pub use source::Lines;
pub use widget::{Card, cards};

/// What to judge by.
#[derive(Clone, Debug)]
pub struct Options {
    /// The company's name, where it is known.
    pub company: Option<String>,
    /// WhatsApp's edition; records are judged by that of their day when `None`.
    pub edition: Option<Edition>,
    /// The GDPR pack.
    pub gdpr: bool,
    /// The TCPA pack; a page limited to the United States turns it on by itself.
    pub tcpa: bool,
    /// Only these rules, or those that begin so (`GD`), when there are any.
    pub only: Vec<String>,
    /// Not these rules, nor those that begin so.
    pub ignore: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { company: None, edition: None, gdpr: true, tcpa: false, only: Vec::new(), ignore: Vec::new() }
    }
}

impl Options {
    fn editions(&self, own: Option<Edition>) -> Editions {
        let whatsapp = self.edition.or(own).unwrap_or(Editions::current().whatsapp);
        Editions { whatsapp, gdpr: self.gdpr, tcpa: self.tcpa }
    }

    fn wants(&self, rule: &str) -> bool {
        let named = |list: &[String]| {
            list.iter().any(|name| {
                !name.is_empty()
                    && rule.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            })
        };
        (self.only.is_empty() || named(&self.only)) && !named(&self.ignore)
    }
}

/// A finding with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's id: one of the policy's, or of the linter's [own](own::ALL).
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The edition judged by; absent for the linter's own rules.
    pub edition: Option<Edition>,
    /// What was found.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
    /// The file, as it was named.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// One past the last character, on [`Self::end_line`].
    #[serde(skip)]
    pub end_column: usize,
    /// The line it ends on.
    #[serde(skip)]
    pub end_line: usize,
}

/// What a person must decide, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NeedsReview {
    /// The rule's id.
    pub rule: &'static str,
    /// What to look at, and why.
    pub why: String,
    /// The file, as it was named.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// What one source, or several, yielded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Lint {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What a person must decide.
    pub needs_review: Vec<NeedsReview>,
    /// How many prompts, templates and records were judged.
    #[serde(skip)]
    pub judged: usize,
}

impl Lint {
    /// Whether something at or above a severity was found.
    pub fn fails(&self, at: Severity) -> bool {
        self.findings.iter().any(|finding| finding.severity >= at)
    }
}

/// Input that cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unusable {
    /// The file, as it was named.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

impl std::error::Error for Unusable {}

/// Nobody writes so many prompts into one page.
pub(crate) const MOST_PROMPTS: usize = 200;

/// Lints one source.
///
/// # Errors
/// Only JSON and records can be unusable; markup always yields something, and `LI-02` where a part cannot be read.
pub fn lint(source: &str, dialect: Dialect, options: &Options) -> Result<Lint, Unusable> {
    let lines = Lines::new(source);
    let mut result = Lint::default();
    match dialect {
        Dialect::Json => {
            for template in json::templates(source)? {
                let place = template.span;
                let report = judge(&Facts::Template(template), &options.editions(None));
                result.add(report, place, &lines, options);
            }
        }
        Dialect::Record => {
            for found in record::find(source)? {
                let report = judge(&found.facts, &options.editions(found.edition));
                // The words of a record have no place of their own in the file.
                result.add(moved(report, found.place), found.place, &lines, options);
            }
        }
        _ => markup(source, dialect, options, &lines, &mut result),
    }
    Ok(result)
}

/// The prompts of a source as facts, for callers with rules of their own.
pub fn prompts(source: &str, dialect: Dialect, company: Option<&str>) -> Vec<Prompt> {
    let tree = dialect::read(source, dialect);
    prompts::find(source, &tree, dialect, company)
}

/// What a source without a file name is written in: JSON by what it holds, everything else as a page.
pub fn guess(source: &str) -> Dialect {
    let start = source.trim_start();
    if start.starts_with(['{', '[']) || start.starts_with("eyJ") {
        json_dialect(source).unwrap_or(Dialect::Json)
    } else {
        Dialect::Html
    }
}

/// Which of the two a JSON file holds.
pub(crate) fn json_dialect(source: &str) -> Option<Dialect> {
    if json::holds_templates(source) {
        Some(Dialect::Json)
    } else if record::is_record(source) {
        Some(Dialect::Record)
    } else {
        None
    }
}

fn markup(source: &str, dialect: Dialect, options: &Options, lines: &Lines<'_>, result: &mut Lint) {
    let suppressions = suppress::find(source);
    for suppression in &suppressions {
        if let Some(fault) = &suppression.fault {
            let length = "opt-in-lint-ignore".len();
            result.tell(&own::SUPPRESSION, fault.clone(), suppression.at, length, lines, options);
        }
    }
    if !may_hold_prompt(source) {
        return;
    }
    let tree = dialect::read(source, dialect);
    if let Some(fault) = &tree.fault {
        result.tell(&own::UNREAD, fault.message(), fault.at, 1, lines, options);
    }
    let mut prompts = prompts::find(source, &tree, dialect, options.company.as_deref());
    if let Some(unread) = prompts.get(MOST_PROMPTS) {
        let message = format!("There are more than {MOST_PROMPTS} prompts; from here on none was judged.");
        result.tell(&own::UNREAD, message, unread.span.start, 1, lines, options);
        prompts.truncate(MOST_PROMPTS);
    }
    let starts: Vec<usize> = prompts.iter().map(|prompt| prompt.span.start).collect();
    // A suppression is for the prompt that follows it, or for the last when none follows.
    let mut silenced: HashMap<usize, Vec<&str>> = HashMap::new();
    for suppression in suppressions.iter().filter(|suppression| suppression.fault.is_none()) {
        let following = starts.partition_point(|start| *start < suppression.at);
        if let Some(start) = starts.get(following).or(starts.last()) {
            silenced.entry(*start).or_default().extend(suppression.rules.iter().map(String::as_str));
        }
    }
    for prompt in prompts {
        let place = prompt.span;
        let mut report = judge(&Facts::Prompt(prompt), &options.editions(None));
        if let Some(silenced) = silenced.get(&place.start) {
            let silent: HashSet<&str> = silenced.iter().copied().collect();
            report.findings.retain(|finding| !silent.contains(finding.rule));
            report.needs_review.retain(|review| !silent.contains(review.rule));
        }
        result.add(report, place, lines, options);
    }
}

/// A look at the bytes before anything is built: most files of a directory name WhatsApp nowhere.
fn may_hold_prompt(source: &str) -> bool {
    let bytes = source.as_bytes();
    let stems: [&[u8]; 5] = [b"what", b"wats", b"watt", b"wath", b"wass"];
    let other: [&[u8]; 5] = [b"whts", b"vats", b"whas", b"whap", b"wasa"];
    let short: [&[u8]; 4] = [b"guas", b"guat", b" zap", b" wa "];
    bytes.windows(4).any(|window| {
        (window[0] | 0x20 == b'w' || window[0] | 0x20 == b'v')
            && stems.iter().chain(&other).any(|stem| window.eq_ignore_ascii_case(stem))
            || short.iter().any(|stem| window.eq_ignore_ascii_case(stem))
            || window[..3].eq_ignore_ascii_case(b"wpp")
            || window[..3].eq_ignore_ascii_case(b"wsp")
            || window.eq_ignore_ascii_case(b"wa_o")
            || window.eq_ignore_ascii_case(b"wa-o")
            || window[..3].eq_ignore_ascii_case(b"\"wa")
            || window[..3].eq_ignore_ascii_case(b"_wa")
            || window[..3].eq_ignore_ascii_case(b"-wa")
            || window[..3].eq_ignore_ascii_case(b"wa_")
            || window[..3].eq_ignore_ascii_case(b"wa-")
            || window[..3].eq_ignore_ascii_case(b"whs")
            || window[..3].eq_ignore_ascii_case(b"=wa")
            || window[..3].eq_ignore_ascii_case(b"'wa")
            || window[..2] == *b"WA"
            || window.eq_ignore_ascii_case(b"wapp")
            || window[..3] == *b"waO"
    })
}

fn moved(mut report: Report, place: Span) -> Report {
    report.findings.iter_mut().for_each(|finding| finding.span = Some(place));
    report.needs_review.iter_mut().for_each(|review| review.span = Some(place));
    report
}

impl Lint {
    /// Adds a finding of the linter's own.
    fn tell(
        &mut self,
        rule: &own::Own,
        message: String,
        at: usize,
        length: usize,
        lines: &Lines<'_>,
        options: &Options,
    ) {
        if !options.wants(rule.id) {
            return;
        }
        let (line, column) = lines.position(at);
        self.findings.push(Finding {
            rule: rule.id,
            severity: Severity::Error,
            edition: None,
            message,
            help: rule.mend,
            file: String::new(),
            line,
            column,
            end_column: column + length,
            end_line: line,
        });
    }

    fn add(&mut self, report: Report, place: Span, lines: &Lines<'_>, options: &Options) {
        self.judged += 1;
        for finding in report.findings.into_iter().filter(|finding| options.wants(finding.rule)) {
            let span = finding.span.filter(|span| span.end > 0).unwrap_or(place);
            let (line, column) = lines.position(span.start);
            let (end_line, end_column) = lines.position(span.end);
            self.findings.push(Finding {
                rule: finding.rule,
                severity: finding.severity,
                edition: Some(finding.edition),
                message: finding.message,
                help: finding.help,
                file: String::new(),
                line,
                column,
                end_column,
                end_line,
            });
        }
        for review in report.needs_review.into_iter().filter(|review| options.wants(review.rule)) {
            let span = review.span.filter(|span| span.end > 0).unwrap_or(place);
            let (line, column) = lines.position(span.start);
            self.needs_review.push(NeedsReview {
                rule: review.rule,
                why: review.why,
                file: String::new(),
                line,
                column,
            });
        }
    }
}

/// A string that is nothing but the name: too short for prose, but words all the same.
pub(crate) fn names_whatsapp_alone(text: &str) -> bool {
    text.len() <= 40
        && names_whatsapp(text)
        && text.chars().all(|c| c.is_alphabetic() || c == ' ')
        && text.chars().next().is_some_and(char::is_uppercase)
}
