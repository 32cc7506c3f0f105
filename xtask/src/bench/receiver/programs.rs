//! The programs that are measured, and what measures them: built, started, ended.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::{process, workspace};

pub(super) const API_TOKEN: &str = "a-token-for-the-bench-alone";
pub(super) const APP_SECRET: &str = "an app secret of the bench";

const PACKAGE: &str = "whatsapp-opt-in-receiver";

/// The receiver and the load generator.
pub(super) struct Built {
    receiver: PathBuf,
    load: PathBuf,
}

pub(super) fn build(optimised: bool) -> anyhow::Result<Built> {
    let profile = if optimised { "release" } else { "dev" };
    // Both in one build: apart, their dependencies would be compiled twice, with other features.
    let programs = ["--bin", "opt-in-receiver", "--example", "load"];
    let args = [&["build", "--profile", profile, "--package", PACKAGE][..], &programs].concat();
    let one =
        |name: &str| process::cargo_build(&args, name)?.with_context(|| format!("{name} did not build"));
    Ok(Built { receiver: one("opt-in-receiver")?, load: one("load")? })
}

impl Built {
    /// The receiver on an SQLite file.
    pub(super) fn receiver(&self, database: &Path) -> anyhow::Result<Running> {
        let mut command = Command::new(&self.receiver);
        command.arg("--database").arg(database);
        receiver(command)
    }

    /// One of several receivers on a PostgreSQL database; they share the keys in the folder.
    pub(super) fn receiver_on(&self, url: &str, keys: &Path) -> anyhow::Result<Running> {
        let mut command = Command::new(&self.receiver);
        command.args(["--database", url]).arg("--signing-key-file").arg(keys.join("key.pem"));
        command.arg("--log-key-file").arg(keys.join("log.pem"));
        command.arg("--retired-keys").arg(keys.join("retired.json"));
        receiver(command)
    }

    pub(super) fn load(&self, what: &str) -> Command {
        let mut command = Command::new(&self.load);
        command.arg(what);
        command
    }
}

fn receiver(mut command: Command) -> anyhow::Result<Running> {
    command
        .args(["--listen", "127.0.0.1:0", "--log-format", "json", "--public-url", "https://shop.example"])
        .args([
            "--api-token",
            API_TOKEN,
            "--whatsapp-app-secret",
            APP_SECRET,
            "--whatsapp-verify-token",
            "a-word",
        ])
        // As a service under load runs: a line for what goes wrong, none for each request.
        .env("OPT_IN_LOG", "warn,opt_in_receiver=info")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let log = child.stderr.take().context("its log")?;
    Running::announced(child, log, |line| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        (line["message"] == "listening").then(|| line["address"].as_str().unwrap_or("").to_owned())
    })
}

/// Once for each version of the lock file. `better-sqlite3` is compiled where its author has no program for the machine.
pub(super) fn install_peer(out: &Path) -> anyhow::Result<()> {
    let source = workspace::root().join("crates/receiver/bench");
    for name in ["package.json", "package-lock.json", "peer.mjs"] {
        std::fs::copy(source.join(name), out.join(name))?;
    }
    let lock = std::fs::read(out.join("package-lock.json"))?;
    let installed = out.join("node_modules/installed-lock.json");
    if std::fs::read(&installed).ok().as_deref() != Some(&lock[..]) {
        process::run(
            Command::new("npm").args(["ci", "--silent", "--no-audit", "--no-fund"]).current_dir(out),
        )?;
        std::fs::write(&installed, lock)?;
    }
    Ok(())
}

pub(super) fn peer(out: &Path, database: &Path, batched: bool) -> anyhow::Result<Running> {
    let mut command = Command::new("node");
    command.arg("peer.mjs").arg(database).args(batched.then_some("batched")).current_dir(out);
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("its output")?;
    Running::announced(child, output, |line| Some(format!("127.0.0.1:{}", line.trim())))
}

/// A program that listens; ended when dropped.
pub(super) struct Running {
    child: Child,
    pub(super) address: String,
}

impl Running {
    fn announced(
        child: Child,
        output: impl std::io::Read + Send + 'static,
        address: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Self> {
        let mut running = Self { child, address: String::new() };
        let mut lines = BufReader::new(output).lines();
        for line in &mut lines {
            if let Some(address) = address(&line?) {
                running.address = address;
                // Read on, or it would stand still once the pipe is full.
                std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| eprintln!("{line}")));
                return Ok(running);
            }
        }
        bail!("it ended without saying where it listens")
    }

    /// The most memory it ever had resident.
    pub(super) fn peak_mb(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(kilobytes.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked, so that the write-ahead log is folded in; a receiver that is gone already is as well.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let started = Instant::now();
        while asked.is_ok() && started.elapsed() < Duration::from_secs(20) {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A PostgreSQL server of our own, durable as it comes.
pub(super) struct Postgres {
    child: Child,
    programs: PathBuf,
    port: u16,
}

impl Postgres {
    pub(super) fn start(folder: &Path) -> anyhow::Result<Self> {
        let programs = newest().context("PostgreSQL is missing: apt-get install postgresql")?;
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        std::fs::create_dir_all(folder)?;
        let root = process::read(Command::new("id").arg("-u"))?.trim() == "0";
        // PostgreSQL refuses to run as root, and its user may not see our target directory.
        let home = if root { tempfile_for_postgres()? } else { folder.to_owned() };
        let command = |name: &str| {
            let mut command = Command::new(if root { "setpriv".into() } else { programs.join(name) });
            if root {
                command.args([
                    "--reuid=postgres",
                    "--regid=postgres",
                    "--init-groups",
                    "--pdeathsig=QUIT",
                    "--",
                ]);
                command.arg(programs.join(name));
            }
            command
        };
        let data = home.join("data");
        process::read(
            command("initdb")
                .args(["--auth=trust", "--username=bench", "--locale=C", "--encoding=UTF8", "-D"])
                .arg(&data),
        )?;
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut server = command("postgres");
        server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
        server.arg("-c").arg(format!("unix_socket_directories={}", home.display()));
        let child = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let postgres = Self { child, programs, port };
        let started = Instant::now();
        while !postgres.client("pg_isready").arg("-q").status()?.success() {
            anyhow::ensure!(started.elapsed() < Duration::from_secs(60), "PostgreSQL does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(postgres)
    }

    /// The address of a new database.
    pub(super) fn database(&self, name: &str) -> anyhow::Result<String> {
        process::run(self.client("createdb").args(["-U", "bench", name]))?;
        Ok(format!("postgres://bench@127.0.0.1:{}/{name}", self.port))
    }

    fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string()]);
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

fn tempfile_for_postgres() -> anyhow::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("opt-in-bench-pg-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    process::run(Command::new("chown").arg("postgres:").arg(&folder))?;
    Ok(folder)
}

/// The folder of the newest version Debian installed.
fn newest() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<PathBuf> = versions.filter_map(|v| Some(v.ok()?.path().join("bin"))).collect();
    folders.retain(|folder| folder.join("postgres").is_file());
    folders.sort();
    folders.pop()
}
