//! A field among fields: reset, disabled, several of one kind, and the wrong kind of form.

use anyhow::Result;
use browser_tests::{Visit, eventually, visit};
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

/// Makes every signature of the page take this long, so that a submission surely comes before it.
async fn slow_signatures(visit: &Visit, ms: u32) -> Result<()> {
    let script = format!(
        "const sign = crypto.subtle.sign.bind(crypto.subtle);
         crypto.subtle.sign = async (...given) => {{
             await new Promise((done) => setTimeout(done, {ms}));
             return sign(...given);
         }};"
    );
    visit.run(&script).await?;
    Ok(())
}

/// Waits for the confirmation.
async fn is_ordered(visit: &Visit) -> Result<()> {
    eventually("the order is confirmed", async || {
        Ok(visit.browser.current_url().await?.path().ends_with("/checkout").then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_submission_waits_for_the_signature() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        slow_signatures(visit, 800).await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("signing").await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        visit.shop.wait_for_records(1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_failed_challenge_does_not_let_a_held_submission_go_early() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.call("arguments[0].challengeUrl = '/nothing-here'").await?;
        // The answer comes when the submission is held already.
        visit
            .run(
                "const real = window.fetch;
                 window.fetch = async (url, init) => {
                     if (String(url).includes('nothing')) await new Promise((done) => setTimeout(done, 1000));
                     return real(url, init);
                 };",
            )
            .await?;
        slow_signatures(visit, 800).await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("signing").await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        assert_eq!(visit.seen().await?.events("consenterror")[0]["code"], "challenge_failed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_button_that_is_gone_meanwhile_does_not_keep_the_order() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        slow_signatures(visit, 800).await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("signing").await?;
        visit.element("[type=submit]").await?.click().await?;
        visit.run("document.querySelector('[type=submit]').remove()").await?;
        is_ordered(visit).await?;
        assert_eq!(visit.confirmed().await?, "stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_reads_the_form_itself_does_not_stop_the_post() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        // The answer of the form goes nowhere: what is stored came by the endpoint.
        visit
            .run(
                "const form = document.forms[0];
                 document.body.append(Object.assign(document.createElement('iframe'), { name: 'away' }));
                 form.target = 'away';
                 form.action = '/empty.html';
                 form.addEventListener('submit', () => new FormData(form));",
            )
            .await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        visit.element("[type=submit]").await?.click().await?;
        visit.shop.wait_for_records(1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_card_put_in_and_taken_out_many_times_still_works_and_tells_no_fault() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612345678").await?;
        visit
            .run(
                "const card = document.querySelector('whatsapp-opt-in');
                 const home = card.parentElement;
                 for (let round = 0; round < 300; round++) {
                     card.remove();
                     await new Promise((done) => setTimeout(done));
                     home.append(card);
                     await new Promise((done) => setTimeout(done));
                 }",
            )
            .await?;
        let card = visit.card("whatsapp-opt-in").await?;
        assert_eq!(card.digits().await?, "0612345678");
        let parts =
            card.call("return arguments[0].shadowRoot.querySelectorAll('[part=card]').length").await?;
        assert_eq!(parts, 1, "one card, however often it came");
        card.tick().await?;
        verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        let seen = visit.seen().await?;
        assert!(seen.of("fault").is_empty(), "{:?}", seen.of("fault"));
        Ok(())
    })
    .await
}
