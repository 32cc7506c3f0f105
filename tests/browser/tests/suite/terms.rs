//! What a site says besides: shown, signed, and in the claims made for it.

use anyhow::{Context, Result};
use browser_tests::{Card, eventually, visit};
use serde_json::json;
use whatsapp_opt_in::consent::{AwsLc, Expect, Verified, verify_act};
use whatsapp_opt_in::text::{Terms, for_language, more_for_language};

async fn signed(card: &Card, with: &str) -> Result<Verified> {
    eventually(&format!("a record that says {with:?}"), async || {
        let Some(record) = card.response().await? else { return Ok(None) };
        let act = verify_act(&record, &AwsLc, &Expect::default())?;
        Ok(act.notice.text.contains(with).then_some(act))
    })
    .await
}

#[tokio::test]
async fn what_binds_the_person_is_shown_and_signed_as_the_core_words_it() -> Result<()> {
    visit(async |visit| {
        for language in ["en", "fr", "ar", "ja"] {
            let card = visit.open_card(&format!("/languages.html?{language}")).await?;
            card.call(
                "Object.assign(arguments[0], {
                    frequency: 'About 4 messages a month.', recipients: 'Carrier, Agency', validUntil: '2027-12-31',
                    jurisdiction: 'FR', policy: 'whatsapp-2025-11 gdpr-2018: GD-05',
                 })",
            )
            .await?;
            let terms = Terms {
                frequency: Some("About 4 messages a month.".into()),
                recipients: vec!["Carrier".into(), "Agency".into()],
                until: Some("2027-12-31".into()),
            };
            let texts = for_language(language);
            let sentences = terms.sentences(texts, more_for_language(language), |_| None).context("sentences")?;
            card.wait_for_text("card", "2027-12-31").await?;
            for sentence in sentences.lines() {
                assert!(card.text("terms").await?.contains(sentence), "{language}: {sentence} is shown");
            }
            card.tick().await?;
            card.type_number("+33612345678").await?;
            let act = signed(&card, &sentences).await?;
            let above = act.notice.text.split_once(&sentences).context("the sentences")?.1;
            assert_eq!(above.trim_start().lines().count(), 2, "above the way out and the privacy notice");
            assert_eq!(act.valid_until, Some(1_830_297_599), "the day's last second");
            assert_eq!((act.jurisdiction.as_deref(), &act.recipients[..]), (Some("FR"), &["Carrier".to_owned(), "Agency".to_owned()][..]));
            let verdict = act.policy.as_ref().context("a verdict")?;
            assert_eq!(json!([verdict.editions, verdict.findings]), json!([["whatsapp-2025-11", "gdpr-2018"], ["GD-05"]]));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_without_terms_loads_nothing_for_them_and_claims_none() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.tick().await?;
        card.type_number("0612345678").await?;
        let act = verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        assert!(act.valid_until.is_none() && act.recipients.is_empty() && act.policy.is_none());
        let files =
            visit.run("return performance.getEntriesByType('resource').map((entry) => entry.name)").await?;
        for file in ["terms.js", "more.js", "after.js", "messages.js", "themes.js"] {
            assert!(!files.to_string().contains(file), "{file} was loaded");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_date_that_no_calendar_has_is_named_and_the_fallback_stands() -> Result<()> {
    for date in ["2027-02-30", "31.12.2027"] {
        visit(async |visit| {
            let card = visit.open_card("/form-only.html").await?;
            card.call(&format!("arguments[0].validUntil = '{date}'")).await?;
            let error = visit.event("consenterror").await?;
            assert_eq!(error["code"], "valid_until_invalid", "{error}");
            assert!(
                error["message"].as_str().is_some_and(|message| message.contains("2027-12-31")),
                "{error}"
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}
