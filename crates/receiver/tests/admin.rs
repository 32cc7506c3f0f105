//! The dashboard: who gets in, what it shows, and that a search leaves a trace.
#![allow(missing_docs)]

mod support;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use support::backend::Backend;
use support::*;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope};
use whatsapp_opt_in_receiver::store::{Outbox, Overview, Sent};

const ADMIN_TOKEN: &str = "another-token-nobody-can-guess";

async fn service() -> Service {
    Service::start_with(|args| args.admin_token = Some(ADMIN_TOKEN.into())).await
}

fn form(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace('+', "%2B").replace(' ', "+")))
        .collect();
    let kind = "application/x-www-form-urlencoded";
    with_cookie(request(Method::POST, path, kind, body.join("&")), cookie)
}

fn with_cookie(mut request: Request<Body>, cookie: &str) -> Request<Body> {
    if !cookie.is_empty() {
        request.headers_mut().insert(header::COOKIE, cookie.parse().expect("a cookie"));
    }
    request
}

/// Signs in; the cookie's name and value.
async fn signed_in(service: &Service) -> String {
    let answer = service.send(form("/admin/login", "", &[("token", ADMIN_TOKEN)])).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/admin"));
    let cookie = answer.header("set-cookie");
    for flag in ["__Host-", "; Secure", "; HttpOnly", "; SameSite=Strict"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    cookie.split(';').next().expect("a pair").to_owned()
}

fn form_token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"form\" value=\"").expect("a form token");
    rest.split('"').next().expect("its end").to_owned()
}

#[tokio::test]
async fn without_an_admin_token_there_is_no_dashboard() {
    let service = Service::start().await;
    assert_eq!(service.send(get("/admin")).await.code(), "route_unknown");
    let login = form("/admin/login", "", &[("token", "")]);
    assert_eq!(service.send(login).await.code(), "route_unknown");
}

#[tokio::test]
async fn only_the_token_opens_it_and_the_page_shows_nothing_before() {
    let service = service().await;
    service.post(&Key::p256().act(&act())).await;
    let before = service.send(get("/admin")).await;
    assert!(before.text().contains("name=\"token\"") && !before.text().contains("/admin/records/"));
    for wrong in ["", "wrong", API_TOKEN] {
        let answer = service.send(form("/admin/login", "", &[("token", wrong)])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.header("set-cookie"), "");
    }
    let cookie = signed_in(&service).await;
    let page = service.send(with_cookie(get("/admin"), &cookie)).await;
    assert!(page.text().contains("/admin/records/"));
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"), "{policy}");
    service.pass_time(8 * 60 * 60 * 1000);
    let later = service.send(with_cookie(get("/admin"), &cookie)).await;
    assert!(later.text().contains("name=\"token\""), "a session ends");
}

#[tokio::test]
async fn the_overview_counts_what_was_stored_in_the_readers_language() {
    let service = service().await;
    let key = Key::p256();
    service.post(&key.act(&act())).await;
    service.post(&key.act(&act())).await;
    service.post(&key.act(&withdrawal())).await;
    let cookie = signed_in(&service).await;
    let mut request = with_cookie(get("/admin"), &cookie);
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, "fr-FR,fr;q=0.9".parse().expect("a header"));
    let page = service.send(request).await;
    let text = page.text();
    assert!(text.contains("lang=\"fr\""));
    assert!(text.contains("<dt>Consentements</dt><dd>2</dd>"), "{text}");
    assert!(text.contains("<dt>Désinscriptions</dt><dd>1</dd>"), "{text}");
    assert!(text.contains("<svg role=\"presentation\""));
    assert!(!text.contains(NUMBER.trim_start_matches('+')), "numbers stay out of sight");
}

#[tokio::test]
async fn a_search_finds_the_number_however_it_is_written_and_leaves_a_trace() {
    let service = service().await;
    let stored = act();
    service.post(&Key::p256().act(&stored)).await;
    let cookie = signed_in(&service).await;
    let token = form_token(service.send(with_cookie(get("/admin"), &cookie)).await.text());
    let fields = [("form", token.as_str()), ("number", "+33 6 12 34 56 78")];
    let page = service.send(form("/admin/search", &cookie, &fields)).await;
    let (_, found) = page.text().split_once("id=\"found\"").expect("an outcome");
    let (found, _) = found.split_once("</section>").expect("its end");
    assert!(found.contains(&format!("/admin/records/{}", stored.jti)), "{found}");
    assert!(!page.text().contains("33612345678") && !page.text().contains("6 12 34"));
    let audits = service.store.audits(9).await.expect("read");
    assert_eq!(audits.len(), 1);
    assert!(!audits[0].what.contains("33612345678"));

    let nobody = [("form", token.as_str()), ("number", "+33 6 12 34 56 79")];
    let page = service.send(form("/admin/search", &cookie, &nobody)).await;
    assert!(page.text().contains("Nothing is stored about this number."));
    let nonsense = [("form", token.as_str()), ("number", "12")];
    let page = service.send(form("/admin/search", &cookie, &nonsense)).await;
    assert!(page.text().contains("This is not a number with its country code"));
    assert_eq!(service.store.audits(9).await.expect("read").len(), 2);
}

#[tokio::test]
async fn a_form_of_another_site_or_session_does_nothing() {
    let service = service().await;
    let (cookie, other) = (signed_in(&service).await, signed_in(&service).await);
    let token = form_token(service.send(with_cookie(get("/admin"), &other)).await.text());
    for (path, cookie, token) in [
        ("/admin/search", cookie.as_str(), ""),
        ("/admin/search", cookie.as_str(), token.as_str()),
        ("/admin/search", "", token.as_str()),
        ("/admin/logout", cookie.as_str(), token.as_str()),
    ] {
        let answer = service.send(form(path, cookie, &[("form", token), ("number", NUMBER)])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(service.store.audits(9).await.expect("read"), []);
    let own = form_token(service.send(with_cookie(get("/admin"), &cookie)).await.text());
    let answer = service.send(form("/admin/logout", &cookie, &[("form", &own)])).await;
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn a_certificate_opens_for_a_session_alone() {
    let service = service().await;
    let stored = act();
    service.post(&Key::p256().act(&stored)).await;
    let path = format!("/admin/records/{}", stored.jti);
    assert_eq!(service.send(get(&path)).await.status, StatusCode::FORBIDDEN);
    let cookie = signed_in(&service).await;
    let page = service.send(with_cookie(get(&path), &cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains(&stored.jti));
    let unknown = get("/admin/records/0198c0de-0000-7000-8000-000000000000");
    assert_eq!(service.send(with_cookie(unknown, &cookie)).await.code(), "record_unknown");
}

#[tokio::test]
async fn a_campaign_that_many_leave_stands_out() {
    let service = service().await;
    let phone = |n: usize| Identity::Phone(format!("+336120{n:05}"));
    let now = service.receiver.now_ms();
    let mut sends = Vec::new();
    let mut stops = Vec::new();
    for (campaign, first, leave) in [("spring", 0, 2), ("summer", 200, 3), ("sale", 400, 40)] {
        for n in first..first + 200 {
            let campaign = Some(campaign.to_owned());
            let id = format!("w{n}");
            sends.push(Sent { contact: phone(n), id, at: now, category: Category::Marketing, campaign });
            if n < first + leave {
                let what = Occurrence::Stop {
                    subject: phone(n),
                    scope: Scope::Category(Category::Marketing),
                    supersedes: None,
                };
                stops.push(Entry { id: format!("s{n}"), at: now, what });
            }
        }
    }
    service.receiver.sent(sends).await.expect("counted");
    service.receiver.learn(stops).await.expect("learnt");
    let cookie = signed_in(&service).await;
    let page = service.send(with_cookie(get("/admin"), &cookie)).await;
    let (_, campaigns) = page.text().split_once("id=\"campaigns\"").expect("campaigns");
    let (campaigns, _) = campaigns.split_once("</section>").expect("their end");
    let marked: Vec<&str> = campaigns.split("<tr class=\"abnormal\">").skip(1).collect();
    assert_eq!(marked.len(), 1, "{campaigns}");
    assert!(
        marked[0].starts_with("<th scope=\"row\">sale</th>") && marked[0].contains("20.0 %"),
        "{campaigns}"
    );
}

/// The part about events.
fn outbox(page: &str) -> &str {
    let (_, rest) = page.split_once("aria-labelledby=\"outbox\"").expect("the part about events");
    rest.split_once("</section>").expect("its end").0
}

#[tokio::test]
async fn events_that_were_given_up_are_shown_and_sent_again_from_a_form_of_the_session() {
    let backend = Backend::start().await;
    let service = Service::start_with(|args| {
        args.admin_token = Some(ADMIN_TOKEN.into());
        backend.tell(args);
    })
    .await;
    let cookie = signed_in(&service).await;
    let shown = async || service.send(with_cookie(get("/admin"), &cookie)).await.text().to_owned();
    assert!(outbox(&shown().await).contains("No event was given up."));
    let (first, second) =
        (service.give_up(&backend, NUMBER).await, service.give_up(&backend, "+33698765432").await);
    let page = shown().await;
    let part = outbox(&page);
    assert!(part.contains("<dt>Given up</dt><dd>2</dd>"), "{part}");
    for words in [&first, &second, "consent.granted", "500"] {
        assert!(part.contains(words), "{words} in {part}");
    }
    assert!(!page.contains("612345678"), "numbers stay out of sight");
    let path = "/admin/outbox/replay";
    for token in ["", "nonsense"] {
        let answer = service.send(form(path, &cookie, &[("form", token), ("id", &first)])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    let token = form_token(&page);
    assert_eq!(service.send(form(path, "", &[("form", &token)])).await.status, StatusCode::FORBIDDEN);
    let dead = async || service.store.dead_letters(9).await.expect("read").len();
    assert_eq!(dead().await, 2);
    backend.answer(NUMBER, 200, "");
    backend.answer("+33698765432", 200, "");
    let answer = service.send(form(path, &cookie, &[("form", &token), ("id", &first)])).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/admin#outbox"));
    assert_eq!((dead().await, backend.until_taken(1).await[0].header("webhook-id")), (1, first));
    service.send(form(path, &cookie, &[("form", &token)])).await;
    assert_eq!((dead().await, backend.until_taken(2).await[1].header("webhook-id")), (0, second));
}

#[tokio::test]
async fn without_a_backend_the_dashboard_says_nothing_of_events() {
    let service = service().await;
    let cookie = signed_in(&service).await;
    let page = service.send(with_cookie(get("/admin"), &cookie)).await;
    assert!(!page.text().contains("outbox"));
}
