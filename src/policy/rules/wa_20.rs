//! WA-20: marketing to US numbers is not delivered.

use super::*;
use crate::consent::Category;
use crate::phone::{PhoneNumber, Region};
use crate::policy::Number;

pub(super) static RULE: Rule = Rule::new(
    "WA-20",
    "Marketing to United States numbers is not delivered",
    "Use another channel for marketing in the United States, or offer utility messages only.",
    Levels::only(Edition::WhatsApp2025, Severity::Warning),
)
.on_prompt(prompt)
.on_template(template);

fn prompt(prompt: &Prompt, judge: &mut Judge<'_>) {
    let fixed = matches!(&prompt.number, Number::Fixed { text, .. } if in_united_states(text));
    if (prompt.page.us_only || fixed) && marketing(prompt) {
        judge.find(prompt.span, "Marketing is offered to United States numbers, to which WhatsApp has not delivered it since 2025-04-01.");
    }
}

fn marketing(prompt: &Prompt) -> bool {
    match &prompt.record {
        Some(record) if prompt.boxes.is_empty() => record.gives && record.granted.contains(&Category::Marketing),
        _ => prompt.purposes(None).marketing.is_some() || prompt.boxes.iter().any(|choice| choice.category == Some(Category::Marketing)),
    }
}

fn template(template: &Template, judge: &mut Judge<'_>) {
    let Some(to) = template.to.as_ref().filter(|to| in_united_states(&format!("+{}", to.value.trim_start_matches('+')))) else {
        return;
    };
    match template.known_category() {
        Some(Category::Marketing) => judge.find(to.span, "A marketing template goes to a United States number, to which WhatsApp has not delivered it since 2025-04-01."),
        Some(_) => {}
        None => judge.review(to.span, "this goes to a United States number; if the template is marketing, it is not delivered"),
    }
}

fn in_united_states(number: &str) -> bool {
    number.trim_start().starts_with("+1") && PhoneNumber::parse(number, None).is_ok_and(|number| number.region() == Region::new("US"))
}

pub(super) static DOC: Doc = Doc {
    why: "Since 2025-04-01 WhatsApp does not deliver marketing templates to numbers with the calling code +1 and a United States area code. An opt-in there promises what never comes. Canada is not meant.",
    decides: "Pages that say they take only United States numbers, records of such numbers, and messages addressed to one.",
    sources: &[Source { name: "Meta, marketing messages to users in the United States", url: "https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates" }],
    examples: &[
        Example::valid("en", r#"<form><p>US numbers only.</p><input type="tel" name="phone"><label><input type="checkbox" name="wa"> Send me delivery updates on WhatsApp</label></form>"#),
        Example::valid("fr", r#"<form><input type="tel" name="telephone"><label><input type="checkbox" name="whatsapp"> Recevoir les offres d’Acme sur WhatsApp</label></form>"#),
        Example::invalid("en", r#"<form><p>US numbers only.</p><input type="tel" name="phone"><label><input type="checkbox" name="wa"> Send me offers on WhatsApp</label></form>"#),
        Example::new("fr", Sample::Template(r#"{"messaging_product":"whatsapp","to":"12125550123","type":"template","category":"MARKETING","template":{"name":"soldes","language":{"code":"fr"}}}"#), Expected::Invalid),
        Example::new("en", Sample::Template(r#"{"messaging_product":"whatsapp","to":"14165550123","type":"template","category":"MARKETING","template":{"name":"sale","language":{"code":"en"}}}"#), Expected::Valid),
    ],
};
