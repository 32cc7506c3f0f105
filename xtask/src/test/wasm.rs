//! Tests on wasm32: the crates' own `#[wasm_bindgen_test]`s, run in Node by wasm-bindgen's runner, which is built
//! from the library that it also is, in the version the crates use: nothing to install.

use anyhow::bail;

use super::steps;
use crate::tally::Tally;
use crate::{process, toolchain};

pub(super) fn run(tally: &mut Tally) -> anyhow::Result<()> {
    toolchain::check_node()?;
    toolchain::ensure_wasm_target()?;
    let build = ["build", "--package=xtask", "--bin=wasm-test-runner", "--features=wasm-tests"];
    let Some(runner) = process::cargo_build(&build, "wasm-test-runner")? else {
        bail!("the wasm test runner did not build; the compiler's message is above");
    };
    let mut command = process::cargo(["test", "--package", "whatsapp-opt-in", "--test", "wasm"]);
    command.args(["--target", toolchain::WASM_TARGET, "--no-fail-fast"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    steps::counted(&mut command, tally)?;
    anyhow::ensure!(tally.passed + tally.failed > 0, "no test ran on wasm32");
    Ok(())
}
