//! Finds the opt-in prompts of a page nobody here wrote, and says what is known of each.
//!
//! [`tied`] and [`worded`] find them; the others read one: its words, its boxes, its number, its links.

mod choice;
mod dedicated;
mod links;
mod number;
mod pictures;
pub(crate) mod promised;
mod region;
mod state;
mod surroundings;
mod texts;
mod tied;
mod worded;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use whatsapp_opt_in::policy::{Origin, Page as PageFacts, Prompt, Role, Text, names_whatsapp};

use crate::MOST_PROMPTS;
use crate::controls::{Control, Known, Page, same_radio};
use crate::dialect::Dialect;
use crate::tree::{Kind, ROOT, Tree};
use crate::wording::{self, asks};

pub(crate) use dedicated::dedicated;
use region::Region;
use texts::push_all;

/// Every prompt of a source.
pub(crate) fn find(source: &str, tree: &Tree, dialect: Dialect, company: Option<&str>) -> Vec<Prompt> {
    let page = Page::new(source, tree, matches!(dialect, Dialect::Vue | Dialect::Jsx | Dialect::Svelte));
    let mut prompts = crate::widget::find(&page, company);
    let mut groups: Vec<Group> = Vec::new();
    for &(node, control) in &page.controls {
        if let Some(kind) = tied::tied(&page, node, control) {
            tied::add(&page, &mut groups, node, kind);
        }
    }
    for &label in &page.written {
        tied::add_written(&page, &mut groups, label);
    }
    worded::worded(&page, &mut groups);
    worded::pressed(&page, &mut groups);
    groups.retain(|group| !group.boxes.is_empty() || asks(&page, group));
    // One more than are judged, so that whoever asked can tell.
    groups.sort_by_key(|group| group.boxes.first().copied().or(group.words).or(group.number));
    groups.truncate(MOST_PROMPTS + 1);
    let context = Context::new(&page, dialect, company);
    prompts.extend(groups.iter().map(|group| context.prompt(group)));
    prompts.sort_by_key(|prompt| prompt.span);
    prompts
}

/// The controls and words that make one prompt.
#[derive(Debug)]
pub(crate) struct Group {
    /// The form, or section, or whole source it stands in.
    pub(crate) scope: usize,
    pub(crate) boxes: Vec<usize>,
    /// A number field that is WhatsApp's by name.
    pub(crate) number: Option<usize>,
    /// Words without a control: "by ordering you agree …".
    pub(crate) words: Option<usize>,
}

/// Headings behind so many words of others are no title.
const LONG_TITLE: usize = 200;

/// Everything that is the same for all prompts of a page.
struct Context<'a> {
    page: &'a Page<'a>,
    dialect: Dialect,
    company: Option<String>,
    title: Option<Text>,
    /// The links that speak of privacy or of leaving, anywhere.
    links: Vec<usize>,
    /// Code: scripts in the page, the file itself for components.
    code: String,
    /// The same without a space.
    squeezed: OnceCell<String>,
    /// Where the company is named: texts and pictures.
    named: OnceCell<Vec<usize>>,
    /// The footers and their words.
    footers: OnceCell<Vec<(usize, Text)>>,
    /// By link: whether it may lead to a privacy notice.
    notices: Known<bool>,
    /// By scope: the first number its words show.
    numbers: Known<Option<(usize, String)>>,
    /// By element: whether something in it changes the number.
    edits: Known<bool>,
    /// By variable: what it starts as.
    initial: RefCell<HashMap<String, Option<bool>>>,
    /// By scope: whether its words limit it to the United States.
    countries: Known<bool>,
    /// By control: whether it asks for age or country.
    gates: Known<bool>,
}

impl<'a> Context<'a> {
    fn new(page: &'a Page<'a>, dialect: Dialect, company: Option<&str>) -> Self {
        let tree = page.tree;
        let mut title: Option<Text> = None;
        let mut links = Vec::new();
        let mut code = String::new();
        for node in 1..tree.nodes.len() {
            let name = tree.name(node);
            match name {
                "title" | "h1" if title.as_ref().is_some_and(|title| title.words.len() > LONG_TITLE) => {}
                "title" | "h1" if !tree.ancestors(node).any(|ancestor| tree.name(ancestor) == "svg") => {
                    let text = title.get_or_insert_with(|| Text::new(Role::Heading));
                    push_all(page, node, text);
                    text.stop();
                }
                "a" | "link" | "nuxt-link" | "router-link" | "nuxtlink" | "routerlink" => links.push(node),
                "script" => code.push_str(&tree.text_raw(node)),
                _ if tree.attribute(node, &["ng-init", "data-ng-init", "x-data"]).is_some() => {
                    let state = tree.attribute(node, &["ng-init", "data-ng-init", "x-data"]);
                    code.push_str(state.map(|state| page.slice(state.span)).unwrap_or_default());
                }
                _ if name.ends_with("link")
                    && tree
                        .attribute(node, &["to", "href", ":to", ":href", "link", ":link", "url"])
                        .is_some() =>
                {
                    links.push(node)
                }
                _ => {}
            }
        }
        if dialect == Dialect::Jsx {
            code.push_str(page.source);
        }
        Self {
            page,
            dialect,
            company: company.map(str::to_owned),
            title,
            links,
            code,
            squeezed: OnceCell::new(),
            named: OnceCell::new(),
            footers: OnceCell::new(),
            notices: RefCell::default(),
            numbers: RefCell::default(),
            edits: RefCell::default(),
            initial: RefCell::default(),
            countries: RefCell::default(),
            gates: RefCell::default(),
        }
    }

    fn prompt(&self, group: &Group) -> Prompt {
        let page = self.page;
        let region = Region::new(page, group);
        let anchor = group.boxes.first().copied().or(group.words).or(group.number).unwrap_or(group.scope);
        let choices = self.choices(group);
        let mut texts = region.texts(page, &choices, anchor);
        for (index, choice) in choices.iter().enumerate() {
            self.label_props(index, choice, &mut texts);
        }
        texts.extend(self.far_texts(&region));
        let number = self.number(group, &region, anchor);
        let dedicated = dedicated(page, group.scope, &group.boxes);
        let words: String = region.nodes.iter().map(|node| page.tree.text(*node)).collect();
        let us_only = self.us_only(group, &region, &words);
        let form_words =
            if page.is_form(group.scope) { self.form_words(group.scope, anchor) } else { String::new() };
        let tag = page.tree.nodes[anchor].span;
        let logo = region.logo(page, group);
        Prompt {
            origin: if self.dialect.is_source()
                && !page.is_form(group.scope)
                && !whole_page(page.tree)
                && !self.asks_more(group)
            {
                Origin::Snippet
            } else {
                Origin::Page
            },
            span: tag,
            texts,
            boxes: choices.iter().map(|choice| self.choice(choice)).collect(),
            company: self.company.clone(),
            logo,
            number,
            links: self.links(group, &region, anchor),
            sensitive: self.sensitive(group, &region, dedicated),
            locked: self.locked(group),
            page: PageFacts {
                dedicated,
                presumed: self.presumed(group),
                us_only,
                title: self.title.clone(),
                gate: self.gate(group.scope),
                names_company: self.names_company(&region),
                subscribes: self.subscribes(group, anchor),
                beside: self.beside(&region, &form_words),
                form_names_whatsapp: names_whatsapp(&form_words),
            },
            calls: surroundings::calls(page, anchor),
            record: None,
        }
    }

    /// Whether a button beside a number field subscribes.
    fn subscribes(&self, group: &Group, anchor: usize) -> bool {
        let page = self.page;
        let around = if group.scope == ROOT { page.tree.parent(anchor).unwrap_or(ROOT) } else { group.scope };
        group.boxes.is_empty()
            && page
                .controls_in(around)
                .iter()
                .filter(|(_, control)| *control == Control::Button)
                .take(20)
                .any(|(node, _)| wording::subscribes(&page.button_words(*node)))
    }

    /// The code without a space.
    fn squeezed_code(&self) -> &str {
        self.squeezed.get_or_init(|| self.code.chars().filter(|c| !c.is_whitespace()).collect())
    }

    /// Whether the source holds fields beside the prompt's own, so that it is the form and not a piece of one.
    fn asks_more(&self, group: &Group) -> bool {
        let page = self.page;
        let own = |node: usize| group.words.is_some_and(|words| page.tree.contains(node, words));
        let button = |(node, control): &(usize, Control)| *control == Control::Button && !own(*node);
        // Fields without a button are a piece of a form too.
        let sent = page.controls.iter().any(button) || !page.forms_in(ROOT).is_empty() || submits(page.tree);
        sent && page.controls.iter().any(|(node, control)| {
            let orders =
                || button(&(*node, *control)) && wording::has(&page.button_words(*node), |w| w.order);
            matches!(control, Control::Field | Control::Select) && !group.boxes.contains(node) || orders()
        })
    }
}

/// Whether some element sends what is entered: `@keyup.enter="$emit('register')"`.
fn submits(tree: &Tree) -> bool {
    (1..tree.nodes.len()).any(|node| {
        let mut names = tree.attributes(node).iter().map(|attribute| attribute.name.as_str());
        names.any(|name| {
            matches!(name, "onsubmit" | "@submit") || name.contains("submit.") || name.contains("keyup.enter")
        })
    })
}

/// Whether a source is a whole page.
fn whole_page(tree: &Tree) -> bool {
    tree.children(ROOT).any(|node| matches!(tree.name(node), "html" | "body"))
}

/// Whether a control is only shown as an example: in code, a quotation, a figure.
fn quoted(page: &Page<'_>, node: usize) -> bool {
    page.tree
        .ancestors(node)
        .any(|ancestor| matches!(page.tree.name(ancestor), "pre" | "code" | "blockquote" | "figure" | "samp"))
}

fn common(tree: &Tree, a: usize, b: usize) -> Option<usize> {
    std::iter::once(a).chain(tree.ancestors(a)).find(|ancestor| tree.contains(*ancestor, b))
}

fn has_class(tree: &Tree, node: usize, class: &str) -> bool {
    ["class", "classname"]
        .iter()
        .any(|name| tree.value(node, name).split_whitespace().any(|own| own == class))
}

/// The words of a subtree that are neither links nor buttons.
fn text_without_links(tree: &Tree, root: usize) -> String {
    let mut joined = String::new();
    let mut node = root + 1;
    while node < tree.nodes[root].end {
        match &tree.nodes[node].kind {
            Kind::Element { name, .. } if matches!(name.as_str(), "a" | "button" | "script" | "style") => {
                node = tree.nodes[node].end
            }
            Kind::Element { .. } => node += 1,
            Kind::Text(text) => {
                joined.push_str(text);
                joined.push(' ');
                node += 1;
            }
        }
    }
    joined
}
