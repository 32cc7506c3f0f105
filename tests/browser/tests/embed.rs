//! Projects that installed the npm package, in a real browser: each shows the card, hears of the consent, follows a
//! setting that changes and sends the record with its form. Beside them the code of the docs, as pages.
//! `cargo xtask test embed` builds and runs them.

use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use browser_tests::{By, Card, Environment, Site, Visit, eventually, visit_site};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

/// Visits one project's page; nothing may be complained of on the way.
async fn project(name: &str, test: impl AsyncFnOnce(&Visit, Card) -> Result<()>) -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        if name == "importmap" || name.starts_with("next") {
            inline(visit).await?;
        }
        let card = visit.open_card(&format!("/{name}/")).await?;
        test(visit, card).await?;
        let complaints = visit.seen().await?;
        assert!(complaints.complaints().is_empty(), "{:#?}", complaints.complaints());
        Ok(())
    })
    .await
}

/// What stands in the page itself a site admits by its hash; the shop's policy knows none.
async fn inline(visit: &Visit) -> Result<()> {
    visit.devtools("Page.setBypassCSP", json!({ "enabled": true })).await.map(drop)
}

/// Gives a consent, and again in another language.
async fn consents(visit: &Visit, card: &Card) -> Result<()> {
    assert!(!card.is_ticked().await?);
    card.type_number("0612345678").await?;
    card.tick().await?;
    let act = verify_act(&visit.record_in_form("whatsapp_consent").await?, &AwsLc, &Expect::default())?;
    assert_eq!((act.e164(), act.controller.name.as_str()), ("+33612345678", "Acme"));
    // By the component's event and its reference to the element.
    eventually("the page hears of the consent", async || {
        let heard = visit.run("return document.body.dataset.consent ?? null").await?;
        Ok((heard == "tel:+33612345678").then_some(()))
    })
    .await?;

    // A language comes as a file of its own.
    visit.browser.find(By::Css("#french")).await?.click().await?;
    card.wait_for_text("card", "Acme peut").await?;
    let english = act.notice.sha256.clone();
    eventually("a record in French", async || {
        let Some(record) = card.response().await? else { return Ok(None) };
        let act = verify_act(&record, &AwsLc, &Expect::default())?;
        Ok((act.notice.language == "fr" && act.notice.sha256 != english).then_some(()))
    })
    .await
}

/// Projects that import the validator too; their own code runs once it is there.
const WITH_VALIDATOR: [&str; 2] = ["vue", "webpack"];

async fn takes_a_consent(name: &str) -> Result<()> {
    project(name, async |visit, card| {
        if WITH_VALIDATOR.contains(&name) {
            eventually("the validator reads a number", async || {
                let parsed = visit.run("return document.body.dataset.parsed ?? null").await?;
                Ok((parsed == "+33612345678").then_some(()))
            })
            .await?;
        }
        consents(visit, &card).await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        assert_eq!(visit.shop.wait_for_records(1).await?[0].act.notice.language, "fr");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn react_takes_a_consent() -> Result<()> {
    takes_a_consent("react").await
}

#[tokio::test]
async fn a_page_rendered_by_a_server_is_taken_over_by_react() -> Result<()> {
    takes_a_consent("server").await
}

#[tokio::test]
async fn vue_takes_a_consent() -> Result<()> {
    takes_a_consent("vue").await
}

#[tokio::test]
async fn svelte_takes_a_consent() -> Result<()> {
    takes_a_consent("svelte").await
}

#[tokio::test]
async fn plain_html_takes_a_consent() -> Result<()> {
    takes_a_consent("plain").await
}

#[tokio::test]
async fn an_import_map_takes_a_consent() -> Result<()> {
    takes_a_consent("importmap").await
}

#[tokio::test]
async fn webpack_takes_a_consent() -> Result<()> {
    takes_a_consent("webpack").await
}

#[tokio::test]
async fn a_page_rendered_by_next_takes_a_consent() -> Result<()> {
    if !Environment::read()?.site.join("next/index.html").is_file() {
        let reason = "Next.js is half a gigabyte: cargo xtask test embed --full";
        return visit_site(Site::demo()?, async |visit| visit.is_left_out(reason)).await;
    }
    takes_a_consent("next").await
}

#[tokio::test]
async fn a_server_component_of_next_shows_the_card_without_a_file_for_the_client() -> Result<()> {
    if !Environment::read()?.site.join("next/plain/index.html").is_file() {
        let reason = "Next.js is half a gigabyte: cargo xtask test embed --full";
        return visit_site(Site::demo()?, async |visit| visit.is_left_out(reason)).await;
    }
    project("next/plain", async |_, card| {
        card.type_number("+33 6 12 34 56 78").await?;
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!((act.e164(), act.purposes[0].id.as_str()), ("+33612345678", "offers"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn vites_development_server_serves_the_card() -> Result<()> {
    use tokio::io::{AsyncBufReadExt, BufReader};
    visit_site(Site::demo()?, async |visit| {
        let site = &visit.environment.site;
        let mut server = tokio::process::Command::new("node")
            .arg(site.parent().context("a folder")?.join("dev.mjs"))
            .arg(site)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(server.stdout.take().context("no output")?).lines();
        let address = loop {
            let line = lines.next_line().await?.context("the server ended before it listened")?;
            if let Some(address) = line.strip_prefix("listening on ") {
                break address.to_owned();
            }
        };
        visit.browser.goto(&address).await?;
        consents(visit, &visit.card("whatsapp-opt-in").await?).await?;
        let complaints = visit.seen().await?;
        assert!(complaints.complaints().is_empty(), "{:#?}", complaints.complaints());
        Ok(())
    })
    .await
}

/// Every page that `docs.mjs` makes of the printed code: its card signs, and the code that is told of it runs.
#[tokio::test]
async fn the_code_of_the_docs_makes_cards_that_sign() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        inline(visit).await?;
        let list = std::fs::read_to_string(visit.environment.site.join("docs/pages.json"))?;
        let list: Vec<Value> = serde_json::from_str(&list)?;
        ensure!(list.len() >= 10, "{list:?}");
        for page in &list {
            let name = page["name"].as_str().context("a name")?;
            from_the_docs(visit, name, page).await.with_context(|| name.to_owned())?;
            let seen = visit.seen().await?;
            ensure!(seen.complaints().is_empty(), "{name}: {:#?}", seen.complaints());
        }
        let told = list.iter().filter(|page| page["told"].is_string()).count();
        ensure!(told == 2, "the recipes of Shopify and Typeform hand the record's id over: {told}");
        Ok(())
    })
    .await
}

async fn from_the_docs(visit: &Visit, name: &str, page: &Value) -> Result<()> {
    let card = visit.open_card(&format!("/docs/{name}/")).await?;
    let holds = async |condition: &str| {
        Ok::<_, anyhow::Error>(visit.run(&format!("return {condition}")).await? == true)
    };
    if holds("document.querySelector('whatsapp-opt-in').mode === 'manage'").await? {
        return card.wait_for_text("card", "WhatsApp").await;
    }
    card.replace_number("+33612345678").await?;
    card.tick().await?;
    let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
    ensure!(act.e164() == "+33612345678" && act.controller.name == "Acme", "{act:?}");
    if page["styled"] == true {
        let style = "getComputedStyle(document.querySelector('whatsapp-opt-in'))";
        let changed = [
            format!("parseFloat({style}.minBlockSize) > 100"),
            format!("{style}.getPropertyValue('--whatsapp-opt-in-accent') !== ''"),
        ];
        ensure!(holds(&changed.join(" || ")).await?, "the style sheet changes nothing");
    }
    if let Some(field) = page["told"].as_str() {
        eventually("the platform is given the record's id", async || {
            let told = visit.run("return JSON.parse(document.body.dataset.told ?? null)").await?;
            Ok((told == json!({ field: act.jti })).then_some(()))
        })
        .await?;
    }
    if page["called"] == true {
        eventually("the code is told", async || {
            Ok(holds("document.body.dataset.called !== undefined").await?.then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// The component of the widget's crate: no custom element, but the same card in a shadow root of its own.
#[tokio::test]
async fn a_yew_application_takes_a_consent() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        visit.open("/yew/").await?;
        let card = visit.card("form > div").await?;
        assert!(!card.is_ticked().await?);
        card.type_number("0612345678").await?;
        card.tick().await?;
        let act = verify_act(&visit.record_in_form("whatsapp_consent").await?, &AwsLc, &Expect::default())?;
        assert_eq!((act.e164(), act.notice.language.as_str()), ("+33612345678", "en"));
        eventually("the application hears of the consent", async || {
            let said = visit.run("return document.getElementById('said').textContent").await?;
            Ok((said == "Consent given").then_some(()))
        })
        .await?;
        visit.element("#french").await?.click().await?;
        card.wait_for_text("card", "Acme peut").await?;
        eventually("a record in French", async || {
            let Some(record) = visit.form_value("whatsapp_consent").await? else { return Ok(None) };
            let Ok(act) = verify_act(&record, &AwsLc, &Expect::default()) else { return Ok(None) };
            Ok((act.notice.language == "fr").then_some(()))
        })
        .await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        let complaints = visit.seen().await?;
        assert!(complaints.complaints().is_empty(), "{:#?}", complaints.complaints());
        Ok(())
    })
    .await
}

/// What the checkout block holds for the Store API.
async fn told(visit: &Visit) -> Result<Value> {
    visit.run("return window.told()").await
}

#[tokio::test]
async fn woocommerces_classic_checkout_posts_the_record() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        // jQuery writes HTML, and WooCommerce's pages have no policy against that.
        inline(visit).await?;
        for ticked in [false, true] {
            let card = visit.open_card("/woo-classic/").await?;
            eventually("the plugin's script", async || {
                Ok((visit
                    .run("return Boolean(window.jQuery?._data(document.forms[0], 'events')?.submit)")
                    .await?
                    == true)
                    .then_some(()))
            })
            .await?;
            if ticked {
                visit.element("#billing_phone").await?.send_keys("+33612345678").await?;
                card.tick().await?;
                card.wait_for_response().await?;
            }
            visit.element("[type=submit]").await?.click().await?;
            let wanted = if ticked { "stored" } else { "none" };
            eventually(wanted, async || {
                Ok((visit.run("return document.body.dataset.answer ?? null").await? == wanted).then_some(()))
            })
            .await?;
        }
        let stored = visit.shop.wait_for_records(1).await?;
        assert_eq!((stored.len(), stored[0].act.e164()), (1, "+33612345678"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn woocommerces_checkout_block_hands_the_record_over_and_takes_it_back() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        inline(visit).await?;
        for query in ["", "?props"] {
            let card = visit.open_card(&format!("/woo-block/{query}")).await?;
            let block = visit.run("return JSON.parse(document.body.dataset.block)").await?;
            assert_eq!(block["parent"], json!(["woocommerce/checkout-contact-information-block"]));
            assert_eq!(told(visit).await?, json!({}), "nothing before the person acts");

            // The phone field comes later than the card, which follows what is typed there.
            visit.element("#phone").await?.click().await?;
            visit.element("#shipping-phone").await?.send_keys("+33612345678").await?;
            card.tick().await?;
            let record = eventually("the record", async || {
                Ok(told(visit).await?["whatsapp_consent"]
                    .as_str()
                    .filter(|record| !record.is_empty())
                    .map(str::to_owned))
            })
            .await?;
            let act = verify_act(&record, &AwsLc, &Expect::default())?;
            assert_eq!(act.e164(), "+33612345678");

            card.tick().await?;
            eventually("the record is taken back", async || {
                Ok((told(visit).await?["whatsapp_consent"] == "").then_some(()))
            })
            .await?;
            visit.element("#leave").await?.click().await?;
            eventually("the card is gone", async || {
                Ok((visit.run("return document.querySelector('whatsapp-opt-in') === null").await? == true)
                    .then_some(()))
            })
            .await?;
            let complaints = visit.seen().await?;
            assert!(complaints.complaints().is_empty(), "{:#?}", complaints.complaints());
        }
        Ok(())
    })
    .await
}
