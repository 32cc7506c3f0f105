//! The three ways to embed, and the places where pages put a card.

use anyhow::{Context, Result};
use browser_tests::{By, Card, Visit, eventually, in_shadow, visit};
use whatsapp_opt_in::consent::{AwsLc, Category, Expect, Verified, verify_act};

/// Gives consent and returns the act.
async fn consent(card: &Card) -> Result<Verified> {
    card.type_number("0612345678").await?;
    card.tick().await?;
    Ok(verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?)
}

async fn is_called_with(visit: &Visit, record: Option<&str>) -> Result<()> {
    eventually("the page's function is called", async || {
        Ok((visit.run("return document.body.dataset.called ?? null").await?.as_str() == record).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_div_with_data_attributes_becomes_a_card() -> Result<()> {
    visit(async |visit| {
        visit.open("/div.html").await?;
        let card = visit.card("#place whatsapp-opt-in").await?;
        let plain = visit.browser.find(By::Css("[name=whatsapp_opt_in]")).await?;
        assert!(!plain.is_displayed().await?, "what stood in the div is the fallback");
        let act = consent(&card).await?;
        assert_eq!((act.e164(), act.controller.name.as_str()), ("+33612345678", "Acme"));
        is_called_with(visit, card.response().await?.as_deref()).await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_div_that_comes_later_or_changes_is_followed() -> Result<()> {
    visit(async |visit| {
        visit.open("/empty.html").await?;
        visit
            .run(
                "await customElements.whenDefined('whatsapp-opt-in');
                 const wrapper = document.createElement('section');
                 const place = document.createElement('div');
                 place.id = 'place';
                 place.className = 'whatsapp-opt-in';
                 Object.assign(place.dataset, { company: 'Acme', privacyUrl: '/p', purposes: 'offers', country: 'FR' });
                 wrapper.append(place);
                 document.body.append(wrapper);",
            )
            .await?;
        let card = visit.card("#place whatsapp-opt-in").await?;
        card.box_of("marketing").await?.click().await?;
        visit.run("document.getElementById('place').dataset.company = 'Bravo'").await?;
        card.wait_for_text("card", "Bravo").await?;
        assert!(card.is_ticked().await?, "the choice stays");

        // A framework draws the div anew: the card comes back and still knows.
        visit.run("document.getElementById('place').replaceChildren()").await?;
        let again = visit.card("#place whatsapp-opt-in").await?;
        eventually("the tick is back", async || Ok(again.is_ticked().await.unwrap_or(false).then_some(())))
            .await?;
        let cards = visit.run("return document.querySelectorAll('whatsapp-opt-in').length").await?;
        assert_eq!(cards, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_script_renders_asks_resets_and_removes() -> Result<()> {
    visit(async |visit| {
        visit.open("/explicit.html").await?;
        let card = visit.card("#place whatsapp-opt-in").await?;
        assert_eq!(visit.run("return document.getElementById('untouched').childElementCount").await?, 0);
        let act = consent(&card).await?;
        let purposes: Vec<_> = act.purposes.iter().map(|p| p.id.as_str()).collect();
        assert_eq!(purposes, ["order-confirmation", "warranty"]);
        let record = card.response().await?;
        is_called_with(visit, record.as_deref()).await?;
        for which in ["", "'#place'", "rendered", "document.getElementById('place')"] {
            let asked = visit.run(&format!("return WhatsAppOptIn.getResponse({which})")).await?;
            assert_eq!(asked.as_str(), record.as_deref(), "getResponse({which})");
        }
        let same = visit.run("return WhatsAppOptIn.render('#place', { company: 'Bravo', privacyUrl: '/p', purposes: 'offers' }) === rendered");
        assert_eq!(same.await?, true, "rendering again changes the card that is there");
        card.wait_for_text("card", "Bravo").await?;
        visit.run("WhatsAppOptIn.reset(rendered)").await?;
        assert_eq!(visit.run("return WhatsAppOptIn.getResponse(rendered)").await?.as_str(), None);
        visit.run("WhatsAppOptIn.remove('#place')").await?;
        assert_eq!(visit.run("return document.getElementById('place').childElementCount").await?, 0);
        let refused = visit.run("WhatsAppOptIn.render('#nowhere', {})").await;
        assert!(refused.is_err_and(|error| error.to_string().contains("#nowhere")));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_removed_card_is_not_rendered_again_by_itself() -> Result<()> {
    visit(async |visit| {
        visit.open("/div.html").await?;
        visit.card("#place whatsapp-opt-in").await?;
        visit
            .run("WhatsAppOptIn.remove('#place'); document.getElementById('place').dataset.company = 'Bravo'")
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(visit.run("return document.getElementById('place').childElementCount").await?, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_classic_script_does_the_same() -> Result<()> {
    visit(async |visit| {
        visit.open("/classic.html").await?;
        let card = visit.card("#card").await?;
        consent(&card).await?;
        visit.card("#place whatsapp-opt-in").await?;
        assert_eq!(visit.seen().await?.complaints(), Vec::<&serde_json::Value>::new());
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_card_works_in_a_dialog_and_in_details() -> Result<()> {
    visit(async |visit| {
        visit.open("/places.html").await?;
        for (id, opening) in [
            ("#in-dialog", "document.getElementById('dialog').showModal()"),
            (
                "#in-details",
                "document.getElementById('dialog').close(); document.getElementById('details').open = true",
            ),
        ] {
            visit.run(opening).await?;
            assert_eq!(consent(&visit.card(id).await?).await?.e164(), "+33612345678", "{id}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_card_works_in_the_shadow_of_another_element() -> Result<()> {
    visit(async |visit| {
        visit.open("/places.html").await?;
        visit
            .run(
                "const root = document.getElementById('outer').attachShadow({ mode: 'open' });
                 const form = Object.assign(document.createElement('form'), { method: 'post', action: '/checkout' });
                 const phone = Object.assign(document.createElement('input'), { id: 'phone', type: 'tel' });
                 const card = document.createElement('whatsapp-opt-in');
                 Object.assign(card, { company: 'Acme', privacyUrl: '/p', purposes: 'offers', country: 'FR', for: 'phone' });
                 form.append(phone, card);
                 root.append(form);
                 phone.value = '0612345678';
                 phone.dispatchEvent(new Event('input'));",
            )
            .await?;
        let card = Card::of(in_shadow(&visit.element("#outer").await?, "whatsapp-opt-in").await?).await?;
        eventually("the number of the field beside it", async || {
            Ok((card.digits().await? == "0612345678").then_some(()))
        })
        .await?;
        card.box_of("marketing").await?.click().await?;
        let record = card.wait_for_response().await?;
        let in_form = visit
            .run("return new FormData(document.getElementById('outer').shadowRoot.querySelector('form')).get('whatsapp_consent')")
            .await?;
        assert_eq!(in_form.as_str(), Some(record.as_str()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_copy_of_a_card_is_a_card_of_its_own() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        consent(&card).await?;
        visit
            .run(
                "const old = document.getElementById('card');
                 old.replaceWith(Object.assign(old.cloneNode(true), { id: 'copy' }));",
            )
            .await?;
        let copy = visit.card("#copy").await?;
        assert!(!copy.is_ticked().await?, "nobody ticked this one");
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);
        assert_eq!(consent(&copy).await?.controller.name, "Acme");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_site_has_purposes_of_its_own() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/custom.html").await?;
        card.wait_for_text("card", "delivery updates and warranty reminders").await?;
        let act = consent(&card).await?;
        let own = act.purposes.last().context("a purpose")?;
        assert_eq!((own.id.as_str(), own.category, own.granted), ("warranty", Category::Utility, true));

        card.call("arguments[0].purposes = [{ id: 'UPPER', category: 'utility', text: 'x' }]").await?;
        assert_eq!(visit.event("consenterror").await?["code"], "purpose_invalid");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_list_of_countries_can_be_cut() -> Result<()> {
    visit(async |visit| {
        visit.open("/empty.html").await?;
        for (attribute, value, has, has_not) in
            [("countries", "FR DE", "DE", "IT"), ("excludeCountries", "it,es", "DE", "IT")]
        {
            let script = format!(
                "document.querySelector('whatsapp-opt-in')?.remove();
                 const card = document.createElement('whatsapp-opt-in');
                 Object.assign(card, {{ company: 'Acme', privacyUrl: '/p', purposes: 'offers', country: 'FR' }});
                 card.{attribute} = '{value}';
                 document.body.append(card);"
            );
            visit.run(&script).await?;
            let card = visit.card("whatsapp-opt-in").await?;
            assert_eq!(card.country().await?, "FR");
            card.choose_country(has).await?;
            let script = format!(
                "return arguments[0].shadowRoot.querySelector('[part=country] option[value={has_not}]') === null"
            );
            assert_eq!(card.call(&script).await?, true, "{attribute}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn back_from_the_next_page_the_choice_is_there() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        consent(&card).await?;
        visit.submit().await?;
        visit.browser.back().await?;
        let card = visit.card("#card").await?;
        eventually("the tick is back", async || Ok(card.is_ticked().await.unwrap_or(false).then_some(())))
            .await?;
        assert_eq!(card.digits().await?, "0612345678");
        visit.record_in_form("whatsapp_consent").await?;
        // And it still works: unticked, the form carries nothing, or a withdrawal of what it sent before.
        card.tick().await?;
        eventually("unticked", async || Ok((!card.is_ticked().await?).then_some(()))).await
    })
    .await
}

#[tokio::test]
async fn a_browser_that_fills_in_the_form_gives_the_number_and_no_consent() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        // As browsers fill in: a value and the events, not trusted as a person's.
        card.call(
            "const root = arguments[0].shadowRoot;
             const number = root.querySelector('[part=number]');
             number.value = '+33612345678';
             for (const type of ['input', 'change']) number.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
             if (arguments[0].formStateRestoreCallback) throw new Error('a script could restore what nobody ticked');",
        )
        .await?;
        assert_eq!(card.digits().await?, "33612345678");
        assert!(!card.is_ticked().await?);
        assert_eq!(card.response().await?, None);
        card.tick().await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.e164(), "+33612345678");
        Ok(())
    })
    .await
}
