//! `sizes.json`: what each file weighs, raw and compressed as servers compress.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

/// What one page loads; the other files hold the same in other forms.
const PAGE: [&str; 2] = ["whatsapp-opt-in.js", "whatsapp-opt-in.wasm"];
const FILES: [&str; 4] = ["whatsapp-opt-in.js", "whatsapp-opt-in.wasm", "element.js", "define.js"];
const REPORT: &str = "sizes.json";

/// Whether every file of the package is there.
pub(crate) fn complete(out: &Path) -> bool {
    FILES.iter().chain([&REPORT]).all(|name| out.join(name).is_file())
}

/// Weighs every file and writes the report.
pub(crate) fn write(out: &Path) -> anyhow::Result<()> {
    let mut files = Map::new();
    let mut page = [0; 3];
    for name in FILES {
        let bytes = std::fs::read(out.join(name))?;
        let weighed = [bytes.len(), gzip(&bytes)?, brotli(&bytes)?];
        if PAGE.contains(&name) {
            page = [0, 1, 2].map(|i| page[i] + weighed[i]);
        }
        files.insert(name.to_owned(), row(weighed));
    }
    let report = json!({ "unit": "bytes", "gzip": "-9", "brotli": "-11", "files": files, "page": row(page) });
    std::fs::write(out.join(REPORT), serde_json::to_string_pretty(&report)? + "\n")?;
    println!("  a page loads {} bytes ({} gzip, {} brotli)", page[0], page[1], page[2]);
    Ok(())
}

fn row([raw, gzip, brotli]: [usize; 3]) -> Value {
    json!({ "raw": raw, "gzip": gzip, "brotli": brotli })
}

fn gzip(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut encoded = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut encoded, &params)?;
    Ok(encoded.len())
}
