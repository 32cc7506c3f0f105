//! Running other programs: cargo without the variables that cargo gave us, with output shown and counted.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::workspace;

/// Cargo, in the repository's root. The variables that `cargo run` sets for us are taken away: build scripts that
/// watch them would build everything again.
pub(crate) fn cargo<I, S>(args: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(args).current_dir(workspace::root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

fn is_set_by_cargo_run(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_MANIFEST_")
        || matches!(name, "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE")
        || matches!(name, "LD_LIBRARY_PATH" | "DYLD_FALLBACK_LIBRARY_PATH" | "OUT_DIR")
}

/// Runs to the end with the output shown.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("could not start `{}`", show(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", show(command));
    }
    Ok(())
}

/// Runs to the end and returns what was printed; the error output is shown.
pub(crate) fn read(command: &mut Command) -> anyhow::Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{}`", show(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", show(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end, handing each line of standard output to `line`. `Ok(false)` is a failure of the program itself.
pub(crate) fn each_line(command: &mut Command, mut line: impl FnMut(&str)) -> anyhow::Result<bool> {
    let shown = show(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{shown}`"))?;
    if let Some(stdout) = child.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        let mut bytes = Vec::new();
        while stdout.read_until(b'\n', &mut bytes)? > 0 {
            line(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']));
            bytes.clear();
        }
    }
    Ok(child.wait()?.success())
}

/// Builds with cargo and returns the path of the executable `name`; `None` when it did not build.
pub(crate) fn cargo_build(args: &[&str], name: &str) -> anyhow::Result<Option<PathBuf>> {
    let mut found = None;
    let ok = each_line(cargo(args).arg("--message-format=json-render-diagnostics"), |line| {
        if let Some(path) = executable(line, name) {
            found = Some(path);
        }
    })?;
    Ok(found.filter(|_| ok))
}

/// The path in cargo's message that the executable `name` is built.
fn executable(message: &str, name: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    if message["reason"] != "compiler-artifact" || message["target"]["name"] != name {
        return None;
    }
    message["executable"].as_str().map(PathBuf::from)
}

/// The program's path, if it is on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .flat_map(|dir| {
            let plain = dir.join(program);
            [plain.clone(), plain.with_extension(std::env::consts::EXE_EXTENSION)]
        })
        .find(|candidate| is_program(candidate))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The command as a person would type it, without the program's directory.
fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|part| part.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_cargo_run_are_known_and_those_of_the_person_are_kept() {
        for name in ["CARGO_PKG_VERSION", "CARGO_MANIFEST_DIR", "LD_LIBRARY_PATH", "CARGO"] {
            assert!(is_set_by_cargo_run(name), "{name}");
        }
        for name in ["CARGO_TARGET_DIR", "CARGO_HOME", "CARGO_INCREMENTAL", "PATH", "RUSTUP_TOOLCHAIN"] {
            assert!(!is_set_by_cargo_run(name), "{name}");
        }
    }

    #[test]
    fn each_line_hands_over_every_line_and_tells_failure_from_success() {
        let lines_of = |script: &str| {
            let mut lines = Vec::new();
            let ok = each_line(Command::new("sh").args(["-c", script]), |line| lines.push(line.to_owned()));
            (ok.expect("sh starts"), lines)
        };
        assert_eq!(lines_of("echo a; printf b"), (true, vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(lines_of("echo a; exit 3"), (false, vec!["a".to_owned()]));
        assert!(each_line(&mut Command::new("/no/such/program"), |_| ()).is_err());
    }

    #[test]
    fn a_missing_program_is_not_found() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-anywhere").is_none());
    }

    #[test]
    fn the_executable_is_found_among_cargos_messages() {
        let message = |reason: &str, name: &str| {
            serde_json::json!({"reason": reason, "target": {"name": name}, "executable": "/t/examples/shop"})
                .to_string()
        };
        assert_eq!(
            executable(&message("compiler-artifact", "shop"), "shop"),
            Some("/t/examples/shop".into())
        );
        assert_eq!(executable(&message("compiler-artifact", "other"), "shop"), None);
        assert_eq!(executable(&message("build-finished", "shop"), "shop"), None);
        assert_eq!(executable("no json", "shop"), None);
    }
}
