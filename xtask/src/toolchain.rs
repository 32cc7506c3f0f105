//! What the machine must have, looked for up front, so that what is missing is said in one line.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, anyhow, bail};

use crate::process;
use crate::workspace;

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE_MAJOR: u32 = 20;

/// A C compiler: SQLite and AWS-LC are compiled from source.
pub(crate) fn check_c_compiler() -> anyhow::Result<()> {
    let named = std::env::var("CC").ok();
    let candidates = named.iter().map(String::as_str).chain(["cc", "gcc", "clang"]);
    for candidate in candidates {
        if process::find(candidate).is_some() || PathBuf::from(candidate).is_file() {
            return Ok(());
        }
    }
    bail!(
        "no C compiler found: install one (Debian: apt-get install build-essential; macOS: xcode-select --install)"
    )
}

/// The WebAssembly target and the standard library's source, of the toolchain that is pinned; added when missing.
pub(crate) fn ensure_wasm_target() -> anyhow::Result<()> {
    let rustlib = sysroot()?.join("lib").join("rustlib");
    if !rustlib.join(WASM_TARGET).is_dir() {
        rustup(&["target", "add", WASM_TARGET])?;
    }
    if !rustlib.join("src/rust/library").is_dir() {
        rustup(&["component", "add", "rust-src"])?;
    }
    Ok(())
}

fn sysroot() -> anyhow::Result<PathBuf> {
    let printed =
        process::read(Command::new("rustc").args(["--print", "sysroot"]).current_dir(workspace::root()))?;
    Ok(PathBuf::from(printed.trim()))
}

fn rustup(args: &[&str]) -> anyhow::Result<()> {
    if process::find("rustup").is_none() {
        bail!(
            "the Rust target {WASM_TARGET} is missing and rustup is not there to add it: install rustup from https://rustup.rs"
        );
    }
    process::run(Command::new("rustup").args(args).current_dir(workspace::root()))
}

/// Node runs the wasm tests and checks the package.
pub(crate) fn check_node() -> anyhow::Result<()> {
    let hint = || {
        anyhow!(
            "Node {NODE_MAJOR} or later is needed for the tests: install it from https://nodejs.org (Debian: apt-get install nodejs)"
        )
    };
    let node = process::find("node").ok_or_else(hint)?;
    let version = process::read(Command::new(node).arg("--version"))?;
    let major =
        node_major(&version).with_context(|| format!("`node --version` printed {:?}", version.trim()))?;
    if major < NODE_MAJOR {
        return Err(hint().context(format!("found Node {}", version.trim())));
    }
    Ok(())
}

/// The major version in `v20.20.2`.
fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("v9.1.0"), Some(9));
        assert_eq!(node_major("20.1"), None);
        assert_eq!(node_major(""), None);
    }
}
