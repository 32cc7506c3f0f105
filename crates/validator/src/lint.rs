//! Opt-ins judged: pages, snippets, templates, records, and the widget's own settings.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use whatsapp_opt_in::policy::Edition;
use whatsapp_opt_in_lint::{Finding, NeedsReview, Refusal, Request};

use crate::{given, object};

#[wasm_bindgen]
extern "C" {
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "LintOptions | undefined")]
    pub type LintOptions;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "LintResult")]
    pub type LintResult;
    /// See `types.d.ts`.
    #[wasm_bindgen(typescript_type = "WidgetSettings")]
    pub type WidgetSettings;
}

/// What JavaScript gets.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    /// It was read.
    Read { ok: bool, findings: Vec<Finding>, needs_review: Vec<NeedsReview> },
    /// An option or the source is unusable.
    Refused { ok: bool, message: String, line: Option<usize>, column: Option<usize> },
}

impl Answer {
    fn new(request: &Request, source: &str) -> Self {
        match request.lint(source) {
            Ok(found) => Self::Read { ok: true, findings: found.findings, needs_review: found.needs_review },
            Err(Refusal::Option(message)) => Self::Refused { ok: false, message, line: None, column: None },
            Err(Refusal::Source(fault)) => Self::Refused {
                ok: false,
                message: fault.message,
                line: Some(fault.line),
                column: Some(fault.column),
            },
        }
    }

    fn refused(message: String) -> Self {
        Self::Refused { ok: false, message, line: None, column: None }
    }
}

/// Judges a page, a snippet, message templates or records, as `opt-in lint --format json` does. Nothing is thrown.
#[wasm_bindgen]
pub fn lint(source: &str, options: LintOptions) -> LintResult {
    match given::<Request>(&options) {
        Ok(request) => object(&Answer::new(&request, source)),
        Err(error) => object(&Answer::refused(error)),
    }
}

/// Judges the settings of `<whatsapp-opt-in>` by the words it will show: its attributes by name, and `purposes` of the
/// site's own as `customPurposes`.
#[wasm_bindgen(js_name = lintWidget)]
pub fn lint_widget(settings: WidgetSettings, options: LintOptions) -> LintResult {
    match given::<Settings>(&settings) {
        Ok(settings) => lint(&settings.element(), options),
        Err(error) => object(&Answer::refused(error)),
    }
}

/// The editions of WhatsApp's rules, oldest first: what `edition` may be.
#[wasm_bindgen]
pub fn editions() -> Vec<String> {
    let all = Edition::ALL.iter().filter(|edition| edition.is_whatsapp());
    all.map(|edition| edition.as_str().to_owned()).collect()
}

/// Why a rule exists, its source and edition history, and how to mend what breaks it; undefined for no rule.
#[wasm_bindgen]
pub fn explain(rule: &str) -> Option<String> {
    whatsapp_opt_in_lint::docs::explain(rule)
}

/// The widget's attributes and its custom purposes.
#[derive(Default, serde::Deserialize)]
pub struct Settings {
    /// By their names in HTML.
    pub attributes: std::collections::BTreeMap<String, String>,
    /// The JSON that would stand in a child script.
    #[serde(default, rename = "customPurposes")]
    pub custom_purposes: Option<String>,
}

impl Settings {
    /// The element that has these settings.
    pub fn element(&self) -> String {
        let mut element = String::from("<whatsapp-opt-in");
        for (name, value) in &self.attributes {
            if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                continue;
            }
            let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
            element.push_str(&format!(" {name}=\"{value}\""));
        }
        element.push('>');
        if let Some(purposes) = &self.custom_purposes {
            // Inside a string of JSON a "<" may be written so, and no tag can end the script.
            let purposes = purposes.replace('<', "\\u003c");
            element.push_str(&format!("<script type=\"application/json\">{purposes}</script>"));
        }
        element + "</whatsapp-opt-in>"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(attributes: &[(&str, &str)]) -> Vec<&'static str> {
        let attributes = attributes.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        let element = Settings { attributes, custom_purposes: None }.element();
        let found = Request::default().lint(&element).expect("an element");
        found.findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn the_widgets_settings_are_judged_as_the_element_they_make() {
        let good =
            [("company", "A & B \"C\""), ("privacy-url", "/p"), ("purposes", "offers"), ("retention", "P1Y")];
        assert_eq!(rules(&good), Vec::<&str>::new());
        assert!(rules(&[("company", ""), ("privacy-url", "#"), ("purposes", "offers")]).contains(&"WA-03"));
    }

    #[test]
    fn the_types_name_every_member() {
        let types = include_str!("types.d.ts");
        let page = r#"<label><input type="checkbox" name="wa" checked> Send me updates on WhatsApp</label>"#;
        let answer = serde_json::to_value(Answer::new(&Request::default(), page)).expect("an object");
        let first = |list: &str| answer[list][0].as_object().expect("one").clone();
        for member in first("findings").keys().chain(first("needs_review").keys()) {
            assert!(types.contains(&format!("  {member}: ")), "{member}");
        }
        let refused = serde_json::to_value(Answer::new(&Request::default(), "{ oops")).expect("an object");
        assert_eq!(refused["ok"], false);
        assert_eq!((&refused["line"], &refused["column"]), (&1.into(), &3.into()));
    }
}
