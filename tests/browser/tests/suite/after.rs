//! Once a choice is made: the receipt to keep, the number to confirm on WhatsApp, and managing what was agreed.

use anyhow::{Context, Result, ensure};
use browser_tests::{Card, Dress, Key, Site, Visit, eventually, visit, visit_site};
use serde_json::Value;
use whatsapp_opt_in::consent::{EventType, Method};

use crate::accessible::is_accessible;

/// The person agrees on one page, and comes back to another to manage it.
async fn agreed_and_back(visit: &Visit) -> Result<Card> {
    let card = visit.open_card("/alone.html").await?;
    card.type_number("0612345678").await?;
    card.tick().await?;
    card.part_there("receipt").await?;
    let card = visit.open_card("/manage.html").await?;
    card.part_there("withdraw").await?;
    Ok(card)
}

/// The part that has the focus.
async fn focused(card: &Card) -> Result<Value> {
    card.call("return arguments[0].shadowRoot.activeElement?.getAttribute('part') ?? null").await
}

#[tokio::test]
async fn what_was_agreed_is_seen_again_and_withdrawn_by_one_key() -> Result<()> {
    visit(async |visit| {
        let card = agreed_and_back(visit).await?;
        assert!(card.is_ticked().await?);
        assert_eq!(card.digits().await?, "0612345678");
        let agreed = card.text("agreed").await?;
        ensure!(agreed.starts_with("You agreed on ") && agreed.ends_with(" to:"), "{agreed}");
        let granted = "return [...arguments[0].shadowRoot.querySelectorAll('[part=purpose]')].map((one) => one.textContent)";
        assert_eq!(card.call(granted).await?, serde_json::json!(["order confirmations", "delivery updates"]));
        is_accessible(visit, "managing").await?;
        visit.picture("card-managing").await?;

        card.part("withdraw").await?.focus().await?;
        card.press(Key::Enter).await?;
        let records = visit.shop.wait_for_records(2).await?;
        let act = &records[1].act;
        assert_eq!(
            (act.event.kind, act.event.method),
            (EventType::ConsentWithdrawn, Method::PreferenceCentre)
        );
        assert_eq!(act.event.supersedes.as_deref(), Some(records[0].act.jti.as_str()));
        assert_eq!(act.e164(), "+33612345678");
        assert!(act.ui.trusted_event, "a person pressed the key");
        card.wait_for_text("note", "Your consent is withdrawn.").await?;
        assert_eq!(card.part("note").await?.attr("role").await?.as_deref(), Some("status"));
        assert_eq!(focused(&card).await?, "note", "the button is gone: the focus is not lost");
        assert!(!card.is_ticked().await?);
        is_accessible(visit, "withdrawn").await?;

        let card = visit.open_card("/manage.html").await?;
        card.part_there("note").await?;
        card.wait_for_text("note", "No choice is kept in this browser.").await?;
        is_accessible(visit, "nothing to manage").await?;
        assert!(visit.seen().await?.complaints().is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_number_replaces_the_one_that_was_agreed() -> Result<()> {
    visit(async |visit| {
        let card = agreed_and_back(visit).await?;
        card.replace_number("0698765432").await?;
        card.press(Key::Tab).await?;
        let records = visit.shop.wait_for_records(2).await?;
        let act = &records[1].act;
        assert_eq!((act.event.kind, act.e164()), (EventType::ConsentGiven, "+33698765432"));
        assert_eq!(act.event.supersedes.as_deref(), Some(records[0].act.jti.as_str()));
        card.wait_for_phase("sent").await?;
        // What is kept is the new choice.
        eventually("the new number", async || {
            let card = visit.open_card("/manage.html").await?;
            card.part_there("withdraw").await?;
            Ok((card.digits().await? == "0698765432").then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn the_receipt_is_saved_with_its_record() -> Result<()> {
    visit(async |visit| {
        let card = agreed_and_back(visit).await?;
        visit
            .run("const made = URL.createObjectURL; URL.createObjectURL = (file) => { window.file = file; return made.call(URL, file); }")
            .await?;
        card.part("receipt").await?.click().await?;
        let saved: Value = serde_json::from_str(visit.run("return window.file.text()").await?.as_str().context("a file")?)?;
        let stored = &visit.shop.records().await?[0];
        assert_eq!((saved["consent"].as_str(), saved["receipt"].as_str()), (Some(stored.compact.as_str()), Some(stored.compact_receipt.as_str())));
        let link = saved["withdraw_url"].as_str().context("where to withdraw")?;
        assert!(link.contains("/manage/"), "{link}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_kept_can_be_read_by_nobody_else_and_goes_with_the_consent() -> Result<()> {
    const KEPT: &str = "const database = await new Promise((ok) => {
            const request = indexedDB.open('whatsapp-opt-in-queue');
            request.onsuccess = () => ok(request.result);
        });
        const rows = await new Promise((ok) => {
            const request = database.transaction('choices').objectStore('choices').getAll();
            request.onsuccess = () => ok(request.result);
        });
        database.close();
        return rows.map((row) => Object.keys(row).sort().join() + new TextDecoder('latin1').decode(row.sealed));";
    visit(async |visit| {
        let card = agreed_and_back(visit).await?;
        let kept = visit.run(KEPT).await?;
        let rows = kept.as_array().context("rows")?;
        assert_eq!(rows.len(), 1);
        let row = rows[0].as_str().context("a row")?;
        assert!(row.starts_with("added,iv,sealed") && !row.contains("612345678"), "sealed");
        card.part("withdraw").await?.click().await?;
        eventually("nothing is kept", async || {
            Ok((visit.run(KEPT).await? == Value::Array(Vec::new())).then_some(()))
        })
        .await
    })
    .await
}

/// What a QR code says.
async fn scanned(card: &Card) -> Result<String> {
    let drawn = card
        .call(
            "const svg = arguments[0].shadowRoot.querySelector('[part=qr]');
             return { size: svg.viewBox.baseVal.width - 8, path: svg.firstChild.getAttribute('d') }",
        )
        .await?;
    let size = usize::try_from(drawn["size"].as_u64().context("a size")?)?;
    let mut dark = vec![false; size * size];
    for module in drawn["path"].as_str().context("a path")?.split('M').skip(1) {
        let place = module.split('h').next().context("a place")?;
        let (x, y) = place.split_once(' ').context("two numbers")?;
        dark[y.parse::<usize>()? * size + x.parse::<usize>()?] = true;
    }
    let grid = rqrr::Grid::new(rqrr::SimpleGrid::from_func(size, |x, y| dark[y * size + x]));
    Ok(grid.decode()?.1)
}

#[tokio::test]
async fn a_number_is_confirmed_by_a_link_and_on_wide_screens_by_a_picture_of_it() -> Result<()> {
    let arguments = vec!["--whatsapp-number", "+14155550123", "--whatsapp-app-secret", "secret-of-the-test"];
    let site = Site { arguments, ..Site::fixtures() };
    visit_site(site, async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let confirm = card.part_there("confirm").await?;
        let href = confirm.attr("href").await?.context("an address")?;
        ensure!(href.starts_with("https://wa.me/14155550123?text="), "{href}");
        assert_eq!(confirm.text().await?, "Confirm on WhatsApp");
        assert_eq!(confirm.attr("rel").await?.as_deref(), Some("noopener"));
        let consent = visit.event("consent").await?;
        assert_eq!(consent["confirm"].as_str(), Some(href.as_str()));
        assert_eq!(scanned(&card).await?, href, "what a camera reads is the link");
        let picture = card.part("qr").await?;
        assert_eq!(
            (picture.attr("role").await?.as_deref(), picture.attr("aria-label").await?.as_deref()),
            (Some("img"), Some("Confirm on WhatsApp"))
        );
        is_accessible(visit, "to confirm").await?;
        visit.picture("card-confirm").await?;
        // Copied for another device, and said so.
        visit.run("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } })").await?;
        card.part("copy").await?.click().await?;
        card.wait_for_text("note", "The link is copied.").await?;
        assert_eq!(visit.run("return window.copied").await?.as_str(), Some(href.as_str()));
        // Unticking ends all that.
        card.tick().await?;
        visit.shop.wait_for_records(2).await?;
        eventually("the panel goes", async || Ok(card.part("confirm").await.is_err().then_some(()))).await?;
        card.part_there("note").await?;
        card.wait_for_text("note", "Your consent is withdrawn.").await?;
        assert!(card.part("confirm").await.is_err());

        Dress::NARROW.put_on(visit).await?;
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.part_there("confirm").await?;
        if visit.run("return innerWidth").await?.as_f64().is_some_and(|width| width < 600.0) {
            assert!(card.part("qr").await.is_err(), "whoever holds a telephone follows the link");
        }
        Ok(())
    })
    .await
}
