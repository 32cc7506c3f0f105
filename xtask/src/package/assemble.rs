//! Puts wasm-bindgen's glue and the shell's modules into one file: every request less is time on a slow network.

use std::path::Path;

use anyhow::{Context, ensure};

use super::locales::{self, Locales};
use super::modules::Modules;

/// What `element.js` begins with: servers import it too. (The scripts of pages need not pay for that.)
const WITHOUT_A_DOM: &str = "const HTMLElement = globalThis.HTMLElement ?? class {};
const addEventListener = globalThis.addEventListener ?? (() => {});
";

/// The package's files by name.
pub(crate) fn package(
    js: &Path,
    glue: &str,
    wasm: &Modules,
    locales: &Locales,
) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let read = |name: &str| {
        std::fs::read_to_string(js.join(name)).with_context(|| format!("could not read {name} of the shell"))
    };
    let mut load = read("load.js")?;
    for (place, value) in wasm.facts() {
        load = fill(&load, &format!("\"__{place}__\""), &value)?;
    }
    let css = serde_json::to_string(&shorten_css(&read("style.css")?))?;
    let style = fill(&read("style.js")?, "\"__CSS__\"", &css)?;
    let texts = |members: &str, way: &str| {
        let texts = fill(&read("texts.js")?, "...\"__LOCALES__\"", members)?;
        anyhow::Ok([inline(&texts), inline(&read(way)?)].concat())
    };
    let fetched = texts(&locales.members()?, "fetch-texts.js")?;
    let imported = texts(&locales.imports(), "import-texts.js")?;
    let more = fill(&read("more.js")?, "...\"__MORE_ENGLISH__\"", &locales::more_in_english()?)?;
    let more = fill(&more, "...\"__MORE_LOCALES__\"", &locales::more_imports())?;
    let define = read("define.js")?;

    let settings = inline(&read("settings.js")?);
    let (outbox, element) = (inline(&read("outbox.js")?), inline(&read("element.js")?));
    let glue = inline_glue(glue)?;
    let (load, style) = (inline(&load), inline(&style));
    let class = |texts: &str| [&*glue, &load, texts, &style, &settings, &outbox, &element].concat();
    let page = [class(&fetched).as_str(), &inline(&define), &inline(&read("embed.js")?)].concat();
    let class = class(&imported);
    Ok(vec![
        ("element.js", format!("{WITHOUT_A_DOM}{class}export {{ WhatsAppOptInElement }};\n").into_bytes()),
        ("define.js", define.into_bytes()),
        (
            "whatsapp-opt-in.js",
            format!("{page}export {{ WhatsAppOptInElement, WhatsAppOptIn }};\n").into_bytes(),
        ),
        ("whatsapp-opt-in.classic.js", classic(&page).into_bytes()),
        ("queue.js", read("queue.js")?.into_bytes()),
        ("after.js", read("after.js")?.into_bytes()),
        ("terms.js", read("terms.js")?.into_bytes()),
        ("themes.js", read("themes.js")?.into_bytes()),
        ("messages.js", read("messages.js")?.into_bytes()),
        ("develop.js", read("develop.js")?.into_bytes()),
        ("more.js", more.into_bytes()),
        ("whatsapp-opt-in.wasm", wasm.file()),
    ])
}

/// The same as a script that is no module: its names stay its own, and its address comes from its tag.
fn classic(page: &str) -> String {
    let page = page.replace("import.meta.url", "CLASSIC_URL");
    format!("(() => {{\n\"use strict\";\nconst CLASSIC_URL = document.currentScript.src;\n{page}}})();\n")
}

/// The glue exports `Widget` and its loader; in one file with the shell they are plain names.
fn inline_glue(glue: &str) -> anyhow::Result<String> {
    let glue = fill(glue, "export { initSync, __wbg_init as default };", "const init = __wbg_init;")?;
    Ok(inline(&glue))
}

/// A module's text without its imports and exports. The shell's modules keep each import on a line of its own and
/// never rename what they import.
fn inline(module: &str) -> String {
    let mut text = String::with_capacity(module.len());
    for line in module.lines() {
        if line.starts_with("import ") || line.starts_with("export {") {
            continue;
        }
        text.push_str(line.strip_prefix("export ").unwrap_or(line));
        text.push('\n');
    }
    text
}

/// Replaces what must be there exactly once.
fn fill(text: &str, place: &str, value: &str) -> anyhow::Result<String> {
    ensure!(
        text.matches(place).count() == 1,
        "expected {place} exactly once; did wasm-bindgen's output change?"
    );
    Ok(text.replacen(place, value, 1))
}

/// Leaves out comments and indentation.
fn shorten_css(css: &str) -> String {
    let mut rest = css;
    let mut text = String::with_capacity(css.len());
    while let Some((before, comment)) = rest.split_once("/*") {
        text.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" }", "}")
        .replace("{ ", "{")
        .replace("; }", "}")
        .replace("} ", "}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_plain_text_in_one_scope() {
        let module = "import { a } from \"./a.js\";\nexport const b = a;\nexport { b };\nexport class C {}\n";
        assert_eq!(inline(module), "const b = a;\nclass C {}\n");
    }

    #[test]
    fn a_classic_script_keeps_its_names_and_knows_its_address() {
        let script = classic("const at = new URL(\"a.wasm\", import.meta.url);\n");
        assert!(script.starts_with("(() => {") && script.ends_with("})();\n"));
        assert!(!script.contains("import.meta"), "a syntax error outside modules");
    }

    #[test]
    fn a_place_that_is_missing_or_doubled_is_an_error() {
        assert_eq!(fill("x HERE", "HERE", "1").expect("once"), "x 1");
        assert!(fill("x", "HERE", "1").is_err());
        assert!(fill("HERE HERE", "HERE", "1").is_err());
    }

    #[test]
    fn style_sheets_lose_comments_and_indentation_only() {
        assert_eq!(
            shorten_css("/* why */\n.a {\n  color: red;\n  margin: 1px 2px;\n}\n.b { top: 0; }"),
            ".a {color: red; margin: 1px 2px;}.b {top: 0;}"
        );
    }
}
