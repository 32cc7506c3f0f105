//! How a run is shown: to a reader, to a program, to a code-hosting site.

use std::fmt::Write;

use serde_json::{Value, json};
use whatsapp_opt_in::policy::{Severity, rules};

use crate::{Finding, Lines, Run, own};

/// The ways of showing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, with the offending line.
    #[default]
    Text,
    /// `{"findings": […], "needs_review": […]}`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    GitHub,
}

/// Shows a run.
pub fn render(run: &Run, format: Format, show_reviews: bool) -> String {
    match format {
        Format::Text => text(run, show_reviews),
        Format::Json => pretty(&serde_json::to_value(&run.lint).unwrap_or_default()),
        Format::Sarif => pretty(&sarif(run)),
        Format::GitHub => github(run),
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn text(run: &Run, show_reviews: bool) -> String {
    let mut out = String::new();
    for (file, source) in &run.sources {
        let lines = Lines::new(source);
        for finding in run.lint.findings.iter().filter(|finding| finding.file == *file) {
            one(&mut out, finding, &lines);
        }
        if show_reviews {
            for review in run.lint.needs_review.iter().filter(|review| review.file == *file) {
                let _ = writeln!(
                    out,
                    "needs review[{}]: {}\n  --> {file}:{}:{}\n",
                    review.rule, review.why, review.line, review.column
                );
            }
        }
    }
    let count = |severity| run.lint.findings.iter().filter(|finding| finding.severity == severity).count();
    let _ = writeln!(
        out,
        "{} error(s), {} warning(s), {} to review; {} judged in {} file(s)",
        count(Severity::Error),
        count(Severity::Warning),
        run.lint.needs_review.len(),
        run.lint.judged,
        run.files
    );
    out
}

/// Wider lines are cut around the finding.
const WIDTH: usize = 120;

fn one(out: &mut String, finding: &Finding, lines: &Lines<'_>) {
    let edition = finding.edition.map(|edition| format!(" ({})", edition.as_str())).unwrap_or_default();
    let _ = writeln!(out, "{}[{}]: {}{edition}", finding.severity.as_str(), finding.rule, finding.message);
    let _ = writeln!(out, "  --> {}:{}:{}", finding.file, finding.line, finding.column);
    let characters: Vec<char> =
        lines.text(finding.line).chars().map(|c| if c == '\t' { ' ' } else { c }).collect();
    let from = (finding.column - 1).saturating_sub(WIDTH / 3).min(characters.len());
    let from = if characters.len() <= WIDTH { 0 } else { from };
    let shown: String = characters[from..].iter().take(WIDTH).collect();
    let end = if finding.end_line == finding.line { finding.end_column } else { characters.len() + 1 };
    let length =
        end.saturating_sub(finding.column).clamp(1, WIDTH.saturating_sub(finding.column - 1 - from).max(1));
    let gutter = finding.line.to_string();
    let pad = " ".repeat(gutter.len());
    let _ = writeln!(out, "{pad} |\n{gutter} | {}", shown.trim_end());
    let _ = writeln!(out, "{pad} | {}{}", " ".repeat(finding.column - 1 - from), "^".repeat(length));
    let _ = writeln!(out, "{pad} = help: {}\n", finding.help);
}

fn github(run: &Run) -> String {
    let mut out = String::new();
    // Annotations are one line; these characters would end it or its properties.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    for finding in &run.lint.findings {
        let _ = writeln!(
            out,
            "::{} file={},line={},col={},endLine={},title={}::{}",
            finding.severity.as_str(),
            property(&finding.file),
            finding.line,
            finding.column,
            finding.end_line,
            property(finding.rule),
            data(&format!("{} {}", finding.message, finding.help))
        );
    }
    out
}

fn sarif(run: &Run) -> Value {
    let level = |severity: Severity| severity.as_str();
    let mut rules: Vec<Value> = rules::DOCS
        .iter()
        .map(|(rule, doc)| {
            json!({
                "id": rule.id,
                "shortDescription": {"text": rule.title},
                "fullDescription": {"text": doc.why},
                "help": {"text": rule.mend},
            })
        })
        .collect();
    rules.extend(own::ALL.iter().map(|own| {
        json!({
            "id": own.id,
            "shortDescription": {"text": own.title},
            "fullDescription": {"text": own.why},
            "help": {"text": own.mend},
        })
    }));
    let index = |id: &str| rules.iter().position(|rule| rule["id"] == id);
    let results: Vec<Value> = run
        .lint
        .findings
        .iter()
        .map(|finding| {
            json!({
                "ruleId": finding.rule,
                "ruleIndex": index(finding.rule),
                "level": level(finding.severity),
                "message": {"text": format!("{} {}", finding.message, finding.help)},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": uri(&finding.file)},
                    "region": {
                        "startLine": finding.line,
                        "startColumn": finding.column,
                        "endLine": finding.end_line,
                        "endColumn": finding.end_column.max(if finding.end_line == finding.line { finding.column } else { 1 }),
                    },
                }}],
                "properties": {"edition": finding.edition},
            })
        })
        .collect();
    let notifications: Vec<Value> = run
        .unusable
        .iter()
        .map(|fault| {
            json!({
                "level": "error",
                "message": {"text": fault.message},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": uri(&fault.file)},
                    "region": {"startLine": fault.line, "startColumn": fault.column},
                }}],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "opt-in lint",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": run.unusable.is_empty(), "toolExecutionNotifications": notifications}],
            "results": results,
        }],
    })
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.trim_start_matches("./").replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                out.push(byte as char)
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
