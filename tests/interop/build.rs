//! Takes the Rust lines of `docs/verify.md` out of the page, so that `src/snippets.rs` runs them as they are printed.

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
    Ok(())
}
