//! The number goes into the record and the form, and nowhere else.

use anyhow::{Context, Result, ensure};
use browser_tests::{Site, Visit, visit, visit_site};
use serde_json::{Value, json};

use crate::site::{SETUP, paste, verdict};

/// The number's digits in every spelling that could leak.
const SPELLINGS: [&str; 3] = ["612345678", "6 12 34 56 78", "6%2012%2034"];

fn tells_the_number(text: &str) -> bool {
    SPELLINGS.iter().any(|spelling| text.contains(spelling))
}

/// What the browser asked for since this was last called; only Chromium's WebDriver tells.
async fn requests(visit: &Visit) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for entry in visit.browser.get_log("performance").await? {
        let mut event: Value = serde_json::from_str(&entry.message)?;
        if event["message"]["method"] == "Network.requestWillBeSent" {
            found.push(event["message"]["params"]["request"].take());
        }
    }
    Ok(found)
}

#[tokio::test]
async fn the_number_is_in_no_address_no_referrer_and_no_console_line() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        visit.record_in_form("whatsapp_consent").await?;
        let fetched = visit
            .run("return performance.getEntriesByType('resource').map((entry) => entry.name).concat(document.referrer)")
            .await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        assert!(!tells_the_number(&fetched.to_string()), "{fetched}");
        assert!(!tells_the_number(visit.browser.current_url().await?.as_str()));

        let seen = visit.seen().await?;
        for line in seen.of("console") {
            assert!(!tells_the_number(&line.to_string()), "{line}");
        }
        if visit.can("only Chromium's WebDriver gives every request")? {
            let requests = requests(visit).await?;
            for request in &requests {
                assert!(!tells_the_number(&request["url"].to_string()), "{}", request["url"]);
                assert!(!tells_the_number(&request["headers"].to_string()), "{}", request["headers"]);
                let url = request["url"].as_str().unwrap_or_default();
                assert!(
                    url.starts_with(&visit.shop.origin()) || url.starts_with("data:"),
                    "a third party was asked: {url}"
                );
            }
            assert!(requests.len() >= 5, "the log shows the page's requests: {}", requests.len());
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn errors_name_no_number() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/down.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        card.wait_for_response().await?;
        card.call("arguments[0].send()").await?;
        let error = visit.event("consenterror").await?;
        assert!(!tells_the_number(&error.to_string()), "{error}");
        for line in visit.seen().await?.of("console") {
            assert!(!tells_the_number(&line.to_string()), "{line}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn no_cookie_is_set() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        visit.record_in_form("whatsapp_consent").await?;
        visit.submit().await?;
        assert!(visit.browser.get_all_cookies().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_set_up_judged_or_verified_on_the_site_is_sent_nowhere() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        if visit.leaves_out("only Chromium's WebDriver gives every request, and takes the network away")? {
            return Ok(());
        }
        visit.open(SETUP).await?;
        let card = visit.card("#card").await?;
        ensure!(requests(visit).await?.len() >= 5, "the log shows the page's requests");
        paste(visit, "company", "Charlie").await?;
        card.type_number("+33612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        let own = format!("{}/whatsapp-opt-in/", visit.shop.origin());
        for request in requests(visit).await? {
            // The card fetches parts of itself: files of the package, under their own names.
            let url = request["url"].as_str().unwrap_or_default();
            let file = request["method"] == "GET" && url.starts_with(&own) && !url.contains('?');
            ensure!(file || url.starts_with("data:"), "the configurator asks for {url}");
        }

        visit.open("/lint/").await?;
        verdict(visit, "Paste something").await?;
        requests(visit).await?;
        paste(visit, "company", "Charlie").await?;
        paste(visit, "source", "<form><label><input type=checkbox checked> Charlie on WhatsApp</label>")
            .await?;
        visit.element("#findings .finding.error").await?;
        visit.element("#tcpa").await?.click().await?;
        paste(visit, "source", "{ oops").await?;
        verdict(visit, "Line 1, column").await?;
        let asked = requests(visit).await?;
        ensure!(asked.is_empty(), "the linter asks for {asked:?}");

        visit.open("/verify/").await?;
        verdict(visit, "Paste a record").await?;
        visit.element("#example").await?.click().await?;
        verdict(visit, "Valid.").await?;
        let pasted =
            visit.run("return ['record', 'keys'].map((id) => document.getElementById(id).value)").await?;
        visit.element("#clear").await?.click().await?;
        verdict(visit, "Paste a record").await?;
        requests(visit).await?;
        let nothing =
            json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        visit.devtools("Network.enable", json!({})).await?;
        visit.devtools("Network.emulateNetworkConditions", nothing).await?;
        for (at, id) in ["record", "keys"].into_iter().enumerate() {
            paste(visit, id, pasted[at].as_str().context("a text")?).await?;
        }
        verdict(visit, "Valid.").await?;
        let asked = requests(visit).await?;
        ensure!(asked.is_empty(), "the verifier asks for {asked:?}");
        let there = visit.run("return fetch('/health').then(() => 'online', () => 'offline')").await?;
        ensure!(there == "offline", "the network was away: {there}");
        Ok(())
    })
    .await
}
