//! WA-18: `user_preferences` stop suppresses marketing; resume is recorded, and is no new consent.

use super::*;
use crate::consent::Category;
use crate::policy::EventKind;

pub(super) static RULE: Rule = Rule::new(
    "WA-18",
    "A stop in WhatsApp's own settings suppresses marketing",
    "Listen to the user_preferences webhook: suppress on stop; on resume lift only that suppression.",
    Levels::since(Edition::WhatsApp2024, Severity::Error),
)
.on_history(history);

fn history(history: &History, judge: &mut Judge<'_>) {
    let mut stopped = false;
    for event in &history.events {
        match &event.kind {
            EventKind::MarketingStopped => stopped = true,
            EventKind::MarketingResumed => stopped = false,
            EventKind::Sent { category: Some(Category::Marketing), confirmation: false } if stopped => {
                judge.find(None, format!("Marketing went out at {} although the person had stopped it in WhatsApp.", event.at));
            }
            EventKind::OptIn { method, .. } if method == "user_preferences" => {
                judge.find(None, format!("At {} a resume in WhatsApp's settings is recorded as new consent.", event.at));
            }
            _ => {}
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "People can stop and resume a business's marketing in WhatsApp itself. A stop counts like any other opt-out; a resume lifts that stop, but says none of what consent under the GDPR must say.",
    decides: "From what happened with a contact.",
    sources: &[Source { name: "Cloud API webhooks, user_preferences", url: "https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components" }],
    examples: &[
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"marketing_stopped"},{"at":2,"event":"sent","category":"utility"},{"at":3,"event":"marketing_resumed"},{"at":4,"event":"sent","category":"marketing"}]}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"marketing_stopped"}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"marketing_stopped"},{"at":2,"event":"sent","category":"marketing"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"opt_in","categories":["marketing"],"method":"user_preferences"}]}"#), Expected::Invalid),
    ],
};
