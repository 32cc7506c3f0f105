//! TC-02: every common word for stop is honoured, within 10 business days, with at most one confirmation.

use super::*;
use crate::policy::history::business_days_after;
use crate::policy::{EventKind, Span, Text};

pub(super) static RULE: Rule = Rule::new(
    "TC-02",
    "United States: every word for stop is honoured within 10 business days",
    "Honour stop, quit, end, revoke, opt out, cancel and unsubscribe at once, and confirm at most once.",
    Levels::only(Edition::Tcpa, Severity::Error),
)
.on_prompt(prompt)
.on_history(history);

const WORDS: &[&str] = &["stop", "quit", "end", "revoke", "opt out", "optout", "cancel", "unsubscribe"];

/// What the page itself promises.
fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    for text in prompt.asking() {
        if let Some(span) = slow(text) {
            judge.find(span, "The page promises to honour an opt-out later than within 10 business days.");
        }
        if let Some(span) = exclusive(text) {
            judge.find(span, "The page accepts only one word; any reasonable way of revoking counts.");
        }
        if let Some(span) = confirmations(text) {
            judge.find(span, "The page promises more than one confirmation.");
        }
    }
}

/// "within 30 days", "a month", beside words on leaving.
fn slow(text: &Text) -> Option<Span> {
    let leaving = super::super::words::ALL.iter().any(|list| {
        seek_in(&text.words, &[list], |w| w.opt_out).or(seek_in(&text.words, &[list], |w| w.withdraw)).is_some()
    });
    if !leaving {
        return None;
    }
    let place = (0..text.words.len().saturating_sub(1)).find(|at| {
        let words = &text.words[*at..];
        let Some(number) = number(&words[0].folded) else { return false };
        let business = matches!(words[1].folded.as_str(), "business" | "working" | "jours" | "dias" | "giorni" | "werktage" | "werktagen")
            && matches!(words.get(2).map_or("", |word| word.folded.as_str()), "days" | "day" | "ouvres" | "ouvrables" | "habiles" | "laborables" | "uteis" | "lavorativi")
            || words[1].folded.starts_with("werktag");
        if business {
            return number > 10;
        }
        match words[1].folded.as_str() {
            "days" | "day" | "calendar" | "jours" | "dias" | "giorni" | "tage" | "tagen" => number > 14,
            "weeks" | "week" | "semaines" | "semanas" | "settimane" | "wochen" => number > 2,
            "month" | "months" | "mois" | "mes" | "meses" | "mese" | "mesi" | "monat" | "monate" | "monaten" => true,
            _ => false,
        }
    })?;
    Some(Span::new(text.words[place].span.start, text.words[place + 1].span.end))
}

fn number(word: &str) -> Option<u32> {
    let words = ["a", "one", "un", "uno", "una", "um", "uma", "ein", "einem", "einen"];
    let tens = [("two", 2), ("three", 3), ("four", 4), ("ten", 10), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("sixty", 60), ("ninety", 90), ("trente", 30), ("treinta", 30), ("trenta", 30), ("dreissig", 30)];
    if words.contains(&word) {
        return Some(1);
    }
    word.parse().ok().or_else(|| tens.iter().find(|(name, _)| *name == word).map(|(_, number)| *number))
}

/// "Only STOP is accepted", "other words are not processed".
fn exclusive(text: &Text) -> Option<Span> {
    const PATTERNS: &[&str] = &[
        "only .. =STOP", "=STOP only", "only .. word", "no other word*|keyword*|way|method", "other words .. not|ignored", "stop .. ignored", "seul* .. =STOP",
        "seul* mot*", "uniquement .. =STOP", "solo .. =STOP|=BAJA", "solo .. palabra|parola", "nur .. =STOP|=STOPP", "apenas|somente .. =STOP|=SAIR",
    ];
    text.sentences().find_map(|sentence| crate::policy::text::find_any(sentence, PATTERNS)).map(crate::policy::text::span_of)
}

/// "Up to three confirmation messages".
fn confirmations(text: &Text) -> Option<Span> {
    const PATTERNS: &[&str] = &["two|three|four|five|2|3|4|5|several|multiple confirmation*|confirmatory", "deux|trois|plusieurs .. confirmation*", "dos|tres|varias .. confirmacion*", "confirmation* .. twice"];
    text.sentences().find_map(|sentence| crate::policy::text::find_any(sentence, PATTERNS)).map(crate::policy::text::span_of)
}

fn history(history: &History, judge: &mut Judge<'_>) {
    if !history.united_states {
        return;
    }
    for (index, event) in history.events.iter().enumerate() {
        let asked = match &event.kind {
            EventKind::Inbound { text } => WORDS.contains(&crate::policy::fold(text.trim().trim_end_matches(['.', '!'])).replace('-', " ").as_str()),
            EventKind::OptOut { .. } => true,
            _ => false,
        };
        if !asked {
            continue;
        }
        let later = &history.events[index + 1..];
        let until = later.iter().position(|event| matches!(event.kind, EventKind::OptIn { .. })).unwrap_or(later.len());
        let end = business_days_after(event.at, 10);
        let late = later[..until].iter().find(|later| matches!(later.kind, EventKind::Sent { category: Some(_), confirmation: false }) && later.at >= end);
        if let Some(sent) = late {
            judge.find(None, format!("A message went out at {}, more than 10 business days after the request of {}.", sent.at, event.at));
        }
        let confirmations = later[..until].iter().filter(|event| matches!(event.kind, EventKind::Sent { confirmation: true, .. })).count();
        if confirmations > 1 {
            judge.find(None, format!("The opt-out of {} was confirmed {confirmations} times.", event.at));
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "Consent may be revoked in any reasonable manner; stop, quit, end, revoke, opt out, cancel and unsubscribe always count, within ten business days, and one confirmation may follow (47 CFR 64.1200(a)(10)).",
    decides: "In the pack `tcpa`: what the page promises, and what happened with a contact in the United States. Holidays are not known.",
    sources: &[Source { name: "47 CFR 64.1200(a)(10) and (12)", url: TCPA }],
    examples: &[
        Example::valid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp. Reply STOP to opt out; we act within 2 business days.</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir les offres sur WhatsApp. Répondez STOP pour vous désabonner.</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me offers on WhatsApp. Opt out requests are honored within 30 days.</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir les offres sur WhatsApp. Votre désinscription prend effet sous 30 jours.</label>"#),
        Example::new("en", Sample::History(r#"{"united_states":true,"events":[{"at":0,"event":"inbound","text":"Quit"},{"at":9,"event":"sent","confirmation":true}]}"#), Expected::Valid),
        Example::new("en", Sample::History(r#"{"united_states":true,"events":[{"at":0,"event":"inbound","text":"Quit"},{"at":2000000,"event":"sent","category":"utility"}]}"#), Expected::Invalid),
    ],
};
