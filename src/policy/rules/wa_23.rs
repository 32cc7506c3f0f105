//! WA-23: forbidden content of the edition.

use super::*;
use crate::consent::Category;
use crate::policy::text::{find_any, span_of};
use crate::policy::words::{self, Content};
use crate::policy::{ComponentKind, Role, Span, Text};

pub(super) static RULE: Rule = Rule::new(
    "WA-23",
    "Nothing stands in it that the edition forbids",
    "Remove the content, or file the template under the category that allows it.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt)
.on_template(template);

/// What each edition forbids in each category: `None` where it is allowed.
///
/// Until January 2021 a template was a notification of one of ten kinds, whatever it was called; from then on pictures
/// came in while advertising stayed out; since the categories exist, only what contradicts the category is forbidden.
fn forbidden(content: Content, edition: Edition, category: Option<Category>) -> Option<Severity> {
    use Content::*;
    match (edition, category) {
        (Edition::WhatsApp2019 | Edition::WhatsApp2020, _) => Some(Severity::Error),
        (Edition::WhatsApp2021, _) => match content {
            Media => None,
            Recurring | UnrelatedAlert => Some(Severity::Warning),
            _ => Some(Severity::Error),
        },
        (_, Some(Category::Utility)) => match content {
            // Promotional words are WA-21; a survey on an order is utility.
            Media | Promotion | Survey => None,
            _ => Some(Severity::Warning),
        },
        _ => None,
    }
}

/// A prompt may only announce what may be sent.
fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    if !matches!(judge.edition(), Edition::WhatsApp2019 | Edition::WhatsApp2020 | Edition::WhatsApp2021) {
        return;
    }
    if let Some(span) = prompt.purposes(None).marketing {
        return judge.find(span, "The prompt announces advertising, which this edition forbids.");
    }
    let lists = prompt.words();
    let kinds = lists.iter().flat_map(|words| words.content).filter(|(content, _)| {
        matches!(content, Content::Survey | Content::AppRating | Content::Share | Content::ReEngagement | Content::Promotion)
    });
    for (content, list) in kinds {
        if let Some(found) = prompt.asking().flat_map(|text| text.sentences()).find_map(|sentence| find_any(sentence, list)) {
            return judge.find(span_of(found), format!("The prompt announces {}, which this edition forbids.", content.as_str()));
        }
    }
}

fn template(template: &Template, judge: &mut Judge<'_>) {
    let category = template.known_category();
    let texts = template.texts();
    let lists = words::for_texts(texts.iter());
    let mut said: Vec<Content> = Vec::new();
    let media = template.component(&ComponentKind::Header).and_then(|header| {
        let format = header.format.as_ref().filter(|format| matches!(format.value.as_str(), "IMAGE" | "VIDEO" | "GIF"))?;
        Some((Content::Media, format.span))
    });
    let kinds = lists.iter().flat_map(|words| words.content);
    let worded = kinds.filter_map(|(content, list)| Some((*content, first(&texts, list)?)));
    let found: Vec<(Content, Span)> = media.into_iter().chain(worded).collect();
    for (content, span) in found {
        if said.contains(&content) {
            continue;
        }
        said.push(content);
        // "Refer a friend and win a voucher" is advertising, and that is WA-21.
        if content == Content::Share && category == Some(Category::Utility) && promotes(&texts, &lists, span) {
            continue;
        }
        if let Some(severity) = forbidden(content, judge.edition(), category) {
            judge.find_as(severity, span, format!("The template holds {}, which this edition does not allow here.", content.as_str()));
        }
    }
}

/// Whether the sentence around a place advertises.
fn promotes(texts: &[Text], lists: &[&'static words::Words], span: Span) -> bool {
    let mut sentences = texts.iter().flat_map(|text| text.sentences());
    let around = sentences.find(|sentence| sentence.iter().any(|word| word.span.start == span.start));
    around.is_some_and(|sentence| seek_in(sentence, lists, |words| words.promotional).is_some())
}

fn first(texts: &[Text], list: &[&str]) -> Option<Span> {
    let shown = texts.iter().filter(|text| text.role != Role::Hidden);
    shown.flat_map(|text| text.sentences()).find_map(|sentence| find_any(sentence, list)).map(span_of)
}

pub(super) static DOC: Doc = Doc {
    why: "In 2019 a template had to be one of ten kinds of notification, and ten kinds of content were forbidden: media; sales, upsell, discounts; product advice; recurring content; direct approach; re-engagement; app-rating and share invitations; unrelated alerts; surveys. Marketing is a category of its own today, but what contradicts a template's category is still refused or refiled.",
    decides: "A table of content × edition × category over the template's words and its header's format. Prompts are judged only by the editions that forbid advertising.",
    sources: &[seed("S29"), seed("S13"), seed("S28"), CATEGORIES],
    examples: &[
        Example::new("en", Sample::Template(r#"{"name":"sale","language":"en","category":"MARKETING","components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"We miss you! 20% off this week."}]}"#), Expected::Valid),
        Example::new("fr", Sample::Template(r#"{"name":"expedie","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Votre commande est en route."}]}"#), Expected::Valid).edition(Edition::WhatsApp2019),
        Example::new("en", Sample::Template(r#"{"name":"photo","language":"en","category":"UTILITY","components":[{"type":"HEADER","format":"VIDEO"},{"type":"BODY","text":"Your order is on its way."}]}"#), Expected::Invalid).edition(Edition::WhatsApp2019),
        Example::new("en", Sample::Template(r#"{"name":"photo","language":"en","category":"UTILITY","components":[{"type":"HEADER","format":"VIDEO"},{"type":"BODY","text":"Your order is on its way."}]}"#), Expected::Valid).edition(Edition::WhatsApp2021),
        Example::new("fr", Sample::Template(r#"{"name":"avis","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Notez notre application en deux minutes."}]}"#), Expected::Invalid),
        Example::new("en", Sample::Template(r#"{"name":"friends","language":"en","category":"UTILITY","components":[{"type":"BODY","text":"Share this message with your friends."}]}"#), Expected::Invalid),
        Example::new("it", Sample::Template(r#"{"name":"sconto","language":"it","category":"MARKETING","components":[{"type":"BODY","text":"Approfitta degli sconti di oggi."}]}"#), Expected::Invalid).edition(Edition::WhatsApp2021),
        Example::new("es", Sample::Template(r#"{"name":"vuelve","language":"es","category":"UTILITY","components":[{"type":"BODY","text":"Te echamos de menos."}]}"#), Expected::Invalid),
        Example::new("de", Sample::Template(r#"{"name":"umfrage","language":"de","category":"MARKETING","components":[{"type":"BODY","text":"Nimm an unserer Umfrage teil."}]}"#), Expected::Invalid).edition(Edition::WhatsApp2020),
        Example::new("pt", Sample::Template(r#"{"name":"indique","language":"pt_BR","category":"UTILITY","components":[{"type":"BODY","text":"Compartilhe com seus amigos."}]}"#), Expected::Invalid),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> J’accepte de recevoir les promotions d’Acme sur WhatsApp</label>"#).edition(Edition::WhatsApp2021),
    ],
};
