//! The page itself. Everything a record holds is escaped by the template.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use whatsapp_opt_in::consent::PurposeChoice;
use whatsapp_opt_in::text::fill;

use super::texts::Texts;
use crate::change::{ChangeLink, PURPOSES};
use crate::error::Error;
use crate::withdraw::{Managed, PageWords, Withdrawn};

pub(super) const STYLE: &str = include_str!("page.css");

/// What a person asked to change, as typed.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) number: String,
    pub(super) purposes: Vec<String>,
}

/// What was agreed, and the buttons; once pressed, that it is done. `refused` is a change that cannot be, and why.
pub(super) fn agreement(
    texts: &Texts,
    managed: &Managed,
    can_change: bool,
    refused: Option<(&Asked, Error)>,
) -> String {
    let act = &managed.act;
    let company = &act.controller.name;
    let title = fill(texts.title, &[("company", company)]);
    let agreed_to =
        fill(texts.agreed_to, &[("date", &date(texts, managed.received_s)), ("digits", ending(act.e164()))]);
    let main = html! {
        h1 { (title) }
        @if let Some(changed) = &managed.changed {
            section.done role="status" {
                h2 { (texts.changed_title) }
                p { (fill(texts.changed, &[("date", &date(texts, changed.at_s))])) }
                // Relative: a proxy may serve this below a path of its own.
                p { a.save href=(changed.token) { (texts.changed_link) } }
            }
        }
        @if let Some(withdrawn) = &managed.withdrawn { (done(texts, managed, managed.granted(), withdrawn)) }
        @else {
            @for (id, withdrawn) in &managed.ended {
                (done(texts, managed, managed.granted().filter(|purpose| purpose.id == *id), withdrawn))
            }
        }
        section aria-labelledby="agreed" {
            h2 id="agreed" { (texts.agreed) }
            p { (agreed_to) }
            ul lang=(act.notice.language) { @for purpose in managed.granted() { li { (purpose.text) } } }
            details {
                summary { (texts.shown) }
                blockquote lang=(act.notice.language) dir="auto" {
                    @for line in act.notice.text.lines() { p { (line) } }
                }
                @if is_web(&act.controller.privacy_url) {
                    p {
                        a href=(act.controller.privacy_url) rel="noreferrer noopener" {
                            (fill(texts.privacy, &[("company", company)]))
                        }
                    }
                }
            }
            (file(texts, "whatsapp-opt-in.json", &managed.proof))
        }
        @if can_change { (change(texts, managed, refused)) }
        (choices(texts, managed))
    };
    document(texts, &title, &main)
}

/// What can still be withdrawn: each purpose by itself where there are several, then all.
fn choices(texts: &Texts, managed: &Managed) -> Markup {
    let standing = managed.standing();
    if standing.is_empty() || managed.changed.is_some() {
        return html! {};
    }
    html! {
        section.act aria-labelledby="withdraw" {
            h2 id="withdraw" { (texts.withdraw_title) }
            @if standing.len() > 1 {
                @for purpose in &standing {
                    form.one method="post" {
                        p { (consequence(texts.withdraw, texts, managed, [*purpose], "")) }
                        input type="hidden" name="purpose" value=(purpose.id);
                        button.save type="submit" { (button(texts, Some(purpose))) }
                    }
                }
            }
            form method="post" {
                p { (consequence(texts.withdraw, texts, managed, standing, "")) }
                button type="submit" { (button(texts, None)) }
            }
        }
    }
}

/// Another number, other choices: folded in, so that the way out stays in sight.
fn change(texts: &Texts, managed: &Managed, refused: Option<(&Asked, Error)>) -> Markup {
    let standing = managed.standing();
    let is_chosen = |purpose: &PurposeChoice| match refused {
        Some((asked, _)) => asked.purposes.contains(&purpose.id),
        None => standing.iter().any(|standing| standing.id == purpose.id),
    };
    let problem = refused.map(|(_, error)| match error {
        Error::NumberInvalid => texts.change_number,
        Error::NumberUnreachable => texts.notice().error_unreachable,
        _ => texts.change_none,
    });
    let (consent, company) = (texts.notice().consent, &managed.act.controller.name);
    html! {
        section.change {
            details open[problem.is_some()] {
                summary { h2 { (texts.change_title) } }
                form method="post" {
                    @if let Some(problem) = problem { p.problem #problem role="alert" { (problem) } }
                    input type="hidden" name="change" value="1";
                    p {
                        label for="number" { (texts.notice().number) }
                        input #number type="tel" name="number" autocomplete="tel" dir="ltr" maxlength="40"
                            aria-describedby="keep" value=[refused.map(|(asked, _)| &asked.number)];
                    }
                    p.note #keep { (fill(texts.change_keep, &[("digits", ending(managed.act.e164()))])) }
                    fieldset {
                        legend { (fill(consent, &[("company", company), ("purposes", "…")])) }
                        @for purpose in managed.act.purposes.iter().take(PURPOSES) {
                            label.choice lang=(managed.act.notice.language) {
                                input type="checkbox" name="purpose" value=(purpose.id) checked[is_chosen(purpose)];
                                span { (purpose.text) }
                            }
                        }
                    }
                    button.save type="submit" { (texts.change_next) }
                }
            }
        }
    }
}

/// The words of a change, and the way to WhatsApp, by which it comes to count.
pub(super) fn confirmation(texts: &Texts, managed: &Managed, link: &ChangeLink, token: &str) -> String {
    let title = fill(texts.title, &[("company", &managed.act.controller.name)]);
    let notice = link.notice_text(texts.language);
    let lines: Vec<&str> = notice.lines().collect();
    let main = html! {
        h1 { (title) }
        section aria-labelledby="change" {
            h2 id="change" { (texts.change_title) }
            p { (fill(texts.change_confirm, &[("digits", ending(&link.number))])) }
            @if let [said @ .., privacy, button] = lines.as_slice() {
                blockquote dir="auto" {
                    @for line in said { p { (line) } }
                    p {
                        @if is_web(&managed.act.controller.privacy_url) {
                            a href=(managed.act.controller.privacy_url) rel="noreferrer noopener" { (privacy) }
                        } @else { (privacy) }
                    }
                }
                p { a.go href=(link.url) rel="noreferrer noopener" { (button) } }
            }
            p { a.save href=(token) { (texts.changed_link) } }
        }
    };
    document(texts, &title, &main)
}

/// The last digits of a number, by which its owner knows it and nobody else does.
fn ending(number: &str) -> &str {
    &number[number.len().saturating_sub(2)..]
}

/// The button's words; of several, each says what for.
fn button(texts: &Texts, purpose: Option<&PurposeChoice>) -> String {
    purpose.map_or_else(|| texts.button.to_owned(), |purpose| format!("{} – {}", texts.button, purpose.text))
}

/// Why there is nothing to see.
pub(super) fn refusal(texts: &Texts, error: Error) -> String {
    let (title, text) = texts.refusal(error);
    let main = html! {
        h1 { (title) }
        section data-code=(error.code()) { p { (text) } }
    };
    document(texts, title, &main)
}

/// The words beside the button, as they go into the record of a withdrawal. Like every notice they hold no number.
pub(super) fn words(texts: &Texts, managed: &Managed, purpose: Option<&str>) -> PageWords {
    let mut shown = managed.standing();
    shown.retain(|standing| purpose.is_none_or(|id| standing.id == id));
    let button = button(texts, shown.first().copied().filter(|_| purpose.is_some()));
    let consequence = consequence(texts.withdraw, texts, managed, shown, "");
    PageWords {
        text: [texts.withdraw_title, &consequence, &button].join("\n"),
        language: texts.language.to_owned(),
    }
}

fn done<'a>(
    texts: &Texts,
    managed: &Managed,
    of: impl IntoIterator<Item = &'a PurposeChoice>,
    withdrawn: &Withdrawn,
) -> Markup {
    html! {
        section.done role="status" {
            h2 { (texts.done_title) }
            p { (consequence(texts.done, texts, managed, of, &date(texts, withdrawn.at_s))) }
            (file(texts, "whatsapp-withdrawal.json", &withdrawn.proof))
            p.note { (texts.save_note) }
        }
    }
}

/// A proof to keep. The link holds the file: no address to guess, nothing in a log.
fn file(texts: &Texts, name: &str, proof: &Value) -> Markup {
    let proof = STANDARD.encode(format!("{proof:#}\n"));
    html! {
        p { a.save download=(name) href={ "data:application/json;base64," (proof) } { (texts.save) } }
    }
}

fn consequence<'a>(
    template: &str,
    texts: &Texts,
    managed: &Managed,
    of: impl IntoIterator<Item = &'a PurposeChoice>,
    date: &str,
) -> String {
    let purposes: Vec<&str> = of.into_iter().map(|purpose| purpose.text.as_str()).collect();
    let purposes = texts.notice().list(&purposes);
    fill(template, &[("company", &managed.act.controller.name), ("purposes", &purposes), ("date", date)])
}

/// The day in UTC, in words where the language has them.
fn date(texts: &Texts, seconds: i64) -> String {
    let Ok(time) = Timestamp::from_second(seconds) else { return String::new() };
    let day = time.to_zoned(TimeZone::UTC).date();
    match texts.months.get(usize::from(day.month().unsigned_abs()) - 1) {
        Some(month) => format!("{} {month} {}", day.day(), day.year()),
        None => day.to_string(),
    }
}

/// The record's signer chose this address; only one that a browser opens as a page becomes a link.
fn is_web(address: &str) -> bool {
    url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn document(texts: &Texts, title: &str, main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(texts.language) dir=(texts.notice().dir) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex, nofollow";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (main) } }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_each_language() {
        assert_eq!(date(Texts::of("en-GB"), 1_795_000_000), "18 November 2026");
        assert_eq!(date(Texts::of("fr"), 1_795_000_000), "18 novembre 2026");
        assert_eq!(date(Texts::of("ja"), 1_795_000_000), "2026-11-18");
        assert_eq!(date(Texts::of("tlh"), i64::MAX), "");
    }

    #[test]
    fn only_pages_become_links() {
        assert!(is_web("https://shop.example/privacy"));
        for address in ["javascript:alert(1)", "data:text/html,x", "/privacy", ""] {
            assert!(!is_web(address), "{address}");
        }
    }
}
