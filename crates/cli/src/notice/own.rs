//! The JSON inside the element: a site's own texts and purposes, read as the widget reads them.

use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;
use whatsapp_opt_in::consent::{Category, Purpose};

/// `{"texts": {…}, "purposes": […]}`, or the purposes alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Inside {
    texts: serde_json::Map<String, Value>,
    purposes: Vec<Listed>,
}

/// An id of the catalogue, or a purpose of the site's own.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Listed {
    Id(String),
    Own { id: String, category: Category, text: Words },
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
            // A map of serde_json sorts its members; here the first one counts.
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

/// What a site says itself.
#[derive(Debug, Default)]
pub(super) struct Own {
    texts: serde_json::Map<String, Value>,
    /// Further ids of the catalogue.
    pub(super) ids: Vec<String>,
    /// Purposes that the catalogue does not have.
    pub(super) purposes: Vec<Purpose>,
}

impl Own {
    /// Reads the JSON; `tag` chooses among words by language.
    pub(super) fn read(json: &str, tag: &str) -> Result<Self, String> {
        let wrong = |error: serde_json::Error| {
            format!(
                "this is not the JSON a card takes: {error}; it is {{\"texts\": {{…}}, \"purposes\": […]}}, and each \
                 purpose has an id, a category (utility, marketing or authentication) and a text"
            )
        };
        let inside = if json.trim_start().starts_with('[') {
            Inside { purposes: serde_json::from_str(json).map_err(wrong)?, ..Inside::default() }
        } else {
            serde_json::from_str(json).map_err(wrong)?
        };
        let mut own = Self { texts: inside.texts, ..Self::default() };
        for listed in inside.purposes {
            match listed {
                Listed::Id(id) => own.ids.push(id),
                Listed::Own { id, category, text } => {
                    let words: Vec<&str> = text.of(tag).split_whitespace().collect();
                    let purpose = Purpose::own(&id, category, &words.join(" ")).ok_or_else(|| {
                        format!("`{id}` is no purpose of your own: its id is of a-z, 0-9 and - and none of the catalogue's, and it has words")
                    })?;
                    own.purposes.push(purpose);
                }
            }
        }
        Ok(own)
    }

    /// The site's own text of a name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts.get(name).and_then(Value::as_str).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_language_are_the_languages_its_parents_or_the_first() {
        let json = r#"[{"id": "warranty", "category": "utility", "text": {"fr": " des  rappels", "en": "reminders"}}, "offers"]"#;
        for (tag, words) in [("fr-CA", "des rappels"), ("en", "reminders"), ("de", "des rappels")] {
            let own = Own::read(json, tag).expect("a site's own");
            assert_eq!((own.purposes[0].text.as_str(), &*own.ids), (words, &["offers".to_owned()][..]));
        }
    }

    #[test]
    fn what_a_card_would_refuse_is_refused() {
        for json in [
            "",
            "7",
            "[7]",
            r#"[{"id": "Warranty", "category": "utility", "text": "x"}]"#,
            r#"[{"id": "offers", "category": "utility", "text": "x"}]"#,
            r#"[{"id": "warranty", "category": "other", "text": "x"}]"#,
            r#"[{"id": "warranty", "category": "utility", "text": " "}]"#,
            r#"[{"id": "warranty", "category": "utility", "text": {}}]"#,
            r#"{"purposes": {}}"#,
        ] {
            assert!(Own::read(json, "en").is_err(), "{json}");
        }
    }
}
