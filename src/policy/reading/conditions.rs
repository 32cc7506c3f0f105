//! What the words say that consent does not cost: "not a condition of purchase".

use super::*;

/// Whether some sentence says that buying does not hang on the consent.
pub(in crate::policy) fn not_a_condition(prompt: &Prompt) -> bool {
    let lists = prompt.words();
    prompt.asking().flat_map(Text::sentences).any(|sentence| frees(sentence, &lists))
}

/// Whether a sentence says so.
pub(super) fn frees(sentence: &[Word], lists: &[&'static Words]) -> bool {
    let has = |family| holds(sentence, lists, family);
    let free = (has(&families::NEGATION) && has(&families::CONDITION))
        || has(&families::FREELY)
        || without(sentence);
    seek_in(sentence, lists, |w| w.not_condition).is_some() || has(&families::BUYING) && free
}

/// "You can shop without ticking this."
fn without(sentence: &[Word]) -> bool {
    const WITHOUT: &[&str] = &["without", "sans", "senza", "sin", "ohne", "sem"];
    let at = sentence.iter().position(|word| WITHOUT.contains(&word.folded.as_str()));
    at.is_some_and(|at| at + 1 < sentence.len())
}
