//! Prompts without a control of their own: "by ordering you agree to messages on WhatsApp".

use std::cell::RefCell;
use std::collections::HashSet;

use whatsapp_opt_in::policy::{names_whatsapp, reads_consent_into_act, says_how_to_leave};

use super::dedicated::dedicated;
use super::{Group, quoted};
use crate::controls::{Control, Page, is_block, once};
use crate::tree::{Kind, ROOT};
use crate::wording::{self, has};

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
        let Kind::Text(text) = &tree.nodes[node].kind else { continue };
        if !names_whatsapp(text)
            || page.is_hidden(node, None)
            || tree.is_raw(tree.nodes[node].parent)
            || quoted(page, node)
        {
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
        let words =
            if block == ROOT || tree.is_longer(block, LONGEST) { text.clone() } else { tree.text(block) };
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
                && ancestor != ROOT)
                .then_some(ancestor),
            _ => None,
        }
    })
}
