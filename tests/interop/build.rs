//! Takes the Rust lines of `docs/verify.md` and `docs/backends.md` out of the pages, so that `src/snippets.rs` and
//! `tests/backends.rs` run them as they are printed.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let page = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../docs/verify.md");
    println!("cargo::rerun-if-changed={}", page.display());
    let page = fs::read_to_string(page)?;
    for kind in ["act", "receipt"] {
        let start = format!("<!-- runs: {kind} ES256 Ed25519 -->\n```rust\n");
        let code = page.split(&start).nth(1).and_then(|rest| rest.split("```").next());
        let code = code.ok_or_else(|| format!("docs/verify.md has no Rust lines under {start}"))?;
        fs::write(Path::new(&env::var("OUT_DIR")?).join(format!("{kind}.rs")), code)?;
    }
    let page = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../docs/backends.md");
    println!("cargo::rerun-if-changed={}", page.display());
    let page = fs::read_to_string(page)?;
    let code = page.split("<!-- runs: rust -->\n```rust\n").nth(1).and_then(|rest| rest.split("```").next());
    fs::write(
        Path::new(&env::var("OUT_DIR")?).join("backend.rs"),
        code.ok_or("docs/backends.md has no Rust lines")?,
    )?;
    Ok(())
}
