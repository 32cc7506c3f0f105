//! `cdn/`: the page's files under a path that names their version, compressed beforehand, with the digest of each.

use std::path::{Path, PathBuf};

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha384};

use super::{locales, sbom, sizes};
use crate::{notices, progress};

/// What lists the digests, as HTML's `integrity` takes them.
const MANIFEST: &str = "integrity.json";
/// Examples of headers, by server.
const HEADERS: &str = "headers";

/// Makes `cdn/` and `headers/` in `out`, from the page's files there. What is up to date is left alone: compressing
/// takes seconds.
pub(crate) fn build(workspace: &Path, out: &Path) -> anyhow::Result<()> {
    copy_headers(workspace, out)?;
    let files = files(out)?;
    let manifest = manifest(&files);
    let root = out.join("cdn");
    let folder = root.join(concat!("whatsapp-opt-in@", env!("CARGO_PKG_VERSION")));
    if std::fs::read_to_string(folder.join(MANIFEST)).is_ok_and(|written| written == manifest) {
        return Ok(());
    }
    progress::step("Compress it for a CDN", || {
        if root.exists() {
            std::fs::remove_dir_all(&root).with_context(|| format!("could not clear {}", root.display()))?;
        }
        for (name, bytes) in &files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(&folder))?;
            std::fs::write(&path, bytes)?;
            std::fs::write(suffixed(&path, "br"), sizes::brotli(bytes)?)?;
            std::fs::write(suffixed(&path, "gz"), sizes::gzip(bytes)?)?;
        }
        notices::copy(workspace, &folder)?;
        for name in [sbom::FILE, sbom::LICENCES] {
            std::fs::copy(out.join(name), folder.join(name))?;
        }
        // Last: whoever finds it finds everything.
        Ok(std::fs::write(folder.join(MANIFEST), manifest)?)
    })
}

/// The page's files by name, in order.
fn files(out: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut names: Vec<_> =
        sizes::FILES.into_iter().chain(sizes::made_by_node(out)).map(str::to_owned).collect();
    for folder in [locales::FOLDER, locales::MODULES] {
        names.extend(sizes::in_folder(out, folder)?);
    }
    names.sort();
    let read = |name: String| anyhow::Ok((name.clone(), std::fs::read(out.join(name))?));
    names.into_iter().map(read).collect()
}

/// Members by name: JSON libraries differ in what order they keep.
fn manifest(files: &[(String, Vec<u8>)]) -> String {
    let row = |(name, bytes): &(String, Vec<u8>)| {
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
        (name.clone(), json!({ "bytes": bytes.len(), "integrity": integrity }))
    };
    let files: Map<String, Value> = files.iter().map(row).collect();
    format!("{:#}\n", json!({ "files": files, "version": env!("CARGO_PKG_VERSION") }))
}

fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn copy_headers(workspace: &Path, out: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(out.join(HEADERS))?;
    for entry in std::fs::read_dir(workspace.join("pkg-config").join(HEADERS))? {
        let entry = entry?;
        std::fs::copy(entry.path(), out.join(HEADERS).join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::workspace;

    /// A package of tiny files in place of the built one.
    fn package() -> tempfile::TempDir {
        let out = tempfile::tempdir().expect("a folder");
        for folder in [locales::FOLDER, locales::MODULES] {
            std::fs::create_dir(out.path().join(folder)).expect("a folder");
            std::fs::write(out.path().join(folder).join("fr.js"), folder).expect("a file");
        }
        for name in sizes::FILES.iter().chain([&sbom::FILE, &sbom::LICENCES]) {
            std::fs::write(out.path().join(name), name.repeat(99)).expect("a file");
        }
        out
    }

    #[test]
    fn every_file_stands_there_with_its_digest_and_compressed() {
        let out = package();
        build(&workspace::root(), out.path()).expect("built");
        let folder = out.path().join("cdn").join(format!("whatsapp-opt-in@{}", env!("CARGO_PKG_VERSION")));
        let read = |name: &str| std::fs::read(folder.join(name)).expect(name);
        let manifest: Value = serde_json::from_slice(&read(MANIFEST)).expect("JSON");
        let files = manifest["files"].as_object().expect("files");
        assert_eq!(files.len(), sizes::FILES.len() + 2);
        for (name, row) in files {
            let bytes = read(name);
            let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(&bytes)));
            assert_eq!(row["integrity"], integrity, "{name}");
            let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
            let compressed = read(&format!("{name}.gz"));
            flate2::read::GzDecoder::new(&compressed[..]).read_to_end(&mut gzip).expect("gzip");
            brotli::BrotliDecompress(&mut &read(&format!("{name}.br"))[..], &mut brotli).expect("brotli");
            assert!(gzip == bytes && brotli == bytes, "{name}");
            // A time of making would make every build another one.
            assert_eq!(compressed[4..8], [0; 4], "{name}");
        }
    }

    #[test]
    fn what_is_no_longer_there_goes() {
        let out = package();
        let old = out.path().join("cdn/whatsapp-opt-in@0.0.0");
        std::fs::create_dir_all(&old).expect("a folder");
        build(&workspace::root(), out.path()).expect("built");
        assert!(!old.exists());
    }

    #[test]
    fn the_examples_ask_for_the_same_policy_and_it_is_enough_for_the_card() {
        let policy = |name: &str| {
            let path = workspace::root().join("pkg-config").join(HEADERS).join(name);
            let text = std::fs::read_to_string(path).expect(name);
            assert!(text.contains("/whatsapp-opt-in@") && text.contains("immutable"), "{name}");
            let start = text.find("default-src").expect(name);
            let end = text[start..].find(['"', '\n']).expect(name);
            text[start..start + end].to_owned()
        };
        let one = policy("nginx.conf");
        assert!(one.contains("script-src 'self' 'wasm-unsafe-eval'") && one.contains("connect-src 'self'"));
        assert_eq!([policy("Caddyfile"), policy("_headers")], [one.clone(), one]);
    }
}
