//! What is known of a prompt: the words around it, its boxes, the number, the links.
//!
//! Every fact can be unknown (`None`, [`Number::Unknown`], [`UNKNOWN`] inside a text), so that a snippet whose values
//! are filled in later is not judged by what it does not show.

use super::record::Record;
use super::text::{Role, Span, Text};
use crate::consent::Category;

#[cfg(doc)]
use super::text::UNKNOWN;

/// Where a prompt was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A page as it is served.
    #[default]
    Page,
    /// A piece of source that becomes part of a page: what is not in it may stand elsewhere.
    Snippet,
    /// The widget's configuration.
    Widget,
    /// A stored record.
    Record,
}

/// A prompt for consent.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    /// Where it was found.
    pub origin: Origin,
    /// Its place.
    pub span: Span,
    /// The words, in reading order.
    pub texts: Vec<Text>,
    /// The boxes, switches and lists that say yes.
    pub boxes: Vec<Choice>,
    /// The company's name as configured.
    pub company: Option<String>,
    /// Whether WhatsApp's logo stands by it.
    pub logo: Logo,
    /// The number.
    pub number: Number,
    /// The links in the prompt and its form.
    pub links: Vec<Link>,
    /// Fields that ask for more than a number.
    pub sensitive: Vec<SensitiveField>,
    /// A button of the form that stays locked until the box is ticked.
    pub locked: Option<Span>,
    /// What is known of the page around it.
    pub page: Page,
    /// Whether calls over WhatsApp are intended; `None` when nobody said.
    pub calls: Option<bool>,
    /// What a stored record adds.
    pub record: Option<Record>,
}

/// A box, switch or list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its place.
    pub span: Span,
    /// Whether "yes" is chosen beforehand; `None` when an expression decides.
    pub checked: Option<bool>,
    /// Whether the form cannot be sent without it; `None` when an expression decides.
    pub required: Option<bool>,
    /// The category it declares.
    pub category: Option<Category>,
}

/// Whether WhatsApp's logo is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Logo {
    /// No picture at all.
    #[default]
    Absent,
    /// A picture that does not say what it is.
    Unnamed(Span),
    /// A picture that names WhatsApp.
    Named(Span),
    /// Drawn by our own widget, so it is the official one.
    Official,
    /// Nobody can know.
    Unknown,
}

/// The number consent is given for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Number {
    /// None is asked for or shown.
    #[default]
    Absent,
    /// Nobody can know.
    Unknown,
    /// A field.
    Field(NumberField),
    /// A number that is only shown or sent along.
    Fixed {
        /// As written; empty when an expression writes it.
        text: String,
        /// Its place.
        span: Span,
        /// Whether something there lets the person change it.
        editable: bool,
    },
}

/// The field a number is typed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberField {
    /// Its place.
    pub span: Span,
    /// `readonly` or `disabled`; `None` when an expression decides.
    pub fixed: Option<bool>,
    /// Whether something beside it unlocks it.
    pub edit_control: bool,
    /// Whether it is for WhatsApp alone and the form cannot be sent without it.
    pub required: bool,
    /// What it holds beforehand.
    pub value: Option<String>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub text: Text,
    /// Where it leads.
    pub href: Href,
    /// Whether it can be seen.
    pub visible: bool,
    /// Whether it stands in the prompt or its form, and not elsewhere on the page.
    pub near: bool,
    /// Its place.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// To a page.
    To(String),
    /// Nowhere: `#`, empty, `javascript:`.
    Nowhere,
    /// An expression decides.
    Unknown,
}

/// Whether an address is that of terms somebody accepts.
pub fn leads_to_terms(address: &str) -> bool {
    const TERMS: &[&str] = &[
        "terms",
        "tos",
        "cgv",
        "cgu",
        "agb",
        "conditions",
        "nutzungsbedingungen",
        "terminos",
        "termini",
        "termos",
        "condiciones",
        "condizioni",
        "condicoes",
    ];
    let mut words = address.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 3);
    words.any(|word| TERMS.iter().any(|terms| terms.eq_ignore_ascii_case(word)))
}

/// A field that asks for sensitive data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SensitiveField {
    /// What it asks for.
    pub kind: Sensitive,
    /// Its place.
    pub span: Span,
}

/// Data no prompt may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitive {
    /// Payment card.
    Card,
    /// Bank account.
    BankAccount,
    /// Identity card, passport, driving licence.
    Identity,
    /// Tax or social-security number.
    TaxNumber,
    /// Health.
    Health,
    /// Date of birth, unless it gates by age.
    BirthDate,
}

impl Sensitive {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Card => "a payment card",
            Self::BankAccount => "a bank account",
            Self::Identity => "an identity document",
            Self::TaxNumber => "a tax or social-security number",
            Self::Health => "health data",
            Self::BirthDate => "a date of birth",
        }
    }
}

/// What is known of the page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Whether the form serves nothing but the opt-in.
    pub dedicated: bool,
    /// Whether it takes only numbers of the United States.
    pub us_only: bool,
    /// Title and headings.
    pub title: Option<Text>,
    /// Whether a control or a text asks for age or country.
    pub gate: bool,
    /// Whether the company is named somewhere on the page, outside the prompt; `None` when nobody can know.
    pub names_company: Option<bool>,
    /// Whether a button of the same form subscribes, though it is not read with the prompt.
    pub subscribes: bool,
    /// Whether a hidden field of the form sends a yes along, and there is no box.
    pub presumed: bool,
    /// The company in the same form, though not in the words read with the prompt.
    pub beside: Beside,
    /// Whether WhatsApp is named in the same form, though not in the words read with the prompt.
    pub form_names_whatsapp: bool,
}

/// Whether the company stands in a prompt's form, but not in its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// It does not.
    #[default]
    Absent,
    /// It is named there.
    Named,
    /// An expression right beside the prompt writes a business's name: `{{ shop.name }}`.
    Written,
}

/// How the person can leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The words say how: a keyword, a link, a setting.
    How(Span),
    /// The words say that one can, but not how.
    Announced(Span),
    /// By post only.
    Letter(Span),
    /// There are words, but not to be seen.
    Hidden(Span),
    /// There are words, but far away, in a footer.
    Far(Span),
    /// An expression may write it.
    Unknown,
    /// None.
    None,
}

impl Prompt {
    /// The texts that are seen with the prompt.
    pub fn shown(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(|text| !matches!(text.role, Role::Hidden | Role::Far))
    }

    /// The texts that ask: everything seen but the buttons.
    pub fn asking(&self) -> impl Iterator<Item = &Text> {
        self.shown().filter(|text| text.role != Role::Button)
    }
}
