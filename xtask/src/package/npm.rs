//! `npm/`: the package `whatsapp-opt-in` for bundlers, frameworks and Node, as `npm pack` takes it.

use std::path::Path;

use anyhow::{Context, ensure};

use super::manifest::{self, Manifest};
use super::optimise::Tools;
use super::{locales, sbom, sizes, types};
use crate::{notices, progress, validator};

/// The hand-written part: `package.json`, the wrappers, their types.
const SOURCES: &str = "pkg-config/npm";
/// The package's folder for everything that is imported or served.
const INSIDE: &str = "dist";
/// Bytes that the validator may have, uncompressed.
const BUDGET: &str = "pkg-config/size-budget-npm.json";

/// Puts the package together in `out`, from the page's files in `page`.
pub(crate) fn build(workspace: &Path, page: &Path, out: &Path) -> anyhow::Result<()> {
    let tools = Tools::find(workspace, true)?.context("Node is needed for the npm package")?;
    let validator = validator::module(&tools)?;
    // As it is: it runs on servers and in tools, and brotli takes longer to weigh it than the rest of this.
    sizes::keep_to(&workspace.join(BUDGET), "bytes", &[("validator.wasm", validator.wasm.len())])?;
    progress::step("Put the npm package together", || {
        if out.exists() {
            std::fs::remove_dir_all(out).with_context(|| format!("could not clear {}", out.display()))?;
        }
        let inside = out.join(INSIDE);
        std::fs::create_dir_all(&inside)?;
        for name in sizes::FILES.into_iter().chain(sizes::made_by_node(page)) {
            copy(&page.join(name), &inside.join(name))?;
        }
        for folder in [locales::FOLDER, locales::MODULES] {
            copy_folder(&page.join(folder), &inside.join(folder))?;
        }
        sources(workspace, out)?;
        write(&inside.join("settings.d.ts"), types::settings(&Manifest::read(workspace)?)?)?;
        write(&inside.join("locale.d.ts"), types::locale())?;
        write(&inside.join("validator.glue.js"), validator.js)?;
        tools.minify(&inside.join("validator.glue.js"))?;
        write(&inside.join("validator.d.ts"), validator.types)?;
        write(&inside.join("validator.wasm"), validator.wasm)?;
        copy(&workspace.join("pkg-config").join(manifest::FILE), &out.join(manifest::FILE))?;
        for name in [sbom::FILE, sbom::LICENCES] {
            copy(&page.join(name), &out.join(name))?;
        }
        notices::copy(workspace, out)
    })
}

/// The hand-written files; `package.json` gets the workspace's version.
fn sources(workspace: &Path, out: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(workspace.join(SOURCES))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if name == "package.json" {
            write(&out.join(name), versioned(&std::fs::read_to_string(&path)?)?)?;
        } else if name == "README.md" {
            copy(&path, &out.join(name))?;
        } else {
            copy(&path, &out.join(INSIDE).join(name))?;
        }
    }
    Ok(())
}

fn versioned(package: &str) -> anyhow::Result<String> {
    let place = "\"version\": \"0.0.0\"";
    ensure!(package.matches(place).count() == 1, "pkg-config/npm/package.json has no {place} to fill");
    Ok(package.replace(place, concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"")))
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> anyhow::Result<()> {
    std::fs::write(path, content).with_context(|| format!("could not write {}", path.display()))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::copy(from, to).map(drop).with_context(|| format!("could not copy {}", from.display()))
}

/// A folder without folders inside.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_has_the_workspaces_version() {
        let filled = versioned("{\"version\": \"0.0.0\"}").expect("filled");
        assert_eq!(filled, format!("{{\"version\": \"{}\"}}", env!("CARGO_PKG_VERSION")));
        assert!(versioned("{\"version\": \"1.0.0\"}").is_err());
    }
}
