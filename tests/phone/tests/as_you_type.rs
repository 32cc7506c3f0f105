//! As-you-type formatting against Google's `AsYouTypeFormatter`, character by character.

#![allow(clippy::print_stderr, reason = "the figures are the result")]

use std::collections::BTreeSet;

use phone_tests::{google::Google, typing};
use whatsapp_opt_in::phone::{AsYouType, Region};

#[test]
fn every_character_typed_shows_what_googles_formatter_shows() {
    let texts = typing::texts();
    assert!(texts.len() > 20_000, "only {} texts", texts.len());
    let mut google = Google::typist().expect("node runs");
    let (mut characters, mut allowed, mut wrong) = (0, BTreeSet::new(), Vec::new());
    for block in texts.chunks(256) {
        let shown = google.typed(block).expect("node answers");
        for ((text, region), google) in block.iter().zip(shown) {
            let ours = typing::typed(text, region);
            characters += ours.len();
            // One line per text: what follows the first difference follows from it.
            let Some(at) = (0..ours.len()).find(|&at| ours[at] != google[at]) else { continue };
            if text.starts_with('＋') {
                allowed.insert((text.clone(), region.clone()));
            } else {
                wrong.push(format!(
                    "{text:?} [{region}] at {at}: Google {:?}, ours {:?}",
                    google[at], ours[at]
                ));
            }
        }
    }
    eprintln!(
        "{} texts, {characters} characters, {} texts differ; {} begin with a full-width plus",
        texts.len(),
        wrong.len(),
        allowed.len()
    );
    assert_eq!(allowed, full_width_pluses(), "data/allowed-typing.json lists those that differ, one by one");
    assert!(
        wrong.is_empty(),
        "{} of {} texts differ:\n{}",
        wrong.len(),
        texts.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

/// The texts that begin with a full-width plus and differ for it, with their regions.
fn full_width_pluses() -> BTreeSet<(String, String)> {
    serde_json::from_str(include_str!("../data/allowed-typing.json")).expect("a list of texts and regions")
}

/// What the page calls, on the digits of every text, without a plus between them: Google's text, but for a blank at its
/// end, which would come back however often it is deleted; and the caret directly behind the digit it stood behind.
#[test]
fn an_edited_field_shows_googles_text_and_has_its_caret_where_google_remembers_it() {
    let counted = |c: &char| c.is_ascii_digit() || *c == '+';
    let questions: Vec<_> = typing::texts()
        .into_iter()
        .enumerate()
        .map(|(i, (text, region))| {
            let digits: String = text.chars().filter(counted).collect();
            // Each digit gets its turn, and the end.
            let at = if i % 3 == 0 { digits.len() } else { 1 + i % digits.len().max(1) };
            (digits, region, at)
        })
        .filter(|(digits, ..)| !digits.is_empty() && !digits[1..].contains('+'))
        .collect();
    assert!(questions.len() > 50_000, "only {} texts", questions.len());
    let mut google = Google::editor().expect("node runs");
    let mut wrong = Vec::new();
    for block in questions.chunks(256) {
        let shown = google.edited(block).expect("node answers");
        for ((digits, region, at), (text, place)) in block.iter().zip(shown) {
            let text = text.trim_end();
            let wanted = (text.to_owned(), place.min(text.len()));
            let ours = AsYouType::edit(Region::new(region), digits, *at);
            if ours != wanted {
                wrong.push(format!("{digits} [{region}] at {at}: Google {wanted:?}, ours {ours:?}"));
            }
        }
    }
    eprintln!("{} fields, {} differ", questions.len(), wrong.len());
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// The one allowed difference: Google's formatter takes a full-width plus for the start of an international number, but
/// has no digit for it and gives up formatting; ours reads it as a plus. When Google's does too, this fails.
#[test]
fn a_full_width_plus_is_a_plus() {
    let text = "＋33612345678".to_owned();
    let shown = Google::typist().and_then(|mut google| google.typed(&[(text.clone(), String::new())]));
    assert_eq!(shown.expect("node answers")[0].last(), Some(&text));
    assert_eq!(typing::typed(&text, "").last().map(String::as_str), Some("+33 6 12 34 56 78"));
}

/// A formatter of one fixed answer would pass no test, and one that never formats must not pass either.
#[test]
fn the_texts_are_ones_that_google_formats() {
    let mut google = Google::typist().expect("node runs");
    let texts: Vec<_> = typing::texts().into_iter().step_by(97).collect();
    let shown = google.typed(&texts).expect("node answers");
    let formatted = texts.iter().zip(&shown).filter(|((text, _), shown)| shown.last() != Some(text)).count();
    assert!(formatted * 3 > texts.len(), "{formatted} of {} are formatted", texts.len());
}
