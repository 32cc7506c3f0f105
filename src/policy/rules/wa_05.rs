//! WA-05: the logo stands beside the box, official and unmodified.

use super::*;
use crate::policy::Logo;

pub(super) static RULE: Rule = Rule::new(
    "WA-05",
    "WhatsApp's logo stands beside the box",
    "Put WhatsApp's official logo, unmodified, beside the box and give it the text alternative \"WhatsApp\".",
    Levels::whatsapp(Severity::Warning).at(Edition::WhatsApp2019, Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    match prompt.logo {
        Logo::Official => {}
        Logo::Named(span) => judge.review(span, "this picture names WhatsApp; whether it shows the official logo, unmodified, is for a person to see"),
        Logo::Unnamed(span) => judge.review(span, "this picture does not say what it is; it may be WhatsApp's logo"),
        Logo::Unknown => judge.review(prompt.span, "an expression may draw the logo"),
        Logo::Absent => judge.find(prompt.span, "WhatsApp's logo does not stand beside the prompt."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "The logo lets the person see at a glance which channel they accept. It was a duty until July 2020 and is good practice since.",
    decides: "Whether a picture, inline SVG or icon that names WhatsApp stands in the prompt. What it depicts is for a person to see.",
    sources: &[seed("S3"), seed("S21"), Source { name: "WhatsApp brand resources", url: "https://about.meta.com/brand/resources/whatsapp/whatsapp-brand/" }],
    examples: &[
        Example::new("en", Sample::Widget(""), Expected::Valid),
        Example::new("fr", Sample::Record(r#"{"ui":{"logo":true}}"#), Expected::Valid),
        Example::review("en", r#"<label><input type="checkbox" name="wa"> <img src="/whatsapp.svg" alt="WhatsApp"> Send me order updates on WhatsApp</label>"#),
        Example::review("fr", r#"<label><input type="checkbox" name="whatsapp"> <i class="fab fa-whatsapp"></i> Recevoir le suivi de ma commande sur WhatsApp</label>"#),
        Example::invalid("en", r#"<label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label>"#),
        Example::invalid("fr", r#"<label><input type="checkbox" name="whatsapp"> Recevoir le suivi de ma commande sur WhatsApp</label>"#),
    ],
};
