//! What developers are told while they make a site: the settings judged in place, and nothing of it for shoppers.

use anyhow::Result;
use browser_tests::{Card, Visit, eventually, visit};
use serde_json::{Value, json};

/// A page whose cards are judged, as any but the suite's own is.
async fn open(visit: &Visit, attributes: Value) -> Result<Card> {
    visit.open("/empty.html").await?;
    visit
        .run(&format!(
            "document.querySelector('meta[name=whatsapp-opt-in-debug]').remove();
             await customElements.whenDefined('whatsapp-opt-in');
             const card = document.createElement('whatsapp-opt-in');
             for (const [name, value] of Object.entries({attributes})) card.setAttribute(name, value);
             document.body.append(card);"
        ))
        .await?;
    visit.card("whatsapp-opt-in").await
}

/// The console's lines of a level that are ours.
async fn console(visit: &Visit, level: &str) -> Result<Vec<String>> {
    let seen = visit.seen().await?;
    let lines = seen.of("console").into_iter().filter(|note| note["level"] == level);
    let texts = lines.filter_map(|note| note["text"].as_str().map(str::to_owned));
    Ok(texts.filter(|text| text.starts_with("<whatsapp-opt-in>")).collect())
}

async fn files(visit: &Visit) -> Result<String> {
    let names = "return performance.getEntriesByType('resource').map((entry) => entry.name).join(' ')";
    Ok(visit.run(names).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn what_breaks_a_rule_is_said_beside_the_card_until_it_is_mended() -> Result<()> {
    visit(async |visit| {
        let settings = json!({ "company": "Acme", "privacy-url": "#", "purposes": "offers", "lang": "en" });
        let card = open(visit, settings).await?;
        card.part_there("findings").await?;
        let said = card.text("findings").await?;
        assert!(said.contains("GD-05: The link to the privacy notice leads nowhere. Link the"), "{said}");
        assert!(!said.contains("GD-07"), "a warning is for the console: {said}");
        assert!(!card.shown().await?.contains("GD-05"), "the card itself, and so the notice, is as it was");
        let warned = console(visit, "warn").await?;
        assert!(warned.len() == 1 && warned[0].contains("GD-07: Neither retention"), "{warned:?}");

        card.call("Object.assign(arguments[0], { privacyUrl: '/privacy', retention: 'P3Y' })").await?;
        eventually("nothing is left to say", async || Ok(card.part("findings").await.is_err().then_some(())))
            .await?;
        assert_eq!(console(visit, "warn").await?.len(), 1, "and nothing is said twice");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn purposes_and_words_of_the_sites_own_are_judged_as_they_are_shown() -> Result<()> {
    visit(async |visit| {
        let purposes = r#"[{"id":"drinks","category":"marketing","text":{"en":"alcohol offers"}}]"#;
        let settings = json!({ "company": "Acme", "privacy-url": "/p", "retention": "P1Y", "lang": "en", "purposes": purposes });
        open(visit, settings).await?;
        let warned = eventually("a warning", async || Ok(Some(console(visit, "warn").await?).filter(|all| !all.is_empty())));
        assert!(warned.await?[0].contains("WA-22"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_card_that_is_told_not_to_and_a_page_that_says_so_load_nothing_for_it() -> Result<()> {
    visit(async |visit| {
        let settings =
            json!({ "company": "Acme", "privacy-url": "#", "purposes": "offers", "debug": "false" });
        open(visit, settings).await?;
        visit.run("await new Promise((go) => setTimeout(go, 500))").await?;
        assert!(!files(visit).await?.contains("develop.js"), "the only way there");

        // The suite's own pages, as they are.
        let card = visit.open_card("/form-only.html").await?;
        card.call("arguments[0].privacyUrl = '#'").await?;
        visit.run("await new Promise((go) => setTimeout(go, 500))").await?;
        assert!(card.part("findings").await.is_err());
        assert!(!files(visit).await?.contains("validator"), "nor the validator");
        Ok(())
    })
    .await
}
