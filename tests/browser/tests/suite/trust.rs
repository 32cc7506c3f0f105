//! Only a person's own act is consent.

use anyhow::Result;
use browser_tests::visit;

#[tokio::test]
async fn the_card_asks_openly_and_nothing_is_given_before_the_tick() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        assert!(!card.is_ticked().await?, "never ticked beforehand");
        assert_eq!(card.part("logo").await?.tag_name().await?, "svg");
        let shown = card.shown().await?;
        for words in [
            "WhatsApp",
            "Acme may send me order confirmations and delivery updates on WhatsApp.",
            "Reply STOP",
            "Privacy notice",
        ] {
            assert!(shown.contains(words), "{words:?} is not in {shown:?}");
        }
        assert!(card.part("number").await?.is_displayed().await?);
        // The select lies see-through over its own closed face, which counts as hidden for WebDriver.
        let country = card.part("country").await?.rect().await?;
        assert!(country.width >= 24.0 && country.height >= 24.0, "large enough to hit");
        let privacy = card.part("privacy").await?.prop("href").await?;
        assert_eq!(privacy, Some(format!("{}/privacy", visit.shop.origin())));

        // A number alone is no consent either.
        card.type_number("0612345678").await?;
        card.part("number").await?.send_keys("\t").await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        assert_eq!(card.response().await?, None);
        assert_eq!(visit.form_value("whatsapp_consent").await?, None);
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "none");
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

/// Ways in which a script may try to tick for the person; each must come to nothing.
const FORGERIES: [&str; 6] = [
    "box.click()",
    "box.checked = true",
    "box.checked = true; box.dispatchEvent(new Event('change', { bubbles: true }))",
    "box.closest('label').click()",
    "box.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true }))",
    // What the browser calls when it gives back what a person had ticked.
    "arguments[0].formStateRestoreCallback?.('utility\\n+33612345678\\nFR\\nno\\npointer\\nno\\nempty\\n\\n\\n\\n', 'restore')",
];

#[tokio::test]
async fn a_box_ticked_by_a_script_is_no_consent() -> Result<()> {
    visit(async |visit| {
        for forgery in FORGERIES {
            let card = visit.open_card("/checkout.html").await?;
            card.type_number("0612345678").await?;
            card.call(&format!("const box = arguments[0].shadowRoot.querySelector('[part=box]'); {forgery}"))
                .await?;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            assert_eq!(card.response().await?, None, "{forgery}");
            assert_eq!(visit.form_value("whatsapp_consent").await?, None, "{forgery}");
            card.call("arguments[0].send()").await?;
            visit.submit().await?;
            assert_eq!(visit.confirmed().await?, "none", "{forgery}");
        }
        assert!(visit.shop.records().await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_persons_tick_after_a_scripts_attempt_counts() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.call("arguments[0].shadowRoot.querySelector('[part=box]').click()").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        assert!(card.is_ticked().await?);
        visit.record_in_form("whatsapp_consent").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_private_key_cannot_be_taken_out() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        let answer = visit
            .run(
                "const open = (name) => new Promise((ok, no) => {
                     const request = indexedDB.open(name);
                     request.onsuccess = () => ok(request.result);
                     request.onerror = () => no(request.error);
                 });
                 const all = (store) => new Promise((ok, no) => {
                     const request = store.getAll();
                     request.onsuccess = () => ok(request.result);
                     request.onerror = () => no(request.error);
                 });
                 const keys = [];
                 const look = (value) => {
                     if (value instanceof CryptoKey) keys.push(value);
                     else if (value && typeof value === 'object') Object.values(value).forEach(look);
                 };
                 for (const { name } of await indexedDB.databases()) {
                     const database = await open(name);
                     for (const store of database.objectStoreNames) {
                         look(await all(database.transaction(store).objectStore(store)));
                     }
                     database.close();
                 }
                 const found = [];
                 for (const key of keys.filter((key) => key.type === 'private')) {
                     const taken = [];
                     for (const format of ['pkcs8', 'jwk']) {
                         try {
                             await crypto.subtle.exportKey(format, key);
                             taken.push(format);
                         } catch {}
                     }
                     found.push({ extractable: key.extractable, taken });
                 }
                 return found;",
            )
            .await?;
        let found = answer.as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(found.len(), 1, "one private key of this origin: {answer}");
        assert_eq!(found[0]["extractable"], false);
        assert_eq!(found[0]["taken"].as_array().map(Vec::len), Some(0));
        Ok(())
    })
    .await
}
