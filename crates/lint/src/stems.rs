//! A look at how words begin, before a text is taken apart: most of a page speaks neither of leaving nor of privacy.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use whatsapp_opt_in::policy::fold;
use whatsapp_opt_in::policy::words::{self, families};

use crate::controls::Index;

/// So many letters of a word are looked at.
const LETTERS: usize = 4;

/// Words of many sentences tell little.
const PLAIN: &[&str] = &[
    "word", "text", "send", "message", "write", "type", "any", "time", "here", "mail", "email", "link",
    "contact", "mot", "avec", "mit", "por", "per", "via", "with", "from",
];

/// How a word begins that a text must hold for some patterns to be found.
struct Stems {
    known: HashSet<u32, BuildHasherDefault<Index>>,
}

impl Stems {
    fn of<'a>(patterns: impl Iterator<Item = &'a str>) -> Self {
        let mut known = HashSet::default();
        for pattern in patterns {
            // The item whose shortest option is longest says most.
            let shortest = |item: &&str| item.split('|').map(|option| bare(option).len()).min().unwrap_or(0);
            let plain = |item: &&str| item.split('|').any(|option| PLAIN.contains(&bare(option)));
            let items = pattern.split(' ').filter(|item| *item != "..");
            let Some(telling) = items.max_by_key(|item| (!plain(item), shortest(item))) else { continue };
            known.extend(telling.split('|').map(|option| u32::from_le_bytes(key(bare(option)))));
        }
        Self { known }
    }

    /// Whether a text may hold one of the patterns.
    fn may_stand_in(&self, text: &str) -> bool {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(|word| {
            let mut begin = match word.is_ascii() {
                true => key(word).map(|byte| byte.to_ascii_lowercase()),
                false => key(&fold(word)),
            };
            // A shorter stem may begin the word too.
            (1..=LETTERS).rev().any(|length| {
                begin[length..].fill(0);
                self.known.contains(&u32::from_le_bytes(begin))
            })
        })
    }
}

/// An option without its signs.
fn bare(option: &str) -> &str {
    option.trim_matches(['*', '='])
}

fn key(word: &str) -> [u8; LETTERS] {
    let mut key = [0; LETTERS];
    for (place, byte) in key.iter_mut().zip(word.bytes()) {
        *place = byte;
    }
    key
}

/// Whether a text may say how to leave.
pub(crate) fn may_speak_of_leaving(text: &str) -> bool {
    static LEAVING: LazyLock<Stems> = LazyLock::new(|| {
        let lists = words::ALL.iter().flat_map(|list| {
            let families = [families::LEAVING.of(list), families::ENDING.of(list)];
            families.into_iter().chain([list.opt_out, list.withdraw]).flatten()
        });
        // Written in capitals in the lists, folded here.
        let folded: Vec<String> = lists.map(|pattern| fold(pattern)).collect();
        Stems::of(folded.iter().map(String::as_str))
    });
    LEAVING.may_stand_in(text)
}

/// Whether a text may speak of privacy.
pub(crate) fn may_speak_of_privacy(text: &str) -> bool {
    static PRIVACY: LazyLock<Stems> =
        LazyLock::new(|| Stems::of(words::ALL.iter().flat_map(|list| list.privacy).copied()));
    PRIVACY.may_stand_in(text)
}

/// Whether a text may speak of changing something.
pub(crate) fn may_speak_of_editing(text: &str) -> bool {
    static EDITING: LazyLock<Stems> =
        LazyLock::new(|| Stems::of(words::ALL.iter().flat_map(|list| list.edit).copied()));
    EDITING.may_stand_in(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_speaks_of_it_passes_and_other_words_do_not() {
        for text in [
            "Reply STOP to end.",
            "Abmeldung jederzeit.",
            "Pour vous désabonner : STOP",
            "Responde BAJA",
            "turn these off in your settings",
            "Changed your mind? Write to us.",
        ] {
            assert!(may_speak_of_leaving(text), "{text}");
        }
        assert!(!may_speak_of_leaving("Some words about shoes & socks."));
        assert!(may_speak_of_privacy("Datenschutz") && may_speak_of_privacy("How we use your data"));
        assert!(!may_speak_of_privacy("More"));
    }

    #[test]
    fn no_telling_word_of_a_list_begins_anywhere() {
        let lists = words::ALL.iter().flat_map(|list| [list.opt_out, list.withdraw, list.privacy]).flatten();
        for pattern in lists {
            assert!(!pattern.split([' ', '|']).any(|option| option.starts_with('*')), "{pattern}");
        }
    }
}
