//! What a site says itself: its `purposes` attribute and the JSON inside its element, read as the page reads them, for
//! programs that word the same notice. The page has this in JavaScript, where JSON costs no bytes
//! (`crates/widget/js/settings.js`).

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::Texts;
use crate::consent::{Category, Purpose, PurposeId};

/// A site's own texts, and the purposes it lists.
#[derive(Debug, Default)]
pub struct Own {
    texts: BTreeMap<String, String>,
    ids: Vec<String>,
    purposes: Vec<Option<OwnPurpose>>,
}

impl Own {
    /// Reads the attribute, ids between spaces or a JSON list, and the JSON inside the element:
    /// `{"texts": {…}, "purposes": […]}`, or the purposes alone. Either may be empty.
    pub fn read(attribute: &str, inside: &str) -> serde_json::Result<Self> {
        let mut own = Self::default();
        if is_list(attribute) {
            own.take(serde_json::from_str(attribute)?);
        } else {
            own.ids = attribute.split_whitespace().map(str::to_owned).collect();
        }
        if is_list(inside) {
            own.take(serde_json::from_str(inside)?);
        } else if !inside.trim().is_empty() {
            let inside: Inside = serde_json::from_str(inside)?;
            own.take(inside.purposes);
            own.texts = inside.texts.into_iter().filter_map(|(name, text)| Some((name, text.0?))).collect();
        }
        Ok(own)
    }

    fn take(&mut self, listed: Vec<Listed>) {
        for one in listed {
            match one {
                Listed::Ids(ids) => self.ids.extend(ids.split_whitespace().map(str::to_owned)),
                Listed::Own(purpose) => self.purposes.push(Some(purpose)),
                Listed::Other(_) => self.purposes.push(None),
            }
        }
    }

    /// The site's own text of a name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.texts.get(name).cloned()
    }

    /// The purposes in the order the page shows them, each once: the catalogue's, then the site's own. `tag` chooses
    /// among words by language.
    pub fn purposes<S: AsRef<str>>(&self, texts: &Texts<S>, tag: &str) -> Vec<Result<Purpose, PurposeFault>> {
        let catalogue = self.ids.iter().map(|id| match PurposeId::new(id) {
            Some(id) => Ok(Purpose::catalogue(id, texts)),
            None => Err(PurposeFault::Unknown(id.clone())),
        });
        let own = self.purposes.iter().map(|purpose| match purpose {
            Some(purpose) => purpose.worded(tag),
            None => Err(PurposeFault::Invalid(String::new())),
        });
        let mut all: Vec<Result<Purpose, PurposeFault>> = Vec::new();
        for purpose in catalogue.chain(own) {
            let id = purpose.as_ref().ok().map(|purpose| &purpose.id);
            if id.is_none() || all.iter().flatten().all(|known| Some(&known.id) != id) {
                all.push(purpose);
            }
        }
        all
    }
}

/// Why a purpose is refused; the page says so with the same code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurposeFault {
    /// The catalogue has no such id.
    Unknown(String),
    /// A purpose of the site's own lacks a sound id, a category or words; its id, if it has one.
    Invalid(String),
}

impl PurposeFault {
    /// Its code, as the page gives it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "purpose_unknown",
            Self::Invalid(_) => "purpose_invalid",
        }
    }
}

impl fmt::Display for PurposeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(id) => {
                let known: Vec<&str> = PurposeId::ALL.iter().map(|id| id.as_str()).collect();
                write!(f, "the catalogue has no purpose `{id}`; it has {}", known.join(", "))
            }
            Self::Invalid(id) => write!(
                f,
                "`{id}` is no purpose of your own: it has an id of a-z, 0-9 and - that is none of the catalogue's, a \
                 category (utility, marketing or authentication) and a text"
            ),
        }
    }
}

impl std::error::Error for PurposeFault {}

fn is_list(json: &str) -> bool {
    json.trim_start().starts_with('[')
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Inside {
    texts: BTreeMap<String, Text>,
    purposes: Vec<Listed>,
}

/// A text; what is none is passed over.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Text(String),
            Other(IgnoredAny),
        }
        Ok(Self(match Any::deserialize(deserializer)? {
            Any::Text(text) => Some(text),
            Any::Other(_) => None,
        }))
    }
}

/// Ids of the catalogue, a purpose of the site's own, or nothing a card takes.
#[derive(Deserialize)]
#[serde(untagged)]
enum Listed {
    Ids(String),
    Own(OwnPurpose),
    Other(IgnoredAny),
}

#[derive(Debug, Deserialize)]
struct OwnPurpose {
    id: String,
    category: Category,
    text: Words,
}

impl OwnPurpose {
    fn worded(&self, tag: &str) -> Result<Purpose, PurposeFault> {
        let words: Vec<&str> = self.text.of(tag).split_whitespace().collect();
        Purpose::own(self.id.trim(), self.category, &words.join(" "))
            .ok_or_else(|| PurposeFault::Invalid(self.id.clone()))
    }
}

/// The words for a purpose: the same in every language, or by language in the order written.
#[derive(Debug)]
struct Words(Vec<(String, String)>);

impl Words {
    /// The language's words, its parent's, or the first there are.
    fn of(&self, tag: &str) -> &str {
        let parent = tag.split('-').next().unwrap_or_default();
        let by = |wanted: &str| self.0.iter().find(|(tag, _)| tag == wanted);
        by(tag).or_else(|| by(parent)).or(self.0.first()).map_or("", |(_, words)| words)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or texts by language")
            }
            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(Words(vec![(String::new(), text.to_owned())]))
            }
            // A map of serde_json may sort its members; here the first one counts.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    words.push(entry);
                }
                Ok(Words(words))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::EN;

    fn ids(attribute: &str, inside: &str) -> Result<Vec<String>, String> {
        let own = Own::read(attribute, inside).map_err(|_| "json".to_owned())?;
        own.purposes(&EN, "en")
            .into_iter()
            .map(|purpose| purpose.map(|purpose| purpose.id).map_err(|fault| fault.code().to_owned()))
            .collect()
    }

    #[test]
    fn words_by_language_are_the_languages_its_parents_or_the_first() {
        let json = r#"[{"id": " warranty", "category": "utility", "text": {"fr": " des  rappels", "en": "reminders"}}]"#;
        let own = Own::read("", json).expect("a site's own");
        for (tag, words) in [("fr-CA", "des rappels"), ("en", "reminders"), ("de", "des rappels")] {
            let purposes = own.purposes(&EN, tag);
            assert_eq!(purposes[0].as_ref().expect("one").text, words, "{tag}");
        }
    }

    #[test]
    fn the_catalogues_come_first_and_each_once() {
        let own = r#"{"id": "warranty", "category": "utility", "text": "reminders"}"#;
        let expected = ["order-confirmation", "offers", "warranty"].map(str::to_owned).to_vec();
        for (attribute, inside) in [
            ("order-confirmation  offers offers", format!("[{own}]")),
            ("order-confirmation", format!(r#"{{"purposes": [{own}, "offers", {own}]}}"#)),
            (&format!(r#" ["order-confirmation offers", {own}]"#), "  ".to_owned()),
        ] {
            assert_eq!(ids(attribute, &inside).as_ref(), Ok(&expected), "{attribute} {inside}");
        }
        assert_eq!(ids("", ""), Ok(vec![]));
    }

    #[test]
    fn what_a_card_would_refuse_is_refused() {
        for (inside, code) in [
            ("oops", "json"),
            ("7", "json"),
            (r#"{"purposes": {}}"#, "json"),
            ("[7]", "purpose_invalid"),
            ("[{}]", "purpose_invalid"),
            (r#"["spam"]"#, "purpose_unknown"),
            (r#"[{"id": "Warranty", "category": "utility", "text": "x"}]"#, "purpose_invalid"),
            (r#"[{"id": "offers", "category": "utility", "text": "x"}]"#, "purpose_invalid"),
            (r#"[{"id": "warranty", "category": "other", "text": "x"}]"#, "purpose_invalid"),
            (r#"[{"id": "warranty", "category": "utility", "text": " "}]"#, "purpose_invalid"),
            (r#"[{"id": "warranty", "category": "utility", "text": {}}]"#, "purpose_invalid"),
        ] {
            assert_eq!(ids("offers", inside), Err(code.to_owned()), "{inside}");
        }
    }

    #[test]
    fn texts_that_are_none_are_passed_over() {
        let own = Own::read("", r#"{"texts": {"stop": "Send STOP.", "privacy": 7}}"#).expect("texts");
        assert_eq!((own.text("stop").as_deref(), own.text("privacy")), (Some("Send STOP."), None));
    }
}
