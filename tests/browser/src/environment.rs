//! What `cargo xtask test browser` tells the suite.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::browser::BrowserName;

/// Where the parts are.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Which browser the driver starts.
    pub browser: BrowserName,
    /// The browser's program.
    pub program: String,
    /// The WebDrivers' addresses.
    pub drivers: Vec<String>,
    /// The built package.
    pub dist: PathBuf,
    /// The demo shop's program.
    pub shop: PathBuf,
    /// The built site.
    pub site: PathBuf,
    /// axe-core, as a script.
    pub axe: PathBuf,
    /// Where pictures go.
    pub screens: PathBuf,
}

impl Environment {
    /// Reads it, or says how to run the suite.
    pub fn read() -> anyhow::Result<Self> {
        let variable = |name: &str| {
            std::env::var(name).with_context(|| {
                format!("{name} is not set: the browser suite is run by `cargo xtask test browser`")
            })
        };
        let name = variable("BROWSER")?;
        Ok(Self {
            browser: BrowserName::new(&name).with_context(|| format!("BROWSER={name} is not known"))?,
            program: variable("BROWSER_PROGRAM")?,
            drivers: variable("WEBDRIVER_URL")?.split(' ').map(str::to_owned).collect(),
            dist: variable("OPT_IN_DIST")?.into(),
            shop: variable("OPT_IN_SHOP")?.into(),
            site: variable("OPT_IN_SITE")?.into(),
            axe: variable("OPT_IN_AXE")?.into(),
            screens: variable("OPT_IN_SCREENS")?.into(),
        })
    }
}

/// The repository's root.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
