//! WA-24: template form.

use super::*;
use crate::consent::Category;
use crate::policy::{Component, ComponentKind, Span, Spanned};

pub(super) static RULE: Rule = Rule::new(
    "WA-24",
    "The template has the form WhatsApp accepts",
    "Keep to the limits of the Cloud API reference; WhatsApp refuses the template otherwise.",
    Levels::whatsapp(Severity::Error),
)
.on_template(template);

fn template(template: &Template, judge: &mut Judge<'_>) {
    name(template, judge);
    language(template, judge);
    // A message only names its template; the parameters it carries are another shape.
    if template.to.is_some() {
        return;
    }
    category(template, judge);
    let Some(components) = &template.components else {
        return judge.find(template.head(), "The template has no components.");
    };
    let authentication = template.known_category() == Some(Category::Authentication);
    let mut seen: Vec<&ComponentKind> = Vec::new();
    for component in components {
        if seen.contains(&&component.kind) {
            judge.find(component.span, "This component stands twice.");
        }
        seen.push(&component.kind);
        match &component.kind {
            ComponentKind::Header => header(component, authentication, judge),
            ComponentKind::Body => body(component, authentication, template.listed, judge),
            ComponentKind::Footer => footer(component, authentication, template.listed, judge),
            ComponentKind::Buttons => buttons(component, authentication, judge),
            ComponentKind::Other(kind) => other(kind, component, judge),
        }
    }
    if !seen.contains(&&ComponentKind::Body) {
        judge.find(template.head(), "The template has no body.");
    }
    if authentication && !seen.contains(&&ComponentKind::Buttons) {
        judge.find(template.head(), "An authentication template needs a one-time-password button.");
    }
}

fn name(template: &Template, judge: &mut Judge<'_>) {
    let Some(name) = &template.name else { return judge.find(template.span, "The template has no name.") };
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.value.is_empty() || name.value.len() > 512 || !name.value.chars().all(allowed) {
        judge.find(name.span, "A name has 1 to 512 lower-case letters, digits and underscores.");
    }
}

fn language(template: &Template, judge: &mut Judge<'_>) {
    match &template.language {
        None => judge.find(template.head(), "The template has no language."),
        Some(language) if !LANGUAGES.contains(&language.value.as_str()) => {
            judge.find(language.span, "This is no language code of the Cloud API (e.g. en, en_US, fr, pt_BR).");
        }
        Some(_) => {}
    }
}

fn category(template: &Template, judge: &mut Judge<'_>) {
    match &template.category {
        None => judge.find(template.head(), "The template has no category."),
        Some(category) if template.known_category().is_none() => {
            judge.find(category.span, "The category is MARKETING, UTILITY or AUTHENTICATION.");
        }
        Some(_) => {}
    }
}

fn header(component: &Component, authentication: bool, judge: &mut Judge<'_>) {
    if authentication {
        return judge.find(component.span, "An authentication template has no header.");
    }
    let format = component.format.as_ref().map(|format| format.value.as_str());
    match format {
        Some("TEXT") | None => match &component.text {
            None => judge.find(component.span, "The header has no format and no text."),
            Some(text) => {
                longest(text, 60, "A header", judge);
                let placeholders = placeholders(text, judge);
                if placeholders.len() > 1 {
                    judge.find(text.span, "A header holds at most one placeholder.");
                }
                sampled(component, placeholders.len(), text.span, judge);
            }
        },
        Some("IMAGE" | "VIDEO" | "DOCUMENT" | "GIF") => {
            if component.samples == 0 {
                judge.find(component.span, "A media header needs a sample (example.header_handle).");
            }
        }
        Some("LOCATION" | "PRODUCT") => {}
        Some(_) => judge.find(component.span, "A header's format is TEXT, IMAGE, VIDEO, GIF, DOCUMENT, LOCATION or PRODUCT."),
    }
}

fn body(component: &Component, authentication: bool, listed: bool, judge: &mut Judge<'_>) {
    if authentication {
        // WhatsApp writes this text itself and lists it afterwards.
        if let (Some(text), false) = (&component.text, listed) {
            judge.find(text.span, "WhatsApp writes the body of an authentication template; it takes no text.");
        }
        return;
    }
    let Some(text) = &component.text else { return judge.find(component.span, "The body has no text.") };
    if text.value.trim().is_empty() {
        return judge.find(text.span, "The body is empty.");
    }
    longest(text, 1024, "A body", judge);
    let placeholders = placeholders(text, judge);
    let trimmed = text.value.trim();
    if placeholders.first().is_some_and(|first| trimmed.starts_with(&first.written)) {
        judge.find(text.span, "The body begins with a placeholder.");
    }
    if placeholders.last().is_some_and(|last| trimmed.ends_with(&last.written)) {
        judge.find(text.span, "The body ends with a placeholder.");
    }
    sampled(component, distinct(&placeholders), text.span, judge);
}

fn footer(component: &Component, authentication: bool, listed: bool, judge: &mut Judge<'_>) {
    if authentication {
        if let Some(minutes) = &component.code_expiration_minutes
            && !(1..=90).contains(&minutes.value)
        {
            judge.find(minutes.span, "A code expires after 1 to 90 minutes.");
        }
        if let (Some(text), false) = (&component.text, listed) {
            judge.find(text.span, "WhatsApp writes the footer of an authentication template; give code_expiration_minutes.");
        }
        return;
    }
    let Some(text) = &component.text else { return judge.find(component.span, "The footer has no text.") };
    longest(text, 60, "A footer", judge);
    if text.value.contains("{{") {
        judge.find(text.span, "A footer holds no placeholder.");
    }
}

fn buttons(component: &Component, authentication: bool, judge: &mut Judge<'_>) {
    let buttons = &component.buttons;
    let count = |kind: &str| buttons.iter().filter(|button| button.kind == kind).count();
    if buttons.is_empty() {
        judge.find(component.span, "The component holds no button.");
    }
    if buttons.len() > 10 {
        judge.find(component.span, "A template has at most 10 buttons.");
    }
    for (kind, limit) in [("URL", 2), ("PHONE_NUMBER", 1), ("COPY_CODE", 1), ("FLOW", 1)] {
        if count(kind) > limit {
            judge.find(component.span, format!("A template has at most {limit} button(s) of type {kind}."));
        }
    }
    if authentication {
        // Listed templates show the one-time-password button as the URL button it becomes.
        if buttons.len() != 1 || !matches!(buttons[0].kind.as_str(), "OTP" | "URL") {
            judge.find(component.span, "An authentication template has exactly one button, of type OTP.");
        }
    } else if count("OTP") > 0 {
        judge.find(component.span, "A one-time-password button belongs to an authentication template.");
    }
    let quick: Vec<bool> = buttons.iter().map(|button| button.kind == "QUICK_REPLY").collect();
    if quick.windows(2).filter(|pair| pair[0] != pair[1]).count() > 1 {
        judge.find(component.span, "Quick replies stand together, not between other buttons.");
    }
    for button in buttons {
        match &button.text {
            Some(text) => {
                longest(text, 25, "A button's text", judge);
                if text.value.contains("{{") {
                    judge.find(text.span, "A button's text holds no placeholder.");
                }
                if text.value.trim().is_empty() {
                    judge.find(text.span, "The button has no text.");
                }
            }
            None if matches!(button.kind.as_str(), "QUICK_REPLY" | "URL" | "PHONE_NUMBER" | "FLOW") => {
                judge.find(button.span, "The button has no text.");
            }
            None => {}
        }
        if let Some(number) = &button.phone_number {
            longest(number, 20, "A button's number", judge);
        } else if button.kind == "PHONE_NUMBER" {
            judge.find(button.span, "The button has no phone_number.");
        }
        if let Some(url) = &button.url {
            longest(url, 2000, "A button's URL", judge);
            let placeholders = placeholders(url, judge);
            if placeholders.len() > 1 || placeholders.first().is_some_and(|first| !url.value.ends_with(&first.written)) {
                judge.find(url.span, "A URL holds at most one placeholder, at its end.");
            }
            if !placeholders.is_empty() && !button.sample && !authentication {
                judge.find(url.span, "A URL with a placeholder needs a sample (example).");
            }
        } else if button.kind == "URL" && !authentication {
            judge.find(button.span, "The button has no url.");
        }
        if button.kind == "COPY_CODE" && !button.sample {
            judge.find(button.span, "A coupon-code button needs a sample (example).");
        }
    }
}

fn other(kind: &str, component: &Component, judge: &mut Judge<'_>) {
    if let (Some(text), "LIMITED_TIME_OFFER") = (&component.text, kind) {
        longest(text, 16, "A limited-time offer's text", judge);
    }
    if !matches!(kind, "CAROUSEL" | "LIMITED_TIME_OFFER" | "CALL_PERMISSION_REQUEST" | "ORDER_DETAILS") {
        judge.find(component.span, "This is no component of the Cloud API.");
    }
}

/// `{{1}}` or `{{name}}`.
struct Placeholder {
    written: String,
    name: String,
}

/// Reads the placeholders of a text and judges their form.
fn placeholders(text: &Spanned<String>, judge: &mut Judge<'_>) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut rest = text.value.as_str();
    let mut previous_end = None;
    let mut offset = 0;
    while let Some(start) = rest.find("{{") {
        let Some(end) = rest[start..].find("}}") else {
            judge.find(text.span, "A placeholder is not closed.");
            break;
        };
        let name = &rest[start + 2..start + end];
        if previous_end == Some(offset + start) {
            judge.find(text.span, "Two placeholders stand side by side with nothing between.");
        }
        let numbered = !name.is_empty() && name.chars().all(|c| c.is_ascii_digit());
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !numbered && !named {
            judge.find(text.span, format!("`{{{{{name}}}}}` is no placeholder: write a number, or lower-case letters, digits and underscores."));
        }
        found.push(Placeholder { written: rest[start..start + end + 2].to_owned(), name: name.to_owned() });
        previous_end = Some(offset + start + end + 2);
        offset += start + end + 2;
        rest = &rest[start + end + 2..];
    }
    let mut numbers: Vec<u32> = found.iter().filter_map(|placeholder| placeholder.name.parse().ok()).collect();
    if !numbers.is_empty() && numbers.len() < found.len() {
        judge.find(text.span, "Numbered and named placeholders are mixed.");
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.iter().enumerate().any(|(index, number)| *number as usize != index + 1) {
        judge.find(text.span, "Placeholders are not numbered {{1}}, {{2}}, {{3}} … without a gap.");
    }
    found
}

fn distinct(placeholders: &[Placeholder]) -> usize {
    let mut names: Vec<&str> = placeholders.iter().map(|placeholder| placeholder.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn sampled(component: &Component, placeholders: usize, span: Span, judge: &mut Judge<'_>) {
    if component.samples < placeholders {
        judge.find(span, format!("{placeholders} placeholder(s), but {} sample value(s) (example).", component.samples));
    }
}

fn longest(text: &Spanned<String>, limit: usize, what: &str, judge: &mut Judge<'_>) {
    let length = text.value.chars().count();
    if length > limit {
        judge.find(text.span, format!("{what} has at most {limit} characters; this has {length}."));
    }
}

/// The language codes of the Cloud API.
const LANGUAGES: &[&str] = &[
    "af", "sq", "ar", "ar_EG", "ar_AE", "ar_LB", "ar_MA", "ar_QA", "az", "be_BY", "bn", "bn_IN", "bg", "ca", "zh_CN", "zh_HK",
    "zh_TW", "hr", "cs", "da", "prs_AF", "nl", "nl_BE", "en", "en_GB", "en_US", "en_AE", "en_AU", "en_CA", "en_GH", "en_IE",
    "en_IN", "en_JM", "en_MY", "en_NZ", "en_QA", "en_SG", "en_UG", "en_ZA", "et", "fil", "fi", "fr", "fr_BE", "fr_CA", "fr_CH",
    "fr_CI", "fr_MA", "ka", "de", "de_AT", "de_CH", "el", "gu", "ha", "he", "hi", "hu", "id", "ga", "it", "ja", "kn", "kk",
    "rw_RW", "ko", "ky_KG", "lo", "lv", "lt", "mk", "ms", "ml", "mr", "nb", "ps_AF", "fa", "pl", "pt_BR", "pt_PT", "pa", "ro",
    "ru", "sr", "si_LK", "sk", "sl", "es", "es_AR", "es_CL", "es_CO", "es_CR", "es_DO", "es_EC", "es_HN", "es_MX", "es_PA",
    "es_PE", "es_ES", "es_UY", "sw", "sv", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zu",
];

pub(super) static DOC: Doc = Doc {
    why: "WhatsApp refuses a template with a fault of form, or one whose text breaks when values are filled in; finding it here saves a review.",
    decides: "Everything the Cloud API reference states in numbers: names, languages, categories, lengths, placeholders and their samples, buttons, and the fixed shape of authentication templates.",
    sources: &[seed("S30"), TEMPLATES],
    examples: &[
        Example::new("en", Sample::Template(r#"{"name":"shipped","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Hello {{1}}, your order {{2}} is on its way.","example":{"body_text":[["Ann","A-1"]]}}]}"#), Expected::Valid),
        Example::new("fr", Sample::Template(r#"{"name":"expedie","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"Bonjour {{prenom}}, votre colis est parti.","example":{"body_text_named_params":[{"param_name":"prenom","example":"Anne"}]}}]}"#), Expected::Valid),
        Example::new("en", Sample::Template(r#"{"name":"code","language":"en","category":"AUTHENTICATION","components":[{"type":"BODY","add_security_recommendation":true},{"type":"FOOTER","code_expiration_minutes":10},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE","text":"Copy code"}]}]}"#), Expected::Valid),
        Example::new("en", Sample::Template(r#"{"name":"shipped","language":"en_US","category":"UTILITY","components":[{"type":"BODY","text":"Hello {{1}}, your order {{3}} is on its way.","example":{"body_text":[["Ann","A-1"]]}}]}"#), Expected::Invalid),
        Example::new("fr", Sample::Template(r#"{"name":"Expédié","language":"fr_FR","category":"UTILITY","components":[{"type":"BODY","text":"Votre colis est parti."}]}"#), Expected::Invalid),
        Example::new("fr", Sample::Template(r#"{"name":"expedie","language":"fr","category":"UTILITY","components":[{"type":"BODY","text":"{{1}}, votre colis est parti.","example":{"body_text":[["Anne"]]}}]}"#), Expected::Invalid),
        Example::new("en", Sample::Template(r#"{"name":"code","language":"en","category":"AUTHENTICATION","components":[{"type":"HEADER","format":"TEXT","text":"Code"},{"type":"BODY"},{"type":"BUTTONS","buttons":[{"type":"OTP","otp_type":"COPY_CODE"}]}]}"#), Expected::Invalid),
    ],
};
