//! A browser session by name: capabilities for each browser, and what only some of them can do.

use std::ops::Deref;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::Capabilities;
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::environment::Environment;

/// The browsers the suite runs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrowserName {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
    /// WebKitGTK's MiniBrowser.
    Webkit,
}

impl BrowserName {
    /// Reads `chromium`, `firefox` or `webkit`.
    pub fn new(name: &str) -> Option<Self> {
        match name {
            "chromium" => Some(Self::Chromium),
            "firefox" => Some(Self::Firefox),
            "webkit" => Some(Self::Webkit),
            _ => None,
        }
    }
}

/// A browser of its own, with a profile that its driver throws away with it. [`Session::end`] ends it.
pub struct Session {
    driver: WebDriver,
    _turn: Turn,
}

impl Session {
    /// Opens one, when a WebDriver is free for it.
    pub async fn start(environment: &Environment) -> anyhow::Result<Self> {
        Self::with(environment, capabilities(environment.browser, &environment.program)?).await
    }

    /// The same, of which the WebDriver keeps no logs: they cost the page time, and a bench wants to know the page's.
    pub async fn unwatched(environment: &Environment) -> anyhow::Result<Self> {
        let mut capabilities = capabilities(environment.browser, &environment.program)?;
        capabilities.remove("goog:loggingPrefs");
        Self::with(environment, capabilities).await
    }

    async fn with(environment: &Environment, capabilities: Capabilities) -> anyhow::Result<Self> {
        let turn = Turn::wait(environment).await?;
        let driver = WebDriver::new(&turn.url, capabilities)
            .await
            .with_context(|| format!("no session at {}", turn.url))?;
        driver.set_script_timeout(Duration::from_secs(15)).await?;
        Ok(Self { driver, _turn: turn })
    }

    /// Closes the browser, and leaves its WebDriver to the next.
    pub async fn end(self) -> anyhow::Result<()> {
        Ok(self.driver.quit().await?)
    }
}

impl Deref for Session {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.driver
    }
}

/// A WebDriver's address, given back when this is dropped. Chromium's driver takes many sessions at a time, the others'
/// only one.
struct Turn {
    url: String,
    pool: Option<(&'static Pool, SemaphorePermit<'static>)>,
}

struct Pool {
    free: Semaphore,
    urls: Mutex<Vec<String>>,
}

impl Turn {
    async fn wait(environment: &Environment) -> anyhow::Result<Self> {
        static POOL: OnceLock<Pool> = OnceLock::new();
        if environment.browser == BrowserName::Chromium {
            let url = environment.drivers.first().context("no WebDriver")?.clone();
            return Ok(Self { url, pool: None });
        }
        let urls = &environment.drivers;
        let pool = POOL.get_or_init(|| Pool { free: Semaphore::new(urls.len()), urls: urls.clone().into() });
        let permit = pool.free.acquire().await?;
        let url =
            pool.urls.lock().unwrap_or_else(PoisonError::into_inner).pop().context("a free WebDriver")?;
        Ok(Self { url, pool: Some((pool, permit)) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Before the permit goes: whoever gets it finds the address there.
        if let Some((pool, _)) = &self.pool {
            let url = std::mem::take(&mut self.url);
            pool.urls.lock().unwrap_or_else(PoisonError::into_inner).push(url);
        }
    }
}

fn capabilities(browser: BrowserName, program: &str) -> anyhow::Result<Capabilities> {
    let mut capabilities = Capabilities::new();
    match browser {
        BrowserName::Chromium => {
            // Without `--user-data-dir` chromedriver makes a new profile for each session.
            let args = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1000,900",
                // A host that is no secure context, for the tests of pages without one.
                "--host-resolver-rules=MAP shop.example 127.0.0.1",
            ];
            capabilities.set("browserName", "chrome")?;
            capabilities.set("goog:chromeOptions", json!({ "binary": program, "args": args }))?;
            capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" }))?;
        }
        BrowserName::Firefox => {
            capabilities.set("browserName", "firefox")?;
            capabilities.set(
                "moz:firefoxOptions",
                json!({ "binary": program, "args": ["-headless", "--width=1000", "--height=900"] }),
            )?;
        }
        BrowserName::Webkit => {
            capabilities.set("browserName", "MiniBrowser")?;
            capabilities
                .set("webkitgtk:browserOptions", json!({ "binary": program, "args": ["--automation"] }))?;
        }
    }
    Ok(capabilities)
}

/// Runs a DevTools command, which only Chromium has.
pub async fn devtools(driver: &WebDriver, command: &str, parameters: Value) -> anyhow::Result<Value> {
    Ok(driver.cdp().send_raw(command, parameters).await?)
}
