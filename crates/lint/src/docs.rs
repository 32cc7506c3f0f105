//! The rules as prose: one rule for a terminal, all of them for the reference page.

use std::fmt::Write;

use whatsapp_opt_in::policy::{Doc, Edition, Example, Expected, Rule, Sample, rules};

use crate::own;

/// Why a rule exists, where it comes from, its history, and how to mend what breaks it.
pub fn explain(id: &str) -> Option<String> {
    if let Some(own) = own::ALL.iter().find(|own| own.id.eq_ignore_ascii_case(id)) {
        return Some(format!(
            "{}: {}\n\nWhy\n  {}\n\nHow to mend it\n  {}\n",
            own.id, own.title, own.why, own.mend
        ));
    }
    let (rule, doc) = rules::DOCS.iter().find(|(rule, _)| rule.id.eq_ignore_ascii_case(id))?;
    let mut out = String::new();
    let _ = writeln!(out, "{}: {}\n", rule.id, rule.title);
    let _ = writeln!(
        out,
        "Why\n  {}\n\nWhat is judged\n  {}\n\nHow to mend it\n  {}\n",
        doc.why, doc.decides, rule.mend
    );
    let _ = writeln!(out, "Severity by edition");
    for (edition, severity) in history(rule) {
        let _ = writeln!(out, "  {:<18} {severity}", edition.as_str());
    }
    let _ = writeln!(out, "\nSources");
    for source in doc.sources {
        let _ =
            writeln!(out, "  {}{}{}", source.name, if source.url.is_empty() { "" } else { ": " }, source.url);
    }
    let _ = writeln!(out, "\nExamples");
    for example in doc.examples.iter().filter(|example| example.language == "en") {
        let _ = writeln!(out, "  {}: {}", outcome(example.expected), code(&example.sample));
    }
    Some(out)
}

/// The reference page, in Markdown.
pub fn page() -> String {
    let mut out = String::from(
        "# Rules\n\n<!-- Generated from src/policy/rules; `UPDATE_DOCS=1 cargo test -p whatsapp-opt-in-lint --test rules` writes it. -->\n\n\
         Each rule says what it judges, by which edition, and where it comes from. `S…` are rows of the project's requirements. \
         What a machine cannot decide is *needs review*, never a finding.\n\n| rule | what must hold | severity |\n|---|---|---|\n",
    );
    for (rule, _) in rules::DOCS {
        let now = history(rule).last().map_or("none", |(_, severity)| *severity);
        let _ = writeln!(out, "| [{0}](#{1}) | {2} | {now} |", rule.id, rule.id.to_lowercase(), rule.title);
    }
    for (rule, doc) in rules::DOCS {
        section(&mut out, rule, doc);
    }
    out.push_str("\n## The linter's own\n\nAbout what it was given to read. Errors by every edition.\n");
    for own in own::ALL {
        let _ =
            writeln!(out, "\n### {}\n\n**{}.** {}\n\n*To mend:* {}", own.id, own.title, own.why, own.mend);
    }
    out
}

fn section(out: &mut String, rule: &Rule, doc: &Doc) {
    let _ = writeln!(out, "\n## {}\n\n**{}.** {}\n", rule.id, rule.title, doc.why);
    let _ = writeln!(out, "*Judged:* {}\n\n*To mend:* {}\n", doc.decides, rule.mend);
    let levels: Vec<String> = history(rule)
        .iter()
        .map(|(edition, severity)| format!("`{}` {severity}", edition.as_str()))
        .collect();
    let _ = writeln!(out, "*Editions:* {}.\n", levels.join(", "));
    let sources: Vec<String> = doc
        .sources
        .iter()
        .map(|source| {
            if source.url.is_empty() {
                source.name.to_owned()
            } else {
                format!("[{}]({})", source.name, source.url)
            }
        })
        .collect();
    let _ = writeln!(out, "*Sources:* {}.\n", sources.join("; "));
    for example in doc.examples {
        let _ = writeln!(
            out,
            "- {}{}:\n\n  ```{}\n  {}\n  ```\n",
            outcome(example.expected),
            circumstances(example),
            fence(&example.sample),
            code(&example.sample)
        );
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
}

/// The editions a rule is part of, with its severity in each.
fn history(rule: &Rule) -> Vec<(Edition, &'static str)> {
    Edition::ALL.iter().filter_map(|edition| Some((*edition, rule.levels.get(*edition)?.as_str()))).collect()
}

fn circumstances(example: &Example) -> String {
    let mut parts = vec![example.language.to_owned()];
    match example.company {
        None => parts.push("no company configured".to_owned()),
        Some("Acme") => {}
        Some(company) => parts.push(format!("company {company}")),
    }
    if let Some(edition) = example.edition {
        parts.push(edition.as_str().to_owned());
    }
    format!(" ({})", parts.join(", "))
}

fn outcome(expected: Expected) -> &'static str {
    match expected {
        Expected::Valid => "valid",
        Expected::Invalid => "invalid",
        Expected::Review => "needs review",
    }
}

fn fence(sample: &Sample) -> &'static str {
    match sample {
        Sample::Html(_) => "html",
        Sample::Template(_) | Sample::History(_) | Sample::Record(_) => "json",
        Sample::Widget(_) => "ini",
    }
}

fn code(sample: &Sample) -> &'static str {
    match sample {
        Sample::Html(code) | Sample::Template(code) | Sample::History(code) | Sample::Record(code) => code,
        Sample::Widget("") => "# the widget as it comes",
        Sample::Widget(code) => code,
    }
}
