//! Every example of every rule, and the reference page made from them.

use serde_json::{Value, json};
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in::policy::{
    Config, Editions, Example, Expected, Facts, History, Prompt, Report, Rule, Sample, judge, rules,
};
use whatsapp_opt_in_lint::{Dialect, Options, docs, lint};

#[test]
fn every_example_of_every_rule_comes_out_as_it_says() {
    let mut wrong = Vec::new();
    let mut run = 0;
    for (rule, doc) in rules::DOCS {
        for (index, example) in doc.examples.iter().enumerate() {
            run += 1;
            let (found, review) = outcome(rule, example);
            let right = match example.expected {
                Expected::Valid => !found,
                Expected::Invalid => found,
                Expected::Review => review && !found,
            };
            if !right {
                wrong.push(format!(
                    "{} example {index}: expected {:?}, found {found}, review {review}: {:?}",
                    rule.id, example.expected, example.sample
                ));
            }
        }
    }
    assert!(run > 200, "only {run} examples");
    assert!(wrong.is_empty(), "{} of {run}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_shows_what_passes_and_what_breaks_it_in_english_and_french() {
    let mut missing = Vec::new();
    for (rule, doc) in rules::DOCS {
        for language in ["en", "fr"] {
            for expected in [Expected::Valid, Expected::Invalid] {
                if !doc.examples.iter().any(|one| one.language == language && one.expected == expected) {
                    missing.push(format!("{}: {expected:?} in {language}", rule.id));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert_eq!(rules::ALL.len(), rules::DOCS.len(), "every rule is documented");
}

#[test]
fn the_reference_page_is_what_the_rules_generate() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rules.md");
    let page = docs::page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs")).expect("a directory");
        std::fs::write(path, &page).expect("written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rules.md is out of date: run UPDATE_DOCS=1 cargo test -p whatsapp-opt-in-lint --test rules"
    );
}

#[test]
fn every_rule_explains_itself() {
    for (rule, _) in rules::DOCS {
        let text = docs::explain(rule.id).expect("an explanation");
        for part in ["Why", "How to mend it", "Severity by edition", "Sources", "Examples"] {
            assert!(text.contains(part), "{}: {part}", rule.id);
        }
    }
    assert!(docs::explain("WA-99").is_none());
}

/// Whether the rule found something, and whether it asked for a review.
fn outcome(rule: &Rule, example: &Example) -> (bool, bool) {
    let tcpa = rule.id.starts_with("TC");
    let mut editions = Editions { tcpa, ..Editions::current() };
    if let Some(edition) = example.edition {
        editions.whatsapp = edition;
    }
    let said = |report: Report| {
        (
            report.findings.iter().any(|finding| finding.rule == rule.id),
            report.needs_review.iter().any(|review| review.rule == rule.id),
        )
    };
    match example.sample {
        Sample::Html(source) | Sample::Template(source) => {
            let dialect =
                if matches!(example.sample, Sample::Html(_)) { Dialect::Html } else { Dialect::Json };
            let options = Options {
                company: example.company.map(str::to_owned),
                edition: example.edition,
                tcpa,
                ..Options::default()
            };
            let result = lint(source, dialect, &options).expect("an example can be read");
            assert!(result.judged > 0, "{}: nothing was found to judge in {source}", rule.id);
            (
                result.findings.iter().any(|finding| finding.rule == rule.id),
                result.needs_review.iter().any(|review| review.rule == rule.id),
            )
        }
        Sample::History(source) => {
            let history: History = serde_json::from_str(source).expect("a history");
            said(judge(&Facts::History(history), &editions))
        }
        Sample::Record(source) => said(judge(&Facts::Prompt(Prompt::from_act(&act(source))), &editions)),
        Sample::Widget(source) => {
            let get = |name: &str| source.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            let config = Config {
                company: get("company").unwrap_or("Acme"),
                consent: "Acme may send me order confirmations on WhatsApp.",
                stop: "Reply STOP at any time to stop these messages.",
                privacy_url: "/privacy",
                language: get("lang").unwrap_or("en"),
                retention: get("retention"),
                ..Config::default()
            };
            said(judge(&Facts::Prompt(config.prompt()), &editions))
        }
    }
}

/// A valid act with some claims changed.
fn act(changes: &str) -> Act {
    let text = "Acme may send me order confirmations on WhatsApp.\nReply STOP at any time to stop these messages.\nPrivacy notice";
    let mut claims = json!({
        "iss": "https://shop.example", "iat": 1_795_132_800, "jti": "0199", "sub": "tel:+33612345678", "schema": 1,
        "event": {"type": "ConsentGiven", "method": "checkbox"},
        "controller": {"name": "Acme", "privacy_url": "https://shop.example/privacy"},
        "purposes": [{"id": "order-confirmation", "category": "utility", "text": "order confirmations", "granted": true}],
        "notice": {"text": text, "sha256": whatsapp_opt_in::consent::sha256_hex(text.as_bytes()), "version": "1", "language": "en"},
        "withdrawal": [{"keyword": "STOP"}],
        "retention": "P3Y",
        "ui": {"checked_by_default": false, "number_edited": true, "trusted_event": true, "input": "pointer", "logo": true, "widget": "0.1", "page": "https://shop.example/"},
    });
    merge(&mut claims, serde_json::from_str(changes).expect("JSON"));
    serde_json::from_value(claims).expect("an act")
}

fn merge(into: &mut Value, changes: Value) {
    match (into, changes) {
        (Value::Object(into), Value::Object(changes)) => {
            for (name, value) in changes {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, changes) => *into = changes,
    }
}
