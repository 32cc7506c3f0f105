//! Installing packages, where we may: as root, on Debian.

use std::path::Path;
use std::process::Command;

use crate::process;

/// Whether packages can be installed here.
pub(crate) fn installs() -> bool {
    Path::new("/etc/debian_version").exists() && is_root()
}

/// Installs packages; ask [`installs`] first.
pub(crate) fn install(packages: &[&str]) -> anyhow::Result<()> {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    process::run(apt().args(["update", "-qq"]))?;
    let quiet = ["install", "-y", "-qq", "--no-install-recommends"];
    // Its many lines of unpacking are of use only when it fails; what went wrong is on the error stream.
    process::read(apt().args(quiet).args(packages)).map(drop)
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
