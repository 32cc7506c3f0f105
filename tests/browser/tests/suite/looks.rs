//! Pictures of the card in its states, for people to look at, and what can be measured of its looks.

use anyhow::Result;
use browser_tests::{Card, Site, Visit, visit, visit_site};
use serde_json::json;

/// Window widths: a small telephone, and a desk.
const WIDTHS: [(&str, u32, u32); 2] = [("narrow", 360, 900), ("wide", 1100, 900)];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// Sets width and colour scheme where the browser lets us; the others show what they show.
async fn dress(visit: &Visit, scheme: &str, width: u32, height: u32) -> Result<()> {
    if !visit.is_chromium() {
        visit.browser.set_window_rect(0, 0, width, height).await?;
        return Ok(());
    }
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    visit.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
    visit.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
    Ok(())
}

async fn in_every_dress(visit: &Visit, state: &str) -> Result<()> {
    for (width_name, width, height) in WIDTHS {
        for scheme in SCHEMES {
            dress(visit, scheme, width, height).await?;
            visit.picture(&format!("{state}-{width_name}-{scheme}")).await?;
        }
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
    visit_site(Site::demo(), async |visit| {
        let card = visit.open_card("/").await?;
        in_every_dress(visit, "shop").await?;
        visit.element("#phone").await?.send_keys("+33612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        in_every_dress(visit, "shop-ticked").await?;
        for (_, width, height) in WIDTHS {
            dress(visit, "light", width, height).await?;
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
        in_every_dress(visit, "card-empty").await?;
        card.part("box").await?.focus().await?;
        in_every_dress(visit, "card-focus").await?;
        card.tick().await?;
        in_every_dress(visit, "card-ticked").await?;
        card.replace_number("0612").await?;
        card.part("number").await?.send_keys("\t").await?;
        card.wait_for_text("error", "too short").await?;
        in_every_dress(visit, "card-error").await?;

        let card = visit.open_card("/alone.html").await?;
        ticked(&card).await?;
        card.part("number").await?.send_keys("\t").await?;
        card.wait_for_phase("sent").await?;
        in_every_dress(visit, "card-sent").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_card_fits_a_width_of_320_pixels() -> Result<()> {
    visit(async |visit| {
        visit.open_card("/looks.html").await?;
        dress(visit, "light", 320, 800).await?;
        if visit.is_chromium() {
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
        visit.browser.action_chain().send_keys("\t").perform().await?;
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
