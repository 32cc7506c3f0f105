//! The npm package as somebody else gets it: packed, judged by the package checkers, installed beside the frameworks
//! of `tests/embed`, imported in Node, built into a site by Vite and webpack, the code of the docs among it. The browser
//! suite `embed` then visits that site.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use crate::tally::Tally;
use crate::{process, progress, wasm, workspace};

/// The projects, and the versions of everything they use.
const PROJECTS: &str = "tests/embed";
/// Files of the browser suite that the site's pages use.
const FIXTURES: [&str; 2] = ["fixture.js", "icon.svg"];
const LOCK: &str = "package-lock.json";
const QUIET: [&str; 4] = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund"];

/// The project that brings half a gigabyte, in a folder of its own.
const NEXT: &str = "next";

/// Checks the package in `dist`, and answers with the folder of the built site. With `full` Next.js is among it.
pub(super) fn build(dist: &Path, full: bool, tally: &mut Tally) -> anyhow::Result<PathBuf> {
    let (root, folder, package) = (workspace::root(), workspace::scratch("embed"), dist.join("npm"));
    copy_folder(&root.join(PROJECTS), &folder)?;
    progress::step("Install the frameworks and the checkers", || installed(&folder))?;
    let packed = progress::step("Pack the package and install it", || {
        let printed = process::read(npm(&package, "pack").arg("--pack-destination").arg(&folder))?;
        let packed = folder.join(printed.trim());
        process::run(npm(&folder, "install").args(["--no-save", "--prefer-offline"]).arg(&packed))?;
        Ok(packed)
    })?;
    let site = folder.join("site");
    let mut node = |script: &str, arguments: &[&Path]| -> anyhow::Result<()> {
        progress::step(&format!("Run {script}"), || {
            process::run(Command::new("node").arg(folder.join(script)).args(arguments))
        })?;
        tally.add(Tally::one(true));
        Ok(())
    };
    node("check.mjs", &[&packed])?;
    node("node.mjs", &[])?;
    node("docs.mjs", &[&root, dist])?;
    node("build.mjs", &[&site, dist, &root])?;
    progress::step("Build the Yew application", || yew(&folder, &site))?;
    if full {
        let next = folder.join(NEXT);
        progress::step("Install Next.js", || {
            // Without a lock file: npm refuses one as soon as a registry lacks the compiler of one platform.
            process::run(npm(&next, "install").args(["--no-package-lock", "--prefer-offline"]).arg(&packed))
        })?;
        node("next.mjs", &[&site])?;
    }
    for name in FIXTURES {
        std::fs::copy(root.join("tests/browser/pages").join(name), site.join(name))?;
    }
    Ok(site)
}

/// The example of the widget's crate, with the glue and the page that start it.
fn yew(folder: &Path, site: &Path) -> anyhow::Result<()> {
    copy_folder(&folder.join("yew"), &site.join("yew"))?;
    let wasm = wasm::compile_example("whatsapp-opt-in-widget", "yew_checkout")?;
    Bindgen::new().input_path(wasm).web(true)?.typescript(false).out_name("app").generate(site.join("yew"))
}

/// Installs what the lock file names, once for each lock file.
fn installed(folder: &Path) -> anyhow::Result<()> {
    let lock = std::fs::read(folder.join(LOCK)).context("the projects have no lock file")?;
    let done = folder.join("installed-lock.json");
    if std::fs::read(&done).ok().as_deref() != Some(&lock[..]) {
        process::run(&mut npm(folder, "ci"))?;
        std::fs::write(&done, lock)?;
    }
    Ok(())
}

fn npm(folder: &Path, command: &str) -> Command {
    let mut npm = Command::new("npm");
    npm.arg(command).args(QUIET).current_dir(folder);
    npm
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("could not read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "node_modules" {
            copy_folder(&entry.path(), &target)?;
        }
    }
    Ok(())
}
