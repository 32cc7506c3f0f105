//! Is this opt-in right: by which edition of the rules, and how is it mended?
//!
//! Pure: [`Facts`] in, a [`Report`] out. Nothing here reads HTML or verifies a signature; whoever knows a page, a
//! template or a record says what it holds ([`Prompt`], [`Template`], [`History`]), and the [`rules`] judge it.
//! What a machine cannot decide is a [`NeedsReview`], never a [`Finding`].
//!
//! ```
//! use whatsapp_opt_in::policy::{Config, Editions, Facts, judge};
//!
//! let config = Config { company: "Acme", consent: "Send me messages.", ..Config::default() };
//! let report = judge(&Facts::Prompt(config.prompt()), &Editions::current());
//! assert!(report.findings.iter().any(|finding| finding.rule == "WA-04"));
//! ```

mod config;
mod edition;
mod history;
mod prompt;
mod reading;
mod record;
mod report;
mod rule;
pub mod rules;
mod template;
mod text;
pub mod words;

pub use config::Config;
pub use edition::{Edition, Editions};
pub use history::{Event, EventKind, History};
pub use prompt::{
    Beside, Choice, Href, Link, Logo, Number, NumberField, Origin, Page, Prompt, Sensitive, SensitiveField,
    Way, leads_to_terms,
};
pub use reading::{
    may_name_country, names_whatsapp, only_united_states, reads_consent_into_act, says_how_to_leave,
    states_consent,
};
pub use record::Record;
pub use report::{Finding, NeedsReview, Report, judge};
pub use rule::{Doc, Example, Expected, Facts, Judge, Rule, Sample, Severity, Source};
pub use template::{Button, Component, ComponentKind, Spanned, Template};
pub use text::{Role, Span, Text, UNKNOWN, Word, fold};
