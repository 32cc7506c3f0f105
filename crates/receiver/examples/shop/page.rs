//! The confirmation. Everything a form sent is escaped by the template.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use whatsapp_opt_in::consent::{Act, sha256_hex};

use crate::checkout::{Occasion, OptIn, download_link};

/// Fields that are shown back at most.
const SHOWN_FIELDS: usize = 12;

pub(crate) fn confirmation(fields: &[(String, String)], opt_in: &OptIn, occasion: Occasion) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (occasion.done) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.kicker { (occasion.done) }
                    h1 { "Thank you" @if let Some(name) = first_name(fields) { ", " (name) } "." }
                    p.lead { (occasion.next) }
                    (opt_in_section(opt_in, occasion.thing))
                    (details(fields))
                    p { a.back href=(occasion.back) { "Back to the shop" } }
                }
            }
        }
    };
    let mut response = (StatusCode::OK, Html(page.into_string())).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn opt_in_section(opt_in: &OptIn, thing: &str) -> Markup {
    match opt_in {
        OptIn::Stored { act, record } => html! {
            section.card.good aria-labelledby="opt-in" data-opt-in="stored" {
                (choice(act))
                p {
                    a.button download="whatsapp-opt-in.json" href=(download_link(record)) { "Download the record" }
                }
                p.note { "It holds what you saw and chose, signed, with the shop’s signed receipt. Keep it: it shows later what was agreed. Anybody can " a href="/verify/" { "verify it" } ", offline." }
                details {
                    summary { "Show the record" }
                    textarea readonly rows="8" aria-label="The record" spellcheck="false" { (record) }
                }
            }
        },
        OptIn::None => html! {
            section.card aria-labelledby="opt-in" data-opt-in="none" {
                h2 id="opt-in" { "No WhatsApp messages" }
                p { "You did not opt in, so we will not write to you on WhatsApp. Your " (thing) " is not affected." }
            }
        },
        OptIn::Unsigned => html! {
            section.card aria-labelledby="opt-in" data-opt-in="unsigned" {
                h2 id="opt-in" { "Your WhatsApp opt-in was not recorded" }
                p { "Your " (thing) " is not affected. The page could not sign your choice, so this shop keeps no record of it and will not write to you on WhatsApp." }
            }
        },
        OptIn::Refused(error) => html! {
            section.card.bad aria-labelledby="opt-in" data-opt-in="refused" data-code=(error.code()) {
                h2 id="opt-in" { "Your WhatsApp opt-in was not recorded" }
                p { "Your " (thing) " is not affected. We will not write to you on WhatsApp." }
                p.note { (error.detail()) " (" code { (error.code()) } ")" }
            }
        },
    }
}

/// What the person chose: the words as they stood, then each purpose agreed to or not.
fn choice(act: &Act) -> Markup {
    let granted: Vec<_> = act.purposes.iter().filter(|purpose| purpose.granted).collect();
    let declined: Vec<_> = act.purposes.iter().filter(|purpose| !purpose.granted).collect();
    let number = act.sub.trim_start_matches("tel:");
    html! {
        h2 id="opt-in" {
            @if granted.is_empty() { "Your choice is recorded" } @else { "Your WhatsApp opt-in is recorded" }
        }
        p { "For " strong { (number) } ", you were asked:" }
        blockquote { @for line in act.notice.text.lines() { p { (line) } } }
        @for (label, purposes) in [("You agreed to", granted), ("You did not agree to", declined)] {
            @if !purposes.is_empty() {
                p {
                    (label) ": "
                    strong {
                        @for (i, purpose) in purposes.iter().enumerate() { @if i > 0 { ", " } (purpose.text) }
                    }
                    "."
                }
            }
        }
    }
}

fn details(fields: &[(String, String)]) -> Markup {
    let shown: Vec<_> = fields
        .iter()
        .filter(|(name, value)| !value.is_empty() && !is_secret(name))
        .take(SHOWN_FIELDS)
        .collect();
    html! {
        @if !shown.is_empty() {
            section.card aria-labelledby="details" {
                h2 id="details" { "Your details" }
                dl {
                    @for (name, value) in shown { div { dt { (label(name)) } dd { (value) } } }
                }
            }
        }
    }
}

/// What a page never shows back.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["card", "cvc", "cvv", "iban", "password", "token"].iter().any(|word| name.contains(word))
}

/// `first_name` → `First name`.
fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut characters = words.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn first_name(fields: &[(String, String)]) -> Option<&str> {
    let value = |key: &str| fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
    value("first_name").or_else(|| value("name")?.split_whitespace().next()).filter(|name| !name.is_empty())
}

/// The page runs nothing and loads nothing; its one style sheet is named by its digest.
fn policy() -> String {
    let digest = hex_to_bytes(&sha256_hex(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        STANDARD.encode(digest)
    )
}

fn hex_to_bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#17211c;--soft:#56625b;--ground:#faf8f3;--card:#fff;--line:#dfdacd;--good:#0a6b46;--bad:#a32a1f;--link:#0a5a44}
@media(prefers-color-scheme:dark){:root{--ink:#e8eee9;--soft:#a3b0a8;--ground:#101412;--card:#181d1a;--line:#303833;--good:#6fd6a5;--bad:#ff9f92;--link:#7fd9b3}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
main{max-width:38rem;margin:0 auto;padding:clamp(1.5rem,6vw,4rem) 1.25rem}
.kicker{margin:0;color:var(--good);font-weight:600}
h1{margin:.25rem 0 .5rem;font:600 clamp(1.75rem,6vw,2.5rem)/1.15 \"Iowan Old Style\",Palatino,\"Noto Serif\",Georgia,serif;overflow-wrap:anywhere}
.lead{margin:0 0 2rem;color:var(--soft);font-size:1.1rem}
.card{margin:0 0 1.25rem;padding:1.25rem 1.5rem;background:var(--card);border:1px solid var(--line);border-inline-start:4px solid var(--line);border-radius:.75rem}
.good{border-inline-start-color:var(--good)}.bad{border-inline-start-color:var(--bad)}
h2{margin:0 0 .5rem;font-size:1.1rem}
.card p{margin:.5rem 0}.note{color:var(--soft);font-size:.925rem}
blockquote{margin:.75rem 0;padding-inline-start:1rem;border-inline-start:2px solid var(--line)}blockquote p{margin:.15rem 0}
dl{margin:0}dl div{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:.4rem 0;border-top:1px solid var(--line)}dl div:first-child{border-top:0}
dt{flex:0 0 8rem;color:var(--soft)}dd{flex:1 1 12rem;margin:0;overflow-wrap:anywhere}
.button{display:inline-block;padding:.6rem 1.1rem;border-radius:.5rem;background:var(--ink);color:var(--card);font-weight:600;text-decoration:none}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,textarea:focus-visible{outline:3px solid var(--link);outline-offset:2px}
summary{cursor:pointer;padding:.25rem 0}
textarea{width:100%;padding:.75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground);color:inherit;font:.8rem/1.45 ui-monospace,monospace;resize:vertical}
";
