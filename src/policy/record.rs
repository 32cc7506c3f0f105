//! A stored record as facts: the words that were signed are the words that are judged.

use super::prompt::{Href, Link, Logo, Number, Origin, Prompt};
use super::text::{Role, Span, Text};
use crate::consent::{Act, Category, EventType, Method, Withdrawal, sha256_hex};

/// What a record says beyond what a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Whether the act gives consent (a refusal or a withdrawal asks for nothing).
    pub gives: bool,
    /// How it was collected.
    pub by_message: bool,
    /// The categories granted.
    pub granted: Vec<Category>,
    /// Whether a way to withdraw is recorded, other than by post.
    pub withdrawal: bool,
    /// Whether the digest is that of the words; `None` before anything is signed.
    pub digest_matches: Option<bool>,
    /// The language recorded.
    pub language: String,
    /// The notice's version.
    pub version: Option<String>,
    /// Whether retention or an end of validity is set.
    pub retention: bool,
    /// Whether the box was ticked beforehand.
    pub checked_by_default: bool,
}

impl Prompt {
    /// The prompt an act was made in front of.
    pub fn from_act(act: &Act) -> Self {
        let mut words = Text::new(Role::Body);
        let mut at = 0;
        for line in act.notice.text.split_inclusive('\n') {
            words.push(line, Span::new(at, at + line.len()));
            words.stop();
            at += line.len();
        }
        let whole = Span::new(0, at);
        let privacy = Link {
            text: Text::of(Role::Body, "privacy"),
            href: href(&act.controller.privacy_url),
            visible: true,
            near: true,
            span: whole,
        };
        let granted = act.purposes.iter().filter(|purpose| purpose.granted).map(|purpose| purpose.category);
        Self {
            origin: Origin::Record,
            span: whole,
            texts: vec![words],
            company: Some(act.controller.name.clone()),
            logo: if act.ui.logo { Logo::Official } else { Logo::Absent },
            number: Number::Fixed {
                text: act.sub.strip_prefix("tel:").unwrap_or(&act.sub).to_owned(),
                span: whole,
                editable: true,
            },
            links: vec![privacy],
            record: Some(Record {
                gives: matches!(act.event.kind, EventType::ConsentGiven | EventType::RenewedConsentGiven),
                by_message: act.event.method == Method::Keyword,
                granted: granted.collect(),
                withdrawal: act.withdrawal.iter().any(|way| match way {
                    Withdrawal::Keyword(word) => !word.trim().is_empty(),
                    Withdrawal::Url(url) => href(url) != Href::Nowhere,
                }),
                digest_matches: Some(sha256_hex(act.notice.text.as_bytes()) == act.notice.sha256),
                language: act.notice.language.clone(),
                version: act.notice.version.clone(),
                retention: act.retention.is_some() || act.valid_until.is_some(),
                checked_by_default: act.ui.checked_by_default,
            }),
            ..Self::default()
        }
    }
}

/// Reads where a link leads.
pub(super) fn href(url: &str) -> Href {
    let url = url.trim();
    let scheme = url.split(':').next().unwrap_or_default();
    let nowhere = url.is_empty()
        || url == "#"
        || url == "#!"
        || url == "/#"
        || scheme.eq_ignore_ascii_case("javascript");
    if url.contains(super::text::UNKNOWN) {
        Href::Unknown
    } else if nowhere {
        Href::Nowhere
    } else {
        Href::To(url.to_owned())
    }
}

impl Href {
    /// Reads an `href` attribute.
    pub fn new(url: &str) -> Self {
        href(url)
    }
}
