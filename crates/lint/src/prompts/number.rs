//! The number consent is given for: a field, a number that is only shown, or none.

use whatsapp_opt_in::policy::{Number, NumberField, Span};

use super::region::Region;
use super::{Context, Group};
use crate::controls::{Control, is_unknown, once};
use crate::dialect::Dialect;
use crate::stems::may_speak_of_editing;
use crate::tree::Kind;
use crate::wording::{self, has};

impl Context<'_> {
    pub(super) fn number(&self, group: &Group, region: &Region, anchor: usize) -> Number {
        let page = self.page;
        let controls = page.controls_in(group.scope);
        let field = |at: &&(usize, Control)| at.1 == Control::Field && page.is_phone(at.0, at.1);
        let visible = |at: &&(usize, Control)| !page.is_hidden(at.0, Some(anchor));
        let tied = group.number.and_then(|node| controls.iter().find(|(at, _)| *at == node));
        let mut candidates: Vec<&(usize, Control)> =
            tied.into_iter().chain(controls.iter().filter(field).filter(visible)).collect();
        let open = !page.is_form(group.scope);
        if candidates.is_empty() && open {
            candidates = page.controls.iter().filter(field).filter(visible).collect();
        }
        // An ordinary form that says `form="…"` or stands beside: the page has one number field.
        let editable = candidates
            .iter()
            .find(|(node, _)| page.tree.attribute(*node, &["readonly", "disabled"]).is_none());
        if let Some((node, _)) = editable.or(candidates.first()) {
            return self.number_field(*node, group);
        }
        let hidden = |controls: &[(usize, Control)]| {
            controls
                .iter()
                .copied()
                .find(|(at, control)| *control == Control::Hidden && page.is_phone(*at, *control))
        };
        let hidden = hidden(controls).or_else(|| if open { hidden(&page.controls) } else { None });
        if let Some(shown) = self.shown_number(region, group.scope) {
            return shown;
        }
        // Sent along empty, it is none.
        let empty = |node: usize| {
            let value = page.tree.attribute(node, &["value"]);
            self.dialect == Dialect::Html
                && value.is_some_and(|value| !value.expression && value.value.trim().is_empty())
        };
        if let Some((node, _)) = hidden.filter(|(node, _)| !empty(*node)) {
            let value = page.tree.attribute(node, &["value", ":value"]);
            let text = value
                .filter(|value| !value.expression && !is_unknown(&value.value))
                .map(|value| value.value.clone());
            return Number::Fixed {
                text: text.unwrap_or_default(),
                span: page.tree.nodes[node].span,
                editable: self.edit_control(page.scope(node)),
            };
        }
        // Fields that a template writes may hold the number.
        let written = page.tree.descendants(group.scope).any(|node| match &page.tree.nodes[node].kind {
            Kind::Text(_) => {
                let span = page.tree.nodes[node].span;
                let code = page.slice(Span::new(span.start.saturating_sub(1), span.end));
                code.contains(['{', '%', '<', '?', '$']) && wording::renders_fields(code)
            }
            Kind::Element { .. } => false,
        });
        // A field elsewhere on the page may be the one that is meant.
        let elsewhere = page.controls.iter().any(|(node, control)| {
            *control == Control::Field && page.is_phone(*node, *control) && !page.is_hidden(*node, None)
        });
        // A field that nothing names in the source may be the one: `<input value={optInNumber} />`.
        let unnamed = |(node, control): &(usize, Control)| {
            *control == Control::Field
                && matches!(page.input_type(*node).as_str(), "" | "text" | "number")
                && page.tree.name(*node) == "input"
                && !page.label_text(*node).chars().any(char::is_alphabetic)
                && page.tree.attribute(*node, &["name", "id", "placeholder", "aria-label"]).is_none()
        };
        let elsewhere = elsewhere || self.dialect.is_source() && controls.iter().any(unnamed);
        if written || elsewhere { Number::Unknown } else { Number::Absent }
    }

    fn number_field(&self, node: usize, group: &Group) -> Number {
        let page = self.page;
        let tree = page.tree;
        let mut fixed = Some(false);
        for name in [
            "readonly",
            "disabled",
            ":readonly",
            ":disabled",
            "isreadonly",
            "isdisabled",
            "[readonly]",
            "[disabled]",
        ] {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let bound = attribute.expression || name.starts_with([':', '[']);
            let state = match attribute.value.trim() {
                _ if bound => self.resolve(page.slice(attribute.span)),
                "false" if self.dialect != Dialect::Html => Some(false),
                _ => Some(true),
            };
            if state != Some(false) {
                fixed = state;
            }
        }
        // `<fieldset disabled>`, `pointer-events: none`, `InputProps={{ readOnly: true }}`.
        let squeezed = |name: &str| -> String {
            tree.attribute(node, &[name])
                .map(|own| page.slice(own.span).chars().filter(|c| !c.is_whitespace()).collect())
                .unwrap_or_default()
        };
        let held = tree.ancestors(node).any(|ancestor| {
            tree.name(ancestor) == "fieldset"
                && tree.attribute(ancestor, &["disabled"]).is_some_and(|state| !state.expression)
        });
        let props = ["inputprops", "slotprops"].map(squeezed).concat().to_lowercase();
        if held
            || squeezed("style").contains("pointer-events:none")
            || props.contains("readonly:true")
            || props.contains("disabled:true")
        {
            fixed = Some(true);
        }
        let value = tree
            .attribute(node, &["value", "defaultvalue"])
            .filter(|value| !value.expression && !is_unknown(&value.value));
        let value = value.map(|value| value.value.clone());
        let span = tree.nodes[node].span;
        let edit_control = self.edit_control(group.scope);
        // A fixed number that cannot be one is as good as none.
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        if fixed == Some(true)
            && let Some(text) = value
                .clone()
                .filter(|text| text.trim_start().starts_with('+') || (1..6).contains(&digits(text)))
        {
            return Number::Fixed { text, span, editable: edit_control };
        }
        let required = group.number == Some(node) && self.required(node) == Some(true);
        Number::Field(NumberField { span, fixed, edit_control, required, value })
    }

    /// A number that only stands in the words.
    fn shown_number(&self, region: &Region, scope: usize) -> Option<Number> {
        let page = self.page;
        let shown = region
            .nodes
            .iter()
            .find_map(|node| self.number_in(*node))
            .or_else(|| once(&self.numbers, scope, || self.number_in(scope)));
        let (inner, text) = shown?;
        let parent = page.tree.nodes[inner].parent;
        let block = page.tree.parent(parent).unwrap_or(parent);
        Some(Number::Fixed { text, span: page.tree.nodes[inner].span, editable: self.edit_control(block) })
    }

    /// The first number in some words: the text node, and the number; empty where an expression writes it.
    fn number_in(&self, node: usize) -> Option<(usize, String)> {
        let page = self.page;
        (node..page.tree.nodes[node].end).find_map(|inner| {
            let Kind::Text(text) = &page.tree.nodes[inner].kind else { return None };
            let span = page.tree.nodes[inner].span;
            let code = || page.slice(Span::new(span.start.saturating_sub(2), span.end + 2));
            let found = wording::telephone(text).map(str::to_owned).or_else(|| {
                let code = code();
                wording::writes_number(code).then(String::new)
            })?;
            let seen = !page.is_hidden(inner, None) && !page.tree.is_raw(page.tree.nodes[inner].parent);
            seen.then_some((inner, found))
        })
    }

    /// A link or button that changes the number.
    fn edit_control(&self, scope: usize) -> bool {
        once(&self.edits, scope, || self.changes_number(scope))
    }

    fn changes_number(&self, scope: usize) -> bool {
        let page = self.page;
        let tree = page.tree;
        tree.descendants(scope).any(|node| {
            let name = tree.name(node);
            let pressed = matches!(name, "a" | "button")
                || page.control(node) == Some(Control::Button)
                || name.ends_with("link");
            let nowhere =
                name == "a" && tree.value(node, "href").starts_with('#') && tree.attributes(node).len() == 1;
            let submits =
                page.input_type(node) == "submit" || (name == "button" && page.input_type(node).is_empty());
            pressed && !nowhere && !submits && !page.is_hidden(node, None) && {
                let given = [tree.value(node, "aria-label"), tree.value(node, "value")];
                let words = format!("{} {} {}", tree.text(node), given[0], given[1]);
                may_speak_of_editing(&words) && has(&words, |w| w.edit)
            }
        })
    }
}
