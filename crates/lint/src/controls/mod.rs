//! What the elements of a form are: boxes, number fields, buttons; whether they are seen; how they are labelled.

mod elements;
mod fields;
mod hidden;
mod labels;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::rc::Rc;

use whatsapp_opt_in::policy::{Span, UNKNOWN};

use crate::prompts::promised::Announced;
use crate::tree::{ROOT, Tree};

use elements::control;
pub(crate) use elements::{is_block, is_component, is_label, is_section};
use hidden::{concealed, hides};

/// What a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// A checkbox or switch.
    Box,
    /// A radio button.
    Radio,
    /// A list of options.
    Select,
    /// Something typed into.
    Field,
    /// Something pressed.
    Button,
    /// A value that is sent along unseen.
    Hidden,
}

/// A page with what is asked of it again and again.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) source: &'a str,
    pub(crate) tree: &'a Tree,
    pub(crate) controls: Vec<(usize, Control)>,
    /// Labels of controls that an expression writes.
    pub(crate) written: Vec<usize>,
    /// Label elements by the id they are for.
    labels: HashMap<&'a str, Vec<usize>>,
    ids: HashMap<&'a str, usize>,
    hidden: Vec<bool>,
    /// Whether the source is a settings page of WordPress.
    pub(crate) is_settings: bool,
    /// Ends of the `<template>` elements met so far.
    inert: Vec<usize>,
    /// Classes and ids that a style sheet in the page hides.
    concealed: HashSet<String>,
    /// Every form, in the order of the source.
    forms: Vec<usize>,
    pub(crate) asked: Asked,
}

/// Answers that are asked for again and again.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    phones: Known<bool>,
    labels: Known<Option<usize>>,
    label_texts: Known<Rc<str>>,
    one_choice: Known<bool>,
    /// By scope: whether it holds what only the owner of a site can fill in.
    pub(crate) owners: Known<bool>,
    /// By element: its first controls that are networks to share on.
    pub(crate) networks: Known<Rc<[usize]>>,
    /// By scope: whether its boxes choose contents and nothing else.
    pub(crate) contents: Known<bool>,
    /// By scope: what its words say of WhatsApp.
    pub(crate) announced: Known<Announced>,
}

/// What is known of nodes by their index.
pub(crate) type Known<T> = RefCell<HashMap<usize, T, BuildHasherDefault<Index>>>;

/// Spreads the indices of nodes, and the beginnings of words we look for: ours, so that nobody can choose them to collide.
#[derive(Debug, Default)]
pub(crate) struct Index(u64);

impl Hasher for Index {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_u32(&mut self, letters: u32) {
        self.write_usize(letters as usize);
    }

    fn write_usize(&mut self, index: usize) {
        self.0 = (self.0.rotate_left(5) ^ index as u64).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// The answer to a question, found once.
pub(crate) fn once<T: Clone>(known: &Known<T>, key: usize, find: impl FnOnce() -> T) -> T {
    if let Some(answer) = known.borrow().get(&key) {
        return answer.clone();
    }
    let answer = find();
    known.borrow_mut().insert(key, answer.clone());
    answer
}

impl<'a> Page<'a> {
    pub(crate) fn new(source: &'a str, tree: &'a Tree, source_is_component: bool) -> Self {
        let mut page = Self {
            source,
            tree,
            controls: Vec::new(),
            written: Vec::new(),
            labels: HashMap::new(),
            ids: HashMap::new(),
            hidden: vec![false; tree.nodes.len()],
            inert: Vec::new(),
            concealed: concealed(tree),
            is_settings: [
                "settings_fields(",
                "submit_button(",
                "\"form-table\"",
                "manage_options",
                "add_settings_field(",
                "register_setting(",
            ]
            .iter()
            .any(|sign| source.contains(sign)),
            forms: Vec::new(),
            asked: Asked::default(),
        };
        let mut coded: Vec<usize> = Vec::new();
        for node in 1..tree.nodes.len() {
            let unseen = page.hidden[tree.nodes[node].parent] || hides(tree, node) || page.conceals(node);
            // What a plain `<template>` holds is not on the page.
            if page.inert.last().is_some_and(|end: &usize| node < *end) {
                page.hidden[node] = true;
                continue;
            }
            if !source_is_component && tree.name(node) == "template" && tree.attributes(node).is_empty() {
                page.inert.push(tree.nodes[node].end);
                continue;
            }
            page.hidden[node] = unseen;
            if page.is_form(node) {
                page.forms.push(node);
            }
            if let Some(control) = control(tree, node) {
                page.controls.push((node, control));
            }
            let id = tree.value(node, "id");
            if !id.is_empty() {
                page.ids.entry(id).or_insert(node);
            }
            if tree.name(node) == "label" && begins_with_code(source, tree, node) {
                coded.push(node);
            }
            let target = tree.attribute(node, &["for", "htmlfor"]).filter(|_| is_label(tree.name(node)));
            if target.is_some_and(|target| is_unknown(&target.value) && target.expression) {
                page.written.push(node);
            }
            if let Some(target) = target.filter(|target| !target.value.is_empty()) {
                page.labels.entry(&target.value).or_default().push(node);
            }
        }
        // `<label><%= f.check_box :wa %> Send me …</label>`: a box that code writes into its label.
        coded.retain(|label| {
            page.controls_in(*label).is_empty() && page.written.binary_search(label).is_err()
        });
        page.written.extend(coded);
        page.written.sort_unstable();
        page
    }

    pub(crate) fn control(&self, node: usize) -> Option<Control> {
        let at = self.controls.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        Some(self.controls[at].1)
    }

    /// The controls inside a node, itself included.
    pub(crate) fn controls_in(&self, node: usize) -> &[(usize, Control)] {
        let from = self.controls.partition_point(|(at, _)| *at < node);
        let to = self.controls.partition_point(|(at, _)| *at < self.tree.nodes[node].end);
        &self.controls[from..to]
    }

    /// The scope a control is judged in: its form, or else its section, or the whole source.
    pub(crate) fn scope(&self, node: usize) -> usize {
        let form = self.tree.ancestors(node).find(|ancestor| self.is_form(*ancestor));
        form.or_else(|| self.tree.ancestors(node).find(|ancestor| is_section(self.tree.name(*ancestor))))
            .unwrap_or(ROOT)
    }

    pub(crate) fn is_form(&self, node: usize) -> bool {
        let name = self.tree.name(node);
        name == "form" || (name.ends_with("form") && !name.ends_with("platform")) || name == "form.root"
    }

    /// Whether what can be chosen inside a node is one box, one list, or radios of one name.
    pub(crate) fn has_one_choice(&self, node: usize) -> bool {
        once(&self.asked.one_choice, node, || {
            let choice =
                |control: &Control| matches!(control, Control::Box | Control::Radio | Control::Select);
            let mut choices = self.controls_in(node).iter().filter(|(_, control)| choice(control));
            let Some((first, _)) = choices.next() else { return true };
            choices.all(|(at, _)| same_radio(self.tree, *at, *first))
        })
    }

    /// Radios with those of their name that stand near: "Yes" with its "No", whichever of them speaks of WhatsApp.
    pub(crate) fn with_same_radios(&self, nodes: &[usize]) -> Vec<usize> {
        const NEAR: usize = 10;
        let mut all = nodes.to_vec();
        let Some(&first) = nodes.first() else { return all };
        if let Ok(at) = self.controls.binary_search_by_key(&first, |(node, _)| *node)
            && self.controls[at].1 == Control::Radio
        {
            let near = at.saturating_sub(NEAR)..(at + NEAR).min(self.controls.len());
            let beside = self.controls[near].iter().map(|(node, _)| *node);
            all.extend(beside.filter(|node| !nodes.contains(node) && same_radio(self.tree, first, *node)));
        }
        all
    }

    /// The forms inside a node, itself included.
    pub(crate) fn forms_in(&self, node: usize) -> &[usize] {
        let from = self.forms.partition_point(|at| *at < node);
        let to = self.forms.partition_point(|at| *at < self.tree.nodes[node].end);
        &self.forms[from..to]
    }

    /// What a button says: its words, its value, what a component is given.
    pub(crate) fn button_words(&self, node: usize) -> String {
        let given = ["value", "label", "title"].map(|name| self.tree.value(node, name));
        format!("{} {}", self.tree.text(node), given.join(" "))
    }

    pub(crate) fn input_type(&self, node: usize) -> String {
        self.tree.value(node, "type").trim().to_ascii_lowercase()
    }

    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    pub(crate) fn tag(&self, node: usize) -> &'a str {
        self.slice(self.tree.nodes[node].span)
    }
}

/// Whether the first thing in a label is an expression of a template that writes a control.
fn begins_with_code(source: &str, tree: &Tree, label: usize) -> bool {
    let Some(first) =
        tree.children(label).find(|child| tree.has_text(*child) || tree.name(*child).is_empty())
    else {
        return false;
    };
    let code =
        source.get(tree.nodes[label].span.end..tree.nodes[first].span.end).unwrap_or_default().trim_start();
    let written = ["<%=", "{{", "<?=", "<?php echo"].iter().find_map(|sign| code.strip_prefix(sign));
    let written = written.and_then(|code| code.split(['}', '%', '?']).next()).unwrap_or_default();
    tree.attribute(label, &["for", "htmlfor"]).is_none()
        && ["check", "form.", "form[", "f."].iter().any(|sign| written.contains(sign))
}

pub(crate) fn same_radio(tree: &Tree, a: usize, b: usize) -> bool {
    let name = tree.value(a, "name");
    !name.is_empty() && name == tree.value(b, "name") && tree.value(a, "type").eq_ignore_ascii_case("radio")
}

/// `passport_number`, `passportNumber` as words.
pub(crate) fn spaced(name: &str) -> String {
    let mut spaced = String::with_capacity(name.len() + 8);
    let mut lower = false;
    for character in name.chars() {
        if character.is_uppercase() && lower {
            spaced.push(' ');
        }
        lower = character.is_lowercase();
        spaced.push(if character.is_alphanumeric() { character } else { ' ' });
    }
    spaced
}

/// Whether an attribute's value is written by an expression.
pub(crate) fn is_unknown(value: &str) -> bool {
    value.contains(UNKNOWN)
}
