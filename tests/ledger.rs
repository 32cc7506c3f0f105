//! The ledger's rules: named cases, and a reference model that must agree on random histories in random orders.
#![allow(missing_docs)]

use whatsapp_opt_in::consent::ledger::*;
use whatsapp_opt_in::consent::{Assurance, Category};

mod ledger_reference;

fn phone(n: u8) -> Identity {
    Identity::Phone(format!("+3361234567{n}"))
}
fn bsuid(n: u8) -> Identity {
    Identity::Bsuid(format!("FR.{n}"))
}
fn entry(id: &str, at: ServerTime, what: Occurrence) -> Entry {
    Entry { id: id.into(), at, what }
}
fn opt_in(id: &str, at: ServerTime, subject: Identity, nonce_issued: Option<ServerTime>) -> Entry {
    let what = Occurrence::OptIn(OptIn {
        subject,
        granted: vec![(Category::Marketing, "offers".into()), (Category::Utility, "delivery-status".into())],
        nonce_issued,
        valid_until: None,
        supersedes: None,
        assurance: Assurance::SelfAsserted,
    });
    entry(id, at, what)
}
fn stop(id: &str, at: ServerTime, subject: Identity) -> Entry {
    entry(id, at, Occurrence::Stop { subject, scope: Scope::Category(Category::Marketing), supersedes: None })
}
fn inbound(id: &str, at: ServerTime, subject: Identity) -> Entry {
    entry(id, at, Occurrence::Inbound { subject, sent_at: at })
}

const NOW: ServerTime = 1_000_000;

/// The answer for `subject`, after checking that it does not depend on the order of arrival.
fn ask(entries: &[Entry], subject: &Identity, category: Category) -> Decision {
    let question =
        Question { subject, category, purpose: None, now: NOW, assurance: Assurance::SelfAsserted };
    let answer = |entries: &mut dyn Iterator<Item = &Entry>| {
        let mut ledger = Ledger::default();
        entries.for_each(|e| ledger.add(e));
        ledger.may_send(&question)
    };
    let decision = answer(&mut entries.iter());
    assert_eq!(decision, answer(&mut entries.iter().rev()), "the reverse order");
    assert_eq!(decision, answer(&mut entries.iter().chain(entries)), "everything twice");
    decision
}
fn marketing(entries: &[Entry], subject: &Identity) -> Reason {
    ask(entries, subject, Category::Marketing).reason
}

#[test]
fn nothing_is_sent_without_consent_and_a_template_with_it() {
    assert_eq!(marketing(&[], &phone(1)), Reason::NoConsent);
    let decision = ask(&[opt_in("a", 1, phone(1), None)], &phone(1), Category::Marketing);
    assert_eq!(decision.message, Some(MessageForm::Template));
    assert_eq!((decision.reason, decision.record.as_deref()), (Reason::Consent, Some("a")));
    assert_eq!(marketing(&[opt_in("a", 1, phone(1), None)], &phone(2)), Reason::NoConsent);
}

#[test]
fn a_stop_ends_marketing_and_leaves_utility_alone() {
    let history = [opt_in("a", 1, phone(1), None), stop("s", 2, phone(1))];
    assert_eq!(marketing(&history, &phone(1)), Reason::Stopped);
    assert_eq!(ask(&history, &phone(1), Category::Utility).reason, Reason::Consent);
}

#[test]
fn only_an_opt_in_whose_nonce_is_younger_lifts_a_stop() {
    for (nonce, expected) in [
        (None, Reason::Stopped),
        (Some(2), Reason::Stopped),
        (Some(5), Reason::Stopped),
        (Some(6), Reason::Consent),
    ] {
        let history = [stop("s", 5, phone(1)), opt_in("a", 9, phone(1), nonce)];
        assert_eq!(marketing(&history, &phone(1)), expected, "nonce {nonce:?}");
    }
}

#[test]
fn a_stop_delivered_again_later_does_not_undo_a_newer_opt_in() {
    let history = [stop("s", 5, phone(1)), opt_in("a", 9, phone(1), Some(8)), stop("s", 20, phone(1))];
    assert_eq!(marketing(&history, &phone(1)), Reason::Consent);
}

#[test]
fn resume_and_confirmation_lift_nothing() {
    let history = [
        opt_in("a", 1, phone(1), None),
        stop("s", 2, phone(1)),
        entry("r", 3, Occurrence::Resume { subject: phone(1) }),
        entry("c", 4, Occurrence::Confirmation { jti: "a".into(), subject: phone(1) }),
    ];
    assert_eq!(marketing(&history, &phone(1)), Reason::Stopped);
}

#[test]
fn a_confirmation_counts_only_from_the_number_it_is_about() {
    let confirmed = |subject| {
        let mut ledger = Ledger::default();
        ledger.add(&opt_in("a", 1, phone(1), None));
        ledger.add(&entry("c", 4, Occurrence::Confirmation { jti: "a".into(), subject }));
        let question = Question {
            subject: &phone(1),
            category: Category::Marketing,
            purpose: None,
            now: NOW,
            assurance: Assurance::NumberConfirmed,
        };
        ledger.may_send(&question).reason
    };
    assert_eq!(confirmed(phone(1)), Reason::Consent);
    assert_eq!(confirmed(phone(2)), Reason::NotConfirmed);
}

#[test]
fn a_stop_by_user_id_holds_for_the_number_whichever_came_first() {
    let link = entry("l", 3, Occurrence::Linked { a: phone(1), b: bsuid(1) });
    let history = [opt_in("a", 1, phone(1), None), stop("s", 2, bsuid(1)), link];
    assert_eq!(marketing(&history, &phone(1)), Reason::Stopped);
    assert_eq!(marketing(&history[..2], &phone(1)), Reason::Consent);
}

#[test]
fn an_opt_in_reaches_the_user_id_beside_the_number_unless_the_number_changed_hands() {
    let link = |id: &str, n| entry(id, 3, Occurrence::Linked { a: phone(1), b: bsuid(n) });
    let history = [opt_in("a", 1, phone(1), None), link("l1", 1), link("l2", 2)];
    assert_eq!(marketing(&history[..2], &bsuid(1)), Reason::Consent);
    assert_eq!(marketing(&history, &bsuid(2)), Reason::NoConsent);
}

#[test]
fn a_changed_number_takes_its_stop_along_and_refuses_everything_afterwards() {
    let moved = entry("m", 3, Occurrence::NumberChanged { from: phone(1), to: phone(2) });
    let history =
        [opt_in("a", 1, phone(1), None), opt_in("b", 1, phone(2), None), moved, stop("s", 2, phone(1))];
    assert_eq!(marketing(&history, &phone(2)), Reason::Stopped);
    assert_eq!(marketing(&history, &phone(1)), Reason::NumberLeft);
    assert_eq!(ask(&history, &phone(1), Category::Utility).reason, Reason::NumberLeft);
    assert_eq!(ask(&history, &phone(2), Category::Utility).reason, Reason::Consent);
}

#[test]
fn a_stop_under_a_replaced_number_holds_for_the_act_that_replaces_it() {
    let mut replacing = opt_in("b", 4, phone(2), None);
    if let Occurrence::OptIn(act) = &mut replacing.what {
        act.supersedes = Some("a".into());
    }
    let history = [opt_in("a", 1, phone(1), None), stop("s", 2, phone(1)), replacing];
    assert_eq!(marketing(&history, &phone(2)), Reason::Stopped);
    assert_eq!(marketing(&[history[0].clone(), history[2].clone()], &phone(2)), Reason::Consent);
    assert_eq!(marketing(&[history[0].clone(), history[2].clone()], &phone(1)), Reason::NoConsent);
}

#[test]
fn a_withdrawal_that_names_an_act_holds_for_it_and_its_successors_under_any_number() {
    let replacing = |jti: &str, n, nonce, replaced: &str| {
        let mut act = opt_in(jti, 4, phone(n), nonce);
        if let Occurrence::OptIn(act) = &mut act.what {
            act.supersedes = Some(replaced.into());
        }
        act
    };
    let withdrawn = |purposes: &[&str]| {
        let scope = Scope::Purposes(purposes.iter().map(|id| (*id).to_owned()).collect());
        entry("w", 5, Occurrence::Stop { subject: phone(3), scope, supersedes: Some("a".into()) })
    };
    let given = opt_in("a", 1, phone(1), None);
    let history = [given.clone(), withdrawn(&["offers"])];
    assert_eq!(marketing(&history, &phone(1)), Reason::Stopped);
    assert_eq!(ask(&history, &phone(1), Category::Utility).reason, Reason::Consent, "what it does not name");
    let moved = [given.clone(), replacing("b", 2, None, "a"), withdrawn(&["offers"])];
    assert_eq!(marketing(&moved, &phone(2)), Reason::Stopped);
    assert_eq!(marketing(&moved[1..], &phone(2)), Reason::Stopped, "the act itself may never arrive");
    let anew = [given.clone(), replacing("b", 2, Some(6), "a"), withdrawn(&["offers"])];
    assert_eq!(marketing(&anew, &phone(2)), Reason::Consent, "agreed anew, after it");
    let another = [opt_in("c", 1, phone(1), None), withdrawn(&["offers"])];
    assert_eq!(marketing(&another, &phone(1)), Reason::Consent, "an act it does not name");
}

#[test]
fn an_inbound_message_opens_a_day_for_answers_but_never_for_marketing() {
    let history = [inbound("i", NOW - 1000, phone(1))];
    let decision = ask(&history, &phone(1), Category::Utility);
    assert_eq!((decision.allowed, decision.message), (true, Some(MessageForm::FreeForm)));
    assert_eq!(marketing(&history, &phone(1)), Reason::NoConsent);
    let old = [inbound("i", NOW - 24 * 60 * 60 * 1000, phone(1))];
    assert!(!ask(&old, &phone(1), Category::Utility).allowed);
    let stopped = [
        inbound("i", NOW - 1000, phone(1)),
        entry("s", NOW - 1000, Occurrence::Stop { subject: phone(1), scope: Scope::All, supersedes: None }),
    ];
    assert!(!ask(&stopped, &phone(1), Category::Utility).allowed);
}

#[test]
fn error_131049_holds_marketing_back_for_a_day_only() {
    let limited = |at| {
        [opt_in("a", 1, phone(1), None), entry("x", at, Occurrence::MarketingLimited { subject: phone(1) })]
    };
    assert_eq!(marketing(&limited(NOW - 5), &phone(1)), Reason::Limited);
    assert_eq!(ask(&limited(NOW - 5), &phone(1), Category::Utility).reason, Reason::Consent);
    assert_eq!(marketing(&limited(NOW - 24 * 60 * 60 * 1000), &phone(1)), Reason::Consent);
}

#[test]
fn error_131047_closes_the_window_until_the_person_writes_again() {
    let closed = |failed_at| entry("x", NOW - 4, Occurrence::WindowClosed { subject: phone(1), failed_at });
    let utility = |entries: &[Entry]| ask(entries, &phone(1), Category::Utility).allowed;
    assert!(!utility(&[inbound("i", NOW - 9, phone(1)), closed(NOW - 5)]));
    assert!(utility(&[inbound("i", NOW - 9, phone(1)), closed(NOW - 10)]), "the failure was before");
    assert!(utility(&[inbound("i", NOW - 9, phone(1)), closed(NOW - 5), inbound("j", NOW - 3, phone(1))]));
    assert!(
        utility(&[inbound("i", NOW - 3, phone(1)), closed(NOW + 100)]),
        "a time to come counts as arrival"
    );
}

#[test]
fn consent_runs_out_when_it_says_so() {
    let mut short = opt_in("a", 1, phone(1), None);
    if let Occurrence::OptIn(act) = &mut short.what {
        act.valid_until = Some(NOW);
    }
    assert_eq!(marketing(&[short], &phone(1)), Reason::Expired);
}

/// `LEDGER_HISTORIES` sets the number of histories; each is played in three random orders with repetitions,
/// so that the default plays more than a million.
#[test]
#[allow(clippy::print_stdout, reason = "the tally says what the run met")]
fn random_histories_agree_with_the_reference_model_in_every_order() {
    let histories = std::env::var("LEDGER_HISTORIES").ok().and_then(|n| n.parse().ok()).unwrap_or(334_000);
    let tally = ledger_reference::run(histories, 0x5eed);
    println!("{tally:?}");
    // A run that never allowed, refused or lifted anything would have shown nothing.
    assert_eq!(tally.interleavings, 3 * histories);
    assert!(
        tally.allowed > histories / 50 && tally.stopped > histories / 50 && tally.lifted > histories / 200
    );
    assert!(tally.unnamed > histories / 50);
}
