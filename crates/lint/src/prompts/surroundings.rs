//! What the page and the form around a prompt say: age gates, countries, the company's name, calls.

use whatsapp_opt_in::policy::{Beside, UNKNOWN, may_name_country, only_united_states};

use super::region::Region;
use super::{Context, Group};
use crate::controls::{Control, Page, is_block, once, spaced};
use crate::tree::{Kind, ROOT};
use crate::wording;

/// Fields that are looked at for a limit to a country.
const MOST_FIELDS: usize = 100;

impl Context<'_> {
    /// Whether a control asks for age or country: one of the form, or one of the first on the page.
    pub(super) fn gate(&self, scope: usize) -> bool {
        let page = self.page;
        let own = if scope == ROOT { &[] } else { page.controls_in(scope) };
        let asked = |(node, control): &(usize, Control)| {
            !matches!(control, Control::Hidden | Control::Button)
                && once(&self.gates, *node, || wording::gates(&gate_names(page, *node)))
        };
        own.iter().take(200).chain(page.controls.iter().take(100)).any(asked)
    }

    pub(super) fn us_only(&self, group: &Group, region: &Region, words: &str) -> bool {
        let page = self.page;
        let mut said = only_united_states(words);
        let mut looked = 0;
        for &(node, control) in page.controls_in(group.scope) {
            let tree = page.tree;
            if looked < MOST_FIELDS && (page.is_phone(node, control) || region.holds(tree, node)) {
                looked += 1;
                let label = format!(
                    "{} . {} . {}",
                    page.label_text(node),
                    tree.value(node, "title"),
                    tree.value(node, "placeholder")
                );
                said |= only_united_states(&label);
                let only = tree.attribute(
                    node,
                    &[
                        "data-only-countries",
                        "only-countries",
                        "onlycountries",
                        ":only-countries",
                        ":onlycountries",
                        ":countries",
                        ":allowed-countries",
                        "allowedcountries",
                        "includecountries",
                        "countrycodes",
                        "[onlycountries]",
                        "country-codes",
                        ":country-codes",
                        "countries",
                        "allowed-countries",
                        "data-countries",
                    ],
                );
                said |= only.is_some_and(|only| wording::only_us(page.slice(only.span)));
            }
            if control == Control::Select {
                let options: Vec<String> = tree
                    .descendants(node)
                    .filter(|inner| tree.name(*inner) == "option")
                    .take(2)
                    .map(|option| tree.text(option).trim().to_lowercase())
                    .collect();
                said |= options.len() == 1
                    && matches!(
                        options[0].as_str(),
                        "united states" | "usa" | "us" | "united states (us)" | "united states +1" | "us +1"
                    );
            }
        }
        if said {
            return true;
        }
        let country_sent = page.controls.iter().any(|(node, control)| {
            *control == Control::Hidden
                && spaced(page.tree.value(*node, "name")).to_lowercase().contains("country")
                && matches!(page.tree.value(*node, "value").to_ascii_uppercase().as_str(), "US" | "USA")
        });
        let form = page.is_form(group.scope).then_some(group.scope);
        let around = if page.source.len() < 40_000 { Some(ROOT) } else { form };
        country_sent
            || self.only_countries()
            // What the source names nowhere, no passage of it does.
            || around.filter(|_| may_name_country(page.source)).is_some_and(|root| {
                once(&self.countries, root, || {
                    passages(page, root).iter().any(|words| only_united_states(words))
                })
            })
    }

    /// `intlTelInput(field, { onlyCountries: ["us"] })`
    fn only_countries(&self) -> bool {
        const OPTIONS: &[&str] = &["onlycountries:[", "allowedcountries:[", "includecountries:["];
        if !self.code.to_ascii_lowercase().contains("countries") {
            return false;
        }
        let code = self.squeezed_code().to_ascii_lowercase();
        OPTIONS.iter().any(|option| {
            let list = code.split_once(option).and_then(|(_, rest)| rest.split_once(']'));
            list.is_some_and(|(list, _)| wording::only_us(list))
        })
    }

    /// Whether the company is named in the form around a prompt.
    pub(super) fn beside(&self, region: &Region, form_words: &str) -> Beside {
        if self.company.as_deref().is_some_and(|company| wording::names(form_words, company)) {
            Beside::Named
        } else if self.writes_company(region) {
            Beside::Written
        } else {
            Beside::Absent
        }
    }

    /// Whether an expression beside a prompt writes the name of a business: `{{ shop.name }}`.
    fn writes_company(&self, region: &Region) -> bool {
        const NAMES: &[&str] =
            &["company", "shop", "store", "brand", "business", "merchant", "site", "app", "tenant", "vendor"];
        let page = self.page;
        let around = region.nodes.first().and_then(|node| page.tree.parent(*node)).unwrap_or(ROOT);
        let mut texts =
            page.tree.descendants(around).take(400).filter_map(|node| match &page.tree.nodes[node].kind {
                Kind::Text(text) if text.contains(UNKNOWN) => Some(page.slice(page.tree.nodes[node].span)),
                _ => None,
            });
        texts.any(|code| {
            let words = spaced(code).to_lowercase();
            words.contains("name")
                && words.split_whitespace().any(|word| NAMES.iter().any(|name| word.starts_with(name)))
        })
    }

    /// Whether the company is named outside the prompt, where it is seen.
    pub(super) fn names_company(&self, region: &Region) -> Option<bool> {
        let company = self.company.as_deref()?;
        let parts = wording::squeezed(company);
        let start: String = company.chars().take_while(|c| c.is_ascii_alphanumeric()).take(4).collect();
        let page = self.page;
        let names = |node: &usize| match &page.tree.nodes[*node].kind {
            Kind::Text(text) => {
                page.tree.name(page.tree.nodes[*node].parent) != "title"
                    && wording::contains_folded(text, &start)
                    && !page.is_hidden(*node, None)
                    && wording::squeezed(text).contains(&parts)
            }
            Kind::Element { name, .. } => {
                name == "img" && wording::squeezed(page.tree.value(*node, "alt")).contains(&parts)
            }
        };
        let named = self.named.get_or_init(|| (1..page.tree.nodes.len()).filter(names).collect());
        let outside = |node: &usize| page.tree.name(*node) == "img" || !region.holds(page.tree, *node);
        Some(named.iter().any(outside))
    }

    /// The words of a form that are seen, its links and buttons left out.
    pub(super) fn form_words(&self, form: usize, anchor: usize) -> String {
        let page = self.page;
        let texts = page.tree.descendants(form).filter(|node| !page.is_hidden(*node, Some(anchor)));
        let mut words = String::new();
        for node in texts {
            if let Kind::Text(text) = &page.tree.nodes[node].kind
                && !page.tree.ancestors(node).take(3).any(|ancestor| {
                    matches!(page.tree.name(ancestor), "a" | "button" | "svg" | "script" | "style" | "option")
                })
            {
                words.push_str(text);
                words.push(' ');
            }
        }
        words
    }
}

/// The words of a subtree, block by block; lists of options are no words.
fn passages(page: &Page<'_>, root: usize) -> Vec<String> {
    let tree = page.tree;
    let mut passages: Vec<String> = Vec::new();
    let mut last = usize::MAX;
    for node in tree.descendants(root) {
        let Kind::Text(text) = &tree.nodes[node].kind else { continue };
        let parent = tree.nodes[node].parent;
        if text.trim().is_empty() || tree.is_raw(parent) || tree.name(parent) == "option" {
            continue;
        }
        let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
        match passages.last_mut().filter(|_| block == last) {
            Some(passage) => {
                passage.push(' ');
                passage.push_str(text);
            }
            None => passages.push(text.clone()),
        }
        last = block;
    }
    passages
}

pub(super) fn calls(page: &Page<'_>, anchor: usize) -> Option<bool> {
    let attribute = std::iter::once(anchor)
        .chain(page.tree.ancestors(anchor))
        .find_map(|node| page.tree.attribute(node, &["data-calls"]))?;
    Some(attribute.value != "false")
}

fn gate_names(page: &Page<'_>, node: usize) -> String {
    let names = ["name", "id", "autocomplete", "placeholder", "aria-label"]
        .map(|name| spaced(page.tree.value(node, name)));
    format!("{} . {}", page.label_text(node), names.join(" . "))
}
