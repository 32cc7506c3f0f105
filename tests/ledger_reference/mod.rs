//! A second, slower reading of the ledger's rules, written from their words: it looks at the whole history for each
//! question and keeps no state. It must agree with the real one.

use fastrand::Rng;
use whatsapp_opt_in::consent::ledger::*;
use whatsapp_opt_in::consent::{Assurance, Category};

const DAY: ServerTime = 24 * 60 * 60 * 1000;
const CATEGORIES: [(Category, &str); 3] =
    [(Category::Marketing, "offers"), (Category::Marketing, "news"), (Category::Utility, "delivery-status")];

const ASSURANCES: [Assurance; 3] = [Assurance::SelfAsserted, Assurance::Fresh, Assurance::NumberConfirmed];

/// What a run met.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) interleavings: u64,
    pub(crate) allowed: u64,
    pub(crate) stopped: u64,
    /// Allowed although the person had stopped it before.
    pub(crate) lifted: u64,
    /// Answers allowed in a history where acts name each other, and allowed as well without the names.
    pub(crate) unnamed: u64,
}

/// Plays random histories; panics at the first disagreement, naming its seed.
pub(crate) fn run(histories: u64, seed: u64) -> Tally {
    let mut tally = Tally::default();
    for round in 0..histories {
        let mut rng = Rng::with_seed(seed.wrapping_add(round));
        let history = random_history(&mut rng);
        let subject = identity(&mut rng);
        let (category, purpose) = CATEGORIES[rng.usize(0..3)];
        let question = Question {
            subject: &subject,
            category,
            purpose: rng.bool().then_some(purpose),
            now: random_time(&mut rng),
            // Most ask for little, so that many answers are yes.
            assurance: ASSURANCES[rng.usize(0..6).saturating_sub(3)],
        };
        let expected = allowed(&history, &question);
        let mut first: Option<Decision> = None;
        for _ in 0..3 {
            let mut order = history.clone();
            for _ in 0..rng.usize(0..3) {
                let mut again = history[rng.usize(0..history.len())].clone();
                again.at += rng.i64(0..5); // a redelivery carries a later time
                order.push(again);
            }
            rng.shuffle(&mut order);
            let mut ledger = Ledger::default();
            order.iter().for_each(|e| ledger.add(e));
            let decision = ledger.may_send(&question);
            assert_eq!(
                decision.allowed,
                expected,
                "seed {}: {history:#?}\n{question:?}\n{decision:?}",
                seed + round
            );
            assert_eq!(decision.allowed, decision.message.is_some());
            let first = first.get_or_insert_with(|| decision.clone());
            assert_eq!(
                &decision,
                first,
                "seed {}: the order decides: {history:#?}\n{question:?}",
                seed + round
            );
            tally.interleavings += 1;
            tally.allowed += u64::from(decision.allowed);
            tally.stopped += u64::from(decision.reason == Reason::Stopped);
            never_after_stop(&history, &question, &decision, &mut tally);
        }
        if expected {
            naming_an_act_only_takes_away(&history, &question, &mut tally);
        }
    }
    tally
}

/// The promise in its plainest form, for every category, every scope and every identifier of the person: what was stopped
/// goes out only on an act whose nonce is younger than the stop, or as an answer to a message that is.
fn never_after_stop(history: &[Entry], question: &Question<'_>, decision: &Decision, tally: &mut Tally) {
    if !decision.allowed {
        return;
    }
    let last_stop = |purpose: &str, record: &str| {
        let stops = history.iter().filter_map(|e| match &e.what {
            Occurrence::Stop { subject, scope, supersedes } => {
                let person = same_stops(history, question.subject, subject);
                let named = supersedes.as_deref() == Some(record);
                ((person || named) && scope.covers(question.category, purpose)).then_some(e.at)
            }
            _ => None,
        });
        stops.max()
    };
    let Some(record) = decision.record.as_deref() else {
        let written = history.iter().filter_map(|e| match &e.what {
            Occurrence::Inbound { subject, sent_at } if counts(history, question.subject, subject) => {
                Some(*sent_at.min(&e.at))
            }
            _ => None,
        });
        let stop = last_stop(question.purpose.unwrap_or_default(), "");
        assert!(
            question.category != Category::Marketing && written.max() > stop,
            "{history:#?}\n{question:?}"
        );
        return;
    };
    let act = history.iter().find(|e| e.id == record).expect("the record is in the history");
    let Occurrence::OptIn(act) = &act.what else { panic!("the record is no opt-in") };
    let purposes = act.granted.iter().filter(|(category, purpose)| {
        *category == question.category && question.purpose.is_none_or(|wanted| wanted == purpose)
    });
    let stops: Vec<_> = purposes.map(|(_, purpose)| last_stop(purpose, record)).collect();
    assert!(
        stops.iter().any(|stop| *stop < act.nonce_issued || stop.is_none()),
        "{history:#?}\n{question:?}"
    );
    tally.lifted += u64::from(stops.iter().all(Option::is_some));
}

/// Whatever is allowed while acts name each other is allowed without the names.
fn naming_an_act_only_takes_away(history: &[Entry], question: &Question<'_>, tally: &mut Tally) {
    let mut ledger = Ledger::default();
    let mut named = false;
    for e in history {
        let mut e = e.clone();
        if let Occurrence::OptIn(OptIn { supersedes, .. }) | Occurrence::Stop { supersedes, .. } = &mut e.what
        {
            named |= supersedes.take().is_some();
        }
        ledger.add(&e);
    }
    assert!(ledger.may_send(question).allowed, "the names allowed it: {history:#?}\n{question:?}");
    tally.unnamed += u64::from(named);
}

fn allowed(history: &[Entry], q: &Question<'_>) -> bool {
    let limited = q.category == Category::Marketing
        && history.iter().any(|e| match &e.what {
            Occurrence::MarketingLimited { subject } => {
                same_stops(history, q.subject, subject) && q.now < e.at + DAY
            }
            _ => false,
        });
    let consent = history.iter().any(|e| match &e.what {
        Occurrence::OptIn(act) => allows(history, q, e, act),
        _ => false,
    });
    (consent && !limited) || (q.category != Category::Marketing && window_open(history, q))
}

fn allows(history: &[Entry], q: &Question<'_>, e: &Entry, act: &OptIn) -> bool {
    let replaced = history
        .iter()
        .any(|other| matches!(&other.what, Occurrence::OptIn(o) if o.supersedes.as_ref() == Some(&e.id)));
    let counts_for = counts(history, q.subject, &act.subject);
    let confirmed = history.iter().any(|c| {
        matches!(&c.what, Occurrence::Confirmation { jti, subject } if *jti == e.id && *subject == act.subject)
    });
    let assurance = if confirmed { Assurance::NumberConfirmed } else { act.assurance };
    let left = history.iter().any(|m| match &m.what {
        Occurrence::NumberChanged { from, to } => {
            from == q.subject && from != to && act.nonce_issued.is_none_or(|n| n <= m.at)
        }
        _ => false,
    });
    let purpose = act.granted.iter().any(|(category, purpose)| {
        *category == q.category
            && q.purpose.is_none_or(|wanted| wanted == purpose)
            && !history.iter().any(|s| match &s.what {
                Occurrence::Stop { subject, scope, supersedes } => {
                    let (acts, bearers) = ancestors(history, &e.id, act);
                    scope.covers(*category, purpose)
                        && (same_stops(history, q.subject, subject)
                            || bearers.iter().any(|b| same_stops(history, b, subject))
                            || supersedes.as_ref().is_some_and(|taken_back| acts.contains(taken_back)))
                        && act.nonce_issued.is_none_or(|n| n <= s.at)
                }
                _ => false,
            })
    });
    let valid = act.valid_until.is_none_or(|end| end > q.now);
    !replaced && counts_for && !left && purpose && valid && assurance >= q.assurance
}

/// An act with all it replaces, and under which identifiers those were given.
fn ancestors(history: &[Entry], id: &str, act: &OptIn) -> (Vec<String>, Vec<Identity>) {
    let (mut acts, mut bearers) = (vec![id.to_owned()], vec![]);
    let mut next = act.supersedes.clone();
    // No chain is longer than the history.
    for _ in 0..history.len() {
        let Some(jti) = next.take() else { break };
        if let Some(Occurrence::OptIn(o)) = history.iter().find(|e| e.id == jti).map(|e| &e.what) {
            bearers.push(o.subject.clone());
            next = o.supersedes.clone();
        }
        acts.push(jti);
    }
    (acts, bearers)
}

fn window_open(history: &[Entry], q: &Question<'_>) -> bool {
    let inbound = history.iter().filter_map(|e| match &e.what {
        Occurrence::Inbound { subject, sent_at } if counts(history, q.subject, subject) => {
            Some(*sent_at.min(&e.at))
        }
        _ => None,
    });
    let Some(last) = inbound.filter(|at| *at <= q.now && q.now < at + DAY).max() else { return false };
    !history.iter().any(|e| match &e.what {
        Occurrence::Stop { subject, scope, .. } => {
            e.at >= last
                && same_stops(history, q.subject, subject)
                && scope.covers(q.category, q.purpose.unwrap_or(""))
        }
        Occurrence::NumberChanged { from, to } => e.at >= last && from == q.subject && from != to,
        Occurrence::WindowClosed { subject, failed_at } => {
            *failed_at.min(&e.at) >= last && counts(history, q.subject, subject)
        }
        _ => false,
    })
}

fn linked(history: &[Entry], x: &Identity, y: &Identity) -> bool {
    history
        .iter()
        .any(|e| matches!(&e.what, Occurrence::Linked { a, b } if (a == x && b == y) || (a == y && b == x)))
}

/// Whether what `other` did counts as done by `subject`.
fn counts(history: &[Entry], subject: &Identity, other: &Identity) -> bool {
    let owners = |id: &Identity| match id {
        Identity::Phone(_) => {
            (0..4).filter(|n| linked(history, id, &Identity::Bsuid(format!("U{n}")))).count()
        }
        Identity::Bsuid(_) => 0,
    };
    subject == other || (linked(history, subject, other) && owners(subject) < 2 && owners(other) < 2)
}

/// Whether a stop under `other` holds for `subject`: a fixed point over links and moves.
fn same_stops(history: &[Entry], subject: &Identity, other: &Identity) -> bool {
    let mut reached = vec![subject.clone()];
    loop {
        let before = reached.len();
        for e in history {
            let step = match &e.what {
                Occurrence::Linked { a, b } if reached.contains(a) => Some(b),
                Occurrence::Linked { a, b } if reached.contains(b) => Some(a),
                Occurrence::NumberChanged { from, to } if reached.contains(to) => Some(from),
                _ => None,
            };
            if let Some(next) = step.filter(|next| !reached.contains(next)) {
                reached.push(next.clone());
            }
        }
        if reached.len() == before {
            return reached.contains(other);
        }
    }
}

fn identity(rng: &mut Rng) -> Identity {
    let n = rng.u8(0..4);
    if rng.u8(0..3) == 0 {
        Identity::Bsuid(format!("U{n}"))
    } else {
        Identity::Phone(format!("+3361234567{n}"))
    }
}

/// Times that often tie and straddle the day's limits.
fn random_time(rng: &mut Rng) -> ServerTime {
    rng.i64(0..4) * DAY / 2 + rng.i64(0..20)
}

fn random_history(rng: &mut Rng) -> Vec<Entry> {
    let count = rng.usize(1..12);
    (0..count)
        .map(|n| Entry { id: format!("e{n}"), at: random_time(rng), what: random_occurrence(rng, count) })
        .collect()
}

fn random_occurrence(rng: &mut Rng, count: usize) -> Occurrence {
    let subject = identity(rng);
    match rng.u8(0..15) {
        0..5 => Occurrence::OptIn(OptIn {
            subject,
            granted: CATEGORIES
                .iter()
                .filter(|_| rng.u8(0..3) > 0)
                .map(|(category, purpose)| (*category, (*purpose).to_owned()))
                .collect(),
            nonce_issued: (rng.u8(0..3) > 0).then(|| random_time(rng)),
            valid_until: (rng.u8(0..5) == 0).then(|| random_time(rng)),
            supersedes: (rng.u8(0..5) == 0).then(|| format!("e{}", rng.usize(0..count))),
            assurance: ASSURANCES[rng.usize(0..3)],
        }),
        5..8 => Occurrence::Stop {
            subject,
            scope: match rng.u8(0..4) {
                0 => Scope::All,
                1 => Scope::Purposes(vec![CATEGORIES[rng.usize(0..3)].1.to_owned()]),
                _ => Scope::Category(Category::Marketing),
            },
            supersedes: (rng.u8(0..3) == 0).then(|| format!("e{}", rng.usize(0..count))),
        },
        8 => Occurrence::Resume { subject },
        9 => Occurrence::Confirmation { jti: format!("e{}", rng.usize(0..count)), subject },
        10 => Occurrence::Linked { a: subject, b: identity(rng) },
        11 => Occurrence::NumberChanged { from: subject, to: identity(rng) },
        12 => Occurrence::Inbound { subject, sent_at: random_time(rng) },
        13 => Occurrence::WindowClosed { subject, failed_at: random_time(rng) },
        _ => Occurrence::MarketingLimited { subject },
    }
}
