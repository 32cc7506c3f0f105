//! Whether a box is ticked beforehand, required, or unlocks a button.

use whatsapp_opt_in::policy::{Span, UNKNOWN, names_whatsapp};

use super::{Context, Group, has_class};
use crate::controls::{Control, Page, is_component, is_unknown, spaced};
use crate::dialect::Dialect;
use crate::source::start_of;
use crate::{code, wording};

/// More mentions of a name in some code are not looked at.
const MOST_MENTIONS: usize = 100;

impl Context<'_> {
    pub(super) fn checked(&self, node: usize) -> Option<bool> {
        let page = self.page;
        let tree = page.tree;
        if tree.name(node) == "select" {
            return Some(chosen_option(page, node));
        }
        let names = [
            "checked",
            "defaultchecked",
            ":checked",
            "v-bind:checked",
            "[checked]",
            "ng-checked",
            "aria-checked",
            "data-checked",
            ":default-checked",
            ":default-value",
            "initialchecked",
            "default-checked",
            ":model-value",
            ":value",
            "modelvalue",
            "selected",
            "isselected",
            "defaultselected",
            "initialvalue",
            "defaultvalue",
            "ischecked",
            "initiallychecked",
            "defaulttoggled",
            "toggled",
            "defaultischecked",
            "pressed",
            "aria-pressed",
        ];
        let mut stated = None;
        for name in names {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            if matches!(name, ":value" | "initialvalue" | "defaultvalue")
                && !matches!(attribute.value.as_str(), "true" | "false")
                // `<Field component={Checkbox} initialValue>`
                && !(name == "initialvalue" && attribute.value.is_empty() && !attribute.expression)
            {
                continue;
            }
            let raw = page.slice(attribute.span).trim();
            let bound = attribute.expression || name.starts_with([':', '[']) || name.starts_with("v-");
            stated = Some(match attribute.value.trim() {
                _ if bound => self.resolve(raw),
                "false" if name.contains("aria") || name == "modelvalue" || self.dialect == Dialect::Jsx => {
                    Some(false)
                }
                value if is_unknown(value) => None,
                "false" => Some(name == "checked"),
                _ => Some(true),
            });
            break;
        }
        // `<input <?php if (…) echo 'checked' ?>>`: what an expression writes inside the tag.
        let written = tree.attributes(node).iter().any(|attribute| attribute.name.contains(UNKNOWN));
        // In JSX a spread says nothing of an attribute written beside it.
        if written && self.dialect != Dialect::Jsx {
            let tag = page.tag(node).to_ascii_lowercase();
            if stated == Some(Some(true)) && stands_plain(&tag, "checked") {
                return Some(true);
            }
            if stated == Some(Some(true)) || tag.contains("check") && !only_type(&tag) {
                // `@checked(old('wa', true))`: ticked unless the form came back.
                let squeezed: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
                let first = squeezed.split_once("old(").and_then(|(_, rest)| rest.split_once(')'));
                let ticked =
                    first.is_some_and(|(given, _)| given.ends_with(",true") || given.ends_with(",1"));
                return ticked.then_some(true);
            }
        }
        if let Some(stated) = stated {
            return stated.or_else(|| self.controlled(node));
        }
        if let Some(listed) = self.listed(node) {
            return Some(listed);
        }
        // `{...register("wa")}` with `defaultValues: { wa: true }`.
        let spread = tree.attributes(node).iter().filter(|attribute| attribute.name.contains(UNKNOWN));
        for field in spread.filter_map(|attribute| page.slice(attribute.span).split(['"', '\'']).nth(1)) {
            if let Some(state) = self.initial(field) {
                return Some(state);
            }
        }
        // `<Switch value={on}>`, `<Form.Item valuePropName="checked" initialValue={true}>`.
        if let Some(value) = tree.attribute(node, &["value"]).filter(|value| value.expression)
            && page.control(node) == Some(Control::Box)
            && let Some(state) = self.resolve(page.slice(value.span))
        {
            return Some(state);
        }
        let item = tree.ancestors(node).take(2).find(|item| tree.value(*item, "valuepropname") == "checked");
        if let Some(initial) = item.and_then(|item| tree.attribute(item, &["initialvalue", "defaultvalue"])) {
            return self.resolve(page.slice(initial.span));
        }
        // `<Form initialValues={{ wa: true }}><Form.Item name="wa" valuePropName="checked">`
        if let Some(state) = item.and_then(|item| self.initial(tree.value(item, "name"))) {
            return Some(state);
        }
        if tree.value(node, "data-state") == "checked" || self.ticked_by_script(node) {
            return Some(true);
        }
        for name in [
            "v-model",
            "bind:checked",
            "x-model",
            "[(ngmodel)]",
            "ng-model",
            "formcontrolname",
            "field",
            "wire:model",
            "wire:model.live",
            "v-model:checked",
            "name",
        ] {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let path = page.slice(attribute.span).trim();
            if path.is_empty() || name == "name" && !matches!(self.dialect, Dialect::Jsx | Dialect::Vue) {
                continue;
            }
            if let Some(state) = self.initial(path) {
                return Some(state);
            }
            if !matches!(name, "field" | "name" | "formcontrolname")
                && self.dialect.is_source()
                && !code::declares(&self.code, path)
            {
                return None;
            }
        }
        Some(false)
    }

    /// `<Controller name="wa" render={({ field }) => <Checkbox checked={field.value} />} />`: by the frame's name.
    fn controlled(&self, node: usize) -> Option<bool> {
        let tree = self.page.tree;
        let named = tree.ancestors(node).take(5).find(|frame| !tree.value(*frame, "name").is_empty())?;
        let framed = is_component(tree.name(named)) && !self.page.is_form(named);
        if framed { self.initial(tree.value(named, "name")) } else { None }
    }

    /// `v-model="channels"` with `channels: ["whatsapp"]`, `<CheckboxGroup defaultValue={["whatsapp"]}>`: whether a list
    /// that boxes share holds this one at the start.
    fn listed(&self, node: usize) -> Option<bool> {
        let page = self.page;
        let tree = page.tree;
        let own = tree.attribute(node, &["value"]).filter(|value| !value.expression)?.value.as_str();
        if own.len() < 2 {
            return None;
        }
        let group = tree.ancestors(node).take(5).find(|frame| tree.name(*frame).ends_with("group"));
        let models = ["v-model", "bind:group", "x-model", "ng-model", "wire:model"];
        let lists = ["value", "defaultvalue", "v-model", ":value", ":model-value", "modelvalue"];
        let of = |node: usize, names: &[&str]| {
            tree.attribute(node, names).map(|list| page.slice(list.span).trim())
        };
        let list = of(node, &models).or_else(|| group.and_then(|group| of(group, &lists)))?;
        code::initial_list(&self.code, list, own)
    }

    pub(super) fn required(&self, node: usize) -> Option<bool> {
        let page = self.page;
        let tree = page.tree;
        for name in ["required", ":required", "[required]", "aria-required", "isrequired", "v-bind:required"]
        {
            let Some(attribute) = tree.attribute(node, &[name]) else { continue };
            let bound = attribute.expression || name.starts_with([':', '[']) || name.starts_with("v-");
            return match attribute.value.trim() {
                _ if bound => self.resolve(page.slice(attribute.span)),
                "false" => Some(name == "required" && !self.dialect.is_source()),
                _ => Some(true),
            };
        }
        let woo = tree.ancestors(node).take(3).any(|ancestor| has_class(tree, ancestor, "validate-required"));
        let by_library = tree.attributes(node).iter().any(|attribute| {
            let name = attribute.name.as_str();
            let raw: String = page.slice(attribute.span).chars().filter(|c| !c.is_whitespace()).collect();
            let flag = [
                "data-required",
                "data-parsley-required",
                "data-rule-required",
                "data-val-required",
                "ng-required",
            ];
            let rules = [":rules", "rules", "validate", "data-validate", "data-rules", "lay-verify"];
            flag.contains(&name) && raw != "false"
                || rules.contains(&name) && (raw.contains("required") || raw.contains("!!v"))
                || name.contains(UNKNOWN) && raw.contains("required:") && !raw.contains("required:false")
        });
        // Elements around this control alone: `<div class="form-group required">`, `<Form.Item rules={[{ required: true }]}>`.
        let alone = |around: &usize| page.controls_in(*around).len() == 1 && !page.is_form(*around);
        let framed = tree.ancestors(node).take(3).take_while(alone).any(|around| {
            has_class(tree, around, "required")
                || tree.attributes(around).iter().any(|attribute| {
                    let raw: String =
                        page.slice(attribute.span).chars().filter(|c| !c.is_whitespace()).collect();
                    match attribute.name.as_str() {
                        "rules" | ":rules" => {
                            raw.contains("required:true") || raw.split('|').any(|rule| rule == "required")
                        }
                        "required" => is_component(tree.name(around)) && raw != "false",
                        _ => false,
                    }
                })
        });
        if framed || self.must_be_true(node) {
            return Some(true);
        }
        let marked = page.label(node).is_some_and(|label| {
            let inside = label..tree.nodes[label].end;
            let by_class = inside
                .into_iter()
                .any(|inner| tree.name(inner) != "input" && has_class(tree, inner, "required"));
            let titled = (label..tree.nodes[label].end).any(|inner| {
                tree.name(inner) == "abbr" && wording::says_required(tree.value(inner, "title"))
            });
            by_class || titled || wording::says_required(&tree.text(label))
        });
        let unknown = tree.attributes(node).iter().any(|attribute| attribute.name.contains(UNKNOWN))
            && page.tag(node).to_ascii_lowercase().contains("require");
        if unknown && !by_library {
            return None;
        }
        Some(woo || by_library || marked || has_class(tree, node, "required"))
    }

    /// `wa: yup.boolean().oneOf([true])`, `wa: z.literal(true)`
    fn must_be_true(&self, node: usize) -> bool {
        let name = self.page.tree.value(node, "name");
        let ways = [".oneOf([true]", "z.literal(true", ".isTrue(", "Validators.requiredTrue"];
        if name.len() < 2 || !ways.iter().any(|way| self.code.contains(way)) {
            return false;
        }
        let code = self.squeezed_code();
        code.match_indices(&format!("{name}:")).take(MOST_MENTIONS).any(|(at, found)| {
            let rule = start_of(&code[at + found.len()..], 80);
            let rule = rule.split_once(",").map_or(rule, |(rule, _)| rule);
            ways.iter().any(|way| rule.contains(way))
        })
    }

    /// A button that waits for the box.
    pub(super) fn locked(&self, group: &Group) -> Option<Span> {
        let page = self.page;
        let tree = page.tree;
        let mut idents: Vec<String> = Vec::new();
        for &node in &group.boxes {
            for attribute in tree.attributes(node) {
                let kept = matches!(
                    attribute.name.as_str(),
                    "id" | "name"
                        | "checked"
                        | ":checked"
                        | "v-model"
                        | "x-model"
                        | "bind:checked"
                        | "[(ngmodel)]"
                        | "ng-model"
                        | "field"
                );
                if kept && !is_unknown(page.slice(attribute.span)) && page.slice(attribute.span).len() >= 2 {
                    idents.push(page.slice(attribute.span).trim().to_owned());
                }
                let handler = page.slice(attribute.span);
                if attribute.name.starts_with("on") && handler.contains("disabled") {
                    return Some(tree.nodes[node].span);
                }
                // `onChange={e => setAgreed(e.target.checked)}`, `@change="agreed = $event.target.checked"`
                if attribute.name.starts_with("on") || attribute.name.starts_with('@') {
                    idents.extend(code::set_by(handler));
                }
            }
        }
        let buttons = page.controls_in(group.scope).iter().filter(|(_, control)| *control == Control::Button);
        for &(node, _) in buttons {
            let Some(attribute) = tree.attribute(
                node,
                &[
                    "disabled",
                    ":disabled",
                    "[disabled]",
                    "isdisabled",
                    "x-bind:disabled",
                    "v-bind:disabled",
                    "ng-disabled",
                ],
            ) else {
                continue;
            };
            if idents.iter().any(|ident| code::word_in(page.slice(attribute.span), ident)) {
                return Some(tree.nodes[node].span);
            }
        }
        let code = if self.dialect == Dialect::Jsx { "" } else { self.code.as_str() };
        let refuses =
            code.contains("checked") && (code.contains("preventDefault") || code.contains("return false"));
        if refuses && idents.iter().any(|ident| code::refused_without(self.squeezed_code(), ident)) {
            return group.boxes.first().map(|node| tree.nodes[*node].span);
        }
        let scripted = code.contains("disabled")
            && code.contains("checked")
            && idents.iter().any(|ident| code::word_in(code, ident));
        scripted.then(|| group.boxes.first().map(|node| tree.nodes[*node].span)).flatten()
    }

    /// A hidden field that says yes to WhatsApp where there is no box: `<input type="hidden" name="accepts_whatsapp" value="1">`.
    pub(super) fn presumed(&self, group: &Group) -> bool {
        let page = self.page;
        let tree = page.tree;
        if !group.boxes.is_empty() {
            return false;
        }
        let mut hidden =
            page.controls_in(group.scope).iter().filter(|(_, control)| *control == Control::Hidden);
        hidden.any(|(node, control)| {
            let name = spaced(tree.value(*node, "name")).to_lowercase();
            let named = names_whatsapp(&name) || name.split_whitespace().any(|word| word == "wa");
            let value = tree.value(*node, "value").trim().to_ascii_lowercase();
            named
                && !page.is_phone(*node, *control)
                && matches!(value.as_str(), "1" | "true" | "yes" | "on" | "y")
        })
    }

    /// The value of an expression that decides a state, where the code says what it starts as.
    pub(super) fn resolve(&self, expression: &str) -> Option<bool> {
        let expression = expression.trim().trim_start_matches('{').trim_end_matches('}').trim();
        // `values.wa ?? true`: what it is until somebody chose.
        let fallback = expression
            .rsplit_once("??")
            .or_else(|| expression.rsplit_once("||"))
            .map(|(_, last)| last.trim());
        // `channels.includes("whatsapp")`
        if let Some((list, item)) =
            expression.split_once(".includes(").or_else(|| expression.split_once(".has("))
        {
            let item = item.trim_end_matches(')').trim().trim_matches(['"', '\'', '`']);
            return code::initial_list(&self.code, list, item);
        }
        match fallback.filter(|last| matches!(*last, "true" | "false")).unwrap_or(expression) {
            "true" | "!0" => Some(true),
            "false" | "!1" | "null" | "undefined" => Some(false),
            _ => match expression.strip_prefix('!').filter(|rest| !rest.starts_with('!')) {
                Some(rest) => self.resolve(rest).map(|state| !state),
                None => self.initial(expression.trim_start_matches('!')),
            },
        }
    }

    /// What a variable starts as, where the code says so.
    fn initial(&self, path: &str) -> Option<bool> {
        if let Some(known) = self.initial.borrow().get(path) {
            return *known;
        }
        let found = code::initial(&self.code, path);
        self.initial.borrow_mut().insert(path.to_owned(), found);
        found
    }

    /// `document.getElementById("wa").checked = true`
    fn ticked_by_script(&self, node: usize) -> bool {
        if !self.code.contains("checked") {
            return false;
        }
        let code = self.squeezed_code();
        ["id", "name"]
            .iter()
            .map(|name| self.page.tree.value(node, name))
            .filter(|value| value.len() >= 2)
            .any(|value| {
                code.match_indices(value).take(MOST_MENTIONS).any(|(at, _)| {
                    let rest: String = code[at + value.len()..].chars().take(40).collect();
                    let direct = rest.starts_with(['"', '\'', ']', ')'])
                        && (rest.contains(").checked=true")
                            || rest.contains(").setAttribute(\"checked\"")
                            || rest.contains(").setAttribute('checked'")
                            || rest.contains(".attr(\"checked\",\"")
                            || rest.contains(".attr(\"checked\",true")
                            || rest.contains(".prop('checked',true")
                            || rest.contains(".prop(\"checked\",true")
                            || rest.contains(".attr('checked',")
                            || rest.contains(").click()"));
                    // `form.wa.checked = true`
                    let member = code[..at].ends_with('.') && rest.starts_with(".checked=true");
                    // `const box = document.getElementById("wa"); box.checked = true`
                    let line: String =
                        code[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                    let variable =
                        line.rsplit(';').next().and_then(|line| line.split_once('=')).map(|(name, _)| name);
                    let variable = variable.map(|name| {
                        name.trim_start_matches("const").trim_start_matches("let").trim_start_matches("var")
                    });
                    direct
                        || member
                        || variable.is_some_and(|name| {
                            name.len() >= 2 && code.contains(&format!("{name}.checked=true"))
                        })
                })
            })
    }
}

/// Whether an attribute stands in a tag outside of every condition: `checked {% if locked %}disabled{% endif %}`.
fn stands_plain(tag: &str, attribute: &str) -> bool {
    const OPEN: &[&str] =
        &["{% if", "{%if", "{% unless", "{{#if", "{{#unless", "@if", "<?php if", "<? if", "<% if"];
    const CLOSE: &[&str] = &["endif", "endunless", "{{/if", "{{/unless", "<?php }", "<% end"];
    let count =
        |before: &str, signs: &[&str]| signs.iter().map(|sign| before.matches(sign).count()).sum::<usize>();
    tag.match_indices(attribute).any(|(at, _)| {
        let (before, after) = (&tag[..at], &tag[at + attribute.len()..]);
        before.ends_with(char::is_whitespace)
            && after.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
            && count(before, OPEN) == count(before, CLOSE)
            && before.matches("<?").count() == before.matches("?>").count()
            && before.matches("{{").count() == before.matches("}}").count()
            && before.matches("{%").count() == before.matches("%}").count()
    })
}

/// Whether "check" stands in a tag only as its type or in the names of classes.
fn only_type(tag: &str) -> bool {
    !tag.replace("checkbox", "").replace("form-check", "").replace("check-input", "").contains("check")
}

/// Whether the option chosen at the start says yes.
fn chosen_option(page: &Page<'_>, select: usize) -> bool {
    let options: Vec<usize> =
        page.tree.descendants(select).filter(|node| page.tree.name(*node) == "option").collect();
    let selected = options.iter().find(|option| page.tree.attribute(**option, &["selected"]).is_some());
    let Some(chosen) = selected.or(options.first()) else { return false };
    let text = page.tree.text(*chosen);
    let empty = page.tree.attribute(*chosen, &["value"]).is_some_and(|value| value.value.is_empty());
    !empty
        && !text.trim().is_empty()
        && !wording::is_no(&text, page.tree.value(*chosen, "value"))
        && wording::is_yes(&text, page.tree.value(*chosen, "value"))
}
