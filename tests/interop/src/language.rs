//! The verifiers in other languages: how each is installed and started.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// A verifier ready to be started.
pub struct Language {
    name: &'static str,
    library: String,
    program: PathBuf,
    arguments: Vec<String>,
    directory: PathBuf,
}

impl Language {
    /// Its name, e.g. `node`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The process that answers one line for each line; `mode` is `verify` or `sign`.
    pub fn command(&self, mode: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).arg(mode).current_dir(&self.directory);
        // Node 20 says on the error stream that Ed25519 is new to it.
        command.env("NODE_NO_WARNINGS", "1").env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.library)
    }
}

/// Installs every language from its pinned list under `target/interop`. Answers those that are ready and, in words,
/// those that are not. Node must be there, as for the rest of the tests.
pub fn install_all(workspace: &Path) -> anyhow::Result<(Vec<Language>, Vec<String>)> {
    let target = workspace.join("target/interop");
    std::fs::create_dir_all(&target).with_context(|| format!("create {}", target.display()))?;
    // Tests run side by side, and would install side by side.
    let lock = std::fs::File::create(target.join(".lock"))?;
    lock.lock().context("lock target/interop")?;
    let source = workspace.join("tests/interop");
    let mut ready = vec![node(&source, &target)?];
    let mut missing = vec![];
    match python(&source, &target) {
        Ok(languages) => ready.extend(languages),
        Err(error) => missing.push(format!("python: {error:#}")),
    }
    for (name, language) in
        [("ruby", ruby(&source)), ("go", go(&source, &target)), ("php", php_verifier(&source))]
    {
        match language {
            Ok(language) => ready.push(language),
            Err(error) => missing.push(format!("{name}: {error:#}")),
        }
    }
    Ok((ready, missing))
}

fn node(source: &Path, target: &Path) -> anyhow::Result<Language> {
    let directory = stage(&source.join("node"), &target.join("node"))?;
    let lock = directory.join("package-lock.json");
    once(&directory.join("node_modules/.installed"), &lock, || {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(&directory))
    })?;
    Ok(Language {
        name: "node",
        library: format!("jose {}", npm_version(&lock)?),
        program: "node".into(),
        arguments: vec!["main.mjs".into()],
        directory,
    })
}

fn npm_version(lock: &Path) -> anyhow::Result<String> {
    let lock: serde_json::Value = serde_json::from_slice(&std::fs::read(lock)?)?;
    let version = lock["packages"]["node_modules/jose"]["version"].as_str();
    Ok(version.context("no jose in package-lock.json")?.to_owned())
}

fn python(source: &Path, target: &Path) -> anyhow::Result<Vec<Language>> {
    let directory = source.join("python");
    let venv = target.join("python");
    let program = venv.join("bin/python");
    let requirements = directory.join("requirements.txt");
    once(&venv.join(".installed"), &requirements, || {
        let make = || run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv));
        make().or_else(|_| {
            debian_install(&["python3", "python3-venv"])?;
            make()
        })?;
        run(Command::new(&program)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args(["--require-hashes", "-r"])
            .arg(&requirements))
    })?;
    let pinned = std::fs::read_to_string(&requirements)?;
    [("python-pyjwt", "pyjwt"), ("python-joserfc", "joserfc")]
        .into_iter()
        .map(|(name, library)| {
            let version = pinned.lines().find_map(|line| line.strip_prefix(library)?.strip_prefix("=="));
            let version = version.with_context(|| format!("no {library} in requirements.txt"))?;
            Ok(Language {
                name,
                library: format!("{library} {}", version.trim_end_matches([' ', '\\'])),
                program: program.clone(),
                arguments: vec!["main.py".into(), library.into()],
                directory: directory.clone(),
            })
        })
        .collect()
}

/// Ruby and its libraries come from Debian: `ruby ruby-jwt ruby-rbnacl`, and for `docs/backends.md` Sinatra.
fn ruby(source: &Path) -> anyhow::Result<Language> {
    let version = r#"require "jwt"; require "rbnacl"; require "sinatra/base"; require "webrick"; print JWT.gem_version"#;
    let probe = || output(Command::new("ruby").args(["-e", version]));
    let version = probe().or_else(|_| {
        debian_install(&["ruby", "ruby-jwt", "ruby-rbnacl", "ruby-sinatra", "ruby-webrick"])?;
        probe()
    })?;
    Ok(Language {
        name: "ruby",
        library: format!("ruby-jwt {version}"),
        program: "ruby".into(),
        arguments: vec!["main.rb".into()],
        directory: source.join("ruby"),
    })
}

/// Go and its library come from Debian: `golang-go golang-github-golang-jwt-jwt-dev`.
fn go(source: &Path, target: &Path) -> anyhow::Result<Language> {
    let directory = source.join("go");
    let program = target.join("go-verifier");
    let build =
        || run(Command::new("go").args(["build", "-o"]).arg(&program).arg(".").current_dir(&directory));
    build().or_else(|_| {
        debian_install(&["golang-go", "golang-github-golang-jwt-jwt-dev"])?;
        build()
    })?;
    Ok(Language { name: "go", library: "golang-jwt 4.4.3".into(), program, arguments: vec![], directory })
}

/// PHP alone; the verifier is the one of `integrations/woocommerce`.
fn php_verifier(source: &Path) -> anyhow::Result<Language> {
    php()?;
    Ok(Language {
        name: "php",
        library: format!(
            "openssl and sodium of PHP {}",
            output(Command::new("php").args(["-r", "echo PHP_VERSION;"]))?
        ),
        program: "php".into(),
        arguments: vec!["main.php".into()],
        directory: source.join("php"),
    })
}

/// PHP, and phpseclib for the snippets: `php-cli php-phpseclib3`.
pub fn php() -> anyhow::Result<()> {
    let load = "require 'phpseclib3/autoload.php'; new phpseclib3\\Math\\BigInteger(1);";
    let probe = || run(Command::new("php").args(["-r", load]));
    probe().or_else(|_| {
        debian_install(&["php-cli", "php-phpseclib3"])?;
        probe()
    })
}

/// WordPress' core, taken out of Debian's package: nothing is installed, and nothing of it is ours to configure. Answers
/// where its `wp-settings.php` lies.
pub fn wordpress(workspace: &Path) -> anyhow::Result<PathBuf> {
    php()?;
    let directory = workspace.join("target/interop/wordpress");
    let core = directory.join("usr/share/wordpress");
    if core.join("wp-settings.php").exists() {
        return Ok(core);
    }
    std::fs::create_dir_all(&directory)?;
    let download = || {
        run(Command::new("apt-get").args(["download", "-qq", "wordpress"]).current_dir(&directory))
            .context("without WordPress: apt-get download wordpress")
    };
    download().or_else(|error| {
        if !installs() {
            return Err(error);
        }
        run(Command::new("apt-get").args(["update", "-qq"]))?;
        download()
    })?;
    let package = std::fs::read_dir(&directory)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"));
    run(Command::new("dpkg").arg("-x").arg(package.context("no package")?).arg(&directory))?;
    Ok(core)
}

/// Jackson as Debian installs it.
pub(crate) const JACKSON: &str = "/usr/share/java/jackson-databind.jar:/usr/share/java/jackson-core.jar:/usr/share/java/jackson-annotations.jar";

/// Java with Jackson, for the snippets: `default-jdk-headless libjackson2-databind-java`.
pub(crate) fn java() -> anyhow::Result<()> {
    let there = || JACKSON.split(':').all(|jar| Path::new(jar).exists());
    let probe = || run(Command::new("javac").arg("-version"));
    if probe().is_ok() && there() {
        return Ok(());
    }
    debian_install(&["default-jdk-headless", "libjackson2-databind-java"])?;
    probe()
}

/// Whether what is missing can be installed here: as root, on Debian.
fn installs() -> bool {
    let root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("\nID=debian"))
}

/// Installs Debian packages, where we may: as root, on Debian.
fn debian_install(packages: &[&str]) -> anyhow::Result<()> {
    let wanted = packages.join(" ");
    if !installs() {
        bail!("not installed; on Debian: apt-get install {wanted}");
    }
    let apt = |arguments: &[&str]| {
        run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat())
        .with_context(|| format!("apt-get install {wanted}"))
}

/// Copies a directory's files: packages are installed beside the copy, not in the sources.
fn stage(from: &Path, to: &Path) -> anyhow::Result<PathBuf> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("read {}", from.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(to.to_owned())
}

/// Does `install` unless `marker` says that it was done with the same `lock`.
fn once(marker: &Path, lock: &Path, install: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let wanted = std::fs::read(lock).with_context(|| format!("read {}", lock.display()))?;
    if std::fs::read(marker).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    install()?;
    Ok(std::fs::write(marker, wanted)?)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    output(command).map(|_| ())
}

fn output(command: &mut Command) -> anyhow::Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{program} is not installed, or not on the PATH"))?;
    if !output.status.success() {
        bail!("{program} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
