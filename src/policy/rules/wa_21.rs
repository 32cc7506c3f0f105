//! WA-21: promotional words in a utility template or purpose mean marketing.

use super::*;
use crate::consent::Category;
use crate::policy::Role;
use crate::policy::text::find_any;

pub(super) static RULE: Rule = Rule::new(
    "WA-21",
    "Nothing promotional stands under a utility label",
    "Move the promotional words to a marketing template or a marketing box, or drop them.",
    Levels::since(Edition::WhatsApp2024, Severity::Warning),
)
.on_prompt(prompt)
.on_template(template);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let lists = prompt.words();
    let marketing = |text: &crate::policy::Text| {
        let mut purposes = Purposes::default();
        purposes_of(text, &lists, prompt.company.as_deref(), &mut purposes);
        purposes.marketing
    };
    const MESSAGE: &str = "A box for utility messages promises something promotional.";
    if headed_utility(prompt) {
        let said = prompt.asking().filter(|text| matches!(text.role, Role::Label(_) | Role::Body)).find_map(marketing);
        if let Some(span) = said {
            judge.find(span, MESSAGE);
        }
        return;
    }
    for (index, choice) in prompt.boxes.iter().enumerate().filter(|(_, choice)| choice.category == Some(Category::Utility)) {
        let mut label = prompt.asking().filter(|text| text.role == Role::Label(index) || (prompt.boxes.len() == 1 && text.role == Role::Body));
        if let Some(span) = label.find_map(marketing) {
            judge.find(Some(span).or(Some(choice.span)), MESSAGE);
        }
    }
}

/// A heading that announces utility messages over words that promise nothing of the kind; or a label that is such a heading.
pub(super) fn headed_utility(prompt: &Prompt) -> bool {
    const TITLE: usize = 6;
    if prompt.boxes.len() > 1 || prompt.boxes.iter().any(|choice| choice.category.is_some()) {
        return false;
    }
    let lists = prompt.words();
    let read = |text: &crate::policy::Text, found: &mut Purposes| purposes_of(text, &lists, prompt.company.as_deref(), found);
    let mut heading = Purposes::default();
    for text in prompt.shown().filter(|text| text.role == Role::Heading && prompt.is_over(text)) {
        read(text, &mut heading);
    }
    let (mut label, mut words) = (Purposes::default(), 0);
    for text in prompt.shown().filter(|text| text.role == Role::Label(0)) {
        read(text, &mut label);
        words += text.words.len();
    }
    let utility = |found: &Purposes| found.utility.is_some() && found.marketing.is_none();
    // "Service messages on WhatsApp" over "I agree that Acme sends me vouchers".
    let titled = words > 0 && words <= TITLE && utility(&label);
    if titled {
        let mut said = Purposes::default();
        prompt.shown().filter(|text| text.role == Role::Body).for_each(|text| read(text, &mut said));
        return said.marketing.is_some() && said.utility.is_none();
    }
    let said = if prompt.boxes.is_empty() {
        let mut said = Purposes::default();
        prompt.shown().filter(|text| text.role == Role::Body).for_each(|text| read(text, &mut said));
        said
    } else {
        label
    };
    utility(&heading) && said.utility.is_none()
}

fn template(template: &Template, judge: &mut Judge<'_>) {
    if template.known_category() != Some(Category::Utility) {
        return;
    }
    let texts = template.texts();
    let lists = super::super::words::for_texts(texts.iter());
    let sentences = texts.iter().flat_map(|text| text.sentences());
    let promotional = sentences
        .filter(|sentence| find_any(sentence, NO_ADVERTISING).is_none())
        .find_map(|sentence| seek_in(sentence, &lists, |words| words.promotional));
    if let Some(span) = promotional {
        judge.find(span, "A utility template holds promotional words: WhatsApp files it under marketing.");
    }
}

pub(super) static DOC: Doc = Doc {
    why: "WhatsApp files a template with any promotional part under marketing, bills it so, and may restrict accounts that mislabel. A person who agreed to order updates did not agree to offers.",
    decides: "Promotional words in the parts of a utility template, or beside a box that declares utility. A mix beside a box that declares nothing is WA-08.",
    sources: &[seed("S29"), CATEGORIES],
    examples: &[
        Example::new("en", Sample::Template(r#"{"name":"shipped","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your order {{1}} is on its way to you."}]}"#), Expected::Valid),
        Example::new("fr", Sample::Template(r#"{"name":"expedie","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Votre commande {{1}} est en route vers vous."}]}"#), Expected::Valid),
        Example::new("en", Sample::Template(r#"{"name":"shipped","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Your order {{1}} is on its way. Get 10% off your next order!"}]}"#), Expected::Invalid),
        Example::new("fr", Sample::Template(r#"{"name":"expedie","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Votre commande est en route. Profitez de -10 % avec le code promo MERCI."}]}"#), Expected::Invalid),
        Example::new("it", Sample::Template(r#"{"name":"spedito","language":"it","category":"UTILITY","components":[{"type":"BODY","text":"Il tuo ordine è in viaggio. Scopri le nostre offerte!"}]}"#), Expected::Invalid),
        Example::new("es", Sample::Template(r#"{"name":"enviado","language":"es","category":"UTILITY","components":[{"type":"BODY","text":"Tu pedido está en camino. Aprovecha un descuento en tu próxima compra."}]}"#), Expected::Invalid),
        Example::new("de", Sample::Template(r#"{"name":"versandt","language":"de","category":"UTILITY","components":[{"type":"BODY","text":"Deine Bestellung ist unterwegs. Sichere dir jetzt 10 % Rabatt!"}]}"#), Expected::Invalid),
        Example::new("pt", Sample::Template(r#"{"name":"enviado","language":"pt_BR","category":"UTILITY","components":[{"type":"BODY","text":"Seu pedido está a caminho. Aproveite 10% de desconto!"}]}"#), Expected::Invalid),
        Example::invalid("en", r#"<label><input type="checkbox" name="whatsapp" data-category="utility"> Send me order updates and special offers on WhatsApp</label>"#),
    ],
};
