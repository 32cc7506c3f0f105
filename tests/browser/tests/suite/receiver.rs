//! The receiver's own pages: the dashboard, the certificate, the page behind a receipt's link, the list of routes. Each in
//! every state that has words of its own, for everybody: what axe-core finds, the width, and pictures to look at.

use anyhow::{Context, Result, ensure};
use browser_tests::{By, Dress, Key, Shop, Site, Visit, eventually, visit_site};
use serde_json::{Value, json};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use whatsapp_opt_in::consent::{Act, Category, Event, EventType, Method, PurposeChoice, sha256_hex};

const ADMIN_TOKEN: &str = "a-token-that-opens-the-dashboard";

/// The receiver with a dashboard, and a backend that wants to hear nothing more.
async fn site() -> Result<Site> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url: &'static str = format!("http://{}/hooks", listener.local_addr()?).leak();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 16 * 1024]).await;
            let _ = stream
                .write_all(b"HTTP/1.1 410 Gone\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                .await;
        }
    });
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let arguments = vec!["--admin-token", ADMIN_TOKEN, "--webhook-url", url, "--webhook-secret", secret];
    Ok(Site { arguments, ..Site::fixtures() })
}

/// Nothing that axe-core finds or cannot decide, no sideways scrolling, nothing in the console; and a picture of each.
async fn is_right(visit: &Visit, state: &str) -> Result<()> {
    let axe = std::fs::read_to_string(&visit.environment.axe).context("axe-core")?;
    for dress in [Dress::WIDE, Dress::DARK, Dress::FORCED, Dress::NARROWEST] {
        if !dress.is_possible(visit)? {
            continue;
        }
        // Tall, so that the pictures hold the whole page; other browsers' windows are as tall as their screen.
        let height = if visit.is_chromium() { 2200 } else { dress.height };
        Dress { height, ..dress }.put_on(visit).await?;
        visit.browser.execute(axe.clone(), Vec::<Value>::new()).await?;
        let found = visit
            .run(
                "const { violations, incomplete } = await axe.run();
                 // What it cannot judge: one digit alone, what a table has scrolled away, and the words of a picture, which
                 // all have colours that it judges elsewhere on the page.
                 const judged = ({ html, any }) =>
                     !html.startsWith('<text') && !any.some(({ message }) => /too short|partially obscured/.test(message));
                 const open = incomplete.map(({ id, nodes }) => ({ id, nodes: nodes.filter(judged) }));
                 return [...violations, ...open].flatMap(({ id, nodes }) =>
                     nodes.map(({ html, any }) => `${id}: ${html} ${any.map(({ message }) => message)}`));",
            )
            .await?;
        ensure!(found == json!([]), "{state}, {}: {found:#}", dress.name);
        if [Dress::DARK, Dress::NARROWEST].contains(&dress) {
            visit.picture(&format!("receiver-{state}-{}", dress.name)).await?;
        }
        if visit.is_chromium() {
            let over = visit.run("return document.documentElement.scrollWidth - innerWidth").await?;
            ensure!(
                over.as_i64().is_some_and(|over| over <= 0),
                "{state}, {}: {over} px too wide",
                dress.name
            );
        }
    }
    if visit.is_chromium() {
        for entry in visit.browser.browser_log().await? {
            // A refusal's page comes with its status, and nobody has an icon here.
            let known = entry.message.contains("responded with a status of 4");
            let quiet = known || !matches!(entry.level.as_str(), "SEVERE" | "WARNING");
            ensure!(quiet, "{state}: {}", entry.message);
        }
    }
    Ok(())
}

fn act(shop: &Shop, number: &str) -> Act {
    let iss = shop.origin();
    let (aud, sub) = (Some(format!("{iss}/v1/consents")), format!("tel:{number}"));
    Act { iss, aud, sub, jti: format!("0198c0de-0000-7000-8000-0{}", &number[1..]), ..test_support::act() }
}

/// As the card posts it.
async fn posted(shop: &Shop, act: &Act) -> Result<()> {
    let client = reqwest::Client::new();
    let request =
        client.post(format!("{}/v1/consents", shop.origin())).header("content-type", "application/jwt");
    let answer = request.body(test_support::Key::p256().act(act)).send().await?;
    ensure!(answer.status() == 201, "{}", answer.text().await?);
    Ok(())
}

async fn execute(shop: &Shop, sql: &str) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(shop.database());
    let mut connection = SqliteConnection::connect_with(&options).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// A month of a busy shop, as the receiver counts it, with a campaign that many left; and letters nobody took.
const MONTH: &str = "
    WITH RECURSIVE d(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM d WHERE i < 29)
    INSERT INTO counts (day, counted, purpose, campaign, n)
    SELECT unixepoch() / 86400 - i, k.counted, k.purpose, '', k.n * (3 + (i * 7) % 5) FROM d, (
        SELECT 'opt-in' AS counted, '' AS purpose, 9 AS n UNION ALL SELECT 'opt-in', 'offers', 5
        UNION ALL SELECT 'opt-in', 'order-confirmation', 8 UNION ALL SELECT 'refusal', '', 2
        UNION ALL SELECT 'confirmation', '', 3 UNION ALL SELECT 'opt-out', '', 1 UNION ALL SELECT 'opt-out', 'offers', 1) k;
    INSERT INTO counts (day, counted, purpose, campaign, n) VALUES
        (unixepoch() / 86400 - 1, 'sent', '', 'Spring sale 2026', 800), (unixepoch() / 86400 - 1, 'opt-out', '', 'Spring sale 2026', 6),
        (unixepoch() / 86400 - 1, 'sent', '', 'newsletter-week-46', 400), (unixepoch() / 86400 - 1, 'opt-out', '', 'newsletter-week-46', 52);";

const DEAD: &str = "
    DELETE FROM outbox WHERE seq NOT IN (SELECT seq FROM outbox ORDER BY seq LIMIT 3);
    UPDATE outbox SET due_ms = NULL, attempts = 10, outcome = '500';";

async fn sign_in(visit: &Visit, token: &str) -> Result<()> {
    visit.open("/admin").await?;
    visit.element("#token").await?.send_keys(token).await?;
    visit.element("main button").await?.click().await?;
    Ok(())
}

async fn search(visit: &Visit, number: &str) -> Result<()> {
    visit.element("#number").await?.send_keys(number).await?;
    visit.element(".search button").await?.click().await?;
    visit.element("#found").await.map(drop)
}

#[tokio::test]
async fn the_dashboard_is_for_everybody_in_every_state() -> Result<()> {
    visit_site(site().await?, async |visit| {
        visit.open("/admin").await?;
        is_right(visit, "login").await?;
        sign_in(visit, "not-the-token").await?;
        visit.element("#problem").await?;
        is_right(visit, "login-refused").await?;
        sign_in(visit, ADMIN_TOKEN).await?;
        visit.element("#figures").await?;
        is_right(visit, "overview-empty").await?;

        for number in 0..30 {
            posted(&visit.shop, &act(&visit.shop, &format!("+336120000{number:02}"))).await?;
        }
        let given = act(&visit.shop, "+33612000000");
        let withdrawn = Event {
            kind: EventType::ConsentWithdrawn,
            method: Method::PreferenceCentre,
            supersedes: Some(given.jti.clone()),
        };
        let mut purposes = given.purposes.clone();
        purposes.iter_mut().for_each(|purpose| purpose.granted = false);
        let jti = "0198c0de-0000-7000-8000-000000000001".to_owned();
        posted(&visit.shop, &Act { jti, event: withdrawn, purposes, ..given.clone() }).await?;
        execute(&visit.shop, MONTH).await?;
        execute(&visit.shop, DEAD).await?;
        // What happens from now on meets the endpoint that is gone.
        posted(&visit.shop, &act(&visit.shop, "+33612000099")).await?;
        eventually("the endpoint is gone", async || {
            visit.open("/admin").await?;
            Ok(visit.browser.find(By::Css("p.problem")).await.ok())
        })
        .await?;
        ensure!(visit.run("return document.querySelectorAll('tr.abnormal').length").await? == 1);
        ensure!(visit.run("return document.querySelectorAll('[name=id]').length").await? == 3);
        is_right(visit, "overview").await?;
        if visit.can("only Chromium's WebDriver sets the person's languages")? {
            visit.devtools("Network.enable", json!({})).await?;
            let languages = async |list: &str| {
                let headers = json!({ "headers": { "Accept-Language": list } });
                visit.devtools("Network.setExtraHTTPHeaders", headers).await?;
                visit.open("/admin").await
            };
            languages("fr-FR,fr;q=0.9").await?;
            let tag = visit.run("return document.documentElement.lang").await?;
            ensure!(tag == "fr", "{tag}");
            is_right(visit, "overview-french").await?;
            languages("en").await?;
        }
        visit.element("a[href*='before=']").await?.click().await?;
        is_right(visit, "overview-older").await?;

        for (number, state) in
            [("+33 6 12 00 00 00", "found"), ("+33612999999", "found-nothing"), ("12", "no-number")]
        {
            search(visit, number).await?;
            is_right(visit, state).await?;
        }
        for (jti, state) in
            [(&*given.jti, "certificate"), ("0198c0de-0000-7000-8000-000000000001", "certificate-withdrawn")]
        {
            visit.open(&format!("/admin/records/{jti}")).await?;
            visit.element("h1").await?;
            is_right(visit, state).await?;
        }
        visit.open("/admin").await?;
        visit
            .run("for (const field of document.querySelectorAll('[name=form]')) field.value = 'old'")
            .await?;
        visit.element("#number").await?.send_keys("+33612000000").await?;
        visit.element(".search button").await?.click().await?;
        visit.element("p.problem").await?;
        is_right(visit, "form-old").await
    })
    .await
}

#[tokio::test]
async fn the_page_behind_a_link_is_for_everybody_in_every_state_and_from_right_to_left() -> Result<()> {
    visit_site(Site::fixtures(), async |visit| {
        let words = [
            ("en", "order confirmations", "Acme may send me order confirmations on WhatsApp."),
            ("ar", "تأكيدات الطلب", "يجوز لـ Acme أن ترسل إليّ تأكيدات الطلب على واتساب."),
            (
                "de",
                "Bestellbestätigungen",
                "Acme Donaudampfschifffahrtsgesellschaft darf mir Bestellbestätigungen schicken.",
            ),
        ];
        for (place, (language, purpose, text)) in words.into_iter().enumerate() {
            let mut act = act(&visit.shop, &format!("+3361200000{place}"));
            act.notice.language = language.to_owned();
            act.notice.text = text.to_owned();
            act.notice.sha256 = sha256_hex(text.as_bytes());
            act.purposes[0].text = purpose.to_owned();
            if language != "ar" {
                let (id, text) = ("offers".to_owned(), "offers & discounts".to_owned());
                act.purposes.push(PurposeChoice { id, category: Category::Marketing, text, granted: true });
            }
            posted(&visit.shop, &act).await?;
        }
        for stored in visit.shop.records().await? {
            let language = &stored.act.notice.language;
            let link = stored.receipt.withdraw_url.clone().context("a link")?;
            let path = link.strip_prefix(&visit.shop.origin()).context("an address of this shop")?;
            visit.open(path).await?;
            let side =
                visit.run("return [document.documentElement.lang, document.documentElement.dir]").await?;
            ensure!(side == json!([language, if language == "ar" { "rtl" } else { "ltr" }]), "{side}");
            visit.run("document.querySelector('details').open = true").await?;
            is_right(visit, &format!("manage-{language}")).await?;
            // With the keyboard, as somebody would who uses no mouse.
            if let Ok(offers) = visit.browser.find(By::Css("form:has([value=offers]) button")).await {
                offers.send_keys(Key::Enter).await?;
                visit.element("[role=status]").await?;
                is_right(visit, &format!("manage-{language}-one-withdrawn")).await?;
            }
            visit.element("form button").await?.send_keys(Key::Enter).await?;
            eventually("nothing is left to withdraw", async || {
                Ok(visit.browser.find(By::Css("form")).await.is_err().then_some(()))
            })
            .await?;
            visit.element("[role=status]").await?;
            is_right(visit, &format!("manage-{language}-withdrawn")).await?;
        }
        visit.open("/manage/no-such-link").await?;
        visit.element("[data-code=link_unknown]").await?;
        is_right(visit, "manage-unknown").await?;
        visit.open("/docs").await?;
        visit.element("article").await?;
        is_right(visit, "routes").await
    })
    .await
}

const APP_SECRET: &str = "an app secret of the tests";

/// Delivers a message as Meta does; the page's own WebCrypto signs.
async fn hears(visit: &Visit, from: &str, text: &str) -> Result<()> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs().to_string();
    let message =
        json!({"from": from, "id": "wamid.1", "timestamp": now, "type": "text", "text": {"body": text}});
    let value = json!({"messaging_product": "whatsapp", "messages": [message]});
    let body = json!({"object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]})
    .to_string();
    let signature = visit
        .run(&format!(
            "const bytes = (text) => new TextEncoder().encode(text);
             const hmac = {{ name: 'HMAC', hash: 'SHA-256' }};
             const key = await crypto.subtle.importKey('raw', bytes({APP_SECRET:?}), hmac, false, ['sign']);
             const tag = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes({body:?})));
             return [...tag].map((byte) => byte.toString(16).padStart(2, '0')).join('');"
        ))
        .await?;
    let signature = format!("sha256={}", signature.as_str().context("a signature")?);
    let request = reqwest::Client::new().post(format!("{}/webhooks/whatsapp", visit.shop.origin()));
    let request = request.header("content-type", "application/json").header("x-hub-signature-256", signature);
    let answer = request.body(body).send().await?;
    ensure!(answer.status() == 200, "{}", answer.text().await?);
    Ok(())
}

#[tokio::test]
async fn a_person_changes_number_and_choices_with_the_keyboard_and_whatsapp() -> Result<()> {
    let arguments = vec!["--whatsapp-app-secret", APP_SECRET, "--whatsapp-number", "+14155550123"];
    visit_site(Site { arguments, ..Site::fixtures() }, async |visit| {
        for (place, language) in ["en", "ar", "de"].into_iter().enumerate() {
            let mut act = act(&visit.shop, &format!("+3361200000{place}"));
            act.notice.language = language.to_owned();
            let (id, text) = ("offers".to_owned(), "offers & discounts".to_owned());
            act.purposes.push(PurposeChoice { id, category: Category::Marketing, text, granted: false });
            posted(&visit.shop, &act).await?;
        }
        for (place, stored) in visit.shop.records().await?.into_iter().enumerate() {
            let language = &stored.act.notice.language;
            let link = stored.receipt.withdraw_url.clone().context("a link")?;
            visit.open(link.strip_prefix(&visit.shop.origin()).context("an address of this shop")?).await?;
            visit.element(".change summary").await?.send_keys(Key::Enter).await?;
            let number = visit.element("#number").await?;
            is_right(visit, &format!("manage-{language}-change")).await?;
            number.send_keys("12").await?;
            number.send_keys(Key::Enter).await?;
            visit.element("#problem").await?;
            is_right(visit, &format!("manage-{language}-change-refused")).await?;
            let number = visit.element("#number").await?;
            number.clear().await?;
            number.send_keys(format!("06 12 99 00 0{place}")).await?;
            visit.element("input[value=offers]").await?.send_keys(" ").await?;
            visit.element(".change button").await?.send_keys(Key::Enter).await?;
            let whatsapp = visit.element("a.go").await?.attr("href").await?.context("a link")?;
            is_right(visit, &format!("manage-{language}-change-confirm")).await?;
            let text = visit.run(&format!("return new URL({whatsapp:?}).searchParams.get('text')")).await?;
            hears(visit, &format!("3361299000{place}"), text.as_str().context("a sentence")?).await?;
            visit.element("a.save").await?.send_keys(Key::Enter).await?;
            visit.element("[role=status]").await?;
            is_right(visit, &format!("manage-{language}-changed")).await?;
            visit.element("[role=status] a").await?.send_keys(Key::Enter).await?;
            visit.element(".change").await?;
            let changed = visit.shop.records().await?.pop().context("a record")?;
            ensure!(changed.act.e164() == format!("+3361299000{place}"), "the new number");
            ensure!(changed.act.purposes.iter().all(|purpose| purpose.granted), "both");
        }
        Ok(())
    })
    .await
}
