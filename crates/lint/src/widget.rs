//! Our own widget in a page or a snippet: its attributes are its configuration, and the JSON inside it.

use std::collections::BTreeMap;

use whatsapp_opt_in::consent::{Category, Purpose};
use whatsapp_opt_in::policy::{Config, Href, Origin, Prompt, UNKNOWN};
use whatsapp_opt_in::text::{self, Own, Terms, Texts, for_language, more_for_language};

use crate::controls::Page;
use crate::dialect::Dialect;
use crate::tree::Tree;

/// A card as a page configures it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Its attributes by the custom element's names, whatever the notation of the source.
    pub attributes: BTreeMap<String, String>,
    /// The JSON inside it.
    pub own: String,
    /// Attributes whose value an expression writes, so that the source does not tell it.
    pub unknown: Vec<String>,
}

/// The attributes that say what a card shows.
const SAYS: [&str; 6] = ["company", "purposes", "frequency", "recipients", "valid-until", "lang"];

/// The cards of a page or a snippet. The language may stand on an element around it, as HTML has it.
pub fn cards(source: &str, dialect: Dialect) -> Vec<Card> {
    let tree = crate::dialect::read(source, dialect);
    elements(&tree).map(|node| card(&tree, node)).collect()
}

fn card(tree: &Tree, node: usize) -> Card {
    let mut card = Card { own: inside(tree, node), ..Card::default() };
    for name in SAYS {
        match attribute(tree, node, name) {
            Some(value) if value.contains(UNKNOWN) => card.unknown.push(name.to_owned()),
            Some(value) => drop(card.attributes.insert(name.to_owned(), value)),
            None => {}
        }
    }
    card
}

fn elements(tree: &Tree) -> impl Iterator<Item = usize> {
    (1..tree.nodes.len()).filter(|node| {
        matches!(tree.name(*node), "whatsapp-opt-in" | "whatsappoptin")
            || tree.value(*node, "class").split_whitespace().any(|class| class == "whatsapp-opt-in")
                && tree.attribute(*node, &["data-company"]).is_some()
    })
}

/// An attribute of a card; its language also from the elements around it.
fn attribute(tree: &Tree, node: usize, name: &str) -> Option<String> {
    let camel: String = name.split('-').collect();
    let names = [name.to_owned(), format!("data-{name}"), camel];
    let own = tree.attributes(node).iter().find(|attribute| names.contains(&attribute.name));
    let around = || {
        let lang = |ancestor| tree.attribute(ancestor, &["lang"]);
        tree.ancestors(node).find_map(lang).filter(|_| name == "lang")
    };
    let found = own.or_else(around)?;
    Some(if found.expression { UNKNOWN.to_string() } else { found.value.clone() })
}

fn inside(tree: &Tree, node: usize) -> String {
    let script = tree.descendants(node).find(|inner| tree.name(*inner) == "script");
    script.map(|script| tree.text_raw(script)).unwrap_or_default()
}

/// Every `<whatsapp-opt-in>` and `<div class="whatsapp-opt-in" data-…>` of a source, as the prompt it will show.
pub(crate) fn find(page: &Page<'_>, company: Option<&str>) -> Vec<Prompt> {
    elements(page.tree).map(|node| prompt(page, node, company)).collect()
}

fn prompt(page: &Page<'_>, node: usize, company: Option<&str>) -> Prompt {
    let tree = page.tree;
    let get = |name: &str| attribute(tree, node, name);
    let lang = get("lang");
    let inside = inside(tree, node);
    let own = Own::read(&get("purposes").unwrap_or_default(), &inside).unwrap_or_default();
    let tag = lang.as_deref().unwrap_or("en");
    let texts = &Texts::from(for_language(tag)).with(|name| own.text(name));
    // What the card would refuse is not shown.
    let purposes: Vec<Purpose> = own.purposes(texts, tag).into_iter().flatten().collect();
    let name = get("company").unwrap_or_default();
    let shown = text::Prompt::new(texts, &name, &purposes);
    let terms = Terms::read(get).sentences(texts, more_for_language(tag), |name| own.text(name));
    let privacy_url = get("privacy-url").unwrap_or_default();
    let retention = get("retention");
    let notice_version = get("notice-version");
    let mut prompt = Config {
        company: company.filter(|_| name.contains(UNKNOWN)).unwrap_or(&name),
        boxes: shown
            .boxes
            .iter()
            .map(|one| (one.category, one.label.as_str()))
            .collect::<Vec<(Category, &str)>>(),
        terms: terms.as_deref().unwrap_or_default(),
        stop: &shown.stop,
        privacy: &shown.privacy,
        privacy_url: &privacy_url,
        language: &texts.language,
        notice_version: notice_version.as_deref(),
        retention: retention.as_deref(),
        us_only: get("countries").is_some_and(|countries| crate::wording::only_us(&countries)),
        calls: get("calls").map(|calls| calls != "false"),
        ..Config::default()
    }
    .prompt();
    // The words come from the catalogue, not from the source: every finding points at the element.
    let span = tree.nodes[node].span;
    prompt.span = span;
    for word in prompt.texts.iter_mut().flat_map(|text| &mut text.words) {
        word.span = span;
    }
    for link in &mut prompt.links {
        link.span = span;
        if privacy_url.contains(UNKNOWN) {
            link.href = Href::Unknown;
        }
    }
    for choice in &mut prompt.boxes {
        choice.span = span;
    }
    prompt.origin = Origin::Widget;
    prompt
}
