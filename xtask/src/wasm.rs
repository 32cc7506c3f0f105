//! Compiling to WebAssembly as it ships: one set of flags for the widget, the validator and the benches.

use std::path::PathBuf;

use crate::{process, toolchain, workspace};

/// The linker's own choice, 1 MiB, is two thirds of the memory a page would give us. The deepest call seen takes
/// 12 KB (`BENCHMARKS.md`). The stack lies below everything else, so what outgrows it is a trap, never a silent
/// overwriting.
const STACK_BYTES: u32 = 128 * 1024;

/// Compiles `package` with these features and answers with the path of the wasm. `size_std` builds the standard
/// library for size too.
pub(crate) fn compile(package: &str, features: &[&str], size_std: bool) -> anyhow::Result<PathBuf> {
    let made = build(package, &[], features, size_std)?;
    Ok(made.join(package.replace('-', "_")).with_extension("wasm"))
}

/// The same for an example of a package, on what the package has been compiled to already.
pub(crate) fn compile_example(package: &str, name: &str) -> anyhow::Result<PathBuf> {
    let made = build(package, &["--example", name], &[], true)?;
    Ok(made.join("examples").join(name).with_extension("wasm"))
}

/// Answers with the folder of what was made.
fn build(package: &str, target: &[&str], features: &[&str], size_std: bool) -> anyhow::Result<PathBuf> {
    let mut target_dir = workspace::target_dir();
    let mut flags = format!("-Clink-arg=-zstack-size={STACK_BYTES}");
    let mut command =
        process::cargo(["build", "--quiet", "--profile", "wasm", "--target", toolchain::WASM_TARGET]);
    command.args(["--package", package]).args(target);
    if !features.is_empty() {
        command.arg("--features").arg(features.join(","));
    }
    if size_std {
        // Options of the compiler that are not stable yet, on the pinned stable compiler.
        // A directory of its own: other flags would compile everything anew each time they change.
        target_dir = target_dir.join("size-std");
        flags.push_str(" -Zunstable-options -Cpanic=immediate-abort");
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    }
    process::run(command.env("RUSTFLAGS", flags).arg("--target-dir").arg(&target_dir))?;
    Ok(target_dir.join(toolchain::WASM_TARGET).join("wasm"))
}
