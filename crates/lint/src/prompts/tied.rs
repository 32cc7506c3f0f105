//! Which controls belong to a WhatsApp prompt: by their own names and words, or by what stands around them.

use std::rc::Rc;

use whatsapp_opt_in::policy::{Logo, UNKNOWN, names_whatsapp};

use super::choice::negative_option;
use super::pictures::pictures;
use super::{Group, common, promised, quoted, same_radio, text_without_links};
use crate::controls::{Control, Page, is_section, once, spaced};
use crate::owner::is_admin;
use crate::tree::{Kind, ROOT};
use crate::wording::{self, contains_folded, has};

const MOST_BOXES: usize = 40;
/// A control belongs to one of the last prompts, or begins another.
const MOST_RECENT: usize = 20;

pub(super) enum Tied {
    Box,
    Number,
}

/// Whether, and as what, a control belongs to a WhatsApp prompt.
pub(super) fn tied(page: &Page<'_>, node: usize, control: Control) -> Option<Tied> {
    if !matches!(control, Control::Box | Control::Radio | Control::Select | Control::Field)
        || quoted(page, node)
    {
        return None;
    }
    let names = page.names_of(node);
    let label = page.label_text(node);
    let own = names_whatsapp(&names) || short_name(page, node);
    let admin = || is_admin(page, node, &label) || measures(&label) || filters(page, node);
    if control == Control::Field {
        let phone = page.is_phone(node, control) && page.input_type(node) != "search";
        return (phone && (own || hinted(page, node)) && !admin()).then_some(Tied::Number);
    }
    if control == Control::Select {
        let options = page.tree.text(node);
        // A list of channels or countries is no box; a list of yes and no is.
        return ((own || names_whatsapp(&options) && has(&options, |w| w.agree))
            && negative_option(page, node).is_some()
            && !admin())
        .then_some(Tied::Box);
    }
    // A radio of several channels is tied by its own words; a yes by what is asked.
    let answer = control != Control::Radio
        || label.trim().is_empty()
        || wording::is_yes(&label, "")
        || wording::is_no(&label, "");
    let pictured = || {
        page.label(node).is_some_and(|label| {
            pictures(page, label).iter().any(|picture| matches!(picture, Logo::Named(_)))
        })
    };
    if short(&label) && shares(page, node) {
        return None;
    }
    let tied = own
        || pictured()
        || answer
            && (around(page, node, &label)
                || promised::promised(page, node, control, &label)
                || opts_in(page, node, &label))
            && !terms_only(&label);
    (tied && !admin()).then_some(Tied::Box)
}

pub(super) fn add(page: &Page<'_>, groups: &mut Vec<Group>, node: usize, kind: Tied) {
    let scope = page.scope(node);
    let same = |group: &Group| {
        // Without a form, a prompt is what stands close together.
        let near = |other: usize| {
            page.is_form(scope)
                || common(page.tree, node, other)
                    .is_some_and(|ancestor| ancestor != ROOT || page.source.len() < 4_000)
        };
        group.scope == scope && group.boxes.last().or(group.number.as_ref()).is_none_or(|last| near(*last))
    };
    let recent = groups.len().saturating_sub(MOST_RECENT);
    let at = groups[recent..].iter().rposition(same).map(|at| at + recent).unwrap_or_else(|| {
        groups.push(Group { scope, boxes: Vec::new(), number: None, words: None });
        groups.len() - 1
    });
    let group = &mut groups[at];
    match kind {
        // Hundreds of boxes under one label are no prompt, and judging them all would take for ever.
        Tied::Box if group.boxes.len() >= MOST_BOXES => {}
        Tied::Box => group.boxes.push(node),
        Tied::Number => group.number = group.number.or(Some(node)),
    }
}

/// Whether the hint of a number field says that messages will come over WhatsApp.
fn hinted(page: &Page<'_>, node: usize) -> bool {
    let tree = page.tree;
    let says = |words: &str| words.len() < 800 && names_whatsapp(words) && wording::receives(words);
    if page.described_by(node).iter().any(|hint| says(&text_without_links(tree, *hint))) {
        return true;
    }
    let row = tree.ancestors(node).take(3).take_while(|ancestor| {
        *ancestor != ROOT
            && !page.is_form(*ancestor)
            && !is_section(tree.name(*ancestor))
            && page.controls_in(*ancestor).len() == 1
    });
    row.into_iter().any(|row| says(&text_without_links(tree, row)))
}

/// `wa_optin`, `optin-wa`: WhatsApp by its short name beside a word for consent.
fn short_name(page: &Page<'_>, node: usize) -> bool {
    ["name", "id", "v-model", "field"].iter().any(|attribute| {
        let value = page.tree.value(node, attribute);
        // Most names hold no such letters.
        if !contains_folded(value, "wa") {
            return false;
        }
        let words = spaced(value).to_ascii_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        words.iter().any(|word| matches!(*word, "wa" | "wapp"))
            && words.iter().any(|word| {
                [
                    "opt",
                    "optin",
                    "consent",
                    "notif",
                    "notify",
                    "updates",
                    "marketing",
                    "news",
                    "offers",
                    "subscribe",
                    "phone",
                    "number",
                    "orders",
                    "alerts",
                    "messages",
                    "msg",
                    "promo",
                    "promos",
                    "reminders",
                    "permission",
                    "agree",
                    "allow",
                ]
                .contains(word)
            })
    })
}

/// Whether a box without a word of WhatsApp in its own label stands under one: a legend, a heading of its row, an
/// attribute of the element around it.
fn around(page: &Page<'_>, node: usize, label: &str) -> bool {
    let tree = page.tree;
    for ancestor in tree.ancestors(node).take(5) {
        let name = tree.name(ancestor);
        if page.is_form(ancestor) {
            return only_choice(page, ancestor, node, label);
        }
        if is_section(name) || ancestor == ROOT {
            return false;
        }
        if tree.nodes[ancestor].end - ancestor > 400 {
            return false;
        }
        let others = page.controls_in(ancestor).iter().filter(|(at, control)| {
            *at != node
                && matches!(control, Control::Box | Control::Select | Control::Field)
                && !page.is_phone(*at, *control)
        });
        let radios_of_one = others.clone().all(|(at, _)| same_radio(tree, *at, node));
        if others.clone().next().is_some() && !radios_of_one && name != "fieldset" {
            return false;
        }
        let named = tree.attributes(ancestor).iter().any(|attribute| {
            names_whatsapp(&attribute.name)
                || (matches!(attribute.name.as_str(), "id" | "class" | "classname" | "label")
                    || attribute.name.starts_with("data-"))
                    && names_whatsapp(&attribute.value)
        });
        let legend = tree.children(ancestor).find(|child| {
            tree.name(*child) == "legend"
                || tree.name(*child).starts_with('h') && tree.name(*child).len() == 2
        });
        let legend = legend.is_some_and(|legend| names_whatsapp(&tree.text(legend)));
        let alone = others.clone().next().is_none() || radios_of_one;
        if (named && alone) || (legend && (alone || short(label))) {
            return true;
        }
        if !alone || tree.is_longer(ancestor, 2_000) {
            continue;
        }
        // A row of its own whose words name WhatsApp.
        let words = text_without_links(tree, ancestor);
        let row = (short(label) || headed_row(page, ancestor))
            && words.len() < 600
            && names_whatsapp(&words)
            && !terms_only(label);
        let picture = || {
            words.len() < 400
                && pictures(page, ancestor).iter().any(|picture| matches!(picture, Logo::Named(_)))
                && !has(&words, |w| w.terms)
        };
        if row || picture() {
            return true;
        }
    }
    false
}

/// Whether a row begins with a cell or a term that names WhatsApp: `<tr><th>WhatsApp</th><td><input …>`.
fn headed_row(page: &Page<'_>, row: usize) -> bool {
    let tree = page.tree;
    let before =
        (tree.name(row) == "dd").then(|| tree.preceding(row).find(|node| tree.name(*node) == "dt")).flatten();
    let heads = tree.children(row).filter(|child| matches!(tree.name(*child), "th" | "td" | "dt"));
    heads.take(2).chain(before).any(|head| {
        let words = if tree.is_longer(head, 80) { String::new() } else { tree.text(head) };
        page.controls_in(head).is_empty() && names_whatsapp(&words) && !wording::chats(&words)
    })
}

/// Whether a component of an opt-in holds a box whose words are behind keys, in a source that names WhatsApp and no
/// other channel: `<div className="optin"><input type="checkbox" /> {t("optin.label")}</div>`.
fn opts_in(page: &Page<'_>, node: usize, label: &str) -> bool {
    let known = label.chars().any(|c| !c.is_whitespace() && c != UNKNOWN);
    let named = || {
        ["class", "classname", "id", "name"].iter().any(|name| {
            let own = page.tree.value(node, name).to_ascii_lowercase();
            own.contains("optin") || own.contains("opt-in") || own.contains("opt_in")
        })
    };
    !known
        && label.contains(UNKNOWN)
        && named()
        && contains_folded(page.source, "whatsapp")
        && !["sms", "email", "newsletter"].iter().any(|other| contains_folded(page.source, other))
}

/// Whether the one box of a form belongs to WhatsApp by the form's own name, or by the heading right over it.
fn only_choice(page: &Page<'_>, form: usize, node: usize, label: &str) -> bool {
    let tree = page.tree;
    if !page.has_one_choice(form) || terms_only(label) || of_other_channel(label) {
        return false;
    }
    let named = tree.attributes(form).iter().any(|attribute| {
        names_whatsapp(&attribute.name)
            || matches!(attribute.name.as_str(), "id" | "class" | "classname" | "name" | "action")
                && names_whatsapp(&attribute.value)
            // `<form data-channel="whatsapp">`
            || attribute.name.strip_prefix("data-").is_some_and(says_what_for) && names_whatsapp(&attribute.value)
    });
    // `<input type="hidden" name="channel" value="whatsapp">`
    let sent = page.controls_in(form).iter().any(|(at, control)| {
        *control == Control::Hidden
            && ["name", "value"].iter().any(|name| names_whatsapp(tree.value(*at, name)))
            && !page.is_phone(*at, *control)
    });
    let row =
        std::iter::once(node).chain(tree.ancestors(node)).find(|inner| tree.parent(*inner) == Some(form));
    let before = row.and_then(|row| {
        let blank =
            |node: &usize| matches!(&tree.nodes[*node].kind, Kind::Text(text) if text.trim().is_empty());
        tree.preceding(row).find(|child| !blank(child))
    });
    let headed = before.is_some_and(|before| {
        let name = tree.name(before);
        let heading = name == "legend" || name == "strong" || name.starts_with('h') && name.len() == 2;
        // "Acme would like to send you offers on WhatsApp." over "That's fine" and "No, thank you".
        let question = matches!(name, "p" | "div" | "span") && short(label);
        (heading || question) && !tree.is_longer(before, 2_000) && names_whatsapp(&tree.text(before))
    });
    named || headed || sent
}

/// The label of a box that a template writes: `{{ form.wa }} <label for="{{ form.wa.id_for_label }}">Send me …</label>`.
pub(super) fn add_written(page: &Page<'_>, groups: &mut Vec<Group>, label: usize) {
    let words = page.tree.text(label);
    let asks = || has(&words, |w| w.agree) || has(&words, |w| w.receive);
    if names_whatsapp(&words)
        && asks()
        && !page.is_hidden(label, None)
        && !quoted(page, label)
        && !is_admin(page, label, &words)
    {
        add(page, groups, label, Tied::Box);
    }
}

/// Whether a box is one of several networks to share on.
fn shares(page: &Page<'_>, node: usize) -> bool {
    const NETWORKS: &[&str] = &[
        "facebook",
        "twitter",
        "linkedin",
        "pinterest",
        "reddit",
        "tumblr",
        "tiktok",
        "youtube",
        "snapchat",
    ];
    const MOST_BESIDE: usize = 20;
    let tree = page.tree;
    let around = tree.ancestors(node).take(3).find(|ancestor| page.controls_in(*ancestor).len() > 1);
    around.is_some_and(|around| {
        let networks = once(&page.asked.networks, around, || {
            let beside = page.controls_in(around).iter().take(MOST_BESIDE).map(|(at, _)| *at);
            let named = |at: &usize| {
                let words = [tree.value(*at, "value"), tree.value(*at, "name"), &page.label_text(*at)]
                    .map(str::to_lowercase);
                words.iter().all(|words| words.len() < 60)
                    && NETWORKS.iter().any(|network| words.iter().any(|words| words.contains(network)))
            };
            beside.filter(named).collect::<Rc<[usize]>>()
        });
        networks.iter().any(|network| *network != node)
    })
}

/// Whether the name of a data attribute says what a form is for.
fn says_what_for(name: &str) -> bool {
    ["channel", "optin", "opt-in", "consent", "subscri", "purpose", "medium"]
        .iter()
        .any(|stem| name.contains(stem))
}

/// A box of a search looks for what is there: `<form class="filters">`, `name="source"`.
fn filters(page: &Page<'_>, node: usize) -> bool {
    const STEMS: &[&str] = &["filter", "facet", "search", "refine"];
    let tree = page.tree;
    let form = tree.ancestors(node).find(|ancestor| page.is_form(*ancestor));
    let models = tree.ancestors(node).take(3).filter(|frame| tree.attribute(*frame, &["v-model"]).is_some());
    form.into_iter().chain([node]).chain(models).any(|named| {
        tree.value(named, "role") == "search"
            || ["class", "classname", "id", "name", "action", "v-model", "x-model"].iter().any(|name| {
                let words = spaced(tree.value(named, name)).to_ascii_lowercase();
                words.split_whitespace().any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
            })
    })
}

/// A box about counting clicks asks for no messages: "Marketing: measures clicks on our WhatsApp button".
fn measures(label: &str) -> bool {
    const STEMS: &[&str] =
        &["cookie", "analytics", "clicks", "measure", "tracking pixel", "statisti", "mesure", "misura"];
    let label = label.to_lowercase();
    STEMS.iter().any(|stem| label.contains(stem)) && !has(&label, |w| w.receive)
}

/// A label about e-mail or texts is about them.
pub(super) fn of_other_channel(label: &str) -> bool {
    let label = label.to_lowercase();
    ["email", "e-mail", "newsletter", "sms", "telegram", "messenger"].iter().any(|stem| label.contains(stem))
}

fn short(label: &str) -> bool {
    label.split_whitespace().count() <= 4
}

/// A label about terms alone belongs to its own box.
fn terms_only(label: &str) -> bool {
    has(label, |w| w.terms) && !names_whatsapp(label)
}
