//! The number: taken from the page, edited in the card, judged, and said to be wrong.

use anyhow::Result;
use browser_tests::{Key, visit};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

#[tokio::test]
async fn the_number_comes_from_the_pages_field_and_is_edited_in_the_card_alone() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        let field = visit.element("#phone").await?;
        field.send_keys("06 12 34 56 78").await?;
        assert_eq!(card.digits().await?, "0612345678");
        card.tick().await?;
        let taken = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!((taken.e164(), taken.ui.number_edited), ("+33612345678", false));

        card.replace_number("0698765432").await?;
        card.part("number").await?.send_keys("\t").await?;
        browser_tests::eventually("a record for the edited number", async || {
            let Some(compact) = card.response().await? else { return Ok(None) };
            let act = verify_act(&compact, &AwsLc, &Expect::default())?;
            Ok((act.e164() == "+33698765432" && act.ui.number_edited).then_some(()))
        })
        .await?;
        assert_eq!(
            field.prop("value").await?.as_deref(),
            Some("06 12 34 56 78"),
            "the page's field is the page's"
        );

        // From now on the card's number is the person's: the page's field is not followed any more.
        field.send_keys("9").await?;
        assert_eq!(card.digits().await?, "0698765432");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_invalid_number_is_said_beside_the_field_and_holds_a_ticked_form_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("061234").await?;
        visit.element("[type=submit]").await?.click().await?;
        card.wait_for_text("error", "too short").await?;
        let number = card.part("number").await?;
        assert_eq!(number.attr("aria-invalid").await?.as_deref(), Some("true"));
        let error = card.part("error").await?;
        assert_eq!(number.attr("aria-describedby").await?, error.attr("id").await?);
        assert!(visit.browser.current_url().await?.path().ends_with("/checkout.html"), "the form waits");
        assert_eq!(card.call("return arguments[0].matches(':state(invalid)')").await?, true);
        assert_eq!(
            card.call("return arguments[0].shadowRoot.activeElement?.type").await?,
            "tel",
            "where to correct it"
        );
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);

        // Corrected, it goes through.
        card.type_number("5678").await?;
        visit.record_in_form("whatsapp_consent").await?;
        assert_eq!(number.attr("aria-invalid").await?, None);
        assert_eq!(card.text("error").await?, "");
        visit.submit().await?;
        assert_eq!(visit.shop.wait_for_records(1).await?[0].act.e164(), "+33612345678");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_unticked_box_never_holds_the_order_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        card.type_number("061234").await?;
        card.tick().await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "none");
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_ticked_box_without_a_number_asks_for_one() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.tick().await?;
        visit.element("[type=submit]").await?.click().await?;
        card.wait_for_text("error", "Enter your WhatsApp number").await?;
        assert!(visit.browser.current_url().await?.path().ends_with("/checkout.html"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_number_is_read_in_the_chosen_country() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        assert_eq!(card.country().await?, "FR");
        card.choose_country("DE").await?;
        card.type_number("01512 3456789").await?;
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.e164(), "+4915123456789");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_international_number_chooses_its_country() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("+49").await?;
        browser_tests::eventually("Germany is chosen, as soon as its code is there", async || {
            Ok((card.country().await? == "DE").then_some(()))
        })
        .await?;
        card.type_number("15123456789").await?;
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.e164(), "+4915123456789");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_correction_in_the_middle_stays_where_it_was_made() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612945678").await?;
        // Five digits to the left, the wrong one goes and the right one comes.
        for _ in 0..12 {
            if card.call(BEFORE_CARET).await? == "06129" {
                break;
            }
            card.press(Key::Left).await?;
        }
        card.press(Key::Backspace + "3").await?;
        assert_eq!(card.digits().await?, "0612345678");
        assert_eq!(card.call(BEFORE_CARET).await?, "06123", "the caret is behind the digit that was typed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn backspace_and_delete_take_a_digit_away_however_the_number_is_grouped() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612345678").await?;
        browser_tests::eventually("the number is grouped, once the phone engine is there", async || {
            Ok((card.number().await? == "06 12 34 56 78").then_some(()))
        })
        .await?;
        for _ in 0..14 {
            if card.call(BEFORE_CARET).await? == "06" {
                break;
            }
            card.press(Key::Left).await?;
        }
        // Behind the 6 or before the 1: what is between them goes with the first press, if it is in the way.
        for _ in 0..2 {
            if card.digits().await?.len() == 10 {
                card.press(Key::Delete).await?;
            }
        }
        assert_eq!(card.digits().await?, "062345678", "Delete in front of a separator");
        assert_eq!(card.call(BEFORE_CARET).await?, "06");

        card.replace_number("+33").await?;
        card.press(Key::Backspace).await?;
        assert_eq!(card.number().await?, "+3", "behind a calling code");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn digits_are_grouped_while_they_are_typed_and_the_caret_stays_behind_them() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612345678").await?;
        assert_eq!(card.number().await?, "06 12 34 56 78");
        let caret = card.call("return arguments[0].shadowRoot.querySelector('[part=number]').selectionStart");
        assert_eq!(caret.await?, 14);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_an_input_method_wrote_is_read_when_it_is_done() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.call(
            "const field = arguments[0].shadowRoot.querySelector('[part=number]');
             const options = { bubbles: true, composed: true };
             field.value = '\u{ff10}\u{ff16}12345678';
             field.dispatchEvent(new InputEvent('input', { ...options, isComposing: true }));
             field.dispatchEvent(new CompositionEvent('compositionend', options));",
        )
        .await?;
        browser_tests::eventually("the number is read, once the phone engine is there", async || {
            Ok((card.number().await? == "06 12 34 56 78").then_some(()))
        })
        .await?;
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.e164(), "+33612345678");
        Ok(())
    })
    .await
}

/// The digits in front of the caret.
const BEFORE_CARET: &str = "const field = arguments[0].shadowRoot.querySelector('[part=number]');
    return field.value.slice(0, field.selectionStart).replace(/\\D/g, '');";
