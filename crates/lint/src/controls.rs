//! What the elements of a form are: boxes, number fields, buttons; whether they are seen; how they are labelled.
//!
//! Long file: controls and what is seen of them share one walk; to be cut into boxes, fields and visibility.

use std::collections::HashMap;

use whatsapp_opt_in::policy::words::{self, Words};
use whatsapp_opt_in::policy::{Role, Sensitive, Span, Text, UNKNOWN, names_whatsapp};

use crate::tree::{Kind, ROOT, Tree};

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
    /// Label elements by the id they are for.
    labels: HashMap<&'a str, Vec<usize>>,
    ids: HashMap<&'a str, usize>,
    hidden: Vec<bool>,
    /// Whether the source is a settings page of WordPress.
    pub(crate) is_settings: bool,
    /// Ends of the `<template>` elements met so far.
    inert: Vec<usize>,
    /// Classes and ids that a style sheet in the page hides.
    concealed: Vec<String>,
}

impl<'a> Page<'a> {
    pub(crate) fn new(source: &'a str, tree: &'a Tree, source_is_component: bool) -> Self {
        let mut page = Self {
            source,
            tree,
            controls: Vec::new(),
            labels: HashMap::new(),
            ids: HashMap::new(),
            hidden: vec![false; tree.nodes.len()],
            inert: Vec::new(),
            concealed: concealed(tree),
            is_settings: source.contains("settings_fields("),
        };
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
            if let Some(control) = control(tree, node) {
                page.controls.push((node, control));
            }
            let id = tree.value(node, "id");
            if !id.is_empty() {
                page.ids.entry(id).or_insert(node);
            }
            let target = tree.attribute(node, &["for", "htmlfor"]).filter(|_| is_label(tree.name(node)));
            if let Some(target) = target.filter(|target| !target.value.is_empty()) {
                page.labels.entry(&target.value).or_default().push(node);
            }
        }
        page
    }

    /// Whether a node is not to be seen, or belongs to what is hidden together with `with` and shown with it.
    pub(crate) fn is_hidden(&self, node: usize, with: Option<usize>) -> bool {
        if !self.hidden[node] {
            return false;
        }
        let own = std::iter::once(node)
            .chain(self.tree.ancestors(node))
            .filter(|ancestor| hides(self.tree, *ancestor) || self.conceals(*ancestor));
        own.into_iter().any(|hider| with.is_none_or(|with| !self.tree.contains(hider, with)))
    }

    /// Whether a style sheet in the page hides an element by its class or id.
    fn conceals(&self, node: usize) -> bool {
        if self.concealed.is_empty() {
            return false;
        }
        let id = self.tree.value(node, "id");
        let classes = ["class", "classname"]
            .into_iter()
            .flat_map(|name| self.tree.value(node, name).split_whitespace());
        classes
            .chain([id])
            .any(|name| !name.is_empty() && self.concealed.iter().any(|concealed| concealed == name))
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

    /// The label element of a control: by `for`, by wrapping, by `aria-labelledby`.
    pub(crate) fn label(&self, control: usize) -> Option<usize> {
        let by_id = Some(self.tree.value(control, "id"))
            .filter(|id| !id.is_empty())
            .and_then(|id| self.labels.get(id));
        // Where an id stands twice, the nearest label is meant.
        let by_id = by_id.and_then(|labels| labels.iter().min_by_key(|label| label.abs_diff(control)));
        let wrapping = || self.tree.ancestors(control).take(8).find(|node| is_label(self.tree.name(*node)));
        let aria = || {
            let ids = self.tree.value(control, "aria-labelledby");
            ids.split_whitespace().find_map(|id| self.ids.get(id)).copied()
        };
        // What holds half a page is no label, whatever it is called.
        let small = |label: &usize| self.tree.nodes[*label].end - label <= 400;
        by_id.copied().or_else(wrapping).or_else(aria).filter(small)
    }

    /// The text nodes that follow a box without a label, up to the line's end or the next control.
    pub(crate) fn loose_label(&self, control: usize) -> Vec<usize> {
        let Some(parent) = self.tree.parent(control) else { return Vec::new() };
        if self.tree.attribute(control, &["label", ":label"]).is_some() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for sibling in self.tree.children(parent).filter(|sibling| *sibling > control) {
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
        !controls.iter().any(|control| self.label(*control) == Some(label))
    }

    /// Everything that names a control: label, placeholder, title, attributes, the expressions bound to it.
    pub(crate) fn names_of(&self, control: usize) -> String {
        let mut names = self.label_text(control);
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
                    | "autocomplete"
            ) || attribute.name.starts_with("data-") && attribute.name.len() < 40
                || attribute.name.contains("model")
                || attribute.name.contains("checked")
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

    /// The words of a control's label, seen or not.
    pub(crate) fn label_text(&self, control: usize) -> String {
        let mut text = match self.label(control) {
            Some(label) => self.tree.text(label),
            None => self.loose_label(control).into_iter().map(|node| self.tree.text(node)).collect(),
        };
        if let Some(prop) = self.tree.attribute(control, &["label", ":label"]) {
            text.push(' ');
            text.push_str(&prop.value);
        }
        text
    }

    pub(crate) fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    pub(crate) fn tag(&self, node: usize) -> &'a str {
        self.slice(self.tree.nodes[node].span)
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

    /// Whether a control asks for a telephone number.
    pub(crate) fn is_phone(&self, node: usize, control: Control) -> bool {
        let name = self.tree.name(node);
        let kind = self.input_type(node);
        if matches!(control, Control::Hidden) {
            return phone_name(self.tree.value(node, "name"));
        }
        if control != Control::Field {
            return false;
        }
        if kind == "tel"
            || name.contains("phone")
            || name.contains("telinput")
            || name.contains("tel-input")
            || self.tree.value(node, "autocomplete").contains("tel")
        {
            return true;
        }
        if !matches!(kind.as_str(), "" | "text" | "number") || name == "textarea" {
            return false;
        }
        let seen =
            format!("{} {}", self.label_text(node), self.tree.value(node, "placeholder")).to_lowercase();
        // What the person reads counts more than what the author called it.
        if ["company", "email", "e-mail", "address", "first name", "last name", "your name", "city"]
            .iter()
            .any(|other| seen.contains(other))
            && !seen.contains("phone")
            && !seen.contains("whatsapp")
        {
            return false;
        }
        let attributes = ["name", "id", "v-model", "formcontrolname", "wire:model", "x-model", "bind:value"];
        if attributes.iter().any(|attribute| phone_name(self.tree.value(node, attribute))) {
            return true;
        }
        let words = format!(
            "{} {} {}",
            self.label_text(node),
            self.tree.value(node, "placeholder"),
            self.tree.value(node, "aria-label")
        );
        let text = Text::of(Role::Field, &words);
        let narrow = ["number", "numero", "nummer", "num"];
        words::ALL.iter().any(|list| {
            list.phone.iter().any(|pattern| !narrow.contains(pattern) && pattern_in(&text, pattern))
        }) || (names_whatsapp(&words) && text.words.len() <= 12 && self.sensitive(node, control).is_none())
    }

    pub(crate) fn input_type(&self, node: usize) -> String {
        self.tree.value(node, "type").trim().to_ascii_lowercase()
    }

    /// The sensitive data a field asks for.
    pub(crate) fn sensitive(&self, node: usize, control: Control) -> Option<Sensitive> {
        if !matches!(control, Control::Field | Control::Select) {
            return None;
        }
        let autocomplete = self.tree.value(node, "autocomplete");
        if autocomplete.starts_with("cc-") {
            return Some(Sensitive::Card);
        }
        if autocomplete.starts_with("bday") {
            return Some(Sensitive::BirthDate);
        }
        let attributes =
            ["name", "id", "placeholder", "aria-label"].map(|name| spaced(self.tree.value(node, name)));
        let words = Text::of(Role::Field, &format!("{} . {}", self.label_text(node), attributes.join(" . ")));
        let lists = words::ALL.iter().flat_map(|list: &&Words| list.sensitive);
        let found: Vec<Sensitive> = lists
            .into_iter()
            .filter(|(_, list)| list.iter().any(|pattern| pattern_in(&words, pattern)))
            .map(|(kind, _)| *kind)
            .collect();
        // "ID card number" is no payment card.
        found.iter().copied().find(|kind| *kind != Sensitive::Card).or(found.first().copied())
    }
}

/// Whether a text holds a pattern made of plain words.
fn pattern_in(text: &Text, pattern: &str) -> bool {
    let items: Vec<&str> = pattern.split(' ').filter(|item| *item != "..").collect();
    let folded: Vec<&str> = text.words.iter().map(|word| word.folded.as_str()).collect();
    folded.windows(items.len().max(1)).any(|window| {
        window.iter().zip(&items).all(|(word, item)| {
            item.split('|').any(|option| match option.strip_suffix('*') {
                Some(stem) => word.starts_with(stem),
                None => *word == option,
            })
        })
    })
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

fn phone_name(name: &str) -> bool {
    if name.is_empty() || name.len() > 80 {
        return false;
    }
    let words = spaced(name).to_ascii_lowercase();
    let joined: String = words.split_whitespace().collect();
    let stems = [
        "phone",
        "mobile",
        "telefon",
        "telefono",
        "telephone",
        "celular",
        "cellulare",
        "handy",
        "telemovel",
        "msisdn",
        "portable",
        "rufnummer",
        "whatsappnumber",
        "whatsappno",
        "numerowhatsapp",
        "whatsappnumero",
        "movil",
    ];
    stems.iter().any(|stem| joined.contains(stem))
        || words
            .split_whitespace()
            .any(|word| matches!(word, "tel" | "cell" | "gsm" | "fone" | "numero" | "tlf" | "mob"))
        || names_whatsapp(name)
            && (joined.ends_with("number") || joined.ends_with("num") || joined.ends_with("no"))
}

/// What a node is to a form.
fn control(tree: &Tree, node: usize) -> Option<Control> {
    let name = tree.name(node);
    if name.is_empty() {
        return None;
    }
    let kind = tree.value(node, "type").trim().to_ascii_lowercase();
    let role = tree.value(node, "role");
    match name {
        "input" => return Some(input(&kind)),
        "select" => return Some(Control::Select),
        "textarea" => return Some(Control::Field),
        "button" if role == "checkbox" || role == "switch" => return Some(Control::Box),
        "button" => return Some(Control::Button),
        "option" | "label" | "form" | "fieldset" | "a" | "svg" | "div" | "span" | "li" | "p" | "img"
        | "i" => {
            return matches!(role, "checkbox" | "switch").then_some(Control::Box);
        }
        _ => {}
    }
    // Components: by what they call themselves.
    let bare = name.rsplit(['.', ':']).next().unwrap_or(name);
    let component = name.contains(['-', '.', ':']) || !STANDARD.contains(&name);
    if !component {
        return None;
    }
    let ends = |ends: &[&str]| ends.iter().any(|end| bare.ends_with(end));
    if bare.contains("icon")
        || bare.contains("label")
        || ends(&["group", "text", "wrapper", "list", "indicator", "title", "provider", "container"])
    {
        return None;
    }
    // `Checkbox.Root`, `Switch.Root`: the parts beside the root are decoration.
    if bare == "root" {
        let whole = name.trim_end_matches(".root");
        if whole.ends_with("checkbox") || whole.ends_with("switch") {
            return Some(Control::Box);
        }
    }
    if bare.contains("checkbox") || ends(&["switch", "toggle", "check"]) {
        return Some(Control::Box);
    }
    if ends(&["radio", "radiobutton", "radioitem"]) {
        return Some(Control::Radio);
    }
    if bare.contains("phone") && (bare.contains("input") || bare.contains("field")) || ends(&["telinput"]) {
        return Some(Control::Field);
    }
    if ends(&["input", "textfield", "field", "textinput", "textarea", "control"]) && bare != "formcontrol" {
        // A wrapper around a control of its own is none.
        let wraps =
            tree.descendants(node).any(|inner| matches!(tree.name(inner), "input" | "select" | "textarea"));
        return (!wraps).then(|| input(&kind));
    }
    if ends(&["select", "dropdown"]) {
        return Some(Control::Select);
    }
    ends(&["button", "btn", "submit"]).then_some(Control::Button)
}

fn input(kind: &str) -> Control {
    match kind {
        "checkbox" | "switch" => Control::Box,
        "radio" => Control::Radio,
        "hidden" => Control::Hidden,
        "submit" | "button" | "image" | "reset" => Control::Button,
        _ => Control::Field,
    }
}

const STANDARD: &[&str] = &[
    "html",
    "head",
    "body",
    "main",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "thead",
    "strong",
    "em",
    "b",
    "small",
    "br",
    "hr",
    "legend",
    "script",
    "style",
    "template",
    "title",
    "meta",
    "link",
    "figure",
    "figcaption",
    "details",
    "summary",
    "dialog",
    "path",
    "g",
    "use",
    "symbol",
    "circle",
    "rect",
    "optgroup",
    "datalist",
    "output",
    "pre",
    "code",
    "blockquote",
    "noscript",
];

/// Whether a name is one of HTML's own.
pub(crate) fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name)
        || matches!(
            name,
            "input"
                | "select"
                | "textarea"
                | "button"
                | "option"
                | "label"
                | "form"
                | "fieldset"
                | "a"
                | "svg"
                | "div"
                | "span"
                | "li"
                | "p"
                | "img"
                | "i"
                | "u"
                | "s"
                | "sup"
                | "sub"
                | "picture"
                | "video"
                | "track"
                | "body"
                | ""
        )
}

pub(crate) fn is_label(name: &str) -> bool {
    name == "label"
        || name.ends_with("label") && !name.contains("formcontrollabel")
        || name == "formcontrollabel"
}

pub(crate) fn is_section(name: &str) -> bool {
    matches!(name, "section" | "article" | "dialog" | "main" | "body" | "aside" | "template" | "html")
}

/// Whether an element begins a block of its own.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "p"
            | "form"
            | "fieldset"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "ul"
            | "ol"
            | "li"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "legend"
            | "br"
            | "hr"
            | "dl"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "dialog"
            | "body"
            | "label"
            | "button"
            | "title"
            | "option"
            | "select"
    )
}

/// The classes and ids that the page's own style sheets hide: plain selectors outside of media queries.
fn concealed(tree: &Tree) -> Vec<String> {
    let sheets =
        (1..tree.nodes.len()).filter(|node| tree.name(*node) == "style").map(|node| tree.text_raw(node));
    let mut found = Vec::new();
    for sheet in sheets {
        for rule in sheet.split('}') {
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            if selectors.contains('@') || !conceals_by(declarations) {
                continue;
            }
            for selector in selectors.split(',') {
                let last = selector.trim().rsplit(' ').next().unwrap_or_default();
                let name = last.rsplit(['.', '#']).next().unwrap_or_default();
                if last.contains(['.', '#']) && !last.contains([':', '[', '>', '+', '~']) && !name.is_empty()
                {
                    found.push(name.to_owned());
                }
            }
        }
    }
    found
}

/// Whether declarations take an element out of sight.
fn conceals_by(declarations: &str) -> bool {
    let style: String = declarations
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '"' | '-'))
        .flat_map(char::to_lowercase)
        .collect();
    let far = ["left:", "top:", "textindent:"].iter().any(|side| {
        declarations.to_lowercase().replace([' ', '\'', '"'], "").split(side).skip(1).any(|value| {
            value
                .strip_prefix('-')
                .is_some_and(|value| value.chars().take_while(char::is_ascii_digit).count() >= 3)
        })
    });
    let zero = |property: &str| {
        style.split(property).skip(1).any(|value| {
            let digits: String = value.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            digits.parse::<f32>() == Ok(0.0)
        })
    };
    far || ["display:none", "visibility:hidden", "clip:rect(0", "clippath:inset(50%", "clippath:inset(100%"]
        .iter()
        .any(|way| style.contains(way))
        || zero("opacity:")
        || zero("fontsize:")
        || (zero("height:") && style.contains("overflow:hidden"))
}

/// Whether an element takes itself and what is in it out of sight.
fn hides(tree: &Tree, node: usize) -> bool {
    let name = tree.name(node);
    if name.is_empty() {
        return false;
    }
    if matches!(name, "script" | "style" | "head" | "noscript" | "datalist") {
        return true;
    }
    tree.attributes(node).iter().any(|attribute| match attribute.name.as_str() {
        "hidden" => attribute.value != "false" && !attribute.expression,
        "style" | ":style" => conceals_by(&attribute.value),
        "v-show" | "v-if" | "x-show" => attribute.value.trim() == "false",
        "class" | "classname" => attribute.value.split_whitespace().any(|class| {
            matches!(
                class,
                "hidden"
                    | "d-none"
                    | "is-hidden"
                    | "hide"
                    | "visually-hidden"
                    | "sr-only"
                    | "screen-reader-text"
                    | "invisible"
                    | "u-hidden"
                    | "visuallyhidden"
                    | "opacity-0"
                    | "text-transparent"
                    | "hidden-text"
                    | "offscreen"
                    | "uk-hidden"
                    | "is-invisible"
                    | "display-none"
                    | "is-sr-only"
            )
        }),
        _ => false,
    })
}

/// Whether an attribute's value is written by an expression.
pub(crate) fn is_unknown(value: &str) -> bool {
    value.contains(UNKNOWN)
}
