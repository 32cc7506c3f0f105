//! Whether two builds of one commit come to the same bytes: the second one starts with an empty target directory.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use crate::{process, progress, workspace};

/// Builds again and compares with `out`.
pub(crate) fn check(out: &Path) -> anyhow::Result<()> {
    let scratch = workspace::scratch("reproduce");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    let again = scratch.join("dist");
    let xtask = std::env::current_exe().context("where this program is")?;
    progress::step("Build it a second time, from nothing", || {
        let mut command = Command::new(xtask);
        command.arg("package").arg("--out").arg(&again).current_dir(workspace::root());
        process::run(command.env("CARGO_TARGET_DIR", scratch.join("target")))
    })?;
    let differing = differences(&digests(out)?, &digests(&again)?);
    if differing.is_empty() {
        println!("  every file is the same");
        return Ok(());
    }
    bail!("two builds differ in {}", differing.join(", "))
}

/// Every file's digest, by its path from `folder`. Names with a dot in front are this step's own notes.
fn digests(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| format!("could not read {}", next.display()))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if !entry.file_name().to_string_lossy().starts_with('.') {
                let name = entry.path().strip_prefix(folder)?.display().to_string();
                found.insert(name, Sha256::digest(std::fs::read(entry.path())?).to_vec());
            }
        }
    }
    Ok(found)
}

/// Files that are not in both, or not the same.
fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut names: Vec<_> = one.keys().chain(other.keys()).cloned().collect();
    names.sort();
    names.dedup();
    names.retain(|name| one.get(name) != other.get(name));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_that_differs_and_a_file_too_many_are_named() {
        let folder = |files: &[(&str, &str)]| {
            let folder = tempfile::tempdir().expect("a folder");
            for (name, content) in files {
                let path = folder.path().join(name);
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                std::fs::write(path, content).expect("a file");
            }
            digests(folder.path()).expect("digests")
        };
        let one = folder(&[("a.js", "1"), ("locales/fr.json", "2"), (".fingerprint", "3")]);
        let same = folder(&[("a.js", "1"), ("locales/fr.json", "2"), (".fingerprint", "4")]);
        assert!(differences(&one, &same).is_empty());
        let other = folder(&[("a.js", "1"), ("locales/fr.json", "3"), ("b.js", "1")]);
        assert_eq!(differences(&one, &other), ["b.js", "locales/fr.json"]);
    }
}
