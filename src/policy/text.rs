//! Words with their places, and patterns over them: enough to judge a sentence, without a regular-expression engine.

/// Stands for words nobody can know before the page runs: an expression, a variable, a translation key. It is ASCII's
/// "substitute", one byte long, so that it can take an expression's place without moving anything.
pub const UNKNOWN: char = '\u{1a}';

/// A place in the source, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From the first to one past the last byte.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// What a text does in the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Beside a box: the words it stands for. The number is the box's place among the prompt's boxes.
    Label(usize),
    /// Label of the number field.
    Field,
    /// Heading or legend.
    Heading,
    /// Anything else that is read with the prompt.
    Body,
    /// On a button.
    Button,
    /// In the page, but not to be seen.
    Hidden,
    /// To be seen, but far from the prompt, e.g. in the footer.
    Far,
}

/// One word, folded: lower case, no accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Folded, e.g. `desabonner`.
    pub folded: String,
    /// As written, e.g. `désabonner`.
    pub raw: String,
    /// Where it stands.
    pub span: Span,
    /// Which sentence of its text it belongs to.
    pub sentence: usize,
    /// Which part of its text, between commas, colons and brackets.
    pub clause: usize,
}

/// A run of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it does in the prompt.
    pub role: Role,
    /// The words, in reading order.
    pub words: Vec<Word>,
    sentence: usize,
    /// Where the sentence begins among the words.
    begins: usize,
    clause: usize,
    glued: bool,
}

/// Nobody writes longer sentences: a run of more words is cut, so that reading takes no longer than it has to.
const LONGEST_SENTENCE: usize = 300;

impl Text {
    /// An empty text.
    pub fn new(role: Role) -> Self {
        Self { role, words: Vec::new(), sentence: 0, begins: 0, clause: 0, glued: false }
    }

    /// A text that is its own source.
    pub fn of(role: Role, text: &str) -> Self {
        let mut made = Self::new(role);
        made.push(text, Span::new(0, text.len()));
        made
    }

    /// Adds words. When `piece` is as long as its place in the source, each word gets its own place there; else (entities,
    /// escapes) its place is as near as the piece's start and end allow.
    pub fn push(&mut self, piece: &str, place: Span) {
        let exact = place.end.saturating_sub(place.start) == piece.len();
        let at = |offset: usize| (place.start + offset).min(place.end);
        let mut start = None;
        let mut characters = piece.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let part = part_of_word(character);
            if let Some(length) = placeholder(&piece[offset..]) {
                if let Some(from) = start.take() {
                    self.word(&piece[from..offset], Span::new(at(from), at(offset)));
                }
                self.glued = false;
                self.word("\u{1a}", Span::new(at(offset), at(offset + length)));
                while characters.peek().is_some_and(|(next, _)| *next < offset + length) {
                    characters.next();
                }
                continue;
            }
            if start.is_none()
                && let Some(length) = address(&piece[offset..])
                && !piece[..offset].ends_with(|c: char| !c.is_whitespace() && c != '(')
            {
                self.glued = false;
                self.word(&piece[offset..offset + length], Span::new(at(offset), at(offset + length)));
                while characters.peek().is_some_and(|(next, _)| *next < offset + length) {
                    characters.next();
                }
                continue;
            }
            if part && start.is_none() {
                start = Some(offset);
            }
            // "AcmeがWhatsAppで": such scripts write no spaces, and particles onto names.
            if let (true, Some(from)) = (part, start)
                && piece[..offset].chars().next_back().is_some_and(|c| joins(c) != joins(character))
            {
                self.word(&piece[from..offset], Span::new(at(from), at(offset)));
                self.glued = false;
                start = Some(offset);
            }
            if let (false, Some(from)) = (part, start) {
                self.word(&piece[from..offset], Span::new(at(from), at(offset)));
                start = None;
            }
            if part {
                continue;
            }
            self.glued = false;
            let next = characters.peek().map(|(_, next)| *next);
            match character {
                UNKNOWN | '&' | '+' | '%' | '@' => {
                    let end = if exact { at(offset + character.len_utf8()) } else { place.end };
                    self.word(&piece[offset..offset + character.len_utf8()], Span::new(at(offset), end));
                    self.glued = false;
                }
                // "U.S. residents": an abbreviation ends no sentence.
                '.' if self.words.len() >= 2
                    && self.words[self.words.len() - 2..].iter().all(|word| word.raw.len() == 1) => {}
                // "EE. UU."
                '.' if self.words.last().is_some_and(|word| word.raw == "EE") => {}
                '.' | '!' | '?' | '…' | '。' | '|' if next.is_none_or(|c| c.is_whitespace() || c == '"') => {
                    self.stop()
                }
                ';' | '•' | '·' => self.stop(),
                ',' | ':' | '(' | ')' | '–' | '—' => self.clause += 1,
                _ => {}
            }
        }
        if let Some(from) = start {
            self.word(&piece[from..], Span::new(at(from), at(piece.len())));
            self.glued = true;
        }
    }

    /// Ends a sentence, as a block's edge does.
    pub fn stop(&mut self) {
        self.glued = false;
        if self.words.last().is_some_and(|word| word.sentence == self.sentence) {
            self.sentence += 1;
            self.begins = self.words.len();
        }
    }

    /// Whether something in it cannot be known.
    pub fn is_unknown(&self) -> bool {
        self.words.iter().any(|word| word.raw.starts_with(UNKNOWN))
    }

    /// From its first word to its last.
    pub fn span(&self) -> Option<Span> {
        Some(Span::new(self.words.first()?.span.start, self.words.last()?.span.end))
    }

    /// Its sentences.
    pub fn sentences(&self) -> impl Iterator<Item = &[Word]> {
        self.words.chunk_by(|a, b| a.sentence == b.sentence)
    }

    fn word(&mut self, raw: &str, span: Span) {
        // `What<b>sApp</b>` is one word to a reader.
        if self.glued
            && let Some(last) = self.words.last_mut()
        {
            last.raw.push_str(raw);
            last.folded = fold(&last.raw);
            last.span.end = span.end;
            self.glued = false;
            return;
        }
        if self.words.len() - self.begins >= LONGEST_SENTENCE {
            self.stop();
        }
        let (sentence, clause) = (self.sentence, self.clause);
        self.words.push(Word { folded: fold(raw), raw: raw.to_owned(), span, sentence, clause });
    }
}

/// The length of the placeholder a text begins with: `%s`, `%1$s`, `{name}`, as translations hold them.
fn placeholder(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('%') {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let rest = if digits > 0 { rest[digits..].strip_prefix('$')? } else { rest };
        let end = rest.strip_prefix(['s', 'd'])?;
        return (!end.starts_with(char::is_alphanumeric)).then_some(text.len() - end.len());
    }
    let name = text.strip_prefix('{')?;
    let end = name.find('}').filter(|end| (1..=40).contains(end))?;
    name[..end].chars().all(|c| c.is_alphanumeric() || "_.- ".contains(c)).then_some(end + 2)
}

/// The length of the URL, host name or e-mail address a text begins with: what stands in one is no wording.
fn address(text: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || "()<>\"'".contains(c)).unwrap_or(text.len());
    let chunk = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let is_host = |c: &str| [".com", ".me", ".org", ".net", ".example"].iter().any(|tld| c.ends_with(tld));
    let is_address = chunk.contains("://")
        || chunk.starts_with("www.")
        || (chunk.contains('@') && chunk.contains('.') && !chunk.starts_with('@'))
        || chunk.split('/').next().is_some_and(is_host);
    (is_address && chunk.len() > 4).then_some(chunk.len())
}

fn part_of_word(character: char) -> bool {
    character.is_alphanumeric() || ('\u{300}'..'\u{370}').contains(&character)
}

/// Thai, Chinese, Japanese and Korean letters: written onto others without a space.
fn joins(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Finds a pattern: words apart by spaces; `word*` any ending, `*word` any beginning, `*word*` any compound, `a|b` either, `=STOP` as written, `..` up to five words
/// between. The pattern is written folded and stays within one sentence.
#[cfg(test)]
fn find<'a>(words: &'a [Word], pattern: &str) -> Option<&'a [Word]> {
    find_any(words, &[pattern])
}

fn find_one<'a>(words: &'a [Word], pattern: &str) -> Option<&'a [Word]> {
    let items: Vec<&str> = pattern.split(' ').collect();
    let mut begin = 0;
    for sentence in words.chunk_by(|a, b| a.sentence == b.sentence) {
        for start in 0..sentence.len() {
            if let Some(end) = match_at(sentence, start, &items) {
                return Some(&words[begin + start..begin + end]);
            }
        }
        begin += sentence.len();
    }
    None
}

/// Which letters some words begin with, one bit each; the last is for everything that is none of a to z.
fn initials(words: &[Word]) -> u32 {
    words.iter().filter_map(|word| word.folded.as_bytes().first()).fold(0, |all, byte| all | initial(*byte))
}

fn initial(byte: u8) -> u32 {
    if byte.is_ascii_lowercase() { 1 << (byte - b'a') } else { 1 << 26 }
}

/// Whether some word may be the first of a pattern: a look at letters, before anything is taken apart.
fn may_begin(words: &[Word], initials: u32, pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    let mut begins = true;
    for (at, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(at + 1);
        match byte {
            b' ' => return false,
            b'|' => {
                begins = true;
                continue;
            }
            b'*' | b'=' if begins => return true,
            b'.' if begins && next == Some(&b'.') => return true,
            letter if begins && initials & initial(letter) != 0 => {
                let second = next.filter(|next| !matches!(next, b'*' | b'|' | b' '));
                let fits = words.iter().any(|word| {
                    let own = word.folded.as_bytes();
                    own.first() == Some(&letter) && second.is_none_or(|second| own.get(1) == Some(second))
                });
                if fits {
                    return true;
                }
            }
            _ => {}
        }
        begins = false;
    }
    false
}

const GAP: usize = 5;

fn match_at(words: &[Word], start: usize, items: &[&str]) -> Option<usize> {
    let Some((item, rest)) = items.split_first() else { return Some(start) };
    if *item == ".." {
        return (0..=GAP).find_map(|gap| match_at(words, start + gap, rest));
    }
    let word = words.get(start)?;
    let fits = item.split('|').any(|option| match (option.strip_suffix('*'), option.strip_prefix('=')) {
        (Some(stem), _) => match stem.strip_prefix('*') {
            Some(inner) => word.folded.contains(inner),
            None => word.folded.starts_with(stem),
        },
        (_, Some(written)) => word.raw == written,
        _ => match option.strip_prefix('*') {
            Some(tail) => word.folded.ends_with(tail),
            None => word.folded == option,
        },
    });
    if fits { match_at(words, start + 1, rest) } else { None }
}

/// The first of several patterns that is found.
pub(super) fn find_any<'a>(words: &'a [Word], patterns: &[&str]) -> Option<&'a [Word]> {
    let initials = initials(words);
    let mut patterns = patterns.iter().filter(|pattern| may_begin(words, initials, pattern));
    patterns.find_map(|pattern| find_one(words, pattern))
}

/// Every place where one of several patterns is found: first word, one past the last; in the order of the words.
pub(super) fn find_all(words: &[Word], patterns: &[&str]) -> Vec<(usize, usize)> {
    let initials = initials(words);
    let patterns: Vec<Vec<&str>> = patterns
        .iter()
        .filter(|pattern| may_begin(words, initials, pattern))
        .map(|pattern| pattern.split(' ').collect())
        .collect();
    let mut found = Vec::new();
    if patterns.is_empty() {
        return found;
    }
    let mut begin = 0;
    for sentence in words.chunk_by(|a, b| a.sentence == b.sentence) {
        for start in 0..sentence.len() {
            let longest = patterns.iter().filter_map(|items| match_at(sentence, start, items)).max();
            found.extend(longest.map(|end| (begin + start, begin + end)));
        }
        begin += sentence.len();
    }
    found
}

/// The place of some words.
pub(super) fn span_of(words: &[Word]) -> Span {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
        _ => Span::default(),
    }
}

/// Lower case without accents, so that `DÉSABONNER` and `desabonner` are one word.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è'..='ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ı' | 'ī' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ő' => folded.push('o'),
            'ù'..='ü' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'ğ' => folded.push('g'),
            'ł' => folded.push('l'),
            'ř' => folded.push('r'),
            'ţ' | 'ț' | 'ť' => folded.push('t'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '\u{300}'..'\u{370}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, pattern: &str) -> bool {
        find(&Text::of(Role::Body, text).words, pattern).is_some()
    }

    #[test]
    fn patterns_match_words_stems_choices_and_gaps() {
        assert!(found("I agree to receive messages", "agree* .. receive"));
        assert!(found("J’accepte de recevoir", "accepte de recev*"));
        assert!(found("DÉSABONNER", "desabonn*"));
        assert!(found("yes, please", "oui|yes please"));
        assert!(!found("agree", "agreed"));
        assert!(!found("I agree a b c d e f receive", "agree .. receive"));
    }

    #[test]
    fn a_pattern_never_runs_over_the_end_of_a_sentence() {
        assert!(!found("I agree. Receive news.", "agree receive"));
        assert!(!found("I agree. Receive news.", "agree .. receive"));
        assert!(found("Version 2.5 is out", "2 5 is"));
    }

    #[test]
    fn words_keep_their_places_and_pieces_of_one_word_join() {
        let mut text = Text::new(Role::Body);
        text.push("What", Span::new(10, 14));
        text.push("sApp now", Span::new(21, 29));
        assert_eq!(text.words.len(), 2);
        assert_eq!(text.words[0].raw, "WhatsApp");
        assert_eq!(text.words[0].span, Span::new(10, 25));
        assert_eq!(text.words[1].span, Span::new(26, 29));
    }
}
