//! Whether a message a person sent is an opt-out, in any language.
//!
//! The whole message must say it: a keyword, a keyword with politeness around it, or a short phrase that cannot mean
//! anything else. A keyword inside another sentence never counts. The words are data ([`words`](self), one entry a
//! language); the rules are here.

mod fold;
mod phrase;
mod words;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use fold::{Folded, fold, fold_turkish};
use words::{LANGUAGES, Language};

/// More words than this are no opt-out, whatever they are.
const MAX_WORDS: usize = 14;
/// Longer messages, in bytes, are not looked at.
const MAX_BYTES: usize = 400;

/// An opt-out that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOut {
    /// The keyword or phrase of the list that the message matched, as the list writes it.
    pub keyword: String,
    /// The language the list has it under (BCP 47), or `und` for the operator's own words.
    pub language: &'static str,
    /// Whether the person asked for every message to stop (`STOP ALL`).
    pub all: bool,
}

/// What is known around a message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// Languages the person may be writing in (BCP 47): of the contact, the notice, the template answered. They decide
    /// only about words that are ordinary words elsewhere.
    pub languages: &'a [&'a str],
    /// The operator's own keywords.
    pub keywords: &'a [&'a str],
    /// Whether the message answers an interactive message of another purpose, such as "cancel the booking?": then
    /// CANCEL, END and QUIT mean that.
    pub answers_other_purpose: bool,
}

/// Decides whether `text` is an opt-out.
pub fn detect(text: &str, context: &Context<'_>) -> Option<OptOut> {
    if text.len() > MAX_BYTES {
        return None;
    }
    [fold(text), fold_turkish(text)].into_iter().find_map(|message| detect_folded(&message, context))
}

/// Every language the list speaks (BCP 47).
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|language| language.code)
}

/// Every keyword of the list, with its language: for documentation and tests.
pub fn keywords() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().flat_map(|l| l.keywords.iter().chain(l.hinted).map(|word| (l.code, *word)))
}

fn detect_folded(message: &Folded, context: &Context<'_>) -> Option<OptOut> {
    let words = message.words();
    if words.is_empty() || words.len() > MAX_WORDS {
        return None;
    }
    // "S T O P" and "s.t.o.p" are one word.
    if words.len() > 2 && words.iter().all(|word| word.chars().count() == 1) {
        return LIST.keyword(&words.concat(), context);
    }
    let plain: Vec<String> = words.iter().map(|word| fold::strip_accents(word)).collect();
    let core = LIST.without_politeness(&plain);
    LIST.exact(&words, context)
        .or_else(|| LIST.exact(once(&words[core.clone()]), context))
        .or_else(|| LIST.attached(&words.concat(), context))
        .or_else(|| LIST.phrase(&plain))
        .or_else(|| LIST.phrase(&plain[core]))
}

/// `stop stop stop` says it once.
fn once<'w, 'm>(words: &'w [&'m str]) -> &'w [&'m str] {
    match words {
        [first, rest @ ..] if rest.iter().all(|word| word == first) => &words[..1],
        _ => words,
    }
}

/// The words of every language, folded once.
struct List {
    keywords: HashMap<String, Vec<Keyword>>,
    /// Politeness, as folded words; longest first.
    polite: Vec<Vec<String>>,
    phrases: Vec<(&'static str, &'static str, phrase::Pattern)>,
}

struct Keyword {
    written: &'static str,
    language: &'static str,
    /// Counts only for somebody who may be writing in this language.
    hinted: bool,
}

static LIST: LazyLock<List> = LazyLock::new(|| {
    let mut list = List { keywords: HashMap::new(), polite: vec![], phrases: vec![] };
    for language in LANGUAGES {
        list.add(language);
    }
    list.polite.sort_by_key(|words| std::cmp::Reverse(words.len()));
    list
});

impl List {
    fn add(&mut self, language: &'static Language) {
        let turkish = language.code == "tr";
        let written = language.keywords.iter().map(|w| (*w, false));
        for (word, hinted) in written.chain(language.hinted.iter().map(|w| (*w, true))) {
            let mut forms = vec![fold(word)];
            if turkish {
                forms.push(fold_turkish(word));
            }
            for form in forms {
                let spoken = if language.keeps_marks { form.marked() } else { form.plain() };
                let entry = Keyword { written: word, language: language.code, hinted };
                self.keywords.entry(spoken).or_default().push(entry);
            }
        }
        let polite = language.polite.iter().map(|words| fold(words).plain());
        self.polite.extend(polite.map(|words| words.split(' ').map(str::to_owned).collect()));
        let phrases = language.phrases.iter();
        self.phrases.extend(phrases.map(|text| (language.code, *text, phrase::Pattern::new(text))));
    }

    fn exact(&self, words: &[&str], context: &Context<'_>) -> Option<OptOut> {
        self.keyword(&words.join(" "), context).or_else(|| self.keyword(&words.concat(), context))
    }

    fn keyword(&self, spoken: &str, context: &Context<'_>) -> Option<OptOut> {
        let own = context.keywords.iter().find(|word| fold(word).plain() == fold(spoken).plain());
        if let Some(word) = own.filter(|_| !spoken.is_empty()) {
            return Some(OptOut { keyword: (*word).to_owned(), language: "und", all: false });
        }
        // Once with its marks, for languages where they make the word, and once without.
        let forms = [spoken.to_owned(), fold::strip_accents(spoken)];
        let candidates: Vec<&Keyword> =
            forms.iter().filter_map(|form| self.keywords.get(form)).flatten().collect();
        let found = candidates.into_iter().find(|keyword| {
            let speaks = context.languages.iter().any(|tag| primary(tag) == keyword.language);
            (!keyword.hinted || speaks) && !(context.answers_other_purpose && is_ambiguous(keyword.written))
        })?;
        Some(OptOut {
            keyword: found.written.to_owned(),
            language: found.language,
            all: matches!(found.written, "STOP ALL" | "STOPALL"),
        })
    }

    /// Keywords of scripts without spaces, with politeness written onto them.
    fn attached(&self, text: &str, context: &Context<'_>) -> Option<OptOut> {
        let mut rest = text;
        loop {
            let shorter = LANGUAGES.iter().flat_map(|l| l.attached).find_map(|affix| {
                rest.strip_prefix(affix).or_else(|| rest.strip_suffix(affix)).filter(|r| !r.is_empty())
            })?;
            if let Some(found) = self.keyword(shorter, context) {
                return Some(found);
            }
            rest = shorter;
        }
    }

    fn phrase(&self, words: &[String]) -> Option<OptOut> {
        let (language, text, _) = self.phrases.iter().find(|(_, _, pattern)| pattern.matches(words))?;
        Some(OptOut { keyword: (*text).to_owned(), language, all: false })
    }

    /// The place of what is left without polite words at either end; a message of politeness alone stays as it is.
    fn without_politeness(&self, words: &[String]) -> Range<usize> {
        let mut rest = 0..words.len();
        loop {
            let here = &words[rest.clone()];
            let shorter = self.polite.iter().filter(|polite| polite.len() < here.len()).find_map(|polite| {
                if here.starts_with(polite) {
                    Some(rest.start + polite.len()..rest.end)
                } else if here.ends_with(polite) {
                    Some(rest.start..rest.end - polite.len())
                } else {
                    None
                }
            });
            match shorter {
                Some(shorter) => rest = shorter,
                None => return rest,
            }
        }
    }
}

/// Words that answer a question about something else just as well.
fn is_ambiguous(keyword: &str) -> bool {
    matches!(keyword, "CANCEL" | "END" | "QUIT")
}

fn primary(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or(tag) {
        "no" | "nn" => "nb",
        "iw" => "he",
        "in" => "id",
        "tl" => "fil",
        primary => primary,
    }
}
