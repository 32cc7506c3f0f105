//! WA-12: consent is older than the first business-initiated message.

use super::*;
use crate::policy::EventKind;

pub(super) static RULE: Rule = Rule::new(
    "WA-12",
    "Consent is older than the first message the business starts",
    "Record the opt-in before the first template goes out.",
    Levels::whatsapp(Severity::Error),
)
.on_history(history);

fn history(history: &History, judge: &mut Judge<'_>) {
    let consent = history.events.iter().filter(|event| matches!(event.kind, EventKind::OptIn { .. })).map(|event| event.at).min();
    for (at, category) in history.sent() {
        let reply = category.is_none() && history.window_open(at);
        if !reply && consent.is_none_or(|consent| consent > at) {
            judge.find(None, format!("A message the business started went out at {at}, before any consent."));
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "WhatsApp lets a business start a conversation only with people who agreed beforehand.",
    decides: "From what happened with a contact: each message outside the service window, or by template, needs an earlier opt-in.",
    sources: &[seed("S1"), seed("S12"), BUSINESS_POLICY],
    examples: &[
        Example::new("en", Sample::History(r#"{"events":[{"at":100,"event":"opt_in","categories":["utility"],"method":"checkbox"},{"at":200,"event":"sent","category":"utility"}]}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":100,"event":"inbound","text":"Bonjour"},{"at":200,"event":"sent"}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"events":[{"at":100,"event":"sent","category":"utility"},{"at":200,"event":"opt_in","categories":["utility"],"method":"checkbox"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":100,"event":"inbound","text":"Bonjour"},{"at":200,"event":"sent","category":"marketing"}]}"#), Expected::Invalid),
    ],
};
