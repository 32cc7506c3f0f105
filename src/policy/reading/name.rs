//! Whether a company's name stands in some words.

use std::borrow::Cow;

use super::super::prompt::Prompt;
use super::super::text::{self, Role, Span, Text, Word};
use super::super::words;
use super::mentions;

/// How the company's name stands in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Name {
    Present,
    /// A longer or shorter form of it.
    Inflected(Span),
    /// No name is configured, and something may be one.
    Perhaps(Option<Span>),
    Absent,
}

impl Prompt {
    /// Whether the asking words name the company.
    pub(in crate::policy) fn name(&self) -> Name {
        let mut best = Name::Absent;
        let Some(company) = self.company.as_deref().map(name_parts).filter(|parts| !parts.is_empty()) else {
            return self
                .asking()
                .find_map(perhaps_a_name)
                .map_or(Name::Absent, |span| Name::Perhaps(Some(span)));
        };
        for text in self.shown() {
            match name_in(&text.words, &company) {
                Name::Present => return Name::Present,
                Name::Absent => {}
                other => best = other,
            }
        }
        if best == Name::Absent && self.is_unknown() { Name::Perhaps(None) } else { best }
    }
}

/// Whether something in the asking words may be the name of who sends: behind "from", or before "may", "sends".
pub(in crate::policy) fn some_name(prompt: &Prompt) -> bool {
    // "Our Website Is Coming Soon": in a title every word has a capital.
    let texts =
        prompt.asking().filter(|text| !matches!(text.role, Role::Heading | Role::Field | Role::Button));
    texts.flat_map(Text::sentences).any(|sentence| {
        let named = |at: usize| {
            let word = &sentence[at];
            starts_upper(word)
                && word.folded.len() > 1
                && mentions(std::slice::from_ref(word)).is_empty()
                && !words::is_no_name(word)
        };
        let folded = |at: usize| sentence.get(at).map_or("", |word| word.folded.as_str());
        (0..sentence.len()).filter(|at| named(*at)).any(|at| {
            let behind =
                (at..sentence.len()).find(|next| !starts_upper(&sentence[*next])).unwrap_or(sentence.len());
            (at > 0 && FROM.contains(&folded(at - 1)))
                || SENDS.contains(&folded(behind))
                // "Keep me posted", "Halte mich": an order begins with a capital too.
                && (at > 0 || !PRONOUNS.contains(&folded(behind)))
                || sentence[at].raw.starts_with(text::UNKNOWN)
        })
    })
}

/// What stands before the name of who sends.
const FROM: &[&str] = &[
    "from", "by", "with", "of", "that", "let", "de", "d", "du", "par", "chez", "que", "qu", "avec", "von",
    "vom", "bei", "durch", "dass", "del", "por", "da", "di", "dal", "dalla", "che", "do", "pela", "pelo",
    "para", "com", "con",
];

const PRONOUNS: &[&str] = &["me", "m", "mir", "mich", "mi", "ti", "te", "to", "nous", "vous"];

/// What stands behind it.
const SENDS: &[&str] = &[
    "may", "can", "will", "could", "to", "sends", "send", "writes", "write", "contacts", "messages",
    "message", "tells", "keeps", "texts", "reminds", "peut", "me", "m", "vous", "nous", "darf", "mir",
    "mich", "sendet", "schickt", "kann", "le", "te", "puede", "mi", "ti", "puo", "pode", "m", "vai",
];

/// A sentence without the company's name.
pub(in crate::policy) fn without_name<'a>(sentence: &'a [Word], name: &[String]) -> Cow<'a, [Word]> {
    match name_place(sentence, name) {
        Some((from, to)) => Cow::Owned([&sentence[..from], &sentence[to..]].concat()),
        None => Cow::Borrowed(sentence),
    }
}

/// The words of a name, without its legal suffix.
pub(in crate::policy) fn name_parts(name: &str) -> Vec<String> {
    let text = Text::of(Role::Body, &name.replace(['\'', '’', '`'], ""));
    let mut parts: Vec<String> = text.words.into_iter().map(|word| word.folded).collect();
    while parts.len() > 1 {
        let tail = parts.len();
        // "S.A." and "S.p.A." come as letters.
        let letters = parts.iter().rev().take_while(|part| part.len() == 1 && part.is_ascii()).count();
        let joined: String = parts[tail - letters..].concat();
        if letters >= 2 && tail > letters && LEGAL.contains(&joined.as_str()) {
            parts.truncate(tail - letters);
        } else if LEGAL.contains(&parts[tail - 1].as_str()) || parts[tail - 1] == "&" {
            parts.pop();
        } else {
            break;
        }
    }
    parts
}

/// Where a name stands: first word, one past the last.
fn name_place(words: &[Word], name: &[String]) -> Option<(usize, usize)> {
    if name.is_empty() {
        return None;
    }
    let whole: String = name.concat();
    (0..words.len()).find_map(|start| {
        // Compared without gaps, because an apostrophe or a hyphen splits a name in one text and not in another.
        let mut rest = whole.as_str();
        for (offset, word) in words[start..].iter().enumerate() {
            rest = rest.strip_prefix(word.folded.as_str())?;
            if rest.is_empty() {
                return Some((start, start + offset + 1));
            }
        }
        None
    })
}

fn name_in(words: &[Word], name: &[String]) -> Name {
    if name_place(words, name).is_some() {
        return Name::Present;
    }
    // "Des Sabots Verts" for "Les Sabots Verts".
    if name.len() > 1
        && ARTICLES.contains(&name[0].as_str())
        && let Some((from, to)) = name_place(words, &name[1..])
    {
        return Name::Inflected(text::span_of(&words[from..to]));
    }
    // "Kerns" for "Weingut Kern", "Acmes": a name with an ending; "Acme" for "Acme Shoes": half a name.
    let near = words.iter().filter(|word| starts_upper(word)).find(|word| {
        name.iter().enumerate().any(|(index, part)| match word.folded.strip_prefix(part.as_str()) {
            Some("") => index == 0 && name.len() > 1 && part.len() >= 3,
            Some(ending) => ending.len() <= 3 && part.len() >= if index == 0 { 3 } else { 4 },
            None => false,
        })
    });
    near.map_or(Name::Absent, |word| Name::Inflected(word.span))
}

/// A word that may be a name: capitalised inside a sentence, or written by an expression.
fn perhaps_a_name(text: &Text) -> Option<Span> {
    if matches!(text.role, Role::Button | Role::Field) {
        return None;
    }
    let spelled = mentions(&text.words);
    let is_mention =
        |word: &Word| spelled.iter().any(|(_, span)| (span.start..span.end).contains(&word.span.start));
    let lists = words::for_texts(std::iter::once(text));
    let nouns_are_capital = lists.iter().any(|list| list.language == "de");
    text.sentences().find_map(|sentence| {
        let all_capital = sentence.iter().filter(|word| starts_upper(word)).count() * 2 > sentence.len()
            && sentence.len() > 2;
        let perhaps = sentence.iter().enumerate().find(|(index, word)| {
            let unknown = word.raw.starts_with(text::UNKNOWN) && text.role != Role::Heading;
            let first = *index == 0;
            let common = words::is_no_name(word) || is_mention(word);
            unknown
                || (!common && !nouns_are_capital && starts_upper(word) && !first && word.folded.len() > 1)
                || (!common
                    && (all_capital || nouns_are_capital)
                    && starts_upper(word)
                    && !first
                    && word.folded.len() > 1)
        });
        perhaps.map(|(_, word)| word.span)
    })
}

pub(in crate::policy) fn starts_upper(word: &Word) -> bool {
    word.raw.chars().next().is_some_and(char::is_uppercase)
}

const ARTICLES: &[&str] = &[
    "the", "les", "le", "la", "l", "il", "lo", "gli", "i", "el", "los", "las", "der", "die", "das", "o",
    "os", "a", "as",
];

const LEGAL: &[&str] = &[
    "inc",
    "ltd",
    "limited",
    "llc",
    "llp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "gmbh",
    "ag",
    "kg",
    "ug",
    "ohg",
    "se",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "eurl",
    "spa",
    "srl",
    "srls",
    "sl",
    "slu",
    "ltda",
    "lda",
    "bv",
    "nv",
    "oy",
    "ab",
    "as",
    "aps",
    "pty",
    "pvt",
    "eireli",
];
