//! The walls between the parts: what may lean on what, and what a file may look like. Each check is a function from
//! text to violations, so that its tests can show that it fails when it should.

mod crates;
mod sources;
mod www;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::{process, toolchain, workspace};

/// Where the package stands on a page's origin; `www/` knows nothing else of it.
const PACKAGE_PATH: &str = "/whatsapp-opt-in/";

/// Checks every wall and prints what is broken.
pub(crate) fn run() -> anyhow::Result<()> {
    let root = workspace::root();
    let files = our_files(&root)?;
    let mut found = Vec::new();
    found.extend(crates::core(&tree("whatsapp-opt-in", &["--edges=normal"])?));
    found.extend(crates::core(&tree(
        "whatsapp-opt-in",
        &["--edges=normal", "--target", toolchain::WASM_TARGET],
    )?));
    for (from, to) in crates::STRANGERS {
        found.extend(crates::strangers(from, to, &tree(from, &["--edges=normal,build,dev"])?));
    }
    for path in &files {
        // Pictures and other bytes are no source.
        let Ok(text) = std::fs::read_to_string(root.join(path)) else { continue };
        found.extend(sources::length(path, &text));
        if path.starts_with("src") {
            found.extend(sources::core(path, &text));
        }
        if path.starts_with("src/policy") || path == Path::new("src/policy.rs") {
            found.extend(sources::policy(path, &text));
        }
        if path.starts_with("www") {
            found.extend(www::references(path, &text, |target| files.contains(&target.to_path_buf())));
        }
    }
    found.extend(sources::forbids_unsafe(&std::fs::read_to_string(root.join("src/lib.rs"))?));
    found.sort();
    found.dedup();
    if found.is_empty() {
        println!("{} files: every wall stands", files.len());
        return Ok(());
    }
    for violation in &found {
        println!("  {violation}");
    }
    bail!("{} walls are broken", found.len());
}

/// The packages that `package` leans on, by name, as cargo resolves them for it alone.
fn tree(package: &str, options: &[&str]) -> anyhow::Result<Vec<String>> {
    let printed = process::read(
        process::cargo(["tree", "--quiet", "--prefix=none", "--format={p}", "--package", package])
            .args(options),
    )?;
    Ok(crates::names(&printed))
}

/// Files that git knows or would add, relative to the root.
fn our_files(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let listed = process::read(
        std::process::Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root),
    )
    .context("the walls read the list of files from git")?;
    let mut files: Vec<_> = listed.split('\0').filter(|path| !path.is_empty()).map(PathBuf::from).collect();
    files.retain(|path| root.join(path).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}
