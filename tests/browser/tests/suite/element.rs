//! A custom element as frameworks treat it: moved, removed, added again, configured before it is known.

use anyhow::Result;
use browser_tests::{eventually, visit};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

#[tokio::test]
async fn a_move_in_the_page_keeps_everything() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let before = card.wait_for_response().await?;
        visit.run("document.forms[0].prepend(document.getElementById('card'))").await?;
        let moved = visit.card("#card").await?;
        assert!(moved.is_ticked().await?);
        assert_eq!(moved.digits().await?, "0612345678");
        assert_eq!(moved.response().await?, Some(before.clone()));
        assert_eq!(visit.form_value("whatsapp_consent").await?, Some(before));
        assert_eq!(visit.seen().await?.events("ready").len(), 1, "it is the same card, not a new one");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn removed_and_added_again_it_still_knows_and_still_works() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        card.wait_for_response().await?;
        visit.run("window.kept = document.getElementById('card'); kept.remove();").await?;
        visit.run("await new Promise((done) => setTimeout(done, 100))").await?;
        assert_eq!(visit.form_value("whatsapp_consent").await?, None, "outside the form it sends nothing");
        visit.run("document.getElementById('choices').append(kept)").await?;
        let again = visit.card("#card").await?;
        eventually("the tick is back", async || Ok(again.is_ticked().await.unwrap_or(false).then_some(())))
            .await?;
        let record = visit.record_in_form("whatsapp_consent").await?;
        assert_eq!(verify_act(&record, &AwsLc, &Expect::default())?.e164(), "+33612345678");
        // It listens again, once: one click, one change.
        again.tick().await?;
        eventually("unticked", async || Ok((!again.is_ticked().await?).then_some(()))).await?;
        eventually("no record", async || {
            Ok(visit.form_value("whatsapp_consent").await?.is_none().then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_card_made_by_a_script_works_like_one_in_the_markup() -> Result<()> {
    visit(async |visit| {
        visit.open("/empty.html").await?;
        visit
            .run(
                "await customElements.whenDefined('whatsapp-opt-in');
                 const card = document.createElement('whatsapp-opt-in');
                 Object.assign(card, { company: 'Acme', privacyUrl: '/privacy', purposes: 'offers', country: 'FR' });
                 document.body.append(card);",
            )
            .await?;
        let card = visit.card("whatsapp-opt-in").await?;
        card.box_of("marketing").await?.click().await?;
        card.type_number("0612345678").await?;
        verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn properties_set_before_the_element_is_known_are_kept() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/upgrade.html").await?;
        card.wait_for_text("card", "Early may send me order confirmations").await?;
        assert_eq!(card.country().await?, "GB");
        eventually("the number", async || Ok(card.number().await?.contains("123456").then_some(()))).await?;
        card.tick().await?;
        let record = visit.record_in_form("early_consent").await?;
        let act = verify_act(&record, &AwsLc, &Expect::default())?;
        assert_eq!((act.e164(), act.controller.name.as_str()), ("+447400123456", "Early"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn importing_the_class_registers_nothing() -> Result<()> {
    visit(async |visit| {
        visit.open("/class.html").await?;
        let card = visit.card("acme-opt-in").await?;
        assert_eq!(visit.run("return document.body.dataset.known").await?, "false");
        assert!(card.shown().await?.contains("Acme"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn changed_attributes_change_the_words_and_the_record() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let before = card.wait_for_response().await?;
        card.call("arguments[0].company = 'Bravo'; arguments[0].setAttribute('lang', 'fr')").await?;
        card.wait_for_text("card", "Bravo").await?;
        eventually("a record in the new words", async || {
            let Some(record) = card.response().await?.filter(|record| *record != before) else {
                return Ok(None);
            };
            let act = verify_act(&record, &AwsLc, &Expect::default())?;
            Ok((act.controller.name == "Bravo" && act.notice.language == "fr").then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn the_page_hears_input_and_change() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.type_number("0").await?;
        card.tick().await?;
        let seen = visit.seen().await?;
        assert!(!seen.events("input").is_empty() && !seen.events("change").is_empty());
        assert_eq!(seen.events("ready").len(), 1);
        Ok(())
    })
    .await
}
