//! GD-05: privacy notice linked, with version and hash recorded.

use super::*;
use crate::policy::text::find_any;
use crate::policy::words;
use crate::policy::{Href, Link, Origin};

pub(super) static RULE: Rule = Rule::new(
    "GD-05",
    "The privacy notice is linked",
    "Link the privacy notice beside the box, with a real address that can be seen and followed.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let notices: Vec<&Link> = prompt.links.iter().filter(|link| is_notice(link)).collect();
    let real = |link: &&&Link| link.visible && matches!(link.href, Href::To(_));
    let mut found = notices.iter().filter(real);
    if let Some(link) = found.clone().find(|link| link.near) {
        if prompt.origin == Origin::Record && prompt.record.as_ref().is_some_and(|record| record.version.is_none()) {
            judge.review(link.span, "the record names no version of the notice");
        }
        return;
    }
    if let Some(link) = found.next() {
        return judge.review(link.span, "the privacy notice is linked elsewhere on the page; whether that is seen in time is for a person to decide");
    }
    if let Some(link) = notices.iter().find(|link| link.visible && link.href == Href::Unknown) {
        return judge.review(link.span, "an expression writes this link's address");
    }
    match notices.first() {
        Some(link) if !link.visible => judge.find(link.span, "The link to the privacy notice cannot be seen."),
        Some(link) => judge.find(link.span, "The link to the privacy notice leads nowhere."),
        None if prompt.hides_sentences() => judge.review(prompt.span, "part of the prompt is written by an expression, which may hold the link"),
        None => judge.find(prompt.span, "No privacy notice is linked."),
    }
}

/// A link whose words or address speak of privacy.
pub(super) fn is_notice(link: &Link) -> bool {
    let worded = words::ALL.iter().any(|list| find_any(&link.text.words, list.privacy).is_some());
    let address = matches!(&link.href, Href::To(url) if {
        let url = crate::policy::fold(url);
        ["privacy", "confidential", "datenschutz", "privacidad", "privacidade", "riservatezza", "rgpd", "gdpr", "vie-privee", "data-protection", "donnees-personnelles"].iter().any(|word| url.contains(word))
    });
    worded || address
}

pub(super) static DOC: Doc = Doc {
    why: "When data are collected, the person gets the information of Art. 13; a record names the version they saw (ISO/IEC TS 27560).",
    decides: "Whether a link that speaks of privacy, that can be seen and leads somewhere stands in the prompt or its form. `#`, `javascript:`, words without a link and hidden links are none; a link elsewhere on the page is left to a person.",
    sources: &[Source { name: "GDPR, Art. 13", url: GDPR }, Source { name: "ISO/IEC TS 27560:2023", url: "https://www.iso.org/standard/80392.html" }],
    examples: &[
        Example::valid("en", r#"<form><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp.</label> <a href="/privacy">Privacy notice</a></form>"#),
        Example::valid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp.</label> <a href="/confidentialite">Politique de confidentialité</a></form>"#),
        Example::invalid("en", r##"<form><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp.</label> <a href="#">Privacy notice</a></form>"##),
        Example::invalid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp. Voir notre politique de confidentialité.</label></form>"#),
        Example::invalid("it", r#"<form><label><input type="checkbox" name="whatsapp"> Desidero ricevere offerte su WhatsApp.</label> <a hidden href="/privacy">Informativa sulla privacy</a></form>"#),
        Example::review("en", r#"<form><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp.</label></form><footer><a href="/privacy">Privacy</a></footer>"#),
    ],
};
