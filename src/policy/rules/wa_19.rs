//! WA-19: send error 131050 suppresses; 131049 backs off and is no opt-out.

use super::*;
use crate::consent::Category;
use crate::policy::EventKind;
use crate::policy::history::DAY;

pub(super) static RULE: Rule = Rule::new(
    "WA-19",
    "Send error 131050 suppresses, 131049 backs off",
    "Treat 131050 as an opt-out from marketing; after 131049 wait at least a day and keep the consent.",
    Levels::since(Edition::WhatsApp2024, Severity::Error),
)
.on_history(history);

fn history(history: &History, judge: &mut Judge<'_>) {
    let (mut refused, mut limited) = (false, None::<i64>);
    for event in &history.events {
        match &event.kind {
            EventKind::SendError { code: 131_050 } => refused = true,
            EventKind::SendError { code: 131_049 } => limited = Some(event.at),
            EventKind::OptIn { .. } | EventKind::MarketingResumed => refused = false,
            EventKind::OptOut { channel, .. } if channel == "131049" => {
                judge.find(None, format!("At {} error 131049 is recorded as an opt-out; it only limits how often WhatsApp delivers.", event.at));
            }
            EventKind::Sent { category: Some(Category::Marketing), confirmation: false } => {
                if refused {
                    judge.find(None, format!("Marketing went out at {} after error 131050: the person had stopped it.", event.at));
                } else if limited.is_some_and(|at| event.at.saturating_sub(at) < DAY) {
                    judge.find(None, format!("Marketing went out at {} less than a day after error 131049.", event.at));
                }
            }
            _ => {}
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "131050 says that the person stopped this business's marketing. 131049 says that WhatsApp held the message back to keep the person's inbox bearable: an immediate retry fails again, and it is no opt-out.",
    decides: "From what happened with a contact.",
    sources: &[ERRORS],
    examples: &[
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"send_error","code":131049},{"at":90000,"event":"sent","category":"marketing"}]}"#), Expected::Valid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"send_error","code":131050},{"at":9,"event":"sent","category":"utility"}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"send_error","code":131050},{"at":900000,"event":"sent","category":"marketing"}]}"#), Expected::Invalid),
        Example::new("en", Sample::History(r#"{"events":[{"at":1,"event":"send_error","code":131049},{"at":60,"event":"sent","category":"marketing"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::History(r#"{"events":[{"at":1,"event":"opt_out","categories":["marketing"],"channel":"131049"}]}"#), Expected::Invalid),
    ],
};
