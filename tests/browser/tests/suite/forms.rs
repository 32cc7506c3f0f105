//! A field among fields: reset, disabled, several of one kind, and the wrong kind of form.

use anyhow::Result;
use browser_tests::{eventually, visit};
use whatsapp_opt_in::consent::{AwsLc, Category, Expect, verify_act};

#[tokio::test]
async fn a_reset_takes_the_tick_and_the_record_away() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        visit.record_in_form("whatsapp_consent").await?;
        visit.element("[type=reset]").await?.click().await?;
        eventually("the box is empty again", async || Ok((!card.is_ticked().await?).then_some(()))).await?;
        assert_eq!(card.number().await?, "");
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);
        assert_eq!(card.response().await?, None);

        // And it can be ticked again.
        card.tick().await?;
        card.type_number("0698765432").await?;
        let again = verify_act(&visit.record_in_form("whatsapp_consent").await?, &AwsLc, &Expect::default())?;
        assert_eq!(again.e164(), "+33698765432");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_disabled_fieldset_switches_the_card_off_and_on() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        visit.record_in_form("whatsapp_consent").await?;
        visit.run("document.getElementById('choices').disabled = true").await?;
        let number = card.part("number").await?;
        eventually("the field is off", async || Ok((!number.is_enabled().await?).then_some(()))).await?;
        assert!(
            !card.part("box").await?.is_enabled().await? && !card.part("country").await?.is_enabled().await?
        );
        assert_eq!(visit.form_value("whatsapp_consent").await?, None, "disabled fields are not submitted");
        visit.run("document.getElementById('choices').disabled = false").await?;
        eventually("the field is on", async || Ok(number.is_enabled().await?.then_some(()))).await?;
        assert!(visit.form_value("whatsapp_consent").await?.is_some());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn several_cards_on_one_page_keep_to_themselves() -> Result<()> {
    visit(async |visit| {
        visit.open("/two.html").await?;
        let (first, second) = (visit.card("#first").await?, visit.card("#second").await?);
        first.tick().await?;
        first.type_number("0612345678").await?;
        second.box_of("marketing").await?.click().await?;
        second.type_number("015123456789").await?;
        let one = verify_act(&visit.record_in_form("whatsapp_consent").await?, &AwsLc, &Expect::default())?;
        let two = verify_act(&visit.record_in_form("second_consent").await?, &AwsLc, &Expect::default())?;
        assert_eq!((one.e164(), one.controller.name.as_str()), ("+33612345678", "Acme"));
        assert_eq!((two.e164(), two.controller.name.as_str()), ("+4915123456789", "Beta"));
        assert_ne!(one.jti, two.jti);
        assert_eq!((one.notice.language.as_str(), two.notice.language.as_str()), ("en", "fr"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_category_has_a_box_of_its_own_and_grants_only_its_purposes() -> Result<()> {
    visit(async |visit| {
        visit.open("/two.html").await?;
        let card = visit.card("#second").await?;
        card.type_number("015123456789").await?;
        let granted = async || -> Result<Vec<Category>> {
            let Some(compact) = card.response().await? else { return Ok(Vec::new()) };
            let act = verify_act(&compact, &AwsLc, &Expect::default())?;
            Ok(act.purposes.iter().filter(|p| p.granted).map(|p| p.category).collect())
        };
        card.box_of("marketing").await?.click().await?;
        eventually("offers alone", async || Ok((granted().await? == [Category::Marketing]).then_some(())))
            .await?;
        card.box_of("utility").await?.click().await?;
        eventually("both", async || Ok((granted().await?.len() == 2).then_some(()))).await?;
        card.box_of("marketing").await?.click().await?;
        eventually("order confirmations alone", async || {
            Ok((granted().await? == [Category::Utility]).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_form_sent_with_get_carries_no_record() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/get.html").await?;
        let error = visit.event("consenterror").await?;
        assert_eq!(error["code"], "form_method_get");
        card.tick().await?;
        card.type_number("0612345678").await?;
        card.wait_for_response().await?;
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);
        visit.element("[type=submit]").await?.click().await?;
        let url = eventually("the form is sent", async || {
            let url = visit.browser.current_url().await?;
            Ok(url.query().is_some().then_some(url))
        })
        .await?;
        assert!(!url.as_str().contains("whatsapp_consent") && !url.as_str().contains("612345678"), "{url}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_submission_waits_for_the_signature() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.type_number("0612345678").await?;
        let (tick, submit) = (card.part("box").await?, visit.element("[type=submit]").await?);
        // As close together as two clicks of a person can be.
        visit.browser.action_chain().click_element(&tick).click_element(&submit).perform().await?;
        eventually("the order is confirmed", async || {
            Ok(visit.browser.current_url().await?.path().ends_with("/checkout").then_some(()))
        })
        .await?;
        assert_eq!(visit.confirmed().await?, "stored");
        visit.shop.wait_for_records(1).await?;
        Ok(())
    })
    .await
}
