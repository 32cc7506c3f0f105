//! `GET /openapi.json` and `GET /docs`: the routes as OpenAPI 3.1, made from the code, and the same for people.

use axum::extract::State;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use axum::{Json, Router};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi as Document, PathItem, Ref, RefOr, Response};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::events;
use super::records::style_policy;
use crate::receiver::Receiver;
use crate::schema;

/// What a refusal looks like: RFC 9457 with a stable `code`.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what `Error` writes")]
struct Problem {
    /// `urn:whatsapp-opt-in:problem:<code>`
    #[schema(pattern = "^urn:whatsapp-opt-in:problem:[a-z0-9_]+$")]
    r#type: String,
    /// The status in words.
    #[schema(min_length = 1)]
    title: String,
    /// The HTTP status.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// Stable; programs may switch on it.
    #[schema(value_type = schema::ProblemCode)]
    code: String,
    /// What went wrong and what to do, for people.
    #[schema(min_length = 1)]
    detail: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "WhatsApp opt-in receiver",
        description = "Takes signed opt-ins, stores them durably, answers with signed receipts, honours STOP and says \
            whether a message may be sent. Numbers are E.164; times are seconds since 1970 unless the name ends in `_ms`."
    ),
    components(schemas(Problem)),
    tags(
        (name = "whatsapp", description = "What WhatsApp tells"),
        (name = "consents", description = "From a page: acts in, receipts out"),
        (name = "sending", description = "From the sender of messages: may I?"),
        (name = "records", description = "From the business and its auditors"),
        (name = "events", description = "To the site's own backend: what people did"),
        (name = "log", description = "For whoever watches: the transparency log and the keys"),
        (name = "operations", description = "For whoever runs the service"),
    )
)]
struct Start;

/// A router whose document has everything but the routes.
pub(super) fn start() -> OpenApiRouter<Receiver> {
    let mut document = Start::openapi();
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document.components.get_or_insert_default().security_schemes.insert("api_token".into(), token.into());
    events::describe(&mut document);
    OpenApiRouter::with_openapi(document)
}

/// The routes that show the finished document.
pub(super) fn router(mut document: Document) -> Router<Receiver> {
    // A parameter that takes slashes is a matter of the router; the document knows no such form.
    let paths = std::mem::take(&mut document.paths.paths);
    document.paths.paths = paths.into_iter().map(|(path, item)| (path.replace("{*", "{"), item)).collect();
    for item in document.paths.paths.values_mut() {
        for operation in operations_mut(item) {
            may_be_refused(operation);
        }
    }
    let value = serde_json::to_value(&document).unwrap_or_default();
    let page = page(&value).into_string();
    let value = Arc::new(value);
    Router::new()
        .route("/openapi.json", get(move |_: State<Receiver>| async move { Json(value.as_ref().clone()) }))
        .route("/docs", get(move |_: State<Receiver>| async move { show(page.clone()) }))
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch].into_iter().flatten()
}

/// Every route may refuse, always in one form.
fn may_be_refused(operation: &mut Operation) {
    for (range, text) in [("4XX", "Refused; see `code`"), ("5XX", "Not done; see `code` and try again")] {
        let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
        let mut response = Response::new(text);
        response.content.insert("application/problem+json".into(), RefOr::T(content));
        operation.responses.responses.entry(range.into()).or_insert(RefOr::T(response));
    }
}

fn show(page: String) -> impl IntoResponse {
    let policy = style_policy(STYLE, "'none'");
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(page))
}

fn page(document: &Value) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (text(&document["info"]["title"])) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (text(&document["info"]["title"])) }
                    p { (text(&document["info"]["description"])) }
                    p { "For programs: " a href="openapi.json" { "openapi.json" } " (OpenAPI " (text(&document["openapi"])) ")." }
                    @for tag in list(&document["tags"]) {
                        section aria-labelledby=(text(&tag["name"])) {
                            h2 id=(text(&tag["name"])) { (text(&tag["description"])) }
                            @for (path, method, operation) in operations(document) {
                                @if list(&operation["tags"]).any(|name| name == &tag["name"]) {
                                    (route(path, method, operation))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn route(path: &str, method: &str, operation: &Value) -> Markup {
    html! {
        article {
            h3 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { strong { (text(&operation["summary"])) } }
            @let words = text(&operation["description"]);
            @if !words.is_empty() { p { (words) } }
            @if list(&operation["security"]).any(|s| s.get("api_token").is_some()) { p.note { "Takes the API token." } }
            @let parameters: Vec<&Value> = list(&operation["parameters"]).collect();
            @if !parameters.is_empty() {
                dl {
                    @for parameter in parameters {
                        dt { code { (text(&parameter["name"])) } @if parameter["required"] == json!(true) { " (required)" } }
                        dd { (text(&parameter["description"])) }
                    }
                }
            }
            dl {
                @for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                    @if !status.ends_with("XX") {
                        dt { (status) }
                        dd { (text(&response["description"])) }
                    }
                }
            }
        }
    }
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let of = |member: &str| document[member].as_object().into_iter().flatten();
    of("paths").chain(of("webhooks")).flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods
            .filter(|(_, value)| value.get("responses").is_some())
            .map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

const STYLE: &str = include_str!("docs.css");
