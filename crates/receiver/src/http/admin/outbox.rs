//! The dashboard's part about what the site's own backend is told: how much waits, and what was given up.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::page::time;
use super::session::Signer;
use super::texts::Texts;
use super::{field, moved_to, own, visit};
use crate::error::Error;
use crate::receiver::Receiver;
use crate::store::{Backlog, DeadLetter};

/// Dead letters that are listed; all are counted.
pub(super) const LISTED: u32 = 50;

/// Tries a dead letter again, or all of them.
pub(super) async fn replay(
    State(receiver): State<Receiver>,
    Extension(signer): Extension<Arc<Signer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    if let Err(refusal) = own(&visit(&receiver, &signer, &headers), &signer, &body) {
        return Ok(*refusal);
    }
    let ids = field(&body, "id").map(|id| vec![id]);
    receiver.replay(ids.as_deref()).await?;
    Ok(moved_to("/admin#outbox"))
}

/// Names nobody: an event's id and kind say nothing of the person.
pub(super) fn section(texts: &Texts, form_token: &str, backlog: &Backlog, dead: &[DeadLetter]) -> Markup {
    html! {
        section aria-labelledby="outbox" {
            h2 #outbox { (texts.outbox) }
            dl.figures {
                div { dt { (texts.events_waiting) } dd { (backlog.waiting) } }
                div { dt { (texts.events_dead) } dd { (backlog.dead) } }
            }
            @if backlog.gone { p.problem role="alert" { (texts.endpoint_gone) } }
            @if dead.is_empty() { p.note { (texts.no_dead) } }
            @else { (letters(texts, form_token, dead)) }
            @if backlog.gone || dead.len() > 1 {
                form method="post" action="/admin/outbox/replay" {
                    input type="hidden" name="form" value=(form_token);
                    button { (texts.replay_all) }
                }
            }
        }
    }
}

fn letters(texts: &Texts, form_token: &str, dead: &[DeadLetter]) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(texts.events_dead) {
            table {
                thead { tr {
                    th scope="col" { (texts.event) }
                    th scope="col" { (texts.time) }
                    th.n scope="col" { (texts.tries) }
                    th scope="col" { (texts.last_answer) }
                    th scope="col" { (texts.replay) }
                } }
                tbody {
                    @for letter in dead {
                        tr {
                            th scope="row" { (letter.kind) br; small { (letter.id) } }
                            td { (time(letter.created_ms)) }
                            td.n { (letter.attempts) }
                            td { (letter.outcome) }
                            td {
                                form method="post" action="/admin/outbox/replay" {
                                    input type="hidden" name="form" value=(form_token);
                                    input type="hidden" name="id" value=(letter.id);
                                    button.quiet aria-label=(format!("{} {}", texts.replay, letter.id)) { (texts.replay) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
