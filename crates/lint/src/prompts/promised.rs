//! A box whose label promises messages without saying over what, in a form that says it elsewhere.

use whatsapp_opt_in::policy::names_whatsapp;

use super::text_without_links;
use super::tied::of_other_channel;
use crate::controls::{Control, Page, is_block, is_label, is_section, once, spaced};
use crate::tree::{Kind, ROOT};
use crate::wording::{self, contains_folded, has};

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
    // "Acme on WhatsApp, choose what you want:" over "Repair status" and "Sales".
    let several = || matches!(said, Announced::Messages | Announced::Name) && chooses_contents(page, scope);
    if !(named || alone() || several()) {
        return false;
    }
    if !named && !alone() {
        return true;
    }
    let content = || has(label, |w| w.marketing) || has(label, |w| w.utility);
    let agrees = || has(label, |w| w.agree) && (!has(label, |w| w.terms) || content());
    let asks = || agrees() || has(label, |w| w.receive);
    let number = || page.controls_in(scope).iter().any(|(at, control)| page.is_phone(*at, *control));
    !of_other_channel(label)
        && match said {
            Announced::Messages => (asks() || named && content()) && number(),
            Announced::Name | Announced::Label => named && (asks() || content()),
            Announced::Nothing => named && asks() && content() && number(),
        }
}

/// Whether all a form asks for is a number and which contents shall come: every box names one, and none another channel.
fn chooses_contents(page: &Page<'_>, scope: usize) -> bool {
    const MOST_CHOICES: usize = 12;
    once(&page.asked.contents, scope, || {
        let controls = page.controls_in(scope);
        let boxes = || controls.iter().filter(|(_, control)| *control == Control::Box);
        let other = |(node, control): &(usize, Control)| match control {
            Control::Field | Control::Select | Control::Radio => !page.is_phone(*node, *control),
            _ => false,
        };
        let number = controls.iter().any(|(node, control)| page.is_phone(*node, *control));
        number
            && (1..=MOST_CHOICES).contains(&boxes().count())
            && !controls.iter().any(other)
            && boxes().all(|(node, _)| {
                let label = page.label_text(*node);
                let content = has(&label, |w| w.marketing) || has(&label, |w| w.utility);
                content && !of_other_channel(&label) && !has(&label, |w| w.terms)
            })
    })
}

/// What a form says of WhatsApp beside its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announced {
    /// That messages come over it.
    Messages,
    /// Its name alone.
    Name,
    /// Its name in the label of some control.
    Label,
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
                if found == Announced::Nothing {
                    found = Announced::Label;
                }
                continue;
            }
            let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
            let words =
                if block == ROOT || tree.is_longer(block, LONGEST) { text.clone() } else { tree.text(block) };
            if words.len() <= LONGEST && wording::receives(&words) {
                return Announced::Messages;
            }
            if !wording::chats(&words) {
                found = Announced::Name;
            }
        }
        match lead(page, scope) {
            Announced::Nothing => found,
            leads if found == Announced::Name => {
                if leads == Announced::Messages {
                    leads
                } else {
                    found
                }
            }
            leads => leads,
        }
    })
}

/// What leads to a form: the paragraph or heading before it, up to the title of the dialog or card it stands in.
fn lead(page: &Page<'_>, scope: usize) -> Announced {
    const LEVELS: usize = 4;
    const NEAREST: usize = 3;
    let tree = page.tree;
    let mut found = Announced::Nothing;
    if scope == ROOT || is_section(tree.name(scope)) {
        return found;
    }
    let blank = |node: &usize| matches!(&tree.nodes[*node].kind, Kind::Text(text) if text.trim().is_empty());
    for level in std::iter::once(scope).chain(tree.ancestors(scope)).take(LEVELS) {
        if level == ROOT || matches!(tree.name(level), "body" | "main" | "html" | "article") {
            break;
        }
        for before in tree.preceding(level).filter(|node| !blank(node)).take(NEAREST) {
            if tree.is_longer(before, 1_500)
                || !page.controls_in(before).iter().all(|(_, control)| *control == Control::Button)
            {
                return found;
            }
            let words = text_without_links(tree, before);
            if !names_whatsapp(&words) || page.is_hidden(before, None) {
                continue;
            }
            let sentence = words.split(['.', '!', '?', '\n']).find(|sentence| names_whatsapp(sentence));
            let mail = |said: &str| ["email", "e-mail", "sms"].iter().any(|stem| contains_folded(said, stem));
            let said = sentence.filter(|said| !wording::chats(said) && !mail(said));
            match said {
                Some(said) if wording::receives(said) => return Announced::Messages,
                Some(_) => found = Announced::Name,
                None => {}
            }
        }
    }
    found
}

/// `name="wa"`, `value="wa"`: short for WhatsApp, where the words agree with that.
fn short_name(page: &Page<'_>, node: usize) -> bool {
    ["name", "id", "value", "v-model", "x-model", "field", "formcontrolname"].iter().any(|attribute| {
        let value = page.tree.value(node, attribute);
        if !contains_folded(value, "wa") {
            return false;
        }
        let words = spaced(value);
        words.split_whitespace().any(|word| word.eq_ignore_ascii_case("wa"))
    })
}
