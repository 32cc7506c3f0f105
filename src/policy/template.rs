//! What is known of a WhatsApp Cloud API message template.

use super::text::{Role, Span, Text};
use crate::consent::Category;

/// A value and its place in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A template as it is created, listed, or named in a message that is sent.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its place.
    pub span: Span,
    /// `name`.
    pub name: Option<Spanned<String>>,
    /// `language`, e.g. `en_US`.
    pub language: Option<Spanned<String>>,
    /// `category` as written.
    pub category: Option<Spanned<String>>,
    /// `components`; `None` when the member is missing.
    pub components: Option<Vec<Component>>,
    /// The number a message goes to, when this is a message and no definition.
    pub to: Option<Spanned<String>>,
    /// Whether WhatsApp lists it (it has an id or a status), so that WhatsApp has filled in what is fixed.
    pub listed: bool,
}

/// One component.
#[derive(Clone, Debug, Default)]
pub struct Component {
    /// Which one.
    pub kind: ComponentKind,
    /// Its place.
    pub span: Span,
    /// `format` of a header, upper case.
    pub format: Option<Spanned<String>>,
    /// `text`.
    pub text: Option<Spanned<String>>,
    /// How many sample values are given.
    pub samples: usize,
    /// The buttons of a `BUTTONS` component.
    pub buttons: Vec<Button>,
    /// `code_expiration_minutes`.
    pub code_expiration_minutes: Option<Spanned<i64>>,
}

/// Kinds of components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ComponentKind {
    /// `HEADER`.
    Header,
    /// `BODY`.
    #[default]
    Body,
    /// `FOOTER`.
    Footer,
    /// `BUTTONS`.
    Buttons,
    /// Any other (`CAROUSEL`, `LIMITED_TIME_OFFER` …), upper case.
    Other(String),
}

/// One button.
#[derive(Clone, Debug, Default)]
pub struct Button {
    /// Its place.
    pub span: Span,
    /// `type`, upper case.
    pub kind: String,
    /// `text`.
    pub text: Option<Spanned<String>>,
    /// `payload`: what a quick reply sends, where it is given.
    pub payload: Option<Spanned<String>>,
    /// `url`.
    pub url: Option<Spanned<String>>,
    /// `phone_number`.
    pub phone_number: Option<Spanned<String>>,
    /// Whether `example` is given.
    pub sample: bool,
}

impl Template {
    /// The category, when it is one of WhatsApp's.
    pub fn known_category(&self) -> Option<Category> {
        match self.category.as_ref()?.value.to_ascii_uppercase().as_str() {
            "MARKETING" => Some(Category::Marketing),
            "UTILITY" => Some(Category::Utility),
            "AUTHENTICATION" => Some(Category::Authentication),
            _ => None,
        }
    }

    /// The components, none when the member is missing.
    pub fn components(&self) -> &[Component] {
        self.components.as_deref().unwrap_or_default()
    }

    /// The first component of a kind.
    pub fn component(&self, kind: &ComponentKind) -> Option<&Component> {
        self.components().iter().find(|component| component.kind == *kind)
    }

    /// Every button.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.components().iter().flat_map(|component| &component.buttons)
    }

    /// The words of header, body and footer, and of the buttons.
    pub(super) fn texts(&self) -> Vec<Text> {
        let parts = self.components().iter().filter_map(|component| {
            let role = if component.kind == ComponentKind::Header { Role::Heading } else { Role::Body };
            Some((role, component.text.as_ref()?))
        });
        let buttons = self.buttons().filter_map(|button| Some((Role::Button, button.text.as_ref()?)));
        parts.chain(buttons).map(|(role, text)| text_of(role, text)).collect()
    }

    /// Where to point when something is missing.
    pub(super) fn head(&self) -> Span {
        self.name.as_ref().map_or(self.span, |name| name.span)
    }
}

/// The words of a value, placed in the source.
pub(super) fn text_of(role: Role, value: &Spanned<String>) -> Text {
    let mut text = Text::new(role);
    // The span of a JSON string holds its quotes; with escapes in it, words are placed by the whole.
    let inner = Span::new(value.span.start + 1, value.span.end.saturating_sub(1).max(value.span.start + 1));
    let place = if inner.end - inner.start == value.value.len() { inner } else { value.span };
    text.push(&value.value, place);
    text
}
