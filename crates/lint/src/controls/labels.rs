//! How a control is labelled and named.

use std::rc::Rc;

use whatsapp_opt_in::policy::UNKNOWN;

use super::{Control, Page, is_block, is_label, is_section, once};

use crate::tree::Kind;

/// Words behind a box in more pieces than these are no label.
const MOST_PIECES: usize = 100;

impl Page<'_> {
    /// The label element of a control: by `for`, by wrapping, by `aria-labelledby`.
    pub(crate) fn label(&self, control: usize) -> Option<usize> {
        once(&self.asked.labels, control, || self.find_label(control))
    }

    fn find_label(&self, control: usize) -> Option<usize> {
        // It stands for a box that an expression writes.
        if self.written.binary_search(&control).is_ok() {
            return Some(control);
        }
        // Components hand the id on to the box they draw.
        let by_id = ["id", "inputid", "input-id"]
            .iter()
            .find_map(|name| self.labels.get(self.tree.value(control, name)));
        // Where an id stands twice, the nearest label is meant.
        let by_id = by_id.and_then(|labels| labels.iter().min_by_key(|label| label.abs_diff(control)));
        let wrapping = || self.tree.ancestors(control).take(8).find(|node| is_label(self.tree.name(*node)));
        let aria = || {
            let ids = self.tree.value(control, "aria-labelledby");
            ids.split_whitespace().find_map(|id| self.ids.get(id)).copied()
        };
        // A component around its own words: `<Checkbox>Send me offers</Checkbox>`.
        let own = || {
            let holds = self.tree.name(control) != "select" && self.tree.has_text(control);
            let choice = matches!(self.control(control), Some(Control::Box | Control::Radio));
            (holds && choice).then_some(control)
        };
        // What holds half a page is no label, whatever it is called; nor is a frame without words.
        let small = |label: &usize| self.tree.nodes[*label].end - label <= 400;
        let speaks = |label: &usize| self.tree.has_text(*label) || self.draws(*label);
        by_id
            .copied()
            .or_else(own)
            .or_else(wrapping)
            .or_else(aria)
            .or_else(|| self.label_before(control))
            .or_else(|| self.label_after(control))
            .or_else(|| self.label_of_row(control))
            .filter(small)
            .filter(speaks)
    }

    /// Whether a picture stands in an element.
    fn draws(&self, node: usize) -> bool {
        self.tree
            .descendants(node)
            .any(|inner| matches!(self.tree.name(inner), "img" | "svg" | "i" | "picture"))
    }

    /// A label element right before a box, tied to nothing: `<label>Send me offers</label><input type="checkbox">`.
    fn label_before(&self, control: usize) -> Option<usize> {
        let blank =
            |node: &usize| matches!(&self.tree.nodes[*node].kind, Kind::Text(text) if text.trim().is_empty());
        // Words behind the box are its own.
        if self.tree.following(control).find(|node| !blank(node)).is_some_and(|next| {
            matches!(self.tree.nodes[next].kind, Kind::Text(_)) || is_label(self.tree.name(next))
        }) {
            return None;
        }
        let before = self.tree.preceding(control).find(|node| !blank(node))?;
        let free = is_label(self.tree.name(before))
            && self.tree.attribute(before, &["for", "htmlfor"]).is_none()
            && self.controls_in(before).is_empty();
        free.then_some(before)
    }

    /// A label element right behind a box, tied to nothing: `<input type="checkbox"><label>Send me offers</label>`.
    fn label_after(&self, control: usize) -> Option<usize> {
        let choice = matches!(self.control(control), Some(Control::Box | Control::Radio));
        let blank =
            |node: &usize| matches!(&self.tree.nodes[*node].kind, Kind::Text(text) if text.trim().is_empty());
        let after = self.tree.following(control).find(|node| !blank(node)).filter(|_| choice)?;
        let free = is_label(self.tree.name(after))
            && self.tree.attribute(after, &["for", "htmlfor"]).is_none()
            && self.controls_in(after).is_empty();
        free.then_some(after)
    }

    /// The one label of a row that holds one field, where it points at nothing: `<label for="tel">Card</label> … <input id="card">`.
    fn label_of_row(&self, control: usize) -> Option<usize> {
        let tree = self.tree;
        let labelled = match self.control(control) {
            Some(Control::Field | Control::Select) => true,
            // Words behind a box are its own.
            Some(Control::Box) => self.loose_label(control).is_empty(),
            _ => false,
        };
        if !labelled || tree.attribute(control, &["label", ":label", "labeltext"]).is_some() {
            return None;
        }
        let alone = |row: &usize| {
            !self.is_form(*row)
                && !is_section(tree.name(*row))
                && tree.nodes[*row].end - row <= MOST_PIECES
                && self.controls_in(*row).len() == 1
        };
        tree.ancestors(control).take(3).take_while(alone).find_map(|row| {
            let mut labels = tree.descendants(row).filter(|node| is_label(tree.name(*node)));
            let only = labels.next().filter(|_| labels.next().is_none())?;
            let target = tree.attribute(only, &["for", "htmlfor"]);
            let dangles = target
                .is_none_or(|target| !target.expression && !self.ids.contains_key(target.value.as_str()));
            (dangles && !tree.contains(only, control)).then_some(only)
        })
    }

    /// The text nodes that follow a box without a label, up to the line's end or the next control.
    pub(crate) fn loose_label(&self, control: usize) -> Vec<usize> {
        // A frame around the box alone: the words stand behind the frame.
        let frame = self.tree.ancestors(control).take(3).take_while(|node| {
            let name = self.tree.name(*node);
            (is_label(name) || matches!(name, "span" | "div"))
                && !self.tree.has_text(*node)
                && self.controls_in(*node).len() == 1
        });
        let control = frame.last().filter(|node| is_label(self.tree.name(*node))).unwrap_or(control);
        if self.tree.attribute(control, &["label", ":label", "labeltext"]).is_some() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for sibling in self.tree.following(control).take(MOST_PIECES) {
            let name = self.tree.name(sibling);
            let blank = matches!(&self.tree.nodes[sibling].kind, Kind::Text(text) if text.trim().is_empty());
            if !self.controls_in(sibling).is_empty()
                || (is_block(name) && !(found.is_empty() && name == "div"))
                || name == "br"
                || is_label(name)
            {
                break;
            }
            let chat = ["wa.me", "whatsapp.com", "whatsapp://"]
                .iter()
                .any(|host| self.tree.value(sibling, "href").contains(host));
            if chat {
                break;
            }
            if !blank {
                found.push(sibling);
            }
        }
        found
    }

    /// What `aria-describedby` points at.
    pub(crate) fn described_by(&self, control: usize) -> Vec<usize> {
        let ids = self.tree.value(control, "aria-describedby");
        ids.split_whitespace().filter_map(|id| self.ids.get(id)).copied().collect()
    }

    /// Whether a label belongs to a control other than these.
    pub(crate) fn label_of_other(&self, label: usize, controls: &[usize]) -> bool {
        // A label that labels nothing is a note.
        let note = || {
            let blank = |node: &usize| matches!(&self.tree.nodes[*node].kind, Kind::Text(text) if text.trim().is_empty());
            self.tree.attribute(label, &["for", "htmlfor"]).is_none()
                && self.controls_in(label).is_empty()
                && self.tree.following(label).all(|node| blank(&node))
        };
        !controls.iter().any(|control| self.label(*control) == Some(label)) && !note()
    }

    /// The words of a control's label, seen or not.
    pub(crate) fn label_text(&self, control: usize) -> Rc<str> {
        once(&self.asked.label_texts, control, || self.find_label_text(control).into())
    }

    fn find_label_text(&self, control: usize) -> String {
        let mut text = match self.label(control) {
            Some(label) => self.tree.text(label),
            None => self.loose_label(control).into_iter().map(|node| self.tree.text(node)).collect(),
        };
        if let Some(prop) = self.tree.attribute(control, &["label", ":label", "labeltext"]) {
            text.push(' ');
            text.push_str(&prop.value);
        }
        text
    }

    /// Everything that names a control: label, placeholder, title, attributes, the expressions bound to it.
    pub(crate) fn names_of(&self, control: usize) -> String {
        let mut names = self.label_text(control).to_string();
        for attribute in self.tree.attributes(control) {
            let kept = matches!(
                attribute.name.as_str(),
                "name"
                    | "id"
                    | "value"
                    | "class"
                    | "classname"
                    | "placeholder"
                    | "aria-label"
                    | "title"
                    | "label"
                    | "labeltext"
                    | "autocomplete"
                    | "policy"
                    | "channel"
                    | "topic"
                    | "purpose"
                    | "medium"
                    | "active-text"
                    | "checkedchildren"
            ) || attribute.name.starts_with("data-") && attribute.name.len() < 40
                || attribute.name.contains("model")
                || attribute.name.contains("checked")
                || attribute.name.contains(UNKNOWN)
                || attribute.name.starts_with("on")
                || attribute.name.starts_with("bind:");
            if kept {
                names.push(' ');
                names.push_str(if attribute.expression {
                    self.slice(attribute.span)
                } else {
                    &attribute.value
                });
            }
        }
        names
    }
}
