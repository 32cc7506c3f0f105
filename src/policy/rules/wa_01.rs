//! WA-01: a number is captured, valid, and of a kind WhatsApp can reach.

use super::*;
use crate::phone::PhoneNumber;
use crate::policy::{Number, Origin};

pub(super) static RULE: Rule = Rule::new(
    "WA-01",
    "A number is captured, valid, and of a kind WhatsApp can reach",
    "Ask for the WhatsApp number in a field of its own (type=\"tel\"), or show the number that will be used, in international form.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    match &prompt.number {
        Number::Absent if prompt.origin == Origin::Snippet => {
            judge.review(prompt.span, "this piece of source holds no number field; it may stand elsewhere in the form");
        }
        Number::Absent => judge.find(prompt.span, "No number is asked for or shown: nobody can be messaged."),
        Number::Unknown => judge.review(prompt.span, "an expression decides whether there is a number"),
        Number::Field(_) => {}
        Number::Fixed { text, span, .. } if text.is_empty() => {
            judge.review(*span, "the number is written by an expression");
        }
        Number::Fixed { text, span, .. } if too_short(text) => judge.find(*span, "The number that will be used cannot be a valid one."),
        Number::Fixed { text, span, .. } => match PhoneNumber::parse(text, None) {
            // On a page a number of the right length may be an example, or newer than the tables.
            Ok(number) if !number.is_valid() && number.is_possible() && prompt.origin != Origin::Record => {
                judge.review(*span, "no plan has the number shown here");
            }
            Ok(number) if !number.is_valid() => judge.find(*span, "The number that will be used cannot be a valid one."),
            Ok(number) if !number.whatsapp_reachable() => {
                judge.find(*span, "The number that will be used is of a kind WhatsApp cannot reach.");
            }
            Ok(_) => {}
            // Without a country code it may be valid at home.
            Err(_) if text.trim_start().starts_with('+') => judge.find(*span, "The number that will be used cannot be a valid one."),
            Err(_) => judge.review(*span, "the number has no country code, so its plan is not known"),
        },
    }
}

/// No country has subscriber numbers of fewer digits.
pub(super) fn too_short(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() < 6
}

pub(super) static DOC: Doc = Doc {
    why: "Consent is given for one number. Without a number, or with one that cannot exist, there is nobody to message and nothing to prove.",
    decides: "Whether there is a field or a shown number; a fixed number is parsed and judged by its country's plan. What a person will type is judged by the widget and the receiver.",
    sources: &[seed("S22"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<form><input type="tel" name="phone"><label><input type="checkbox" name="wa"> I agree to receive order updates from Acme on WhatsApp</label></form>"#),
        Example::valid("fr", r#"<form><p>Votre numéro WhatsApp : +33 6 12 34 56 78 <a href="/compte">Modifier</a></p><label><input type="checkbox" name="whatsapp"> J’accepte de recevoir le suivi de ma commande par WhatsApp</label></form>"#),
        Example::invalid("en", r#"<form><label><input type="checkbox" name="wa"> I agree to receive order updates from Acme on WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> J’accepte de recevoir le suivi de ma commande par WhatsApp</label><input type="tel" readonly value="+33 1 2"></form>"#),
        Example::valid("it", r#"<form><label>Cellulare <input name="cellulare"></label><label><input type="checkbox" name="whatsapp"> Acconsento a ricevere le conferme d’ordine su WhatsApp</label></form>"#),
    ],
};
