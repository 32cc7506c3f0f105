//! A box whose label promises messages without saying over what, in a form that says it elsewhere.

use whatsapp_opt_in::policy::names_whatsapp;

use super::tied::of_other_channel;
use crate::controls::{Control, Page, is_block, once, spaced};
use crate::tree::{Kind, ROOT};
use crate::wording::{self, has};

/// A block of more words announces nothing.
const LONGEST: usize = 200;

/// Whether a box promises messages that the form around it says come over WhatsApp: "WhatsApp reminders" over the number
/// field and "Acme may send me reminders" behind it; or `name="wa"` beside "Send me reminders".
pub(super) fn promised(page: &Page<'_>, node: usize, control: Control, label: &str) -> bool {
    let content = || has(label, |w| w.marketing) || has(label, |w| w.utility);
    let agrees = has(label, |w| w.agree) && (!has(label, |w| w.terms) || content());
    let asks = agrees || has(label, |w| w.receive);
    let named = short_name(page, node);
    let promises = || {
        !of_other_channel(label)
            && (asks || named && (has(label, |w| w.marketing) || has(label, |w| w.utility)))
    };
    if control != Control::Box || !(asks || named) || !promises() {
        return false;
    }
    let scope = page.scope(node);
    let number = || page.controls_in(scope).iter().any(|(at, control)| page.is_phone(*at, *control));
    match announced(page, scope) {
        Announced::Messages => number() && (named || page.has_one_choice(scope)),
        Announced::Name => named,
        Announced::Nothing => named && asks && content() && number(),
    }
}

/// What a form says of WhatsApp beside its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announced {
    /// That messages come over it.
    Messages,
    /// Its name alone.
    Name,
    Nothing,
}

fn announced(page: &Page<'_>, scope: usize) -> Announced {
    once(&page.asked.announced, scope, || {
        let tree = page.tree;
        let mut found = Announced::Nothing;
        for node in tree.descendants(scope) {
            let Kind::Text(text) = &tree.nodes[node].kind else { continue };
            if !names_whatsapp(text) || tree.is_raw(tree.nodes[node].parent) || page.is_hidden(node, None) {
                continue;
            }
            let aside = |ancestor: &usize| {
                matches!(tree.name(*ancestor), "a" | "button" | "option" | "title" | "nav" | "footer" | "svg")
            };
            if tree.ancestors(node).take(6).any(|ancestor| aside(&ancestor)) {
                continue;
            }
            let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
            let words =
                if block == ROOT || tree.is_longer(block, LONGEST) { text.clone() } else { tree.text(block) };
            if words.len() <= LONGEST && wording::receives(&words) {
                return Announced::Messages;
            }
            found = Announced::Name;
        }
        found
    })
}

/// `name="wa"`, `value="wa"`: short for WhatsApp, where the words agree with that.
fn short_name(page: &Page<'_>, node: usize) -> bool {
    ["name", "id", "value", "v-model", "x-model", "field", "formcontrolname"].iter().any(|attribute| {
        let words = spaced(page.tree.value(node, attribute));
        words.split_whitespace().any(|word| word.eq_ignore_ascii_case("wa"))
    })
}
