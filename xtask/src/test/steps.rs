//! The steps of `cargo xtask test`, in order: what is quick to fail comes first.

use anyhow::Context;

use super::{embed, licences, machine, wasm};
use crate::browser::{self, Browser};
use crate::tally::Tally;
use crate::{demo, package, process, site, tables, toolchain, validator, walls, workspace};

/// The names of the steps, in the order in which they run.
pub(crate) const NAMES: [&str; 14] = [
    "tools",
    "fmt",
    "walls",
    "tables",
    "clippy",
    "licences",
    "tests",
    "doc",
    "fuzz",
    "wasm",
    "validator",
    "package",
    "browser",
    "embed",
];

/// Crates that only mean something as wasm, left out of native builds.
const WASM_ONLY: [&str; 2] = ["whatsapp-opt-in-widget-wasm", "phone-bench-wasm"];
/// The suite that needs a browser, a package and a shop; the step `browser` runs it. Its manifest keeps it out of the
/// others' way.
const BROWSER_SUITE: &str = "suite";
/// The same for projects that use the npm package; the step `embed` runs it.
const EMBED_SUITE: &str = "embed";
/// What runs in a page, linted as such.
const PAGE_CRATES: [&str; 2] = ["whatsapp-opt-in", "whatsapp-opt-in-widget"];
/// One selection for every native build: another one would turn on other features of the same dependencies, and
/// build them again.
const FEATURES: [&str; 2] = ["--features", "whatsapp-opt-in/verify"];

/// What a step does; it counts the tests it ran.
type Work = Box<dyn FnOnce(&mut Tally) -> anyhow::Result<()>>;

/// One step: a name to run it by, a heading, and the work.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) work: Work,
}

/// All steps; `full` adds what takes long, and `rest` goes to the test programs, e.g. a filter.
pub(crate) fn all(browser: Browser, full: bool, rest: &[String]) -> Vec<Step> {
    let [tools, fmt, wall, tabled, clippy, licences, tests, doc, fuzz, wasm, valid, package, suite, embed] =
        NAMES;
    let step = |name, what, work: Work| Step { name, what, work };
    let [for_tests, for_suite, for_embed] = [(); 3].map(|()| rest.to_vec());
    vec![
        step(tools, "what the machine must have", Box::new(move |_| tooled(browser))),
        step(fmt, "formatting", Box::new(|_| formatted())),
        step(wall, "what may lean on what", Box::new(|_| walls::run())),
        step(
            tabled,
            "the phone tables are what Google's metadata makes",
            Box::new(|_| tables::run(&workspace::root(), true)),
        ),
        step(clippy, "lints, natively and for wasm32", Box::new(|_| linted())),
        step(
            licences,
            "licences, banned crates and sources (advisories are not looked up)",
            Box::new(|_| licences::check()),
        ),
        step(
            tests,
            "unit, receiver, command and documentation tests",
            Box::new(move |tally| native(tally, &for_tests)),
        ),
        step(doc, "documentation without warnings", Box::new(|_| documented())),
        step(fuzz, "the fuzz targets compile; their bodies run among the tests", Box::new(|_| fuzzable())),
        step(wasm, "the core's tests on wasm32, in Node", Box::new(wasm::run)),
        step(
            valid,
            "the phone engine for JavaScript, in Node",
            Box::new(|_| validator::test(&workspace::root(), &workspace::scratch("test").join("validator"))),
        ),
        step(package, "the package as it ships", Box::new(|_| packaged())),
        step(
            suite,
            "the package in a real browser",
            Box::new(move |tally| in_browsers(browser, tally, &for_suite)),
        ),
        step(
            embed,
            "the npm package: checkers, types, Node, and projects that use it in Chromium",
            Box::new(move |tally| embedded(full, tally, &for_embed)),
        ),
    ]
}

/// Said up front, so that nobody waits twenty minutes to hear it.
fn tooled(browser: Browser) -> anyhow::Result<()> {
    toolchain::check_c_compiler()?;
    toolchain::ensure_wasm_target()?;
    toolchain::check_node()?;
    machine::check(browser)
}

fn formatted() -> anyhow::Result<()> {
    process::run(&mut process::cargo(["fmt", "--all", "--check"]))
}

fn linted() -> anyhow::Result<()> {
    // The browser suites are none of `--all-targets`, as no other test run shall start it.
    for targets in [&["--all-targets"][..], &["--test", BROWSER_SUITE, "--test", EMBED_SUITE]] {
        let mut native = process::cargo(["clippy", "--workspace"]);
        without(native.args(targets), &WASM_ONLY);
        process::run(native.args(FEATURES).args(["--", "-D", "warnings"]))?;
    }
    toolchain::ensure_wasm_target()?;
    let mut page = process::cargo(["clippy", "--target", toolchain::WASM_TARGET]);
    page.args(PAGE_CRATES.iter().chain(&WASM_ONLY).flat_map(|name| ["--package", name]));
    process::run(page.args(["--", "-D", "warnings"]))
}

/// Everything that runs natively, in one build. Documentation tests are among it.
fn native(tally: &mut Tally, rest: &[String]) -> anyhow::Result<()> {
    let mut command = process::cargo(["test", "--workspace", "--no-fail-fast"]);
    without(&mut command, &WASM_ONLY);
    counted(command.args(FEATURES).arg("--").args(rest), tally)
}

fn documented() -> anyhow::Result<()> {
    let mut command = process::cargo(["doc", "--workspace", "--no-deps"]);
    without(&mut command, &WASM_ONLY);
    process::run(command.args(FEATURES).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The targets are a workspace of their own, with our lock file and target directory: what both need is built once.
fn fuzzable() -> anyhow::Result<()> {
    let root = workspace::root();
    std::fs::copy(root.join("Cargo.lock"), root.join("fuzz/Cargo.lock")).context("fuzz/Cargo.lock")?;
    let mut command = process::cargo(["check", "--manifest-path", "fuzz/Cargo.toml"]);
    process::run(command.arg("--target-dir").arg(workspace::target_dir()).current_dir(root))
}

fn without(command: &mut std::process::Command, packages: &[&str]) {
    command.args(packages.iter().flat_map(|name| ["--exclude", name]));
}

fn packaged() -> anyhow::Result<()> {
    toolchain::ensure_wasm_target()?;
    package::ship(&workspace::root(), &dist())
}

fn in_browsers(chosen: Browser, tally: &mut Tally, rest: &[String]) -> anyhow::Result<()> {
    // Always: a package that is up to date is left alone, and one that is not must not be tested.
    packaged().context("the browser suite needs the package")?;
    let dist = dist();
    let site = workspace::scratch("test").join("site");
    site::validator_of(&dist.join("npm"), &dist)?;
    site::build(&workspace::root(), &site, site::Host::Shop).context("the site")?;
    let shop = demo::build_shop(&native_selection())?;
    for browser in chosen.each() {
        println!("── {}", browser.name());
        in_browser(browser, BROWSER_SUITE, [&shop, &site], tally, rest)?;
    }
    Ok(())
}

/// Chromium alone: what the three engines make of the card is the browser suite's question.
fn embedded(full: bool, tally: &mut Tally, rest: &[String]) -> anyhow::Result<()> {
    packaged().context("the projects need the package")?;
    let site = embed::build(&dist(), full, tally)?;
    let shop = demo::build_shop(&native_selection())?;
    in_browser(Browser::Chromium, EMBED_SUITE, [&shop, &site], tally, rest)
}

fn in_browser(
    browser: Browser,
    suite: &str,
    [shop, site]: [&std::path::PathBuf; 2],
    tally: &mut Tally,
    rest: &[String],
) -> anyhow::Result<()> {
    let drivers = browser::Drivers::start(browser)?;
    let mut command = process::cargo(["test", "--test", suite]);
    command
        .args(native_selection())
        .env("OPT_IN_DIST", dist())
        .env("OPT_IN_SHOP", shop)
        .env("OPT_IN_SITE", site);
    command.env("OPT_IN_AXE", package::optimise::modules().join("axe-core/axe.min.js"));
    command.env("OPT_IN_SCREENS", workspace::scratch("screens").join(browser.name()));
    command.envs(drivers.environment()).arg("--").args(rest);
    let not_run = workspace::scratch("screens").join(browser.name()).join("not-run.txt");
    let _ = std::fs::remove_file(&not_run);
    counted(&mut command, tally).with_context(|| format!("in {}", browser.name()))?;
    tally.leave_out(browser.name(), &std::fs::read_to_string(not_run).unwrap_or_default());
    Ok(())
}

/// The one selection of packages and features of every native build.
fn native_selection() -> Vec<&'static str> {
    let mut selection = vec!["--workspace"];
    selection.extend(WASM_ONLY.iter().flat_map(|name| ["--exclude", name]));
    selection.extend(FEATURES);
    selection
}

/// The package the tests look at: built fresh by the step `package`.
fn dist() -> std::path::PathBuf {
    workspace::scratch("test").join("dist")
}

/// Runs test programs, shows what they print and counts their tests.
pub(super) fn counted(command: &mut std::process::Command, tally: &mut Tally) -> anyhow::Result<()> {
    let ok = process::each_line(command, |line| {
        println!("{line}");
        tally.read_line(line);
    })?;
    // A failure without a failed test is a build that broke: the compiler's message is above.
    anyhow::ensure!(ok || tally.failed > 0, "the tests did not build or did not end; the message is above");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_step_and_every_step_has_a_name() {
        let names: Vec<_> = all(Browser::Chromium, false, &[]).iter().map(|step| step.name).collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn a_build_that_breaks_is_an_error_and_a_failed_test_a_count() {
        let mut tally = Tally::default();
        let sh = |script: &str, tally: &mut Tally| {
            counted(std::process::Command::new("sh").args(["-c", script]), tally)
        };
        assert!(sh("exit 101", &mut tally).is_err());
        assert!(
            sh("echo 'test result: FAILED. 1 passed; 1 failed; 0 ignored'; exit 101", &mut tally).is_ok()
        );
        assert_eq!(tally, Tally { passed: 1, failed: 1, ignored: 0 });
    }
}
