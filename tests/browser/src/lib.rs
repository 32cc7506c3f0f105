//! The harness of the browser suite: a real shop process with a database of its own, a real browser session, and the
//! built package, for each test.
//!
//! ```text
//! visit ─► Shop (child process, port 0, temporary SQLite file)
//!       └► Browser session (WebDriver) ─► Card (what a person does with it)
//! records ◄─ the shop's database, verified with the core
//! ```
//!
//! `cargo xtask test browser` sets the environment: `BROWSER`, `BROWSER_PROGRAM`, `WEBDRIVER_URL`, `OPT_IN_DIST`,
//! `OPT_IN_SHOP`, `OPT_IN_SITE`, `OPT_IN_AXE` and `OPT_IN_SCREENS`.

mod browser;
mod card;
mod dress;
mod environment;
mod ledger;
mod seen;
mod shop;
mod visit;

pub use browser::{BrowserName, Session, devtools};
pub use card::{Card, in_shadow};
pub use dress::Dress;
pub use environment::{Environment, repository};
pub use ledger::Stored;
pub use seen::Seen;
pub use shop::{Shop, Site, spoiled};
pub use thirtyfour::prelude::*;
pub use visit::{Visit, eventually, visit, visit_site};
