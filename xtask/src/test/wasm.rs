//! Tests on wasm32: the crates' own `#[wasm_bindgen_test]`s, run in Node by wasm-bindgen's runner, which is built
//! from the library that it also is, in the version the crates use: nothing to install.

use std::path::Path;

use anyhow::{Context, bail};

use super::steps;
use crate::tally::Tally;
use crate::{process, toolchain, workspace};

/// What a test file says that also runs on wasm32.
const PORTABLE: &str = "use wasm_bindgen_test::wasm_bindgen_test as test;";

pub(super) fn run(tally: &mut Tally) -> anyhow::Result<()> {
    toolchain::check_node()?;
    toolchain::ensure_wasm_target()?;
    let build = ["build", "--package=xtask", "--bin=wasm-test-runner", "--features=wasm-tests"];
    let Some(runner) = process::cargo_build(&build, "wasm-test-runner")? else {
        bail!("the wasm test runner did not build; the compiler's message is above");
    };
    let mut command = process::cargo(["test", "--package", "whatsapp-opt-in", "--no-fail-fast"]);
    command.args(["--target", toolchain::WASM_TARGET]);
    for suite in portable_suites(&workspace::root().join("tests"))? {
        command.args(["--test", &suite]);
    }
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    steps::counted(&mut command, tally)?;
    anyhow::ensure!(tally.passed + tally.failed > 0, "no test ran on wasm32");
    Ok(())
}

/// The names of the test files that also run on wasm32.
fn portable_suites(tests: &Path) -> anyhow::Result<Vec<String>> {
    let mut suites = Vec::new();
    for entry in std::fs::read_dir(tests).with_context(|| tests.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "rs") && std::fs::read_to_string(&path)?.contains(PORTABLE) {
            suites.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    suites.sort();
    anyhow::ensure!(!suites.is_empty(), "no test file in {} runs on wasm32", tests.display());
    Ok(suites)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_say_themselves_that_they_are_portable() {
        let folder = tempfile::tempdir().expect("a folder");
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writable");
        write("native.rs", "#[test] fn a() {}");
        write("notes.md", PORTABLE);
        assert!(portable_suites(folder.path()).is_err(), "none is an error, not a pass");
        write("both.rs", &format!("#[cfg(target_family = \"wasm\")]\n{PORTABLE}\n"));
        assert_eq!(portable_suites(folder.path()).expect("a list"), ["both"]);
    }
}
