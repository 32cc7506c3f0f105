//! Prompts without a control of their own: "by ordering you agree to messages on WhatsApp".

use std::cell::RefCell;
use std::collections::HashSet;

use whatsapp_opt_in::policy::{names_whatsapp, reads_consent_into_act, says_how_to_leave};

use super::dedicated::dedicated;
use super::texts::is_wording;
use super::{Group, quoted};
use crate::controls::{Control, Page, is_block, is_component, once};
use crate::tree::{Attribute, Kind, ROOT};
use crate::wording::{self, has};

/// A source without a form element and with more controls is a page, no form.
const MOST_CONTROLS: usize = 12;
/// A block with more bytes of words is read piece by piece.
const LONGEST: usize = 10_000;

/// Sentences that ask for consent without a control of WhatsApp's own: "by ordering you agree to messages on WhatsApp",
/// a form whose only field is a number under "Get offers on WhatsApp".
pub(super) fn worded(page: &Page<'_>, groups: &mut Vec<Group>) {
    let tree = page.tree;
    let mut taken: HashSet<usize> = groups.iter().flat_map(|group| forms_of(page, group)).collect();
    let fields = RefCell::default();
    let mut read = HashSet::new();
    for node in 1..tree.nodes.len() {
        let given;
        let text = match &tree.nodes[node].kind {
            Kind::Text(_) if tree.is_raw(tree.nodes[node].parent) => continue,
            Kind::Text(text) => text,
            // Words a component is given: `<Heading description="By joining you agree …">`.
            Kind::Element { .. } => {
                let Some(words) = given_words(page, node) else { continue };
                given = words;
                &given
            }
        };
        if !names_whatsapp(text) || page.is_hidden(node, None) || quoted(page, node) {
            continue;
        }
        if tree
            .ancestors(node)
            .any(|ancestor| matches!(tree.name(ancestor), "a" | "title" | "option" | "footer" | "nav"))
        {
            continue;
        }
        let Some(form) = form_near(page, node).filter(|form| !taken.contains(form)) else { continue };
        // A block is read once, however often it names WhatsApp.
        let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
        if block != ROOT && !read.insert((block, form)) {
            continue;
        }
        let given = !matches!(tree.nodes[node].kind, Kind::Text(_));
        let words = if given || block == ROOT || tree.is_longer(block, LONGEST) {
            text.clone()
        } else {
            tree.text(block)
        };
        let implied = reads_consent_into_act(&words);
        let controls = page.controls_in(form);
        let phone = once(&fields, form, || {
            let field = |(at, control): &&(usize, Control)| {
                *control == Control::Field && page.is_phone(*at, *control)
            };
            controls.iter().find(field).map(|(at, _)| *at)
        });
        let pressed = controls.iter().any(|(_, control)| *control == Control::Button) || phone.is_some();
        let implied = implied || has(&words, |w| w.submitting);
        // "Acme sends you the door code on WhatsApp. Reply STOP to end." announces messages.
        let announced = || says_how_to_leave(&words);
        let asking =
            phone.is_some() && (announced() || wording::receives(&words) && dedicated(page, form, &[]));
        if (implied && pressed) || asking {
            let group = Group { scope: form, boxes: Vec::new(), number: phone, words: Some(node) };
            taken.extend(forms_of(page, &group));
            groups.push(group);
        }
    }
}

/// The words in the attributes of a component that is no control.
fn given_words(page: &Page<'_>, node: usize) -> Option<String> {
    let tree = page.tree;
    let wording = |attribute: &&Attribute| is_wording(&attribute.name);
    // The cheap question first: every element is asked.
    if !tree.attributes(node).iter().any(|attribute| wording(&attribute))
        || !is_component(tree.name(node))
        || page.control(node).is_some()
    {
        return None;
    }
    let attributes = tree.attributes(node).iter().filter(wording);
    let words: String = attributes.map(|attribute| format!("{}. ", attribute.value)).collect();
    (!words.is_empty()).then_some(words)
}

/// The forms a prompt stands in, and what it stands in instead of a form: there is no second one in them.
fn forms_of<'a>(page: &'a Page<'_>, group: &'a Group) -> impl Iterator<Item = usize> + 'a {
    let around =
        |node: usize| std::iter::once(node).chain(page.tree.ancestors(node)).filter(|node| *node != ROOT);
    let parts = group.boxes.iter().chain(&group.number).copied();
    parts.flat_map(around).chain(around(group.scope)).chain([group.scope])
}

/// The form a sentence stands in, or right before or after.
fn form_near(page: &Page<'_>, node: usize) -> Option<usize> {
    let tree = page.tree;
    if let Some(form) = tree.ancestors(node).find(|ancestor| page.is_form(*ancestor)) {
        return Some(form);
    }
    tree.ancestors(node).take(4).find_map(|ancestor| {
        match page.forms_in(ancestor) {
            [form] => Some(*form),
            // A component without a form element of its own.
            [] => (page.controls_in(ancestor).iter().any(|(at, control)| page.is_phone(*at, *control))
                // `{% form 'contact' %}` is a form by another's hand: the whole source.
                && (ancestor != ROOT || page.controls.len() <= MOST_CONTROLS))
                .then_some(ancestor),
            _ => None,
        }
    })
}
