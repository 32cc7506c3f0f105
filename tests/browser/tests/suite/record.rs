//! From the tick to the ledger.

use anyhow::{Context, Result};
use browser_tests::{Card, Site, Visit, visit, visit_site};
use whatsapp_opt_in::consent::{
    AwsLc, Category, EventType, Expect, Method, Withdrawal, sha256_hex, verify_act, verify_receipt,
};

/// Opens the suite's checkout, ticks and types as a person would, and waits for the record.
async fn tick_and_type(visit: &Visit) -> Result<String> {
    let card = visit.open_card("/checkout.html").await?;
    card.tick().await?;
    card.type_number("0612345678").await?;
    visit.record_in_form("whatsapp_consent").await
}

#[tokio::test]
async fn the_demo_shop_takes_an_order_with_an_opt_in() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        let card = visit.open_card("/shop/checkout/").await?;
        visit.element("#name").await?.send_keys("Ada Lovelace").await?;
        visit.element("#email").await?.send_keys("ada@example.org").await?;
        visit.element("#phone").await?.send_keys("+33612345678").await?;
        card.tick().await?;
        visit.record_in_form("whatsapp_consent").await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(records[0].act.e164(), "+33612345678");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_tick_becomes_one_stored_and_receipted_record() -> Result<()> {
    visit(async |visit| {
        let in_form = tick_and_type(visit).await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        // The form and the post both carried it: one row all the same.
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(records[0].compact, in_form, "what is stored is what the form carried, byte for byte");
        assert_eq!(records[0].receipt.jti, records[0].act.jti);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_form_and_the_post_carry_the_same_bytes() -> Result<()> {
    visit(async |visit| {
        // Without a page to go to, the answer to the post can be seen.
        let card = visit.open_card("/checkout.html").await?;
        visit.run("document.forms[0].addEventListener('submit', (e) => { e.preventDefault(); })").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let in_form = visit.record_in_form("whatsapp_consent").await?;
        assert!(visit.shop.records().await?.is_empty(), "nothing is sent before the submission");
        card.call("arguments[0].send()").await?;
        let consent = visit.event("consent").await?;
        assert_eq!(consent["record"], in_form.as_str());
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(records[0].compact, in_form);
        assert_eq!(consent["receipt"], records[0].compact_receipt.as_str());
        // Anybody can check that receipt with the published keys.
        let act = verify_act(&in_form, &AwsLc, &Expect::default())?;
        let keys = visit.shop.keys().await?;
        let receipt = consent["receipt"].as_str().context("a receipt")?;
        assert_eq!(verify_receipt(receipt, &AwsLc, &keys, Some(&act))?.jti, act.jti);
        card.wait_for_phase("sent").await?;
        assert_eq!(card.text("status").await?, "Your choice is saved.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_claims_say_what_was_shown_and_done() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html?campaign=spring#top").await?;
        let shown = card.shown().await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let compact = visit.record_in_form("whatsapp_consent").await?;
        let act = verify_act(&compact, &AwsLc, &Expect::default())?;

        assert_eq!(act.iss, visit.shop.origin());
        assert_eq!(act.aud, None, "only the form carries it");
        assert_eq!(act.sub, "tel:+33612345678");
        assert_eq!(act.event.kind, EventType::ConsentGiven);
        assert_eq!(act.event.method, Method::Checkbox);
        assert_eq!(act.event.supersedes, None);
        assert_eq!(act.controller.name, "Acme");
        assert_eq!(act.controller.contact.as_deref(), Some("privacy@acme.example"));
        assert_eq!(act.controller.privacy_url, format!("{}/privacy", visit.shop.origin()));
        assert_eq!(act.controller.whatsapp_number.as_deref(), Some("+33187654321"));
        assert_eq!(act.notice.version.as_deref(), Some("7"));
        assert_eq!(act.notice.language, "en");
        assert_eq!(act.retention.as_deref(), Some("P3Y"));
        assert_eq!(act.withdrawal, [Withdrawal::Keyword("STOP".into())]);

        let purposes: Vec<_> = act.purposes.iter().map(|p| (p.id.as_str(), p.category, p.granted)).collect();
        let utility = Category::Utility;
        assert_eq!(purposes, [("order-confirmation", utility, true), ("delivery-status", utility, true)]);

        // The notice is what the person read: every line of it was on the card.
        assert_eq!(act.notice.sha256, sha256_hex(act.notice.text.as_bytes()));
        for line in act.notice.text.lines() {
            assert!(shown.contains(line), "{line:?} was not shown in {shown:?}");
        }

        assert!(!act.ui.checked_by_default && act.ui.trusted_event && act.ui.logo && act.ui.number_edited);
        assert_eq!(act.ui.input, "pointer");
        assert_eq!(act.ui.page, format!("{}/form-only.html", visit.shop.origin()), "no query, no fragment");
        let wasm = std::fs::read(visit.environment.dist.join("whatsapp-opt-in.wasm"))?;
        assert_eq!(act.ui.wasm_sha256, Some(sha256_hex(&wasm)), "the wasm that ran is the one that ships");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_box_ticked_with_the_keyboard_says_so() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.part("box").await?.send_keys(" ").await?;
        assert!(card.is_ticked().await?);
        card.type_number("0612345678").await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.ui.input, "keyboard");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_a_form_the_record_is_posted_when_it_is_complete() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let consent = visit.event("consent").await?;
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(consent["record"], records[0].compact.as_str());
        assert_eq!(records[0].act.aud, Some(format!("{}/v1/consents", visit.shop.origin())));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unticking_what_was_stored_withdraws_it() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let first = visit.shop.wait_for_records(1).await?.remove(0);
        card.wait_for_phase("sent").await?;
        card.tick().await?;
        assert!(!card.is_ticked().await?);
        let records = visit.shop.wait_for_records(2).await?;
        assert_eq!(records[1].act.event.kind, EventType::ConsentWithdrawn);
        assert_eq!(records[1].act.event.supersedes.as_ref(), Some(&first.act.jti));
        visit.event("withdraw").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_challenge_makes_the_record_fresh() -> Result<()> {
    let site = Site { arguments: vec!["--require-nonce"], ..Site::fixtures() };
    visit_site(site, async |visit| {
        let card = visit.open_card("/challenge.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let records = visit.shop.wait_for_records(1).await?;
        assert!(records[0].act.nonce.is_some());
        assert_eq!(serde_json::to_value(records[0].receipt.assurance)?, "fresh");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_nonce_that_was_refused_is_replaced_and_the_choice_stored() -> Result<()> {
    let site = Site { arguments: vec!["--require-nonce"], ..Site::fixtures() };
    visit_site(site, async |visit| {
        let card = visit.open_card("/challenge.html").await?;
        // The first nonce is none of the receiver's, as one that is long forgotten.
        visit
            .run(
                "const real = window.fetch;
                 let spoiled = false;
                 window.fetch = async (url, init) => {
                     if (spoiled || !String(url.url ?? url).includes('challenges')) return real(url, init);
                     spoiled = true;
                     const expires_at = Math.floor(Date.now() / 1000) + 600;
                     return new Response(JSON.stringify({ nonce: 'A'.repeat(43), expires_at }), { status: 201 });
                 };",
            )
            .await?;
        tick_and_type_in(&card).await?;
        let records = visit.shop.wait_for_records(1).await?;
        assert_ne!(records[0].act.nonce.as_deref(), Some("A".repeat(43).as_str()));
        card.wait_for_phase("sent").await?;
        assert_eq!(card.response().await?.as_deref(), Some(records[0].compact.as_str()));
        assert!(visit.seen().await?.events("consenterror").is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unticking_after_a_lost_answer_withdraws() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        // The receiver stores it, and nobody hears of it.
        visit
            .run(
                "const real = window.fetch;
                 let lost = false;
                 window.fetch = async (url, init) => {
                     const answer = await real(url, init);
                     if (lost || !String(url.url ?? url).includes('consents')) return answer;
                     lost = true;
                     throw new TypeError('lost');
                 };",
            )
            .await?;
        tick_and_type_in(&card).await?;
        card.wait_for_phase("retrying").await?;
        card.tick().await?;
        let records = visit.shop.wait_for_records(2).await?;
        assert_eq!(records[1].act.event.supersedes.as_deref(), Some(records[0].act.jti.as_str()));
        assert_eq!(records[1].act.event.kind, EventType::ConsentWithdrawn);
        Ok(())
    })
    .await
}

/// Types a number and ticks: with a usable number, the record is complete with the tick.
async fn tick_and_type_in(card: &Card) -> Result<()> {
    card.type_number("0612345678").await?;
    card.tick().await
}
