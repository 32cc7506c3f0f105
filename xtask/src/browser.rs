//! Finds a browser and its WebDriver by name, installs what Debian has when we may, and starts the driver.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::ValueEnum;

use crate::{debian, process, progress, workspace};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);
/// Firefox's WebDriver, which Debian does not have; its makers publish it as a crate.
const GECKODRIVER: &str = "0.36.0";

/// The browsers that the suite knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    Webkit,
    /// Each of them, one after the other.
    All,
}

impl Browser {
    /// The name on the command line and in the suite's `BROWSER` variable.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
            Self::All => "all",
        }
    }

    /// The browsers meant: one, or each.
    pub(crate) fn each(self) -> Vec<Self> {
        match self {
            Self::All => vec![Self::Chromium, Self::Firefox, Self::Webkit],
            one => vec![one],
        }
    }

    /// How many WebDrivers tests that run side by side need: only Chromium's takes several sessions.
    fn drivers(self) -> usize {
        match self {
            Self::Chromium => 1,
            _ => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        }
    }

    /// The browser's program, if it is there.
    fn program(self) -> Option<PathBuf> {
        let names: &[&str] = match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
            Self::Firefox => &["firefox-esr", "firefox"],
            Self::Webkit => return mini_browser(),
            Self::All => &[],
        };
        names.iter().find_map(|name| process::find(name))
    }

    /// The WebDriver's program, if it is there.
    fn driver(self) -> Option<PathBuf> {
        match self {
            Self::Chromium => process::find("chromedriver"),
            Self::Firefox => process::find("geckodriver").or_else(|| {
                let ours = workspace::scratch("tools").join("bin").join("geckodriver");
                ours.is_file().then_some(ours)
            }),
            Self::Webkit => process::find("WebKitWebDriver"),
            Self::All => None,
        }
    }

    /// Whether everything is there that Debian packages.
    pub(crate) fn has_packages(self) -> bool {
        let screen = self != Self::Webkit || process::find("xvfb-run").is_some();
        self.program().is_some() && screen && (self == Self::Firefox || self.driver().is_some())
    }

    pub(crate) fn debian_packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb", "xauth"],
            Self::All => &[],
        }
    }

    /// The one line for whoever has to install it.
    pub(crate) fn hint(self) -> String {
        let packages = self.debian_packages().join(" ");
        match self {
            Self::Firefox => format!(
                "install Firefox and geckodriver (Debian: apt-get install {packages}; then cargo install geckodriver)"
            ),
            _ => format!("install {} and its WebDriver (Debian: apt-get install {packages})", self.name()),
        }
    }
}

/// Running WebDrivers of one browser, as many as its tests need at a time.
pub(crate) struct Drivers(Vec<Driver>);

impl Drivers {
    /// Installs what is missing, if we may, and starts them.
    pub(crate) fn start(browser: Browser) -> anyhow::Result<Self> {
        install(browser)?;
        (0..browser.drivers()).map(|_| Driver::start(browser)).collect::<anyhow::Result<_>>().map(Self)
    }

    /// What the suite reads to find them.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let urls: Vec<_> = self.0.iter().map(|driver| format!("http://127.0.0.1:{}", driver.port)).collect();
        let first = self.0.first().map(|driver| (driver.browser.name(), driver.program.display()));
        let (name, program) = first.map_or_else(Default::default, |(n, p)| (n.to_owned(), p.to_string()));
        vec![("BROWSER", name), ("BROWSER_PROGRAM", program), ("WEBDRIVER_URL", urls.join(" "))]
    }
}

/// A running WebDriver. It ends, with the browsers it started, when this is dropped.
struct Driver {
    child: Child,
    browser: Browser,
    program: PathBuf,
    port: u16,
}

impl Driver {
    /// Starts the browser's WebDriver on a free port.
    fn start(browser: Browser) -> anyhow::Result<Self> {
        let (Some(program), Some(driver)) = (browser.program(), browser.driver()) else {
            bail!("{} is not there: {}", browser.name(), browser.hint());
        };
        let port = free_port()?;
        let mut command = driver_command(browser, &driver, port);
        // Browsers talk a lot to themselves; whoever looks for a fault finds it in the log.
        let log = workspace::scratch("screens").join(browser.name());
        std::fs::create_dir_all(&log)?;
        let log = std::fs::File::create(log.join(format!("driver-{port}.log")))?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        own_group(&mut command);
        let child = command.spawn().with_context(|| format!("could not start {}", driver.display()))?;
        let started = Self { child, browser, program, port };
        started.wait_until_it_listens()
    }

    fn wait_until_it_listens(mut self) -> anyhow::Result<Self> {
        let start = Instant::now();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        loop {
            if TcpStream::connect_timeout(&address, Duration::from_millis(200)).is_ok() {
                return Ok(self);
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the WebDriver of {} ended ({status})", self.browser.name());
            }
            if start.elapsed() > PATIENCE {
                bail!("the WebDriver of {} does not listen on port {}", self.browser.name(), self.port);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end_group(&self.child);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn driver_command(browser: Browser, driver: &Path, port: u16) -> Command {
    match browser {
        Browser::Webkit => {
            // WebKitGTK has no headless mode: it draws on a screen in memory.
            let mut command = Command::new("xvfb-run");
            command.arg("-a").arg(driver).arg(format!("--port={port}")).env("WEBKIT_DISABLE_SANDBOX", "1");
            command
        }
        Browser::Firefox => {
            let mut command = Command::new(driver);
            command.args(["--log", "fatal", "--port"]).arg(port.to_string());
            command.env("MOZ_HEADLESS_WIDTH", "1000").env("MOZ_HEADLESS_HEIGHT", "900");
            command
        }
        Browser::Chromium | Browser::All => {
            let mut command = Command::new(driver);
            command.arg(format!("--port={port}")).arg("--log-level=SEVERE");
            command
        }
    }
}

/// Installs what is missing: Debian's packages when we are root there, geckodriver in any case. Otherwise says in one
/// line what to install.
fn install(browser: Browser) -> anyhow::Result<()> {
    if !browser.has_packages() {
        if !debian::installs() {
            bail!("{} is not there: {}", browser.name(), browser.hint());
        }
        let packages = browser.debian_packages();
        progress::step(&format!("Install {}", packages.join(" ")), || debian::install(packages))?;
    }
    if browser == Browser::Firefox && browser.driver().is_none() {
        progress::step("Build geckodriver, once, some minutes", || {
            // A debug build: it only hands messages on, and the release profile takes twice as long.
            let install =
                ["install", "--locked", "--debug", "geckodriver", "--version", GECKODRIVER, "--root"];
            process::run(process::cargo(install).arg(workspace::scratch("tools")))
        })
        .with_context(|| browser.hint())?;
    }
    Ok(())
}

/// WebKitGTK's small browser, which its package hides outside `PATH`.
fn mini_browser() -> Option<PathBuf> {
    let listed =
        Command::new("dpkg").args(["-L", "libwebkit2gtk-4.1-0"]).stderr(Stdio::null()).output().ok()?;
    String::from_utf8_lossy(&listed.stdout)
        .lines()
        .find(|path| path.ends_with("/MiniBrowser"))
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn free_port() -> anyhow::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(unix)]
fn end_group(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(group, Signal::TERM);
    }
}

#[cfg(not(unix))]
fn end_group(_: &Child) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_means_each_browser_once() {
        assert_eq!(Browser::All.each().len(), 3);
        assert_eq!(Browser::Firefox.each(), [Browser::Firefox]);
    }

    #[test]
    fn every_browser_says_what_to_install() {
        for browser in Browser::All.each() {
            let hint = browser.hint();
            assert!(hint.contains("install") && hint.lines().count() == 1, "{hint}");
        }
    }

    #[test]
    fn the_port_reaches_the_driver() {
        for browser in Browser::All.each() {
            let command = driver_command(browser, Path::new("driver"), 4711);
            let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
            assert!(args.iter().any(|arg| arg.contains("4711")), "{args:?}");
        }
    }
}
