//! What judging yields.

use super::edition::{Edition, Editions};
use super::rule::{Facts, Judge, Rule, Severity};
use super::rules;
use super::text::Span;

/// Something a rule found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How bad it is in that edition.
    pub severity: Severity,
    /// The edition judged by.
    pub edition: Edition,
    /// What was found.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
    /// Where; `None` when the facts have no source.
    pub span: Option<Span>,
}

/// Something a machine cannot decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsReview {
    /// The rule's id.
    pub rule: &'static str,
    /// What a person must look at, and why.
    pub why: String,
    /// Where.
    pub span: Option<Span>,
}

/// Everything the rules said, in the rules' order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What a person must decide.
    pub needs_review: Vec<NeedsReview>,
}

impl Report {
    /// The worst severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// The ids of the rules that found something, each once.
    pub fn rules(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self.findings.iter().map(|finding| finding.rule).collect();
        ids.dedup();
        ids
    }
}

/// Judges facts by every rule of these editions.
pub fn judge(facts: &Facts, editions: &Editions) -> Report {
    judge_by(rules::ALL, facts, editions)
}

/// Judges facts by some rules.
pub(super) fn judge_by(rules: &[&'static Rule], facts: &Facts, editions: &Editions) -> Report {
    let mut report = Report::default();
    let mut editions = *editions;
    if let Facts::Prompt(prompt) = facts {
        editions.tcpa |= prompt.page.us_only;
    }
    for &rule in rules {
        let Some((edition, severity)) = rule.in_force(&editions) else { continue };
        let mut judge = Judge { rule, edition, severity, report: &mut report };
        match facts {
            Facts::Prompt(prompt) => rule.prompt.iter().for_each(|check| check(prompt, &mut judge)),
            Facts::Template(template) => rule.template.iter().for_each(|check| check(template, &mut judge)),
            Facts::History(history) => rule.history.iter().for_each(|check| check(history, &mut judge)),
        }
    }
    report
}
