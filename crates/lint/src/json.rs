//! Message templates in Cloud API JSON: one, a list, a listing, or a message that names one.

use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::{CollectOptions, ParseOptions, common::Ranged, parse_to_ast};
use whatsapp_opt_in::policy::{Button, Component, ComponentKind, Span, Spanned, Template};

use crate::Unusable;
use crate::source::Lines;

/// Reads the templates of a source. What is JSON but no template is an error, like what is no JSON.
pub(crate) fn templates(source: &str) -> Result<Vec<Template>, Unusable> {
    let value = parse(source)?;
    let mut found = Vec::new();
    collect(&value, &mut found);
    if found.is_empty() {
        let span = span(&value);
        return Err(Lines::new(source).unusable(span.start, "This is JSON, but holds no message template."));
    }
    Ok(found)
}

fn parse(source: &str) -> Result<Value<'_>, Unusable> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        ..ParseOptions::default()
    };
    let parsed = parse_to_ast(source, &CollectOptions::default(), &strict).map_err(|error| {
        let message = format!("This is not JSON: {}.", error.kind());
        Lines::new(source).unusable(error.range().start, message)
    })?;
    parsed.value.ok_or_else(|| Lines::new(source).unusable(0, "There is nothing in it."))
}

/// What is wrong with it as JSON.
#[cfg(feature = "files")]
pub(crate) fn syntax(source: &str) -> Option<Unusable> {
    parse(source).err()
}

/// Whether a JSON value looks like templates, to tell them from records when nobody said.
pub(crate) fn holds_templates(source: &str) -> bool {
    templates(source).is_ok()
}

fn collect(value: &Value<'_>, found: &mut Vec<Template>) {
    match value {
        Value::Array(list) => list.elements.iter().for_each(|value| collect(value, found)),
        Value::Object(object) => {
            if let Some(template) = message(object) {
                found.push(template);
            } else if let Some(data) = object
                .get_array("data")
                .or_else(|| object.get_array("templates"))
                .or_else(|| object.get_array("message_templates"))
            {
                data.elements.iter().for_each(|value| collect(value, found));
            } else if object.get("components").is_some()
                || (object.get("name").is_some() && object.get("category").is_some())
                || (object.get("language").is_some() && object.get("category").is_some())
            {
                found.push(template(object));
            } else if let Some(inner) = object.get_object("template") {
                collect(&Value::Object(clone(inner)), found);
            }
        }
        _ => {}
    }
}

fn clone<'a>(object: &Object<'a>) -> Object<'a> {
    object.clone()
}

/// `{"messaging_product":"whatsapp","to":…,"type":"template","template":{…}}`
fn message(object: &Object<'_>) -> Option<Template> {
    let to = string(object, "to")?;
    let inner = object.get_object("template")?;
    let language = inner
        .get_object("language")
        .and_then(|language| string(language, "code"))
        .or_else(|| string(inner, "language"));
    Some(Template {
        span: Span::new(object.range.start, object.range.end),
        name: string(inner, "name"),
        language,
        category: string(object, "category").or_else(|| string(inner, "category")),
        to: Some(to),
        ..Template::default()
    })
}

fn template(object: &Object<'_>) -> Template {
    let language = string(object, "language")
        .or_else(|| object.get_object("language").and_then(|language| string(language, "code")));
    Template {
        span: Span::new(object.range.start, object.range.end),
        name: string(object, "name"),
        language,
        category: string(object, "category"),
        components: object.get_array("components").map(components),
        to: None,
        listed: object.get("status").is_some() || object.get("id").is_some(),
    }
}

fn components(list: &Array<'_>) -> Vec<Component> {
    list.elements.iter().filter_map(Value::as_object).map(component).collect()
}

fn component(object: &Object<'_>) -> Component {
    let kind = string(object, "type").map(|kind| kind.value.to_ascii_uppercase()).unwrap_or_default();
    let kind = match kind.as_str() {
        "HEADER" => ComponentKind::Header,
        "BODY" => ComponentKind::Body,
        "FOOTER" => ComponentKind::Footer,
        "BUTTONS" => ComponentKind::Buttons,
        _ => ComponentKind::Other(kind),
    };
    let upper =
        |value: Spanned<String>| Spanned { value: value.value.to_ascii_uppercase(), span: value.span };
    let minutes = object.get("code_expiration_minutes").and_then(|property| {
        let number = property.value.as_number_lit()?;
        Some(Spanned {
            value: number.value.parse().ok()?,
            span: Span::new(number.range.start, number.range.end),
        })
    });
    Component {
        kind,
        span: Span::new(object.range.start, object.range.end),
        format: string(object, "format").map(upper),
        text: string(object, "text")
            .or_else(|| object.get_object("limited_time_offer").and_then(|offer| string(offer, "text"))),
        samples: object.get_object("example").map_or(0, samples),
        buttons: object
            .get_array("buttons")
            .map(|list| list.elements.iter().filter_map(Value::as_object).map(button).collect())
            .unwrap_or_default(),
        code_expiration_minutes: minutes,
    }
}

fn button(object: &Object<'_>) -> Button {
    Button {
        span: Span::new(object.range.start, object.range.end),
        kind: string(object, "type").map(|kind| kind.value.to_ascii_uppercase()).unwrap_or_default(),
        text: string(object, "text"),
        payload: string(object, "payload"),
        url: string(object, "url"),
        phone_number: string(object, "phone_number"),
        sample: object.get("example").is_some(),
    }
}

/// How many values `example` gives, in whichever of its shapes.
fn samples(example: &Object<'_>) -> usize {
    let of = |name: &str| {
        example.get(name).map_or(0, |property| match &property.value {
            // `body_text` is a list of lists; `header_text` a list; the named ones a list of objects.
            Value::Array(list) => match list.elements.first() {
                Some(Value::Array(inner)) => inner.elements.len(),
                _ => list.elements.len(),
            },
            Value::StringLit(_) => 1,
            _ => 0,
        })
    };
    [
        "body_text",
        "body_text_named_params",
        "header_text",
        "header_text_named_params",
        "header_handle",
        "header_url",
    ]
    .into_iter()
    .map(of)
    .max()
    .unwrap_or(0)
}

fn string(object: &Object<'_>, name: &str) -> Option<Spanned<String>> {
    let literal = object.get_string(name)?;
    Some(Spanned {
        value: literal.value.to_string(),
        span: Span::new(literal.range.start, literal.range.end),
    })
}

fn span(value: &Value<'_>) -> Span {
    let range = value.range();
    Span::new(range.start, range.end)
}
