//! The wasm files of the bench: the same two functions over one engine each, compiled as the package is.

use std::path::{Path, PathBuf};

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use crate::package::optimise::Tools;
use crate::{process, toolchain, workspace};

const CRATE: &str = "phone-bench-wasm";

/// Builds with `feature` (none: the file without an engine) into `out`, bound for Node, and answers with its bytes.
pub(super) fn build(feature: Option<&str>, tools: &Tools, out: &Path) -> anyhow::Result<Vec<u8>> {
    let wasm = compile(feature)?;
    std::fs::create_dir_all(out)?;
    Bindgen::new()
        .input_path(&wasm)
        .nodejs(true)?
        .out_name("phone")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)?;
    // Node takes the file for an ES module otherwise: its folder lies under one.
    std::fs::write(out.join("package.json"), "{\"type\":\"commonjs\"}\n")?;
    // The glue keeps the wasm to itself; the bench wants to know how much memory it took.
    let glue = out.join("phone.js");
    let mut text = std::fs::read_to_string(&glue)?;
    text.push_str("exports.memory = () => wasm.memory.buffer.byteLength;\n");
    std::fs::write(&glue, text)?;
    let file = out.join("phone_bg.wasm");
    let wasm =
        tools.wasm_opt(&std::fs::read(&file).with_context(|| format!("{} is missing", file.display()))?)?;
    std::fs::write(&file, &wasm)?;
    Ok(wasm)
}

fn compile(feature: Option<&str>) -> anyhow::Result<PathBuf> {
    let target = workspace::target_dir().join("size-std");
    let mut command = process::cargo(["build", "--quiet", "--profile", "wasm", "--package", CRATE]);
    command.args(["--target", toolchain::WASM_TARGET]).arg("--target-dir").arg(&target);
    // The standard library for size, as `cargo xtask package` builds it.
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort")
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    if let Some(feature) = feature {
        command.args(["--features", feature]);
    }
    process::run(&mut command)?;
    Ok(target.join(toolchain::WASM_TARGET).join("wasm").join(CRATE.replace('-', "_")).with_extension("wasm"))
}
