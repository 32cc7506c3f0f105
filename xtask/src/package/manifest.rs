//! `custom-elements.json`: what pages can set, call, hear and style, for editors, documentation and our own types. It
//! is written by hand; the tests below hold it against the element's sources. The page of documentation is made from it
//! (`reference.rs`).

use std::path::Path;

use anyhow::Context;
use serde_json::Value;

/// Its name, in `pkg-config/` and in the package.
pub(crate) const FILE: &str = "custom-elements.json";

/// The element's declaration in the manifest.
pub(crate) struct Manifest(Value);

/// A row: an attribute, an event, a part and so on.
pub(crate) struct Row<'a>(&'a Value);

impl Manifest {
    /// Reads the manifest of the repository.
    pub(crate) fn read(workspace: &Path) -> anyhow::Result<Self> {
        let path = workspace.join("pkg-config").join(FILE);
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        let mut manifest: Value =
            serde_json::from_str(&text).with_context(|| format!("{FILE} is no JSON"))?;
        Ok(Self(manifest["modules"][0]["declarations"][0].take()))
    }

    /// The rows of one kind, e.g. `attributes` or `cssParts`.
    pub(crate) fn rows(&self, kind: &str) -> Vec<Row<'_>> {
        self.0[kind].as_array().into_iter().flatten().map(Row).collect()
    }

    /// The property of an attribute.
    pub(crate) fn property(&self, attribute: &str) -> Option<Row<'_>> {
        self.rows("members").into_iter().find(|member| member.0["attribute"] == attribute)
    }

    /// The attribute of a property.
    #[cfg(test)]
    pub(crate) fn attribute_of(&self, property: &str) -> Option<&str> {
        let member = self.rows("members").into_iter().find(|member| member.name() == property)?;
        member.0["attribute"].as_str()
    }
}

impl<'a> Row<'a> {
    pub(crate) fn name(&self) -> &'a str {
        self.0["name"].as_str().unwrap_or_default()
    }

    pub(crate) fn description(&self) -> &'a str {
        self.0["description"].as_str().unwrap_or_default()
    }

    /// The type as TypeScript writes it.
    pub(crate) fn type_text(&self) -> &'a str {
        self.0["type"]["text"].as_str().unwrap_or("unknown")
    }

    /// What a method answers with.
    #[cfg(test)]
    pub(crate) fn returns(&self) -> &'a str {
        self.0["return"]["type"]["text"].as_str().unwrap_or("unknown")
    }

    /// `field` or `method`, of a member.
    #[cfg(test)]
    pub(crate) fn kind(&self) -> &'a str {
        self.0["kind"].as_str().unwrap_or_default()
    }

    /// The values that a custom property takes, as CSS names them.
    #[cfg(test)]
    pub(crate) fn syntax(&self) -> &'a str {
        self.0["syntax"].as_str().unwrap_or("unknown")
    }

    pub(crate) fn default(&self) -> Option<&'a str> {
        self.0["default"].as_str()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::workspace;

    /// A property's name: `privacy-url` is `privacyUrl`.
    fn camel(attribute: &str) -> String {
        let mut words = attribute.split('-');
        let mut name = words.next().unwrap_or_default().to_owned();
        for word in words {
            let mut letters = word.chars();
            name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
        name
    }

    fn manifest() -> Manifest {
        Manifest::read(&workspace::root()).expect("a manifest")
    }

    fn source(path: &str) -> String {
        std::fs::read_to_string(workspace::root().join(path)).expect(path)
    }

    fn names(manifest: &Manifest, kind: &str) -> BTreeSet<String> {
        let rows = manifest.rows(kind);
        let names: BTreeSet<_> = rows.iter().map(|row| row.name().to_owned()).collect();
        assert_eq!(names.len(), rows.len(), "{kind}: a name twice");
        assert!(rows.iter().all(|row| !row.description().is_empty()), "{kind}: a row without description");
        names
    }

    /// What stands between `before` and the next `after`, each time.
    fn between(text: &str, before: &str, after: &str) -> BTreeSet<String> {
        let pieces = text.split(before).skip(1);
        pieces.filter_map(|piece| Some(piece.split_once(after)?.0.to_owned())).collect()
    }

    #[test]
    fn attributes_are_those_the_element_observes() {
        let settings = source("crates/widget/js/settings.js");
        let list = between(&settings, "export const ATTRIBUTES = [", "];").pop_first().expect("the list");
        let observed: BTreeSet<_> =
            list.split('"').skip(1).step_by(2).map(str::to_owned).chain(["disabled".to_owned()]).collect();
        let manifest = manifest();
        assert_eq!(names(&manifest, "attributes"), observed);
        for row in manifest.rows("attributes") {
            let property = manifest.property(row.name()).expect("a property");
            assert_eq!(property.name(), camel(row.name()));
            assert_eq!(row.0["fieldName"], camel(row.name()));
            assert_eq!(property.description(), row.description());
        }
    }

    #[test]
    fn members_are_those_the_class_has_for_pages() {
        let element = source("crates/widget/js/element.js");
        let public =
            between(&element, "// ---- what pages use\n", "// ---- mounting").pop_first().expect("them");
        let mut has: BTreeSet<String> = public
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_once('(').map(|(name, _)| name))
            .filter(|name| !name.starts_with([' ', '}', '/']))
            .map(|name| name.trim_start_matches("get ").trim_start_matches("set ").to_owned())
            .collect();
        let manifest = manifest();
        has.extend(manifest.rows("attributes").iter().map(|row| camel(row.name())));
        assert_eq!(names(&manifest, "members"), has);
    }

    #[test]
    fn events_are_those_the_element_fires_and_the_two_of_every_field() {
        let element = source("crates/widget/js/element.js");
        let mut fired = between(&element, "#emit(\"", "\"");
        // Either of the two, as a person gave or took back.
        assert!(element.contains("this.#emit(withdrawn ? \"withdraw\" : \"consent\""));
        fired.extend(["withdraw", "consent", "input", "change"].map(str::to_owned));
        assert_eq!(names(&manifest(), "events"), fired);
    }

    #[test]
    fn parts_are_those_the_card_draws() {
        let mut drawn = between(&source("crates/widget/src/card.rs"), " part=\"", "\"");
        // What developers are told.
        drawn.extend(between(&source("crates/widget/js/element.js"), "tell?.(this.#root, \"", "\""));
        drawn.extend(between(&source("crates/widget/js/develop.js"), "tell(root, \"", "\""));
        // What comes afterwards: `made("tag", "part"`, `button("part"`, and the picture.
        let after = source("crates/widget/js/after.js");
        drawn.extend(between(&after, "made(\"", ")").iter().filter_map(|made| {
            let (_, rest) = made.split_once("\", \"")?;
            rest.split('"').next().filter(|part| !part.is_empty()).map(str::to_owned)
        }));
        drawn.extend(between(&after, "button(\"", "\""));
        drawn.insert("qr".to_owned());
        assert_eq!(names(&manifest(), "cssParts"), drawn);
    }

    #[test]
    fn properties_are_those_the_style_sheet_reads() {
        let css = source("crates/widget/js/style.css");
        let read = between(&css, "var(--whatsapp-opt-in-", ",");
        let read = read.into_iter().map(|name| format!("--whatsapp-opt-in-{name}")).collect();
        assert_eq!(names(&manifest(), "cssProperties"), read);
    }

    #[test]
    fn states_are_the_phases_and_invalid() {
        let state = source("crates/widget/src/state.rs");
        let phases = between(&state, "impl Phase {", "\n}").pop_first().expect("the phases");
        let mut states = between(&phases, "=> \"", "\"");
        states.insert("invalid".to_owned());
        assert_eq!(names(&manifest(), "cssStates"), states);
    }

    #[test]
    fn names_become_properties() {
        assert_eq!(camel("privacy-url"), "privacyUrl");
        assert_eq!(camel("exclude-countries"), "excludeCountries");
        assert_eq!(camel("for"), "for");
    }
}
