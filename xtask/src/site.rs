//! The site: `www/` with its shared parts put in, the docs as pages, and what a static host should be told.

mod blocks;
mod docs;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::package::{self, optimise::Tools};
use crate::{progress, toolchain, wasm, workspace};

/// Pages that need the demo's receiver behind them.
const SERVED: [&str; 3] = ["shop", "booking", "newsletter"];
/// Where the shared parts of the pages stand; it is no page.
const PARTS: &str = "parts";
/// What the pages import beside the widget, in the package's folder: the loader, as the npm package has it.
const LOADER: &str = include_str!("../../pkg-config/npm/validator.js");
/// The loader and what it loads.
const VALIDATOR: [&str; 3] = ["validator.js", "validator.glue.js", "validator.wasm"];
/// The policy of a static host; the demo's server sends the same.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    require-trusted-types-for 'script'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; object-src 'none'";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the site goes.
    #[arg(long, default_value = "dist/site")]
    out: PathBuf,
}

/// What stands behind the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// The demo's shop, with its receiver.
    Shop,
    /// Files alone: the pages of the shop are left out, and what stands between `<!-- server -->` marks with them.
    Static,
}

/// A whole site of files, the package among them.
pub(crate) fn run(args: &Args) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    let root = workspace::root();
    let out = root.join(&args.out);
    package::build(&root, &out.join("whatsapp-opt-in"), &crate::SHIPPED)?;
    validator(&out.join("whatsapp-opt-in"), true)?;
    progress::step("Write the pages", || build(&root, &out, Host::Static))?;
    let headers = format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n"
    );
    std::fs::write(out.join("_headers"), headers)?;
    println!("  The site is in {}; serve it at the root of an origin.", args.out.display());
    Ok(())
}

/// Puts the validator beside the widget: `validator.js`, its glue and its wasm.
pub(crate) fn validator(package: &Path, size_std: bool) -> Result<()> {
    let compiled = progress::step("Compile the validator to WebAssembly", || {
        wasm::compile("whatsapp-opt-in-validator", &[], size_std)
    })?;
    let mut output = Bindgen::new()
        .input_path(&compiled)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    let glue = output.js().to_owned();
    let mut wasm = output.wasm_mut().emit_wasm();
    if size_std && let Some(tools) = Tools::find(&workspace::root(), false)? {
        wasm = tools.wasm_opt(&wasm)?;
    }
    std::fs::create_dir_all(package)?;
    for (name, content) in VALIDATOR.iter().zip([LOADER.as_bytes(), glue.as_bytes(), &wasm]) {
        std::fs::write(package.join(name), content)?;
    }
    Ok(())
}

/// The same out of the npm package, where that is built already.
pub(crate) fn validator_of(npm: &Path, package: &Path) -> Result<()> {
    for name in VALIDATOR {
        std::fs::copy(npm.join("dist").join(name), package.join(name)).with_context(|| name.to_owned())?;
    }
    Ok(())
}

/// Writes every page and file but the package.
pub(crate) fn build(root: &Path, out: &Path, host: Host) -> Result<()> {
    let parts = Parts::read(&root.join("www").join(PARTS))?;
    for path in files(&root.join("www"))? {
        let first = path.components().next().and_then(|part| part.as_os_str().to_str()).unwrap_or_default();
        if first == PARTS || (host == Host::Static && SERVED.contains(&first)) {
            continue;
        }
        let source = root.join("www").join(&path);
        if path.extension().is_some_and(|extension| extension == "html") {
            let page = parts.page(&std::fs::read_to_string(&source)?, &address(&path), host)?;
            write(&out.join(&path), page.as_bytes())?;
        } else {
            write(&out.join(&path), &std::fs::read(&source)?)?;
        }
    }
    for (address, page) in docs::pages(&root.join("docs"))? {
        let page = parts.page(&page, &address, host)?;
        write(&out.join(address.trim_start_matches('/')).join("index.html"), page.as_bytes())?;
    }
    for image in files(&root.join("docs/images"))? {
        write(&out.join("docs/images").join(&image), &std::fs::read(root.join("docs/images").join(&image))?)?;
    }
    Ok(())
}

/// The pieces that pages share, by name; `<!-- name -->` in a page stands for one.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn read(folder: &Path) -> Result<Self> {
        let mut parts = Vec::new();
        for file in files(folder)? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            parts.push((name, std::fs::read_to_string(folder.join(&file))?.trim_end().to_owned()));
        }
        ensure!(!parts.is_empty(), "{} has no parts", folder.display());
        Ok(Self(parts))
    }

    /// The finished page at an address such as `/verify/`.
    fn page(&self, source: &str, address: &str, host: Host) -> Result<String> {
        let mut page = source.to_owned();
        for (name, part) in &self.0 {
            page = page.replace(&format!("<!-- {name} -->"), part);
        }
        let page = served(&page, host)?;
        Ok(current(&page, address))
    }
}

/// Resolves `<!-- server -->…<!-- /server -->`.
fn served(page: &str, host: Host) -> Result<String> {
    let (open, close) = ("<!-- server -->", "<!-- /server -->");
    let mut rest = page;
    let mut out = String::with_capacity(page.len());
    while let Some((before, after)) = rest.split_once(open) {
        let (inside, after) = after.split_once(close).context("a `<!-- server -->` without its end")?;
        out.push_str(before);
        if host == Host::Shop {
            out.push_str(inside);
        }
        rest = after;
    }
    ensure!(!rest.contains(close), "a `<!-- /server -->` without its beginning");
    Ok(out + rest)
}

/// Marks the link of the site's list that leads to where we are.
fn current(page: &str, address: &str) -> String {
    let links = page.match_indices("<li><a href=\"").filter_map(|(at, mark)| {
        let href = page[at + mark.len()..].split('"').next()?;
        (href != "/" && address.starts_with(href)).then_some((href.len(), href))
    });
    match links.max() {
        None => page.to_owned(),
        Some((_, href)) => {
            let (link, kind) =
                (format!("<li><a href=\"{href}\""), if href == address { "page" } else { "true" });
            page.replacen(&link, &format!("{link} aria-current=\"{kind}\""), 1)
        }
    }
}

/// `verify/index.html` → `/verify/`.
fn address(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    format!("/{}", text.strip_suffix("index.html").unwrap_or(&text))
}

/// Every file below a folder, relative to it and sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let entries =
            std::fs::read_dir(folder.join(&inside)).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, content).with_context(|| format!("could not write {}", path.display()))
}

#[cfg(test)]
mod tests;
