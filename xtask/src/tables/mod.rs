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
const ENGINE: &str = "src/phone";

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
        (build::CODES, sections.bytes(build::CODES)),
        (build::REGIONS, sections.bytes(build::REGIONS)),
        (build::TABLES, sections.bytes(build::TABLES)),
        ("tables_data.rs", build::source_file(&meta, &sections)?.into_bytes()),
        ("examples.txt", build::examples(&meta).into_bytes()),
    ];
    for (name, bytes) in &files {
        let path = workspace.join(ENGINE).join(name);
        if check && !std::fs::read(&path).is_ok_and(|have| have == *bytes) {
            bail!("{} is not what {METADATA} makes: run `cargo xtask tables`", path.display());
        }
        if !check {
            std::fs::write(&path, bytes)?;
        }
    }
    if check {
        return Ok(());
    }
    for (file, all) in files.iter().take(3) {
        for (name, bytes) in sections.of(file) {
            println!("{name:20} {:6} → {:5}", bytes.len(), brotli(bytes));
        }
        println!("{file:20} {:6} → {:5} brotli", all.len(), brotli(all));
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 22);
    let written = std::io::Write::write_all(&mut writer, bytes);
    drop(writer);
    written.map_or(0, |()| out.len())
}
