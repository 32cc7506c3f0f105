//! What is inside the wasm files that ship: `sbom.cdx.json` (CycloneDX) and the licences' texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use whatsapp_opt_in::phone::METADATA_VERSION;

use crate::{process, toolchain};

pub(crate) const FILE: &str = "sbom.cdx.json";
pub(crate) const LICENCES: &str = "THIRD-PARTY-LICENCES.txt";
/// The crates that become wasm files.
const SHIPPED: [&str; 3] =
    ["whatsapp-opt-in-widget-wasm", "whatsapp-opt-in-phone-wasm", "whatsapp-opt-in-validator"];

/// Where the glyph's path is from; the widget's `logo.rs` says the same.
const SIMPLE_ICONS: &str = "16.37.0";

/// A linked crate: name and version.
type Name = (String, String);

/// What cargo knows of a crate.
struct Crate {
    licence: String,
    repository: Option<String>,
    /// None for the workspace's own.
    checksum: Option<String>,
    folder: PathBuf,
}

/// The crates linked into what ships; macros run while compiling and are none.
pub(crate) struct Sbom {
    linked: BTreeMap<Name, BTreeSet<Name>>,
    crates: BTreeMap<Name, Crate>,
    /// The versions of what cargo does not list.
    rust: String,
    lean_qr: String,
    /// Our own text of the MIT licence, whose words are everybody's.
    mit: String,
}

impl Sbom {
    /// Asks cargo about everything that ships.
    pub(crate) fn read(workspace: &Path) -> anyhow::Result<Self> {
        Self::of(workspace, &SHIPPED)
    }

    /// The same for some of it.
    pub(crate) fn of(workspace: &Path, roots: &[&str]) -> anyhow::Result<Self> {
        let mut linked = BTreeMap::new();
        for root in roots.iter().copied() {
            let mut tree = process::cargo(["tree", "--quiet", "--locked", "--edges=normal", "--no-dedupe"]);
            tree.args(["--prefix=depth", "--format= {p}", "--package", root]);
            read_tree(&process::read(tree.args(["--target", toolchain::WASM_TARGET]))?, &mut linked)?;
        }
        let mut metadata = process::cargo(["metadata", "--format-version=1", "--locked"]);
        let metadata: Value = serde_json::from_str(&process::read(
            metadata.args(["--filter-platform", toolchain::WASM_TARGET]),
        )?)?;
        let lock = std::fs::read_to_string(workspace.join("Cargo.lock"))?;
        let mut crates = BTreeMap::new();
        for name in linked.keys() {
            crates.insert(name.clone(), known(name, &metadata, &lock)?);
        }
        let toolchain = std::fs::read_to_string(workspace.join("rust-toolchain.toml"))?;
        let packages = std::fs::read_to_string(workspace.join("pkg-config/package.json"))?;
        let packages: Value = serde_json::from_str(&packages)?;
        let lean_qr = ["dependencies", "devDependencies"].map(|kind| packages[kind]["lean-qr"].as_str());
        Ok(Self {
            linked,
            crates,
            rust: quoted(&toolchain, "channel = ").context("rust-toolchain.toml names no channel")?,
            lean_qr: lean_qr.into_iter().flatten().next().context("lean-qr has no version")?.to_owned(),
            mit: std::fs::read_to_string(workspace.join("LICENSE-MIT"))?,
        })
    }

    /// CycloneDX 1.6. No time and no serial number: the same sources give the same bytes. (Members by name: JSON
    /// libraries differ in what order they keep.)
    pub(crate) fn cyclonedx(&self) -> String {
        let mut components: Vec<_> = self.crates.iter().map(|(name, of)| component(name, of)).collect();
        components.extend(self.beside());
        let mut dependencies: Vec<_> = self
            .linked
            .iter()
            .map(|(name, on)| json!({ "dependsOn": on.iter().map(purl).collect::<Vec<_>>(), "ref": purl(name) }))
            .collect();
        let package = concat!("pkg:npm/whatsapp-opt-in@", env!("CARGO_PKG_VERSION"));
        let roots = self.linked.keys().filter(|(name, _)| SHIPPED.contains(&&**name)).map(purl);
        let beside = self.beside();
        let beside = beside.iter().filter_map(|one| one["bom-ref"].as_str()).map(str::to_owned);
        dependencies.push(json!({ "dependsOn": roots.chain(beside).collect::<Vec<_>>(), "ref": package }));
        let document = json!({
            "bomFormat": "CycloneDX",
            "components": components,
            "dependencies": dependencies,
            "metadata": { "component": {
                "bom-ref": package,
                "licenses": [{ "expression": "(MIT OR Apache-2.0) AND Apache-2.0" }],
                "name": "whatsapp-opt-in",
                "purl": package,
                "type": "library",
                "version": env!("CARGO_PKG_VERSION"),
            } },
            "specVersion": "1.6",
            "version": 1,
        });
        format!("{document:#}\n")
    }

    /// What ships and is no crate of cargo's tree.
    fn beside(&self) -> [Value; 4] {
        let component =
            |kind: &str, id: &str, name: &str, version: &str, licence: &str, url: &str, what: &str| {
                json!({
                    "bom-ref": id,
                    "description": what,
                    "externalReferences": [{ "type": "vcs", "url": url }],
                    "licenses": [{ "expression": licence }],
                    "name": name,
                    "type": kind,
                    "version": version,
                })
            };
        let qr = format!("pkg:npm/lean-qr@{}", self.lean_qr);
        let mut lean_qr = component(
            "library",
            &qr,
            "lean-qr",
            &self.lean_qr,
            "MIT",
            "https://github.com/davidje13/lean-qr",
            "QR codes: qr.js.",
        );
        lean_qr["purl"] = json!(qr);
        let glyph = component(
            "data",
            "simple-icons-whatsapp",
            "Simple Icons: WhatsApp",
            SIMPLE_ICONS,
            "CC0-1.0",
            "https://github.com/simple-icons/simple-icons",
            "The path of the WhatsApp glyph. The trademark is Meta's.",
        );
        [
            component(
                "data",
                "libphonenumber-metadata",
                "libphonenumber metadata",
                METADATA_VERSION,
                "Apache-2.0",
                "https://github.com/google/libphonenumber",
                "The numbering plans behind the tables of the phone engine, changed in form.",
            ),
            component(
                "library",
                "rust-standard-library",
                "Rust standard library",
                &self.rust,
                "MIT OR Apache-2.0",
                "https://github.com/rust-lang/rust",
                "core, alloc and std for wasm32, with compiler_builtins, dlmalloc and hashbrown inside.",
            ),
            lean_qr,
            glyph,
        ]
    }

    /// The licences of everybody else's crates, each text once, with those it is for.
    pub(crate) fn licences(&self) -> anyhow::Result<String> {
        let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut listed = String::new();
        for ((name, version), of) in self.crates.iter().filter(|(_, of)| of.checksum.is_some()) {
            let _ = writeln!(listed, "{name} {version}: {}", of.licence);
            for text in licence_texts(&of.folder)? {
                texts.entry(text).or_default().insert(format!("{name} {version}"));
            }
        }
        let rust = format!("Rust standard library {}", self.rust);
        let _ = writeln!(listed, "{rust}: MIT OR Apache-2.0");
        let own = self.mit.lines().find(|line| line.starts_with("Copyright")).context("LICENSE-MIT")?;
        let theirs = self.mit.replace(own, "Copyright (c) The Rust Project Contributors");
        texts.entry(theirs.trim().to_owned()).or_default().insert(rust);
        let mut all = format!("What is linked into the wasm files, and under which licence:\n\n{listed}");
        for (text, names) in texts {
            let names: Vec<_> = names.into_iter().collect();
            let _ = write!(all, "\n{}\n{}\n\n{}\n", "-".repeat(78), names.join(", "), text);
        }
        Ok(all)
    }
}

/// Takes in the output of `cargo tree --prefix=depth`: lines such as `2 serde v1.0.229`.
fn read_tree(tree: &str, linked: &mut BTreeMap<Name, BTreeSet<Name>>) -> anyhow::Result<()> {
    let mut above: Vec<Name> = Vec::new();
    let mut macro_depth = usize::MAX;
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let mut next = || words.next().with_context(|| format!("cargo tree printed {line:?}"));
        let (depth, name, version) = (next()?.parse::<usize>()?, next()?, next()?);
        if depth > macro_depth {
            continue;
        }
        macro_depth = if line.contains("(proc-macro)") { depth } else { usize::MAX };
        if macro_depth == depth {
            continue;
        }
        let name = (name.to_owned(), version.trim_start_matches('v').to_owned());
        above.truncate(depth);
        if let Some(parent) = above.last() {
            linked.entry(parent.clone()).or_default().insert(name.clone());
        }
        linked.entry(name.clone()).or_default();
        above.push(name);
    }
    ensure!(!linked.is_empty(), "cargo tree printed nothing");
    Ok(())
}

fn known(name: &Name, metadata: &Value, lock: &str) -> anyhow::Result<Crate> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let package = packages
        .iter()
        .find(|package| package["name"] == *name.0 && package["version"] == *name.1)
        .with_context(|| format!("cargo metadata does not know {} {}", name.0, name.1))?;
    let licence = package["license"].as_str().with_context(|| format!("{} names no licence", name.0))?;
    let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
    let entry = format!("name = \"{}\"\nversion = \"{}\"\n", name.0, name.1);
    let (_, rest) = lock.split_once(&entry).with_context(|| format!("{} is not in Cargo.lock", name.0))?;
    let rest = rest.split_once("\n\n").map_or(rest, |(entry, _)| entry);
    let checksum = rest.lines().find_map(|line| line.strip_prefix("checksum = \"")?.strip_suffix('"'));
    Ok(Crate {
        // As old manifests write it.
        licence: licence.replace(" / ", " OR ").replace('/', " OR "),
        repository: package["repository"].as_str().map(str::to_owned),
        checksum: checksum.map(str::to_owned),
        folder: manifest.parent().unwrap_or(manifest).to_path_buf(),
    })
}

/// What stands in quotes behind a key.
fn quoted(text: &str, key: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('"')?.strip_suffix('"'));
    value.map(str::to_owned)
}

fn purl((name, version): &Name) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn component(name: &Name, of: &Crate) -> Value {
    let mut component = json!({
        "bom-ref": purl(name),
        "licenses": [{ "expression": of.licence }],
        "name": name.0,
        "purl": purl(name),
        "type": "library",
        "version": name.1,
    });
    if let Some(url) = &of.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": url }]);
    }
    if let Some(checksum) = &of.checksum {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    component
}

/// The texts that lie beside a crate's manifest.
fn licence_texts(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut texts = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let is_text = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|start| name.starts_with(start));
        if is_text && path.is_file() {
            let text = std::fs::read_to_string(&path)?;
            texts.insert(text.replace("\r\n", "\n").trim().to_owned());
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    fn name(name: &str) -> Name {
        (name.to_owned(), "1.0.0".to_owned())
    }

    #[test]
    fn what_macros_lean_on_is_not_linked() {
        let tree =
            "0 a v1.0.0 (/here)\n1 b v1.0.0\n2 c v1.0.0\n1 m v1.0.0 (proc-macro)\n2 syn v1.0.0\n1 d v1.0.0\n";
        let mut linked = BTreeMap::new();
        read_tree(tree, &mut linked).expect("a tree");
        assert_eq!(linked.keys().map(|(name, _)| &**name).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        assert_eq!(linked[&name("a")], BTreeSet::from([name("b"), name("d")]));
        assert_eq!(linked[&name("b")], BTreeSet::from([name("c")]));
        assert!(read_tree("", &mut BTreeMap::new()).is_err());
        assert!(read_tree("x", &mut linked).is_err());
    }

    #[test]
    fn the_document_names_what_is_linked_and_where_it_comes_from() {
        let sbom = Sbom::read(&workspace::root()).expect("cargo knows");
        let document: Value = serde_json::from_str(&sbom.cyclonedx()).expect("JSON");
        let components = document["components"].as_array().expect("components");
        let of = |name: &str| components.iter().find(|component| component["name"] == name);
        for linked in ["yew", "wasm-bindgen", "whatsapp-opt-in", "serde-wasm-bindgen", "html5gum"] {
            assert!(of(linked).is_some(), "{linked} is linked");
        }
        for stranger in ["syn", "axum", "aws-lc-rs", "wasm-bindgen-cli-support", "tokio"] {
            assert!(of(stranger).is_none(), "{stranger} is not");
        }
        for beside in
            ["libphonenumber metadata", "Rust standard library", "lean-qr", "Simple Icons: WhatsApp"]
        {
            assert!(of(beside).is_some_and(|one| one["licenses"][0]["expression"].is_string()), "{beside}");
        }
        let logo =
            std::fs::read_to_string(workspace::root().join("crates/widget/src/logo.rs")).expect("the glyph");
        assert!(logo.contains(&format!("Simple Icons {SIMPLE_ICONS}")));
        let yew = of("yew").expect("yew");
        assert_eq!(yew["hashes"][0]["content"].as_str().map(str::len), Some(64));
        let known: BTreeSet<_> = components.iter().filter_map(|of| of["bom-ref"].as_str()).collect();
        assert_eq!(known.len(), components.len(), "each once");
        for row in document["dependencies"].as_array().expect("dependencies") {
            for on in row["dependsOn"].as_array().expect("a list") {
                assert!(known.contains(on.as_str().expect("a name")), "{on} is no component");
            }
        }
    }

    #[test]
    fn every_crate_of_others_is_listed_with_its_licence() {
        let sbom = Sbom::read(&workspace::root()).expect("cargo knows");
        let text = sbom.licences().expect("texts");
        assert!(text.contains("\nyew 0.") && text.contains("Permission is hereby granted"));
        assert!(
            text.contains("\nRust standard library 1.") && text.contains("The Rust Project Contributors")
        );
        assert!(!text.contains("\nwhatsapp-opt-in 0."), "our own stand beside it");
    }
}
