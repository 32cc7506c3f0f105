//! Records: what was signed, judged by the edition of its day. Signatures are not checked here: `opt-in verify` does.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use whatsapp_opt_in::consent::Act;
use whatsapp_opt_in::policy::{Edition, Facts, History, Prompt, Span};

use crate::Unusable;
use crate::source::Lines;

/// Facts of one record, where they stand, and the edition of their day.
pub(crate) struct Found {
    pub(crate) facts: Facts,
    pub(crate) place: Span,
    pub(crate) edition: Option<Edition>,
}

/// What a line or a file may hold. Members beside these are of no concern here.
#[derive(Deserialize)]
struct Holder {
    consent: Option<String>,
    act: Option<String>,
    events: Option<serde_json::Value>,
    commitment: Option<String>,
}

/// Whether a source looks like records.
pub(crate) fn is_record(source: &str) -> bool {
    let first = source.trim_start().lines().next().unwrap_or_default();
    compact(first.trim()).is_some()
        || matches!(one(source.trim()), Ok(Some(_)))
        || matches!(one(first), Ok(Some(_)))
}

/// Reads every record of a source: one, or one a line.
pub(crate) fn find(source: &str) -> Result<Vec<Found>, Unusable> {
    let lines = Lines::new(source);
    // One value over several lines.
    if source.trim().contains('\n') {
        match one(source.trim_end()) {
            Ok(Some(facts)) => return Ok(vec![found(facts, Span::new(0, source.len()))]),
            // The first line is no value of its own, so the whole is one, and that is where it is wrong.
            Err(fault) if fault.at.is_some() && is_cut(source) => return Err(fault.unusable(&lines, 0)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let place = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match one(line.trim_end()) {
            Ok(Some(facts)) => all.push(found(facts, place)),
            // An erased person's line holds only its place in the log.
            Ok(None) => {}
            Err(fault) => return Err(fault.unusable(&lines, place.start)),
        }
    }
    if all.is_empty() && !source.contains("\"commitment\"") {
        return Err(lines.unusable(0, "There is no record in it."));
    }
    Ok(all)
}

/// Whether the first line is the beginning of a value that goes on behind it.
fn is_cut(source: &str) -> bool {
    let first = source.trim_start().lines().next().unwrap_or_default();
    serde_json::from_str::<serde::de::IgnoredAny>(first).is_err_and(|error| error.is_eof())
}

/// What is wrong with a record, and on which line and column of it where that is known.
struct Fault {
    message: String,
    at: Option<(usize, usize)>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None }
    }

    fn json(what: &str, error: &serde_json::Error) -> Self {
        // serde_json says the place in its message; the place belongs before it.
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
        Self { message: format!("{what}: {message}."), at: Some((error.line(), error.column())) }
    }

    /// As an error of the source in which the record begins at a byte.
    fn unusable(self, lines: &Lines<'_>, start: usize) -> Unusable {
        let offset = self.at.map_or(0, |(line, column)| lines.offset(start, line, column));
        lines.unusable(start + offset, self.message)
    }
}

enum One {
    Act(Box<Act>),
    History(History),
}

fn found(one: One, place: Span) -> Found {
    match one {
        One::Act(act) => {
            Found { edition: Some(Edition::on(act.iat)), facts: Facts::Prompt(Prompt::from_act(&act)), place }
        }
        One::History(history) => {
            let edition = history.events.first().map(|event| Edition::on(event.at));
            // Times that are no dates (a test, an offset) say nothing of an edition.
            let dated = history.events.first().is_some_and(|event| event.at > 1_400_000_000);
            Found { edition: edition.filter(|_| dated), facts: Facts::History(history), place }
        }
    }
}

fn one(text: &str) -> Result<Option<One>, Fault> {
    if let Some(payload) = compact(text.trim_start()) {
        return act(&payload).map(Some);
    }
    if !text.trim_start().starts_with('{') {
        return Err(Fault::new("This is neither a compact JWS nor a JSON object."));
    }
    let holder: Holder =
        serde_json::from_str(text).map_err(|error| Fault::json("This is not JSON", &error))?;
    if let Some(token) = holder.consent.or(holder.act) {
        let payload = compact(&token).ok_or_else(|| Fault::new("The record is not a compact JWS."))?;
        return act(&payload).map(Some);
    }
    if holder.events.is_some() {
        let history =
            serde_json::from_str(text).map_err(|error| Fault::json("This is no history", &error))?;
        return Ok(Some(One::History(history)));
    }
    if holder.commitment.is_some() {
        return Ok(None);
    }
    // The claims by themselves.
    act(text.as_bytes()).map(Some)
}

fn act(payload: &[u8]) -> Result<One, Fault> {
    // The claims stand encoded in the file: a place in them is none in it.
    let act = serde_json::from_slice(payload)
        .map_err(|error| Fault::new(format!("The claims are not those of an act: {error}.")))?;
    Ok(One::Act(Box::new(act)))
}

/// The payload of a compact JWS.
fn compact(text: &str) -> Option<Vec<u8>> {
    let mut parts = text.trim().split('.');
    let (header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = parts.next().is_none() && header.starts_with("eyJ") && text.len() <= 64 * 1024;
    plain.then(|| URL_SAFE_NO_PAD.decode(payload).ok()).flatten()
}
