//! The types that follow from other sources: the settings and events from `custom-elements.json`, the texts from the
//! core.

use std::fmt::Write;

use anyhow::Context;
use whatsapp_opt_in::text::Texts;

use super::manifest::{Manifest, Row};

/// `settings.d.ts`: what can be set, as properties and as attributes, and what is fired.
pub(crate) fn settings(manifest: &Manifest) -> anyhow::Result<String> {
    let (mut properties, mut attributes) = (String::new(), String::new());
    for attribute in manifest.rows("attributes") {
        let property = manifest
            .property(attribute.name())
            .with_context(|| format!("the manifest has no property for {}", attribute.name()))?;
        member(&mut properties, property.name(), &attribute, property.type_text());
        member(&mut attributes, &format!("{:?}", attribute.name()), &attribute, attribute.type_text());
    }
    let mut events = String::new();
    for event in manifest.rows("events") {
        let _ =
            writeln!(events, "  /** {} */\n  {}: {};", event.description(), event.name(), event.type_text());
    }
    Ok(format!(
        "// Made from custom-elements.json.
import type {{ ActDetail, ErrorDetail, Purpose }} from \"./element.js\";

/** The settings, by the names of their properties. */
export interface WhatsAppOptInSettings {{
{properties}}}

/** The settings, by the names of their attributes. */
export interface WhatsAppOptInAttributes {{
{attributes}}}

/** What the element fires. */
export interface WhatsAppOptInEventMap {{
{events}}}
"
    ))
}

fn member(text: &mut String, name: &str, row: &Row<'_>, kind: &str) {
    let default = row.default().map(|value| format!(" Default: `{}`.", value.trim_matches('"')));
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "  /** {}{} */\n  {name}?: {kind} | undefined;",
        row.description(),
        default.unwrap_or_default()
    );
}

/// `locale.d.ts`: the texts of one language.
pub(crate) fn locale() -> String {
    let members: String = Texts::KEYS.iter().map(|key| format!("  readonly {key:?}: string;\n")).collect();
    format!(
        "/** The words of one language. */\ndeclare const texts: {{\n{members}}};\nexport default texts;\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn every_setting_and_event_has_a_type() {
        let manifest = Manifest::read(&workspace::root()).expect("a manifest");
        let types = settings(&manifest).expect("types");
        for line in [
            "  privacyUrl?: string | undefined;",
            "  \"privacy-url\"?: string | undefined;",
            "  /** The form field. Default: `whatsapp_consent`. */",
            "  format?: \"json\" | \"jwt\" | \"form\" | undefined;",
            "  consent: CustomEvent<ActDetail>;",
        ] {
            assert!(types.contains(line), "no {line} in\n{types}");
        }
        assert!(!types.contains("unknown"), "something has no type:\n{types}");
    }
}
