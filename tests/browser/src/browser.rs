//! A browser session by name: capabilities for each browser, and what only some of them can do.

use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};
use thirtyfour::Capabilities;
use thirtyfour::prelude::*;

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

/// Opens a session with a profile of its own, which the driver throws away with it.
pub async fn session(environment: &Environment) -> anyhow::Result<WebDriver> {
    let capabilities = capabilities(environment.browser, &environment.program)?;
    let driver = WebDriver::new(&environment.driver, capabilities)
        .await
        .with_context(|| format!("no session at {}", environment.driver))?;
    driver.set_script_timeout(Duration::from_secs(15)).await?;
    Ok(driver)
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
            ];
            capabilities.set("browserName", "chrome")?;
            capabilities.set("goog:chromeOptions", json!({ "binary": program, "args": args }))?;
            capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL", "performance": "ALL" }))?;
        }
        BrowserName::Firefox => {
            capabilities.set("browserName", "firefox")?;
            capabilities.set("moz:firefoxOptions", json!({ "binary": program, "args": ["-headless"] }))?;
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
pub(crate) async fn devtools(driver: &WebDriver, command: &str, parameters: Value) -> anyhow::Result<Value> {
    Ok(driver.cdp().send_raw(command, parameters).await?)
}
