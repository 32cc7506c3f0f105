//! A request to lint one source, as JavaScript and HTTP make it: names instead of types, refused when unknown.

use std::fmt;

use serde::Deserialize;
use whatsapp_opt_in::policy::{Edition, rules};

use crate::{Dialect, Lint, Options, Unusable, guess, lint, own};

/// What may be said beside the source.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// What the source is written in; guessed when absent.
    pub language: Option<String>,
    /// The company's name.
    pub company: Option<String>,
    /// WhatsApp's edition to judge by.
    pub edition: Option<String>,
    /// Law packs; `gdpr` is on by itself, and off when packs are given without it.
    pub packs: Option<Vec<String>>,
    /// Only these rules, or those that begin so.
    pub rules: Vec<String>,
    /// Not these rules, nor those that begin so.
    pub ignore: Vec<String>,
}

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An option names what does not exist.
    Option(String),
    /// The source cannot be read.
    Source(Unusable),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(message) => f.write_str(message),
            Self::Source(unusable) => {
                write!(f, "line {}, column {}: {}", unusable.line, unusable.column, unusable.message)
            }
        }
    }
}

impl std::error::Error for Refusal {}

impl Request {
    /// Lints a source.
    ///
    /// # Errors
    /// An option that names nothing, or JSON that cannot be read.
    pub fn lint(&self, source: &str) -> Result<Lint, Refusal> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let dialect = match &self.language {
            Some(name) => Dialect::named(name).ok_or_else(|| Refusal::Option(format!(
                "`language` is none of html, jsx, vue, svelte, php, template, message-templates, records: {name}"
            )))?,
            None => guess(source),
        };
        lint(source, dialect, &self.options()?).map_err(Refusal::Source)
    }

    fn options(&self) -> Result<Options, Refusal> {
        let edition = self.edition.as_deref().map(|id| {
            Edition::new(id)
                .filter(|edition| edition.is_whatsapp())
                .ok_or_else(|| Refusal::Option(format!("`edition` is no edition of WhatsApp's rules: {id}")))
        });
        let packs = self.packs.as_deref();
        if let Some(unknown) =
            packs.unwrap_or_default().iter().find(|pack| !matches!(pack.as_str(), "gdpr" | "tcpa"))
        {
            return Err(Refusal::Option(format!("`packs` knows gdpr and tcpa, not {unknown}")));
        }
        for id in self.rules.iter().chain(&self.ignore) {
            let known = |rule: &str| {
                !id.is_empty() && rule.get(..id.len()).is_some_and(|start| start.eq_ignore_ascii_case(id))
            };
            if !rules::ALL.iter().any(|rule| known(rule.id)) && !own::begins(id) {
                return Err(Refusal::Option(format!("no rule begins so: {id}")));
            }
        }
        let has = |name: &str| packs.is_some_and(|packs| packs.iter().any(|pack| pack == name));
        Ok(Options {
            company: self.company.clone(),
            edition: edition.transpose()?,
            gdpr: packs.is_none() || has("gdpr"),
            tcpa: has("tcpa"),
            only: self.rules.clone(),
            ignore: self.ignore.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_options_and_unknown_names_are_refused() {
        let page = r#"<label><input type="checkbox" name="wa" checked> Send me offers on WhatsApp</label>"#;
        let request = Request { rules: vec!["GD-01".into()], ..Request::default() };
        let found = request.lint(page).expect("a page");
        assert_eq!(found.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["GD-01"]);
        for bad in [
            Request { language: Some("cobol".into()), ..Request::default() },
            Request { edition: Some("gdpr".into()), ..Request::default() },
            Request { packs: Some(vec!["ccpa".into()]), ..Request::default() },
            Request { rules: vec!["XX".into()], ..Request::default() },
        ] {
            assert!(matches!(bad.lint(page), Err(Refusal::Option(_))), "{bad:?}");
        }
        assert!(matches!(Request::default().lint("{ oops"), Err(Refusal::Source(_))));
    }

    #[test]
    fn packs_say_which_laws() {
        let page = r#"<form><input type="tel"><label><input type="checkbox" name="wa" checked> Send me offers on WhatsApp</label></form>"#;
        let rules = |packs: Option<&[&str]>| -> Vec<&str> {
            let packs = packs.map(|packs| packs.iter().map(|pack| (*pack).to_owned()).collect());
            let found = Request { packs, ..Request::default() }.lint(page).expect("a page");
            found.findings.iter().map(|finding| finding.rule).collect()
        };
        assert!(rules(None).contains(&"GD-01") && !rules(None).contains(&"TC-01"));
        assert!(rules(Some(&["tcpa"])).contains(&"TC-01") && !rules(Some(&["tcpa"])).contains(&"GD-01"));
    }
}
