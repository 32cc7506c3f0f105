//! `sizes.json`: what each file weighs, raw and compressed as servers compress.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

use super::locales;
use super::modules::Modules;

/// What a page loads before the box can be ticked.
const TICKABLE: [&str; 2] = ["whatsapp-opt-in.js", WIDGET];
/// Everything one page loads; the other files hold the same in other forms, or are for what seldom happens.
const PAGE: [&str; 2] = ["whatsapp-opt-in.js", "whatsapp-opt-in.wasm"];
/// The two parts of `whatsapp-opt-in.wasm`, each compressed for itself.
const WIDGET: &str = "widget module";
const ENGINE: &str = "phone engine";
/// The package's files, without the folders of the languages.
pub(super) const FILES: [&str; 12] = [
    "whatsapp-opt-in.js",
    "whatsapp-opt-in.wasm",
    "whatsapp-opt-in.classic.js",
    "queue.js",
    "after.js",
    "messages.js",
    "develop.js",
    "more.js",
    "terms.js",
    "themes.js",
    "element.js",
    "define.js",
];
/// Of those that Node makes, the ones that are there.
pub(super) fn made_by_node(out: &Path) -> impl Iterator<Item = &'static str> {
    [QR, PLAIN].into_iter().filter(|name| out.join(name).is_file())
}

/// Comes from npm: without Node there is none, and the page shows the link alone.
pub(crate) const QR: &str = "qr.js";
/// The widget without WebAssembly; it, too, needs Node to be made.
pub(crate) const PLAIN: &str = "without-wasm.js";
const REPORT: &str = "sizes.json";

/// Whether every file of the package is there.
pub(crate) fn complete(out: &Path) -> bool {
    let folders = [locales::FOLDER, locales::MODULES];
    folders.iter().all(|name| out.join(name).is_dir())
        && FILES.iter().chain([&REPORT]).all(|name| out.join(name).is_file())
}

/// Weighs every file and writes the report; answers with each file's bytes in brotli.
pub(super) fn write(out: &Path, modules: &Modules) -> anyhow::Result<Vec<(&'static str, usize)>> {
    let (mut files, mut parts_of_it) = (Map::new(), Map::new());
    let (mut tickable, mut page) = ([0; 3], [0; 3]);
    let mut compressed = Vec::new();
    let parts = [(WIDGET, modules.widget().to_vec()), (ENGINE, modules.engine().to_vec())].map(Ok);
    let whole = FILES.into_iter().chain(made_by_node(out));
    let whole = whole.map(|name| anyhow::Ok((name, std::fs::read(out.join(name))?)));
    for part in whole.chain(parts) {
        let (name, bytes) = part?;
        let weighed = [bytes.len(), gzip(&bytes)?.len(), brotli(&bytes)?.len()];
        for (sum, of) in [(&mut tickable, &TICKABLE[..]), (&mut page, &PAGE)] {
            if of.contains(&name) {
                *sum = [0, 1, 2].map(|i| sum[i] + weighed[i]);
            }
        }
        compressed.push((name, weighed[2]));
        let list = if [WIDGET, ENGINE].contains(&name) { &mut parts_of_it } else { &mut files };
        list.insert(name.to_owned(), row(weighed));
    }
    let mut locale = [0; 3];
    for name in in_folder(out, locales::FOLDER)? {
        let bytes = std::fs::read(out.join(&name))?;
        let weighed = [bytes.len(), gzip(&bytes)?.len(), brotli(&bytes)?.len()];
        locale = [0, 1, 2].map(|i| locale[i].max(weighed[i]));
        files.insert(name, row(weighed));
    }
    compressed.push(("locale", locale[2]));
    // A page in another language than English loads one more file, at most `locale`.
    let report = json!({
        "unit": "bytes", "gzip": "-9", "brotli": "-11", "files": files, "whatsapp-opt-in.wasm": parts_of_it,
        "tickable": row(tickable), "page": row(page), "locale": row(locale),
    });
    std::fs::write(out.join(REPORT), serde_json::to_string_pretty(&report)? + "\n")?;
    for (what, [raw, gzip, brotli]) in [("until the box can be ticked", tickable), ("all in all", page)] {
        println!("  a page loads, {what}, {raw} bytes ({gzip} gzip, {brotli} brotli)");
    }
    compressed.extend([("tickable", tickable[2]), ("page", page[2])]);
    Ok(compressed)
}

/// The files of a folder of the package, as `folder/file`, in order.
pub(super) fn in_folder(out: &Path, folder: &str) -> anyhow::Result<Vec<String>> {
    let mut names = std::fs::read_dir(out.join(folder))?
        .map(|entry| Ok(format!("{folder}/{}", entry?.file_name().to_string_lossy())))
        .collect::<anyhow::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Fails when a file has outgrown its budget: bytes by file name (as they are, or compressed, as the `unit` says), until
/// the box is `tickable`, and for the whole `page`.
pub(crate) fn keep_to(budget: &Path, unit: &str, weighed: &[(&'static str, usize)]) -> anyhow::Result<()> {
    let text =
        std::fs::read_to_string(budget).with_context(|| format!("could not read {}", budget.display()))?;
    let limits: Map<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{} is no JSON object", budget.display()))?;
    let mut over = Vec::new();
    for (name, limit) in &limits {
        let limit = limit.as_u64().with_context(|| format!("{name} has no whole number as budget"))?;
        let (_, bytes) = weighed
            .iter()
            .find(|(file, _)| file == name)
            .with_context(|| format!("{} has a budget for {name}, which is not built", budget.display()))?;
        if *bytes as u64 > limit {
            over.push(format!("{name} has {bytes} {unit}, its budget is {limit}"));
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!("{}; make it smaller, or say in {} why it may grow", over.join("; "), budget.display())
}

fn row([raw, gzip, brotli]: [usize; 3]) -> Value {
    json!({ "raw": raw, "gzip": gzip, "brotli": brotli })
}

pub(super) fn gzip(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

pub(crate) fn brotli(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut encoded = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut encoded, &params)?;
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(budget: &str) -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("budget.json");
        std::fs::write(&file, budget)?;
        keep_to(&file, "bytes in brotli", &[("a.wasm", 100), ("page", 150)])
    }

    #[test]
    fn what_keeps_to_its_budget_passes_and_what_outgrows_it_is_named() {
        assert!(judge(r#"{"a.wasm": 100, "page": 150}"#).is_ok());
        let error = judge(r#"{"a.wasm": 99, "page": 149}"#).expect_err("over").to_string();
        assert!(error.contains("a.wasm has 100 bytes in brotli, its budget is 99"), "{error}");
        assert!(error.contains("page has 150 bytes"), "{error}");
    }

    #[test]
    fn a_budget_that_cannot_be_read_is_an_error() {
        for budget in ["", "[]", r#"{"a.wasm": "100"}"#, r#"{"b.wasm": 100}"#] {
            assert!(judge(budget).is_err(), "{budget}");
        }
    }
}
