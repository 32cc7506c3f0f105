//! The programs that the tests start: what is missing is installed where we may, and otherwise said before anything
//! is built.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::bail;

use crate::browser::Browser;
use crate::{debian, process, progress};

/// A program, or a language with its library.
struct Need {
    name: &'static str,
    is_there: fn() -> bool,
    /// Debian's packages of it.
    packages: &'static [&'static str],
    /// Whether tests fail without it on any machine. Without the others they say what they did not run, and fail only
    /// where `CI` is set.
    always: bool,
}

const NEEDS: &[Need] = &[
    Need {
        name: "PostgreSQL (or the address of one in TEST_DATABASE_URL)",
        is_there: postgresql,
        packages: &["postgresql", "util-linux"],
        always: true,
    },
    Need {
        name: "Python 3 with venv",
        is_there: || runs("python3", &["-c", "import venv, ensurepip"]),
        packages: &["python3", "python3-venv"],
        always: false,
    },
    Need {
        name: "Ruby with jwt, rbnacl and Sinatra",
        is_there: || {
            runs(
                "ruby",
                &["-e", r#"require "jwt"; require "rbnacl"; require "sinatra/base"; require "webrick""#],
            )
        },
        packages: &["ruby", "ruby-jwt", "ruby-rbnacl", "ruby-sinatra", "ruby-webrick"],
        always: false,
    },
    Need {
        name: "Go with golang-jwt",
        is_there: || {
            process::find("go").is_some()
                && Path::new("/usr/share/gocode/src/github.com/golang-jwt/jwt").exists()
        },
        packages: &["golang-go", "golang-github-golang-jwt-jwt-dev"],
        always: false,
    },
    Need {
        name: "PHP with phpseclib",
        is_there: || runs("php", &["-r", "require 'phpseclib3/autoload.php';"]),
        packages: &["php-cli", "php-phpseclib3"],
        always: false,
    },
    Need {
        name: "Java with Jackson",
        is_there: || {
            process::find("javac").is_some() && Path::new("/usr/share/java/jackson-databind.jar").exists()
        },
        packages: &["default-jdk-headless", "libjackson2-databind-java"],
        always: false,
    },
];

/// Looks for everything, the browsers too; installs it in one go, or says in one line each what to install.
pub(super) fn check(browser: Browser) -> anyhow::Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    let browsers: Vec<Browser> = browser.each().into_iter().filter(|each| !each.has_packages()).collect();
    if debian::installs() {
        let packages = missing.iter().flat_map(|need| need.packages);
        let packages: Vec<&str> =
            packages.chain(browsers.iter().flat_map(|each| each.debian_packages())).copied().collect();
        if packages.is_empty() {
            return Ok(());
        }
        return progress::step(&format!("Install {}", packages.join(" ")), || debian::install(&packages));
    }
    let strict = std::env::var_os("CI").is_some();
    let mut faults = Vec::new();
    for need in missing {
        let line =
            format!("{} is not there (Debian: apt-get install {})", need.name, need.packages.join(" "));
        if need.always || strict {
            faults.push(line);
        } else {
            println!("{line}: its part of the tests will not run");
        }
    }
    faults.extend(browsers.iter().map(|each| format!("{} is not there: {}", each.name(), each.hint())));
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    Ok(())
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn postgresql() -> bool {
    let installed = |version: PathBuf| version.join("bin/initdb").is_file();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    std::env::var_os("TEST_DATABASE_URL").is_some()
        || (process::find("setpriv").is_some() && versions.map(|entry| entry.path()).any(installed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_says_what_to_install_and_what_cannot_start_is_not_there() {
        for need in NEEDS {
            assert!(!need.packages.is_empty() && !need.name.is_empty());
        }
        assert!(!runs("no-such-program-anywhere", &[]));
    }
}
