//! `wasm-opt` and a minifier, from npm, where Node is there: pinned in `pkg-config/package-lock.json`, installed into
//! the target directory.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use super::names::Names;
use crate::{process, progress, workspace};

/// What rustc 1.95 emits for wasm32-unknown-unknown, and no more: wasm-opt may use these and keep to them.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The installed tools.
pub(crate) struct Tools {
    node: PathBuf,
    modules: PathBuf,
    scratch: PathBuf,
}

impl Tools {
    /// Finds Node and installs the tools; `None` (with a line that says so) where that is not possible.
    pub(crate) fn find(workspace: &Path, required: bool) -> anyhow::Result<Option<Self>> {
        let found = match (process::find("node"), process::find("npm")) {
            (Some(node), Some(npm)) => install(workspace, node, &npm).map(Some),
            _ => Ok(None),
        };
        match found {
            Ok(Some(tools)) => Ok(Some(tools)),
            Ok(None) if required => {
                bail!(
                    "Node 20 or later with npm is needed to optimise the package: install it from https://nodejs.org"
                )
            }
            Err(error) if required => Err(error),
            Ok(None) => {
                println!(
                    "  Node is not there: the wasm is only optimised by the compiler, the JavaScript not minified"
                );
                Ok(None)
            }
            Err(error) => {
                println!(
                    "  wasm-opt could not be installed ({error:#}): the wasm is only optimised by the compiler"
                );
                Ok(None)
            }
        }
    }

    /// The wasm, optimised for size.
    pub(crate) fn wasm_opt(&self, wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
        Ok(self.run_wasm_opt(wasm, &[])?.0)
    }

    /// The wasm, optimised for size, with short names of imports and exports for its glue to follow.
    pub(crate) fn wasm_opt_and_rename(&self, wasm: &[u8]) -> anyhow::Result<(Vec<u8>, Names)> {
        let (wasm, names) = self.run_wasm_opt(wasm, &["--minify-imports-and-exports-and-modules"])?;
        Ok((wasm, Names::read(&names)?))
    }

    fn run_wasm_opt(&self, wasm: &[u8], more: &[&str]) -> anyhow::Result<(Vec<u8>, String)> {
        let (before, after) = (self.scratch.join("before.wasm"), self.scratch.join("after.wasm"));
        std::fs::write(&before, wasm)?;
        let mut command = Command::new(&self.node);
        command
            .arg(self.modules.join("binaryen/bin/wasm-opt"))
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(FEATURES)
            .args(more);
        let printed = process::read(command.arg(&before).arg("-o").arg(&after))?;
        Ok((std::fs::read(&after)?, printed))
    }

    /// The same as JavaScript, for pages that have no WebAssembly: lowered to what its first version had.
    pub(crate) fn wasm2js(&self, wasm: &[u8]) -> anyhow::Result<String> {
        let lower =
            ["--llvm-memory-copy-fill-lowering", "--signext-lowering", "--llvm-nontrapping-fptoint-lowering"];
        let (lowered, script) = (self.scratch.join("lowered.wasm"), self.scratch.join("lowered.js"));
        std::fs::write(&lowered, self.run_wasm_opt(wasm, &lower)?.0)?;
        let mut command = Command::new(&self.node);
        command.arg(self.modules.join("binaryen/bin/wasm2js")).args(["-Oz", "--enable-mutable-globals"]);
        process::run(command.arg(&lowered).arg("-o").arg(&script))?;
        Ok(std::fs::read_to_string(&script)?)
    }

    /// Shortens names in place, and nothing else: for large files, where more takes minutes.
    pub(crate) fn mangle(&self, file: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(&self.node);
        command.arg(self.modules.join("terser/bin/terser")).arg(file).arg("-o").arg(file);
        process::run(command.args(["--module", "--mangle", "--ecma", "2022"]))
    }

    /// What draws QR codes, as its makers ship it.
    pub(crate) fn qr(&self) -> anyhow::Result<String> {
        let library = self.modules.join("lean-qr");
        let [code, manifest] =
            ["nano.mjs", "package.json"].map(|name| std::fs::read_to_string(library.join(name)));
        let manifest: serde_json::Value =
            serde_json::from_str(&manifest.context("lean-qr is not installed")?)?;
        let version = manifest["version"].as_str().context("a version")?;
        Ok(format!("/*! lean-qr {version}, MIT licence: see NOTICE. */\n{}", code?))
    }

    /// Minifies a module in place.
    pub(crate) fn minify(&self, file: &Path) -> anyhow::Result<()> {
        let mut command = Command::new(&self.node);
        command.arg(self.modules.join("terser/bin/terser")).arg(file).arg("-o").arg(file);
        process::run(command.args(["--module", "--compress", "passes=2", "--mangle", "--ecma", "2022"]))
    }
}

/// Where npm's packages are, once they are installed.
pub(crate) fn modules() -> PathBuf {
    workspace::target_dir().join("node").join("node_modules")
}

/// Installs what the lock file names, once for each lock file.
fn install(workspace: &Path, node: PathBuf, npm: &Path) -> anyhow::Result<Tools> {
    let scratch = workspace::target_dir().join("node");
    let config = workspace.join("pkg-config");
    let lock = std::fs::read(config.join("package-lock.json"))
        .context("could not read pkg-config/package-lock.json")?;
    let installed = scratch.join("installed-lock.json");
    if std::fs::read(&installed).ok().as_deref() != Some(&lock[..]) {
        std::fs::create_dir_all(&scratch)?;
        for name in ["package.json", "package-lock.json"] {
            std::fs::copy(config.join(name), scratch.join(name))?;
        }
        progress::step("Install wasm-opt and the minifier", || {
            let mut command = Command::new(npm);
            command.args(["ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]);
            process::run(command.current_dir(&scratch))
        })?;
        std::fs::write(&installed, lock)?;
    }
    Ok(Tools { node, modules: scratch.join("node_modules"), scratch })
}
