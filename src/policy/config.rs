//! The widget's configuration as facts, to be judged while the page is being built.

use super::prompt::{Choice, Href, Link, Logo, Number, NumberField, Origin, Page, Prompt};
use super::record::Record;
use super::text::{Role, Span, Text};
use crate::consent::Category;

/// What the widget is told and what it will show.
#[derive(Clone, Debug, Default)]
pub struct Config<'a> {
    /// `company`.
    pub company: &'a str,
    /// The sentence beside the box, where there is one box.
    pub consent: &'a str,
    /// Category and sentence of each box, where there are several.
    pub boxes: Vec<(Category, &'a str)>,
    /// What else the person agrees to: how often, who else gets the number, until when.
    pub terms: &'a str,
    /// The sentence on how to stop.
    pub stop: &'a str,
    /// The words of the privacy link.
    pub privacy: &'a str,
    /// `privacy-url`.
    pub privacy_url: &'a str,
    /// The language of the words.
    pub language: &'a str,
    /// `notice-version`.
    pub notice_version: Option<&'a str>,
    /// `retention`.
    pub retention: Option<&'a str>,
    /// Whether `countries` is the United States alone.
    pub us_only: bool,
    /// Whether calls are intended, where the site says so.
    pub calls: Option<bool>,
}

impl Config<'_> {
    /// The prompt the widget will show.
    pub fn prompt(&self) -> Prompt {
        let sentence = std::slice::from_ref(&self.consent).iter().map(|consent| (None, *consent));
        let several = self.boxes.iter().map(|(category, label)| (Some(*category), *label));
        let boxes: Vec<(Option<Category>, &str)> =
            if self.boxes.is_empty() { sentence.collect() } else { several.collect() };
        let mut texts: Vec<Text> =
            boxes.iter().enumerate().map(|(index, (_, label))| Text::of(Role::Label(index), label)).collect();
        texts.extend([self.terms, self.stop].map(|sentence| Text::of(Role::Body, sentence)));
        let privacy = Link {
            text: Text::of(Role::Body, if self.privacy.is_empty() { "privacy" } else { self.privacy }),
            href: Href::new(self.privacy_url),
            visible: true,
            near: true,
            span: Span::default(),
        };
        let choice = |(category, _): &(Option<Category>, &str)| Choice {
            checked: Some(false),
            required: Some(false),
            category: *category,
            ..Choice::default()
        };
        Prompt {
            origin: Origin::Widget,
            texts,
            boxes: boxes.iter().map(choice).collect(),
            company: Some(self.company.to_owned()),
            logo: Logo::Official,
            number: Number::Field(NumberField { fixed: Some(false), ..NumberField::default() }),
            links: vec![privacy],
            page: Page { us_only: self.us_only, ..Page::default() },
            calls: self.calls,
            record: Some(Record {
                gives: true,
                withdrawal: !self.stop.is_empty(),
                language: self.language.to_owned(),
                version: self.notice_version.map(str::to_owned),
                retention: self.retention.is_some(),
                ..Record::default()
            }),
            ..Prompt::default()
        }
    }
}
