//! Opt-outs in every language, and the messages that only look like one.
#![allow(missing_docs)]

use serde_json::Value;
use whatsapp_opt_in::optout::{Context, detect, keywords, languages};

fn corpus(text: &'static str) -> Vec<(String, String)> {
    let field = |value: &Value, name: &str| value[name].as_str().expect("a text").to_owned();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines.map(|value| (field(&value, "text"), field(&value, "lang"))).collect()
}

fn is_stop(text: &str, language: &str) -> bool {
    detect(text, &Context { languages: &[language], ..Context::default() }).is_some()
}

#[test]
fn every_opt_out_of_the_corpus_is_found() {
    let missed: Vec<_> = corpus(include_str!("vectors/optout/positive.ndjson"))
        .into_iter()
        .filter(|(text, language)| !is_stop(text, language))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn nothing_else_of_the_corpus_is_taken_for_one() {
    let wrong: Vec<_> = corpus(include_str!("vectors/optout/negative.ndjson"))
        .into_iter()
        .filter(|(text, language)| is_stop(text, language))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_keyword_counts_in_its_language_in_any_case_and_with_a_full_stop() {
    for (language, word) in keywords() {
        for text in [word.to_owned(), word.to_lowercase(), format!("{word}."), format!(" {word} ! ")] {
            assert!(is_stop(&text, language), "{language}: {text}");
        }
    }
    assert!(languages().count() >= 26);
}

#[test]
fn a_keyword_inside_a_sentence_never_counts() {
    for (language, word) in keywords() {
        let text = format!("xyz {word} xyz");
        assert!(!is_stop(&text, language), "{text}");
    }
}

#[test]
fn ordinary_words_of_another_language_need_a_hint() {
    for (word, speaks, other) in
        [("alto", "es", "it"), ("dur", "tr", "fr"), ("acha", "sw", "hi"), ("pare", "pt", "it")]
    {
        assert!(is_stop(word, speaks), "{word}");
        assert!(!is_stop(word, other), "{word}");
        assert!(is_stop("baja", "de"), "others count whoever writes");
    }
    assert!(is_stop("alto", "es-MX"));
}

#[test]
fn cancel_end_and_quit_mean_something_else_under_another_question() {
    for word in ["CANCEL", "End", "quit please"] {
        let answer = Context { answers_other_purpose: true, ..Context::default() };
        assert!(detect(word, &Context::default()).is_some(), "{word}");
        assert!(detect(word, &answer).is_none(), "{word}");
        assert!(detect("stop", &answer).is_some());
    }
}

#[test]
fn the_operators_own_words_count() {
    let context = Context { keywords: &["Adiós"], ..Context::default() };
    assert_eq!(detect("adios!", &context).expect("found").language, "und");
    assert!(detect("adios amigos", &context).is_none());
    assert!(detect("", &Context { keywords: &[""], ..Context::default() }).is_none());
}

#[test]
fn stop_all_says_so() {
    assert!(detect("stop all", &Context::default()).expect("found").all);
    assert!(!detect("stop", &Context::default()).expect("found").all);
}

#[test]
fn any_text_at_all_gets_an_answer() {
    let mut rng = fastrand::Rng::with_seed(7);
    for _ in 0..20_000 {
        let text: String = (0..rng.usize(0..40)).map(|_| rng.char(..)).collect();
        let _ = detect(&text, &Context::default());
    }
    assert!(detect(&"stop ".repeat(100_000), &Context::default()).is_none());
}
