//! The rules: one file each, and the registry.

use super::reading::*;
use super::rule::{Doc, Example, Expected, Judge, Levels, Rule, Sample, Severity, Source};
use super::{Edition, History, Prompt, Template};

/// Declares the registry: the rules to judge by, and their documentation beside them.
macro_rules! registry {
    ($($module:ident)*) => {
        $(mod $module;)*

        /// Every rule, in the order of their ids.
        pub static ALL: &[&Rule] = &[$(&$module::RULE,)*];

        /// Every rule with its documentation. Nothing that only judges reaches it.
        pub static DOCS: &[(&Rule, &Doc)] = &[$((&$module::RULE, &$module::DOC),)*];
    };
}

registry! {
    wa_01 wa_02 wa_03 wa_04 wa_05 wa_06 wa_07 wa_08 wa_09 wa_10 wa_11 wa_12 wa_13 wa_14 wa_15 wa_16 wa_17 wa_18 wa_19
    wa_20 wa_21 wa_22 wa_23 wa_24 gd_01 gd_02 gd_03 gd_04 gd_05 gd_06 gd_07 tc_01 tc_02
}

/// The rule of an id, in any case.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

const fn seed(name: &'static str) -> Source {
    Source { name, url: "" }
}

const OPT_IN: Source = Source {
    name: "Meta, Get opt-in for WhatsApp",
    url: "https://developers.facebook.com/docs/whatsapp/overview/getting-opt-in",
};
const BUSINESS_POLICY: Source =
    Source { name: "WhatsApp Business Messaging Policy", url: "https://business.whatsapp.com/policy" };
const TEMPLATES: Source = Source {
    name: "Cloud API reference, message templates",
    url: "https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates",
};
const CATEGORIES: Source = Source {
    name: "Meta, Template categorization",
    url: "https://developers.facebook.com/docs/whatsapp/updates-to-pricing/new-template-guidelines",
};
const ERRORS: Source = Source {
    name: "Cloud API, error codes",
    url: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes",
};
const GDPR: &str = "https://eur-lex.europa.eu/eli/reg/2016/679/oj";
const TCPA: &str = "https://www.ecfr.gov/current/title-47/section-64.1200";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_every_rule_is_documented_with_examples_in_english_and_french() {
        let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), 33);
        for (rule, doc) in DOCS {
            assert!(!doc.why.is_empty() && !doc.decides.is_empty() && !doc.sources.is_empty(), "{}", rule.id);
            for language in ["en", "fr"] {
                for expected in [Expected::Valid, Expected::Invalid] {
                    let found = doc.examples.iter().any(|e| e.language == language && e.expected == expected);
                    assert!(found, "{} has no {expected:?} example in {language}", rule.id);
                }
            }
            assert!(Edition::ALL.iter().any(|edition| rule.levels.get(*edition).is_some()), "{}", rule.id);
        }
    }

    #[test]
    fn a_rule_is_found_by_its_id() {
        assert_eq!(find("wa-05").map(|rule| rule.id), Some("WA-05"));
        assert!(find("WA-99").is_none());
    }
}
