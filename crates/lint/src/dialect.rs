//! What a file is written in, and how it is brought to markup with every byte in its place.

use std::path::Path;

use crate::jsx;
use crate::tree::{Builder, Tree, read_html};

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// HTML as it is served, or with `{{ … }}` and `{% … %}` in it (Angular, Jinja, Liquid, Twig, Handlebars).
    Html,
    /// JavaScript or TypeScript with elements in it.
    Jsx,
    /// A single-file component of Vue.
    Vue,
    /// Markup with `{ … }` in it: Svelte, Astro.
    Svelte,
    /// PHP: WordPress plugins, plain PHP, Blade.
    Php,
    /// Liquid, Twig, Jinja, ERB, EJS, Handlebars by their own file names.
    Template,
    /// Message templates of the Cloud API.
    Json,
    /// Records: compact acts, `{"consent": …}`, ledger exports, histories.
    Record,
}

impl Dialect {
    /// By the name `--language` and the programming interfaces know it by.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "html" => Self::Html,
            "jsx" => Self::Jsx,
            "vue" => Self::Vue,
            "svelte" => Self::Svelte,
            "php" => Self::Php,
            "template" => Self::Template,
            "message-templates" => Self::Json,
            "records" => Self::Record,
            _ => return None,
        })
    }

    /// By a file's name.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        Some(match name.rsplit('.').next()? {
            "html" | "htm" | "xhtml" if !name.ends_with(".component.html") => Self::Html,
            "html" => Self::Template,
            "jsx" | "tsx" | "js" | "ts" | "mjs" | "cjs" => Self::Jsx,
            "vue" => Self::Vue,
            "svelte" | "astro" => Self::Svelte,
            "php" | "phtml" => Self::Php,
            "liquid" | "twig" | "jinja" | "jinja2" | "j2" | "njk" | "erb" | "ejs" | "hbs" | "mustache"
            | "tpl" | "handlebars" => Self::Template,
            "json" => Self::Json,
            "ndjson" | "jsonl" | "jws" | "jwt" => Self::Record,
            _ => return None,
        })
    }

    /// Whether a file is a piece of source rather than a page.
    pub(crate) fn is_source(self) -> bool {
        !matches!(self, Self::Html | Self::Json | Self::Record)
    }
}

/// Reads a source into a tree.
pub(crate) fn read(source: &str, dialect: Dialect) -> Tree {
    let mut builder =
        Builder::new(source.len(), matches!(dialect, Dialect::Jsx | Dialect::Vue | Dialect::Svelte));
    match dialect {
        Dialect::Jsx => jsx::read(source, &mut builder),
        Dialect::Php => read_html(&mask_php(source), 0, &mut builder),
        Dialect::Svelte => read_html(&mask_braces(&mask_tags(source)), 0, &mut builder),
        _ if source.contains("{{")
            || source.contains("{%")
            || source.contains("<%")
            || source.contains("<?") =>
        {
            read_html(&mask_tags(source), 0, &mut builder);
        }
        _ => read_html(source, 0, &mut builder),
    }
    builder.finish()
}

/// A copy of the source in which code gives way to spaces and [`UNKNOWN`](whatsapp_opt_in::policy::UNKNOWN).
struct Mask<'a> {
    source: &'a str,
    out: Vec<u8>,
}

impl<'a> Mask<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, out: source.as_bytes().to_vec() }
    }

    fn blank(&mut self, start: usize, end: usize) {
        for byte in &mut self.out[start..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }

    fn unknown(&mut self, at: usize) {
        if let Some(byte) = self.out.get_mut(at) {
            *byte = 0x1a;
        }
    }

    /// Shows what an expression surely writes: its prose; else that it writes something.
    fn expression(&mut self, start: usize, end: usize, writes: bool) {
        let inner = &self.source[start..end];
        self.blank(start, end);
        let in_tag = self.in_tag(start);
        let mut shown = false;
        for (from, to) in literals(inner) {
            let text = &inner[from..to];
            let translation = translates(inner) && !text.contains(['.', '_']);
            if is_prose(text) || translation {
                shown = true;
                self.out[start + from..start + to].copy_from_slice(text.as_bytes());
                for byte in &mut self.out[start + from..start + to] {
                    if *byte == b'\\' || (in_tag && matches!(*byte, b'"' | b'<' | b'>' | b'\'')) {
                        *byte = b' ';
                    }
                }
            }
        }
        let aside = !in_tag && crate::wording::is_aside(inner);
        if writes && !shown && !aside {
            self.unknown(start);
        }
    }

    /// Whether a place stands inside a tag, judged by the nearest angle bracket before it.
    fn in_tag(&self, at: usize) -> bool {
        let before = &self.out[at.saturating_sub(2_000)..at];
        let open = before.iter().rposition(|byte| *byte == b'<');
        let close = before.iter().rposition(|byte| *byte == b'>');
        open > close
    }

    fn finish(self) -> String {
        String::from_utf8(self.out)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// Whether an expression shows the words it is given, in another language where there is one: gettext and its kin.
fn translates(code: &str) -> bool {
    const CALLS: &[&str] =
        &["__(", "_e(", "_x(", "_(", "gettext(", "esc_html__(", "esc_html_e(", "esc_attr_e(", "esc_attr__("];
    code.starts_with("{% trans")
        || code.starts_with("{%trans")
        || CALLS.iter().any(|call| code.contains(call))
}

/// `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>`, `<? … ?>`, and Blade's directives.
fn mask_tags(source: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("{{--", "--}}"),
        ("{{", "}}"),
        ("{!!", "!!}"),
        ("{%", "%}"),
        ("{#", "#}"),
        ("<%", "%>"),
        ("<?", "?>"),
    ];
    let mut mask = Mask::new(source);
    let mut at = 0;
    while let Some(found) = source[at..].find(['{', '<']) {
        let start = at + found;
        let rest = &source[start..];
        let Some((open, close)) = PAIRS.iter().find(|(open, _)| rest.starts_with(open)) else {
            at = start + 1;
            continue;
        };
        let length = rest[open.len()..].find(close).map_or(rest.len(), |end| open.len() + end + close.len());
        let inner = rest[open.len()..].trim_start_matches(['-', '=', '~']).trim_start();
        let writes = match *open {
            "{%" | "{#" | "{{--" => ["trans", "include", "render", "fields_for", "crispy", "bootstrap_form"]
                .iter()
                .any(|tag| inner.starts_with(tag)),
            "<%" => rest.starts_with("<%=") || rest.starts_with("<%-"),
            "<?" => rest.starts_with("<?="),
            // Handlebars' blocks write nothing themselves.
            _ => !inner.starts_with(['#', '/', '!', '^']) && inner != "else",
        };
        let in_tag = mask.in_tag(start);
        // Logic inside a tag decides whether the attribute beside it is there; `if true` decides nothing.
        let constant = *open == "{%"
            && (inner.starts_with("if true")
                || inner.starts_with("endif")
                    && source[..start].ends_with("checked")
                    && source[..start].contains("{% if true %}"));
        mask.expression(start, start + length, (writes || in_tag) && !constant);
        at = start + length;
    }
    mask.finish()
}

/// `{ … }` in markup: Svelte and Astro.
fn mask_braces(source: &str) -> String {
    let mut mask = Mask::new(source);
    let mut at = 0;
    let mut raw = None::<&str>;
    while let Some(found) = source[at..].find(['{', '<', '-']) {
        let start = at + found;
        let rest = &source[start..];
        at = start + 1;
        match raw {
            Some(end) if rest.starts_with(end) => raw = None,
            Some(_) => {}
            None if rest.starts_with("<script") => raw = Some("</script"),
            None if rest.starts_with("<style") => raw = Some("</style"),
            None if start == 0 && rest.starts_with("---") => {
                // Astro's front matter is code.
                let end = rest[3..].find("---").map_or(rest.len(), |end| end + 6);
                mask.blank(0, end);
                at = end;
            }
            None if rest.starts_with('{') => {
                let end = start + jsx::balanced(rest);
                let block = rest[1..].starts_with(['#', '/', ':', '@']);
                let attribute = source[..start].ends_with('=');
                mask.expression(start, end, !block);
                if attribute && end - start >= 2 {
                    mask.out[start] = b'"';
                    mask.out[end - 1] = b'"';
                    if end - start >= 3 && !source[start + 1..end - 1].trim().is_empty() {
                        let inner = &source[start + 1..end - 1];
                        match inner {
                            "true" | "false" => {
                                mask.out[start + 1..end - 1].copy_from_slice(inner.as_bytes())
                            }
                            _ => mask.unknown(start + 1),
                        }
                    }
                }
                at = end.max(start + 1);
            }
            None => {}
        }
    }
    mask.finish()
}

/// PHP: markup outside `<?php … ?>`, and the strings inside that hold markup or prose.
fn mask_php(source: &str) -> String {
    let mut mask = Mask::new(source);
    let mut at = 0;
    while let Some(found) = source[at..].find("<?") {
        let start = at + found;
        let end = php_end(source, start);
        let code = &source[start..end];
        if code.starts_with("<?xml") {
            at = end;
            continue;
        }
        php_code(&mut mask, start, end);
        at = end;
    }
    let html = mask.finish();
    // Blade and Twig stand in the markup.
    let masked = if html.contains("{{") || html.contains("{!!") || html.contains("{%") {
        mask_tags(&html)
    } else {
        html
    };
    mask_directives(&masked)
}

/// Blade's `@if (…)`, `@checked(…)`: logic, which writes an attribute when it stands inside a tag.
fn mask_directives(source: &str) -> String {
    let mut mask = Mask::new(source);
    let mut at = 0;
    while let Some(found) = source[at..].find('@') {
        let start = at + found;
        let name = source[start + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        at = start + 1 + name;
        let before = source[..start].chars().next_back();
        if name == 0 || before.is_some_and(|c| c.is_alphanumeric() || c == '@') {
            continue;
        }
        let word = &source[start + 1..start + 1 + name];
        if !BLADE.contains(&word) {
            continue;
        }
        let rest = &source[at..];
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        let arguments = if rest[gap..].starts_with('(') { gap + jsx::balanced(&rest[gap..]) } else { 0 };
        let in_tag = mask.in_tag(start);
        let writes = in_tag || matches!(word, "lang" | "include" | "yield");
        let certain = matches!(word, "checked" | "selected" | "required" | "readonly" | "disabled") && in_tag;
        let given = source[at..at + arguments].trim().to_owned();
        if certain && matches!(given.as_str(), "(true)" | "(1)" | "(false)" | "(0)") {
            mask.blank(start, start + 1);
            mask.blank(at, at + arguments);
            if given == "(false)" || given == "(0)" {
                mask.blank(start, at);
            }
            at += arguments;
        } else {
            mask.expression(start, at + arguments, writes);
            at += arguments;
        }
    }
    mask.finish()
}

const BLADE: &[&str] = &[
    "if",
    "elseif",
    "else",
    "endif",
    "unless",
    "endunless",
    "foreach",
    "endforeach",
    "for",
    "endfor",
    "forelse",
    "empty",
    "endforelse",
    "isset",
    "endisset",
    "auth",
    "endauth",
    "guest",
    "endguest",
    "error",
    "enderror",
    "checked",
    "selected",
    "required",
    "readonly",
    "disabled",
    "csrf",
    "method",
    "php",
    "endphp",
    "lang",
    "include",
    "yield",
    "section",
    "endsection",
    "extends",
    "class",
    "style",
    "props",
    "can",
    "endcan",
];

/// Where PHP code ends: at `?>` outside strings and comments.
fn php_end(source: &str, start: usize) -> usize {
    let bytes = source.as_bytes();
    let mut at = start + 2;
    while at < bytes.len() {
        match bytes[at] {
            b'?' if bytes.get(at + 1) == Some(&b'>') => return at + 2,
            b'\'' | b'"' => at = jsx::string_end(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = source[at..].find("*/").map_or(bytes.len(), |end| at + end + 2);
            }
            b'/' | b'#' if bytes[at] == b'#' || bytes.get(at + 1) == Some(&b'/') => {
                // A line comment ends at the line's end or at `?>`.
                let line = source[at..].find('\n').map_or(bytes.len(), |end| at + end);
                at = source[at..line].find("?>").map_or(line, |end| at + end);
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Calls that are looked at in one stretch of PHP.
const MOST_CALLS: usize = 200;

/// WooCommerce's fields are calls: `woocommerce_form_field( 'wa', array( 'type' => 'checkbox', 'label' => … ) )`. Each is
/// shown as the markup it writes; the name of the function is just as long as a bare box.
fn woocommerce(mask: &mut Mask<'_>, start: usize, end: usize) -> bool {
    const CALL: &str = "woocommerce_form_field";
    let source = mask.source;
    let mut any = false;
    for (found, _) in source[start..end].match_indices(CALL).take(MOST_CALLS) {
        let at = start + found;
        let open = at + CALL.len();
        let length = jsx::balanced(source.get(open..end).unwrap_or_default());
        let call = &source[at..(open + length).min(end)];
        let strings = literals(call);
        let text = |index: usize| strings.get(index).map(|(from, to)| &call[*from..*to]);
        let after = |key: &str| strings.iter().position(|(from, to)| &call[*from..*to] == key);
        let value = |key: &str| after(key).and_then(|index| text(index + 1)).unwrap_or_default();
        let Some(label) = after("label").and_then(|index| strings.get(index + 1)).copied() else { continue };
        let says = |key: &str| {
            after(key).is_some_and(|index| {
                let rest = call[strings[index].1 + 1..].trim_start().trim_start_matches("=>").trim_start();
                rest.starts_with("true")
                    || rest.starts_with('1')
                    || rest.starts_with("'1'")
                    || rest.starts_with("'yes'")
            })
        };
        let kind = match value("type") {
            "" => "text",
            kind => kind,
        };
        let mut markup = format!("<label><input type={kind}");
        if says("default") {
            markup.push_str(" checked");
        }
        if says("required") {
            markup.push_str(" required");
        }
        let name = format!(" name={}", text(0).unwrap_or_default());
        if markup.len() + name.len() < label.0 && !name[1..].contains([' ', '<', '>']) {
            markup.push_str(&name);
        }
        markup.push('>');
        if markup.len() > label.0 || !markup.is_ascii() {
            continue;
        }
        mask.out[at..at + markup.len()].copy_from_slice(markup.as_bytes());
        mask.out[at + label.0..at + label.1].copy_from_slice(&call.as_bytes()[label.0..label.1]);
        let close = at + label.1 + 1;
        if close + "</label>".len() <= end && close + "</label>".len() <= at + call.len() {
            mask.out[close..close + "</label>".len()].copy_from_slice(b"</label>");
        }
        any = true;
    }
    any
}

fn php_code(mask: &mut Mask<'_>, start: usize, end: usize) {
    let code = &mask.source[start..end];
    mask.blank(start, end);
    if woocommerce(mask, start, end) {
        return;
    }
    let in_tag = mask.in_tag(start);
    let short = code.trim_start_matches("<?php").trim_start_matches("<?=").trim_start();
    let calls = [
        "echo",
        "print",
        "esc_html_e",
        "esc_attr_e",
        "_e(",
        "checked(",
        "selected(",
        "disabled(",
        "readonly(",
        "the_",
    ];
    let echoes = code.starts_with("<?=") || calls.iter().any(|call| short.starts_with(call));
    // `echo 'checked'`, `checked( true )`: an attribute that is always there.
    let inner = code[2..].trim_end_matches("?>");
    if in_tag && echoes && !inner.contains(['?', '$'])
        || in_tag && code[2..].trim_end_matches("?>").contains('(') && !code.contains('$')
    {
        let plain = code.trim_start_matches("<?php").trim_start_matches("<?=").trim_end_matches("?>");
        let words = ["checked", "selected", "required", "disabled", "readonly"];
        if let Some(word) = words.iter().find(|word| plain.contains(**word))
            && !plain.contains(" if")
            && !plain.contains("false")
            && !plain.contains("0")
            && let Some(at) = code.find(*word)
        {
            mask.out[start + at..start + at + word.len()].copy_from_slice(word.as_bytes());
            return;
        }
    }
    // The last thing shown in this stretch of code: between two pieces of one statement stands an expression.
    let mut last = None::<usize>;
    let mut shown = false;
    for (from, to) in literals(code) {
        let text = &code[from..to];
        let markup =
            text.contains('<') || text.trim_end().ends_with('>') || (last.is_some() && text.contains("=\""));
        if !markup
            && !(is_prose(text) && (echoes || translated(&code[..from])))
            && !(markup_open(mask, start + from) && last.is_some())
        {
            continue;
        }
        if let Some(last) = last
            && !code[last..from].contains(';')
            && code[last..from].contains(['$', '('])
            && from - last >= 2
        {
            mask.unknown(start + last + 1);
        }
        shown = true;
        let inside = in_tag && !markup;
        mask.out[start + from..start + to].copy_from_slice(text.as_bytes());
        for byte in &mut mask.out[start + from..start + to] {
            if *byte == b'\\' || (inside && matches!(*byte, b'"' | b'<' | b'>')) {
                *byte = b' ';
            }
        }
        last = Some(to);
    }
    // Logic inside a tag decides whether the attribute beside it is there.
    if !shown && (echoes || in_tag) {
        mask.unknown(start);
    }
}

/// Whether the markup shown so far stands inside a tag, so that the next string belongs to it.
fn markup_open(mask: &Mask<'_>, at: usize) -> bool {
    mask.in_tag(at)
}

/// Whether a string is the first argument of a translation.
fn translated(before: &str) -> bool {
    let before = before.trim_end_matches(['\'', '"']).trim_end();
    [
        "__(",
        "_e(",
        "_x(",
        "_ex(",
        "esc_html__(",
        "esc_html_e(",
        "esc_attr__(",
        "esc_attr_e(",
        "trans(",
        "__ (",
        "_e (",
        "esc_html__ (",
        "esc_html_e (",
    ]
    .iter()
    .any(|call| before.ends_with(call))
}

/// The places of the strings in some code, without quotes.
fn literals(code: &str) -> Vec<(usize, usize)> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\'' | b'"' => {
                let end = jsx::string_end(bytes, at);
                if end > at + 1 {
                    found.push((at + 1, end - 1));
                }
                at = end.max(at + 1);
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = code[at..].find("*/").map_or(bytes.len(), |end| at + end + 2);
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') && !code[..at].ends_with(':') => {
                at = code[at..].find('\n').map_or(bytes.len(), |end| at + end);
            }
            _ => at += 1,
        }
    }
    found
}

/// Whether a string is words for people: a space between letters, no code.
pub(crate) fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    words >= 2 && !text.contains(['$', '=', ';', '{']) || crate::names_whatsapp_alone(text)
}
