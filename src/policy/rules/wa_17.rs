//! WA-17: opt-outs honoured on and off WhatsApp, and details removed.

use super::*;
use crate::consent::Category;
use crate::policy::EventKind;
use crate::policy::history::DAY;

pub(super) static RULE: Rule = Rule::new(
    "WA-17",
    "Opt-outs are honoured, wherever they come from",
    "Suppress the contact at once in every system that sends, and remove the details you no longer need.",
    Levels::whatsapp(Severity::Error),
)
.on_history(history);

fn history(history: &History, judge: &mut Judge<'_>) {
    for (index, event) in history.events.iter().enumerate() {
        let EventKind::OptOut { categories, .. } = &event.kind else { continue };
        let stopped = |category: Option<Category>| match category {
            Some(category) => categories.is_empty() || categories.contains(&category),
            // A free-form answer to a question of the person is no message the business starts.
            None => false,
        };
        let later = &history.events[index + 1..];
        let until = later.iter().position(|event| matches!(event.kind, EventKind::OptIn { .. })).unwrap_or(later.len());
        for sent in &later[..until] {
            if let EventKind::Sent { category, confirmation: false } = sent.kind
                && stopped(category)
            {
                judge.find(None, format!("A message went out at {}, after the opt-out of {}.", sent.at, event.at));
            }
        }
        let end = history.events.last().map_or(event.at, |last| last.at);
        let erased = later.iter().any(|event| event.kind == EventKind::Erased);
        if categories.is_empty() && until == later.len() && !erased && end.saturating_sub(event.at) > 30 * DAY {
            judge.review(None, format!("the details are still kept more than 30 days after the opt-out of {}", event.at));
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Every request to stop counts, made on WhatsApp or by any other way, and the contact's details go with it unless another reason keeps them.",
    decides: "From what happened with a contact: no message of a stopped category after the opt-out until a new opt-in. Whether details may be kept for another reason is left to a person.",
    sources: &[seed("S14"), BUSINESS_POLICY],
    examples: &[
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","categories":["marketing"],"channel":"whatsapp"},{"at":9,"event":"sent","category":"utility"}]}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","channel":"email"},{"at":9,"event":"sent","confirmation":true}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","channel":"whatsapp"},{"at":9,"event":"sent","category":"utility"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","categories":["marketing"],"channel":"email"},{"at":9,"event":"sent","category":"marketing"}]}"#), Expected::Invalid),
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","channel":"whatsapp"},{"at":9000000,"event":"inbound","text":"Hello"}]}"#), Expected::Review),
    ],
};
