//! The act: what the person did, in front of which words, signed in the browser.

use serde::{Deserialize, Serialize};

use super::purpose::Category;

/// The only version of the claims so far; a verifier refuses any other.
pub const SCHEMA: u32 = 1;

/// The claims of an act (`typ` `whatsapp-consent+jwt`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// The origin of the page, e.g. `https://shop.example`.
    pub iss: String,
    /// The URL the act is posted to; absent when only the form carries it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aud: Option<String>,
    /// The browser's clock, seconds since 1970. Informative: never used to order events.
    pub iat: i64,
    /// A UUIDv7 made once per act: the idempotency key.
    pub jti: String,
    /// The number as an RFC 3966 URI, e.g. `tel:+33612345678`.
    pub sub: String,
    /// The receiver's challenge, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Version of these claims: [`SCHEMA`].
    pub schema: u32,
    /// What happened.
    pub event: Event,
    /// Who asks, and will write.
    pub controller: Controller,
    /// Each purpose that was shown, granted or not.
    pub purposes: Vec<PurposeChoice>,
    /// The words that were shown.
    pub notice: Notice,
    /// The ways to withdraw that the notice named.
    pub withdrawal: Vec<Withdrawal>,
    /// How long the record is kept, as an ISO 8601 duration or in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
    /// End of validity, seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<i64>,
    /// The law the controller names, e.g. `FR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<String>,
    /// Others who receive the number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<String>,
    /// The state of the prompt when the person acted.
    pub ui: Ui,
    /// What the validator said of this prompt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<PolicyVerdict>,
}

/// What happened, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Given, refused, withdrawn or renewed.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// By which means.
    pub method: Method,
    /// The `jti` of the act that this one changes or withdraws.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}

/// The state of consent after the act, in the terms of the W3C Data Privacy Vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventType {
    /// The person agreed.
    ConsentGiven,
    /// The person was asked and declined.
    ConsentRefused,
    /// The person took an earlier consent back.
    ConsentWithdrawn,
    /// The person agreed again to what would have expired.
    RenewedConsentGiven,
}

/// How the act was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A box ticked in a form.
    Checkbox,
    /// A page where the person manages their choices.
    PreferenceCentre,
    /// A word such as STOP sent as a message.
    Keyword,
    /// Collected elsewhere and imported (paper, telephone, another system).
    Import,
}

/// The company that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controller {
    /// The name shown to the person.
    pub name: String,
    /// An address for privacy questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The privacy notice.
    pub privacy_url: String,
    /// The number the messages come from, E.164.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whatsapp_number: Option<String>,
}

/// One purpose as it was shown, and what the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurposeChoice {
    /// The purpose's id, e.g. `order-confirmation`.
    pub id: String,
    /// Its category.
    pub category: Category,
    /// The words shown for it, e.g. `order confirmations`.
    pub text: String,
    /// Whether the person agreed to it.
    pub granted: bool,
}

/// The words that were shown, exactly, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The text.
    pub text: String,
    /// SHA-256 of the text's UTF-8 bytes, lower-case hex: the digest it is registered by.
    pub sha256: String,
    /// The site's own version of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// BCP 47 tag of the text's language.
    pub language: String,
}

/// A way to withdraw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Withdrawal {
    /// Reply with this word.
    Keyword(String),
    /// Open this page.
    Url(String),
}

/// The state of the prompt when the person acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ui {
    /// Whether the box was ticked before the person came: always `false` from this widget.
    pub checked_by_default: bool,
    /// Whether the person typed or changed the number here.
    pub number_edited: bool,
    /// Whether the browser marked the tick as a person's (`Event.isTrusted`).
    pub trusted_event: bool,
    /// `pointer`, `keyboard` or `other`.
    pub input: String,
    /// Whether the WhatsApp logo was shown beside the box.
    pub logo: bool,
    /// Name and version of the widget.
    pub widget: String,
    /// SHA-256 of the wasm that ran, lower-case hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wasm_sha256: Option<String>,
    /// The page, without query and fragment.
    pub page: String,
}

/// What the validator said of the prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyVerdict {
    /// The editions it judged by.
    pub editions: Vec<String>,
    /// The ids of the rules that found something.
    pub findings: Vec<String>,
}
