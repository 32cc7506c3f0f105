//! WA-15: no card, bank-account, ID or other sensitive data is asked for.

use super::*;
use crate::policy::{Role, Sensitive, Text, text::find_any};

pub(super) static RULE: Rule = Rule::new(
    "WA-15",
    "No card, account, identity or other sensitive data is asked for",
    "Remove the field or the question; a WhatsApp opt-in needs a number and nothing else.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt)
.on_template(template);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    for field in &prompt.sensitive {
        // A date of birth that opens the gate of a regulated trade is the gate.
        if field.kind == Sensitive::BirthDate && prompt.page.gate && super::wa_22::vertical(prompt).is_some() {
            continue;
        }
        judge.find(field.span, format!("The prompt asks for {}.", field.kind.as_str()));
    }
    if prompt.sensitive.is_empty() {
        for text in prompt.asking() {
            asked(text, &prompt.words(), judge);
        }
    }
}

fn template(template: &Template, judge: &mut Judge<'_>) {
    let texts = template.texts();
    let lists = super::super::words::for_texts(texts.iter());
    for text in &texts {
        asked(text, &lists, judge);
    }
}

/// Sensitive data asked for in a sentence: the order to give it, and no "never" before it.
fn asked(text: &Text, lists: &[&'static crate::policy::words::Words], judge: &mut Judge<'_>) {
    if matches!(text.role, Role::Button | Role::Label(_) | Role::Field) {
        return;
    }
    for sentence in text.sentences() {
        let denied = sentence.iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "never" | "not" | "don" | "jamais" | "pas" | "ne" | "mai" | "non" | "nunca" | "no" | "nie" | "niemals" | "nicht" | "nao" | "verified" | "received" | "expires" | "expired" | "charged" | "ending"
            )
        });
        let question = sentence.first().is_some_and(|word| {
            matches!(
                word.folded.as_str(),
                "what" | "which" | "quel" | "quelle" | "qual" | "quale" | "cual" | "welche" | "wie" | "was" | "que" | "may" | "can" | "could" | "puedes" | "pode"
            )
        });
        let asks = question || seek_in(sentence, lists, |words| words.ask).is_some();
        if denied || !asks {
            continue;
        }
        let kinds = lists.iter().flat_map(|words| words.sensitive);
        let found = kinds.filter(|(kind, _)| *kind != Sensitive::BirthDate).find_map(|(kind, list)| {
            find_any(sentence, list).map(|words| (*kind, crate::policy::text::span_of(words)))
        });
        if let Some((kind, span)) = found {
            judge.find(span, format!("The text asks for {}.", kind.as_str()));
            return;
        }
    }
}

pub(super) static DOC: Doc = Doc {
    why: "WhatsApp forbids asking for full payment-card or bank-account numbers, identity-card numbers and other sensitive data; such questions are what fraud looks like.",
    decides: "Fields in the prompt or in a form that serves it alone, and sentences that ask. A card field of the same checkout is none; a date of birth as an age gate is none.",
    sources: &[seed("S15"), BUSINESS_POLICY],
    examples: &[
        Example::valid("en", r#"<form><input name="address"><input autocomplete="cc-number" name="card"><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label><button>Place order</button></form>"#),
        Example::valid("fr", r#"<form><input type="tel" name="telephone"><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp. Nous ne demandons jamais votre numéro de carte.</label></form>"#),
        Example::invalid("en", r#"<form><h2>Get offers on WhatsApp</h2><input type="tel" name="whatsapp"><label>Passport number <input name="passport_number"></label><button>Subscribe</button></form>"#),
        Example::invalid("fr", r#"<form><h2>Recevez nos offres sur WhatsApp</h2><input type="tel" name="whatsapp"><label>Numéro de carte bancaire <input name="carte"></label><button>S’abonner</button></form>"#),
        Example::new("en", Sample::Template(r#"{"name":"kyc","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Please reply with your credit card number to confirm."}]}"#), Expected::Invalid),
        Example::new("fr", Sample::Template(r#"{"name":"kyc","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Merci de nous envoyer une copie de votre passeport."}]}"#), Expected::Invalid),
        Example::new("en", Sample::Template(r#"{"name":"paid","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your payment by credit card was received."}]}"#), Expected::Valid),
        Example::new("it", Sample::Template(r#"{"name":"kyc","language":"it","category":"UTILITY","components":[{"type":"BODY","text":"Inviaci il tuo codice fiscale per completare la pratica."}]}"#), Expected::Invalid),
    ],
};
