//! `cargo xtask crates`: packs what goes to crates.io, and builds each from its package alone, as crates.io's users will.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{process, progress, workspace};

/// What a page of crates.io shows; without one of them a crate is found by nobody.
const SHOWN: [&str; 7] =
    ["description", "license", "repository", "readme", "keywords", "categories", "rust_version"];
/// Must lie in each package: both licences ask for it.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only looks at the manifests and packs; builds nothing.
    #[arg(long)]
    no_build: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let crates = publishable(&metadata()?)?;
    let names: Vec<&str> = crates.iter().map(|one| one.name.as_str()).collect();
    println!("In this order: {}", names.join(", "));
    for one in &crates {
        let files = process::read(&mut process::cargo([
            "package",
            "--list",
            "--allow-dirty",
            "--package",
            &one.name,
        ]))?;
        one.check(&files)?;
    }
    let mut pack = process::cargo(["package", "--locked", "--allow-dirty"]);
    pack.args(names.iter().flat_map(|name| ["--package", name]));
    if args.no_build {
        pack.arg("--no-verify");
    }
    progress::step("Pack them, each on the packages of those before it", || process::run(&mut pack))
}

/// A crate that is published.
struct Crate {
    name: String,
    /// Fields of `SHOWN` that say nothing.
    missing: Vec<&'static str>,
    needs: BTreeSet<String>,
}

impl Crate {
    fn check(&self, files: &str) -> Result<()> {
        let Self { name, missing, .. } = self;
        ensure!(missing.is_empty(), "{name}: Cargo.toml says nothing of {missing:?}");
        for licence in LICENCES {
            ensure!(files.lines().any(|file| file == licence), "{name}: {licence} is not in its package");
        }
        Ok(())
    }
}

fn metadata() -> Result<Value> {
    let mut command = process::cargo(["metadata", "--format-version=1", "--locked", "--no-deps"]);
    serde_json::from_str(&process::read(command.current_dir(workspace::root()))?).context("cargo metadata")
}

/// Those that `publish` does not forbid, each after what it needs.
fn publishable(metadata: &Value) -> Result<Vec<Crate>> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let mut open: Vec<Crate> = packages.iter().filter(|one| one["publish"].is_null()).map(read).collect();
    let all: BTreeSet<String> = open.iter().map(|one| one.name.clone()).collect();
    for one in &mut open {
        one.needs.retain(|name| all.contains(name));
    }
    let mut ordered: Vec<Crate> = Vec::new();
    while !open.is_empty() {
        let ready = |one: &Crate| one.needs.iter().all(|need| ordered.iter().any(|done| done.name == *need));
        let next = open.iter().position(ready).context("the crates need each other in a circle")?;
        ordered.push(open.remove(next));
    }
    Ok(ordered)
}

fn read(package: &Value) -> Crate {
    let says_nothing = |field: &&'static str| match &package[*field] {
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => true,
    };
    let needs = package["dependencies"].as_array().into_iter().flatten();
    let needs = needs.filter(|one| one["kind"] != "dev").filter_map(|one| one["name"].as_str());
    Crate {
        name: package["name"].as_str().unwrap_or_default().to_owned(),
        missing: SHOWN.iter().filter(|field| says_nothing(field)).copied().collect(),
        needs: needs.map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_that_is_published_says_what_crates_io_shows() {
        let crates = publishable(&metadata().expect("metadata")).expect("an order");
        assert_eq!(crates[0].name, "whatsapp-opt-in");
        assert!(crates.len() >= 7, "{} crates", crates.len());
        for one in &crates {
            one.check("LICENSE-APACHE\nLICENSE-MIT\n").expect("complete");
        }
    }

    #[test]
    fn a_crate_without_licence_text_or_description_is_told() {
        let package = serde_json::json!({ "name": "a", "license": "MIT", "dependencies": [] });
        let one = read(&package);
        assert!(one.missing.contains(&"description") && !one.missing.contains(&"license"));
        assert!(one.check("").is_err());
        let whole = Crate { name: "a".into(), missing: vec![], needs: BTreeSet::new() };
        assert!(whole.check("LICENSE-MIT\n").is_err());
    }

    #[test]
    fn crates_come_after_what_they_need() {
        let package = |name: &str, needs: &[&str]| {
            let needs: Vec<_> =
                needs.iter().map(|name| serde_json::json!({ "name": name, "kind": null })).collect();
            serde_json::json!({ "name": name, "publish": null, "dependencies": needs })
        };
        let order = |packages: Vec<Value>| {
            let crates = publishable(&serde_json::json!({ "packages": packages }))?;
            Ok::<_, anyhow::Error>(crates.into_iter().map(|one| one.name).collect::<Vec<_>>())
        };
        assert_eq!(
            order(vec![package("b", &["a", "serde"]), package("a", &[])]).expect("an order"),
            ["a", "b"]
        );
        assert!(order(vec![package("b", &["a"]), package("a", &["b"])]).is_err());
    }
}
