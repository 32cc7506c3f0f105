//! As-you-type formatting against Google's `AsYouTypeFormatter`, character by character.

#![allow(clippy::print_stderr, reason = "the figures are the result")]

use phone_tests::{google::Google, typing};

#[test]
fn every_character_typed_shows_what_googles_formatter_shows() {
    let texts = typing::texts();
    assert!(texts.len() > 20_000, "only {} texts", texts.len());
    let mut google = Google::typist().expect("node runs");
    let (mut characters, mut pluses, mut wrong) = (0, 0, Vec::new());
    for block in texts.chunks(256) {
        let shown = google.typed(block).expect("node answers");
        for ((text, region), google) in block.iter().zip(shown) {
            let ours = typing::typed(text, region);
            characters += ours.len();
            // One line per text: what follows the first difference follows from it.
            let Some(at) = (0..ours.len()).find(|&at| ours[at] != google[at]) else { continue };
            if text.starts_with('＋') {
                pluses += 1;
            } else {
                wrong.push(format!(
                    "{text:?} [{region}] at {at}: Google {:?}, ours {:?}",
                    google[at], ours[at]
                ));
            }
        }
    }
    eprintln!(
        "{} texts, {characters} characters, {} texts differ; {pluses} begin with a full-width plus",
        texts.len(),
        wrong.len()
    );
    assert!(
        wrong.is_empty(),
        "{} of {} texts differ:\n{}",
        wrong.len(),
        texts.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
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
