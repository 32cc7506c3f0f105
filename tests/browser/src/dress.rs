//! How the window and the person's settings are: width, colours, motion. Only Chromium lets WebDriver set more than the
//! width; the other browsers show what they show, and tests that need the rest say so.

use serde_json::json;

use crate::visit::Visit;

/// A window and what the person set in their system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dress {
    /// Its name in pictures and messages.
    pub name: &'static str,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// `prefers-color-scheme`.
    pub scheme: &'static str,
    /// `forced-colors`: colours of the person's own.
    pub forced: bool,
}

impl Dress {
    /// A desk.
    pub const WIDE: Self = Self { name: "wide", width: 1100, height: 900, scheme: "light", forced: false };
    /// A small telephone.
    pub const NARROW: Self = Self { name: "narrow", width: 360, height: 900, ..Self::WIDE };
    /// The narrowest that WCAG asks for: 1280 pixels at a zoom of 400 %.
    pub const NARROWEST: Self = Self { name: "320px", width: 320, height: 800, ..Self::WIDE };
    /// A desk at night.
    pub const DARK: Self = Self { name: "dark", scheme: "dark", ..Self::WIDE };
    /// Colours of the person's own, on dark.
    pub const FORCED: Self = Self { name: "forced", scheme: "dark", forced: true, ..Self::WIDE };

    /// Whether this browser can be told to look like this; if not, that is written down.
    pub fn is_possible(&self, visit: &Visit) -> anyhow::Result<bool> {
        if self.scheme == "light" && !self.forced {
            return Ok(true);
        }
        visit.can(&format!("{}: only Chromium's WebDriver sets a person's colours", self.name))
    }

    /// Dresses the window.
    pub async fn put_on(&self, visit: &Visit) -> anyhow::Result<()> {
        if !visit.is_chromium() {
            visit.browser.set_window_rect(0, 0, self.width, self.height).await?;
            return Ok(());
        }
        let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
        let features = [
            feature("prefers-color-scheme", self.scheme),
            feature("forced-colors", if self.forced { "active" } else { "none" }),
        ];
        visit.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        let screen =
            json!({ "width": self.width, "height": self.height, "deviceScaleFactor": 2, "mobile": false });
        visit.devtools("Emulation.setDeviceMetricsOverride", screen).await?;
        Ok(())
    }
}
