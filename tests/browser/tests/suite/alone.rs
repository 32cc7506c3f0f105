//! Cards that no form carries: what goes out goes out by itself, when the person is done and not before.

use std::time::Duration;

use anyhow::{Context, Result};
use browser_tests::{By, Visit, eventually, visit};
use whatsapp_opt_in::consent::EventType;

/// The numbers the receiver has, oldest first.
async fn numbers(visit: &Visit) -> Result<Vec<String>> {
    Ok(visit.shop.records().await?.iter().map(|act| act.act.e164().to_owned()).collect())
}

async fn wait_for(visit: &Visit, number: &str) -> Result<()> {
    eventually(&format!("{number} is stored"), async || {
        Ok((numbers(visit).await?.last().map(String::as_str) == Some(number)).then_some(()))
    })
    .await
}

/// Germany has numbers of many lengths: the beginning of one may be another's.
#[tokio::test]
async fn a_number_typed_in_the_pages_own_field_goes_out_once_it_is_left() -> Result<()> {
    visit(async |visit| {
        visit.open("/alone.html").await?;
        visit
            .run(
                "const field = Object.assign(document.createElement('input'), { id: 'own', type: 'tel' });
                 document.body.prepend(field);
                 Object.assign(document.getElementById('card'), { country: 'DE', for: 'own' });",
            )
            .await?;
        let card = visit.card("#card").await?;
        card.tick().await?;
        let field = visit.element("#own").await?;
        field.send_keys("03012345").await?;
        tokio::time::sleep(Duration::from_millis(800)).await;
        field.send_keys("678").await?;
        tokio::time::sleep(Duration::from_millis(800)).await;
        assert_eq!(numbers(visit).await?, [""; 0], "nobody has left the field");
        // The key; Firefox would write the character.
        field.send_keys("\u{e004}").await?;
        wait_for(visit, "+493012345678").await?;
        assert_eq!(numbers(visit).await?.len(), 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn another_country_goes_out_like_another_number() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("sent").await?;
        card.replace_number("612345678").await?;
        card.choose_country("ES").await?;
        wait_for(visit, "+34612345678").await?;
        card.wait_for_phase("sent").await
    })
    .await
}

#[tokio::test]
async fn without_an_endpoint_the_page_is_told_of_taking_back_too() -> Result<()> {
    visit(async |visit| {
        visit.open("/alone.html").await?;
        visit.run("document.getElementById('card').removeAttribute('endpoint')").await?;
        let card = visit.card("#card").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        let given = visit.event("consent").await?;
        let jti = given["claims"]["jti"].as_str().context("a jti")?.to_owned();
        card.tick().await?;
        let taken = visit.event("withdraw").await?;
        assert_eq!(taken["claims"]["event"]["type"], "ConsentWithdrawn");
        assert_eq!(taken["claims"]["event"]["supersedes"], jti);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_card_taken_away_while_it_signs_sends_when_it_is_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.type_number("0612345678").await?;
        visit
            .run(
                "const sign = crypto.subtle.sign.bind(crypto.subtle);
                 crypto.subtle.sign = async (...all) => {
                     const card = document.getElementById('card');
                     crypto.subtle.sign = sign;
                     card.remove();
                     await new Promise((go) => setTimeout(go, 50));
                     document.body.append(card);
                     return sign(...all);
                 };",
            )
            .await?;
        card.tick().await?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let card = visit.card("#card").await?;
        card.wait_for_phase("sent").await?;
        let acts = visit.shop.records().await?;
        assert!(acts.iter().all(|act| act.act.event.kind == EventType::ConsentGiven), "{}", acts.len());
        Ok(())
    })
    .await
}

/// A field of that name hides the form's own `method` from scripts.
#[tokio::test]
async fn a_form_sent_with_get_is_known_by_its_own_method() -> Result<()> {
    visit(async |visit| {
        visit.open("/get.html").await?;
        visit
            .run(
                "const choice = Object.assign(document.createElement('select'), { name: 'method' });
                 choice.append(new Option('Express', 'post'));
                 document.querySelector('form').prepend(choice);",
            )
            .await?;
        let card = visit.card("#card").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_list_of_countries_follows_language_and_settings() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        let names = async || card.call(
            "return [...arguments[0].shadowRoot.querySelector('[part=country]').options].map((o) => o.text).join()",
        ).await;
        card.part("country").await?.focus().await?;
        eventually("the list is there", async || {
            Ok(names().await?.as_str().is_some_and(|all| all.contains("Germany")).then_some(()))
        })
        .await?;
        card.call("arguments[0].lang = 'fr'").await?;
        eventually("the list is in French", async || {
            Ok(names().await?.as_str().is_some_and(|all| all.contains("Allemagne")).then_some(()))
        })
        .await?;
        card.call("arguments[0].setAttribute('countries', 'FR BE')").await?;
        eventually("the list is short", async || {
            Ok(names().await?.as_str().is_some_and(|all| all.split(',').count() == 2).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_fallback_drawn_anew_is_covered_again() -> Result<()> {
    visit(async |visit| {
        visit.open("/div.html").await?;
        visit.card("#place whatsapp-opt-in").await?;
        visit
            .run(
                "const plain = Object.assign(document.createElement('input'), { type: 'checkbox', name: 'plain' });
                 document.getElementById('place').replaceChildren(plain);",
            )
            .await?;
        let card = visit.card("#place whatsapp-opt-in").await?;
        let plain = visit.browser.find(By::Css("#place [name=plain]")).await?;
        eventually("the plain box is behind the card", async || {
            Ok((!plain.is_displayed().await? && !plain.is_enabled().await?).then_some(()))
        })
        .await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        Ok(())
    })
    .await
}
