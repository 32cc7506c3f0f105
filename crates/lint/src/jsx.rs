//! Elements in JavaScript and TypeScript, read without understanding the language around them.

use whatsapp_opt_in::policy::{Span, UNKNOWN};

use crate::dialect::is_prose;
use crate::tree::{Attribute, Builder, read_html};

/// Nesting of elements and expressions beyond which reading stops.
const DEEPEST: usize = 200;

/// Reads a source's elements into a builder.
pub(crate) fn read(source: &str, builder: &mut Builder) {
    let mut reader = Reader { source, bytes: source.as_bytes(), builder, depth: 0 };
    reader.code(0, source.len(), false);
}

struct Reader<'a, 'b> {
    source: &'a str,
    bytes: &'a [u8],
    builder: &'b mut Builder,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Reads code up to `end`. As a child of an element (`shown`), its prose is text. Returns whether anything was shown.
    fn code(&mut self, mut at: usize, end: usize, shown: bool) -> bool {
        let mut any = false;
        // The last byte that was no space, to tell an element from "less than" and a pattern from a division.
        let mut previous = b'(';
        while at < end {
            let byte = self.bytes[at];
            match byte {
                b'\'' | b'"' | b'`' => {
                    let stop =
                        if byte == b'`' { template_end(self.bytes, at) } else { string_end(self.bytes, at) }
                            .min(end);
                    any |= self.literal(at + 1, stop.saturating_sub(1).max(at + 1), shown);
                    at = stop.max(at + 1);
                    previous = byte;
                    continue;
                }
                b'/' if self.bytes.get(at + 1) == Some(&b'/') => at = self.find(at, "\n", end),
                b'/' if self.bytes.get(at + 1) == Some(&b'*') => at = self.find(at, "*/", end) + 2,
                b'/' if b"(=,:[!&|?{};+".contains(&previous) => at = self.pattern_end(at, end),
                b'<' if self.begins_element(at, previous) => {
                    at = self.element(at, end);
                    any = true;
                    // Elements side by side, as in a fragment of a file.
                    previous = b'>';
                    continue;
                }
                _ => {}
            }
            if byte.is_ascii_alphabetic() && self.word_at(at, "return") {
                at += "return".len();
                previous = b'(';
                continue;
            }
            if !byte.is_ascii_whitespace() {
                previous = byte;
            }
            at += 1;
        }
        any
    }

    fn word_at(&self, at: usize, word: &str) -> bool {
        self.bytes[at..].starts_with(word.as_bytes())
            && !self.bytes.get(at + word.len()).is_some_and(|next| next.is_ascii_alphanumeric())
            && (at == 0 || !self.bytes[at - 1].is_ascii_alphanumeric())
    }

    fn begins_element(&self, at: usize, previous: u8) -> bool {
        let begins = self.bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'>');
        begins && b"(,{}[=:?&|>;".contains(&previous) && self.depth < DEEPEST
    }

    /// A string: markup is read as such; prose in an expression that is shown is text.
    fn literal(&mut self, start: usize, end: usize, shown: bool) -> bool {
        let Some(text) = self.source.get(start..end) else { return false };
        if ["<input", "<label", "<form", "<div", "<p>"].iter().any(|tag| text.contains(tag)) {
            let depth = self.builder.depth();
            read_html(&expressions_masked(text), start, self.builder);
            self.builder.close_to(depth);
            return true;
        }
        if shown && is_prose(text) {
            self.builder.text(text.replace('\\', " "), Span::new(start, end));
            return true;
        }
        false
    }

    /// An element from its `<`. Returns the place behind it.
    fn element(&mut self, start: usize, end: usize) -> usize {
        self.depth += 1;
        let after = self.element_inner(start, end);
        self.depth -= 1;
        after.clamp(start + 1, end)
    }

    fn element_inner(&mut self, start: usize, end: usize) -> usize {
        let name_end = self.name_end(start + 1, end);
        let name = self.source[start + 1..name_end].to_ascii_lowercase();
        let mut attributes = Vec::new();
        // Elements inside attribute values become children.
        let mut inner = Vec::new();
        let mut at = name_end;
        let mut closed = false;
        loop {
            at = self.skip_space(at, end);
            let Some(byte) = (at < end).then(|| self.bytes[at]) else { break };
            match byte {
                b'>' => {
                    at += 1;
                    break;
                }
                b'/' => {
                    closed |= self.bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                b'{' => {
                    let stop = self.braces(at, end);
                    attributes.push(Attribute {
                        name: UNKNOWN.to_string(),
                        value: UNKNOWN.to_string(),
                        span: Span::new(at, stop),
                        expression: true,
                    });
                    at = stop;
                }
                // A type argument: `<Select<Country> …>`.
                b'<' => at = self.find(at, ">", end) + 1,
                _ => at = self.attribute(at, end, &mut attributes, &mut inner),
            }
        }
        let span = Span::new(start, at.min(end));
        let depth = self.builder.depth();
        let message = attributes.iter().find(|a| a.name == "defaultmessage" && !a.expression);
        let message = message.map(|a| (a.value.clone(), a.span));
        let fragment = name.is_empty();
        let open = fragment
            || self.builder.open(&name, attributes, span, closed && inner.is_empty() && message.is_none());
        if let Some((text, span)) = message {
            self.builder.text(text, span);
        }
        for (from, to) in inner {
            self.code(from, to, false);
            // Elements in between have read theirs.
            if !self.bytes[from..to].contains(&b'<') {
                self.fields(from, to);
            }
        }
        if closed {
            self.builder.close_to(depth);
            return at;
        }
        let after = self.children(at, end, &name);
        if open {
            self.builder.close_to(depth);
        }
        after
    }

    fn attribute(
        &mut self,
        start: usize,
        end: usize,
        attributes: &mut Vec<Attribute>,
        inner: &mut Vec<(usize, usize)>,
    ) -> usize {
        let stop = |byte: u8| byte.is_ascii_whitespace() || b"=>/{\"'`<".contains(&byte);
        let mut at = start;
        while at < end && !stop(self.bytes[at]) {
            at += 1;
        }
        if at == start {
            return start + 1;
        }
        let name = self.source.get(start..at).unwrap_or_default().to_ascii_lowercase();
        let equals = self.skip_space(at, end);
        if self.bytes.get(equals) != Some(&b'=') || equals >= end {
            attributes.push(Attribute {
                name,
                value: String::new(),
                span: Span::new(start, at),
                expression: false,
            });
            return at;
        }
        let value = self.skip_space(equals + 1, end);
        let (from, to, after) = match self.bytes.get(value).filter(|_| value < end) {
            Some(quote @ (b'"' | b'\'')) => {
                let close = self.bytes[value + 1..end].iter().position(|byte| byte == quote);
                let close = close.map_or(end, |close| value + 1 + close);
                (value + 1, close, (close + 1).min(end))
            }
            Some(b'{') => {
                let close = self.braces(value, end);
                (value + 1, close.saturating_sub(1).max(value + 1), close)
            }
            _ => return value.max(at),
        };
        let text = self.source.get(from..to).unwrap_or_default();
        let expression = self.bytes[value] == b'{';
        let trimmed = text.trim();
        // `<Form.Field control={Checkbox} />`: what is drawn.
        let drawn = matches!(name.as_str(), "control" | "component" | "as")
            && trimmed.starts_with(|c: char| c.is_ascii_uppercase())
            && trimmed.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        let known = match trimmed {
            "true" | "false" => Some(trimmed.to_owned()),
            _ if drawn => Some(trimmed.to_owned()),
            _ => quoted(trimmed).map(str::to_owned),
        };
        if expression
            && known.is_none()
            && ["<", "type:", "button:", "submit:"].iter().any(|sign| text.contains(sign))
        {
            inner.push((from, to));
        }
        // `style={{ display: "none" }}` is read as it stands.
        let expression = expression && name != "style";
        let (value, expression) = match (expression, known) {
            (false, _) => (text.to_owned(), false),
            (true, Some(known)) => (known, false),
            (true, None) => {
                let words = prose_in(trimmed).or_else(|| constant(self.source, trimmed).map(str::to_owned));
                (words.unwrap_or_else(|| UNKNOWN.to_string()), true)
            }
        };
        attributes.push(Attribute { name, value, span: Span::new(from, to), expression });
        after
    }

    /// The children of an element, up to and with its end tag.
    fn children(&mut self, mut at: usize, end: usize, name: &str) -> usize {
        while at < end {
            let next = self.bytes[at..end].iter().position(|byte| matches!(byte, b'<' | b'{'));
            let stop = next.map_or(end, |next| at + next);
            if stop > at
                && let Some(text) = self.source.get(at..stop)
            {
                self.builder.text(decode(text), Span::new(at, stop));
            }
            at = stop;
            if at >= end {
                break;
            }
            if self.bytes[at] == b'{' {
                let close = self.braces(at, end);
                let inner = (at + 1, close.saturating_sub(1).max(at + 1));
                let expression = self.source.get(inner.0..inner.1).unwrap_or_default().trim();
                let silent =
                    expression.is_empty() || (expression.starts_with("/*") && expression.ends_with("*/"));
                if let Some(space) =
                    quoted(expression).filter(|text| text.trim().is_empty() || !is_prose(text))
                {
                    self.builder.text(space.to_owned(), Span::new(inner.0, inner.1));
                } else if self.depth < DEEPEST && !silent {
                    self.depth += 1;
                    if !self.code(inner.0, inner.1, true) {
                        let words = constant(self.source, expression).map_or(UNKNOWN.to_string(), decode);
                        self.builder.text(words, Span::new(inner.0, inner.1));
                    }
                    self.depth -= 1;
                }
                at = close.max(at + 1);
            } else if self.bytes.get(at + 1) == Some(&b'/') {
                let close = self.find(at, ">", end);
                let closing = self.source.get(at + 2..close).unwrap_or_default().trim().to_ascii_lowercase();
                let after = (close + 1).min(end);
                // An end tag of something else: this element was left open.
                return if closing == name {
                    after
                } else {
                    at.max(if closing.is_empty() { after } else { at })
                };
            } else if self.bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == b'>')
                && self.depth < DEEPEST
            {
                at = self.element(at, end);
            } else {
                at += 1;
            }
        }
        end
    }

    /// Fields given as data, each shown as the element it becomes: `fields={[{ type: "checkbox", name: "wa", label: "…" }]}`.
    fn fields(&mut self, from: usize, to: usize) {
        let mut at = from;
        for _ in 0..MOST_FIELDS {
            let Some(open) = self.bytes[at..to].iter().position(|byte| *byte == b'{').map(|open| at + open)
            else {
                return;
            };
            // An object that holds others is a frame around them.
            let end = self.bytes[open + 1..to].iter().position(|byte| matches!(byte, b'{' | b'}'));
            let Some(end) = end.map(|end| open + 1 + end) else { return };
            at = end;
            if self.bytes[end] == b'}' {
                let attributes = members(self.source.get(open + 1..end).unwrap_or_default(), open + 1);
                let value =
                    |name: &str| attributes.iter().find(|own| own.name == name).map(|own| own.value.as_str());
                let typed = value("type").is_some_and(|kind| FIELD_TYPES.contains(&kind));
                if typed && ["name", "id", "label", "placeholder"].iter().any(|name| value(name).is_some()) {
                    self.builder.open("input", attributes, Span::new(open, end + 1), true);
                } else if let Some(button) =
                    attributes.iter().find(|own| matches!(own.name.as_str(), "button" | "submit"))
                {
                    let depth = self.builder.depth();
                    self.builder.open("button", Vec::new(), Span::new(open, end + 1), false);
                    self.builder.text(button.value.clone(), button.span);
                    self.builder.close_to(depth);
                }
                at = end + 1;
            }
        }
    }

    fn name_end(&self, start: usize, end: usize) -> usize {
        let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.:-".contains(byte);
        start + self.bytes[start..end].iter().take_while(|byte| part(byte)).count()
    }

    fn skip_space(&self, start: usize, end: usize) -> usize {
        start + self.bytes[start.min(end)..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    fn find(&self, start: usize, text: &str, end: usize) -> usize {
        let from = start.min(end);
        let found = self.bytes[from..end].windows(text.len()).position(|window| window == text.as_bytes());
        found.map_or(end, |found| from + found)
    }

    fn braces(&self, start: usize, end: usize) -> usize {
        (start + balanced_bytes(&self.bytes[start..end])).min(end)
    }

    fn pattern_end(&self, start: usize, end: usize) -> usize {
        let mut at = start + 1;
        while at < end && self.bytes[at] != b'\n' {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'/' => return at,
                _ => {}
            }
            at += 1;
        }
        start
    }
}

/// The prose a variable or a member holds, where the same file says so: `const label = "…"`, `{ label: "…" }`.
fn constant<'a>(source: &'a str, path: &str) -> Option<&'a str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    let name = path.rsplit('.').next().filter(|name| name.len() >= 2 && path.chars().all(plain))?;
    source.match_indices(name).take(50).find_map(|(at, _)| {
        if source[..at].chars().next_back().is_some_and(plain) {
            return None;
        }
        let rest = source[at + name.len()..].trim_start();
        let value = rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let (text, _) = value[1..].split_once(quote)?;
        is_prose(text).then_some(text)
    })
}

/// More fields in one list are not looked at.
const MOST_FIELDS: usize = 200;
/// Types of fields given as data.
const FIELD_TYPES: &[&str] =
    &["checkbox", "switch", "radio", "tel", "text", "email", "number", "password", "date", "hidden"];

/// The members of an object that are strings, `true` or `false`, as attributes.
fn members(object: &str, base: usize) -> Vec<Attribute> {
    let bytes = object.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-');
    let skip = |mut at: usize, over: &dyn Fn(u8) -> bool| {
        while at < bytes.len() && over(bytes[at]) {
            at += 1;
        }
        at
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        at = skip(at, &|byte| !word(&byte));
        let end = skip(at, &|byte| word(&byte));
        let name = object.get(at..end).unwrap_or_default().to_ascii_lowercase();
        let colon = skip(end, &|byte| byte.is_ascii_whitespace() || matches!(byte, b'\'' | b'"'));
        if bytes.get(colon) != Some(&b':') {
            at = end.max(at + 1);
            continue;
        }
        let value = skip(colon + 1, &|byte| byte.is_ascii_whitespace());
        let (from, to, after) = match bytes.get(value) {
            Some(b'\'' | b'"' | b'`') => {
                let close = string_end(bytes, value).min(bytes.len());
                (value + 1, close.saturating_sub(1).max(value + 1), close)
            }
            _ => {
                let close = skip(value, &|byte| byte != b',');
                (value, close, close)
            }
        };
        let text = object.get(from..to).unwrap_or_default().trim();
        let plain = after > to || matches!(text, "true" | "false");
        // `required: false` is no attribute at all.
        if plain && text != "false" && !name.is_empty() {
            let (name, value) = match text {
                "true" if matches!(name.as_str(), "value" | "default" | "initialvalue" | "defaultvalue") => {
                    ("defaultchecked".to_owned(), String::new())
                }
                "true" => (name, String::new()),
                _ => (name, decode(text)),
            };
            found.push(Attribute { name, value, span: Span::new(base + from, base + to), expression: false });
        }
        at = after.max(value + 1);
    }
    found
}

/// The text of an expression that is one string.
fn quoted(expression: &str) -> Option<&str> {
    let quote = expression.chars().next().filter(|c| "'\"`".contains(*c))?;
    let inner = expression.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote) && !inner.contains("${")).then_some(inner)
}

/// The first prose in an expression such as `t("Send me updates")`.
fn prose_in(expression: &str) -> Option<String> {
    let bytes = expression.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'\'' | b'"') {
            let end = string_end(bytes, at);
            let text = expression.get(at + 1..end.saturating_sub(1)).unwrap_or_default();
            if is_prose(text) {
                return Some(text.to_owned());
            }
            at = end;
        }
        at += 1;
    }
    None
}

/// `${…}` in a template string gives way to unknown words of the same length.
fn expressions_masked(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(found) = text[at..].find("${") {
        let start = at + found;
        let end = (start + 1 + balanced(&text[start + 1..])).min(text.len());
        out[start..end].fill(b' ');
        out[start] = 0x1a;
        at = end.max(start + 2);
        if !text.is_char_boundary(at) || at >= text.len() {
            break;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The length of what stands in brackets at the start of a text, strings passed over.
pub(crate) fn balanced(text: &str) -> usize {
    balanced_bytes(text.as_bytes())
}

fn balanced_bytes(bytes: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b'"' | b'`' => {
                at = if bytes[at] == b'`' { template_end(bytes, at) } else { string_end(bytes, at) };
                continue;
            }
            // An apostrophe in text between tags ("don't") begins no string.
            b'\'' if at == 0 || !bytes[at - 1].is_ascii_alphanumeric() => {
                at = string_end(bytes, at);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let close = bytes[at + 2..].windows(2).position(|pair| pair == b"*/");
                at = close.map_or(bytes.len(), |close| at + close + 4);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// One past the closing quote of the string that begins here; one past the line's end when it does not close.
pub(crate) fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    // Not a string after all: an apostrophe.
    start + 1
}

/// One past the closing backtick, expressions inside passed over.
fn template_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    let mut depth = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' if depth == 0 => return at + 1,
            b'$' if bytes.get(at + 1) == Some(&b'{') => {
                depth += 1;
                at += 1;
            }
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let pairs = [
        ("&nbsp;", " "),
        ("&apos;", "’"),
        ("&#39;", "’"),
        ("&rsquo;", "’"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
