//! What the site asks for.

use std::fmt;

use whatsapp_opt_in::consent::{Purpose, PurposeId};
use whatsapp_opt_in::phone::Region;
use whatsapp_opt_in::text::{Prompt, Texts};

use crate::card::category_by_name;

/// The site's settings: one field for each attribute of the element.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Who asks; shown to the person.
    pub company: String,
    /// What for, in the language of `texts`.
    pub purposes: Vec<Purpose>,
    /// The privacy notice, as an absolute URL.
    pub privacy_url: String,
    /// An address for privacy questions.
    pub contact: Option<String>,
    /// The number the messages will come from, E.164.
    pub whatsapp_number: Option<String>,
    /// Where to post the record, as an absolute URL; `None`: only the form carries it.
    pub endpoint: Option<String>,
    /// How the record is posted.
    pub format: Format,
    /// The form field's name, also where the record is posted as a form.
    pub name: String,
    /// Whether cookies go with the post: a `credentials` mode of `fetch`; `None`: to the page's own origin.
    pub credentials: Option<String>,
    /// Where to ask for a nonce, as an absolute URL.
    pub challenge_url: Option<String>,
    /// How long the record is kept.
    pub retention: Option<String>,
    /// The site's own version of the notice.
    pub notice_version: Option<String>,
    /// What else is said, shown and signed: a sentence a line, as
    /// [`Terms::sentences`](whatsapp_opt_in::text::Terms::sentences) words them.
    pub terms: Option<String>,
    /// Further claims of the act: members of a JSON object, e.g. `"jurisdiction":"FR"`.
    pub claims: Option<String>,
    /// Whether the person manages an earlier choice (`mode="manage"`).
    pub manage: bool,
    /// Every word shown: a language's, or the site's own.
    pub texts: Texts<String>,
    /// Region of numbers typed without a calling code.
    pub country: Option<Region>,
    /// The number the field starts with.
    pub phone: Option<String>,
    /// Send only when asked to (`submit="manual"`).
    pub manual: bool,
    /// SHA-256 of the running wasm, lower-case hex.
    pub wasm_sha256: Option<String>,
}

impl Config {
    /// Reads the settings by attribute name. `get` answers with what stands in the attribute, URLs made absolute.
    pub fn read(texts: Texts<String>, get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = |name: &str| get(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        if let Some(name) = texts.fault() {
            return Err(ConfigError::TextInvalid(name));
        }
        let listed = |name| text(name).unwrap_or_default();
        Ok(Self {
            company: text("company").ok_or(ConfigError::Company)?,
            purposes: purposes(&listed("purposes"), &listed("custom-purposes"), &texts)?,
            privacy_url: text("privacy-url").ok_or(ConfigError::PrivacyUrl)?,
            contact: text("contact"),
            whatsapp_number: text("whatsapp-number"),
            endpoint: text("endpoint"),
            format: Format::new(&listed("format")),
            name: text("name").unwrap_or_else(|| "whatsapp_consent".to_owned()),
            credentials: text("credentials")
                .filter(|v| matches!(v.as_str(), "omit" | "same-origin" | "include")),
            challenge_url: text("challenge-url"),
            retention: text("retention"),
            notice_version: text("notice-version"),
            terms: text("terms"),
            claims: text("claims"),
            manage: text("mode").is_some_and(|v| v.eq_ignore_ascii_case("manage")),
            country: text("country").and_then(|code| Region::new(&code)),
            phone: text("phone"),
            manual: text("submit").is_some_and(|v| v.eq_ignore_ascii_case("manual")),
            wasm_sha256: text("wasm-sha256"),
            texts,
        })
    }
}

impl Config {
    /// The words to show and to sign.
    pub(crate) fn prompt(&self) -> Prompt {
        let mut prompt = Prompt::new(&self.texts, &self.company, &self.purposes);
        prompt.terms.clone_from(&self.terms);
        prompt
    }
}

/// How a record is posted; the receiver takes each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `{"consent":"…"}`, `application/json`.
    #[default]
    Json,
    /// The record alone, `application/jwt`.
    Jwt,
    /// A form with one field, `application/x-www-form-urlencoded`.
    Form,
}

impl Format {
    /// Reads `jwt` or `form`; anything else is JSON.
    pub fn new(name: &str) -> Self {
        match name {
            "jwt" => Self::Jwt,
            "form" => Self::Form,
            _ => Self::Json,
        }
    }
}

/// The catalogue's purposes by id, and the site's own: a line for each, id, category and words between tabs.
fn purposes(list: &str, custom: &str, texts: &Texts<String>) -> Result<Vec<Purpose>, ConfigError> {
    let mut purposes: Vec<Purpose> = Vec::new();
    let known = list.split_ascii_whitespace().map(|id| {
        let id = PurposeId::new(id).ok_or_else(|| ConfigError::PurposeUnknown(id.to_owned()))?;
        Ok(Purpose::catalogue(id, texts))
    });
    let custom = custom.lines().map(|line| custom_purpose(line).ok_or(ConfigError::PurposeInvalid));
    for purpose in known.chain(custom) {
        let purpose = purpose?;
        if purposes.iter().all(|p| p.id != purpose.id) {
            purposes.push(purpose);
        }
    }
    if purposes.is_empty() { Err(ConfigError::Purposes) } else { Ok(purposes) }
}

fn custom_purpose(line: &str) -> Option<Purpose> {
    let mut parts = line.split('\t').map(str::trim);
    let (id, category, text) = (parts.next()?, parts.next()?, parts.next()?);
    Purpose::own(id, category_by_name(category)?, text)
}

/// What the developer must mend before there is a prompt to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// No `company`.
    Company,
    /// No `purposes`.
    Purposes,
    /// A purpose the catalogue does not have.
    PurposeUnknown(String),
    /// A purpose of the site's own that is not complete.
    PurposeInvalid,
    /// A text of the site's own without what a notice must say.
    TextInvalid(&'static str),
    /// No `privacy-url`.
    PrivacyUrl,
}

impl ConfigError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Company => "company_missing",
            Self::Purposes => "purposes_missing",
            Self::PurposeUnknown(_) => "purpose_unknown",
            Self::PurposeInvalid => "purpose_invalid",
            Self::TextInvalid(_) => "text_invalid",
            Self::PrivacyUrl => "privacy_url_missing",
        }
    }
}

impl ConfigError {
    /// What it is about, besides its code: the purpose's id, the text's name.
    pub fn detail(&self) -> &str {
        match self {
            Self::PurposeUnknown(id) => id,
            Self::TextInvalid(name) => name,
            _ => "",
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let missing = match self {
            Self::Company => "Set the attribute company to the name of the business that will send messages.",
            Self::Purposes => {
                "Set the attribute purposes, e.g. purposes=\"order-confirmation delivery-status\"."
            }
            Self::PrivacyUrl => "Set the attribute privacy-url to the address of your privacy notice.",
            Self::PurposeInvalid => {
                "Give each purpose of your own, in JSON, an id of a-z, 0-9 and - that the catalogue does not have, the \
                 category utility, marketing or authentication, and a text that fits after \"may send me\"."
            }
            Self::PurposeUnknown(id) => {
                return write!(f, "The catalogue has no purpose \"{id}\"; correct the attribute purposes.");
            }
            Self::TextInvalid(name) => {
                return write!(
                    f,
                    "The text \"{name}\" must not be empty; consent names {{company}} and {{purposes}}, stop names {{keyword}}."
                );
            }
        };
        f.write_str(missing)
    }
}
impl std::error::Error for ConfigError {}

#[cfg(test)]
mod tests {
    use super::*;
    use whatsapp_opt_in::text::{EN, for_language};

    fn read(attributes: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read((&EN).into(), |name| {
            attributes.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
        })
    }

    const COMPLETE: [(&str, &str); 3] =
        [("company", " Acme "), ("purposes", "order-confirmation offers"), ("privacy-url", "https://a/p")];

    #[test]
    fn three_attributes_are_enough() {
        let config = read(&COMPLETE).expect("complete");
        assert_eq!(config.company, "Acme");
        assert_eq!(config.purposes.len(), 2);
        assert_eq!(config.texts.language, "en");
        assert!(config.endpoint.is_none() && !config.manual);
    }

    #[test]
    fn each_missing_one_has_its_own_code() {
        for (left_out, code) in [
            ("company", "company_missing"),
            ("purposes", "purposes_missing"),
            ("privacy-url", "privacy_url_missing"),
        ] {
            let rest: Vec<_> = COMPLETE.into_iter().filter(|(name, _)| *name != left_out).collect();
            assert_eq!(read(&rest).expect_err(left_out).code(), code);
        }
    }

    #[test]
    fn an_unknown_purpose_is_named_and_a_repeated_one_counts_once() {
        let with = |list| read(&[("company", "Acme"), ("privacy-url", "p"), ("purposes", list)]);
        assert_eq!(with("offers spam"), Err(ConfigError::PurposeUnknown("spam".into())));
        assert_eq!(with("offers offers").expect("known").purposes.len(), 1);
    }

    #[test]
    fn a_site_may_bring_purposes_of_its_own() {
        let with = |custom| {
            read(&[
                ("company", "Acme"),
                ("privacy-url", "p"),
                ("purposes", "offers"),
                ("custom-purposes", custom),
            ])
        };
        let purposes = with("warranty\tutility\twarranty reminders").expect("complete").purposes;
        assert_eq!(purposes.len(), 2);
        assert_eq!((purposes[1].id.as_str(), purposes[1].text.as_str()), ("warranty", "warranty reminders"));
        for wrong in [
            "?\t\t",
            "a",
            "Warranty\tutility\tx",
            "warranty\tother\tx",
            "warranty\tutility\t",
            "offers\tutility\tx",
        ] {
            assert_eq!(with(wrong).expect_err(wrong).code(), "purpose_invalid", "{wrong:?}");
        }
    }

    #[test]
    fn posting_has_three_formats_and_the_modes_of_fetch() {
        let with = |name, value| {
            read(&[("company", "Acme"), ("privacy-url", "p"), ("purposes", "offers"), (name, value)])
                .expect("complete")
        };
        assert_eq!(
            (with("format", "jwt").format, with("format", "form").format),
            (Format::Jwt, Format::Form)
        );
        assert_eq!(with("format", "xml").format, Format::Json);
        assert_eq!(with("credentials", "include").credentials.as_deref(), Some("include"));
        assert_eq!(with("credentials", "yes").credentials, None);
    }

    #[test]
    fn own_texts_reach_the_purposes_and_broken_ones_are_named() {
        let get =
            |name: &str| COMPLETE.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned());
        let texts = |key: &'static str, text: &str| {
            Texts::from(for_language("fr")).with(|name| (name == key).then(|| text.to_owned()))
        };
        let config = Config::read(texts("offers", "nos bons plans"), get).expect("complete");
        assert_eq!(config.purposes[1].text, "nos bons plans");
        let broken = Config::read(texts("consent", "Envoyez-moi {purposes}."), get);
        assert_eq!(broken, Err(ConfigError::TextInvalid("consent")));
    }
}
