//! The demo shop as a child process: the real receiver, the real package, pages of our choice.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::environment::{Environment, repository};

const READY: &str = "listening on ";
const PATIENCE: Duration = Duration::from_secs(10);

/// Which site to start.
#[derive(Clone, Debug)]
pub struct Site {
    /// The pages.
    pub www: PathBuf,
    /// The package, if not the built one.
    pub package: Option<PathBuf>,
    /// Further arguments of the shop.
    pub arguments: Vec<&'static str>,
}

impl Site {
    /// The suite's own pages.
    pub fn fixtures() -> Self {
        Self { www: repository().join("tests/browser/pages"), package: None, arguments: Vec::new() }
    }

    /// The site that was built for the suite: the demo, or the projects that use the npm package.
    pub fn demo() -> anyhow::Result<Self> {
        Ok(Self { www: Environment::read()?.site, ..Self::fixtures() })
    }
}

/// A running shop. It ends when this is dropped, and its database with it.
pub struct Shop {
    program: PathBuf,
    site: Site,
    package: PathBuf,
    folder: TempDir,
    address: String,
    child: Option<Child>,
}

impl Shop {
    /// Starts one on a free port, with an empty ledger.
    pub async fn start(environment: &Environment, site: Site) -> anyhow::Result<Self> {
        let package = site.package.clone().unwrap_or_else(|| environment.dist.clone());
        let mut shop = Self {
            program: environment.shop.clone(),
            site,
            package,
            folder: TempDir::new()?,
            address: "127.0.0.1:0".to_owned(),
            child: None,
        };
        shop.up().await?;
        Ok(shop)
    }

    /// Starts it, again on the port it had.
    pub async fn up(&mut self) -> anyhow::Result<()> {
        let mut child = Command::new(&self.program)
            .args(["--listen", &self.address])
            .arg("--www")
            .arg(&self.site.www)
            .arg("--package")
            .arg(&self.package)
            .arg("--database")
            .arg(self.database())
            .args(&self.site.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("could not start {}", self.program.display()))?;
        let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
        let ready = timeout(PATIENCE, async {
            while let Some(line) = lines.next_line().await? {
                if let Some(address) = line.strip_prefix(READY) {
                    return Ok(address.trim().to_owned());
                }
            }
            bail!("the shop ended before it listened")
        });
        let address = ready.await.context("the shop does not listen")??;
        // Read on, or the shop would wait for somebody to read its lines.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.address = address.strip_prefix("http://").context("an http address")?.to_owned();
        self.child = Some(child);
        Ok(())
    }

    /// Kills it, as a machine that loses power would: what was acknowledged must be there when it is up again.
    pub async fn down(&mut self) -> anyhow::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// The shop's origin, e.g. `http://127.0.0.1:40123`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The SQLite file.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("opt-in.db")
    }
}

/// A copy of the package in which one file is replaced, or gone.
pub fn spoiled(dist: &Path, file: &str, content: Option<&[u8]>) -> anyhow::Result<TempDir> {
    let copy = TempDir::new()?;
    for entry in std::fs::read_dir(dist)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != file {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
        }
    }
    if let Some(content) = content {
        std::fs::write(copy.path().join(file), content)?;
    }
    Ok(copy)
}
