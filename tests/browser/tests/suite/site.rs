//! The site: the shop's other pages, the configurator, the verifier, the linter and the docs.

use anyhow::{Context, Result, ensure};
use browser_tests::{Dress, Shop, Site, Visit, eventually, visit_site};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

/// Every kind of page; of the docs the list and the page with most in it.
const PAGES: [&str; 12] = [
    "/",
    "/configurator/",
    "/verify/",
    "/lint/",
    "/docs/",
    "/docs/record/",
    "/docs/reference/",
    "/shop/",
    "/shop/checkout/",
    "/booking/",
    "/newsletter/",
    "/privacy/",
];

async fn text(visit: &Visit, id: &str) -> Result<String> {
    let text = visit.run(&format!("return document.getElementById('{id}').textContent.trim()")).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// Waits until the page's verdict begins so.
pub(crate) async fn verdict(visit: &Visit, start: &str) -> Result<()> {
    eventually(start, async || Ok(text(visit, "verdict").await?.starts_with(start).then_some(()))).await
}

/// Puts a text into a field, as pasting does.
pub(crate) async fn paste(visit: &Visit, id: &str, value: &str) -> Result<()> {
    let script = format!(
        "const field = document.getElementById('{id}');
         field.value = {};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
        json!(value)
    );
    visit.run(&script).await.map(drop)
}

#[tokio::test]
async fn every_page_is_quiet_accessible_and_fits() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        let axe = std::fs::read_to_string(&visit.environment.axe).context("axe-core")?;
        let chromium = visit.can("only Chromium's WebDriver sets a page's width and reads its console")?;
        for page in PAGES {
            visit.open(page).await?;
            if visit.run("return document.querySelector('whatsapp-opt-in') !== null").await? == true {
                visit.card("whatsapp-opt-in").await?;
            }
            if visit.run("return document.getElementById('verdict') !== null").await? == true {
                eventually("a verdict", async || {
                    Ok((!text(visit, "verdict").await?.starts_with("Loading")).then_some(()))
                })
                .await?;
            }
            visit.browser.execute(axe.clone(), Vec::<Value>::new()).await?;
            for dress in [Dress::WIDE, Dress::DARK, Dress::NARROWEST] {
                if !dress.is_possible(visit)? {
                    continue;
                }
                dress.put_on(visit).await?;
                let found = visit
                    .run(
                        "const { violations } = await axe.run();
                         return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));",
                    )
                    .await?;
                ensure!(found == json!([]), "{page}, {}: {found:#}", dress.name);
            }
            if chromium {
                let over = visit.run("return document.documentElement.scrollWidth - innerWidth").await?;
                ensure!(over.as_i64().is_some_and(|over| over <= 0), "{page} is {over} px too wide");
                for entry in visit.browser.browser_log().await? {
                    let quiet = !matches!(entry.level.as_str(), "SEVERE" | "WARNING");
                    ensure!(quiet, "{page}: {}", entry.message);
                }
            }
        }
        Ok(())
    })
    .await
}

pub(crate) const SETUP: &str = "/configurator/#company=Bravo&privacy=%2Fp&lang=fr&accent=%23a02040&as=vue&purposes=offers\
    &endpoint=https%3A%2F%2Felsewhere.example%2Fv1%2Fconsents&challenge=https%3A%2F%2Felsewhere.example%2Fv1%2Fchallenges\
    &own=warranty%7Eutility%7Edes+rappels&frequency=Une+fois+par+mois.&recipients=Colis&until=2030-12-31&theme=neutral";

#[tokio::test]
async fn the_configurator_keeps_its_setup_in_the_address() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open(SETUP).await?;
        verdict(visit, "").await?;
        eventually("the snippet", async || {
            Ok(text(visit, "snippet").await?.contains("whatsapp-opt-in/vue").then_some(()))
        })
        .await?;
        let state = "return [location.hash, document.getElementById('company').value, \
             document.getElementById('lang').value, document.querySelector('[data-purpose][value=offers]').checked, \
             document.querySelector('[data-own=text]').value, document.querySelector('[data-colour=accent]').value]";
        let first = visit.run(state).await?;
        assert_eq!(first.as_array().map(|all| &all[1..]), Some(&json!(["Bravo", "fr", true, "des rappels", "#a02040"]).as_array().cloned().unwrap_or_default()[..]));
        paste(visit, "company", "Charlie & Söhne").await?;
        let link = eventually("the new link", async || {
            Ok(Some(text(visit, "link").await?).filter(|link| link.contains("Charlie")))
        })
        .await?;
        let changed = visit.run(state).await?;
        visit.open("/docs/").await?;
        visit.browser.goto(&link).await?;
        eventually("the same setup", async || {
            Ok((text(visit, "snippet").await?.contains("Charlie") && visit.run(state).await? == changed).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn the_configurators_card_and_verdict_stay_in_sight_on_a_telephone() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open("/configurator/").await?;
        // What is measured has to be there: the card comes with the validator.
        visit.card("#card").await?;
        Dress::NARROW.put_on(visit).await?;
        for field in ["company", "endpoint", "font"] {
            let script = format!(
                "const field = document.getElementById('{field}');
                     field.focus();
                     field.scrollIntoView({{ block: 'nearest' }});
                     const box = (id) => document.getElementById(id).getBoundingClientRect();
                     const [card, verdict, typed] = [box('preview'), box('verdict'), box('{field}')];
                     return card.top >= 0 && card.height > 100 && card.bottom <= verdict.top
                         && verdict.bottom <= typed.top && typed.bottom <= innerHeight;"
            );
            // The card's height follows the width once its words are drawn.
            eventually(field, async || Ok((visit.run(&script).await? == true).then_some(()))).await?;
        }
        visit.picture("site-configurator-360px-typing").await
    })
    .await
}

#[tokio::test]
async fn the_configurator_judges_and_its_digest_is_the_one_the_card_signs() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open(SETUP).await?;
        let card = visit.card("#card").await?;
        card.type_number("+33612345678").await?;
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!((act.controller.name.as_str(), act.notice.language.as_str()), ("Bravo", "fr"));
        assert_eq!(act.notice.sha256, text(visit, "digest").await?);
        assert_eq!(act.notice.text, text(visit, "notice").await?);
        for words in ["des rappels", "Une fois par mois.", "Colis", "2030"] {
            assert!(act.notice.text.contains(words), "{words} in {}", act.notice.text);
        }
        // The setup names an endpoint and a place for nonces; the card of this page has neither.
        assert_eq!((&act.aud, &act.nonce), (&None, &None), "nothing is posted from here");
        assert!(text(visit, "csp").await?.ends_with("connect-src 'self' https://elsewhere.example"));

        paste(visit, "privacy", "").await?;
        eventually("a finding with its mend", async || {
            let help =
                visit.run("return document.querySelector('#findings .error .help')?.textContent").await?;
            Ok(help.as_str().is_some_and(|help| !help.is_empty()).then_some(()))
        })
        .await?;
        paste(visit, "company", "").await?;
        verdict(visit, "Name the company").await?;
        paste(visit, "challenge", "").await?;
        paste(visit, "endpoint", "https://consent.example/v1/consents").await?;
        eventually("the endpoint in the policy", async || {
            Ok(text(visit, "csp")
                .await?
                .ends_with("connect-src 'self' https://consent.example")
                .then_some(()))
        })
        .await
    })
    .await
}

/// A setup with a look, which every snippet has to bring along.
const LOOK: &str = "/configurator/#company=Acme&privacy=%2Fprivacy&retention=P3Y&purposes=order-confirmation\
    &endpoint=%2Fv1%2Fconsents&accent=%23a02040&radius=1.5rem";
const INTO_A_PAGE: [&str; 4] = ["html", "div", "script", "embed"];

/// What stands in the page itself, style and script, goes into files: the shop's policy takes no other.
fn into_files(folder: &std::path::Path, way: &str, snippet: &str) -> Result<String> {
    let mut page = snippet.to_owned();
    let style = format!("<link rel=\"stylesheet\" href=\"{way}.css\">");
    let script = format!("<script src=\"{way}.js\"></script>");
    for (element, kind, tag) in [("style", "css", style), ("script", "js", script)] {
        if let Some((before, rest)) = page.split_once(&format!("<{element}>")) {
            let (inside, after) = rest.split_once(&format!("</{element}>")).context("an end tag")?;
            std::fs::write(folder.join(format!("{way}.{kind}")), inside)?;
            page = format!("{before}{tag}{after}");
        }
    }
    Ok(page)
}

#[tokio::test]
async fn a_snippet_pasted_into_a_page_works() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open(LOOK).await?;
        let folder = tempfile::tempdir()?;
        let mut digest = String::new();
        for way in INTO_A_PAGE {
            // WebKit's driver scrolls the page, but not a part of it.
            let show = format!("document.querySelector('#tab-{way}').scrollIntoView({{ block: 'center' }})");
            let tab = visit.element(&format!("#tab-{way}")).await?;
            visit.run(&show).await?;
            tab.click().await?;
            let snippet = text(visit, "snippet").await?;
            ensure!(snippet.contains("<style>"), "{way} has no style: {snippet}");
            let snippet = into_files(folder.path(), way, &snippet)?;
            let page = format!(
                "<!doctype html><html lang=\"en\"><title>Pasted</title><form action=\"/checkout\" method=\"post\">\n\
                 {snippet}\n<button type=\"submit\">Send</button></form></html>"
            );
            std::fs::write(folder.path().join(format!("{way}.html")), page)?;
            digest = text(visit, "digest").await?;
        }
        let site = Site { www: folder.path().to_owned(), ..Site::fixtures() };
        let pasted = Shop::start(&visit.environment, site).await?;
        for way in INTO_A_PAGE {
            visit.browser.goto(format!("{}/{way}.html", pasted.origin())).await?;
            let card = visit.card("whatsapp-opt-in").await?;
            let look = visit
                .run(
                    "const card = document.querySelector('whatsapp-opt-in');
                     const stray = [...document.forms[0].childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
                     return [
                       getComputedStyle(card).getPropertyValue('--whatsapp-opt-in-accent').trim(),
                       getComputedStyle(card.shadowRoot.querySelector('[part~=card]')).borderTopLeftRadius,
                       stray.map((node) => node.data.trim()).join(''),
                     ];",
                )
                .await?;
            assert_eq!(look, json!(["#a02040", "24px", ""]), "{way}: colour, corners, text beside the card");
            card.type_number("+33612345678").await?;
            card.tick().await?;
            let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
            assert_eq!(act.notice.sha256, digest, "{way}");
            visit.submit().await?;
            assert_eq!(visit.confirmed().await?, "stored", "{way}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_verifier_takes_what_is_honest_and_refuses_what_was_changed() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open("/verify/").await?;
        verdict(visit, "Paste a record").await?;
        visit.element("#example").await?.click().await?;
        verdict(visit, "Valid.").await?;
        let shown = "return document.getElementById('certificate').hidden ? null : \
             document.getElementById('notice').textContent + document.getElementById('facts').textContent";
        let certificate = visit.run(shown).await?;
        let certificate = certificate.as_str().context("a certificate")?;
        assert!(certificate.contains("Reply STOP") && certificate.contains("shop.example/log, place 3"));

        let record = visit.run("return document.getElementById('record').value").await?;
        let record = record.as_str().context("a record")?;
        let at = record.find('.').context("a compact JWS")? + 40;
        let other = if record[at..].starts_with('A') { 'B' } else { 'A' };
        paste(visit, "record", &format!("{}{other}{}", &record[..at], &record[at + 1..])).await?;
        verdict(visit, "Not valid.").await?;
        assert_eq!(
            text(visit, "faults")
                .await?
                .split(' ')
                .next()
                .map(|code| code.starts_with("act_signature_invalid")),
            Some(true)
        );
        assert_eq!(visit.run(shown).await?, Value::Null);

        paste(visit, "record", record).await?;
        paste(visit, "keys", "").await?;
        verdict(visit, "The act is valid; its receipt was not checked").await
    })
    .await
}

#[tokio::test]
async fn what_the_demo_stored_is_verified_with_the_keys_of_its_receiver() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        for (page, field) in [("/booking/", "#name"), ("/newsletter/", "#email")] {
            let card = visit.open_card(page).await?;
            visit
                .run("const day = document.getElementById('day'); if (day) day.value = '2030-01-02'")
                .await?;
            visit.element(field).await?.send_keys("ada@example.org").await?;
            card.replace_number("+33612345678").await?;
            card.tick().await?;
            visit.record_in_form("whatsapp_consent").await?;
            visit.element("[type=submit]").await?.click().await?;
            assert_eq!(visit.confirmed().await?, "stored", "{page}");
        }
        let record = visit.run("return document.querySelector('textarea').value").await?;
        visit.open("/verify/").await?;
        verdict(visit, "Paste a record").await?;
        let keys = visit.run("return await (await fetch('/.well-known/jwks.json')).text()").await?;
        paste(visit, "keys", keys.as_str().context("keys")?).await?;
        paste(visit, "record", record.as_str().context("a record")?).await?;
        verdict(visit, "Valid.").await
    })
    .await
}

#[tokio::test]
async fn the_linter_finds_helps_and_shows_the_line() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open("/lint/").await?;
        verdict(visit, "Paste something").await?;
        visit.element("[data-sample=form]").await?.click().await?;
        eventually("a ticked box is found", async || {
            Ok(text(visit, "findings").await?.contains("GD-01").then_some(()))
        })
        .await?;
        visit.element("#findings .finding.error button").await?.click().await?;
        let selected = visit
            .run("const field = document.getElementById('source'); return field.value.slice(field.selectionStart, field.selectionEnd)")
            .await?;
        assert!(selected.as_str().is_some_and(|line| line.contains("<label>") || line.contains("<input")), "{selected}");
        paste(visit, "source", "{ oops").await?;
        verdict(visit, "Line 1, column").await
    })
    .await
}
