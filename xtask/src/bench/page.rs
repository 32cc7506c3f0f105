//! `cargo xtask bench page`: the built package and intl-tel-input on one server, in Chromium, on fast and slow networks
//! and processors. Pages take turns, so that a slow minute of the machine falls on all of them.

mod report;

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use super::{install, load_average};
use crate::browser::{Browser, Drivers};
use crate::{package, process, progress, toolchain, workspace};

/// What a page in English loads of the package.
const OURS: [&str; 2] = ["whatsapp-opt-in.js", "whatsapp-opt-in.wasm"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each page is loaded in each condition, each time in a browser of its own.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// Cards that come and go, for the memory that is left behind; 0 leaves it out.
    #[arg(long, default_value_t = 2000)]
    rounds: u32,
    /// Only the cards that come and go.
    #[arg(long)]
    only_rounds: bool,
    /// Everything once, to see that it works; its figures say nothing.
    #[arg(long)]
    smoke: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<()> {
    toolchain::check_node()?;
    toolchain::ensure_wasm_target()?;
    let (runs, rounds) = match args {
        Args { smoke: true, .. } => (1, 20),
        Args { only_rounds: true, rounds, .. } => (0, *rounds),
        Args { runs, rounds, .. } => (*runs, *rounds),
    };
    let root = workspace::root();
    let out = workspace::scratch("bench").join("page");
    let dist = root.join("dist");
    package::build(&root, &dist, &crate::SHIPPED)?;
    let harness = root.join("tests/browser/bench");
    progress::step("Install the peer from npm", || install(&harness, &out))?;
    let site = out.join("site");
    progress::step("Bundle the peer and compress the pages", || site_of(&harness, &dist, &out, &site))?;
    let program = progress::step("Compile what drives the browser", driver)?;
    let drivers = Drivers::start(Browser::Chromium)?;

    let before = load_average();
    let mut figures = report::Figures::default();
    let mut command = Command::new(program);
    command.arg(&site).args([runs.to_string(), rounds.to_string()]).envs(drivers.environment());
    let ok = process::each_line(&mut command, |line| match serde_json::from_str::<Value>(line) {
        Ok(measured) => {
            println!("{}", figures.note(measured));
        }
        Err(_) => println!("{line}"),
    })?;
    if !ok {
        bail!("the measurement broke off; its message is above");
    }
    let load = [before, load_average()];
    println!("\n{}", figures.table(&load));
    let file = workspace::scratch("bench").join("page.json");
    std::fs::write(&file, serde_json::to_string_pretty(&figures.json(runs, &load))?)?;
    println!("{}", file.display());
    Ok(())
}

/// The folder that is served: pages, peer and package, each file compressed as servers do it beforehand.
fn site_of(harness: &Path, dist: &Path, out: &Path, site: &Path) -> anyhow::Result<()> {
    if site.exists() {
        std::fs::remove_dir_all(site)?;
    }
    std::fs::create_dir_all(site)?;
    process::run(Command::new("node").arg(out.join("bundle.mjs")).arg(site))?;
    for entry in std::fs::read_dir(harness.join("pages"))? {
        let entry = entry?;
        std::fs::copy(entry.path(), site.join(entry.file_name()))?;
    }
    for name in OURS {
        std::fs::copy(dist.join(name), site.join(name))?;
    }
    // The box can be ticked before the second file is whole: what comes before is the beginning of it.
    let sizes: Value = serde_json::from_slice(&std::fs::read(dist.join("sizes.json"))?)?;
    let page = site.join("ours.html");
    let text =
        std::fs::read_to_string(&page)?.replace("\"__TICKABLE__\"", &sizes["tickable"]["brotli"].to_string());
    std::fs::write(page, text)?;
    let files: Vec<_> = std::fs::read_dir(site)?.collect::<Result<_, _>>()?;
    for file in files {
        let mut name = file.file_name();
        name.push(".br");
        let bytes = std::fs::read(file.path())?;
        std::fs::write(site.join(name), package::brotli(&bytes)?)?;
    }
    Ok(())
}

fn driver() -> anyhow::Result<std::path::PathBuf> {
    let built = process::cargo_build(&["build", "--package=browser-tests", "--example=page"], "page")?;
    built.context("the example `page` of the browser tests did not build; the compiler's message is above")
}
