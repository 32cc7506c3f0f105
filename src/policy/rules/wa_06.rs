//! WA-06: spelled "WhatsApp"; the logo never replaces the word.

use super::*;
use crate::policy::{Logo, Role, Text};

pub(super) static RULE: Rule = Rule::new(
    "WA-06",
    "The name is spelled \"WhatsApp\", and the logo does not replace it",
    "Write \"WhatsApp\": one word, capital W, capital A.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let mut named = false;
    for text in prompt.shown() {
        for (spelling, span) in mentions(&text.words) {
            named = true;
            match spelling {
                Spelling::Wrong => judge.find(span, "WhatsApp is misspelled here."),
                Spelling::Capitals if text.role != Role::Heading && !all_capitals(text) => {
                    judge.find(span, "WhatsApp is written in capitals here.");
                }
                _ => {}
            }
        }
    }
    if named || prompt.is_unknown() {
        return;
    }
    let unseen = prompt.texts.iter().any(|text| text.role == Role::Hidden && !mentions(&text.words).is_empty());
    match prompt.logo {
        Logo::Named(span) if in_place(prompt, span) => judge.find(span, "The logo stands in place of the word WhatsApp."),
        Logo::Unnamed(span) if unseen => judge.find(span, "A picture stands in place of the word WhatsApp, which is hidden."),
        _ => {}
    }
}

/// Whether a picture stands where a word is missing: "messages on [logo]". One that leads the words replaces none.
fn in_place(prompt: &Prompt, picture: crate::policy::Span) -> bool {
    const NEAR: usize = 40;
    // A box with a picture and no word at all.
    let wordless = !prompt.boxes.is_empty() && !prompt.shown().any(|text| matches!(text.role, Role::Label(_)) && !text.words.is_empty());
    let beside = prompt.boxes.iter().any(|choice| picture.start.abs_diff(choice.span.end) < NEAR);
    if wordless && beside {
        return true;
    }
    prompt.shown().flat_map(crate::policy::Text::sentences).any(|sentence| {
        let before = sentence.iter().rfind(|word| word.span.end <= picture.start);
        before.is_some_and(|word| picture.start - word.span.end < NEAR)
    })
}

/// A text set in capitals throughout is a matter of typography.
fn all_capitals(text: &Text) -> bool {
    let others = text.words.iter().filter(|word| !word.folded.starts_with("whatsapp") && word.raw.chars().all(char::is_alphabetic));
    let (mut all, mut count) = (true, 0);
    for word in others {
        all &= word.raw == word.raw.to_uppercase();
        count += 1;
    }
    all && count >= 2
}

pub(super) static DOC: Doc = Doc {
    why: "Meta's brand rules ask for the name as it is registered, and a sentence that says \"messages on [logo]\" cannot be read aloud.",
    decides: "Every mention in the words that are seen. Capitals are accepted in a heading and in a text set in capitals throughout. Addresses are not read.",
    sources: &[Source { name: "WhatsApp brand resources", url: "https://about.meta.com/brand/resources/whatsapp/whatsapp-brand/" }],
    examples: &[
        Example::valid("en", r#"<h2>ORDER UPDATES ON WHATSAPP</h2><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label>"#),
        Example::valid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp (www.whatsapp.com)</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on Whatsapp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on What's App</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir le suivi de commande par Whats App</label>"#),
        Example::invalid("it", r#"<label><input type="checkbox" name="whatsapp"> Desidero ricevere messaggi su whatsapp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on <img src="logo.png" alt="WhatsApp"></label>"#),
    ],
};
