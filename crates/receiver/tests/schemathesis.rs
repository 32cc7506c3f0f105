//! What the service answers is what its OpenAPI document says, whatever is sent: Schemathesis makes the requests from the
//! document. A sample runs with the other tests; all 20,000:
//!
//! ```sh
//! cargo test -p whatsapp-opt-in-receiver --test schemathesis -- --ignored --nocapture
//! ```
//! It is installed from PyPI into the target directory, pinned by hashes; Python 3 must be there.
#![cfg(unix)]
#![allow(missing_docs)]
#![allow(clippy::print_stdout, reason = "what was found, and what was not run")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::process::Process;
use support::*;

/// What an answer is held to. That data against the document is refused, and data by it taken, is not asked: a document
/// cannot say what a signature or a number must be.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";

#[test]
fn answers_keep_to_the_document_whatever_is_sent() {
    assert!(cases("10", &["--seed", "1"]).is_none_or(|cases| cases >= 200));
}

#[test]
#[ignore = "takes many minutes; a sample runs always"]
fn twenty_thousand_answers_keep_to_the_document() {
    assert!(cases("2200", &[]).is_none_or(|cases| cases >= 20_000));
}

/// Runs so many cases for each operation, besides those at the edges of the schemas; how many there were. `None` without
/// Python, which continuous integration must have.
fn cases(each: &str, more: &[&str]) -> Option<usize> {
    let python = Command::new("python3").args(["-c", "import venv, ensurepip"]).output();
    if !python.is_ok_and(|output| output.status.success()) {
        assert!(
            std::env::var_os("CI").is_none(),
            "Python 3 with venv is missing (Debian: apt-get install python3-venv)"
        );
        println!("not run: Python 3 with venv is missing");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let options = ["--whatsapp-app-secret", "a-secret", "--whatsapp-verify-token", "a-word"];
    let process =
        Process::receiver(&database(&folder), &[&options[..], &["--api-token", API_TOKEN]].concat());
    let mut command = Command::new(program());
    command
        .args(["run", &format!("http://{}/openapi.json", process.address)])
        .args(["--header", &format!("Authorization: Bearer {API_TOKEN}")])
        .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing", "--max-examples", each])
        .args(["--no-color", "--no-shrink"])
        .args(more)
        .current_dir(folder.path());
    let output = command.output().expect("it runs");
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{text}");
    println!("{text}");
    let count =
        |line: &str| line.trim().split_once(" generated").and_then(|(n, _)| n.replace(',', "").parse().ok());
    Some(text.lines().find_map(count).unwrap_or_else(|| panic!("it says how many cases it made:\n{text}")))
}

/// Installed once for each version of the list.
fn program() -> PathBuf {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemathesis/requirements.txt");
    let pinned = std::fs::read_to_string(&requirements).expect("the list");
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let (program, done) = (venv.join("bin/schemathesis"), venv.join("installed.txt"));
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == pinned) {
        return program;
    }
    let run = |command: &mut Command| {
        let output = command.output().expect("Python starts");
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        output.status.success().then_some(()).ok_or(text)
    };
    let make = || run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv));
    make().expect("a virtual environment");
    let mut install = Command::new(venv.join("bin/python"));
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
    ]);
    run(install.arg(&requirements)).expect("installed");
    std::fs::write(done, pinned).expect("written");
    program
}
