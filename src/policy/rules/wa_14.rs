//! WA-14: an inbound message is never recorded as a marketing opt-in.

use super::*;
use crate::consent::Category;
use crate::policy::EventKind;

pub(super) static RULE: Rule = Rule::new(
    "WA-14",
    "A message from the person is not recorded as an opt-in",
    "Ask for consent in the conversation and record the answer to that question, or collect it elsewhere.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt)
.on_history(history);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let Some(record) = prompt.record.as_ref().filter(|record| record.gives && record.by_message) else { return };
    if record.granted.contains(&Category::Marketing) {
        judge.find(prompt.span, "A message from the person is recorded as consent to marketing.");
    } else if judge.edition() == Edition::WhatsApp2019 {
        judge.find(prompt.span, "The consent was collected on WhatsApp itself, which this edition does not accept.");
    }
}

fn history(history: &History, judge: &mut Judge<'_>) {
    for event in &history.events {
        let EventKind::OptIn { categories, method } = &event.kind else { continue };
        let by_message = matches!(method.as_str(), "inbound" | "keyword");
        if by_message && categories.contains(&Category::Marketing) {
            judge.find(None, format!("At {} a message from the person is recorded as consent to marketing.", event.at));
        } else if by_message && judge.edition() == Edition::WhatsApp2019 {
            judge.find(None, format!("At {} consent was collected on WhatsApp itself, which this edition does not accept.", event.at));
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "A message from a customer opens the service window; it does not ask for advertising. Until July 2020 consent had to be collected on another channel altogether.",
    decides: "The method recorded with a consent.",
    sources: &[seed("S24"), seed("S2")],
    examples: &[
        Example::new("en", Sample::Record(r#"{"event":{"type":"ConsentGiven","method":"checkbox"}}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":0,"event":"inbound","text":"Bonjour"},{"at":9,"event":"opt_in","categories":["marketing"],"method":"checkbox"}]}"#), Expected::Valid),
        Example::new("en", Sample::Record(r#"{"event":{"type":"ConsentGiven","method":"keyword"},"purposes":[{"id":"offers","category":"marketing","text":"offers","granted":true}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":0,"event":"inbound","text":"Bonjour"},{"at":9,"event":"opt_in","categories":["marketing"],"method":"inbound"}]}"#), Expected::Invalid),
        Example::new("en", Sample::History(r#"{"events":[{"at":9,"event":"opt_in","categories":["utility"],"method":"keyword"}]}"#), Expected::Invalid).edition(Edition::WhatsApp2019),
    ],
};
