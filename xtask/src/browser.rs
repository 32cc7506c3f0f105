//! Finds a browser and its WebDriver by name, installs what Debian has when we may, and starts the driver.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::ValueEnum;

use crate::{process, workspace};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

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

    fn is_installed(self) -> bool {
        let needs_screen = self == Self::Webkit && process::find("xvfb-run").is_none();
        self.program().is_some() && self.driver().is_some() && !needs_screen
    }

    fn debian_packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb", "xauth"],
            Self::All => &[],
        }
    }

    /// The one line for whoever has to install it.
    fn hint(self) -> String {
        let packages = self.debian_packages().join(" ");
        match self {
            Self::Firefox => format!(
                "install Firefox and geckodriver (Debian: apt-get install {packages}; then cargo install geckodriver)"
            ),
            _ => format!("install {} and its WebDriver (Debian: apt-get install {packages})", self.name()),
        }
    }
}

/// A running WebDriver. It ends, with the browsers it started, when this is dropped.
pub(crate) struct Driver {
    child: Child,
    browser: Browser,
    program: PathBuf,
    port: u16,
}

impl Driver {
    /// Starts the browser's WebDriver on a free port.
    pub(crate) fn start(browser: Browser) -> anyhow::Result<Self> {
        if !browser.is_installed() {
            install(browser)?;
        }
        let (Some(program), Some(driver)) = (browser.program(), browser.driver()) else {
            bail!("{} is not there: {}", browser.name(), browser.hint());
        };
        let port = free_port()?;
        let mut command = driver_command(browser, &driver, port);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
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

    /// What the suite reads to find it.
    pub(crate) fn environment(&self) -> [(&'static str, String); 3] {
        [
            ("BROWSER", self.browser.name().to_owned()),
            ("BROWSER_PROGRAM", self.program.display().to_string()),
            ("WEBDRIVER_URL", format!("http://127.0.0.1:{}", self.port)),
        ]
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
            command
        }
        Browser::Chromium | Browser::All => {
            let mut command = Command::new(driver);
            command.arg(format!("--port={port}")).arg("--log-level=SEVERE");
            command
        }
    }
}

/// Installs the Debian packages when we are root there; otherwise says in one line what to install.
fn install(browser: Browser) -> anyhow::Result<()> {
    if !Path::new("/etc/debian_version").exists() || !is_root() {
        bail!("{} is not there: {}", browser.name(), browser.hint());
    }
    println!("{} is not there; installing {}", browser.name(), browser.debian_packages().join(" "));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt().args(["update", "-qq"]))?;
    process::run(
        apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(browser.debian_packages()),
    )?;
    if browser == Browser::Firefox && browser.driver().is_none() {
        // Debian has no geckodriver; its makers publish it as a crate.
        process::run(
            process::cargo(["install", "--locked", "geckodriver", "--root"]).arg(workspace::scratch("tools")),
        )?;
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
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
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
