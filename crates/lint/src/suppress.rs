//! Suppressions in the source: `<!-- opt-in-lint-ignore WA-05: the brand team has its own logo -->`.

use whatsapp_opt_in::policy::rules;

use crate::source::start_of;

const MARK: &str = "opt-in-lint-ignore";

/// What stands further behind the mark belongs to it no more.
const LONGEST: usize = 1_000;

/// One suppression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suppression {
    /// Where it stands, in bytes.
    pub(crate) at: usize,
    /// The rules it names.
    pub(crate) rules: Vec<String>,
    /// What is wrong with it.
    pub(crate) fault: Option<String>,
}

/// Every suppression of a source, in any kind of comment.
pub(crate) fn find(source: &str) -> Vec<Suppression> {
    source.match_indices(MARK).map(|(at, _)| read(source, at)).collect()
}

fn read(source: &str, at: usize) -> Suppression {
    let rest = start_of(&source[at + MARK.len()..], LONGEST);
    let ends = ["-->", "*/", "%}", "--}}", "#}", "?>", "\n"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let (names, reason) = rest[..end].split_once(':').unwrap_or((&rest[..end], ""));
    let rules: Vec<String> = names
        .split([' ', ','])
        .filter(|name| !name.trim().is_empty())
        .map(|name| name.trim().to_ascii_uppercase())
        .collect();
    let unknown = rules.iter().find(|name| rules::find(name).is_none());
    let fault = if rules.is_empty() {
        Some("The suppression names no rule.".to_owned())
    } else if let Some(unknown) = unknown {
        Some(format!("There is no rule {unknown}."))
    } else if reason.trim().is_empty() {
        Some("The suppression gives no reason.".to_owned())
    } else {
        None
    };
    Suppression { at, rules, fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suppression_names_rules_and_gives_a_reason() {
        let found = find("<!-- opt-in-lint-ignore WA-05, gd-05: drawn by CSS -->");
        assert_eq!(found[0].rules, ["WA-05", "GD-05"]);
        assert_eq!(found[0].fault, None);
    }

    #[test]
    fn without_a_reason_or_with_an_unknown_rule_it_is_faulty() {
        for source in [
            "<!-- opt-in-lint-ignore WA-05 -->",
            "// opt-in-lint-ignore WA-99: why",
            "{/* opt-in-lint-ignore */}",
        ] {
            assert!(find(source)[0].fault.is_some(), "{source}");
        }
    }
}
