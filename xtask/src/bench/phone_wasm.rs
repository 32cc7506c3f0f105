//! The wasm files of the bench: the same two functions over one engine each, compiled as the package is.

use std::path::Path;

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use crate::package::optimise::Tools;
use crate::wasm;

const CRATE: &str = "phone-bench-wasm";

/// Builds with `feature` (none: the file without an engine) into `out`, bound for Node, and answers with its bytes.
pub(super) fn build(feature: Option<&str>, tools: &Tools, out: &Path) -> anyhow::Result<Vec<u8>> {
    let wasm = wasm::compile(CRATE, feature.as_slice(), true)?;
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
