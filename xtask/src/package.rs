//! `dist/`: what a page loads. Compile, bind, optimise, put together, measure.

mod assemble;
mod cdn;
mod cut;
mod locales;
mod manifest;
mod modules;
mod names;
pub(crate) mod npm;
pub(crate) mod optimise;
mod plain;
mod reference;
pub(crate) mod reproduce;
pub(crate) mod sbom;
pub(crate) mod sizes;
mod types;

use std::path::Path;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

pub(crate) use sizes::brotli;

use crate::{notices, progress, site, wasm};

/// The thin crate that becomes the wasm.
const CRATE: &str = "whatsapp-opt-in-widget-wasm";
/// And the one that becomes the phone engine's.
const PHONE: &str = "whatsapp-opt-in-phone-wasm";
/// Counts up when this step's own work changes, so that an older result is not taken for a fresh one.
const RECIPE: &str = "11";

/// How much trouble to take.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// Build the standard library for size too: a fifth smaller, and a panic is a bare trap.
    pub(crate) size_std: bool,
    /// Fail without Node instead of leaving out `wasm-opt` and the minifier.
    pub(crate) require_node: bool,
}

/// Builds the package in `workspace` into `out`; what is up to date is left alone.
pub(crate) fn build(workspace: &Path, out: &Path, options: &Options) -> anyhow::Result<()> {
    check_bindgen_version(workspace)?;
    let wasm =
        progress::step("Compile the widget to WebAssembly", || wasm::compile(CRATE, &[], options.size_std))?;
    let phone = progress::step("Compile the phone engine", || wasm::compile(PHONE, &[], options.size_std))?;
    let tools = optimise::Tools::find(workspace, options.require_node)?;
    let locales = locales::Locales::new()?;
    let stamp = fingerprint(workspace, [&wasm, &phone], &locales, tools.is_some())?;
    let stamp_file = out.join(".fingerprint");
    if std::fs::read_to_string(&stamp_file).is_ok_and(|written| written == stamp) && sizes::complete(out) {
        println!("✓ Package is up to date");
        return Ok(());
    }
    std::fs::create_dir_all(out).with_context(|| format!("could not create {}", out.display()))?;
    let mut compiled = std::fs::read(&wasm).with_context(|| format!("could not read {}", wasm.display()))?;
    if options.size_std {
        compiled = cut::what_no_card_reaches(&compiled)?;
    }
    let (glue, wasm) = progress::step("Bind it to JavaScript", || bind(compiled.clone()))?;
    let phone = std::fs::read(&phone).with_context(|| format!("could not read {}", phone.display()))?;
    // Where it may be large and slow, WebAssembly is there.
    if let Some(tools) = tools.as_ref().filter(|_| options.size_std) {
        progress::step("Turn it into plain JavaScript", || {
            let (glue, wasm) = bind(plain::without_new_types(compiled)?)?;
            let file = out.join(sizes::PLAIN);
            std::fs::write(&file, plain::module(&glue, &tools.wasm2js(&wasm)?, &tools.wasm2js(&phone)?)?)?;
            tools.mangle(&file)
        })?;
    }
    let (glue, wasm, phone) = match &tools {
        Some(tools) => progress::step("Optimise with wasm-opt", || {
            let (wasm, names) = tools.wasm_opt_and_rename(&wasm)?;
            Ok((names.rename(&glue)?, wasm, tools.wasm_opt(&phone)?))
        })?,
        None => (glue, wasm, phone),
    };
    let modules = modules::Modules::new(wasm, phone);
    progress::step("Put the package together", || {
        locales.stay_out_of(modules.widget())?;
        locales.write(out)?;
        let files = assemble::package(&workspace.join("crates/widget/js"), &glue, &modules, &locales)?;
        for (name, bytes) in &files {
            std::fs::write(out.join(name), bytes)?;
            if let Some(tools) = tools.as_ref().filter(|_| name.ends_with(".js")) {
                tools.minify(&out.join(name))?;
            }
        }
        if let Some(tools) = &tools {
            std::fs::write(out.join(sizes::QR), tools.qr()?)?;
        }
        Ok(())
    })?;
    notices::copy(workspace, out)?;
    let weighed = progress::step("Measure it", || sizes::write(out, &modules))?;
    // A build without the size options is never within the budget, nor meant to be.
    if options.size_std && tools.is_some() {
        sizes::keep_to(&workspace.join("pkg-config/size-budget.json"), "bytes in brotli", &weighed)?;
    }
    std::fs::write(&stamp_file, stamp)?;
    Ok(())
}

/// Builds everything that is published into `out`: the page's files, and in folders of their own the forms in which
/// they are handed on.
pub(crate) fn ship(workspace: &Path, out: &Path) -> anyhow::Result<()> {
    build(workspace, out, &crate::SHIPPED)?;
    progress::step("List what is inside", || {
        let sbom = sbom::Sbom::read(workspace)?;
        std::fs::write(out.join(sbom::FILE), sbom.cyclonedx())?;
        Ok(std::fs::write(out.join(sbom::LICENCES), sbom.licences()?)?)
    })?;
    cdn::build(workspace, out)?;
    let npm = out.join("npm");
    npm::build(workspace, out, &npm)?;
    // Judges the settings of pages in development.
    site::validator_of(&npm, out)
}

/// Crate and tool must be of one version: the wasm carries a description only that version reads.
fn check_bindgen_version(workspace: &Path) -> anyhow::Result<()> {
    let lock = std::fs::read_to_string(workspace.join("Cargo.lock"))?;
    let version = |name: &str| {
        let (_, rest) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let (library, tool) = (version("wasm-bindgen"), version("wasm-bindgen-cli-support"));
    if library.is_none() || library != tool {
        bail!(
            "wasm-bindgen is {library:?} and its tool {tool:?} in Cargo.lock: pin both to the same version in Cargo.toml"
        );
    }
    Ok(())
}

/// Everything the result depends on.
fn fingerprint(
    workspace: &Path,
    wasm: [&Path; 2],
    locales: &locales::Locales,
    tools: bool,
) -> anyhow::Result<String> {
    let mut hash = Sha256::new();
    hash.update(format!("{RECIPE} {tools} {} {:?} ", locales.members()?, whatsapp_opt_in::text::MORE));
    let mut inputs = vec![workspace.join("pkg-config/package-lock.json")];
    inputs.extend(wasm.map(Path::to_path_buf));
    let mut sources: Vec<_> = std::fs::read_dir(workspace.join("crates/widget/js"))?
        .map(|e| e.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    sources.sort();
    inputs.append(&mut sources);
    for input in inputs {
        let bytes = std::fs::read(&input).with_context(|| format!("could not read {}", input.display()))?;
        hash.update(format!("{} {} ", input.file_name().unwrap_or_default().display(), bytes.len()));
        hash.update(&bytes);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The glue for `--target web`, and the wasm it goes with.
fn bind(wasm: Vec<u8>) -> anyhow::Result<(String, Vec<u8>)> {
    let mut output = Bindgen::new()
        .input_bytes("widget", wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let glue = output.js().to_owned();
    Ok((glue, output.wasm_mut().emit_wasm()))
}
