//! WA-10: the number can be edited.

use super::*;
use crate::policy::Number;

pub(super) static RULE: Rule = Rule::new(
    "WA-10",
    "The number can be edited",
    "Let the person type or change the number where they agree: no readonly field without an edit control.",
    Levels::whatsapp(Severity::Error),
)
.on_prompt(prompt);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    match &prompt.number {
        Number::Absent | Number::Unknown => {}
        Number::Field(field) => match (field.fixed, field.edit_control) {
            (_, true) | (Some(false), _) => {}
            (Some(true), false) => judge.find(field.span, "The number field cannot be edited, and nothing beside it unlocks it."),
            (None, false) => judge.review(field.span, "an expression decides whether the field can be edited"),
        },
        Number::Fixed { editable: true, .. } => {}
        // A number that cannot exist is WA-01.
        Number::Fixed { text, .. } if !text.is_empty() && super::wa_01::too_short(text) => {}
        Number::Fixed { text, .. } if !text.is_empty() && crate::phone::PhoneNumber::parse(text, None).is_ok_and(|number| !number.is_possible()) => {}
        Number::Fixed { span, .. } => judge.find(*span, "The number is fixed, and nothing beside it lets the person change it."),
    }
}

pub(super) static DOC: Doc = Doc {
    why: "The number on file may be a landline, an old one, or somebody else's. The person controls which number is used.",
    decides: "Whether the field is readonly or disabled, or the number is only shown, without a control beside it that changes it.",
    sources: &[seed("S4"), seed("S22"), OPT_IN],
    examples: &[
        Example::valid("en", r#"<form><input type="tel" name="phone" readonly> <button type="button">Edit</button><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label></form>"#),
        Example::valid("fr", r#"<form><input type="tel" name="telephone"><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp</label></form>"#),
        Example::invalid("en", r#"<form><input type="tel" name="phone" value="+44 7400 123456" readonly><label><input type="checkbox" name="wa"> Send me order updates on WhatsApp</label></form>"#),
        Example::invalid("fr", r#"<form><input type="tel" name="telephone" value="+33 6 12 34 56 78" disabled><label><input type="checkbox" name="whatsapp"> Recevoir le suivi sur WhatsApp</label></form>"#),
    ],
};
