//! Every language of the widget: complete, sound as a notice, honest about how to stop, and unchanged unless seen.
#![allow(missing_docs)]

use std::path::PathBuf;

use whatsapp_opt_in::consent::{MAX_MADE_BYTES, Notice, Purpose, PurposeChoice, PurposeId, sha256_hex};
use whatsapp_opt_in::optout;
use whatsapp_opt_in::policy::{Config, Editions, Facts, judge};
use whatsapp_opt_in::text::{ALL, MORE, Prompt, Terms, Texts, more_for_language};

const COMPANY: &str = "Acme";

fn prompt(texts: &Texts, ids: &[PurposeId]) -> Prompt {
    let purposes: Vec<Purpose> = ids.iter().map(|id| Purpose::catalogue(*id, texts)).collect();
    Prompt::new(texts, COMPANY, &purposes)
}

/// Every choice of up to three purposes, in every order, and all of them.
fn choices() -> Vec<Vec<PurposeId>> {
    let mut choices = vec![PurposeId::ALL.to_vec()];
    let mut add = |ids: &[PurposeId]| {
        if (1..ids.len()).all(|at| !ids[..at].contains(&ids[at])) {
            choices.push(ids.to_vec());
        }
    };
    for a in PurposeId::ALL {
        add(&[*a]);
        for b in PurposeId::ALL {
            add(&[*a, *b]);
            for c in PurposeId::ALL {
                add(&[*a, *b, *c]);
            }
        }
    }
    choices
}

#[test]
fn every_choice_of_purposes_makes_a_notice_in_every_language() {
    let choices = choices();
    assert_eq!(choices.len(), 1 + 16 + 16 * 15 + 16 * 15 * 14);
    for texts in ALL {
        for ids in &choices {
            let prompt = prompt(texts, ids);
            let notice = prompt.notice_text();
            assert_eq!(notice.lines().count(), prompt.boxes.len() + 2, "{}", texts.language);
            for choice in &prompt.boxes {
                assert!(
                    choice.label.contains(COMPANY) && choice.label.contains("WhatsApp"),
                    "{}",
                    choice.label
                );
                assert!(
                    choice
                        .purposes
                        .iter()
                        .all(|p| p.category == choice.category && choice.label.contains(&p.text))
                );
            }
            assert!(!notice.contains(['{', '}']) && !notice.contains("  "), "{notice}");
        }
    }
}

/// The longest record a card makes of its own words: every purpose, every term, every claim.
#[test]
fn the_longest_record_of_a_cards_own_words_is_below_8_kib_in_every_language() {
    let company = "A company with a rather long name, Limited";
    let mut longest = (0, "");
    for (texts, more) in ALL.iter().zip(MORE) {
        let purposes: Vec<Purpose> = PurposeId::ALL.iter().map(|id| Purpose::catalogue(*id, texts)).collect();
        let terms = Terms::read(|name| match name {
            "frequency" => Some("At most four messages a month, and one for each order.".into()),
            "recipients" => Some("Meta Platforms Ireland Ltd, Carrier, Agency".into()),
            "valid-until" => Some("2027-12-31".into()),
            _ => None,
        });
        let mut prompt = Prompt::new(texts, company, &purposes);
        prompt.terms = terms.sentences(texts, more, |_| None);
        let text = prompt.notice_text();
        let mut act = test_support::full_act();
        act.controller.name = company.into();
        act.sub = "tel:+123456789012345".into();
        act.nonce = Some("n".repeat(64));
        act.ui.page = format!("https://shop.example/{}", "p".repeat(200));
        act.purposes = purposes
            .into_iter()
            .map(|purpose| PurposeChoice {
                id: purpose.id,
                category: purpose.category,
                text: purpose.text,
                granted: true,
            })
            .collect();
        act.notice = Notice { sha256: sha256_hex(text.as_bytes()), text, ..act.notice };
        let bytes = act.compact_bytes().expect("JSON");
        assert_eq!(bytes, test_support::Key::p256().act(&act).len(), "as it is when it is signed");
        longest = longest.max((bytes, texts.language));
    }
    assert!((4_000..=MAX_MADE_BYTES).contains(&longest.0), "{longest:?}");
}

#[test]
fn at_least_27_languages_each_with_words_of_its_own() {
    assert!(ALL.len() >= 27, "{}", ALL.len());
    for (at, texts) in ALL.iter().enumerate() {
        assert!(ALL[..at].iter().all(|other| other.language != texts.language), "{}", texts.language);
        assert_eq!(texts.fault(), None, "{}", texts.language);
        for (name, text) in texts.entries() {
            assert!(!text.is_empty(), "{} {name}", texts.language);
            let trimmed = matches!(name, "comma" | "and") || text.trim() == text;
            assert!(trimmed && !text.contains(['\n', '\t']), "{} {name}", texts.language);
        }
        let mut words: Vec<&str> = PurposeId::ALL.iter().map(|id| texts.purpose(*id)).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), PurposeId::ALL.len(), "{}: two purposes in the same words", texts.language);
        assert!(at == 0 || texts.consent != ALL[0].consent, "{}", texts.language);
    }
}

#[test]
fn the_further_texts_are_complete_and_of_the_same_language() {
    let arabic_or_hebrew = |c: char| matches!(c, '\u{590}'..='\u{8ff}');
    for (texts, more) in ALL.iter().zip(MORE) {
        assert_eq!(more_for_language(texts.language), *more, "{}", texts.language);
        for (name, text) in more.entries() {
            assert!(
                !text.is_empty() && text.trim() == text && !text.contains('\n'),
                "{} {name}",
                texts.language
            );
            assert_eq!(text.chars().any(arabic_or_hebrew), texts.dir == "rtl", "{} {name}", texts.language);
            assert!(
                texts.language == "en" || MORE[0].entries().iter().all(|(_, english)| *english != text),
                "{name}"
            );
        }
        assert!(
            more.recipients.contains("{recipients}") && more.until.contains("{date}"),
            "{}",
            texts.language
        );
        assert!(more.agreed.contains("{date}") && more.confirm.contains("WhatsApp"), "{}", texts.language);
    }
}

#[test]
fn a_language_is_marked_right_to_left_if_and_only_if_its_script_is() {
    for texts in ALL {
        let arabic_or_hebrew = |c: char| matches!(c, '\u{590}'..='\u{8ff}');
        for (name, text) in texts
            .entries()
            .into_iter()
            .filter(|(name, _)| !matches!(*name, "language" | "dir" | "comma" | "and"))
        {
            let leans = text.chars().any(arabic_or_hebrew);
            // Urdu asks for the Latin word STOP.
            assert!(leans == (texts.dir == "rtl") || name == "keyword", "{} {name}", texts.language);
        }
    }
    let right_to_left: Vec<_> = ALL.iter().filter(|t| t.dir == "rtl").map(|t| t.language).collect();
    assert_eq!(right_to_left, ["ar", "fa", "he", "ur"]);
    assert!(ALL.iter().all(|texts| matches!(texts.dir, "ltr" | "rtl")));
}

#[test]
fn the_word_announced_stops_messages_whoever_sends_it() {
    for texts in ALL {
        for languages in [&[][..], &[texts.language]] {
            let context = optout::Context { languages, ..Default::default() };
            for word in [texts.keyword, "STOP", &texts.keyword.to_lowercase(), &format!("{}.", texts.keyword)]
            {
                assert!(optout::detect(word, &context).is_some(), "{}: {word}", texts.language);
            }
        }
        let prompt = prompt(texts, &[PurposeId::Offers]);
        assert!(prompt.stop.contains(texts.keyword), "{}", texts.language);
    }
}

/// The languages our rules have words for.
const JUDGED: [&str; 7] = ["en", "fr", "it", "es", "de", "pt", "pt-PT"];

#[test]
fn our_own_rules_find_nothing_in_any_language() {
    let mut found = Vec::new();
    for texts in ALL {
        // Each purpose alone, all of them, and, where the rules can read, each beside offers.
        let judged = JUDGED.contains(&texts.language);
        let apart = |ids: &[PurposeId]| judged && ids.len() == 2 && ids[1] == PurposeId::Offers;
        for ids in choices().iter().filter(|ids| ids.len() == 1 || ids.len() > 3 || apart(ids)) {
            let prompt = prompt(texts, ids);
            let config = Config {
                company: COMPANY,
                boxes: prompt.boxes.iter().map(|b| (b.category, b.label.as_str())).collect(),
                stop: &prompt.stop,
                privacy: &prompt.privacy,
                privacy_url: "https://acme.example/privacy",
                language: texts.language,
                notice_version: Some("1"),
                retention: Some("P3Y"),
                calls: Some(false),
                ..Config::default()
            };
            let report = judge(&Facts::Prompt(config.prompt()), &Editions::current());
            for finding in &report.findings {
                found.push(format!("{} {ids:?}: {} {}", texts.language, finding.rule, finding.message));
            }
            // Where our rules can read, all they leave to a person is whether "alerts" or "news" say enough.
            let left = report.needs_review.iter().map(|review| review.rule);
            let open = |rule| !matches!(rule, "WA-07" | "GD-03" | "WA-21" | "WA-22");
            let left: Vec<_> = left.filter(|rule| judged && open(*rule)).collect();
            if !left.is_empty() {
                found.push(format!("{} {ids:?}: left to a person: {left:?}", texts.language));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A changed word changes the notice's digest, so receivers must register it anew: it has to be seen. After a change
/// on purpose, run this once with `UPDATE_VECTORS=1` and read the difference.
#[test]
fn every_word_is_the_one_that_was_reviewed() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/texts");
    let update = std::env::var_os("UPDATE_VECTORS").is_some();
    for texts in ALL {
        let file = folder.join(format!("{}.txt", texts.language));
        let around = texts.entries();
        let around = around.iter().skip_while(|(name, _)| *name != "number").map(|(_, text)| *text);
        let notice = prompt(texts, PurposeId::ALL).notice_text();
        let now = notice.lines().chain([""]).chain(around).collect::<Vec<_>>().join("\n") + "\n";
        if update {
            std::fs::write(&file, &now).expect("written");
        }
        let reviewed = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(now, reviewed, "{}", file.display());
    }
    let files = std::fs::read_dir(&folder).expect("the vectors").count();
    assert_eq!(files, ALL.len() + 1, "one file for each language, and README.md");
}
