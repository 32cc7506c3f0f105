//! The guides of `docs`: tables made from the rules, and HTML that gets the findings it says.

use std::collections::BTreeSet;
use std::fmt::Write;

use whatsapp_opt_in::policy::rules;
use whatsapp_opt_in_lint::{Dialect, Options, lint};

fn path(name: &str) -> String {
    format!("{}/../../docs/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    std::fs::read_to_string(path(name)).expect("a page of docs")
}

#[test]
fn the_compliance_guide_has_every_rule_once_as_the_rules_say_it() {
    let before = page("compliance.md");
    let mut listed = Vec::new();
    let mut after = String::new();
    let mut rest = before.as_str();
    while let Some((text, block)) = rest.split_once("<!-- rules: ") {
        let (ids, block) = block.split_once(" -->\n").expect("rule ids");
        let (_, tail) = block.split_once("<!-- end -->").expect("the table's end");
        let _ = writeln!(
            after,
            "{text}<!-- rules: {ids} -->\n\n| rule | what must hold | to mend |\n|---|---|---|"
        );
        for id in ids.split(' ') {
            let (rule, _) =
                rules::DOCS.iter().find(|(rule, _)| rule.id == id).unwrap_or_else(|| panic!("no rule {id}"));
            let _ = writeln!(
                after,
                "| [{id}](rules.md#{}) | {} | {} |",
                id.to_lowercase(),
                rule.title,
                rule.mend
            );
            listed.push(id.to_owned());
        }
        after.push_str("\n<!-- end -->");
        rest = tail;
    }
    after.push_str(rest);
    listed.sort();
    let mut wanted: Vec<String> = rules::DOCS.iter().map(|(rule, _)| rule.id.to_owned()).collect();
    wanted.sort();
    assert_eq!(listed, wanted, "each rule stands in one section of the guide");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path("compliance.md"), &after).expect("written");
    }
    assert!(
        page("compliance.md") == after,
        "docs/compliance.md is out of date: run UPDATE_DOCS=1 cargo test -p whatsapp-opt-in-lint --test guides"
    );
}

#[test]
fn the_html_of_the_guides_gets_the_findings_that_stand_above_it() {
    let mut judged = 0;
    for name in ["recipes.md", "migration.md"] {
        let page = page(name);
        for part in page.split("```html\n").skip(1) {
            let start = page.len() - page.split_once(part).map_or(0, |(_, tail)| part.len() + tail.len());
            let above =
                page[..start].trim_end_matches("```html\n").trim_end().lines().last().unwrap_or_default();
            let says = above.strip_prefix("<!-- lint: ").and_then(|text| text.strip_suffix(" -->"));
            let says = says.unwrap_or_else(|| panic!("{name}: what does the linter say of this? {above}"));
            // What else is done with it stands behind.
            let says = says.split("; page: ").next().unwrap_or_default();
            if says.starts_with("not judged: ") {
                continue;
            }
            let source = part.split("\n```").next().unwrap_or_default();
            let options = Options { company: Some("Acme".to_owned()), ..Options::default() };
            let report = lint(source, Dialect::Html, &options).expect("HTML");
            let found: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule).collect();
            let wanted: BTreeSet<&str> = says.split(' ').filter(|word| *word != "clean").collect();
            assert_eq!(found, wanted, "{name}: {source}");
            assert!(report.judged > 0, "{name}: nothing to judge in {source}");
            judged += 1;
        }
    }
    assert!(judged >= 5, "{judged} pieces of HTML");
}

#[test]
fn every_rule_a_guide_names_is_one() {
    for name in ["recipes.md", "migration.md", "compliance.md"] {
        for word in page(name).split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            let looks_like_one = ["WA-", "GD-", "TC-"].iter().any(|prefix| word.starts_with(prefix));
            assert!(!looks_like_one || rules::DOCS.iter().any(|(rule, _)| rule.id == word), "{name}: {word}");
        }
    }
}
