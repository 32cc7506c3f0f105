//! The card in other languages, and in a site's own words: what is shown is what is signed.

use std::path::Path;

use anyhow::{Context, Result};
use browser_tests::{Card, Environment, Site, Visit, spoiled, visit, visit_site};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::{Act, AwsLc, Category, Expect, Purpose, PurposeId, sha256_hex, verify_act};
use whatsapp_opt_in::text::{Prompt, Texts, for_language};

/// What the page `languages.html` asks for.
const PURPOSES: [PurposeId; 4] =
    [PurposeId::OrderConfirmation, PurposeId::DeliveryStatus, PurposeId::Offers, PurposeId::SignInCode];

fn prompt(texts: &Texts) -> Prompt {
    let purposes: Vec<_> = PURPOSES.iter().map(|id| Purpose::catalogue(*id, texts)).collect();
    Prompt::new(texts, "Acme", &purposes)
}

/// The notice as a person reads it: the words beside the boxes and below, in the order of the document.
async fn seen(card: &Card) -> Result<String> {
    let script = "const parts = arguments[0].shadowRoot.querySelectorAll('[part=choice], [part=stop], [part=privacy]');
        return [...parts].filter((part) => part.checkVisibility()).map((part) => part.innerText.trim()).join('\\n')";
    Ok(card.call(script).await?.as_str().context("text")?.to_owned())
}

/// Ticks the first box, types a number and reads the act.
async fn act(card: &Card) -> Result<Act> {
    card.tick().await?;
    card.type_number("0612345678").await?;
    let compact = card.wait_for_response().await?;
    Ok((*verify_act(&compact, &AwsLc, &Expect::default())?).clone())
}

/// The names of the boxes and every static text, as the browser tells assistive technology, in reading order.
async fn told(visit: &Visit) -> Result<(Vec<String>, String)> {
    visit.devtools("Accessibility.enable", json!({})).await?;
    let tree = visit.devtools("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("nodes")?;
    let mut boxes = Vec::new();
    let mut texts = String::new();
    let mut stack = vec![nodes.first().context("a root")?];
    while let Some(node) = stack.pop() {
        let name = node["name"]["value"].as_str().unwrap_or_default();
        match node["role"]["value"].as_str() {
            Some("checkbox") => boxes.push(name.to_owned()),
            Some("StaticText") => texts += name,
            _ => {}
        }
        let children = node["childIds"].as_array().map(Vec::as_slice).unwrap_or_default();
        let child = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
        stack.extend(children.iter().rev().filter_map(child));
    }
    Ok((boxes, texts))
}

#[tokio::test]
async fn an_element_that_is_told_its_language_once_it_is_on_the_page_speaks_it() -> Result<()> {
    visit(async |visit| {
        visit.open_card("/checkout.html").await?;
        visit
            .run(
                "const card = document.createElement('whatsapp-opt-in');
                 card.id = 'later';
                 document.forms[0].append(card);
                 Object.assign(card, { lang: 'fr', company: 'Acme', purposes: 'offers', privacyUrl: '/privacy' });",
            )
            .await?;
        let card = visit.card("#later").await?;
        card.wait_for_text("privacy", for_language("fr").privacy).await?;
        card.tick().await?;
        card.type_number("+33612345678").await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert_eq!(act.notice.language, "fr");
        assert!(act.notice.text.ends_with(for_language("fr").privacy));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_read_is_what_is_signed_in_languages_of_four_scripts() -> Result<()> {
    visit(async |visit| {
        for (language, tag) in [
            ("en", "en-GB"),
            ("fr", "fr-CA"),
            ("ar", "ar"),
            ("ja", "ja-JP"),
            ("pt", "pt-BR"),
            ("zh-Hant", "zh-TW"),
        ] {
            let card = visit.open_card(&format!("/languages.html?{tag}")).await?;
            let texts = for_language(tag);
            let notice = prompt(texts).notice_text();
            assert_eq!(seen(&card).await?, notice, "{tag}");
            assert_eq!(card.part("card").await?.attr("dir").await?.as_deref(), Some(texts.dir));
            assert_eq!(card.part("card").await?.attr("lang").await?.as_deref(), Some(language));
            if visit.can("only Chromium's WebDriver gives the whole accessibility tree")? {
                let (boxes, told) = told(visit).await?;
                let lines: Vec<&str> = notice.lines().collect();
                assert_eq!(boxes, lines[..3], "the name of each box is its sentence");
                let mut rest = told.as_str();
                for line in lines {
                    let (_, after) = rest
                        .split_once(line)
                        .with_context(|| format!("{line:?} in its place in {told:?}"))?;
                    rest = after;
                }
            }
            let act = act(&card).await?;
            assert_eq!((act.notice.text.as_str(), act.notice.language.as_str()), (notice.as_str(), language));
            assert_eq!(act.notice.sha256, sha256_hex(notice.as_bytes()));
            assert_eq!(serde_json::to_value(&act.withdrawal)?, json!([{ "keyword": texts.keyword }]));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_pays_for_its_own_language_only() -> Result<()> {
    visit(async |visit| {
        for (tag, files) in [("en", 0), ("de", 1), ("tlh", 0)] {
            visit.open_card(&format!("/languages.html?{tag}")).await?;
            let script = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.includes('/locales/'))";
            let loaded = visit.run(script).await?;
            let loaded: Vec<&str> = loaded.as_array().context("a list")?.iter().filter_map(Value::as_str).collect();
            assert_eq!(loaded.len(), files, "{tag}: {loaded:?}");
            assert!(loaded.iter().all(|name| name.contains(&format!("/locales/{tag}."))), "{loaded:?}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn countries_are_named_in_the_cards_language_also_when_it_changes() -> Result<()> {
    visit(async |visit| {
        let name = "arguments[0].shadowRoot.querySelector('option[value=DE]').textContent";
        for (tag, germany) in [("fr", "Allemagne +49"), ("ar", "ألمانيا +49")] {
            let card = visit.open_card(&format!("/languages.html?{tag}")).await?;
            card.choose_country("DE").await?;
            assert_eq!(card.call(&format!("return {name}")).await?, germany);
        }
        Ok(())
    })
    .await
}

/// A copy of the package whose French file says something else.
fn falsified(dist: &Path) -> Result<tempfile::TempDir> {
    let copy = spoiled(dist, "none", None)?;
    let locales = copy.path().join("locales");
    std::fs::create_dir_all(&locales)?;
    for entry in std::fs::read_dir(dist.join("locales"))? {
        let entry = entry?;
        let text = std::fs::read_to_string(entry.path())?;
        std::fs::write(
            locales.join(entry.file_name()),
            text.replace("peut m’envoyer", "peut m’envoyer tout,"),
        )?;
    }
    Ok(copy)
}

#[tokio::test]
async fn a_language_that_does_not_load_or_was_altered_leaves_a_sound_card_in_english() -> Result<()> {
    let dist = Environment::read()?.dist;
    let (missing, altered) = (spoiled(&dist, "none", None)?, falsified(&dist)?);
    std::fs::remove_dir_all(missing.path().join("locales")).ok();
    for package in [missing.path(), altered.path()] {
        let site = Site { package: Some(package.to_owned()), ..Site::fixtures() };
        visit_site(site, async |visit| {
            let card = visit.open_card("/languages.html?fr").await?;
            let error = visit.event("consenterror").await?;
            assert_eq!(error["code"], "texts_failed", "{error}");
            let notice = prompt(for_language("en")).notice_text();
            assert_eq!(seen(&card).await?, notice);
            let act = act(&card).await?;
            assert_eq!((act.notice.text, act.notice.language.as_str()), (notice, "en"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_sites_own_words_and_purposes_are_shown_granted_one_by_one_and_signed() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/own.html").await?;
        let notice = "J’accepte de recevoir ses bons plans et le programme de ses stages de la part de Acme sur WhatsApp.\n\
            J’accepte de recevoir des rappels de mes cours de yoga de la part de Acme sur WhatsApp.\n\
            Répondez STOP à tout moment pour ne plus recevoir ces messages.\n\
            Politique de confidentialité";
        assert_eq!(seen(&card).await?, notice);
        card.box_of("utility").await?.click().await?;
        card.type_number("0612345678").await?;
        let compact = visit.record_in_form("whatsapp_consent").await?;
        let act = (*verify_act(&compact, &AwsLc, &Expect::default())?).clone();
        assert_eq!((act.notice.text.as_str(), act.notice.language.as_str()), (notice, "fr"));
        let purposes: Vec<_> = act.purposes.iter().map(|p| (p.id.as_str(), p.category, p.granted)).collect();
        use Category::{Marketing, Utility};
        let one = [("offers", Marketing, false), ("class-reminder", Utility, true), ("retreats", Marketing, false)];
        assert_eq!(purposes, one);
        // The other one as well, and the first one back.
        card.box_of("marketing").await?.click().await?;
        card.box_of("utility").await?.click().await?;
        let granted = async || -> Result<Option<()>> {
            let Some(compact) = visit.form_value("whatsapp_consent").await?.filter(|value| !value.is_empty()) else {
                return Ok(None);
            };
            let act = verify_act(&compact, &AwsLc, &Expect::default())?;
            let granted: Vec<bool> = act.purposes.iter().map(|purpose| purpose.granted).collect();
            Ok((granted == [true, false, true]).then_some(()))
        };
        browser_tests::eventually("marketing alone is granted", granted).await
    })
    .await
}

#[tokio::test]
async fn settings_that_make_no_notice_are_named_and_the_fallback_stands() -> Result<()> {
    for (json, code) in [
        (r#"{"texts": {"consent": "Send me {purposes}."}}"#, "text_invalid"),
        (r#"{"purposes": [{"id": "yoga", "category": "fun", "text": "yoga"}]}"#, "purpose_invalid"),
        ("{", "purpose_invalid"),
    ] {
        visit(async |visit| {
            let card = visit.open_card("/own.html").await?;
            let script = format!(
                "const script = document.createElement('script');
                 script.type = 'application/json';
                 script.append({});
                 arguments[0].replaceChildren(script)",
                json!(json)
            );
            card.call(&script).await?;
            let error = visit.event("consenterror").await?;
            assert_eq!(error["code"], code, "{error}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn long_words_and_other_scripts_fit_a_narrow_and_a_wide_card() -> Result<()> {
    visit(async |visit| {
        for tag in ["en", "fr", "de", "ar", "ja"] {
            let card = visit.open_card(&format!("/languages.html?{tag}")).await?;
            card.tick().await?;
            card.type_number("0612").await?;
            card.part("number").await?.send_keys("\t").await?;
            for width in [320, 720] {
                if visit.can("the other browsers' windows keep their width")? {
                    let screen = json!({ "width": width, "height": 700, "deviceScaleFactor": 2, "mobile": false });
                    visit.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
                }
                let over = "const card = arguments[0].shadowRoot.querySelector('[part=card]');
                    return [...card.querySelectorAll('*'), document.documentElement].filter((e) => e.scrollWidth > e.clientWidth + 1
                        && getComputedStyle(e).display !== 'inline' && !e.matches('select, svg, svg *')).map((e) => e.getAttribute('part') ?? e.localName)";
                let over = card.call(over).await?;
                visit.picture(&format!("language-{tag}-{width}")).await?;
                assert_eq!(over, json!([]), "{tag} at {width} pixels");
            }
        }
        Ok(())
    })
    .await
}
