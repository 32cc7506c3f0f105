//! WA-13: outside 24 h only approved templates.

use super::*;

pub(super) static RULE: Rule = Rule::new(
    "WA-13",
    "Outside the 24-hour window only templates are sent",
    "Send an approved template, or wait until the person writes.",
    Levels::whatsapp(Severity::Error),
)
.on_history(history);

fn history(history: &History, judge: &mut Judge<'_>) {
    for (at, category) in history.sent() {
        if category.is_none() && !history.window_open(at) {
            judge.find(None, format!("A free-form message went out at {at}, more than 24 hours after the person last wrote."));
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "A message from the person opens a window of 24 hours for free-form answers; outside it WhatsApp accepts only templates it has approved.",
    decides: "From what happened with a contact. Whether a template was approved, WhatsApp itself decides.",
    sources: &[seed("S25"), seed("S26"), BUSINESS_POLICY],
    examples: &[
        Example::new("en", Sample::History(r#"{"events":[{"at":0,"event":"inbound","text":"Where is my parcel?"},{"at":86400,"event":"sent"}]}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":0,"event":"inbound","text":"Où est mon colis ?"},{"at":90000,"event":"sent","category":"utility"}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"events":[{"at":0,"event":"inbound","text":"Where is my parcel?"},{"at":86401,"event":"sent"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":0,"event":"sent"}]}"#), Expected::Invalid),
    ],
};
