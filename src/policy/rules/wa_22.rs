//! WA-22: regulated verticals need an age or country gate.

use super::*;
use crate::consent::Category;
use crate::policy::text::{find_any, span_of};
use crate::policy::words::{self, Vertical, Words, families};
use crate::policy::{Span, Text};

pub(super) static RULE: Rule = Rule::new(
    "WA-22",
    "Regulated trades have an age or country gate",
    "Ask for age or country before the opt-in; pharmacies offer services, not products; public bodies keep to the listed domains.",
    Levels::since(Edition::WhatsApp2021, Severity::Warning),
)
.on_prompt(prompt)
.on_template(template);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let Some((vertical, span)) = vertical(prompt) else { return };
    let gated = prompt.page.gate || gated(prompt);
    match vertical {
        Vertical::Pharmacy => judge.find(span, "A pharmacy may offer services on WhatsApp, but not sell products."),
        _ if gated => {}
        _ if prompt.hides_sentences() => judge.review(span, format!("this is about {}, and an expression may write the age or country gate", vertical.as_str())),
        _ => judge.find(span, format!("This is about {}, and nothing asks for age or country.", vertical.as_str())),
    }
}

/// The regulated trade a prompt speaks of. The company's name alone says little: a "Bodega" may send order updates.
pub(super) fn vertical(prompt: &Prompt) -> Option<(Vertical, Span)> {
    let lists = prompt.words();
    let name = prompt.company.as_deref().map(name_parts).unwrap_or_default();
    prompt.asking().chain(&prompt.page.title).find_map(|text| regulated(text, &lists, &name))
}

/// Whether the words ask for age or country: by a phrase, or by an age of consent beside a word of age.
fn gated(prompt: &Prompt) -> bool {
    let lists = prompt.words();
    prompt.asking().any(|text| of_age(text, &lists))
}

fn of_age(text: &Text, lists: &[&'static Words]) -> bool {
    let of_age = |word: &crate::policy::Word| {
        let digits = word.folded.trim_end_matches('s');
        matches!(digits, "16" | "18" | "19" | "20" | "21" | "eighteen" | "twenty")
    };
    seek_in(&text.words, lists, |words| words.gate).is_some()
        || text.sentences().any(|sentence| {
            sentence.iter().any(of_age) && lists.iter().any(|list| find_any(sentence, families::AGE.of(list)).is_some())
        })
}

fn regulated(text: &Text, lists: &[&'static Words], name: &[String]) -> Option<(Vertical, Span)> {
    text.sentences().find_map(|sentence| {
        let sentence = without_name(sentence, name);
        let kinds = lists.iter().flat_map(|words| words.verticals);
        kinds.into_iter().find_map(|(vertical, list)| Some((*vertical, span_of(find_any(&sentence, list)?))))
    })
}

fn template(template: &Template, judge: &mut Judge<'_>) {
    // What a utility message says of an order already taken is no offer.
    if template.known_category() != Some(Category::Marketing) {
        return;
    }
    let texts = template.texts();
    let lists = words::for_texts(texts.iter());
    let Some((vertical, span)) = texts.iter().find_map(|text| regulated(text, &lists, &[])) else { return };
    let gated = texts.iter().any(|text| of_age(text, &lists));
    match vertical {
        Vertical::Pharmacy => judge.find(span, "A pharmacy may offer services on WhatsApp, but not sell products."),
        _ if gated => judge.review(span, format!("this is about {}; whether the list it goes to is gated, a template does not show", vertical.as_str())),
        _ => judge.find(span, format!("This is about {}, and nothing limits it by age or country.", vertical.as_str())),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "WhatsApp admits alcohol, tobacco, betting, weapons and adult content only where law and policy allow, behind an age or country gate, or not at all. Since 2021 pharmacies may offer services, not products, and public bodies only in listed domains.",
    decides: "Words of a regulated trade in the prompt or the title, the company's own name left out, without a control or text on age or country. Whether a public body's domain is listed is for a person.",
    sources: &[seed("S16"), BUSINESS_POLICY],
    examples: &[
        Example::valid("en", r#"<form><label><input type="checkbox" name="wa"> I am over 18 and agree to receive wine offers from Acme on WhatsApp</label></form>"#),
        Example::valid("fr", r#"<form><label>Date de naissance <input type="date" name="naissance"></label><label><input type="checkbox" name="whatsapp"> Recevoir les offres du caviste sur WhatsApp</label></form>"#),
        Example::valid("en", r#"<form><label><input type="checkbox" name="wa"> I agree to receive appointment reminders from Acme pharmacy on WhatsApp</label></form>"#),
        Example::invalid("en", r#"<form><label><input type="checkbox" name="wa"> I agree to receive whisky offers from Acme on WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> J’accepte de recevoir les promotions sur le vin par WhatsApp</label></form>"#),
        Example::invalid("it", r#"<form><label><input type="checkbox" name="whatsapp"> Desidero ricevere offerte di vini su WhatsApp</label></form>"#),
        Example::invalid("de", r#"<form><label><input type="checkbox" name="whatsapp"> Ich möchte Angebote der Brauerei per WhatsApp erhalten</label></form>"#),
        Example::new("es", Sample::Template(r#"{"name":"promo","language":"es","category":"MARKETING","components":[{"type":"BODY","text":"Esta semana, cerveza artesana con descuento."}]}"#), Expected::Invalid),
        Example::new("pt", Sample::Template(r#"{"name":"promo","language":"pt_BR","category":"MARKETING","components":[{"type":"BODY","text":"Medicamentos com desconto nesta semana."}]}"#), Expected::Invalid),
    ],
};
