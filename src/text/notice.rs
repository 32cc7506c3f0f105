//! The prompt: the words beside the boxes, in reading order. The page shows its pieces, the record keeps them joined.

use super::{MoreTexts, Texts, fill};
use crate::consent::{Category, Purpose};

/// What the person is asked, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// One box for each category, in the order the purposes name them.
    pub boxes: Vec<PromptBox>,
    /// What else the person agrees to, a sentence a line: see [`Terms`].
    pub terms: Option<String>,
    /// How to stop.
    pub stop: String,
    /// Text of the privacy link.
    pub privacy: String,
}

/// One box and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptBox {
    /// The category it grants.
    pub category: Category,
    /// The sentence beside the box.
    pub label: String,
    /// The purposes it grants.
    pub purposes: Vec<Purpose>,
}

/// What a site may say besides: each is a sentence of the notice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms<'a> {
    /// How often, in the site's own words, taken over as they are.
    pub frequency: Option<&'a str>,
    /// Who else gets the number.
    pub recipients: &'a [&'a str],
    /// The last day it holds, e.g. `2027-12-31`.
    pub until: Option<&'a str>,
}

impl Terms<'_> {
    /// The sentences, a line each, as [`Prompt::terms`] holds them; `None` if there are none.
    pub fn sentences<S: AsRef<str>>(&self, texts: &Texts<S>, more: &MoreTexts) -> Option<String> {
        let mut sentences: Vec<String> = self.frequency.map(str::to_owned).into_iter().collect();
        if !self.recipients.is_empty() {
            sentences.push(fill(more.recipients, &[("recipients", &texts.list(self.recipients))]));
        }
        if let Some(date) = self.until {
            sentences.push(fill(more.until, &[("date", date)]));
        }
        (!sentences.is_empty()).then(|| sentences.join("\n"))
    }
}

impl Prompt {
    /// Words the prompt for a company and its purposes in one language.
    pub fn new<S: AsRef<str>>(texts: &Texts<S>, company: &str, purposes: &[Purpose]) -> Self {
        let mut boxes: Vec<PromptBox> = Vec::new();
        for purpose in purposes {
            match boxes.iter_mut().find(|b| b.category == purpose.category) {
                Some(existing) => existing.purposes.push(purpose.clone()),
                None => boxes.push(PromptBox {
                    category: purpose.category,
                    label: String::new(),
                    purposes: vec![purpose.clone()],
                }),
            }
        }
        for prompt_box in &mut boxes {
            let words: Vec<&str> = prompt_box.purposes.iter().map(|p| p.text.as_str()).collect();
            let purposes = texts.list(&words);
            prompt_box.label = fill(texts.consent.as_ref(), &[("company", company), ("purposes", &purposes)]);
        }
        let stop = fill(texts.stop.as_ref(), &[("keyword", texts.keyword.as_ref())]);
        Self { boxes, terms: None, stop, privacy: texts.privacy.as_ref().to_owned() }
    }

    /// The notice as it goes into the record: every piece on a line of its own. The person's number is not in it, so
    /// that one notice has one digest whoever reads it.
    pub fn notice_text(&self) -> String {
        let labels = self.boxes.iter().map(|b| b.label.as_str());
        let terms = self.terms.as_deref();
        labels.chain(terms).chain([self.stop.as_str(), self.privacy.as_str()]).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::PurposeId;
    use crate::text::{for_language, more_for_language};

    fn purposes(language: &str, ids: &[PurposeId]) -> Vec<Purpose> {
        ids.iter().map(|id| Purpose::catalogue(*id, for_language(language))).collect()
    }

    #[test]
    fn one_box_for_each_category_in_the_order_of_the_purposes() {
        use PurposeId::*;
        let texts = for_language("en");
        let prompt =
            Prompt::new(texts, "Acme", &purposes("en", &[OrderConfirmation, Offers, DeliveryStatus]));
        let labels: Vec<_> = prompt.boxes.iter().map(|b| b.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "Acme may send me order confirmations and delivery updates on WhatsApp.",
                "Acme may send me offers and discounts on WhatsApp.",
            ]
        );
    }

    #[test]
    fn the_notice_is_what_is_shown_line_by_line() {
        let texts = for_language("fr");
        let prompt = Prompt::new(texts, "Acme", &purposes("fr", &[PurposeId::OrderConfirmation]));
        assert_eq!(prompt.notice_text().lines().count(), 3);
        assert!(prompt.notice_text().contains("Acme"));
    }
    #[test]
    fn what_a_site_says_besides_stands_between_the_boxes_and_the_way_out() {
        let texts = for_language("en");
        let terms = Terms {
            frequency: Some("About {4} messages a month."),
            recipients: &["Carrier", "Agency"],
            until: Some("2027-12-31"),
        };
        let mut prompt = Prompt::new(texts, "Acme", &purposes("en", &[PurposeId::Offers]));
        assert_eq!(prompt.notice_text().lines().count(), 3);
        prompt.terms = terms.sentences(texts, more_for_language("en"));
        let notice = prompt.notice_text();
        let lines: Vec<&str> = notice.lines().collect();
        assert_eq!(
            lines[1..4],
            [
                "About {4} messages a month.",
                "My number is also shared with Carrier and Agency.",
                "My consent is valid until 2027-12-31.",
            ]
        );
        assert_eq!(lines.len(), 6);
        assert_eq!(Terms::default().sentences(texts, more_for_language("en")), None);
    }
}
