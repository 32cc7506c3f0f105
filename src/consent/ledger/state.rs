//! The state that entries add up to, and the answer to "may I send?".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::people::People;
use super::{Entry, Identity, Occurrence, OptIn, Scope, ServerTime};
use crate::consent::purpose::Category;
use crate::consent::receipt::Assurance;

/// A message of the person opens the service window for this long.
const WINDOW: ServerTime = 24 * 60 * 60 * 1000;
/// WhatsApp holds marketing back for this long after error 131049.
const LIMITED: ServerTime = 24 * 60 * 60 * 1000;

/// What the entries add up to. Adding is commutative and idempotent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    people: People,
    opt_ins: BTreeMap<String, (ServerTime, OptIn)>,
    /// Replaced act → the acts that replace it.
    superseded: BTreeMap<String, Vec<String>>,
    confirmed: BTreeMap<String, Vec<Identity>>,
    /// Act taken back → the stops that take it back.
    taken_back: BTreeMap<String, Stops>,
    facts: BTreeMap<Identity, Facts>,
}

/// Stops by entry id.
type Stops = BTreeMap<String, (ServerTime, Scope)>;

/// What happened to one identifier; keyed by entry id so that a repetition changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Facts {
    opt_ins: Vec<String>,
    stops: Stops,
    left: BTreeMap<String, ServerTime>,
    inbound: BTreeMap<String, ServerTime>,
    closed: BTreeMap<String, ServerTime>,
    limited: BTreeMap<String, ServerTime>,
}

/// What a sender asks.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// To whom.
    pub subject: &'a Identity,
    /// Of which category.
    pub category: Category,
    /// For which purpose, when it matters; else any granted one of the category will do.
    pub purpose: Option<&'a str>,
    /// The receiver's clock.
    pub now: ServerTime,
    /// The least that must be known of the opt-in.
    pub assurance: Assurance,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether the message may be sent.
    pub allowed: bool,
    /// Why.
    pub reason: Reason,
    /// In which form; `None` when nothing may be sent.
    pub message: Option<MessageForm>,
    /// Since when the reason holds.
    pub since: Option<ServerTime>,
    /// The act that allows it.
    pub record: Option<String>,
}

/// Why a message may or may not be sent; stable codes. Of several refusals the one named last here is given: it says
/// most about the person's will.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The person agreed to this.
    Consent,
    /// The person wrote within 24 hours.
    ServiceWindow,
    /// Nobody agreed.
    NoConsent,
    /// WhatsApp holds marketing to this person back.
    Limited,
    /// The consent has run out.
    Expired,
    /// Less is known of the opt-in than asked for.
    NotConfirmed,
    /// The person said stop, and has not agreed anew since.
    Stopped,
    /// The person left this number.
    NumberLeft,
}

/// The form a message may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageForm {
    /// A template WhatsApp approved.
    Template,
    /// Anything, within the service window.
    FreeForm,
}

/// An opt-in that allows the message; the later one is the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Consent<'a> {
    at: ServerTime,
    jti: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Refusal {
    reason: Reason,
    since: Option<ServerTime>,
}

impl Ledger {
    /// Adds an entry. An entry with a known id changes nothing but the time of its first arrival.
    pub fn add(&mut self, entry: &Entry) {
        let Entry { id, at, what } = entry;
        match what {
            Occurrence::OptIn(opt_in) => self.add_opt_in(id, *at, opt_in),
            Occurrence::Stop { subject, scope, supersedes } => {
                keep_stop(&mut self.facts(subject).stops, id, *at, scope);
                if let Some(act) = supersedes {
                    keep_stop(self.taken_back.entry(act.clone()).or_default(), id, *at, scope);
                }
            }
            Occurrence::Resume { .. } => {}
            Occurrence::Confirmation { jti, subject } => {
                let subjects = self.confirmed.entry(jti.clone()).or_default();
                insert_sorted(subjects, subject.clone());
            }
            Occurrence::Linked { a, b } => self.people.link(a, b),
            Occurrence::NumberChanged { from, to } if from == to => {}
            Occurrence::NumberChanged { from, to } => {
                self.people.moved(from, to);
                keep_earliest(&mut self.facts(from).left, id, *at);
            }
            Occurrence::Inbound { subject, sent_at } => {
                keep_earliest(&mut self.facts(subject).inbound, id, *sent_at.min(at));
            }
            Occurrence::WindowClosed { subject, failed_at } => {
                keep_earliest(&mut self.facts(subject).closed, id, *failed_at.min(at));
            }
            Occurrence::MarketingLimited { subject } => {
                keep_earliest(&mut self.facts(subject).limited, id, *at);
            }
        }
    }

    /// Whether a message may be sent, why, and in which form.
    pub fn may_send(&self, question: &Question<'_>) -> Decision {
        let window = self.window(question);
        match self.consent(question).and_then(|consent| self.not_limited(question).map(|()| consent)) {
            Ok(Consent { at, jti }) => Decision {
                allowed: true,
                reason: Reason::Consent,
                message: Some(if window.is_some() { MessageForm::FreeForm } else { MessageForm::Template }),
                since: Some(at),
                record: Some(jti.to_owned()),
            },
            // Answering somebody who writes needs no consent; but marketing is no answer.
            Err(_) if window.is_some() && question.category != Category::Marketing => Decision {
                allowed: true,
                reason: Reason::ServiceWindow,
                message: Some(MessageForm::FreeForm),
                since: window,
                record: None,
            },
            Err(Refusal { reason, since }) => {
                Decision { allowed: false, reason, message: None, since, record: None }
            }
        }
    }

    /// The latest opt-in that allows the message, or the refusal that says most about the person's will.
    fn consent<'a>(&'a self, question: &Question<'a>) -> Result<Consent<'a>, Refusal> {
        let left = self.facts.get(question.subject).and_then(|f| f.left.values().max().copied());
        let verdicts: Vec<_> = self
            .opt_ins_for(question.subject)
            .filter(|(jti, ..)| !self.superseded.contains_key(*jti))
            .flat_map(|(jti, at, opt_in)| {
                let granted = opt_in.granted.iter().filter(|(category, purpose)| {
                    *category == question.category && question.purpose.is_none_or(|wanted| wanted == purpose)
                });
                granted.map(move |(_, purpose)| {
                    self.judge(question, left, opt_in, jti, purpose).map(|()| Consent { at, jti })
                })
            })
            .collect();
        let best = verdicts.iter().filter_map(|v| v.as_ref().ok()).max();
        best.copied().ok_or_else(|| {
            let nearest = verdicts.iter().filter_map(|v| v.as_ref().err()).max();
            nearest.copied().unwrap_or(Refusal { reason: Reason::NoConsent, since: None })
        })
    }

    /// Whether this opt-in allows the message for one purpose it grants.
    fn judge(
        &self,
        question: &Question<'_>,
        left: Option<ServerTime>,
        opt_in: &OptIn,
        jti: &str,
        purpose: &str,
    ) -> Result<(), Refusal> {
        let lifts = |stop: ServerTime| opt_in.nonce_issued.is_some_and(|nonce| nonce > stop);
        let refuse = |reason, since| Err(Refusal { reason, since: Some(since) });
        if let Some(left) = left.filter(|left| !lifts(*left)) {
            return refuse(Reason::NumberLeft, left);
        }
        let mut subjects = self.people.stops_of(question.subject);
        let mut taken_back =
            self.taken_back.get(jti).and_then(|stops| last(stops, question.category, purpose));
        for (replaced, opt_in) in self.replaced_by(opt_in) {
            subjects.extend(opt_in.into_iter().flat_map(|opt_in| self.people.stops_of(&opt_in.subject)));
            let stops = self.taken_back.get(replaced);
            taken_back = taken_back.max(stops.and_then(|stops| last(stops, question.category, purpose)));
        }
        let stop = self.last_stop(subjects, question.category, purpose).max(taken_back);
        if let Some(stop) = stop.filter(|stop| !lifts(*stop)) {
            return refuse(Reason::Stopped, stop);
        }
        if let Some(end) = opt_in.valid_until.filter(|end| *end <= question.now) {
            return refuse(Reason::Expired, end);
        }
        if self.assurance(jti, opt_in) < question.assurance {
            return Err(Refusal { reason: Reason::NotConfirmed, since: None });
        }
        Ok(())
    }

    /// Error 131049 holds marketing back for a day, whatever the consent.
    fn not_limited(&self, question: &Question<'_>) -> Result<(), Refusal> {
        let ids = self.people.stops_of(question.subject).into_iter();
        let limited = ids.filter_map(|id| self.facts.get(id)).flat_map(|f| f.limited.values()).max();
        match limited {
            Some(at) if question.category == Category::Marketing && question.now < at + LIMITED => {
                Err(Refusal { reason: Reason::Limited, since: Some(*at) })
            }
            _ => Ok(()),
        }
    }

    /// When the person last wrote, if that opens the service window: within a day, after any stop that covers the
    /// message, not from a number they left since, and not before WhatsApp called the window closed.
    fn window(&self, question: &Question<'_>) -> Option<ServerTime> {
        let near = || self.people.opt_ins_of(question.subject).filter_map(|id| self.facts.get(id));
        let inbound = near()
            .flat_map(|f| f.inbound.values().copied())
            .filter(|at| *at <= question.now && question.now < at.saturating_add(WINDOW))
            .max()?;
        let stops = self.people.stops_of(question.subject);
        let stop = self.last_stop(stops, question.category, question.purpose.unwrap_or_default());
        let left = self.facts.get(question.subject).and_then(|f| f.left.values().max().copied());
        let closed = near().flat_map(|f| f.closed.values().copied()).max();
        (stop.max(left).max(closed) < Some(inbound)).then_some(inbound)
    }

    fn last_stop(
        &self,
        subjects: BTreeSet<&Identity>,
        category: Category,
        purpose: &str,
    ) -> Option<ServerTime> {
        let facts = subjects.into_iter().filter_map(|id| self.facts.get(id));
        facts.filter_map(|f| last(&f.stops, category, purpose)).max()
    }

    /// The opt-ins that count for an identifier.
    fn opt_ins_for<'a>(
        &'a self,
        subject: &'a Identity,
    ) -> impl Iterator<Item = (&'a str, ServerTime, &'a OptIn)> {
        let facts = self.people.opt_ins_of(subject).filter_map(|id| self.facts.get(id));
        facts.flat_map(|f| &f.opt_ins).filter_map(|jti| {
            let (at, opt_in) = self.opt_ins.get(jti)?;
            Some((jti.as_str(), *at, opt_in))
        })
    }

    /// The acts an act replaces, however long the chain: a stop under an earlier number holds for the new one. The last
    /// may be known by name only.
    fn replaced_by<'a>(&'a self, opt_in: &'a OptIn) -> Vec<(&'a str, Option<&'a OptIn>)> {
        let mut chain: Vec<(&str, Option<&OptIn>)> = Vec::new();
        let mut next = opt_in.supersedes.as_deref();
        // A circle can only be forged; it ends where it began.
        while let Some(jti) = next.filter(|jti| chain.iter().all(|(seen, _)| seen != jti)) {
            let replaced = self.opt_ins.get(jti).map(|(_, opt_in)| opt_in);
            chain.push((jti, replaced));
            next = replaced.and_then(|opt_in| opt_in.supersedes.as_deref());
        }
        chain
    }

    /// What is known of an act: as it arrived, or confirmed by the number it names.
    fn assurance(&self, jti: &str, opt_in: &OptIn) -> Assurance {
        let by_itself = self.confirmed.get(jti).is_some_and(|subjects| subjects.contains(&opt_in.subject));
        if by_itself { Assurance::NumberConfirmed } else { opt_in.assurance }
    }

    fn add_opt_in(&mut self, jti: &str, at: ServerTime, opt_in: &OptIn) {
        if let Some(replaced) = &opt_in.supersedes {
            insert_sorted(self.superseded.entry(replaced.clone()).or_default(), jti.to_owned());
        }
        insert_sorted(&mut self.facts(&opt_in.subject).opt_ins, jti.to_owned());
        let first = self.opt_ins.entry(jti.to_owned()).or_insert_with(|| (at, opt_in.clone()));
        first.0 = first.0.min(at);
    }

    fn facts(&mut self, subject: &Identity) -> &mut Facts {
        self.facts.entry(subject.clone()).or_default()
    }
}

fn keep_stop(stops: &mut Stops, id: &str, at: ServerTime, scope: &Scope) {
    let first = stops.entry(id.to_owned()).or_insert_with(|| (at, scope.clone()));
    first.0 = first.0.min(at);
}

/// The latest of the stops that cover a message.
fn last(stops: &Stops, category: Category, purpose: &str) -> Option<ServerTime> {
    stops.values().filter(|(_, scope)| scope.covers(category, purpose)).map(|(at, _)| *at).max()
}

fn keep_earliest(times: &mut BTreeMap<String, ServerTime>, id: &str, at: ServerTime) {
    let first = times.entry(id.to_owned()).or_insert(at);
    *first = at.min(*first);
}

fn insert_sorted<T: Ord>(items: &mut Vec<T>, item: T) {
    if let Err(place) = items.binary_search(&item) {
        items.insert(place, item);
    }
}
