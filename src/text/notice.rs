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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How often, in the site's own words, taken over as they are.
    pub frequency: Option<String>,
    /// Who else gets the number.
    pub recipients: Vec<String>,
    /// The last day it holds, e.g. `2027-12-31`.
    pub until: Option<String>,
}

impl Terms {
    /// Reads them as the element's attributes hold them: `frequency`, `recipients` with commas, `valid-until`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| {
            let text = get(name)?.split_whitespace().collect::<Vec<_>>().join(" ");
            (!text.is_empty()).then_some(text)
        };
        let recipients = text("recipients").unwrap_or_default();
        Self {
            frequency: text("frequency"),
            recipients: recipients
                .split(',')
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect(),
            until: text("valid-until"),
        }
    }

    /// Whether the last day is one of the calendar, or none is named.
    pub fn has_valid_day(&self) -> bool {
        self.until.as_deref().is_none_or(|day| is_day(day).unwrap_or(false))
    }

    /// The sentences, a line each, as [`Prompt::terms`] holds them; `None` if there are none. `own` answers with the
    /// site's own words where it has them, by the name of a text.
    pub fn sentences<S: AsRef<str>>(
        &self,
        texts: &Texts<S>,
        more: &MoreTexts,
        own: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let word = |name: &str, usual: &str| own(name).unwrap_or_else(|| usual.to_owned());
        let mut sentences: Vec<String> = self.frequency.iter().cloned().collect();
        if !self.recipients.is_empty() {
            let names: Vec<&str> = self.recipients.iter().map(String::as_str).collect();
            let sentence = word("recipients", more.recipients);
            sentences.push(fill(&sentence, &[("recipients", &texts.list(&names))]));
        }
        if let Some(day) = &self.until {
            sentences.push(fill(&word("until", more.until), &[("date", day)]));
        }
        (!sentences.is_empty()).then(|| sentences.join("\n"))
    }
}

/// Whether this is a day of the calendar, written `2027-12-31`.
fn is_day(text: &str) -> Option<bool> {
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return None;
    }
    let (year, month, day): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    Some((1..=last).contains(&day))
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
        let terms = Terms::read(|name| match name {
            "frequency" => Some(" About {4}  messages a month.".into()),
            "recipients" => Some("Carrier, ,Agency".into()),
            "valid-until" => Some("2027-12-31".into()),
            _ => None,
        });
        let mut prompt = Prompt::new(texts, "Acme", &purposes("en", &[PurposeId::Offers]));
        assert_eq!(prompt.notice_text().lines().count(), 3);
        prompt.terms = terms.sentences(texts, more_for_language("en"), |_| None);
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
        assert_eq!(Terms::default().sentences(texts, more_for_language("en"), |_| None), None);
        let own = |name: &str| (name == "until").then(|| "Until {date}, then no more.".to_owned());
        let owned = terms.sentences(texts, more_for_language("en"), own).expect("some");
        assert!(owned.ends_with("\nUntil 2027-12-31, then no more."), "{owned}");
    }

    #[test]
    fn a_last_day_is_one_of_the_calendar() {
        let valid = |day: &str| Terms { until: Some(day.into()), ..Terms::default() }.has_valid_day();
        assert!(Terms::default().has_valid_day());
        assert!(["2027-12-31", "2028-02-29", "2000-02-29", "2027-04-30"].into_iter().all(valid));
        assert!(
            !["2027-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "2027-00-10"].into_iter().any(valid)
        );
        assert!(!["2027-1-1", "31.12.2027", "2027-12-31T00:00", "+027-12-31", ""].into_iter().any(valid));
    }
}
