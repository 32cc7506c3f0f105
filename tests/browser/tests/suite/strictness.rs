//! A strict site: Content Security Policy, Trusted Types, nothing on the console.

use anyhow::{Result, ensure};
use browser_tests::{Visit, visit};

/// Does everything once, from opening to the confirmation.
async fn everything(visit: &Visit) -> Result<()> {
    let card = visit.open_card("/checkout.html").await?;
    card.tick().await?;
    card.type_number("061234").await?;
    visit.element("[type=submit]").await?.click().await?;
    card.wait_for_text("error", "too short").await?;
    card.choose_country("DE").await?;
    card.choose_country("FR").await?;
    card.replace_number("0612345678").await?;
    visit.record_in_form("whatsapp_consent").await?;
    visit.submit().await?;
    assert_eq!(visit.confirmed().await?, "stored");
    Ok(())
}

#[tokio::test]
async fn the_shop_is_as_strict_as_we_say() -> Result<()> {
    visit(async |visit| {
        visit.open("/empty.html").await?;
        // A policy that reports nothing because it forbids nothing would make the next test worthless.
        let violated = visit
            .run(
                "let caught = false;
                 try { document.body.innerHTML = '<b>x</b>'; } catch { caught = true; }
                 const inline = document.createElement('style');
                 inline.textContent = 'b {}';
                 document.head.append(inline);
                 await new Promise((done) => setTimeout(done, 200));
                 return caught;",
            )
            .await?;
        assert_eq!(violated, true, "Trusted Types");
        assert!(visit.seen().await?.of("violation").len() >= 2, "violations are written down");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_reported_under_a_strict_policy_with_trusted_types() -> Result<()> {
    visit(async |visit| {
        everything(visit).await?;
        let complaints = visit.seen().await?;
        assert_eq!(complaints.complaints(), Vec::<&serde_json::Value>::new());
        if visit.can("only Chromium's WebDriver gives the browser's own log")? {
            // What the browser itself logged, also outside our listeners.
            for entry in visit.browser.browser_log().await? {
                ensure!(!matches!(entry.level.as_str(), "SEVERE" | "WARNING"), "{}", entry.message);
            }
        }
        Ok(())
    })
    .await
}
