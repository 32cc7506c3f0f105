//! Projects that installed the npm package, in a real browser: each shows the card, hears of the consent, follows a
//! setting that changes and sends the record with its form. `cargo xtask test embed` builds and runs them.

use anyhow::Result;
use browser_tests::{By, Card, Site, Visit, eventually, visit_site};
use serde_json::json;
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

/// Visits one project's page; nothing may be complained of on the way.
async fn project(name: &str, test: impl AsyncFnOnce(&Visit, Card) -> Result<()>) -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        if name == "importmap" {
            // The map stands in the page itself; a site admits it by its hash, the shop's policy knows none.
            visit.devtools("Page.setBypassCSP", json!({ "enabled": true })).await?;
        }
        let card = visit.open_card(&format!("/{name}/")).await?;
        test(visit, card).await?;
        let complaints = visit.seen().await?;
        assert!(complaints.complaints().is_empty(), "{:#?}", complaints.complaints());
        Ok(())
    })
    .await
}

async fn takes_a_consent(name: &str) -> Result<()> {
    project(name, async |visit, card| {
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
        .await?;

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
