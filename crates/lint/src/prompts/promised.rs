//! A box whose label promises messages without saying over what, in a form that says it elsewhere.

use whatsapp_opt_in::policy::names_whatsapp;

use super::tied::of_other_channel;
use crate::controls::{Control, Page, is_block, is_label, once, spaced};
use crate::tree::{Kind, ROOT};
use crate::wording::{self, has};

/// A block of more words announces nothing.
const LONGEST: usize = 200;

/// Whether a box promises messages that the form around it says come over WhatsApp: "WhatsApp reminders" over the number
/// field and "Acme may send me reminders" behind it; or `name="wa"` beside "Send me reminders".
pub(super) fn promised(page: &Page<'_>, node: usize, control: Control, label: &str) -> bool {
    if control != Control::Box {
        return false;
    }
    // What is known of the whole form first: a page may have thousands of boxes.
    let scope = page.scope(node);
    let named = short_name(page, node);
    let said = announced(page, scope);
    let alone = || said == Announced::Messages && page.has_one_choice(scope);
    if !(named || alone()) {
        return false;
    }
    let content = || has(label, |w| w.marketing) || has(label, |w| w.utility);
    let agrees = || has(label, |w| w.agree) && (!has(label, |w| w.terms) || content());
    let asks = || agrees() || has(label, |w| w.receive);
    let number = || page.controls_in(scope).iter().any(|(at, control)| page.is_phone(*at, *control));
    !of_other_channel(label)
        && match said {
            Announced::Messages => (asks() || named && content()) && number(),
            Announced::Name => named && (asks() || content()),
            Announced::Nothing => named && asks() && content() && number(),
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
            // The label of one box announces nothing for another.
            if tree.ancestors(node).take(6).any(|ancestor| is_label(tree.name(ancestor))) {
                found = Announced::Name;
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
