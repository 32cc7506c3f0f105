//! TC-02: every common word for stop is honoured, within 10 business days, with at most one confirmation.

use super::*;
use crate::policy::history::business_days_after;
use crate::policy::text::{find_any, span_of};
use crate::policy::words::families;
use crate::policy::{EventKind, Span, Text, Word};

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
    // The way out and what it costs may stand in texts of their own.
    let leaves = prompt.asking().any(|text| leaving(text, super::super::words::ALL).is_some());
    for text in prompt.asking().filter(|text| leaves || ends(text)) {
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

/// Whether a text speaks of ending messages at all.
fn ends(text: &Text) -> bool {
    let lists = super::super::words::ALL;
    lists.iter().any(|list| find_any(&text.words, families::LEAVING.of(list)).or_else(|| find_any(&text.words, families::ENDING.of(list))).is_some())
}

/// "within 30 days", "a month", in a text on leaving.
fn slow(text: &Text) -> Option<Span> {
    // "Your consent is kept for two years": how long something is kept is no delay.
    const KEPT: &[&str] = &[
        "kept|keep|stored|store|retain*|retention|valid|expires|expire|deleted|archived|conserv*|conservat*|gespeichert|aufbewahr*|armazen*|guard*|valable|valido|valida|gultig",
    ];
    let next = text.sentences().find_map(|sentence| {
        let late = find_any(sentence, NEXT_MONTH)?;
        let sending = find_any(sentence, &["message*|messages|messaggi|mensaje*|nachricht*|mensage*|newsletter*"]).is_some();
        (!sending).then(|| span_of(late))
    });
    next.or_else(|| {
        text.sentences().filter(|sentence| find_any(sentence, KEPT).is_none()).find_map(|sentence| {
            let place = (0..sentence.len().saturating_sub(1)).find(|at| is_long(sentence, *at))?;
            Some(span_of(&sentence[place..place + 2]))
        })
    })
}

const NEXT_MONTH: &[&str] = &[
    "end of|next|following .. month|quarter|billing",
    "next|following month",
    "fin|mois du|de|suivant .. mois|suivant",
    "fin|mes del|siguiente .. mes|siguiente",
    "fine|mese del|successivo .. mese|successivo",
    "ende des|folgenden .. monats|folgemonats",
    "fim do .. mes",
];

/// Whether a duration stands here that is longer than ten business days.
fn is_long(words: &[Word], at: usize) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let Some(number) = number(folded(at)) else { return false };
    let (mut unit, mut next) = (folded(at + 1), folded(at + 2));
    // "30 (thirty) days", "30 full days".
    if self::number(unit).is_some() || matches!(unit, "full" | "whole") {
        (unit, next) = (next, folded(at + 3));
    }
    // "5 messages a month" says how often.
    let article = matches!(folded(at), "a" | "one" | "un" | "uno" | "una" | "um" | "uma" | "ein" | "einem" | "einen");
    const LASTING: &[&str] = &[
        "within", "in", "to", "takes", "take", "after", "about", "than", "least", "for", "sous", "dans", "apres", "en",
        "tras", "dentro", "entro", "dopo", "tra", "de", "di", "bis", "zu", "nach", "innerhalb", "ate", "apos", "binnen",
    ];
    if article && !LASTING.contains(&folded(at.wrapping_sub(1))) {
        return false;
    }
    let business = matches!(unit, "business" | "working") || unit.starts_with("werktag") || unit.starts_with("arbeitstag")
        || matches!(next, "ouvres" | "ouvrables" | "habiles" | "laborables" | "uteis" | "lavorativi");
    if business {
        return number > 10;
    }
    match unit {
        "days" | "day" | "calendar" | "jours" | "dias" | "giorni" | "tage" | "tagen" => number > 14,
        "weeks" | "week" | "semaines" | "semanas" | "settimane" | "wochen" => number > 2,
        "month" | "months" | "mois" | "mes" | "meses" | "mese" | "mesi" | "monat" | "monate" | "monaten" => true,
        _ => false,
    }
}

fn number(word: &str) -> Option<u32> {
    const NAMES: &[(&str, u32)] = &[
        ("a", 1), ("one", 1), ("un", 1), ("uno", 1), ("una", 1), ("um", 1), ("uma", 1), ("ein", 1), ("einem", 1), ("einen", 1),
        ("two", 2), ("deux", 2), ("due", 2), ("dos", 2), ("zwei", 2), ("dois", 2), ("duas", 2),
        ("three", 3), ("trois", 3), ("tre", 3), ("tres", 3), ("drei", 3), ("four", 4), ("quatre", 4), ("quattro", 4), ("cuatro", 4), ("vier", 4), ("quatro", 4),
        ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("ten", 10), ("fifteen", 15), ("quinze", 15), ("quindici", 15), ("quince", 15),
        ("twenty", 20), ("vingt", 20), ("venti", 20), ("veinte", 20), ("zwanzig", 20), ("vinte", 20),
        ("thirty", 30), ("trente", 30), ("treinta", 30), ("trenta", 30), ("dreissig", 30), ("trinta", 30),
        ("forty", 40), ("sixty", 60), ("ninety", 90),
    ];
    word.parse().ok().or_else(|| NAMES.iter().find(|(name, _)| *name == word).map(|(_, number)| *number))
}

/// "Only STOP is accepted", "other words are ignored", "CANCEL has no effect".
fn exclusive(text: &Text) -> Option<Span> {
    const ALONE: &[&str] = &[
        "only .. =STOP", "=STOP only", "only .. word|keyword|way|command|method", "=STOP .. only word|way|keyword|command|method", "nothing else",
        "exactly .. =STOP", "=STOP .. exactly", "seul* .. =STOP", "seul* mot*|moyen|facon", "uniquement .. =STOP", "=STOP uniquement", "solo .. =STOP|=BAJA",
        "=STOP|=BAJA unica", "solo .. palabra|parola", "unica parola|palabra|modo|manera|forma", "nur .. =STOP|=STOPP", "=STOP|=STOPP .. ausschliesslich", "ausschliesslich .. =STOP|=STOPP",
        "apenas|somente|so .. =STOP|=SAIR", "unica palavra|forma|maneira",
    ];
    const OTHER: &[&str] = &[
        "words|word|replies|reply|keywords|commands|texts such|like .. cancel|end|quit|unsubscribe|revoke|leave", "=CANCEL|=QUIT|=END|=UNSUBSCRIBE|=REVOKE .. and|or .. like|others|such", "other|else|different word*|keyword*|message*|replies|reply|repl*|way*|wording|method*|command*|phrase*|than|request*|spelling*", "=CANCEL|=QUIT|=END|=UNSUBSCRIBE|=REVOKE|=Cancel|=Quit|=End|=Unsubscribe",
        "autre* mot*|moyen*|reponse*|formulation*", "otra* palabra*|forma*|via*", "altr* parol*|modo|modalita", "ander* wort*|worter|antwort*|weg*", "outr* palavra*|forma*",
    ];
    const REFUSED: &[&str] = &[
        "ignor*", "no effect", "not|t|cannot|never accept*|work*|process*|recogni*|honor*|honour*|count*|understood|understand|supported|valid|considered|treated|possible|allowed|available|permitted|read|seen|enough|do|stop", "do|does nothing", "nothing happens", "without effect|result",
        "no other", "invalid|rejected|disregarded", "pas|sans .. pris*|compte|effet|reconnu*|traite*|accept*|valable*", "ignore*", "no .. acept*|valid*|reconoc*|procesa*|atend*|sirve*",
        "non .. accett*|valid*|riconosc*|valgono|considerat*", "nicht .. akzeptiert|erkannt|beachtet|berucksichtigt|verarbeitet", "ignoriert", "nao .. aceit*|valid*|reconhec*|consider*",
    ];
    text.sentences().find_map(|sentence| {
        let alone = find_any(sentence, ALONE).or_else(|| find_any(sentence, &["no other word*|keyword*|way|method|reply|replies|command*"]));
        let other = || find_any(sentence, OTHER).filter(|_| find_any(sentence, REFUSED).is_some());
        alone.or_else(other).map(span_of)
    })
}

/// "Up to three confirmation messages", "a confirmation today and another next week", "send STOP twice".
fn confirmations(text: &Text) -> Option<Span> {
    const MANY: &[&str] = &[
        "two|three|four|five|2|3|4|5|several|multiple|few|daily more|further|extra|separate|text|whatsapp|final confirmation*",
        "two|three|four|five|2|3|4|5|several|multiple|few|daily confirmation*|confirmatory|confirming|confirm|reminder*|acknowledg*", "confirmation* .. twice|each|every|another|second|again|reminder|weekly|daily",
        "confirm .. twice|again", "two|three|four|five|2|3|4|5|several|many times .. confirm*", "ask*|asked .. twice|again", "confirm* .. two|three|four|2|3|4|several|multiple messages|times|texts", "two|three|four|2|3|4|several|multiple more|further messages|texts .. confirm*", "=STOP .. twice|times", "twice|times .. =STOP", "deux|trois|plusieurs|2|3 confirmation*|messages de", "dos|tres|varias|2|3 confirmacion*", "due|tre|varie|2|3 conferm*", "zwei|drei|mehrere|2|3 bestatigung*",
        "duas|tres|varias|2|3 confirmac*",
    ];
    text.sentences().find_map(|sentence| find_any(sentence, MANY)).map(span_of)
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
