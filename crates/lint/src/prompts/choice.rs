//! The boxes, radios and lists of a prompt: which belong together and what they say.

use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::policy::{Choice, Role, Text};

use super::{Context, Group, same_radio};
use crate::controls::{Page, spaced};
use crate::wording::{self, has};

impl Context<'_> {
    /// Radios of one name are one choice.
    pub(super) fn choices(&self, group: &Group) -> Vec<Vec<usize>> {
        let tree = self.page.tree;
        let mut choices: Vec<Vec<usize>> = Vec::new();
        for &node in &group.boxes {
            match choices.iter_mut().find(|choice| same_radio(tree, choice[0], node)) {
                Some(choice) => choice.push(node),
                None => choices.push(vec![node]),
            }
        }
        choices
    }

    pub(super) fn choice(&self, nodes: &[usize]) -> Choice {
        let page = self.page;
        let tree = page.tree;
        let yes: Vec<usize> = nodes
            .iter()
            .copied()
            .filter(|node| !wording::is_no(&page.label_text(*node), tree.value(*node, "value")))
            .collect();
        let states: Vec<Option<bool>> = yes.iter().map(|node| self.checked(*node)).collect();
        let checked = any(&states);
        let shown = yes.iter().zip(&states).find(|(_, state)| **state == Some(true)).map(|(node, _)| *node);
        let node = shown.or(yes.first().copied()).unwrap_or(nodes[0]);
        let demands: Vec<Option<bool>> = nodes.iter().map(|node| self.required(*node)).collect();
        let required = any(&demands);
        // A pair of yes and no that must be answered forces no yes.
        let declines = |node: &usize| wording::is_no(&page.label_text(*node), tree.value(*node, "value"));
        let answered = page.with_same_radios(nodes).iter().any(declines);
        Choice {
            span: tree.nodes[node].span,
            checked,
            required: if answered || tree.name(nodes[0]) == "select" { Some(false) } else { required },
            category: self.category(node),
        }
    }

    fn category(&self, node: usize) -> Option<Category> {
        let tree = self.page.tree;
        let declared = tree
            .attribute(node, &["data-category", "data-message-category", "data-type"])
            .map(|attribute| attribute.value.to_ascii_lowercase());
        let names = format!(
            "{} {} {}",
            tree.value(node, "name"),
            tree.value(node, "id"),
            declared.unwrap_or_default()
        );
        let words = spaced(&names).to_lowercase();
        let of = |stems: &[&str]| words.split_whitespace().any(|word| stems.contains(&word));
        // "Order updates: discounts and flash sales": the words before the colon are the label's own label.
        let mut label = self.page.label_text(node).to_string();
        if label.trim().is_empty() {
            label = self.row_text(node);
        }
        let head = label.split_once(':').map(|(head, _)| head).unwrap_or_default();
        let headed = has(head, |w| w.utility) && !has(head, |w| w.marketing);
        if of(&["marketing", "promo", "promotional", "offers"]) {
            Some(Category::Marketing)
        } else if of(&["utility", "transactional", "transaction"]) || headed {
            Some(Category::Utility)
        } else if of(&["authentication", "otp"]) {
            Some(Category::Authentication)
        } else {
            None
        }
    }

    /// The words of the row a box without a label stands in.
    fn row_text(&self, node: usize) -> String {
        let tree = self.page.tree;
        let row = tree
            .ancestors(node)
            .take(5)
            .find(|ancestor| tree.has_text(*ancestor) && self.page.controls_in(*ancestor).len() == 1);
        row.map(|row| tree.text(row)).unwrap_or_default()
    }

    /// Words in `label="…"` of a component.
    pub(super) fn label_props(&self, index: usize, choice: &[usize], texts: &mut Vec<Text>) {
        for &node in choice {
            for name in [
                "label",
                ":label",
                "labeltext",
                "text",
                "description",
                "helptext",
                "helpertext",
                "hint",
                "message",
                "active-text",
                "checkedchildren",
                "true-label",
                "onlabel",
            ] {
                let Some(attribute) = self.page.tree.attribute(node, &[name]) else { continue };
                let labels = name.ends_with("label")
                    || matches!(name, "labeltext" | "active-text" | "checkedchildren");
                let role = if labels { Role::Label(index) } else { Role::Body };
                let mut text = Text::new(role);
                if name.starts_with(':') {
                    wording::push_expression(self.page.slice(attribute.span), attribute.span, &mut text);
                } else {
                    text.push(&attribute.value, attribute.span);
                }
                texts.push(text);
            }
        }
    }
}

pub(super) fn negative_option(page: &Page<'_>, select: usize) -> Option<usize> {
    page.tree
        .descendants(select)
        .filter(|node| page.tree.name(*node) == "option")
        .find(|option| wording::is_no(&page.tree.text(*option), page.tree.value(*option, "value")))
}

/// Whether one of them is so; unknown when only an unknown one may be.
fn any(states: &[Option<bool>]) -> Option<bool> {
    if states.contains(&Some(true)) {
        Some(true)
    } else if states.contains(&None) {
        None
    } else {
        Some(false)
    }
}
