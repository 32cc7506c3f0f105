//! GD-02: not required to submit, not bundled with terms.

use super::*;
use crate::policy::words::families;
use crate::policy::text::span_of;
use crate::policy::{Href, Link, Number, Role, Span, Text, leads_to_terms};

pub(super) static RULE: Rule = Rule::new(
    "GD-02",
    "Consent is free: not required, not bundled with terms",
    "Make the box optional and separate from terms, order and account.",
    Levels::only(Edition::Gdpr, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    for choice in &prompt.boxes {
        match choice.required {
            Some(true) if prompt.page.dedicated => {
                judge.review(choice.span, "the box is required; on a page that serves only the opt-in that may be right");
            }
            Some(true) => judge.find(choice.span, "The form cannot be sent without this consent."),
            Some(false) => {}
            None => judge.review(choice.span, "an expression decides whether the box is required"),
        }
    }
    if let Some(span) = prompt.locked {
        if prompt.page.dedicated {
            judge.review(span, "the button stays locked until the box is ticked; on a page that serves only the opt-in that may be right");
        } else {
            judge.find(span, "The button stays locked until the box is ticked.");
        }
    }
    if let (Number::Field(field), true, false) = (&prompt.number, prompt.boxes.is_empty(), prompt.page.dedicated)
        && field.required
    {
        judge.find(field.span, "The form cannot be sent without a WhatsApp number.");
    }
    let lists = prompt.words();
    let labels = || prompt.asking().filter(|text| matches!(text.role, Role::Label(_)) || (prompt.boxes.is_empty() && text.role != Role::Heading));
    if let Some(span) = labels().find_map(|text| bundled(text, &lists)) {
        judge.find(span, "Consent to messages is bundled with accepting terms.");
    }
    // In a language without a list the addresses still speak.
    if !prompt.readable()
        && let Some(span) = linked_in_one_breath(prompt)
    {
        judge.find(span, "A sentence of the label links terms and privacy notice in one breath: the tick accepts both.");
    }
    let sentences = prompt.asking().filter(|text| matches!(text.role, Role::Label(_) | Role::Body | Role::Heading));
    if let Some(span) = sentences.filter_map(|text| demanded(text, &lists)).next() {
        judge.find(span, "The words make this consent a condition of something else.");
    }
    if prompt.page.presumed && !prompt.page.dedicated {
        judge.find(prompt.span, "A hidden field gives this consent for the person.");
    }
    let act = |list, acts| prompt.asking().find_map(|text| implied(text, &lists, list, acts));
    let other = || if prompt.boxes.is_empty() && !prompt.page.dedicated { act(|w| w.submitting, &families::SIGNING) } else { None };
    if let Some(span) = act(|w| w.implied, &families::ACTS).or_else(other) {
        judge.find(span, "Consent is read into an act that is about something else.");
    }
}

/// The link to terms that stands inside a sentence of a label, beside one to a privacy notice.
fn linked_in_one_breath(prompt: &Prompt) -> Option<Span> {
    let labels = prompt.asking().filter(|text| matches!(text.role, Role::Label(_)));
    labels.flat_map(Text::sentences).find_map(|sentence| {
        let whole = span_of(sentence);
        let inside = |link: &&Link| link.visible && whole.start < link.span.start && link.span.end < whole.end;
        let links = || prompt.links.iter().filter(inside);
        let notice = links().any(super::gd_05::is_notice);
        let terms = links().find(|link| matches!(&link.href, Href::To(url) if leads_to_terms(url)));
        terms.filter(|_| notice).map(|link| link.span)
    })
}

pub(super) static DOC: Doc = Doc {
    why: "Consent is free only if refusing costs nothing (Art. 7(4)), and it is asked for apart from other matters (Art. 7(2)).",
    decides: "`required` on the box; an order button locked until the tick; terms accepted by the same tick; consent read into an order or a registration. A page that serves only the opt-in may require its number.",
    sources: &[Source { name: "GDPR, Art. 7(2) and 7(4), recital 43", url: GDPR }],
    examples: &[
        Example::valid("en", r#"<form><input name="address"><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label><label><input type="checkbox" name="terms" required> I accept the terms</label><button>Place order</button></form>"#),
        Example::valid("fr", r#"<form><h2>Nos offres sur WhatsApp</h2><input type="tel" name="whatsapp" required><button>Je m’abonne</button></form>"#),
        Example::invalid("en", r#"<form><input name="address"><label><input type="checkbox" name="wa" required> Send me order updates on WhatsApp</label><button>Place order</button></form>"#),
        Example::invalid("en", r#"<form><label><input type="checkbox" name="wa"> I accept the terms and conditions and agree to receive offers on WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form><label><input type="checkbox" name="whatsapp"> J’accepte les CGV et de recevoir des offres sur WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form><input type="tel" name="telephone"><p>En commandant, vous acceptez de recevoir nos messages sur WhatsApp.</p><button>Commander</button></form>"#),
        Example::invalid("it", r#"<form><label><input type="checkbox" name="whatsapp"> Accetto i termini e le condizioni e di ricevere offerte su WhatsApp</label></form>"#),
        Example::invalid("es", r#"<form><label><input type="checkbox" name="whatsapp"> Acepto los términos y recibir ofertas por WhatsApp</label></form>"#),
        Example::invalid("de", r#"<form><label><input type="checkbox" name="whatsapp"> Ich akzeptiere die AGB und möchte Angebote per WhatsApp erhalten</label></form>"#),
        Example::invalid("pt", r#"<form><label><input type="checkbox" name="whatsapp"> Aceito os termos de uso e receber ofertas pelo WhatsApp</label></form>"#),
    ],
};
