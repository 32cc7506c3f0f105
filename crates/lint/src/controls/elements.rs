//! What an element is, by its name: a control, a label, a section, a block.

use super::Control;
use crate::tree::Tree;

/// What a node is to a form.
pub(super) fn control(tree: &Tree, node: usize) -> Option<Control> {
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
    // `<Form.Field control={Checkbox} />`, `<Field component={Switch} />`
    let drawn = ["control", "component", "as"].map(|name| tree.value(node, name).to_ascii_lowercase());
    if drawn.iter().any(|drawn| ["checkbox", "switch", "toggle"].iter().any(|end| drawn.ends_with(end))) {
        return Some(Control::Box);
    }
    if bare.contains("icon")
        || bare.contains("label") && !bare.ends_with("withlabel")
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
    if (ends(&["input", "textfield", "field", "textinput", "textarea", "control", "mask"])
        || bare.starts_with("inputt"))
        && bare != "formcontrol"
    {
        // A wrapper around a control of its own is none.
        let wraps = tree.descendants(node).take(MOST_WRAPPED).any(|inner| wrapped(tree.name(inner)));
        return (!wraps).then(|| input(&kind));
    }
    if ends(&["select", "dropdown"]) {
        return Some(Control::Select);
    }
    ends(&["button", "btn", "submit"]).then_some(Control::Button)
}

/// A component of more pieces is looked at no further.
const MOST_WRAPPED: usize = 200;

/// Whether what stands inside a component makes that a frame around a field: `<Field><Label>…</Label><Switch /></Field>`.
fn wrapped(name: &str) -> bool {
    let bare = name.rsplit(['.', ':']).next().unwrap_or(name);
    matches!(name, "input" | "select" | "textarea")
        || ["switch", "checkbox", "toggle", "radio", "input", "label"].iter().any(|end| bare.ends_with(end))
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

/// Whether an element is a component of somebody's, not HTML's own.
pub(crate) fn is_component(name: &str) -> bool {
    name.contains(['-', '.', ':']) || !is_standard(name)
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
