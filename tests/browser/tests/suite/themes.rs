//! The ready themes: on the card's own properties, legible in light and dark, from right to left and on narrow screens.

use anyhow::Result;
use browser_tests::{Dress, eventually, visit};
use serde_json::json;

use crate::accessible::is_accessible;

const ACCENT: &str =
    "return getComputedStyle(arguments[0]).getPropertyValue('--whatsapp-opt-in-accent').trim()";

#[tokio::test]
async fn each_theme_is_legible_with_an_error_and_a_tick_in_arabic() -> Result<()> {
    visit(async |visit| {
        for theme in ["whatsapp", "neutral", "contrast"] {
            let card = visit.open_card("/languages.html?ar").await?;
            card.call(&format!("arguments[0].theme = '{theme}'; arguments[0].company = 'متجر أكمي'")).await?;
            eventually("the theme", async || Ok((card.call(ACCENT).await? != "").then_some(()))).await?;
            card.wait_for_text("card", "متجر أكمي").await?;
            card.tick().await?;
            card.replace_number("0612").await?;
            card.call("arguments[0].reportValidity()").await?;
            eventually("an error", async || Ok((!card.text("error").await?.is_empty()).then_some(())))
                .await?;
            is_accessible(visit, theme).await?;
            for dress in [Dress::WIDE, Dress::DARK, Dress::NARROWEST] {
                if dress.is_possible(visit)? {
                    dress.put_on(visit).await?;
                    visit.picture(&format!("theme-{theme}-ar-{}", dress.name)).await?;
                }
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_page_itself_sets_wins_over_a_theme() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/looks.html").await?;
        card.call("arguments[0].theme = 'neutral'").await?;
        eventually("the theme", async || Ok((card.call(ACCENT).await? != "").then_some(()))).await?;
        visit
            .run(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('whatsapp-opt-in { --whatsapp-opt-in-accent: rgb(1, 2, 3) }');
                 document.adoptedStyleSheets = [sheet];",
            )
            .await?;
        assert_eq!(card.call(ACCENT).await?, json!("rgb(1, 2, 3)"));
        let other = visit.card("#two").await?;
        other.call("arguments[0].theme = 'no-such-theme'").await?;
        assert_eq!(other.call(ACCENT).await?, json!("rgb(1, 2, 3)"), "an unknown theme changes nothing");
        Ok(())
    })
    .await
}
