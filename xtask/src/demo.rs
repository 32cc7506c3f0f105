//! `cargo xtask demo`: from a fresh clone to a shop in the browser.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::{package, process, progress, site, toolchain, workspace};

/// How long the shop may take to say that it listens, and to end when asked.
const PATIENCE: Duration = Duration::from_secs(10);
/// What the shop prints when it is ready, before its address.
const READY: &str = "listening on ";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The port on 127.0.0.1; 0 takes any free one.
    #[arg(long, default_value_t = 8787)]
    port: u16,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let start = Instant::now();
    check_port(args.port)?;
    progress::step("Check the C compiler and the Rust target wasm32-unknown-unknown", || {
        toolchain::check_c_compiler()?;
        toolchain::ensure_wasm_target()
    })?;
    let root = workspace::root();
    let scratch = workspace::scratch("demo");
    std::fs::create_dir_all(&scratch).with_context(|| format!("cannot make {}", scratch.display()))?;
    let package = scratch.join("dist");
    package::build(&root, &package, &package::Options::default())?;
    site::validator(&package, false)?;
    let pages = scratch.join("site");
    progress::step("Write the pages", || site::build(&root, &pages, site::Host::Shop))?;
    let shop = progress::step("Build the receiver and its shop", || {
        build_shop(&["--package=whatsapp-opt-in-receiver"])
    })?;
    let database = scratch.join("opt-in.db");
    let child =
        progress::step("Start the shop", || Shop::start(&shop, args.port, &pages, &package, &database))?;
    child.end_with_us()?;
    let shown = database.strip_prefix(&root).unwrap_or(&database);
    println!();
    println!("  Records are kept in {}. Ready in {}.", shown.display(), progress::seconds(start.elapsed()));
    println!("  Ctrl-C ends the shop.");
    println!();
    println!("  Open {}", child.address);
    println!();
    child.wait()
}

/// Says early and clearly when the address is taken; the shop itself binds again later.
fn check_port(port: u16) -> anyhow::Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!(
            "port {port} on 127.0.0.1 cannot be used ({error}): end the program that has it, or choose another with \
             `cargo xtask demo --port 8788`"
        ),
    }
}

/// Builds the demo shop out of the selected packages and returns the program's path.
pub(crate) fn build_shop(selection: &[&str]) -> anyhow::Result<PathBuf> {
    let arguments: Vec<_> = ["build", "--example=shop"].iter().chain(selection).copied().collect();
    match process::cargo_build(&arguments, "shop")? {
        Some(path) => Ok(path),
        None => bail!("the receiver's example `shop` did not build; the compiler's message is above"),
    }
}

/// The running shop; its output passes through.
struct Shop {
    child: Child,
    address: String,
}

impl Shop {
    fn start(program: &Path, port: u16, www: &Path, package: &Path, database: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command
            .arg("--listen")
            .arg(format!("127.0.0.1:{port}"))
            .arg("--www")
            .arg(www)
            .arg("--package")
            .arg(package)
            .arg("--database")
            .arg(database)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        own_group(&mut command);
        let mut child = command.spawn().with_context(|| format!("could not start {}", program.display()))?;
        let stdout = child.stdout.take().context("the shop has no output")?;
        let (ready, wait_ready) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                println!("{line}");
                if let Some(address) = line.strip_prefix(READY) {
                    // Nobody listens any more when the start was given up; the line is shown all the same.
                    let _ = ready.send(address.trim().to_owned());
                }
            }
        });
        match wait_ready.recv_timeout(PATIENCE) {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                let _ = child.kill();
                let status = child.wait()?;
                bail!("the shop did not start ({status}); its message is above")
            }
        }
    }

    /// From now on Ctrl-C asks the shop to end; we end after it.
    fn end_with_us(&self) -> anyhow::Result<()> {
        let id = self.child.id();
        ctrlc::set_handler(move || interrupt(id)).context("cannot watch for Ctrl-C")
    }

    fn wait(mut self) -> anyhow::Result<()> {
        let status = self.child.wait()?;
        // An end by the signal we passed on is what the person asked for.
        if status.success() || status.code().is_none() {
            println!("The shop has ended.");
            return Ok(());
        }
        bail!("the shop ended by itself ({status})")
    }
}

/// Away from our process group: Ctrl-C in a terminal must reach the shop once, through us.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

/// Asks the shop to end, and ends it after a while if it does not.
#[cfg(unix)]
fn interrupt(id: u32) {
    use rustix::process::{Pid, Signal, kill_process};
    let Some(pid) = i32::try_from(id).ok().and_then(Pid::from_raw) else { return };
    let _ = kill_process(pid, Signal::INT);
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        let _ = kill_process(pid, Signal::KILL);
    });
}

#[cfg(not(unix))]
fn interrupt(_: u32) {
    // Windows hands Ctrl-C to every program of the console; there is nothing to pass on.
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = taken.local_addr().expect("an address").port();
        let error = check_port(port).expect_err("taken").to_string();
        assert!(error.contains(&port.to_string()) && error.contains("--port"), "{error}");
        assert!(check_port(0).is_ok());
    }
}
