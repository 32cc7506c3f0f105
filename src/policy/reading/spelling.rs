//! How WhatsApp is spelled.

use super::super::text::{Span, Word, fold, span_of};
use super::super::words;

/// How WhatsApp is spelled somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) enum Spelling {
    /// `WhatsApp`.
    Right,
    /// `WHATSAPP`.
    Capitals,
    /// Anything else.
    Wrong,
}

/// Every mention of WhatsApp in some words.
pub(in crate::policy) fn mentions(words: &[Word]) -> Vec<(Spelling, Span)> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let mut length = 1;
        let spelling = match spelled(words, index) {
            Some((spelling, words_used)) => {
                length = words_used;
                Some(spelling)
            }
            None => None,
        };
        if let Some(spelling) = spelling {
            found.push((spelling, span_of(&words[index..index + length])));
        }
        index += length;
    }
    found
}

pub(in crate::policy) fn spelled(words: &[Word], index: usize) -> Option<(Spelling, usize)> {
    let word = &words[index];
    // Compounds: "WhatsAppnachrichten".
    if let Some(rest) = word.folded.strip_prefix("whatsapp") {
        let written = &word.raw[..word.raw.len().min("WhatsApp".len())];
        return match written {
            "WhatsApp" => Some((Spelling::Right, 1)),
            "WHATSAPP" => Some((Spelling::Capitals, 1)),
            _ if rest.len() <= 14 => Some((Spelling::Wrong, 1)),
            _ => None,
        };
    }
    if words::MISSPELLED.contains(&word.folded.as_str()) {
        return Some((Spelling::Wrong, 1));
    }
    let next = |step: usize| words.get(index + step).map_or("", |word| word.folded.as_str());
    let app = |word: &str| word == "app" || word == "apps";
    if word.raw.len() <= 10 && distance_at_most_two(&word.folded, "whatsapp") {
        return Some((Spelling::Wrong, 1));
    }
    // "What apps do you use?" is a question.
    let question = word.folded == "what" && next(1) == "apps";
    if matches!(word.folded.as_str(), "whats" | "wats" | "whatts" | "watts" | "whatsa" | "what")
        && app(next(1))
        && !question
    {
        return Some((Spelling::Wrong, 2));
    }
    if word.folded == "what" && next(1) == "sapp" {
        return Some((Spelling::Wrong, 2));
    }
    if word.folded == "what" && next(1) == "s" && app(next(2)) {
        return Some((Spelling::Wrong, 3));
    }
    let here = |other: &&Word| other.sentence == word.sentence;
    let around =
        [index.checked_sub(1).map(|before| &words[before]).filter(here), words.get(index + 1).filter(here)];
    abbreviates(&word.raw, around.map(|word| word.map(|word| word.raw.as_str())), true)
        .then_some((Spelling::Wrong, 1))
}

/// The name cut short, as people write it: "offers via WA", "pelo zap", "por wsp". "Perth, WA 6000" is a place.
fn abbreviates(raw: &str, [before, after]: [Option<&str>; 2], prose: bool) -> bool {
    const SHORT: &[&str] = &["wa", "wpp", "wsp", "wapp", "zap", "zapzap", "whats"];
    const OVER: &[&str] = &[
        "on", "via", "by", "over", "through", "per", "sur", "par", "su", "tramite", "por", "uber", "auf",
        "pelo", "pel", "no", "do", "meu", "using", "your", "my", "votre", "mon", "ton", "tuo", "tu", "mi",
        "al",
    ];
    const OF: &[&str] = &[
        "number",
        "no",
        "group",
        "groups",
        "message",
        "messages",
        "msg",
        "msgs",
        "update",
        "updates",
        "news",
        "chat",
        "channel",
        "gruppe",
        "grupo",
        "groupe",
        "gruppo",
        "notification",
        "notifications",
        "alerts",
        "newsletter",
        "verification",
        "reminders",
        "optin",
        "nachrichten",
        "mensajes",
        "mensagens",
        "messaggi",
    ];
    let folded = fold(raw);
    if !SHORT.contains(&folded.as_str()) {
        return false;
    }
    let place = after.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let small = before.is_some_and(|word| word.starts_with(char::is_lowercase));
    let (before, after) = (before.map(fold).unwrap_or_default(), after.map(fold).unwrap_or_default());
    match folded.as_str() {
        "wpp" | "wsp" | "zapzap" => true,
        "wa" if place => false,
        // "Les bons plans WA": behind a noun, at the end.
        "wa" if raw == "WA" && prose && after.is_empty() && before.len() >= 4 && small => true,
        "wa" if raw == "WA" => OVER.contains(&before.as_str()) || OF.contains(&after.as_str()),
        // "No" and "do" are no prepositions in English, nor is "whats" a name there.
        "wa" => {
            ["via", "per", "por", "pelo", "uber", "auf", "sur", "par", "tramite"].contains(&before.as_str())
        }
        _ => ["via", "per", "por", "pelo", "no", "do", "al", "meu", "tramite"].contains(&before.as_str()),
    }
}

/// Whether two words starting alike differ by at most two letters.
fn distance_at_most_two(word: &str, other: &str) -> bool {
    if !word.starts_with('w') || !word.is_ascii() || word.len().abs_diff(other.len()) > 2 || word.len() < 7 {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in word.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.bytes().enumerate() {
            let next = (diagonal + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[other.len()] <= 2
}

/// Whether an attribute or a name ties something to WhatsApp, in whatever spelling.
pub fn names_whatsapp(text: &str) -> bool {
    // Every spelling begins with one of a few pairs of letters: most texts need no closer look.
    let begins = |pair: &[u8]| {
        matches!(
            (pair[0] | 0x20, pair[1] | 0x20),
            (b'w' | b'v', b'h' | b'a' | b't') | (b'w', b'p' | b's') | (b'g', b'u') | (b'z', b'a')
        )
    };
    if !text.as_bytes().windows(2).any(begins) {
        return false;
    }
    if text.len() > LONG {
        return names_it_somewhere(text, begins) || names_it_short(text);
    }
    names_it_long(text) || names_it_short(text)
}

/// A longer text is looked at only where a spelling may begin.
const LONG: usize = 1_000;

fn names_it_somewhere(text: &str, begins: impl Fn(&[u8]) -> bool) -> bool {
    const SPELLING: usize = 24;
    let mut read = 0;
    text.as_bytes().windows(2).enumerate().any(|(at, pair)| {
        if at < read || !begins(pair) || !text.is_char_boundary(at) {
            return false;
        }
        let end = (at + SPELLING..text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
        read = at + 2;
        names_it_long(&text[at..end])
    })
}

fn names_it_long(text: &str) -> bool {
    let folded: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    // Every spelling ends so, or nearly.
    if !["ap", "up", "pp"].iter().any(|end| folded.contains(end)) {
        return false;
    }
    // Of the shortest only a word of its own is meant.
    let long = |wrong: &&&str| wrong.len() > 3;
    folded.contains("whatsapp") || words::MISSPELLED.iter().filter(long).any(|wrong| folded.contains(wrong))
}

fn names_it_short(text: &str) -> bool {
    let mut tokens = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).peekable();
    let mut before = None;
    while let Some(token) = tokens.next() {
        if token.len() <= 6 && abbreviates(token, [before, tokens.peek().copied()], false) {
            return true;
        }
        before = Some(token);
    }
    false
}
