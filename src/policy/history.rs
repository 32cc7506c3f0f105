//! What happened with one contact, in the order of time: the behaviour that some rules are about.

use serde::{Deserialize, Serialize};

use crate::consent::Category;

/// Everything known of one contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Whether the number is of the United States.
    #[serde(default)]
    pub united_states: bool,
    /// In the order of time.
    pub events: Vec<Event>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Seconds since 1970.
    pub at: i64,
    /// What it was.
    #[serde(flatten)]
    pub kind: EventKind,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventKind {
    /// Consent was recorded.
    OptIn {
        /// For these categories.
        categories: Vec<Category>,
        /// How: `checkbox`, `keyword`, `import`, `inbound` (a message the person sent), `user_preferences` …
        method: String,
    },
    /// Consent was taken back.
    OptOut {
        /// For these categories; all when empty.
        #[serde(default)]
        categories: Vec<Category>,
        /// Where it came from: `whatsapp`, `web`, `email`, `131049` …
        #[serde(default)]
        channel: String,
    },
    /// The person wrote.
    Inbound {
        /// What, where it is known.
        #[serde(default)]
        text: String,
    },
    /// The business wrote.
    Sent {
        /// The template's category; `None` for a free-form message.
        #[serde(default)]
        category: Option<Category>,
        /// Whether it is the confirmation of an opt-out.
        #[serde(default)]
        confirmation: bool,
    },
    /// WhatsApp refused a message.
    SendError {
        /// Its error code, e.g. 131050.
        code: u32,
    },
    /// The `user_preferences` webhook said `stop`.
    MarketingStopped,
    /// The `user_preferences` webhook said `resume`.
    MarketingResumed,
    /// The contact's details were removed.
    Erased,
}

pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 24 * HOUR;

impl History {
    /// Whether the person wrote within the 24 hours before.
    pub(super) fn window_open(&self, at: i64) -> bool {
        self.events.iter().any(|event| {
            matches!(event.kind, EventKind::Inbound { .. })
                && (0..=DAY).contains(&(at.saturating_sub(event.at)))
        })
    }

    /// The messages the business sent that are not the confirmation of an opt-out.
    pub(super) fn sent(&self) -> impl Iterator<Item = (i64, Option<Category>)> {
        self.events.iter().filter_map(|event| match event.kind {
            EventKind::Sent { category, confirmation: false } => Some((event.at, category)),
            _ => None,
        })
    }
}

/// The end of the n-th business day after a time (Saturdays and Sundays are none; holidays are not known).
pub(super) fn business_days_after(at: i64, days: u32) -> i64 {
    let mut day = at.div_euclid(DAY);
    let mut left = days;
    while left > 0 {
        day += 1;
        // 1970-01-01 was a Thursday: (day + 3) % 7 is 5 on Saturdays and 6 on Sundays.
        if (day + 3).rem_euclid(7) < 5 {
            left -= 1;
        }
    }
    (day + 1).saturating_mul(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn business_days_leave_out_the_weekend() {
        // 2026-11-20 is a Friday; one business day after it ends with Monday the 23rd.
        let friday = 1_795_132_800;
        assert_eq!(business_days_after(friday, 1), friday + 4 * DAY);
        assert_eq!(business_days_after(friday, 10), friday + 15 * DAY);
    }
}
