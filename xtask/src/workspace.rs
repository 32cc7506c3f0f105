//! Where things are in this repository.

use std::path::{Path, PathBuf};

/// The repository's root: the directory above this crate.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's target directory, as the environment or the default names it.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Scratch space for databases, screenshots and tools: always inside the repository, never committed.
pub(crate) fn scratch(name: &str) -> PathBuf {
    root().join("target").join(name)
}
