//! Pages that lack what others have, and a module that breaks: the person can always order.

use anyhow::Result;
use browser_tests::{Visit, eventually, visit};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

/// The markup inside the element stands there and works.
async fn the_fallback_stands(visit: &Visit) -> Result<()> {
    let plain = visit.element("[name=whatsapp_opt_in]").await?;
    eventually("the plain box", async || {
        Ok((plain.is_displayed().await? && plain.is_enabled().await?).then_some(()))
    })
    .await?;
    plain.click().await?;
    assert_eq!(visit.form_value("whatsapp_opt_in").await?.as_deref(), Some("yes"));
    assert_eq!(visit.form_value("whatsapp_consent").await?, None);
    Ok(())
}

#[tokio::test]
async fn an_insecure_page_tells_the_developer_and_shows_the_plain_box() -> Result<()> {
    visit(async |visit| {
        visit.open("/insecure.html").await?;
        let error = visit.event("consenterror").await?;
        assert_eq!((&error["code"], &error["retryable"]), (&"insecure_page".into(), &false.into()));
        the_fallback_stands(visit).await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "unsigned");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_served_over_plain_http_is_such_a_page() -> Result<()> {
    visit(async |visit| {
        if visit.leaves_out("only Chromium is told that a name leads to this machine")? {
            return Ok(());
        }
        let insecure = visit.shop.origin().replace("127.0.0.1", "shop.example");
        visit.browser.goto(format!("{insecure}/checkout.html")).await?;
        assert_eq!(visit.event("consenterror").await?["code"], "insecure_page");
        the_fallback_stands(visit).await
    })
    .await
}

/// Takes something away from the page and expects the record all the same.
async fn signs_without(takes_away: &str) -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/form-only.html").await?;
        visit.run(takes_away).await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        verify_act(&card.wait_for_response().await?, &AwsLc, &Expect::default())?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_storage_the_key_lives_as_long_as_the_page() -> Result<()> {
    signs_without("Object.defineProperty(window, 'indexedDB', { value: undefined })").await
}

#[tokio::test]
async fn a_storage_that_opens_for_nobody_holds_nothing_back() -> Result<()> {
    signs_without("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }")
        .await
}

#[tokio::test]
async fn a_key_that_cannot_be_stored_signs_all_the_same() -> Result<()> {
    signs_without(
        "const refuse = () => { throw new DOMException('no', 'DataCloneError'); };
         IDBObjectStore.prototype.put = refuse;
         IDBObjectStore.prototype.add = refuse;",
    )
    .await
}

/// The whole way, with the build in plain JavaScript.
async fn works_without_wasm(page: &str) -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card(page).await?;
        card.choose_country("DE").await?;
        card.choose_country("FR").await?;
        card.tick().await?;
        card.type_number("0612").await?;
        card.wait_for_text("label", "WhatsApp number").await?;
        card.replace_number("0612345678").await?;
        eventually("it is formatted", async || Ok((card.number().await? == "06 12 34 56 78").then_some(())))
            .await?;
        let record = card.wait_for_response().await?;
        let act = verify_act(&record, &AwsLc, &Expect::default())?;
        assert_eq!(
            (act.e164(), &act.ui.wasm_sha256),
            ("+33612345678", &None),
            "no wasm ran, and none is named"
        );
        let files = visit
            .run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
            .await?
            .to_string();
        assert!(files.contains("without-wasm.js"), "{files}");
        // Where a policy refuses it, that shows only once both were asked for.
        assert!(page == "/refused-wasm.html" || !files.contains(".wasm"), "{files}");
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "stored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_webassembly_the_same_card_runs_as_plain_javascript() -> Result<()> {
    works_without_wasm("/no-wasm.html").await
}

#[tokio::test]
async fn a_policy_that_refuses_webassembly_gets_it_as_plain_javascript() -> Result<()> {
    works_without_wasm("/refused-wasm.html").await
}

#[tokio::test]
async fn a_trap_in_the_wasm_brings_the_plain_box_back() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        card.type_number("06123").await?;
        // As a browser tells of one, with the wasm's own frames; no input is known that makes the wasm trap.
        visit
            .run(
                "const error = new window.WebAssembly.RuntimeError('unreachable');
                 const stack = 'at wasm://wasm/whatsapp-opt-in-0001f6fa:wasm-function[1]:0x1';
                 Object.defineProperty(error, 'stack', { value: stack });
                 dispatchEvent(new ErrorEvent('error', { error }));",
            )
            .await?;
        let error = visit.event("consenterror").await?;
        assert_eq!(error["code"], "wasm_trapped");
        the_fallback_stands(visit).await?;
        visit.submit().await?;
        assert_eq!(visit.confirmed().await?, "unsigned");
        Ok(())
    })
    .await
}

/// The innermost frames of a trap are all that is left of its trace: they must tell whose it is.
#[tokio::test]
async fn both_modules_are_known_by_name_in_a_trace() -> Result<()> {
    visit(async |visit| {
        if visit.leaves_out("only Chromium's traces name modules; the others name the script that made them")? {
            return Ok(());
        }
        visit.open("/empty.html").await?;
        let stack = visit
            .run(
                "const file = await (await fetch('/whatsapp-opt-in/whatsapp-opt-in.wasm')).arrayBuffer();
                 const whole = await WebAssembly.compile(file);
                 const [engine] = WebAssembly.Module.customSections(whole, 'phone-engine');
                 await WebAssembly.instantiate(engine);
                 const stacks = new Set();
                 const imports = {};
                 for (const { module, name } of WebAssembly.Module.imports(whole)) {
                     (imports[module] ??= {})[name] = () => { stacks.add(new Error().stack); throw new Error(); };
                 }
                 const { exports } = await WebAssembly.instantiate(whole, imports);
                 for (const run of Object.values(exports)) {
                     try { run(0, 0, 0, 0); } catch {}
                 }
                 return [...stacks].join();",
            )
            .await?;
        let stack = stack.as_str().unwrap_or_default();
        assert!(stack.contains("wasm://wasm/whatsapp-opt-in-"), "{stack}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_breaks_elsewhere_on_the_page_leaves_the_card_alone() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/checkout.html").await?;
        visit
            .run(
                "for (const error of [new window.WebAssembly.RuntimeError('of another module'), new Error('x')]) {
                    dispatchEvent(new ErrorEvent('error', { error }));
                 }",
            )
            .await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        assert!(visit.seen().await?.events("consenterror").is_empty());
        Ok(())
    })
    .await
}
