//! The licences, and the notice of Google's data, that go with everything we build for others.

use std::path::Path;

use anyhow::Context;

pub(crate) const FILES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"];

/// Copies them beside what was built.
pub(crate) fn copy(workspace: &Path, out: &Path) -> anyhow::Result<()> {
    for name in FILES {
        std::fs::copy(workspace.join(name), out.join(name))
            .with_context(|| format!("could not copy {name}"))?;
    }
    Ok(())
}
