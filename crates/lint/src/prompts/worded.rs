//! Prompts without a control of their own: "by ordering you agree to messages on WhatsApp".

use whatsapp_opt_in::policy::{names_whatsapp, reads_consent_into_act, says_how_to_leave};

use super::dedicated::dedicated;
use super::{Group, quoted};
use crate::controls::{Control, Page, is_block};
use crate::tree::{Kind, ROOT};
use crate::wording::{self, has};

/// Sentences that ask for consent without a control of WhatsApp's own: "by ordering you agree to messages on WhatsApp",
/// a form whose only field is a number under "Get offers on WhatsApp".
pub(super) fn worded(page: &Page<'_>, groups: &mut Vec<Group>) {
    let tree = page.tree;
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
        let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
        let words = if block == ROOT { text.clone() } else { tree.text(block) };
        let implied = reads_consent_into_act(&words);
        let form = form_near(page, node);
        let Some(form) = form else { continue };
        let holds =
            |group: &Group| group.boxes.iter().chain(&group.number).any(|at| tree.contains(form, *at));
        if groups.iter().any(|group| group.scope == form || tree.contains(form, group.scope) || holds(group))
        {
            continue;
        }
        let controls = page.controls_in(form);
        let phone =
            controls.iter().find(|(at, control)| page.is_phone(*at, *control) && *control == Control::Field);
        let pressed = controls.iter().any(|(_, control)| *control == Control::Button) || phone.is_some();
        let implied = implied || has(&words, |w| w.submitting);
        // "Acme sends you the door code on WhatsApp. Reply STOP to end." announces messages.
        let announced = || says_how_to_leave(&words);
        let asking =
            phone.is_some() && (announced() || wording::receives(&words) && dedicated(page, form, &[]));
        if (implied && pressed) || asking {
            groups.push(Group {
                scope: form,
                boxes: Vec::new(),
                number: phone.map(|(at, _)| *at),
                words: Some(node),
            });
        }
    }
}

/// The form a sentence stands in, or right before or after.
fn form_near(page: &Page<'_>, node: usize) -> Option<usize> {
    let tree = page.tree;
    if let Some(form) = tree.ancestors(node).find(|ancestor| page.is_form(*ancestor)) {
        return Some(form);
    }
    tree.ancestors(node).take(4).find_map(|ancestor| {
        let forms: Vec<usize> = tree.descendants(ancestor).filter(|inner| page.is_form(*inner)).collect();
        match forms.as_slice() {
            [form] => Some(*form),
            // A component without a form element of its own.
            [] => (page.controls_in(ancestor).iter().any(|(at, control)| page.is_phone(*at, *control))
                && ancestor != ROOT)
                .then_some(ancestor),
            _ => None,
        }
    })
}
