//! Whether words limit something to the United States.

use super::*;

/// Whether a text takes only numbers or people of the United States.
pub fn only_united_states(text: &str) -> bool {
    if !may_name_country(text) {
        return false;
    }
    // "🇺🇸 +1" before the field.
    if text.contains("🇺🇸 +1") {
        return true;
    }
    let text = Text::of(Role::Body, text);
    text.sentences().any(|sentence| {
        let listed = words::ALL.iter().any(|list| find_any(sentence, list.us_only).is_some_and(capital));
        listed || limited(sentence)
    })
}

/// A look at the letters: most texts of a page name no country.
pub fn may_name_country(text: &str) -> bool {
    const CAPITALS: &[&str] = &["US", "U.S", "U S", "EE", "🇺🇸"];
    const LETTERS: &[&str] = &[
        "usa",
        "u.s",
        "eua",
        "amer",
        "unit",
        "unid",
        "unis",
        "states",
        "staaten",
        "statunit",
        "estadounid",
        "+1",
        "+ 1",
    ];
    let folded = text.to_ascii_lowercase();
    CAPITALS.iter().any(|sign| text.contains(sign)) || LETTERS.iter().any(|sign| folded.contains(sign))
}

/// A sentence that names the country, a restriction or its people, and no other country.
fn limited(sentence: &[Word]) -> bool {
    const PEOPLE: &[&str] = &[
        "resident",
        "residents",
        "residing",
        "reside",
        "living",
        "citizens",
        "numbers",
        "phones",
        "mobiles",
        "phone",
        "number",
        "mobile",
        "cell",
        "cellphones",
        "residentes",
        "numeros",
        "residenti",
        "numeri",
        "residents",
        "nummern",
    ];
    if !sentence.iter().enumerate().any(|(at, _)| is_country(sentence, at)) {
        return false;
    }
    let all = words::ALL;
    let restricts = holds(sentence, all, &families::ONLY);
    let people = sentence.iter().any(|word| PEOPLE.contains(&word.folded.as_str()));
    let based = sentence
        .iter()
        .any(|word| matches!(word.folded.as_str(), "based" | "offered" | "valid" | "intended"));
    !holds(sentence, all, &families::ELSEWHERE) && (restricts || based) && (people || restricts)
}

/// "US", "U.S.", "USA", "United States", "American", in six languages; "us" is a pronoun.
fn is_country(sentence: &[Word], at: usize) -> bool {
    let word = |step: usize| sentence.get(at + step).map_or("", |word| word.folded.as_str());
    let raw = |step: usize| sentence.get(at + step).map_or("", |word| word.raw.as_str());
    matches!(raw(0), "US" | "USA" | "EUA" | "EEUU")
        || matches!((raw(0), raw(1)), ("U", "S") | ("EE", "UU"))
        || matches!(
            (word(0), word(1)),
            ("united" | "the", "states")
                | ("etats", "unis")
                | ("stati", "uniti")
                | ("estados", "unidos")
                | ("vereinigten" | "vereinigte", "staaten")
        )
        || matches!(
            word(0),
            "usa"
                | "american"
                | "americans"
                | "americain"
                | "americains"
                | "statunitensi"
                | "estadounidense"
                | "estadounidenses"
        )
}

/// "Us" in a found phrase is the country only in capitals.
fn capital(found: &[Word]) -> bool {
    found.iter().all(|word| word.folded != "us" || word.raw == "US")
}
