//! Prompts without a control of their own: "by ordering you agree to messages on WhatsApp".

use std::collections::HashSet;

use whatsapp_opt_in::policy::{names_whatsapp, reads_consent_into_act, says_how_to_leave, states_consent};

use super::dedicated::dedicated;
use super::texts::is_wording;
use super::{Group, quoted};
use crate::controls::{Control, Known, Page, is_block, is_component, is_label, once};
use crate::tree::{Attribute, Kind, ROOT};
use crate::wording::{self, has};

/// A source without a form element and with more controls is a page, no form.
const MOST_CONTROLS: usize = 12;
/// A form has no more buttons that send it.
const MOST_BUTTONS: usize = 20;
/// A block with more bytes of words is read piece by piece.
const LONGEST: usize = 10_000;

/// Sentences that ask for consent without a control of WhatsApp's own: "by ordering you agree to messages on WhatsApp",
/// a form whose only field is a number under "Get offers on WhatsApp".
pub(super) fn worded(page: &Page<'_>, groups: &mut Vec<Group>) {
    let tree = page.tree;
    let mut taken: HashSet<usize> = groups.iter().flat_map(|group| forms_of(page, group)).collect();
    let (fields, buttons, joining, serving) = (
        Known::<Option<usize>>::default(),
        Known::<bool>::default(),
        Known::<bool>::default(),
        Known::<bool>::default(),
    );
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
            .any(|ancestor| matches!(tree.name(ancestor), "a" | "title" | "option" | "nav"))
        {
            continue;
        }
        let near = form_near(page, node);
        // A footer speaks of other matters, but for the form that stands in it.
        let footer = tree.ancestors(node).find(|ancestor| tree.name(*ancestor) == "footer");
        if footer
            .is_some_and(|footer| !near.is_some_and(|form| tree.contains(footer, form) && form != footer))
        {
            continue;
        }
        let Some(form) = near.or_else(|| button_near(page, node)).filter(|form| !taken.contains(form)) else {
            continue;
        };
        // "Order on WhatsApp" beside a form is a button of its own.
        let button = tree.ancestors(node).find(|ancestor| tree.name(*ancestor) == "button");
        if button.is_some_and(|button| form == ROOT || !tree.contains(form, button)) {
            continue;
        }
        // "Get quote on WhatsApp" asks for one answer.
        if button.is_some_and(|button| !wording::joins_list(&tree.text(button))) {
            continue;
        }
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
        let implied = reads_consent_into_act(&words)
            || states_consent(&words) && !labels_control(page, node) && !cites(&words);
        let controls = page.controls_in(form);
        let phone = once(&fields, form, || {
            let field = |(at, control): &&(usize, Control)| {
                *control == Control::Field && page.is_phone(*at, *control)
            };
            controls.iter().find(field).map(|(at, _)| *at)
        });
        let pressed = phone.is_some()
            || once(&buttons, form, || controls.iter().any(|(_, control)| *control == Control::Button));
        let implied = implied || has(&words, |w| w.submitting);
        // "Acme sends you the door code on WhatsApp. Reply STOP to end." announces messages.
        let announced = || says_how_to_leave(&words);
        // "Stay in touch on WhatsApp" over a number and "Sign me up".
        let invites = || {
            (wording::receives(&words) || once(&joining, form, || joins(page, form)))
                && !wording::only_chats(&words)
        };
        let asking = phone.is_some()
            && (announced() || invites() && once(&serving, form, || dedicated(page, form, &[])));
        if (implied && pressed) || asking {
            let group = Group { scope: form, boxes: Vec::new(), number: phone, words: Some(node) };
            taken.extend(forms_of(page, &group));
            groups.push(group);
        }
    }
}

/// Buttons that are the prompt: "Allow order notifications on WhatsApp".
pub(super) fn pressed(page: &Page<'_>, groups: &mut Vec<Group>) {
    let tree = page.tree;
    let mut taken: HashSet<usize> = groups.iter().flat_map(|group| forms_of(page, group)).collect();
    for &(node, control) in &page.controls {
        if control != Control::Button || tree.is_longer(node, 120) {
            continue;
        }
        // One in each form or section: what stands twice is asked once.
        let scope = page.scope(node);
        if taken.contains(&scope) {
            continue;
        }
        let words = tree.text(node);
        if !names_whatsapp(&words)
            || !wording::joins_list(&words)
            || page.is_hidden(node, None)
            || quoted(page, node)
        {
            continue;
        }
        let leads_away = tree.attributes(node).iter().any(|attribute| {
            let value = page.slice(attribute.span);
            ["wa.me", "whatsapp.com", "whatsapp://"].iter().any(|host| value.contains(host))
        });
        let text = tree.descendants(node).find(|inner| matches!(tree.nodes[*inner].kind, Kind::Text(_)));
        if let Some(text) = text.filter(|_| !leads_away) {
            taken.insert(scope);
            groups.push(Group { scope, boxes: Vec::new(), number: None, words: Some(text) });
        }
    }
}

/// Whether a button of a form joins something.
fn joins(page: &Page<'_>, form: usize) -> bool {
    let buttons = page.controls_in(form).iter().filter(|(_, control)| *control == Control::Button);
    buttons.take(MOST_BUTTONS).any(|(node, _)| {
        let words = page.button_words(*node);
        words.len() < 200
            && (has(&words, |w| w.agree) || has(&words, |w| w.receive) || wording::signs_up(&words))
    })
}

/// Whether words quote others: 'A good prompt says: "I agree …"'.
fn cites(words: &str) -> bool {
    words.contains(['“', '„', '«']) || words.matches('"').count() >= 2
}

/// Whether words are the label of a control.
fn labels_control(page: &Page<'_>, node: usize) -> bool {
    let tree = page.tree;
    let label = tree.ancestors(node).take(4).find(|ancestor| is_label(tree.name(*ancestor)));
    label.is_some_and(|label| {
        !page.controls_in(label).is_empty() || tree.attribute(label, &["for", "htmlfor"]).is_some()
    })
}

/// What a sentence shares with a button, where there is neither form nor number field.
fn button_near(page: &Page<'_>, node: usize) -> Option<usize> {
    let holds = |ancestor: &usize| {
        page.controls_in(*ancestor).iter().any(|(_, control)| *control == Control::Button)
            && page.forms_in(*ancestor).is_empty()
    };
    page.tree.ancestors(node).take(4).filter(|ancestor| *ancestor != ROOT).find(holds)
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
    let searches = |form: usize| {
        page.controls_in(form).iter().any(|(at, _)| page.input_type(*at) == "search")
            || tree.value(form, "role") == "search"
    };
    tree.ancestors(node).take(4).find_map(|ancestor| {
        match page.forms_in(ancestor) {
            [form] => Some(*form).filter(|form| !searches(*form)),
            // A component without a form element of its own.
            [] => (page.controls_in(ancestor).iter().any(|(at, control)| page.is_phone(*at, *control))
                // `{% form 'contact' %}` is a form by another's hand: the whole source.
                && (ancestor != ROOT || page.controls.len() <= MOST_CONTROLS))
                .then_some(ancestor),
            _ => None,
        }
    })
}
