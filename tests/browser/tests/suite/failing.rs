//! What fails never blocks the page and loses nothing.

use anyhow::Result;
use browser_tests::{Environment, Site, spoiled, visit, visit_site};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

#[tokio::test]
async fn a_receiver_that_is_down_gets_the_record_when_it_is_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        visit.shop.down().await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_text("status", "will be sent again").await?;
        let error = visit.event("consenterror").await?;
        assert_eq!((&error["code"], &error["retryable"]), (&"endpoint_unreachable".into(), &true.into()));
        let kept = card.wait_for_response().await?;

        visit.shop.up().await?;
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(records[0].compact, kept, "the very act that was signed, not another one");
        card.wait_for_phase("sent").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_endpoint_that_is_down_does_not_hold_the_order_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/down.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let in_form = visit.record_in_form("whatsapp_consent").await?;
        verify_act(&in_form, &AwsLc, &Expect::default())?;
        card.call("arguments[0].send()").await?;
        card.wait_for_text("status", "will be sent again").await?;
        // The form still carries it, and goes.
        assert_eq!(visit.form_value("whatsapp_consent").await?.as_deref(), Some(in_form.as_str()));
        visit.submit().await?;
        // Made for another endpoint, the shop's receiver refuses it; the order is taken all the same.
        assert_eq!(visit.confirmed().await?, "refused");
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refusal_is_told_with_the_receivers_own_code() -> Result<()> {
    let site = Site { arguments: vec!["--require-nonce"], ..Site::fixtures() };
    visit_site(site, async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let error = visit.event("consenterror").await?;
        let code = error["code"].as_str().unwrap_or_default().to_owned();
        assert!(code.contains("nonce"), "{error}");
        assert_eq!(error["retryable"], false);
        card.wait_for_phase("refused").await?;
        assert!(card.text("status").await?.contains("could not be saved"));
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

/// Spoils the package, opens the checkout, and expects the markup inside the element to stand in.
async fn the_fallback_stands_in(file: &str, spoil: impl Fn(Vec<u8>) -> Option<Vec<u8>>) -> Result<()> {
    let dist = Environment::read()?.dist;
    let package = spoiled(&dist, file, spoil(std::fs::read(dist.join(file))?).as_deref())?;
    let site = Site { package: Some(package.path().to_owned()), ..Site::fixtures() };
    visit_site(site, async |visit| {
        visit.open("/checkout.html").await?;
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        let fallback = visit.element("whatsapp-opt-in input[name=whatsapp_opt_in]").await?;
        assert!(fallback.is_displayed().await? && fallback.is_enabled().await?);
        fallback.click().await?;
        assert!(fallback.is_selected().await?, "usable as the plain box that it is");
        assert_eq!(visit.form_value("whatsapp_opt_in").await?.as_deref(), Some("yes"));
        visit.submit().await?;
        assert_eq!(
            visit.confirmed().await?,
            "unsigned",
            "the order is taken; what was ticked is no signed record"
        );
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_the_wasm_the_plain_markup_stands_in() -> Result<()> {
    the_fallback_stands_in("whatsapp-opt-in.wasm", |_| None).await
}

#[tokio::test]
async fn a_wasm_of_other_bytes_is_not_run_and_the_plain_markup_stands_in() -> Result<()> {
    the_fallback_stands_in("whatsapp-opt-in.wasm", |_| Some(b"\0asm\x01\0\0\0".into())).await?;
    // As long as it should be, and one byte another.
    the_fallback_stands_in("whatsapp-opt-in.wasm", |wasm| Some(with_another_byte(wasm, 9))).await
}

#[tokio::test]
async fn without_the_phone_engine_the_plain_markup_stands_in() -> Result<()> {
    // The widget's module is there; what should come behind it ends early.
    the_fallback_stands_in("whatsapp-opt-in.wasm", |wasm| Some(wasm[..wasm.len() - 1000].into())).await
}

#[tokio::test]
async fn a_phone_engine_of_other_bytes_is_not_run_and_the_plain_markup_stands_in() -> Result<()> {
    the_fallback_stands_in("whatsapp-opt-in.wasm", |wasm| {
        let last = wasm.len() - 1;
        Some(with_another_byte(wasm, last))
    })
    .await
}

fn with_another_byte(mut wasm: Vec<u8>, at: usize) -> Vec<u8> {
    wasm[at] ^= 1;
    wasm
}

#[tokio::test]
async fn without_the_script_the_plain_markup_stands_in() -> Result<()> {
    the_fallback_stands_in("whatsapp-opt-in.js", |_| None).await
}

#[tokio::test]
async fn a_working_card_silences_the_plain_markup() -> Result<()> {
    visit(async |visit| {
        visit.open_card("/checkout.html").await?;
        let fallback = visit.browser.find(browser_tests::By::Css("[name=whatsapp_opt_in]")).await?;
        assert!(!fallback.is_displayed().await?);
        assert_eq!(visit.form_value("whatsapp_opt_in").await?, None);
        Ok(())
    })
    .await
}
