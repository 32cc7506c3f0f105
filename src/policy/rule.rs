//! What a rule is: its metadata, its logic, and the examples that are its tests and its documentation.

use super::edition::{Edition, Editions};
use super::report::{Finding, NeedsReview, Report};
use super::text::Span;
use super::{History, Prompt, Template};
use serde::Serialize;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Works, but weakens the consent or the delivery.
    Warning,
    /// The opt-in does not stand, or WhatsApp refuses it.
    Error,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What is judged.
#[derive(Clone, Debug)]
pub enum Facts {
    /// A prompt on a page, in a snippet, in the widget's configuration, or in a record.
    Prompt(Prompt),
    /// A message template.
    Template(Template),
    /// What happened with one contact.
    History(History),
}

/// Severity in each edition; `None` where the rule does not exist.
#[derive(Clone, Copy, Debug)]
pub struct Levels([Option<Severity>; Edition::ALL.len()]);

impl Levels {
    /// The same in all of WhatsApp's editions.
    pub(super) const fn whatsapp(severity: Severity) -> Self {
        let s = Some(severity);
        Self([s, s, s, s, s, None, None])
    }

    /// In all of WhatsApp's editions from one on.
    pub(super) const fn since(edition: Edition, severity: Severity) -> Self {
        let mut levels = [None; Edition::ALL.len()];
        let mut index = edition as usize;
        while index <= Edition::WhatsApp2025 as usize {
            levels[index] = Some(severity);
            index += 1;
        }
        Self(levels)
    }

    /// In one edition only.
    pub(super) const fn only(edition: Edition, severity: Severity) -> Self {
        Self([None; Edition::ALL.len()]).at(edition, severity)
    }

    /// Another severity in one edition.
    pub(super) const fn at(mut self, edition: Edition, severity: Severity) -> Self {
        self.0[edition as usize] = Some(severity);
        self
    }

    /// The severity in an edition.
    pub fn get(&self, edition: Edition) -> Option<Severity> {
        self.0[edition as usize]
    }
}

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Stable id, e.g. `WA-05`.
    pub id: &'static str,
    /// What must hold, in one line.
    pub title: &'static str,
    /// How to mend a prompt that breaks it.
    pub mend: &'static str,
    /// Severity in each edition.
    pub levels: Levels,
    /// Judges a prompt.
    pub prompt: Option<fn(&Prompt, &mut Judge<'_>)>,
    /// Judges a template.
    pub template: Option<fn(&Template, &mut Judge<'_>)>,
    /// Judges what happened with a contact.
    pub history: Option<fn(&History, &mut Judge<'_>)>,
}

impl Rule {
    pub(super) const fn new(
        id: &'static str,
        title: &'static str,
        mend: &'static str,
        levels: Levels,
    ) -> Self {
        Self { id, title, mend, levels, prompt: None, template: None, history: None }
    }

    pub(super) const fn on_prompt(mut self, check: fn(&Prompt, &mut Judge<'_>)) -> Self {
        self.prompt = Some(check);
        self
    }

    pub(super) const fn on_template(mut self, check: fn(&Template, &mut Judge<'_>)) -> Self {
        self.template = Some(check);
        self
    }

    pub(super) const fn on_history(mut self, check: fn(&History, &mut Judge<'_>)) -> Self {
        self.history = Some(check);
        self
    }

    /// The edition and severity it has among these, if it is in force.
    pub fn in_force(&self, editions: &Editions) -> Option<(Edition, Severity)> {
        let packs = [
            Some(editions.whatsapp),
            editions.gdpr.then_some(Edition::Gdpr),
            editions.tcpa.then_some(Edition::Tcpa),
        ];
        packs.into_iter().flatten().find_map(|edition| Some((edition, self.levels.get(edition)?)))
    }
}

/// Why a rule exists: not needed to judge, so a build that never explains leaves it out.
#[derive(Debug)]
pub struct Doc {
    /// The reason.
    pub why: &'static str,
    /// What a machine decides here, and what it leaves to a person.
    pub decides: &'static str,
    /// Where it comes from.
    pub sources: &'static [Source],
    /// Cases that are valid, invalid, or beyond a machine.
    pub examples: &'static [Example],
}

/// Where a rule comes from.
#[derive(Debug)]
pub struct Source {
    /// Document and place in it.
    pub name: &'static str,
    /// Its address; empty for a row of this project's requirements.
    pub url: &'static str,
}

/// A case with its outcome.
#[derive(Debug)]
pub struct Example {
    /// BCP 47 tag of its words.
    pub language: &'static str,
    /// The case.
    pub sample: Sample,
    /// The company's name, where one is configured.
    pub company: Option<&'static str>,
    /// WhatsApp's edition; the one in force when `None`.
    pub edition: Option<Edition>,
    /// What the rule says of it.
    pub expected: Expected,
}

/// What a case is made of.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// Markup of a page.
    Html(&'static str),
    /// A message template.
    Template(&'static str),
    /// A [`History`] as JSON.
    History(&'static str),
    /// The claims of an act as JSON; what is not said is taken from a valid one.
    Record(&'static str),
    /// The widget's attributes, `name=value` by line.
    Widget(&'static str),
}

/// What a rule says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Valid,
    /// A finding.
    Invalid,
    /// A machine cannot decide.
    Review,
}

impl Example {
    /// Markup on which the rule says nothing.
    pub const fn valid(language: &'static str, html: &'static str) -> Self {
        Self::new(language, Sample::Html(html), Expected::Valid)
    }
    /// Markup with a finding.
    pub const fn invalid(language: &'static str, html: &'static str) -> Self {
        Self::new(language, Sample::Html(html), Expected::Invalid)
    }
    /// Markup a person must judge.
    pub const fn review(language: &'static str, html: &'static str) -> Self {
        Self::new(language, Sample::Html(html), Expected::Review)
    }
    /// Any case.
    pub const fn new(language: &'static str, sample: Sample, expected: Expected) -> Self {
        Self { language, sample, company: Some("Acme"), edition: None, expected }
    }
    /// The same with no company configured.
    pub const fn unnamed(mut self) -> Self {
        self.company = None;
        self
    }
    /// The same under another company.
    pub const fn company(mut self, company: &'static str) -> Self {
        self.company = Some(company);
        self
    }
    /// The same under another edition.
    pub const fn edition(mut self, edition: Edition) -> Self {
        self.edition = Some(edition);
        self
    }
}

/// Where a rule says what it saw.
#[derive(Debug)]
pub struct Judge<'a> {
    pub(super) rule: &'static Rule,
    pub(super) edition: Edition,
    pub(super) severity: Severity,
    pub(super) report: &'a mut Report,
}

impl Judge<'_> {
    /// The edition judged by.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Something is wrong.
    pub fn find(&mut self, span: impl Into<Option<Span>>, message: impl Into<String>) {
        let severity = self.severity;
        self.find_as(severity, span, message);
    }

    /// Something is wrong, at a severity of its own.
    pub fn find_as(&mut self, severity: Severity, span: impl Into<Option<Span>>, message: impl Into<String>) {
        self.report.findings.push(Finding {
            rule: self.rule.id,
            severity,
            edition: self.edition,
            message: message.into(),
            help: self.rule.mend,
            span: span.into(),
        });
    }

    /// A person must decide.
    pub fn review(&mut self, span: impl Into<Option<Span>>, why: impl Into<String>) {
        self.report.needs_review.push(NeedsReview { rule: self.rule.id, why: why.into(), span: span.into() });
    }
}
