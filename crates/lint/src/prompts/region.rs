//! What is read with a prompt: the element around it, and what stands beside that.

use whatsapp_opt_in::policy::{UNKNOWN, names_whatsapp, says_how_to_leave};

use super::dedicated::dedicated;
use super::tied::of_other_channel;
use super::{Group, common, same_radio, text_without_links};
use crate::controls::{Control, Page, is_label, is_section};
use crate::stems::may_speak_of_leaving;
use crate::tree::{ROOT, Tree};
use crate::wording::has;

/// What stands further away on either side is no longer read with a prompt.
const MOST_BYTES: usize = 10_000;
/// What each piece counts beside its words.
const PIECE: usize = 200;
/// Nor are more hints elsewhere in a form.
const MOST_HINTS: usize = 20;

/// The part of a page that belongs to one prompt.
pub(super) struct Region {
    /// Subtrees, in the order of the source.
    pub(super) nodes: Vec<usize>,
}

impl Region {
    pub(super) fn new(page: &Page<'_>, group: &Group) -> Self {
        let block = block_around(page, group);
        let mut region = Self { nodes: vec![block] };
        region.take_siblings(page, group, block);
        region.take_legends(page, group);
        region.take_question(page, group, block);
        region.take_lead(page, group);
        if group.scope != ROOT && page.is_form(group.scope) {
            region.take_hints(page, group.scope);
        }
        region.nodes.sort_unstable();
        region
    }

    pub(super) fn holds(&self, tree: &Tree, node: usize) -> bool {
        self.nodes.iter().any(|own| tree.contains(*own, node))
    }

    /// What leads to the block and what follows it, up to where another matter begins.
    fn take_siblings(&mut self, page: &Page<'_>, group: &Group, block: usize) {
        let tree = page.tree;
        if block == ROOT {
            return;
        }
        let whole_form = page.is_form(block);
        let near = |length: &mut usize, node: usize| {
            *length += PIECE + tree.length(node, MOST_BYTES);
            (*length <= MOST_BYTES).then_some(node)
        };
        // The number field between a question and its boxes parts them not.
        let number =
            |before: &usize| page.control(*before).is_some_and(|control| page.is_phone(*before, control));
        let before =
            tree.preceding(block).take_while(|before| leads_to(page, *before, whole_form) || number(before));
        self.nodes.extend(before.filter(|before| !number(before)).scan(0, near));
        // What follows a form is another matter, unless it says how to leave.
        if whole_form {
            let blank = |node: &usize| tree.name(*node).is_empty() && !tree.has_text(*node);
            let after = tree.following(block).filter(|node| !blank(node)).take(2);
            self.nodes.extend(after.take_while(|after| {
                let words = text_without_links(tree, *after);
                holds_words(tree.name(*after))
                    && page.controls_in(*after).is_empty()
                    && words.len() < 600
                    && !of_other_channel(&words)
                    && may_speak_of_leaving(&words)
                    && says_how_to_leave(&words)
            }));
        } else {
            let after = tree.following(block).take_while(|after| follows(page, group, *after));
            self.nodes.extend(after.scan(0, near));
        }
    }

    /// The legend of the fieldset around the boxes: it heads them all, whatever else stands in it.
    fn take_legends(&mut self, page: &Page<'_>, group: &Group) {
        let tree = page.tree;
        let Some(first) = group.boxes.first() else { return };
        let fieldset = tree.ancestors(*first).take(6).find(|ancestor| tree.name(*ancestor) == "fieldset");
        let legend = fieldset.and_then(|set| tree.children(set).find(|child| tree.name(*child) == "legend"));
        let legend = legend.filter(|legend| !self.holds(tree, *legend) && !tree.is_longer(*legend, 300));
        self.nodes.extend(legend);
    }

    /// What stands over a list of choices, of which the prompt's is one: "How shall we write to you?"
    fn take_question(&mut self, page: &Page<'_>, group: &Group, block: usize) {
        const MOST_ROWS: usize = 12;
        const SHORT: usize = 80;
        let tree = page.tree;
        if group.boxes.is_empty() || block == ROOT {
            return;
        }
        let choice = |control: &Control| matches!(control, Control::Box | Control::Radio);
        let mut skipped = 0;
        let mut level = block;
        for _ in 0..3 {
            for before in tree.preceding(level).take(3 * MOST_ROWS) {
                if tree.name(before).is_empty() && !tree.has_text(before) || tree.name(before) == "br" {
                    continue;
                }
                let controls = page.controls_in(before);
                if !controls.is_empty() || skipped > 0 && is_label(tree.name(before)) {
                    skipped += 1;
                    let row = controls.len() <= 1 && controls.iter().all(|(_, control)| choice(control));
                    if skipped > MOST_ROWS || !row || tree.is_longer(before, SHORT) {
                        return;
                    }
                    continue;
                }
                if skipped > 0 && !self.holds(tree, before) && asks_or_leads(tree, before) {
                    self.nodes.push(before);
                }
                return;
            }
            let Some(parent) = tree.parent(level).filter(|parent| *parent != ROOT && !page.is_form(*parent))
            else {
                return;
            };
            let list = page.controls_in(parent).iter().all(|(_, control)| choice(control));
            if !list || page.controls_in(parent).len() > MOST_ROWS {
                return;
            }
            skipped += page.controls_in(parent).len() - 1;
            level = parent;
        }
    }

    /// The title of the dialog or card around a form, where nothing else read so far names WhatsApp.
    fn take_lead(&mut self, page: &Page<'_>, group: &Group) {
        let tree = page.tree;
        let form = group.scope;
        if form == ROOT || self.nodes.iter().any(|node| names_whatsapp(&tree.text(*node))) {
            return;
        }
        let blank = |node: &usize| tree.name(*node).is_empty() && !tree.has_text(*node);
        for level in std::iter::once(form).chain(tree.ancestors(form)).take(4) {
            if level == ROOT || matches!(tree.name(level), "body" | "main" | "html" | "article") {
                return;
            }
            let near = tree.preceding(level).filter(|node| !blank(node)).take(3);
            let lead = near.into_iter().find(|before| {
                !tree.is_longer(*before, 1_500)
                    && page.controls_in(*before).iter().all(|(_, control)| *control == Control::Button)
                    && names_whatsapp(&text_without_links(tree, *before))
            });
            if let Some(lead) = lead {
                self.nodes.push(lead);
                return;
            }
        }
    }

    /// Hints and sentences elsewhere in the same form, where they speak of WhatsApp or of stopping messages.
    fn take_hints(&mut self, page: &Page<'_>, form: usize) {
        let tree = page.tree;
        let mut node = form + 1;
        let most = self.nodes.len() + MOST_HINTS;
        while node < tree.nodes[form].end && self.nodes.len() < most {
            let name = tree.name(node);
            let taken = self.nodes.iter().any(|own| tree.contains(*own, node) || tree.contains(node, *own));
            let of_label = || {
                tree.descendants(node).any(|inner| is_label(tree.name(inner)))
                    || tree.ancestors(node).take(4).any(|ancestor| is_label(tree.name(ancestor)))
            };
            if holds_words(name) && !taken && page.controls_in(node).is_empty() && !of_label() {
                let words = text_without_links(tree, node);
                let of_mail = || {
                    let folded = words.to_lowercase();
                    ["email", "e-mail", "newsletter"].iter().any(|stem| folded.contains(stem))
                };
                let leaves = || {
                    may_speak_of_leaving(&words)
                        && !of_mail()
                        && (has(&words, |w| w.opt_out) || says_how_to_leave(&words))
                };
                if words.len() < 1_500 && (names_whatsapp(&words) || leaves()) {
                    self.nodes.push(node);
                }
                node = tree.nodes[node].end;
            } else if matches!(name, "label" | "script" | "style" | "select" | "button" | "a") {
                node = tree.nodes[node].end;
            } else {
                node += 1;
            }
        }
    }
}

/// The largest element around a prompt that holds nothing of another matter.
fn block_around(page: &Page<'_>, group: &Group) -> usize {
    let tree = page.tree;
    let mut anchors: Vec<usize> = group.boxes.clone();
    anchors.extend(group.boxes.iter().filter_map(|node| page.label(*node)));
    if group.boxes.is_empty() {
        anchors.extend(group.number);
        anchors.extend(group.words);
    }
    let first = anchors.first().copied().unwrap_or(group.scope);
    let mut block =
        anchors.iter().copied().reduce(|a, b| common(tree, a, b).unwrap_or(group.scope)).unwrap_or(first);
    let serves_alone = page.is_form(group.scope) && dedicated(page, group.scope, &group.boxes);
    while let Some(parent) = tree.parent(block) {
        let name = tree.name(parent);
        let stop = parent == ROOT
            || matches!(name, "body" | "main" | "html" | "article" | "head")
            || (holds_foreign(page, group, parent) && !(serves_alone && tree.contains(group.scope, parent)));
        if stop
            || tree.is_longer(parent, 4_000)
            || (name == "section" && block != group.scope && !page.is_form(block))
        {
            break;
        }
        if page.is_form(block) || is_section(tree.name(block)) && tree.name(block) != "template" {
            break;
        }
        block = parent;
    }
    block
}

/// Whether an element holds a control that is none of the prompt's.
fn holds_foreign(page: &Page<'_>, group: &Group, node: usize) -> bool {
    let own = |node: usize, control: Control| {
        group.boxes.contains(&node)
            || group.boxes.iter().any(|one| same_radio(page.tree, *one, node))
            || matches!(control, Control::Hidden | Control::Button)
            || page.is_phone(node, control)
            || Some(node) == group.number
    };
    page.controls_in(node).iter().any(|(at, control)| !own(*at, *control))
}

/// Whether what stands before a block is read with it.
fn leads_to(page: &Page<'_>, before: usize, whole_form: bool) -> bool {
    let tree = page.tree;
    let name = tree.name(before);
    let plain = matches!(
        name,
        "p" | "span"
            | "small"
            | "strong"
            | "em"
            | "b"
            | "i"
            | "img"
            | "svg"
            | "br"
            | "hgroup"
            | "picture"
            | "a"
    ) || name.is_empty()
        || is_heading(name)
        || name.ends_with("icon")
        || names_whatsapp(name);
    if tree.is_longer(before, 1_500) {
        return false;
    }
    let text = name.is_empty()
        || (plain
            || matches!(name, "div" | "ul" | "header")
                && (!whole_form || names_whatsapp(&tree.text(before))))
            && page.controls_in(before).is_empty()
            && !tree.descendants(before).any(|inner| is_label(tree.name(inner)));
    let written = || {
        let words = tree.text(before);
        words.contains(UNKNOWN) && !is_heading(name) && !names_whatsapp(&words)
    };
    let loose_words = || whole_form && name.is_empty() && tree.has_text(before);
    text && !written() && !loose_words() && page.control(before).is_none()
}

/// Whether what stands after a block is read with it.
fn follows(page: &Page<'_>, group: &Group, after: usize) -> bool {
    let tree = page.tree;
    let name = tree.name(after);
    let labels = || is_label(name) || tree.descendants(after).any(|inner| is_label(tree.name(inner)));
    let new_matter = matches!(
        name,
        "footer"
            | "nav"
            | "table"
            | "aside"
            | "section"
            | "article"
            | "form"
            | "fieldset"
            | "hr"
            | "script"
            | "style"
            | "h1"
            | "h2"
            | "h3"
            | "main"
            | "header"
    );
    !(new_matter
        || holds_foreign(page, group, after)
        || (!page.controls_in(after).is_empty() && labels())
        || (is_label(name) && page.label_of_other(after, &group.boxes))
        || tree.is_longer(after, 3_000))
}

/// Whether an element asks something, or leads to what follows.
fn asks_or_leads(tree: &Tree, node: usize) -> bool {
    if tree.is_longer(node, 300) || !tree.has_text(node) {
        return false;
    }
    let words = tree.text(node);
    words.contains('?')
        || words.trim_end().ends_with(':')
        || has(&words, |w| w.you)
        || has(&words, |w| w.vague)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend")
}

/// Whether an element usually holds words and nothing else.
fn holds_words(name: &str) -> bool {
    is_heading(name) || matches!(name, "p" | "small" | "span" | "div" | "li" | "em" | "strong")
}
