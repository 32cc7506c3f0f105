//! The words the rules look for: one file per language, data only.
//!
//! The entries are patterns of `text::find`, written folded (lower case, no accents).

mod de;
mod en;
mod es;
pub mod families;
mod fr;
mod it;
mod pt;

use std::sync::LazyLock;

use super::prompt::Sensitive;
use super::text::{Text, Word};

/// The patterns of one language.
#[derive(Debug)]
pub struct Words {
    /// BCP 47 tag.
    pub language: &'static str,
    /// Words of every sentence: they tell the language.
    pub common: &'static [&'static str],
    /// The person agrees, asks, or orders: "I agree", "send me", "receive".
    pub agree: &'static [&'static str],
    /// "Receive", "get": an agreement when the person says it, none in "you will receive".
    pub receive: &'static [&'static str],
    /// Words that say nothing of a content: "messages", "chat", "contact", small words.
    pub generic: &'static [&'static str],
    /// Offers, news, reminders to buy.
    pub marketing: &'static [&'static str],
    /// About something ordered, booked or reported.
    pub utility: &'static [&'static str],
    /// Codes.
    pub authentication: &'static [&'static str],
    /// "Updates", "notifications": a content without a kind.
    pub vague: &'static [&'static str],
    /// How to leave.
    pub opt_out: &'static [&'static str],
    /// That one may leave.
    pub withdraw: &'static [&'static str],
    /// Leaving by post.
    pub letter: &'static [&'static str],
    /// A privacy notice.
    pub privacy: &'static [&'static str],
    /// Terms one accepts.
    pub terms: &'static [&'static str],
    /// Terms and messages accepted in one breath; or an act that is about something else taken for consent.
    pub bundled: &'static [&'static str],
    /// "By ordering you agree".
    pub implied: &'static [&'static str],
    /// "Not a condition of purchase".
    pub not_condition: &'static [&'static str],
    /// Calls.
    pub calls: &'static [&'static str],
    /// Changing a number.
    pub edit: &'static [&'static str],
    /// A telephone number.
    pub phone: &'static [&'static str],
    /// Only for the United States.
    pub us_only: &'static [&'static str],
    /// Age or country.
    pub gate: &'static [&'static str],
    /// Promotional words that have no place under a utility label.
    pub promotional: &'static [&'static str],
    /// Sensitive data, by kind.
    pub sensitive: &'static [(Sensitive, &'static [&'static str])],
    /// Regulated trades, by kind.
    pub verticals: &'static [(Vertical, &'static [&'static str])],
    /// Contents that an edition or a category forbids.
    pub content: &'static [(Content, &'static [&'static str])],
    /// Addressing the person: "Acme sends you …" states, it does not ask.
    pub you: &'static [&'static str],
    /// "By entering your number you agree": consent, where the form is about nothing else.
    pub submitting: &'static [&'static str],
    /// Asking somebody to give or send something.
    pub ask: &'static [&'static str],
    /// A button that takes an order or opens an account.
    pub order: &'static [&'static str],
}

/// Regulated trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    /// Beer, wine, spirits.
    Alcohol,
    /// Tobacco and vaping.
    Tobacco,
    /// Betting and casinos.
    Betting,
    /// Medicines for sale.
    Pharmacy,
    /// Weapons.
    Weapons,
    /// Adult content.
    Adult,
}

impl Vertical {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alcohol => "alcohol",
            Self::Tobacco => "tobacco",
            Self::Betting => "betting",
            Self::Pharmacy => "medicines",
            Self::Weapons => "weapons",
            Self::Adult => "adult content",
        }
    }
}

/// Kinds of content that an edition or a category forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Pictures, videos, animations.
    Media,
    /// Sales, upsells, discounts, promotions.
    Promotion,
    /// Advice on products.
    Advice,
    /// Newsletters, digests, series.
    Recurring,
    /// "May we contact you again?"
    DirectApproach,
    /// "We miss you."
    ReEngagement,
    /// "Rate our app."
    AppRating,
    /// "Share this with friends."
    Share,
    /// News flashes, events that concern no purchase.
    UnrelatedAlert,
    /// Surveys.
    Survey,
}

impl Content {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Media => "media (picture, video, animation)",
            Self::Promotion => "a sale, discount or promotion",
            Self::Advice => "advice on products",
            Self::Recurring => "recurring content",
            Self::DirectApproach => "a direct approach",
            Self::ReEngagement => "a message to win somebody back",
            Self::AppRating => "an invitation to rate an app",
            Self::Share => "an invitation to share",
            Self::UnrelatedAlert => "an alert about nothing the person bought",
            Self::Survey => "a survey",
        }
    }
}

/// Every list, English first.
pub const ALL: &[&Words] = &[&en::WORDS, &fr::WORDS, &it::WORDS, &es::WORDS, &de::WORDS, &pt::WORDS];

/// Ways of writing WhatsApp that are none.
pub(super) const MISSPELLED: &[&str] = &[
    "whatsap",
    "whatsaap",
    "whatsaapp",
    "whatapp",
    "whattsapp",
    "whatssapp",
    "whatssap",
    "whastapp",
    "whasapp",
    "whapsapp",
    "whapsap",
    "whassapp",
    "wathsapp",
    "wathsap",
    "watsapp",
    "watsap",
    "wattsapp",
    "wattsap",
    "whatzapp",
    "wassapp",
    "whtsapp",
    "whatsappp",
    "vatsapp",
    "whatspp",
    "whatsup",
    "wasap",
    "wasapp",
    "guasap",
    "guasapp",
    "guatsap",
    "guatsapp",
    "wasape",
    "guasape",
    "watsup",
    "zapzap",
    "wpp",
];

/// Names of what is no company: services, countries, months and the words of the trade that English capitalises.
const NO_NAMES: &[&str] = &[
    "whatsapp",
    "stop",
    "help",
    "sms",
    "email",
    "mms",
    "rcs",
    "gdpr",
    "rgpd",
    "i",
    "privacy",
    "policy",
    "notice",
    "terms",
    "conditions",
    "conditon",
    "service",
    "services",
    "use",
    "us",
    "usa",
    "eu",
    "uk",
    "faq",
    "opt",
    "in",
    "out",
    "yes",
    "no",
    "optional",
    "meta",
    "facebook",
    "instagram",
    "telegram",
    "number",
    "phone",
    "mobile",
    "business",
    "messenger",
    "link",
    "id",
    "qr",
    "url",
    "msg",
    "data",
    "rates",
    "ok",
    "tcpa",
    "vip",
    "pdf",
    "otp",
    "pin",
];

/// Whether a word is no company's name, capital or not.
pub(super) fn is_no_name(word: &Word) -> bool {
    let folded = word.folded.as_str();
    NO_NAMES.contains(&folded)
        || MISSPELLED.contains(&folded)
        || folded.starts_with("whatsapp")
        || folded.chars().all(|c| c.is_ascii_digit() || "+&%@".contains(c))
        || ALL.iter().any(|words| {
            words.common.contains(&folded)
                || [
                    words.marketing,
                    words.utility,
                    words.authentication,
                    words.vague,
                    words.agree,
                    words.privacy,
                    words.terms,
                    words.phone,
                    words.opt_out,
                ]
                .iter()
                .any(|list| list.iter().any(|pattern| mentions(pattern, folded)))
        })
}

/// Whether a word is one of a language's words that name no content.
pub(super) fn is_plain(words: &Words, folded: &str) -> bool {
    let families = [
        families::LEAVING.of(words),
        families::ENDING.of(words),
        families::SUBSCRIBING.of(words),
        families::CONSENTING.of(words),
        families::ANYTIME.of(words),
    ];
    words.common.contains(&folded)
        || [words.generic, words.agree, words.receive, words.vague, words.phone, words.you]
            .iter()
            .chain(&families)
            .any(|list| list.iter().any(|pattern| mentions(pattern, folded)))
}

/// Whether a word stands in a pattern.
fn mentions(pattern: &str, folded: &str) -> bool {
    pattern.split([' ', '|']).any(|item| match item.strip_suffix('*') {
        Some(stem) => match stem.strip_prefix('*') {
            Some(inner) => folded.contains(inner),
            None => folded.starts_with(stem),
        },
        None => item.strip_prefix('*').map_or(item == folded, |tail| folded.ends_with(tail)),
    })
}

/// The lists to read some texts by: their own languages'; all when no language is known.
pub(super) fn for_texts<'a>(texts: impl Iterator<Item = &'a Text>) -> Vec<&'static Words> {
    let (counts, _) = count(texts);
    let best = counts.iter().copied().max().unwrap_or(0);
    if best == 0 {
        return ALL.to_vec();
    }
    let near = |count: usize| count > 0 && count * 2 >= best;
    ALL.iter().zip(counts).filter(|(_, count)| near(*count)).map(|(words, _)| *words).collect()
}

/// Whether the texts are in a language there is a list for, or too short to tell.
pub(super) fn is_readable<'a>(texts: impl Iterator<Item = &'a Text>) -> bool {
    let texts: Vec<&Text> = texts.collect();
    let (counts, total) = count(texts.iter().copied());
    let best = counts.iter().copied().max().unwrap_or(0);
    if total < 3 || best * 5 >= total {
        return true;
    }
    // "WhatsApp notifications. Privacy policy": no small words, but known ones.
    let known = |word: &&Word| is_no_name(word) && !word.folded.starts_with("whatsapp");
    texts.iter().flat_map(|text| &text.words).filter(known).count() * 2 >= total
}

fn count<'a>(texts: impl Iterator<Item = &'a Text>) -> ([usize; ALL.len()], usize) {
    let mut counts = [0; ALL.len()];
    let mut total = 0;
    for word in texts.flat_map(|text| &text.words) {
        if !word.folded.chars().all(char::is_alphabetic) || word.folded == "whatsapp" {
            continue;
        }
        total += 1;
        let languages = languages_of(&word.folded);
        for (at, count) in counts.iter_mut().enumerate() {
            *count += usize::from(languages >> at & 1 == 1);
        }
    }
    (counts, total)
}

/// The languages in which a word is a common one: one bit each, in the order of [`ALL`].
fn languages_of(folded: &str) -> u8 {
    static COMMON: LazyLock<Vec<(&str, u8)>> = LazyLock::new(|| {
        let each = ALL.iter().enumerate();
        let mut all: Vec<(&str, u8)> =
            each.flat_map(|(at, words)| words.common.iter().map(move |word| (*word, 1 << at))).collect();
        all.sort_unstable();
        all.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 |= if same { next.1 } else { 0 };
            same
        });
        all
    });
    COMMON.binary_search_by_key(&folded, |(word, _)| word).map_or(0, |at| COMMON[at].1)
}

/// Whether one of some patterns stands in a text.
pub fn matches(text: &Text, patterns: &[&str]) -> bool {
    super::text::find_any(&text.words, patterns).is_some()
}

/// The language some words are written in, when a list knows it.
pub fn language_of(text: &str) -> Option<&'static str> {
    let text = Text::of(super::text::Role::Body, text);
    let (counts, _) = count(std::iter::once(&text));
    let (index, best) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*best > 0).then(|| ALL[index].language)
}

#[cfg(test)]
mod tests {
    use super::super::text::fold;
    use super::*;

    #[test]
    fn every_pattern_is_folded() {
        for words in ALL {
            let lists = [
                words.common,
                words.agree,
                words.marketing,
                words.utility,
                words.authentication,
                words.vague,
                words.opt_out,
                words.withdraw,
                words.letter,
                words.privacy,
                words.terms,
                words.bundled,
                words.implied,
                words.not_condition,
                words.calls,
                words.edit,
                words.phone,
                words.us_only,
                words.gate,
                words.promotional,
                words.ask,
                words.order,
                words.you,
                words.submitting,
                words.receive,
                words.generic,
            ];
            let kinds = words.sensitive.iter().map(|(_, list)| *list);
            let kinds = kinds.chain(words.verticals.iter().map(|(_, list)| *list));
            let kinds = kinds.chain(words.content.iter().map(|(_, list)| *list));
            for pattern in lists.into_iter().chain(kinds).flatten() {
                let plain = pattern.split(' ').filter(|item| !item.starts_with('='));
                for item in plain.flat_map(|item| item.split('|')).filter(|item| !item.starts_with('=')) {
                    assert_eq!(item, fold(item), "{}: {pattern}", words.language);
                }
            }
        }
    }

    #[test]
    fn a_language_is_told_by_its_common_words() {
        assert_eq!(language_of("J’accepte de recevoir des messages sur WhatsApp"), Some("fr"));
        assert_eq!(
            language_of("Ich möchte Nachrichten über WhatsApp erhalten und bin einverstanden"),
            Some("de")
        );
        assert_eq!(language_of("Quiero recibir mensajes por WhatsApp en mi teléfono"), Some("es"));
        assert_eq!(language_of("xyzzy"), None);
    }
}
