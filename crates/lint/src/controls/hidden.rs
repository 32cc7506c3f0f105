//! Whether something can be seen.

use std::collections::HashSet;

use super::Page;
use crate::tree::Tree;

impl Page<'_> {
    /// Whether a node is not to be seen, or belongs to what is hidden together with `with` and shown with it.
    pub(crate) fn is_hidden(&self, node: usize, with: Option<usize>) -> bool {
        if !self.hidden[node] {
            return false;
        }
        let own = std::iter::once(node)
            .chain(self.tree.ancestors(node))
            .filter(|ancestor| hides(self.tree, *ancestor) || self.conceals(*ancestor));
        own.into_iter().any(|hider| with.is_none_or(|with| !self.tree.contains(hider, with)))
    }

    /// Whether a style sheet in the page hides an element by its class or id.
    pub(super) fn conceals(&self, node: usize) -> bool {
        if self.concealed.is_empty() {
            return false;
        }
        let id = self.tree.value(node, "id");
        let classes = ["class", "classname"]
            .into_iter()
            .flat_map(|name| self.tree.value(node, name).split_whitespace());
        classes.chain([id]).any(|name| !name.is_empty() && self.concealed.contains(name))
    }
}

/// The classes and ids that the page's own style sheets hide: plain selectors outside of media queries.
pub(super) fn concealed(tree: &Tree) -> HashSet<String> {
    let sheets =
        (1..tree.nodes.len()).filter(|node| tree.name(*node) == "style").map(|node| tree.text_raw(node));
    let mut found = HashSet::new();
    for sheet in sheets {
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            if selectors.contains('@') || !conceals_by(declarations) {
                continue;
            }
            for selector in selectors.split(',') {
                let last = selector.trim().rsplit(' ').next().unwrap_or_default();
                let name = last.rsplit(['.', '#']).next().unwrap_or_default();
                if last.contains(['.', '#']) && !last.contains([':', '[', '>', '+', '~']) && !name.is_empty()
                {
                    found.insert(name.to_owned());
                }
            }
        }
    }
    found
}

/// Whether an element takes itself and what is in it out of sight.
pub(super) fn hides(tree: &Tree, node: usize) -> bool {
    let name = tree.name(node);
    if name.is_empty() {
        return false;
    }
    if matches!(name, "script" | "style" | "head" | "noscript" | "datalist") {
        return true;
    }
    tree.attributes(node).iter().any(|attribute| match attribute.name.as_str() {
        "hidden" => attribute.value != "false" && !attribute.expression,
        "style" | ":style" => conceals_by(&attribute.value),
        "v-show" | "v-if" | "x-show" => attribute.value.trim() == "false",
        "class" | "classname" => attribute.value.split_whitespace().any(|class| {
            matches!(
                class,
                "hidden"
                    | "d-none"
                    | "is-hidden"
                    | "hide"
                    | "visually-hidden"
                    | "sr-only"
                    | "screen-reader-text"
                    | "invisible"
                    | "u-hidden"
                    | "visuallyhidden"
                    | "opacity-0"
                    | "text-transparent"
                    | "hidden-text"
                    | "offscreen"
                    | "uk-hidden"
                    | "is-invisible"
                    | "display-none"
                    | "is-sr-only"
            )
        }),
        _ => false,
    })
}

/// Whether declarations take an element out of sight.
fn conceals_by(declarations: &str) -> bool {
    let style: String = declarations
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '"' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    let far = ["left:", "top:", "textindent:"].iter().any(|side| {
        declarations.to_lowercase().replace([' ', '\'', '"'], "").split(side).skip(1).any(|value| {
            value
                .strip_prefix('-')
                .is_some_and(|value| value.chars().take_while(char::is_ascii_digit).count() >= 3)
        })
    });
    let zero = |property: &str| {
        style.split(property).skip(1).any(|value| {
            let digits: String = value.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            digits.parse::<f32>() == Ok(0.0)
        })
    };
    far || ["display:none", "visibility:hidden", "clip:rect(0", "clippath:inset(50%", "clippath:inset(100%"]
        .iter()
        .any(|way| style.contains(way))
        || zero("opacity:")
        || zero("fontsize:")
        || (zero("height:") && style.contains("overflow:hidden"))
}
