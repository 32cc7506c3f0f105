//! Pictures of the card in its states, for people to look at, and what can be measured of its looks.

use anyhow::Result;
use browser_tests::{Card, Dress, Key, Site, Visit, visit, visit_site};

/// Every state is pictured in each of these, as far as the browser lets us dress it.
const DRESSES: [Dress; 4] = [
    Dress::WIDE,
    Dress { name: "wide-dark", ..Dress::DARK },
    Dress::NARROW,
    Dress { name: "narrow-dark", scheme: "dark", ..Dress::NARROW },
];

async fn in_every_dress(visit: &Visit, state: &str) -> Result<()> {
    for dress in DRESSES {
        if dress.is_possible(visit)? {
            dress.put_on(visit).await?;
            visit.picture(&format!("{state}-{}", dress.name)).await?;
        }
    }
    Ok(())
}

/// The same from left to right and from right to left.
async fn in_both_directions(visit: &Visit, card: &Card, state: &str) -> Result<()> {
    for direction in ["rtl", "ltr"] {
        card.turn(direction).await?;
        in_every_dress(visit, &format!("{state}-{direction}")).await?;
    }
    Ok(())
}

/// The page must not scroll sideways.
async fn fits(visit: &Visit) -> Result<()> {
    let over = visit
        .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await?;
    assert!(over.as_i64().is_some_and(|over| over <= 0), "the page is {over} px too wide");
    Ok(())
}

async fn ticked(card: &Card) -> Result<()> {
    card.tick().await?;
    card.type_number("0612345678").await?;
    card.wait_for_response().await?;
    Ok(())
}

#[tokio::test]
async fn the_demo_shop_is_pictured() -> Result<()> {
    visit_site(Site::demo()?, async |visit| {
        let card = visit.open_card("/shop/checkout/").await?;
        in_every_dress(visit, "shop").await?;
        visit.element("#phone").await?.send_keys("+33612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        in_every_dress(visit, "shop-ticked").await?;
        for dress in [Dress::WIDE, Dress::NARROW] {
            dress.put_on(visit).await?;
            fits(visit).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_is_pictured_in_its_states() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        in_both_directions(visit, &card, "card-empty").await?;
        card.part("box").await?.focus().await?;
        in_every_dress(visit, "card-focus").await?;
        card.tick().await?;
        in_both_directions(visit, &card, "card-ticked").await?;
        card.replace_number("0612").await?;
        card.press(Key::Tab).await?;
        card.wait_for_text("error", "too short").await?;
        in_both_directions(visit, &card, "card-error").await?;
        if Dress::FORCED.is_possible(visit)? {
            Dress::FORCED.put_on(visit).await?;
            visit.picture("card-error-forced").await?;
        }

        let card = visit.open_card("/alone.html").await?;
        ticked(&card).await?;
        card.press(Key::Tab).await?;
        card.wait_for_phase("sent").await?;
        in_every_dress(visit, "card-sent").await?;
        visit.shop.down().await?;
        card.tick().await?;
        card.wait_for_phase("retrying").await?;
        in_every_dress(visit, "card-queued").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_fits_a_width_of_320_pixels() -> Result<()> {
    visit(async |visit| {
        visit.open_card("/looks.html").await?;
        Dress::NARROWEST.put_on(visit).await?;
        if visit.can("the other browsers' windows are not that narrow")? {
            fits(visit).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn whoever_tabs_sees_where_they_are() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        visit.run("document.body.tabIndex = -1; document.body.focus()").await?;
        card.press(Key::Tab).await?;
        let outline = card
            .call(
                "const focused = arguments[0].shadowRoot.activeElement;
                 const style = getComputedStyle(focused);
                 return { part: focused.getAttribute('part'), outline: parseFloat(style.outlineWidth), shadow: style.boxShadow }",
            )
            .await?;
        assert_eq!(outline["part"], "box", "the box comes first: {outline}");
        let ring = outline["outline"].as_f64().unwrap_or(0.0) >= 2.0 || outline["shadow"] != "none";
        assert!(ring, "a ring of two pixels or more: {outline}");
        Ok(())
    })
    .await
}
