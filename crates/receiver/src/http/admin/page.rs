//! The dashboard's pages. No script: everything works on a phone with scripts off.

use std::ops::RangeInclusive;

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use whatsapp_opt_in::text::fill;

use super::chart;
use super::rates::{Row, all, by_campaign, by_day, by_purpose, total};
use super::texts::Texts;
use crate::store::{Counted, Counts, Day, Listed};

pub(super) const STYLE: &str = include_str!("admin.css");

/// Days the overview covers.
pub(super) const DAYS: i64 = 30;

/// Where a failed sign-in, or nobody yet, is asked for the token.
pub(super) fn login(texts: &Texts, problem: Option<&str>) -> String {
    let content = html! {
        form.login method="post" action="/admin/login" {
            label for="token" { (texts.token) }
            input #token name="token" type="password" required autocomplete="current-password"
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[problem.map(|_| "problem")];
            @if let Some(problem) = problem { p #problem.problem role="alert" { (problem) } }
            button { (texts.enter) }
        }
    };
    whole(texts, None, content)
}

/// Everything at a glance.
pub(super) struct Overview<'a> {
    pub(super) counts: &'a Counts,
    pub(super) latest: &'a [Listed],
    pub(super) today: Day,
    pub(super) form_token: &'a str,
    /// What became of a search, if there was one.
    pub(super) search: Option<Search<'a>>,
    /// What the site's own backend is told, where there is one.
    pub(super) outbox: Option<Markup>,
}

/// The outcome of a search; the number itself is not repeated.
pub(super) enum Search<'a> {
    NotANumber,
    Found(&'a [Listed]),
}

pub(super) fn overview(texts: &Texts, data: &Overview<'_>) -> String {
    let first = data.today - DAYS + 1;
    let opt_ins = by_day(data.counts, Counted::OptIn, first..=data.today);
    let opt_outs = by_day(data.counts, Counted::OptOut, first..=data.today);
    let whole_row = all(data.counts);
    let content = html! {
        @if let Some(search) = &data.search { (searched(texts, search)) }
        section aria-labelledby="figures" {
            h2 #figures { (texts.last_days) }
            dl.figures {
                (figure(texts.opt_ins, &whole_row.base))
                (figure(texts.refusals, &total(data.counts, Counted::Refusal)))
                (figure(texts.confirmations, &total(data.counts, Counted::Confirmation)))
                (figure(texts.opt_outs, &whole_row.opt_outs))
                (figure(texts.opt_out_rate, &percent(texts, whole_row.rate())))
            }
        }
        section aria-labelledby="days" {
            h2 #days { (texts.by_day) }
            div.scroll.newest tabindex="0" role="group" aria-label=(texts.by_day) {
                (PreEscaped(chart::days(first, &opt_ins, &opt_outs)))
            }
            p.note { (texts.chart_key) }
        }
        section aria-labelledby="purposes" {
            h2 #purposes { (texts.by_purpose) }
            @let purposes: Vec<Row> = by_purpose(data.counts).into_iter().chain([whole_row]).collect();
            (rates(texts, &purposes, texts.purpose, texts.opt_ins, first..=data.today))
        }
        section aria-labelledby="campaigns" {
            h2 #campaigns { (texts.by_campaign) }
            @let campaigns = by_campaign(data.counts);
            @if campaigns.is_empty() { p.note { (texts.no_campaigns) } }
            @else { (rates(texts, &campaigns, texts.campaign, texts.sent, first..=data.today)) }
        }
        section aria-labelledby="search" {
            h2 #search { (texts.search) }
            form.search method="post" action="/admin/search" {
                input type="hidden" name="form" value=(data.form_token);
                label for="number" { (texts.number) }
                input #number name="number" type="tel" required autocomplete="off" aria-describedby="search-note";
                button { (texts.search) }
                p #search-note.note { (texts.search_note) }
            }
        }
        section aria-labelledby="latest" {
            h2 #latest { (texts.latest) }
            (records(texts, data.latest, texts.no_records))
            @if let Some(oldest) = data.latest.last().filter(|oldest| oldest.seq > 1) {
                p { a href=(format!("/admin?before={}#latest", oldest.seq)) { (texts.older) } }
            }
        }
        @if let Some(outbox) = &data.outbox { (outbox) }
    };
    whole(texts, Some(data.form_token), content)
}

/// A refusal on its own page.
pub(super) fn refusal(texts: &Texts, words: &str) -> String {
    whole(texts, None, html! { p.problem role="alert" { (words) } p { a href="/admin" { (texts.back) } } })
}

fn searched(texts: &Texts, search: &Search<'_>) -> Markup {
    html! {
        section aria-labelledby="found" {
            h2 #found { (texts.found) }
            @match search {
                Search::NotANumber => p.problem role="alert" { (texts.number_wrong) },
                Search::Found(list) => (records(texts, list, texts.found_nothing)),
            }
        }
    }
}

fn figure(name: &str, value: &impl Render) -> Markup {
    html! { div { dt { (name) } dd { (value) } } }
}

fn rates(texts: &Texts, rows: &[Row], name: &str, base: &str, days: RangeInclusive<Day>) -> Markup {
    let most = |row: &Row| {
        let (day, count) = row.days.range(days.clone()).max_by_key(|(_, count)| **count)?;
        Some(fill(texts.most, &[("n", &count.to_string()), ("date", &chart::date(*day))]))
    };
    html! {
        div.scroll tabindex="0" role="group" aria-label=(name) {
            table {
                thead { tr { th scope="col" { (name) } th.n scope="col" { (base) } th.n scope="col" { (texts.opt_outs) } th.n scope="col" { (texts.opt_out_rate) } th scope="col" { (texts.opt_outs_by_day) } } }
                tbody {
                    @for row in rows {
                        tr.abnormal[row.abnormal] {
                            th scope="row" {
                                @if row.name.is_empty() { (texts.every_purpose) } @else { (row.name) }
                            }
                            td.n { (row.base) }
                            td.n { (row.opt_outs) }
                            td.n { (percent(texts, row.rate())) @if row.abnormal { " " strong.mark { "▲ " (texts.abnormal) } } }
                            td { @if let Some(most) = most(row) { (chart::bars(*days.start(), *days.end(), &row.days, &most)) } }
                        }
                    }
                }
            }
        }
    }
}

fn records(texts: &Texts, list: &[Listed], nothing: &str) -> Markup {
    html! {
        @if list.is_empty() { p.note { (nothing) } }
        @else {
            div.scroll tabindex="0" role="group" aria-label=(texts.record) {
                table {
                    thead { tr { th scope="col" { (texts.record) } th scope="col" { (texts.time) } th scope="col" { (texts.event) } th scope="col" { (texts.assurance) } } }
                    tbody {
                        @for record in list {
                            tr {
                                th scope="row" { a href=(format!("/admin/records/{}", record.jti)) { (record.seq) } }
                                td { (time(record.received_ms)) }
                                td { (record.event) }
                                td { (record.assurance) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn whole(texts: &Texts, form_token: Option<&str>, content: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(texts.language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (texts.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (texts.title) }
                    @if let Some(token) = form_token {
                        form method="post" action="/admin/logout" {
                            input type="hidden" name="form" value=(token);
                            button.quiet { (texts.leave) }
                        }
                    }
                }
                main { (content) }
            }
        }
    };
    page.into_string()
}

fn percent(texts: &Texts, rate: Option<f64>) -> Markup {
    let text = rate.map_or_else(
        || "–".to_owned(),
        |rate| format!("{:.1} %", rate * 100.0).replace('.', texts.decimal_point),
    );
    html! { span.whole { (text) } }
}

/// In UTC; a narrow screen may break it between day and time.
pub(super) fn time(ms: i64) -> Markup {
    let time = jiff::Timestamp::from_millisecond(ms).unwrap_or_default();
    html! { span.whole { (time.strftime("%Y-%m-%d")) } " " span.whole { (time.strftime("%H:%M:%S")) } }
}
