//! What cannot be delivered now is delivered later, once, and read by nobody on the way.

use anyhow::Result;
use browser_tests::{Card, Visit, eventually, visit};
use serde_json::{Value, json};
use whatsapp_opt_in::consent::EventType;

/// Reads a store of the queue's database: what is in it, as far as it can be read.
const WAITING: &str = "const database = await new Promise((ok, no) => {
        const request = indexedDB.open('whatsapp-opt-in-queue');
        request.onupgradeneeded = () => request.transaction.abort();
        request.onsuccess = () => ok(request.result);
        request.onerror = () => ok(null);
    });
    if (!database) return { acts: [], keys: [] };
    const all = (name) => new Promise((ok) => {
        const request = database.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => ok(request.result);
    });
    const acts = (await all('acts')).map(({ sealed }) => new TextDecoder('latin1').decode(sealed));
    const keys = (await all('keys')).map(({ type, extractable }) => ({ type, extractable }));
    database.close();
    return { acts, keys };";

async fn waiting(visit: &Visit) -> Result<Value> {
    visit.run(WAITING).await
}

async fn wait_for_waiting(visit: &Visit, number: usize) -> Result<Value> {
    eventually(&format!("{number} acts wait"), async || {
        let found = waiting(visit).await?;
        Ok((found["acts"].as_array().map(Vec::len) == Some(number)).then_some(found))
    })
    .await
}

/// The person consents while the receiver is away.
async fn consent_in_vain(visit: &mut Visit) -> Result<Card> {
    let card = visit.open_card("/alone.html").await?;
    card.type_number("0612345678").await?;
    // The queue came with the first focus: now there is nobody to ask for it.
    eventually("the queue's file", async || {
        let files =
            visit.run("return performance.getEntriesByType('resource').map((entry) => entry.name)").await?;
        Ok(files.to_string().contains("queue.js").then_some(()))
    })
    .await?;
    visit.shop.down().await?;
    card.tick().await?;
    card.wait_for_phase("retrying").await?;
    Ok(card)
}

#[tokio::test]
async fn what_was_not_delivered_waits_encrypted_and_a_later_page_sends_it() -> Result<()> {
    visit(async |visit| {
        let card = consent_in_vain(visit).await?;
        let record = card.wait_for_response().await?;
        let found = wait_for_waiting(visit, 1).await?;
        assert_eq!(found["keys"], json!([{ "type": "secret", "extractable": false }]));
        let sealed = found["acts"].to_string();
        assert!(!sealed.contains("612345678") && !sealed.contains(&record[..40]), "sealed: {sealed}");

        // The person leaves; another page, another day.
        visit.browser.goto("about:blank").await?;
        visit.shop.up().await?;
        visit.open("/empty.html").await?;
        let records = visit.shop.wait_for_records(1).await?;
        assert_eq!(records[0].compact, record, "the very act that was signed");
        wait_for_waiting(visit, 0).await?;
        let late = visit.event("consent").await?;
        assert_eq!((&late["late"], late["record"].as_str()), (&true.into(), Some(record.as_str())));
        eventually("the mark is gone", async || {
            let mark = visit.run("return localStorage.getItem('whatsapp-opt-in-waiting')").await?;
            Ok(mark.is_null().then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn what_the_card_delivers_itself_waits_no_longer() -> Result<()> {
    visit(async |visit| {
        let card = consent_in_vain(visit).await?;
        wait_for_waiting(visit, 1).await?;
        visit.shop.up().await?;
        card.wait_for_phase("sent").await?;
        wait_for_waiting(visit, 0).await?;
        visit.shop.wait_for_records(1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_several_tabs_one_sends() -> Result<()> {
    visit(async |visit| {
        consent_in_vain(visit).await?;
        wait_for_waiting(visit, 1).await?;
        visit.browser.goto("about:blank").await?;
        visit.shop.up().await?;
        visit.open("/queue.html").await?;
        eventually("the queue is there", async || {
            Ok(visit.run("return !!window.queue").await?.as_bool().filter(|there| *there).map(drop))
        })
        .await?;
        // As if another tab were sending.
        let sent = visit
            .run(
                "let release;
                 const held = new Promise((go) => { release = go; });
                 navigator.locks.request('whatsapp-opt-in-queue', () => held);
                 await new Promise((go) => setTimeout(go, 200));
                 await queue.drain();
                 const during = await queue.count();
                 release();
                 await new Promise((go) => setTimeout(go, 200));
                 await queue.drain();
                 return [during, await queue.count()];",
            )
            .await?;
        assert_eq!(sent, json!([1, 0]));
        visit.shop.wait_for_records(1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_queue_waits_as_long_as_the_receiver_asks_and_gives_up_what_is_too_old() -> Result<()> {
    visit(async |visit| {
        visit.open("/queue.html").await?;
        eventually("the queue is there", async || {
            Ok(visit.run("return !!window.queue").await?.as_bool().filter(|there| *there).map(drop))
        })
        .await?;
        let told = visit
            .run(
                "const calls = [];
                 window.fetch = async (url, init) => {
                     calls.push({ at: Date.now(), type: init.headers['content-type'], body: init.body });
                     return calls.length === 1
                         ? new Response('', { status: 429, headers: { 'retry-after': '3' } })
                         : new Response('{\"receipt\":\"r\"}', { status: 201 });
                 };
                 const entry = { endpoint: 'https://a.example/c', sub: 'tel:+1', jti: 'j', record: 'a.b.c', field: 'f' };
                 await queue.put({ ...entry, record: 'earlier' });
                 await queue.put({ ...entry, format: 'form' });
                 const outcomes = [];
                 await queue.drain((outcome) => outcomes.push(outcome));
                 const { now } = window.Date;
                 await queue.put(entry);
                 window.Date.now = () => now() + 4 * 24 * 3600 * 1000;
                 await queue.drain((outcome) => outcomes.push(outcome));
                 window.Date.now = now;
                 const [first, second] = calls;
                 return {
                     calls: calls.length, waited: second.at - first.at, type: first.type, body: first.body,
                     outcomes: outcomes.length, receipt: outcomes[0].receipt, left: await queue.count(),
                 };",
            )
            .await?;
        assert!(told["waited"].as_u64().is_some_and(|waited| waited >= 3000), "{told}");
        assert_eq!(told["type"], "application/x-www-form-urlencoded");
        assert_eq!(told["body"], "f=a.b.c", "the later act stands for the earlier one");
        assert_eq!((&told["calls"], &told["outcomes"], &told["left"]), (&2.into(), &1.into(), &0.into()), "{told}");
        assert_eq!(told["receipt"], "r");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_record_is_posted_in_each_format() -> Result<()> {
    visit(async |visit| {
        for (number, format) in ["json", "jwt", "form"].into_iter().enumerate() {
            let card = visit.open_card("/alone.html").await?;
            card.call(&format!("arguments[0].format = '{format}'; arguments[0].credentials = 'omit'"))
                .await?;
            card.type_number("0612345678").await?;
            card.tick().await?;
            card.wait_for_phase("sent").await?;
            assert_eq!(visit.shop.records().await?.len(), number + 1, "{format}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_manual_card_is_posted_when_the_page_says_so() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        card.call("arguments[0].submit = 'manual'").await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_response().await?;
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        assert!(visit.shop.records().await?.is_empty());
        card.call("arguments[0].send()").await?;
        visit.shop.wait_for_records(1).await?;
        card.wait_for_phase("sent").await?;
        // Taking back never waits to be told.
        card.call("arguments[0].withdraw()").await?;
        let records = visit.shop.wait_for_records(2).await?;
        assert_eq!(records[1].act.event.kind, EventType::ConsentWithdrawn);
        let seen = records.iter().map(|record| record.act.ui.trusted_event).collect::<Vec<_>>();
        assert_eq!(seen, [true, false], "no person took it back");
        assert!(!card.is_ticked().await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reset_after_a_lost_answer_withdraws() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/alone.html").await?;
        // The receiver stores it, and nobody hears of it.
        visit
            .run(
                "const real = window.fetch;
                 let lost = false;
                 window.fetch = async (url, init) => {
                     const answer = await real(url, init);
                     if (lost || !String(url.url ?? url).includes('consents')) return answer;
                     lost = true;
                     throw new TypeError('lost');
                 };",
            )
            .await?;
        card.type_number("0612345678").await?;
        card.tick().await?;
        card.wait_for_phase("retrying").await?;
        card.call("arguments[0].reset()").await?;
        let records = visit.shop.wait_for_records(2).await?;
        assert_eq!(records[1].act.event.kind, EventType::ConsentWithdrawn);
        assert_eq!(records[1].act.event.supersedes.as_deref(), Some(records[0].act.jti.as_str()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_nonce_is_asked_for_when_the_person_comes_to_the_card_and_not_before() -> Result<()> {
    visit(async |visit| {
        let card = visit.open_card("/challenge.html").await?;
        let asked = "return performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/v1/challenges')).length";
        assert_eq!(visit.run(asked).await?, 0);
        card.part("number").await?.focus().await?;
        eventually("one challenge", async || Ok((visit.run(asked).await? == 1).then_some(()))).await
    })
    .await
}
