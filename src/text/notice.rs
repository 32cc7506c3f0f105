//! The prompt: the words beside the boxes, in reading order. The page shows its pieces, the record keeps them joined.

use super::{Texts, fill};
use crate::consent::{Category, Purpose};

/// What the person is asked, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// One box for each category, in the order the purposes name them.
    pub boxes: Vec<PromptBox>,
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
        Self { boxes, stop, privacy: texts.privacy.as_ref().to_owned() }
    }

    /// The notice as it goes into the record: every piece on a line of its own. The person's number is not in it, so
    /// that one notice has one digest whoever reads it.
    pub fn notice_text(&self) -> String {
        let labels = self.boxes.iter().map(|b| b.label.as_str());
        labels.chain([self.stop.as_str(), self.privacy.as_str()]).collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::PurposeId;
    use crate::text::for_language;

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
}
