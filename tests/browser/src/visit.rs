//! One person's visit to a site: a shop, a browser session, and pictures of it when the test fails.

use std::io::Write;
use std::ops::AsyncFnOnce;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::FutureExt;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::{self, BrowserName, Session};
use crate::card::Card;
use crate::environment::Environment;
use crate::seen::Seen;
use crate::shop::{Shop, Site};

/// How long the page may take to come to a state.
const PATIENCE: Duration = Duration::from_secs(10);

/// A browser at a shop.
pub struct Visit {
    /// The shop.
    pub shop: Shop,
    /// The browser.
    pub browser: Session,
    /// What the suite was told.
    pub environment: Environment,
}

/// Runs a test at the suite's own pages.
pub async fn visit(test: impl AsyncFnOnce(&mut Visit) -> anyhow::Result<()>) -> anyhow::Result<()> {
    visit_site(Site::fixtures(), test).await
}

/// Runs a test at a site. A failure leaves a picture and the page's source in `failures/`.
pub async fn visit_site(
    site: Site,
    test: impl AsyncFnOnce(&mut Visit) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let environment = Environment::read()?;
    let shop = Shop::start(&environment, site).await?;
    let browser = Session::start(&environment).await?;
    let mut visit = Visit { shop, browser, environment };
    let outcome = AssertUnwindSafe(test(&mut visit)).catch_unwind().await;
    if !matches!(outcome, Ok(Ok(()))) {
        // The failure itself is told in any case.
        let _ = visit.keep_failure().await;
    }
    let _ = visit.browser.end().await;
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

impl Visit {
    /// Opens a page of the site.
    pub async fn open(&self, path: &str) -> anyhow::Result<()> {
        self.browser.goto(format!("{}{path}", self.shop.origin())).await?;
        Ok(())
    }

    /// Opens a page and waits until its card can be used.
    pub async fn open_card(&self, path: &str) -> anyhow::Result<Card> {
        self.open(path).await?;
        self.card("whatsapp-opt-in").await
    }

    /// The card of the element that a selector finds.
    pub async fn card(&self, selector: &str) -> anyhow::Result<Card> {
        Card::find(&self.browser, selector).await
    }

    /// Runs a script in the page and returns its value; a promise is waited for.
    pub async fn run(&self, script: &str) -> anyhow::Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {script} }})().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let mut answer = self.browser.execute_async(wrapped, Vec::<Value>::new()).await?.json().clone();
        if let Some(error) = answer["error"].as_str() {
            bail!("the page's script failed: {error}");
        }
        Ok(answer["value"].take())
    }

    /// Presses the page's submit button and waits for the answer's page.
    pub async fn submit(&self) -> anyhow::Result<()> {
        self.element("[type=submit]").await?.click().await?;
        eventually("the order is confirmed", async || {
            Ok(self.browser.current_url().await?.path().ends_with("/checkout").then_some(()))
        })
        .await
    }

    /// What the confirmation page says of the opt-in: `stored`, `none` or `refused`.
    pub async fn confirmed(&self) -> anyhow::Result<String> {
        let section = self.element("[data-opt-in]").await?;
        section.attr("data-opt-in").await?.context("the confirmation says nothing of the opt-in")
    }

    /// The first element of the page, outside shadow roots.
    pub async fn element(&self, selector: &str) -> anyhow::Result<WebElement> {
        eventually(selector, async || Ok(self.browser.find(By::Css(selector.to_owned())).await.ok())).await
    }

    /// The value that the page's form would send under `name`.
    pub async fn form_value(&self, name: &str) -> anyhow::Result<Option<String>> {
        let script = format!("return new FormData(document.forms[0]).get({})", json!(name));
        Ok(self.run(&script).await?.as_str().map(str::to_owned))
    }

    /// Waits until the form carries a record, and returns it.
    pub async fn record_in_form(&self, name: &str) -> anyhow::Result<String> {
        eventually("a record in the form", async || {
            Ok(self.form_value(name).await?.filter(|value| !value.is_empty()))
        })
        .await
    }

    /// What the page's script wrote down so far.
    pub async fn seen(&self) -> anyhow::Result<Seen> {
        let notes = self.run("return JSON.parse(sessionStorage.getItem('seen') ?? '[]')").await?;
        Ok(Seen(notes.as_array().cloned().unwrap_or_default()))
    }

    /// Waits until the widget fired an event, and returns its detail.
    pub async fn event(&self, name: &str) -> anyhow::Result<Value> {
        eventually(name, async || Ok(self.seen().await?.events(name).first().map(|detail| (*detail).clone())))
            .await
    }

    /// Whether this browser speaks Chromium's protocol.
    pub fn is_chromium(&self) -> bool {
        self.environment.browser == BrowserName::Chromium
    }

    /// Whether the whole test cannot be run in this browser; the reason is written down for the summary, so that what was
    /// not run is not counted as passed.
    pub fn leaves_out(&self, reason: &str) -> anyhow::Result<bool> {
        if !self.is_chromium() {
            self.note("test", reason)?;
        }
        Ok(!self.is_chromium())
    }

    /// Whether a part of the test can be run here: only in Chromium. The reason is written down as above.
    pub fn can(&self, reason: &str) -> anyhow::Result<bool> {
        if !self.is_chromium() {
            self.note("part", reason)?;
        }
        Ok(self.is_chromium())
    }

    /// Writes down that the whole test is not run, as above.
    pub fn is_left_out(&self, reason: &str) -> anyhow::Result<()> {
        self.note("test", reason)
    }

    fn note(&self, what: &str, reason: &str) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.environment.screens)?;
        let file = self.environment.screens.join("not-run.txt");
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
        Ok(file.write_all(format!("{what}\t{}\t{reason}\n", test_name()).as_bytes())?)
    }

    /// Runs a DevTools command, where there are any.
    pub async fn devtools(&self, command: &str, parameters: Value) -> anyhow::Result<Value> {
        browser::devtools(&self.browser, command, parameters).await
    }

    /// Keeps a picture of the window under this name.
    pub async fn picture(&self, name: &str) -> anyhow::Result<()> {
        std::fs::create_dir_all(&self.environment.screens)?;
        // Colours that are still on their way make no fair picture.
        self.run(
            "const roots = [...document.querySelectorAll('whatsapp-opt-in')].map((card) => card.shadowRoot);
             const all = roots.flatMap((root) => root.getAnimations());
             await Promise.allSettled(all.filter((one) => one instanceof window.CSSTransition).map((one) => one.finished));",
        )
        .await?;
        self.browser.screenshot(&self.environment.screens.join(format!("{name}.png"))).await?;
        Ok(())
    }

    async fn keep_failure(&self) -> anyhow::Result<()> {
        let folder = self.environment.screens.join("failures");
        std::fs::create_dir_all(&folder)?;
        let path = |extension: &str| -> PathBuf { folder.join(format!("{}.{extension}", test_name())) };
        self.browser.screenshot(&path("png")).await?;
        let shadow = self
            .browser
            .execute(
                "return [...document.querySelectorAll('whatsapp-opt-in')].map((e) => e.shadowRoot?.innerHTML).join('\\n')",
                Vec::<Value>::new(),
            )
            .await?;
        let source = self.browser.source().await?;
        let seen = self.seen().await.map(|seen| format!("{:#?}", seen.0)).unwrap_or_default();
        let text = format!("{source}\n<!-- shadow roots\n{}\n-->\n<!-- seen\n{seen}\n-->\n", shadow.json());
        std::fs::write(path("html"), text)?;
        Ok(())
    }
}

/// Asks again until there is an answer, or says what was waited for.
pub async fn eventually<T>(
    what: &str,
    question: impl AsyncFn() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = question().await? {
            return Ok(answer);
        }
        if start.elapsed() > PATIENCE {
            bail!("waited in vain for: {what}");
        }
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
}

/// The running test's name, fit for a file.
fn test_name() -> String {
    std::thread::current().name().unwrap_or("test").replace("::", "-")
}
