//! `docs/reference.md`: everything a page can set, call, hear and style, made from `custom-elements.json`. A test holds the
//! file against the manifest; with `UPDATE_DOCS` it writes it.

#![cfg(test)]

use std::fmt::Write;

use super::manifest::{Manifest, Row};
use crate::workspace;

const FILE: &str = "docs/reference.md";
const TO_UPDATE: &str = "UPDATE_DOCS=1 cargo test -p xtask reference";

const HEAD: &str = "# Reference of the element

What `<whatsapp-opt-in>` takes, calls, fires and shows, from its manifest. How to use it stands in [widget.md](widget.md).

<!-- Made from pkg-config/custom-elements.json; to change it, change that. -->
";
const ATTRIBUTES: &str = "Each has a property of the same name in camelCase: `privacy-url` is `privacyUrl`, of the same values; only `purposes` also takes
a list there. On a `div` a `data-` stands before it. Properties set before the element is known are kept; one set to `null` takes
its attribute away.";
const EVENTS: &str =
    "All bubble and cross shadow roots. What `detail` holds, and the codes of `consenterror`, are in
[widget.md](widget.md#events).";

/// The page.
fn reference(manifest: &Manifest) -> String {
    let mut page = HEAD.to_owned();
    let fields = |row: &Row<'_>| row.kind() == "field" && manifest.attribute_of(row.name()).is_none();
    section(&mut page, "Attributes", ATTRIBUTES, ["attribute", "values", "default", "means"]);
    for row in manifest.rows("attributes") {
        line(&mut page, &[&code(row.name()), &code(row.type_text()), &default(&row), row.description()]);
    }
    section(&mut page, "Read-only properties", "", ["property", "type", "means"]);
    for row in manifest.rows("members").iter().filter(|row| fields(row)) {
        line(&mut page, &[&code(row.name()), &code(row.type_text()), row.description()]);
    }
    section(&mut page, "Methods", "", ["method", "answers", "does"]);
    for row in manifest.rows("members").iter().filter(|row| row.kind() == "method") {
        line(&mut page, &[&code(&format!("{}()", row.name())), &code(row.returns()), row.description()]);
    }
    section(&mut page, "Events", EVENTS, ["event", "type", "when"]);
    for row in manifest.rows("events") {
        line(&mut page, &[&code(row.name()), &code(row.type_text()), row.description()]);
    }
    section(&mut page, "Inside the element", "", ["slot", "what it holds"]);
    for row in manifest.rows("slots") {
        let name = if row.name().is_empty() { "(default)".to_owned() } else { code(row.name()) };
        line(&mut page, &[&name, row.description()]);
    }
    let text = "On the element or anything around it.";
    section(&mut page, "Custom properties", text, ["property", "syntax", "default", "what"]);
    for row in manifest.rows("cssProperties") {
        line(&mut page, &[&code(row.name()), &code(row.syntax()), &default(&row), row.description()]);
    }
    section(&mut page, "Parts", "For `whatsapp-opt-in::part(…)`.", ["part", "what"]);
    for row in manifest.rows("cssParts") {
        line(&mut page, &[&code(row.name()), row.description()]);
    }
    section(&mut page, "States", "For `whatsapp-opt-in:state(…)`.", ["state", "when"]);
    for row in manifest.rows("cssStates") {
        line(&mut page, &[&code(row.name()), row.description()]);
    }
    page
}

// Writing to a string cannot fail.
fn section<const N: usize>(page: &mut String, title: &str, text: &str, columns: [&str; N]) {
    let _ = write!(page, "\n## {title}\n\n");
    if !text.is_empty() {
        let _ = write!(page, "{text}\n\n");
    }
    line(page, &columns);
    let _ = writeln!(page, "|{}", "---|".repeat(N));
}

fn line(page: &mut String, cells: &[&str]) {
    let cells: Vec<_> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn default(row: &Row<'_>) -> String {
    row.default().map(|value| code(value.trim_matches('"'))).unwrap_or_default()
}

#[test]
fn the_reference_is_what_the_manifest_makes() {
    let manifest = Manifest::read(&workspace::root()).expect("a manifest");
    let (path, made) = (workspace::root().join(FILE), reference(&manifest));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &made).expect("written");
    }
    let page = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(page == made, "{FILE} is not what custom-elements.json makes: run {TO_UPDATE}");
}

#[test]
fn the_reference_has_a_row_for_everything_in_the_manifest() {
    let manifest = Manifest::read(&workspace::root()).expect("a manifest");
    let page = reference(&manifest);
    for kind in ["attributes", "events", "cssParts", "cssProperties", "cssStates"] {
        for row in manifest.rows(kind) {
            assert!(page.contains(&format!("\n| `{}` | ", row.name())), "{kind}: {}", row.name());
        }
    }
    for row in manifest.rows("members") {
        let name = manifest.attribute_of(row.name()).unwrap_or(row.name());
        let call = if row.kind() == "method" { "()" } else { "" };
        assert!(page.contains(&format!("\n| `{name}{call}` | ")), "{name}");
    }
    assert!(!page.contains("unknown"), "something has no type:\n{page}");
}
