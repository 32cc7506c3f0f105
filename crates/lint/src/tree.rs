//! Markup as a tree that keeps its places: tolerant, so that what no browser would repair is still read.
//!
//! html5gum tokenizes by the letter of the standard; the tree on top is small on purpose. A page's parser moves and
//! drops what stands in the wrong place, but a template is full of such places.

use html5gum::emitters::default::{DefaultEmitter, Token};
use html5gum::{Error, HtmlString, Tokenizer};
use whatsapp_opt_in::policy::Span;

/// The index of the tree's root.
pub(crate) const ROOT: usize = 0;
/// Deeper elements become siblings, as in browsers.
const DEEPEST: usize = 512;

/// A tree. Nodes stand in the order of the source, so that an element's descendants are the nodes up to its `end`.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// What swallows the rest of the source.
    pub(crate) fault: Option<Fault>,
}

/// Something that is never closed.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Where it begins.
    pub(crate) at: usize,
    what: String,
}

impl Fault {
    pub(crate) fn message(&self) -> String {
        format!("{} begins here and never ends: nothing behind it is read.", self.what)
    }
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) parent: usize,
    /// The sibling before it, or [`ROOT`].
    previous: usize,
    /// One past the last descendant.
    pub(crate) end: usize,
    /// The start tag, or the text.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Element { name: String, attributes: Vec<Attribute> },
    Text(String),
}

#[derive(Debug)]
pub(crate) struct Attribute {
    /// Lower case.
    pub(crate) name: String,
    pub(crate) value: String,
    /// The place of the value, without quotes.
    pub(crate) span: Span,
    /// Whether an expression writes it.
    pub(crate) expression: bool,
}

impl Tree {
    pub(crate) fn name(&self, node: usize) -> &str {
        match &self.nodes[node].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    pub(crate) fn attributes(&self, node: usize) -> &[Attribute] {
        match &self.nodes[node].kind {
            Kind::Element { attributes, .. } => attributes,
            Kind::Text(_) => &[],
        }
    }

    /// An attribute under any of its names.
    pub(crate) fn attribute(&self, node: usize, names: &[&str]) -> Option<&Attribute> {
        self.attributes(node).iter().find(|attribute| names.contains(&attribute.name.as_str()))
    }

    /// An attribute's value; empty when there is none.
    pub(crate) fn value(&self, node: usize, name: &str) -> &str {
        self.attribute(node, &[name]).map_or("", |attribute| attribute.value.as_str())
    }

    pub(crate) fn parent(&self, node: usize) -> Option<usize> {
        (node != ROOT).then(|| self.nodes[node].parent)
    }

    /// The node's ancestors, nearest first.
    pub(crate) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(node), |node| self.parent(*node))
    }

    pub(crate) fn descendants(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end
    }

    pub(crate) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[node].end;
        let first = (node + 1 < end).then_some(node + 1);
        std::iter::successors(first, move |child| Some(self.nodes[*child].end).filter(|next| *next < end))
    }

    /// The siblings behind a node, nearest first.
    pub(crate) fn following(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = if node == ROOT { 0 } else { self.nodes[self.nodes[node].parent].end };
        std::iter::successors(Some(node), move |at| Some(self.nodes[*at].end).filter(|next| *next < end))
            .skip(1)
    }

    /// The siblings before a node, nearest first.
    pub(crate) fn preceding(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |at| Some(self.nodes[*at].previous).filter(|at| *at != ROOT))
            .skip(1)
    }

    pub(crate) fn contains(&self, ancestor: usize, node: usize) -> bool {
        (ancestor..self.nodes[ancestor].end).contains(&node)
    }

    /// The words inside, joined by spaces at the tags.
    pub(crate) fn text(&self, node: usize) -> String {
        let mut joined = String::new();
        for text in self.texts(node) {
            joined.push_str(text);
            joined.push(' ');
        }
        joined
    }

    /// Whether there are words inside, without joining them.
    pub(crate) fn has_text(&self, node: usize) -> bool {
        self.texts(node).any(|text| !text.trim().is_empty())
    }

    /// Whether [`Self::text`] is longer than that many bytes.
    pub(crate) fn is_longer(&self, node: usize, bytes: usize) -> bool {
        self.length(node, bytes + 1) > bytes
    }

    /// How long [`Self::text`] is, counted up to about so many bytes.
    pub(crate) fn length(&self, node: usize, most: usize) -> usize {
        let mut length = 0;
        for text in self.texts(node) {
            length += text.len() + 1;
            if length >= most {
                break;
            }
        }
        length
    }

    fn texts(&self, node: usize) -> impl Iterator<Item = &str> {
        (node..self.nodes[node].end).filter_map(|inner| match &self.nodes[inner].kind {
            Kind::Text(text) if !self.is_raw(self.nodes[inner].parent) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The text inside as it stands, code too.
    pub(crate) fn text_raw(&self, node: usize) -> String {
        let texts = self.descendants(node).filter_map(|inner| match &self.nodes[inner].kind {
            Kind::Text(text) => Some(text.as_str()),
            Kind::Element { .. } => None,
        });
        texts.collect()
    }

    /// Whether an element's text is code, not words.
    pub(crate) fn is_raw(&self, node: usize) -> bool {
        matches!(self.name(node), "script" | "style" | "textarea" | "iframe" | "noframes" | "xmp")
    }
}

/// Builds a tree from tags as they come.
#[derive(Debug)]
pub(crate) struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
    /// The last child so far of each open element.
    last: Vec<usize>,
    /// Whether `<x/>` closes every element, as in JSX and Vue, or only void and custom ones.
    pub(crate) self_closing: bool,
    fault: Option<Fault>,
}

impl Builder {
    pub(crate) fn new(length: usize, self_closing: bool) -> Self {
        let root = Node {
            parent: ROOT,
            previous: ROOT,
            end: 0,
            span: Span::new(0, 0),
            kind: Kind::Element { name: String::new(), attributes: Vec::new() },
        };
        let mut nodes = Vec::with_capacity(length / 32 + 8);
        nodes.push(root);
        Self { nodes, open: vec![ROOT], last: vec![ROOT], self_closing, fault: None }
    }

    /// An element begins. Returns whether it stays open.
    pub(crate) fn open(&mut self, name: &str, attributes: Vec<Attribute>, span: Span, closed: bool) -> bool {
        self.imply_ends(name);
        let custom = self.self_closing || name.contains(['-', '.', ':']);
        let leaf = VOID.contains(&name) || (closed && custom);
        let index = self.push(span, Kind::Element { name: name.to_owned(), attributes });
        let open = !leaf && self.open.len() < DEEPEST;
        if open {
            self.open.push(index);
            self.last.push(ROOT);
        }
        open
    }

    pub(crate) fn text(&mut self, text: String, span: Span) {
        if !text.is_empty() {
            self.push(span, Kind::Text(text));
        }
    }

    /// An element ends; one that was never begun is passed over.
    pub(crate) fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| self.name(*open) == name).filter(|at| *at > 0)
        else {
            return;
        };
        self.cut(at);
    }

    /// Ends everything opened since there were `depth` open elements.
    pub(crate) fn close_to(&mut self, depth: usize) {
        if depth > 0 && depth < self.open.len() {
            self.cut(depth);
        }
    }

    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn finish(mut self) -> Tree {
        if let Some(code) = self.open.iter().find(|node| SWALLOWING.contains(&self.name(**node))) {
            let what = format!("The element <{}>", self.name(*code));
            self.fault = Some(Fault { at: self.nodes[*code].span.start, what });
        }
        self.cut(0);
        Tree { nodes: self.nodes, fault: self.fault }
    }

    fn name(&self, node: usize) -> &str {
        match &self.nodes[node].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }

    fn push(&mut self, span: Span, kind: Kind) -> usize {
        let index = self.nodes.len();
        let parent = *self.open.last().unwrap_or(&ROOT);
        let previous = self.last.last_mut().map_or(ROOT, |last| std::mem::replace(last, index));
        self.nodes.push(Node { parent, previous, end: index + 1, span, kind });
        index
    }

    fn cut(&mut self, at: usize) {
        let end = self.nodes.len();
        for node in self.open.drain(at..) {
            self.nodes[node].end = end;
        }
        self.last.truncate(at);
    }

    /// Ends that authors leave out.
    fn imply_ends(&mut self, name: &str) {
        let Some(last) = self.open.last().map(|last| self.name(*last)) else { return };
        let ends = match last {
            "li" => name == "li",
            "option" => matches!(name, "option" | "optgroup"),
            "dt" | "dd" => matches!(name, "dt" | "dd"),
            "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody"),
            "tr" => matches!(name, "tr" | "tbody"),
            "p" => ENDS_P.contains(&name),
            _ => false,
        };
        if ends {
            let at = self.open.len() - 1;
            self.cut(at);
        }
    }
}

/// Elements in which no tag but their own end is one.
const SWALLOWING: &[&str] = &["script", "style", "textarea", "title", "iframe", "noframes", "xmp"];

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
];

const ENDS_P: &[&str] = &[
    "p",
    "div",
    "ul",
    "ol",
    "dl",
    "table",
    "form",
    "fieldset",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "blockquote",
];

/// Reads HTML into a builder. `base` is the place of the text in the whole source.
pub(crate) fn read_html(text: &str, base: usize, builder: &mut Builder) {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let place =
        |start: usize, end: usize| Span::new(base + start.min(text.len()), base + end.min(text.len()));
    let value_of = |start: usize, end: usize| {
        // The token's span holds name and quotes too.
        let whole = text.get(start..end).unwrap_or_default();
        let Some(equals) = whole.find('=') else { return place(start, end) };
        let value = whole[equals + 1..].trim_start();
        let from = end - value.len();
        match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                place(from + 1, end - usize::from(value.len() > 1 && value.ends_with(quote)))
            }
            _ => place(from, end),
        }
    };
    // Where the last token ended: what an unexpected end cuts off begins behind it.
    let mut last = 0;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        last = match &token {
            Token::StartTag(tag) => tag.span.end,
            Token::EndTag(tag) => tag.span.end,
            Token::String(text) => text.span.end,
            Token::Comment(comment) if comment.span.end < text.len() => comment.span.end,
            _ => last,
        };
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.into_iter().map(|(name, value)| {
                    let text = string(value.value);
                    Attribute {
                        name: string(name),
                        expression: text.contains('\u{1a}'),
                        value: text,
                        span: value_of(value.span.start, value.span.end),
                    }
                });
                let name = string(tag.name);
                builder.open(
                    &name,
                    attributes.collect(),
                    place(tag.span.start, tag.span.end),
                    tag.self_closing,
                );
            }
            Token::EndTag(tag) => builder.close(&string(tag.name)),
            Token::String(text) => builder.text(string(text.value), place(text.span.start, text.span.end)),
            Token::Error(error) => {
                let what = match *error {
                    Error::EofInComment => "A comment",
                    Error::EofInTag => "A tag",
                    _ => continue,
                };
                builder.fault = Some(Fault { at: base + last.min(text.len()), what: what.to_owned() });
            }
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
}

fn string(bytes: HtmlString) -> String {
    String::from_utf8(bytes.0).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(html: &str) -> Tree {
        let mut builder = Builder::new(html.len(), false);
        read_html(html, 0, &mut builder);
        builder.finish()
    }

    #[test]
    fn nodes_keep_their_places_in_the_source() {
        let html = "<p>One <b class=\"x\">two</b></p>";
        let tree = tree(html);
        let bold = (0..tree.nodes.len()).find(|node| tree.name(*node) == "b").expect("a b");
        let span = tree.nodes[bold].span;
        assert_eq!(&html[span.start..span.end], "<b class=\"x\">");
        let class = tree.attribute(bold, &["class"]).expect("a class");
        assert_eq!(&html[class.span.start..class.span.end], "x");
        assert_eq!(tree.text(ROOT), "One  two ");
    }

    #[test]
    fn broken_markup_still_yields_a_tree() {
        let tree = tree("<ul><li>a<li>b</ul></div><td>c<input checked");
        let items: Vec<_> = (0..tree.nodes.len()).filter(|node| tree.name(*node) == "li").collect();
        assert_eq!(items.len(), 2);
        assert!(!tree.contains(items[0], items[1]));
        assert!((0..tree.nodes.len()).any(|node| tree.name(node) == "td"));
    }

    #[test]
    fn what_is_never_closed_is_told_with_its_place() {
        for (html, at) in [
            ("<p>a</p><!-- b <p>c</p>", Some(8)),
            ("<p>a</p>\n<input name=\"x <p>c</p>", Some(9)),
            ("<p>a<script>let b;<p>c</p>", Some(4)),
            ("<p>a<textarea><p>c</p>", Some(4)),
            ("<p>a<b>c</p></i><!-- d -->", None),
        ] {
            assert_eq!(tree(html).fault.map(|fault| fault.at), at, "{html}");
        }
    }

    #[test]
    fn deep_nesting_is_cut_and_stays_quick() {
        let html = "<b>".repeat(100_000) + &"</i>".repeat(100_000);
        assert_eq!(tree(&html).nodes.len(), 100_001);
    }
}
