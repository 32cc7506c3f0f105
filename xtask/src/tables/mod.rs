//! `cargo xtask tables`: Google's metadata → the phone engine's tables.
mod branch;
mod build;
mod pack;
mod pattern;
mod plan;
mod source;

use std::path::Path;

use anyhow::{Context, Result, bail};

const METADATA: &str = "xtask/data/phone-metadata.txt";
const BINARY: &str = "src/phone/tables.bin";
const NAMES: &str = "src/phone/tables_data.rs";
const EXAMPLES: &str = "src/phone/examples.txt";

/// Takes the metadata out of an unpacked wheel of PyPI's `phonenumbers`
/// (`pip download --no-deps phonenumbers && unzip phonenumbers-*.whl -d wheel`).
pub(crate) fn import(workspace: &Path, wheel: &Path) -> Result<()> {
    let text = source::join(&wheel.join("phonenumbers"))?;
    std::fs::write(workspace.join(METADATA), text).context(METADATA)
}

/// Writes the tables, or with `check` fails when they are not what the metadata makes.
pub(crate) fn run(workspace: &Path, check: bool) -> Result<()> {
    let text = std::fs::read_to_string(workspace.join(METADATA)).context(METADATA)?;
    let meta = source::Metadata::read(&text)?;
    let sections = build::build(&meta)?;
    let files = [
        (BINARY, sections.bytes()),
        (NAMES, build::source_file(&meta, &sections)?.into_bytes()),
        (EXAMPLES, build::examples(&meta).into_bytes()),
    ];
    for (path, bytes) in &files {
        let path = workspace.join(path);
        if check && !std::fs::read(&path).is_ok_and(|have| have == *bytes) {
            bail!("{} is not what {METADATA} makes: run `cargo xtask tables`", path.display());
        }
        if !check {
            std::fs::write(&path, bytes)?;
        }
    }
    let binary = &files[0].1;
    for (name, bytes) in sections.iter() {
        println!("{name:20} {:6} → {:5}", bytes.len(), brotli(bytes));
    }
    println!("{:20} {:6} → {:5} brotli", "all", binary.len(), brotli(binary));
    Ok(())
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    let written = std::io::Write::write_all(&mut writer, bytes);
    drop(writer);
    written.map_or(0, |()| out.len())
}
