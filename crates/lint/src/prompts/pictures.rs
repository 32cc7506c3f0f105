//! The pictures beside a prompt: what they call themselves.

use whatsapp_opt_in::policy::{Logo, UNKNOWN, names_whatsapp};

use super::Group;
use super::region::Region;
use crate::controls::{Page, is_label};
use crate::tree::Kind;

impl Region {
    pub(super) fn logo(&self, page: &Page<'_>, group: &Group) -> Logo {
        let mut found = Logo::Absent;
        let labels = group.boxes.iter().filter_map(|node| page.label(*node));
        for node in self.nodes.iter().copied().chain(labels) {
            for picture in pictures(page, node) {
                match picture {
                    Logo::Named(_) => return picture,
                    _ if found == Logo::Absent => found = picture,
                    _ => {}
                }
            }
        }
        found
    }
}

/// The pictures in a subtree: what they call themselves.
pub(super) fn pictures(page: &Page<'_>, root: usize) -> Vec<Logo> {
    let tree = page.tree;
    let mut found = Vec::new();
    for node in root..tree.nodes[root].end {
        let name = tree.name(node);
        if let Kind::Text(text) = &tree.nodes[node].kind
            && text.contains(UNKNOWN)
            && (includes_picture(page.slice(tree.nodes[node].span))
                || draws_icon(page.slice(tree.nodes[node].span)))
        {
            found.push(Logo::Unknown);
        }
        if name.is_empty() || page.is_hidden(node, Some(root)) && tree.name(node) != "svg" {
            continue;
        }
        let span = tree.nodes[node].span;
        let own = || {
            tree.attributes(node).iter().any(|attribute| {
                names_whatsapp(&attribute.value) || names_whatsapp(page.slice(attribute.span))
            })
        };
        match name {
            "img" | "picture" | "image" | "amp-img" | "nuxtimg"
                if !own() && names_other(tree.value(node, "alt")) => {}
            "img" | "picture" | "image" | "amp-img" | "nuxtimg" => {
                found.push(if own() { Logo::Named(span) } else { Logo::Unnamed(span) })
            }
            "svg" => {
                let inside = tree.descendants(node).any(|inner| match &tree.nodes[inner].kind {
                    Kind::Text(text) => names_whatsapp(text),
                    Kind::Element { attributes, .. } => {
                        attributes.iter().any(|attribute| names_whatsapp(&attribute.value))
                    }
                });
                found.push(if own() || inside { Logo::Named(span) } else { Logo::Unnamed(span) });
            }
            "i" | "span" | "em" if !tree.text(node).trim().is_empty() => {}
            // `<span data-icon="wa"></span>`: a picture by a short name.
            "i" | "span" | "em" if !own() => {
                let short = tree.attributes(node).iter().any(|attribute| {
                    let words = crate::controls::spaced(&attribute.value);
                    (attribute.name.contains("icon") || attribute.value.contains("icon"))
                        && words.split_whitespace().any(|word| word.eq_ignore_ascii_case("wa"))
                });
                found.extend(short.then_some(Logo::Unnamed(span)));
            }
            "i" | "span" | "em" => found.push(Logo::Named(span)),
            _ if page.control(node).is_some() || is_label(name) => {}
            // Components: `<FaWhatsapp/>`, `<Icon name="whatsapp"/>`.
            _ if names_whatsapp(name) && tree.text(node).trim().is_empty() => found.push(Logo::Named(span)),
            _ if name.contains("icon") && own() => found.push(Logo::Named(span)),
            _ if name.ends_with("icon") && !PLAIN_ICONS.iter().any(|plain| name.contains(plain)) => {
                found.push(Logo::Unnamed(span));
            }
            _ => {}
        }
    }
    found
}

/// Whether an expression brings in a picture of WhatsApp: `{% include 'icon-whatsapp' %}`.
fn includes_picture(code: &str) -> bool {
    code.split(['{', '<']).skip(1).any(|part| {
        let expression = part.split(['}', '>']).next().unwrap_or_default().to_lowercase();
        names_whatsapp(&expression)
            && ["icon", "svg", "logo", "image", "asset"].iter().any(|stem| expression.contains(stem))
    })
}

/// Icons that draw something else than a channel.
const PLAIN_ICONS: &[&str] = &[
    "close", "check", "chevron", "arrow", "info", "help", "lock", "mail", "phone", "user", "search", "alert",
    "cross", "star", "heart", "calendar", "home", "cart", "error", "warning", "question", "plus", "minus",
    "eye", "bell", "gift",
];

/// `{media.icon}`, `{{ channel.icon }}`: a picture that is handed in.
fn draws_icon(code: &str) -> bool {
    let path = code.trim_matches(|c: char| c.is_whitespace() || "{}".contains(c));
    let plain = path.chars().all(|c| c.is_alphanumeric() || "._?$".contains(c));
    plain && ["icon", "logo"].iter().any(|end| path.to_lowercase().ends_with(end))
}

/// Whether a text alternative says what a picture is.
fn names_other(alternative: &str) -> bool {
    alternative.chars().filter(|c| c.is_alphabetic()).count() >= 3
}
