//! The words of a prompt, by what they do.

use whatsapp_opt_in::policy::{Role, Span, Text, UNKNOWN};

use super::Context;
use super::region::Region;
use crate::controls::{Control, Page, is_block, is_component, is_label};
use crate::tree::{Kind, ROOT, Tree};
use crate::wording;

impl Region {
    /// Everything that is read, in the order of the source.
    pub(super) fn texts(&self, page: &Page<'_>, choices: &[Vec<usize>], anchor: usize) -> Vec<Text> {
        let mut reader = Reader {
            page,
            choices,
            anchor,
            labels: labels(page, choices),
            texts: Vec::new(),
            last_block: None,
            bytes: 0,
        };
        for root in self.roots(&reader) {
            reader.read(root);
        }
        reader.texts.retain(|text| !text.words.is_empty());
        reader.texts
    }

    /// The region's own subtrees, and the labels and hints that stand elsewhere.
    fn roots(&self, reader: &Reader<'_, '_>) -> Vec<usize> {
        let page = reader.page;
        let described = reader.choices.iter().flatten().flat_map(|node| page.described_by(*node));
        let elsewhere = reader.labels.iter().map(|(label, _)| *label).chain(described);
        let elsewhere = elsewhere.filter(|node| !self.holds(page.tree, *node));
        let mut roots: Vec<usize> = self.nodes.iter().copied().chain(elsewhere).collect();
        roots.sort_unstable();
        roots.dedup();
        roots
    }
}

/// The labels of the choices, each with its choice's place.
fn labels(page: &Page<'_>, choices: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut labels = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        for &node in choice {
            match page.label(node) {
                Some(label) => labels.push((label, index)),
                None => labels.extend(page.loose_label(node).into_iter().map(|loose| (loose, index))),
            }
        }
    }
    labels
}

/// No prompt is longer; what is behind is not read.
const MOST_BYTES: usize = 20_000;

/// Reads subtrees into texts.
struct Reader<'a, 'b> {
    page: &'a Page<'b>,
    choices: &'a [Vec<usize>],
    /// What is hidden together with it is shown together with it.
    anchor: usize,
    labels: Vec<(usize, usize)>,
    texts: Vec<Text>,
    /// The block the last words stood in.
    last_block: Option<usize>,
    /// How much has been read.
    bytes: usize,
}

impl Reader<'_, '_> {
    fn read(&mut self, root: usize) {
        let tree = self.page.tree;
        for node in root..tree.nodes[root].end {
            match &tree.nodes[node].kind {
                Kind::Element { name, .. } => {
                    self.component(node, name);
                    self.shown_by_control(node, name);
                }
                Kind::Text(_) if tree.is_raw(tree.nodes[node].parent) || in_svg(tree, node) => {}
                Kind::Text(text) => self.words(root, node, text),
            }
        }
    }

    /// A text node: it goes on with the text before it when it does the same.
    fn words(&mut self, root: usize, node: usize, piece: &str) {
        self.bytes += piece.len();
        if self.bytes > MOST_BYTES {
            return;
        }
        let tree = self.page.tree;
        let span = tree.nodes[node].span;
        let role = self.role(root, node);
        // Errors, tokens and the number itself are no words of the prompt; beside a label, what names no words is none.
        let mut piece = std::borrow::Cow::Borrowed(piece);
        if piece.contains(UNKNOWN) {
            let code = self.page.slice(Span::new(span.start.saturating_sub(2), span.end + 2));
            let alone = piece.chars().all(|c| c == UNKNOWN || c.is_whitespace());
            let beside = !matches!(role, Role::Label(_)) && !wording::may_be_words(code);
            if alone && (beside || wording::is_aside(code)) {
                return;
            }
            // "Phone: {{ customer.phone }}": the words stay, and every byte in its place.
            if beside {
                piece = piece.replace(UNKNOWN, " ").into();
            }
        }
        let piece = piece.as_ref();
        let block = tree.ancestors(node).find(|ancestor| is_block(tree.name(*ancestor))).unwrap_or(ROOT);
        let broken = (root..node).rev().take(3).any(|before| tree.name(before) == "br");
        match self.texts.last_mut().filter(|text| text.role == role) {
            Some(text) => {
                if self.last_block != Some(block) || broken {
                    text.stop();
                }
                text.push(piece, span);
            }
            None => {
                let mut text = Text::new(role);
                text.push(piece, span);
                self.texts.push(text);
            }
        }
        self.last_block = Some(block);
    }

    fn role(&self, root: usize, node: usize) -> Role {
        let page = self.page;
        let tree = page.tree;
        if page.is_hidden(node, Some(self.anchor)) {
            return Role::Hidden;
        }
        if let Some((_, index)) = self.labels.iter().find(|(label, _)| tree.contains(*label, node)) {
            return Role::Label(*index);
        }
        for ancestor in std::iter::once(node).chain(tree.ancestors(node)) {
            let name = tree.name(ancestor);
            if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend") {
                return Role::Heading;
            }
            if name == "button" || page.control(ancestor) == Some(Control::Button) {
                // "Allow order notifications on WhatsApp": a button whose words are the prompt.
                return if tree.contains(ancestor, self.anchor) { Role::Body } else { Role::Button };
            }
            if is_label(name) || name == "option" || name == "select" {
                return Role::Field;
            }
            if ancestor == root {
                break;
            }
        }
        Role::Body
    }

    /// Words a component is given: `<Field label="Send me offers on WhatsApp">`.
    fn component(&mut self, node: usize, name: &str) {
        if !is_component(name) || self.choices.iter().flatten().any(|choice| *choice == node) {
            return;
        }
        let tree = self.page.tree;
        let around = |choice: &Vec<usize>| choice.iter().any(|one| tree.contains(node, *one));
        let choice = self.choices.iter().position(around);
        for attribute in tree.attributes(node).iter().filter(|attribute| is_wording(&attribute.name)) {
            let role = match choice {
                _ if self.page.control(node).is_some() => Role::Field,
                Some(index) if attribute.name.ends_with("label") => Role::Label(index),
                None if attribute.name.ends_with("title") || attribute.name.ends_with("heading") => {
                    Role::Heading
                }
                _ => Role::Body,
            };
            let mut text = Text::new(role);
            if attribute.name.starts_with(':') {
                wording::push_expression(self.page.slice(attribute.span), attribute.span, &mut text);
            } else {
                text.push(&attribute.value, attribute.span);
            }
            self.texts.push(text);
        }
    }

    /// Words a control shows by itself: a button's value, a field's placeholder.
    fn shown_by_control(&mut self, node: usize, name: &str) {
        let (role, shown) = match self.page.control(node) {
            Some(Control::Button) if name == "input" => (Role::Button, "value"),
            Some(Control::Field) => (Role::Field, "placeholder"),
            _ => return,
        };
        let Some(shown) = self.page.tree.attribute(node, &[shown]) else { return };
        let hidden = self.page.is_hidden(node, Some(self.anchor));
        let mut text = Text::new(if hidden { Role::Hidden } else { role });
        text.push(&shown.value, shown.span);
        self.texts.push(text);
    }
}

/// More footers than these are no footers.
const MOST_FOOTERS: usize = 20;

impl Context<'_> {
    /// What the page says in its footers: seen, but far from the prompt.
    pub(super) fn far_texts(&self, region: &Region) -> impl Iterator<Item = Text> {
        let tree = self.page.tree;
        let footers = self.footers.get_or_init(|| {
            let footers = (1..tree.nodes.len()).filter(|node| tree.name(*node) == "footer");
            let texts = footers.take(MOST_FOOTERS).map(|footer| {
                let mut text = Text::new(Role::Far);
                push_all(self.page, footer, &mut text);
                (footer, text)
            });
            texts.filter(|(_, text)| !text.words.is_empty()).collect()
        });
        let far = footers.iter().filter(|(footer, _)| !region.holds(tree, *footer));
        far.map(|(_, text)| text.clone())
    }
}

/// Adds every word of a subtree, code left out.
pub(super) fn push_all(page: &Page<'_>, root: usize, text: &mut Text) {
    for node in root..page.tree.nodes[root].end {
        if let Kind::Text(piece) = &page.tree.nodes[node].kind
            && !page.tree.is_raw(page.tree.nodes[node].parent)
        {
            text.push(piece, page.tree.nodes[node].span);
        }
    }
}

/// Whether an attribute of a component holds words that are shown.
pub(super) fn is_wording(name: &str) -> bool {
    let name = name.trim_start_matches(':');
    matches!(
        name,
        "label"
            | "labeltext"
            | "legend"
            | "heading"
            | "description"
            | "help"
            | "helptext"
            | "help-text"
            | "helpertext"
            | "hint"
            | "caption"
            | "title"
            | "subtitle"
            | "message"
            | "text"
            | "info"
    )
}

fn in_svg(tree: &Tree, node: usize) -> bool {
    tree.ancestors(node).take(4).any(|ancestor| tree.name(ancestor) == "svg")
}
