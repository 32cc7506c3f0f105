//! Reading the words of a prompt: what the rules ask of them, in every language there is a list for.

use std::borrow::Cow;

use super::prompt::{Href, Prompt, Way};
use super::text::{Role, Span, Text, Word, find_any, fold, span_of};
use super::words::{self, Words};

/// What a text says messages will be about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Purposes {
    pub(super) marketing: Option<Span>,
    pub(super) utility: Option<Span>,
    pub(super) authentication: Option<Span>,
    /// Words such as "updates": a content, but of no kind.
    pub(super) vague: Option<Span>,
}

impl Purposes {
    /// Whether a kind of content is named.
    pub(super) fn is_named(&self) -> bool {
        self.marketing.or(self.utility).or(self.authentication).is_some()
    }

    /// How many categories are named.
    pub(super) fn categories(&self) -> usize {
        [self.marketing, self.utility, self.authentication].iter().flatten().count()
    }
}

/// How the company's name stands in the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Present,
    /// A longer or shorter form of it.
    Inflected(Span),
    /// No name is configured, and something may be one.
    Perhaps(Option<Span>),
    Absent,
}

impl Prompt {
    /// The lists to read by: those of the text's own languages, English always; all when no language is known.
    pub(super) fn words(&self) -> Vec<&'static Words> {
        words::for_texts(self.asking())
    }

    /// Whether a list exists for the prompt's language.
    pub(super) fn readable(&self) -> bool {
        words::is_readable(self.asking())
    }

    /// Whether some words are written by an expression.
    pub(super) fn is_unknown(&self) -> bool {
        let asks = |text: &&Text| matches!(text.role, Role::Label(_) | Role::Body);
        self.asking().filter(asks).any(Text::is_unknown)
    }

    /// Whether "not found" may be the reader's fault: unknown words or an unknown language.
    pub(super) fn unsure(&self) -> Option<&'static str> {
        if self.is_unknown() {
            Some("part of the text is written by an expression")
        } else if !self.readable() {
            Some("there is no word list for the language of this text")
        } else {
            None
        }
    }

    /// The first place in the asking words where one of a list's patterns stands.
    pub(super) fn seek(&self, list: fn(&Words) -> &'static [&'static str]) -> Option<Span> {
        let words = self.words();
        self.asking().find_map(|text| seek_in(&text.words, &words, list))
    }

    /// Whether the words agree, wish or order; "you will receive" and terms alone do not.
    pub(super) fn agrees(&self) -> bool {
        let lists = self.words();
        self.asking().flat_map(Text::sentences).any(|sentence| {
            let seek = |list| seek_in(sentence, &lists, list).is_some();
            let about = !mentions(sentence).is_empty() || seek(|w| w.receive) || {
                let mut found = Purposes::default();
                purposes_of_sentence(sentence, &lists, &[], &mut found);
                found.is_named()
            };
            let elsewhere = (seek(|w| w.terms) || seek(|w| w.privacy)) && !about;
            (seek(|w| w.agree) && !elsewhere) || (seek(|w| w.receive) && !seek(|w| w.you))
        })
    }

    /// A word in the asking sentences that may name a content, though no list has it.
    pub(super) fn names_something(&self) -> Option<Span> {
        let lists = self.words();
        let name = self.company.as_deref().map(name_parts).unwrap_or_default();
        let labelled = self.asking().any(|text| matches!(text.role, Role::Label(_)));
        let texts = self.asking().filter(|text| match text.role {
            Role::Label(_) => true,
            Role::Body => !labelled,
            _ => false,
        });
        texts.flat_map(Text::sentences).find_map(|sentence| {
            let aside = |list| seek_in(sentence, &lists, list).is_some();
            if mentions(sentence).is_empty()
                && (aside(|w| w.opt_out)
                    || aside(|w| w.withdraw)
                    || aside(|w| w.privacy)
                    || aside(|w| w.terms))
            {
                return None;
            }
            let kept = without_name(sentence, &name);
            let word = kept.iter().find(|word| {
                word.folded.len() >= 4
                    && word.folded.chars().all(char::is_alphabetic)
                    && spelled(std::slice::from_ref(word), 0).is_none()
                    && !starts_upper(word)
                    && !name.contains(&word.folded)
                    && !lists.iter().any(|list| words::is_plain(list, &word.folded))
            })?;
            Some(word.span)
        })
    }

    /// What the words beside a box name, or beside any; where they name nothing, what the whole prompt names.
    pub(super) fn purposes(&self, of_box: Option<usize>) -> Purposes {
        let lists = self.words();
        let read = |belongs: &dyn Fn(Role) -> bool| {
            let mut found = Purposes::default();
            for text in self.asking().filter(|text| belongs(text.role)) {
                purposes_of(text, &lists, self.company.as_deref(), &mut found);
            }
            found
        };
        if let Some(index) = of_box {
            return read(&|role| role == Role::Label(index));
        }
        let labels = read(&|role| matches!(role, Role::Label(_)));
        if labels.is_named() {
            return labels;
        }
        // A heading "Notifications" over a box adds nothing to "messages".
        let all = read(&|role| role != Role::Field);
        let vague = read(&|role| matches!(role, Role::Label(_) | Role::Body)).vague;
        Purposes { vague, ..all }
    }

    /// How to leave.
    pub(super) fn way_out(&self) -> Way {
        let lists = self.words();
        let letter = |text: &Text| seek_in(&text.words, &lists, |w| w.letter);
        let how = |text: &Text| seek_in(&text.words, &lists, |w| w.opt_out);
        let announced = |text: &Text| seek_in(&text.words, &lists, |w| w.withdraw);
        if let Some(span) = self.shown().find_map(how) {
            return Way::How(span);
        }
        let linked = self.links.iter().filter(|link| link.near && link.visible && link.href != Href::Nowhere);
        if let Some(link) =
            linked.into_iter().find(|link| how(&link.text).or(announced(&link.text)).is_some())
        {
            return Way::How(link.span);
        }
        if let Some(span) = self.shown().find_map(letter) {
            return Way::Letter(span);
        }
        if let Some(span) = self.shown().find_map(announced) {
            return Way::Announced(span);
        }
        let of = |role: Role| self.texts.iter().filter(move |text| text.role == role).find_map(how);
        if let Some(span) = of(Role::Hidden) {
            return Way::Hidden(span);
        }
        if let Some(span) = of(Role::Far) {
            return Way::Far(span);
        }
        if self.unsure().is_some() { Way::Unknown } else { Way::None }
    }

    /// Whether the asking words name the company.
    pub(super) fn name(&self) -> Name {
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

/// Whether something in the asking words may be a name.
pub(super) fn some_name(prompt: &Prompt) -> bool {
    prompt.asking().any(|text| perhaps_a_name(text).is_some())
}

/// The first place where one of the lists' patterns stands.
pub(super) fn seek_in(
    words: &[Word],
    lists: &[&'static Words],
    list: fn(&Words) -> &'static [&'static str],
) -> Option<Span> {
    lists.iter().find_map(|words_of| find_any(words, list(words_of))).map(span_of)
}

/// Reads a text's purposes; the sentences about leaving, privacy and conditions name none.
pub(super) fn purposes_of(
    text: &Text,
    lists: &[&'static Words],
    company: Option<&str>,
    found: &mut Purposes,
) {
    let company = company.map(name_parts).unwrap_or_default();
    for sentence in text.sentences() {
        purposes_of_sentence(sentence, lists, &company, found);
    }
}

fn purposes_of_sentence(
    sentence: &[Word],
    lists: &[&'static Words],
    company: &[String],
    found: &mut Purposes,
) {
    {
        let asks = seek_in(sentence, lists, |w| w.agree).is_some();
        let aside = |list| seek_in(sentence, lists, list).is_some();
        if !asks
            && (aside(|w| w.opt_out)
                || aside(|w| w.withdraw)
                || aside(|w| w.privacy)
                || aside(|w| w.not_condition))
        {
            return;
        }
        // "Order Express" selling by offers: the company's own name is no purpose.
        let kept = without_name(sentence, company);
        // "By placing your order you agree to …": what the person does is not what will be sent.
        let act = lists
            .iter()
            .find_map(|list| find_any(&kept, list.implied).or_else(|| find_any(&kept, list.submitting)));
        let behind = act.and_then(|act| {
            kept.iter()
                .position(|word| word.span.start > span_of(act).start && word.span.end >= span_of(act).end)
        });
        let sentence = &kept[behind.unwrap_or(0)..];
        let seek = |list| seek_in(sentence, lists, list);
        // "News about my order" is no news.
        let utility_words = lists.iter().find_map(|list| find_any(sentence, list.utility));
        let marketing = seek(|w| w.marketing).filter(|span| {
            let at = sentence.iter().position(|word| word.span == *span);
            let news = at.is_some_and(|at| {
                matches!(
                    sentence[at].folded.as_str(),
                    "news"
                        | "nouvelles"
                        | "novita"
                        | "notizie"
                        | "noticias"
                        | "novedades"
                        | "neuigkeiten"
                        | "novidades"
                )
            });
            let behind = utility_words.map(span_of).is_some_and(|utility| utility.start > span.start);
            let linked = at.and_then(|at| sentence.get(at + 1)).is_some_and(|word| {
                matches!(
                    word.folded.as_str(),
                    "about"
                        | "on"
                        | "of"
                        | "sur"
                        | "de"
                        | "des"
                        | "du"
                        | "su"
                        | "sul"
                        | "sulla"
                        | "sobre"
                        | "zu"
                        | "zur"
                        | "zum"
                        | "do"
                        | "da"
                )
            });
            !(news && behind && linked)
        });
        found.marketing = found.marketing.or(marketing);
        found.utility = found.utility.or(seek(|w| w.utility));
        found.authentication = found.authentication.or(seek(|w| w.authentication));
        found.vague = found.vague.or(seek(|w| w.vague));
    }
}

/// A sentence without the company's name.
pub(super) fn without_name<'a>(sentence: &'a [Word], name: &[String]) -> Cow<'a, [Word]> {
    match name_place(sentence, name) {
        Some((from, to)) => Cow::Owned([&sentence[..from], &sentence[to..]].concat()),
        None => Cow::Borrowed(sentence),
    }
}

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

/// The words of a name, without its legal suffix.
pub(super) fn name_parts(name: &str) -> Vec<String> {
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
            let unknown = word.raw.starts_with(super::text::UNKNOWN) && text.role != Role::Heading;
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

fn starts_upper(word: &Word) -> bool {
    word.raw.chars().next().is_some_and(char::is_uppercase)
}

/// How WhatsApp is spelled somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `WhatsApp`.
    Right,
    /// `WHATSAPP`.
    Capitals,
    /// Anything else.
    Wrong,
}

/// Every mention of WhatsApp in some words.
pub(super) fn mentions(words: &[Word]) -> Vec<(Spelling, Span)> {
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

fn spelled(words: &[Word], index: usize) -> Option<(Spelling, usize)> {
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
    if word.raw.len() <= 10 && word.folded != "whatsup" && distance_at_most_two(&word.folded, "whatsapp") {
        return Some((Spelling::Wrong, 1));
    }
    if matches!(word.folded.as_str(), "whats" | "wats" | "whatts" | "watts" | "whatsa" | "what")
        && app(next(1))
    {
        return Some((Spelling::Wrong, 2));
    }
    if word.folded == "what" && next(1) == "s" && app(next(2)) {
        return Some((Spelling::Wrong, 3));
    }
    None
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
    // Every spelling begins with w or v and one of three letters: most texts need no closer look.
    let begins =
        |pair: &[u8]| matches!(pair[0] | 0x20, b'w' | b'v') && matches!(pair[1] | 0x20, b'h' | b'a' | b't');
    if !text.as_bytes().windows(2).any(begins) {
        return false;
    }
    let folded: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    folded.contains("whatsapp") || words::MISSPELLED.iter().any(|wrong| folded.contains(wrong))
}
