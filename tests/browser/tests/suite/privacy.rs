//! The number goes into the record and the form, and nowhere else.

use anyhow::Result;
use browser_tests::visit;

/// The number's digits in every spelling that could leak.
const SPELLINGS: [&str; 3] = ["612345678", "6 12 34 56 78", "6%2012%2034"];

fn tells_the_number(text: &str) -> bool {
    SPELLINGS.iter().any(|spelling| text.contains(spelling))
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
            let mut requests = 0;
            for entry in visit.browser.get_log("performance").await? {
                let event: serde_json::Value = serde_json::from_str(&entry.message)?;
                let message = &event["message"];
                if message["method"] != "Network.requestWillBeSent" {
                    continue;
                }
                requests += 1;
                let request = &message["params"]["request"];
                assert!(!tells_the_number(&request["url"].to_string()), "{}", request["url"]);
                assert!(!tells_the_number(&request["headers"].to_string()), "{}", request["headers"]);
                let url = request["url"].as_str().unwrap_or_default();
                assert!(
                    url.starts_with(&visit.shop.origin()) || url.starts_with("data:"),
                    "a third party was asked: {url}"
                );
            }
            assert!(requests >= 5, "the log shows the page's requests: {requests}");
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
