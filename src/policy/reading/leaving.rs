//! How the person can leave.

use super::super::prompt::{Href, Way};
use super::*;

impl Prompt {
    /// How to leave.
    pub(in crate::policy) fn way_out(&self) -> Way {
        let lists = self.words();
        let ways: Vec<Leaving> = self.shown().filter_map(|text| leaving(text, &lists)).collect();
        let how = ways.iter().find_map(|way| match way {
            Leaving::How(span) => Some(*span),
            _ => None,
        });
        if let Some(span) = how {
            return Way::How(span);
        }
        let linked = self.links.iter().filter(|link| link.near && link.visible && link.href != Href::Nowhere);
        if let Some(link) = linked.into_iter().find(|link| leaving(&link.text, &lists).is_some()) {
            return Way::How(link.span);
        }
        let letter = ways.iter().find_map(|way| match way {
            Leaving::Letter(span) => Some(*span),
            _ => None,
        });
        if let Some(span) = letter {
            return Way::Letter(span);
        }
        if let Some(Leaving::Announced(span)) = ways.first() {
            return Way::Announced(*span);
        }
        let of = |role: Role| {
            self.texts.iter().filter(move |text| text.role == role).find_map(|text| {
                match leaving(text, &lists) {
                    Some(Leaving::How(span)) => Some(span),
                    _ => None,
                }
            })
        };
        if let Some(span) = of(Role::Hidden) {
            return Way::Hidden(span);
        }
        if let Some(span) = of(Role::Far) {
            return Way::Far(span);
        }
        if self.unsure().is_some() { Way::Unknown } else { Way::None }
    }
}

/// What a text says on leaving.
pub(in crate::policy) enum Leaving {
    /// By which means.
    How(Span),
    /// By post.
    Letter(Span),
    /// That one can.
    Announced(Span),
}

/// Words that end messages, where they are written as one sends them.
const CLOSING: &[&str] = &[
    "STOP",
    "STOPP",
    "END",
    "QUIT",
    "LEAVE",
    "EXIT",
    "OUT",
    "CANCEL",
    "UNSUBSCRIBE",
    "REMOVE",
    "FIN",
    "ARRET",
    "ARRÊT",
    "ENDE",
    "SCHLUSS",
    "HALT",
    "RAUS",
    "ABMELDEN",
    "BAJA",
    "ALTO",
    "PARAR",
    "SALIR",
    "CANCELAR",
    "BASTA",
    "FINE",
    "ESCI",
    "CANCELLA",
    "CANCELLAMI",
    "SAIR",
    "PARE",
    "REMOVER",
];

/// The plainest of what a text says on leaving.
pub(in crate::policy) fn leaving(text: &Text, lists: &[&'static Words]) -> Option<Leaving> {
    let mut letter = None;
    let mut announced = None;
    let mut asked = false;
    for sentence in text.sentences() {
        let has = |family| holds(sentence, lists, family);
        let seek = |list| seek_in(sentence, lists, list);
        let closes = sentence.iter().any(|word| CLOSING.contains(&word.raw.as_str()));
        let electronic = has(&families::MEANS) || closes;
        let listed = places(sentence, lists, &families::LEAVING);
        // "This consent cannot be withdrawn."
        if !listed.is_empty()
            && listed.iter().all(|(at, _)| denied(sentence, lists, *at))
            && !receives(sentence, lists)
        {
            continue;
        }
        let leaves = !listed.is_empty()
            || seek(|w| w.withdraw).is_some()
            || has(&families::ENDING) && has(&families::ANYTIME) && !orders(sentence, lists);
        let written = seek(|w| w.letter).or_else(|| {
            places(sentence, lists, &families::LETTER).first().map(|at| span_of(&sentence[at.0..at.1]))
        });
        if let Some(span) = written.filter(|_| !electronic && (leaves || asked || has(&families::ENDING))) {
            letter = letter.or(Some(span));
            continue;
        }
        let means = electronic || has(&families::WRITING);
        let plain = leaves && means
            || closes && (has(&families::MEANS) || has(&families::WRITING))
            || has(&families::ENDING) && electronic && !orders(sentence, lists);
        // "Changed your mind? Write NO MORE to the same number."
        if let Some(span) =
            seek(|w| w.opt_out).or_else(|| (plain || asked && means).then(|| span_of(sentence)))
        {
            return Some(Leaving::How(span));
        }
        asked = leaves;
        if leaves {
            announced = announced.or(Some(span_of(sentence)));
        }
    }
    letter.map(Leaving::Letter).or(announced.map(Leaving::Announced))
}

/// "If you do not want to receive …": the denial is of messages, not of leaving.
fn receives(sentence: &[Word], lists: &[&'static Words]) -> bool {
    seek_in(sentence, lists, |w| w.receive).is_some()
}

/// Whether a sentence is about what somebody ordered: cancelling an order leaves no list.
fn orders(sentence: &[Word], lists: &[&'static Words]) -> bool {
    // "In your account": where one leaves, no order.
    const ACCOUNT: &[&str] = &["account", "compte", "konto", "kundenkonto", "cuenta", "conta"];
    let ordered = |(start, end): (usize, usize)| {
        !sentence[start..end].iter().any(|word| ACCOUNT.contains(&word.folded.as_str()))
    };
    lists.iter().any(|words| find_all(sentence, words.utility).into_iter().any(ordered))
        || seek_in(sentence, lists, |w| w.agree).is_some()
}

/// Whether some words say by which means messages are stopped.
pub fn says_how_to_leave(text: &str) -> bool {
    let text = Text::of(Role::Body, text);
    let lists = words::for_texts(std::iter::once(&text));
    matches!(leaving(&text, &lists), Some(Leaving::How(_)))
}
