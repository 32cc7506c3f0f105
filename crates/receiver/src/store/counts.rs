//! The counts: what happened each day, without anybody's name, so that the dashboard is quick however long the ledger is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use async_trait::async_trait;
use whatsapp_opt_in::consent::EventType;
use whatsapp_opt_in::consent::ledger::{Entry, Occurrence, Scope};

use super::entries::contact_key;
use super::{Appended, Batch, StoreError};

/// A day: days since 1970, UTC.
pub type Day = i64;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// An opt-out within this time after a campaign's message is counted as its doing.
pub(crate) const CAMPAIGN_MS: i64 = 7 * DAY_MS;

/// The day of a server time.
pub fn day_of(ms: i64) -> Day {
    ms.div_euclid(DAY_MS)
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counted {
    /// Acts that agree.
    OptIn,
    /// Acts that refuse.
    Refusal,
    /// Withdrawals, STOP, preferences and send errors that end messages.
    OptOut,
    /// Numbers that answered with their code.
    Confirmation,
    /// Messages sent.
    Sent,
}

impl Counted {
    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::OptIn => "opt-in",
            Self::Refusal => "refusal",
            Self::OptOut => "opt-out",
            Self::Confirmation => "confirmation",
            Self::Sent => "sent",
        }
    }

    /// Of a name.
    pub fn of(name: &str) -> Option<Self> {
        [Self::OptIn, Self::Refusal, Self::OptOut, Self::Confirmation, Self::Sent]
            .into_iter()
            .find(|counted| counted.name() == name)
    }
}

/// What a count is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountKey {
    /// When.
    pub day: Day,
    /// What.
    pub counted: Counted,
    /// Of which purpose; empty for the act or message as a whole, which is counted beside its purposes.
    pub purpose: String,
    /// After which campaign; empty without one.
    pub campaign: String,
}

/// Counts to add, or read.
pub type Counts = BTreeMap<CountKey, u64>;

/// A record in a list, without anything that identifies a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Position in the ledger.
    pub seq: u64,
    /// The act's id.
    pub jti: String,
    /// E.g. `ConsentGiven`.
    pub event: String,
    /// E.g. `fresh`.
    pub assurance: String,
    /// Server time, ms since 1970.
    pub received_ms: i64,
}

/// Reading for the dashboard; counts are written by [`Store::commit`](super::Store::commit).
#[async_trait]
pub trait Overview: Send + Sync + 'static {
    /// Every count from this day on.
    async fn counts(&self, since: Day) -> Result<Counts, StoreError>;

    /// The newest records before `before`, newest first.
    async fn latest(&self, before: Option<u64>, limit: u32) -> Result<Vec<Listed>, StoreError>;

    /// The newest records under these spellings of a number. Who asked is written down first, durably, and for which
    /// number as a keyed hash.
    async fn search(&self, numbers: &[String], audit: &Audit) -> Result<Vec<Listed>, StoreError>;

    /// The searches that were made, newest first.
    async fn audits(&self, limit: u32) -> Result<Vec<Audit>, StoreError>;
}

/// Somebody looked for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// The session that asked.
    pub who: String,
    /// A keyed hash of the number, hex.
    pub what: String,
    /// Server time, ms since 1970.
    pub at: i64,
}

/// What really happened in a batch.
pub(crate) struct Happened<'a> {
    batch: &'a Batch<'a>,
    outcomes: &'a [Appended],
    new_entries: &'a [bool],
    new_sends: &'a [bool],
}

impl<'a> Happened<'a> {
    pub(crate) fn new(
        batch: &'a Batch<'a>,
        outcomes: &'a [Appended],
        new_entries: &'a [bool],
        new_sends: &'a [bool],
    ) -> Self {
        Self { batch, outcomes, new_entries, new_sends }
    }

    /// The records that are new.
    pub(crate) fn stored(&self) -> impl Iterator<Item = &'a super::NewRecord> {
        let pairs = self.batch.records.iter().zip(self.outcomes);
        pairs.filter(|(_, outcome)| matches!(outcome, Appended::Stored(_))).map(|(record, _)| record)
    }

    /// The entries that are new, those of records not among them.
    pub(crate) fn learnt(&self) -> impl Iterator<Item = &'a Entry> {
        let pairs = self.batch.entries.iter().zip(self.new_entries);
        pairs.filter(|(_, new)| **new).map(|(entry, _)| entry)
    }

    fn entries(&self) -> impl Iterator<Item = &'a Occurrence> {
        self.learnt().map(|entry| &entry.what)
    }

    /// Whether the site's own backend is to be told.
    pub(crate) fn is_told(&self) -> bool {
        self.batch.told
    }

    /// The contacts that left, whose last campaign is to be looked up.
    pub(crate) fn left(&self) -> BTreeSet<String> {
        let occurrences = self.stored().filter_map(|record| record.occurrence.as_ref()).chain(self.entries());
        let left = occurrences.filter_map(|what| match what {
            Occurrence::Stop { subject, .. } => Some(contact_key(subject)),
            _ => None,
        });
        left.collect()
    }

    /// The counts to add. `campaigns` tells the last campaign of those that left.
    pub(crate) fn counts(&self, campaigns: &HashMap<String, String>, now_ms: i64) -> Counts {
        let mut counts = Counts::new();
        let mut add = |counted, ms, purpose: &str, campaign: &str| {
            let (purpose, campaign) = (purpose.to_owned(), campaign.to_owned());
            *counts.entry(CountKey { day: day_of(ms), counted, purpose, campaign }).or_default() += 1;
        };
        for record in self.stored().filter(|record| record.event == EventType::ConsentRefused) {
            debug_assert!(record.occurrence.is_none(), "a refusal says nothing to the rules");
            add(Counted::Refusal, now_ms, "", "");
        }
        let acts = self.stored().filter_map(|record| record.occurrence.as_ref());
        for what in acts.chain(self.entries()) {
            match what {
                Occurrence::OptIn(opt_in) => {
                    add(Counted::OptIn, now_ms, "", "");
                    let named = opt_in.granted.iter().map(|(_, purpose)| countable(purpose));
                    named.for_each(|purpose| add(Counted::OptIn, now_ms, purpose, ""));
                }
                Occurrence::Stop { subject, scope, .. } => {
                    let campaign = campaigns.get(&contact_key(subject)).map_or("", String::as_str);
                    add(Counted::OptOut, now_ms, "", campaign);
                    if let Scope::Purposes(purposes) = scope {
                        purposes
                            .iter()
                            .for_each(|purpose| add(Counted::OptOut, now_ms, countable(purpose), ""));
                    }
                }
                Occurrence::Confirmation { .. } => add(Counted::Confirmation, now_ms, "", ""),
                _ => {}
            }
        }
        for (sent, _) in self.batch.sends.iter().zip(self.new_sends).filter(|(_, new)| **new) {
            add(Counted::Sent, sent.at, "", sent.campaign.as_deref().unwrap_or(""));
        }
        counts
    }
}

/// A name of a campaign or purpose that fits a table's row. One that looks like a number would put people into the counts.
pub(crate) fn is_countable(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    (1..=100).contains(&name.chars().count()) && !name.chars().any(char::is_control) && digits < 10
}

/// Anybody may sign an act with purposes of any name; the counts have one for those nobody should have chosen.
fn countable(purpose: &str) -> &str {
    if is_countable(purpose) { purpose } else { "other" }
}
