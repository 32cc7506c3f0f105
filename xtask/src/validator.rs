//! `cargo xtask validator`: the phone engine as a package for JavaScript, for browsers and for Node, with types.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::package::optimise::Tools;
use crate::package::sbom::{self, Sbom};
use crate::{notices, progress, toolchain, wasm, workspace};

const CRATE: &str = "whatsapp-opt-in-validator";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the package goes.
    #[arg(long, default_value = "target/validator")]
    out: PathBuf,
    /// Runs the package's own test in Node.
    #[arg(long)]
    test: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let root = workspace::root();
    let out = root.join(&args.out);
    if args.test { test(&root, &out) } else { build(&root, &out) }
}

/// Builds the package and runs its own test in Node.
pub(crate) fn test(workspace: &Path, out: &Path) -> Result<()> {
    build(workspace, out)?;
    let mut node = std::process::Command::new("node");
    node.arg(workspace.join("crates/validator/tests/node.mjs")).arg(out);
    if !node.status().context("Node is not installed")?.success() {
        bail!("the validator's test failed in Node");
    }
    Ok(())
}

/// Builds the package into `out`: `web/` is an ES module that fetches its wasm, `node/` loads it at once.
pub(crate) fn build(workspace: &Path, out: &Path) -> Result<()> {
    let wasm = progress::step("Compile the validator to WebAssembly", || {
        toolchain::ensure_wasm_target()?;
        wasm::compile(CRATE, &[], true)
    })?;
    let tools = Tools::find(workspace, false)?;
    for target in ["web", "node"] {
        let directory = out.join(target);
        std::fs::create_dir_all(&directory)?;
        let mut bindgen = Bindgen::new();
        if target == "web" {
            bindgen.web(true)?;
        } else {
            bindgen.nodejs(true)?;
        }
        bindgen
            .input_path(&wasm)
            .out_name("validator")
            .typescript(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(&directory)?;
        let file = directory.join("validator_bg.wasm");
        if let Some(tools) = &tools {
            let small = tools.wasm_opt(&std::fs::read(&file)?)?;
            std::fs::write(&file, small)?;
        }
    }
    std::fs::write(out.join("node/package.json"), "{ \"type\": \"commonjs\" }\n")?;
    std::fs::write(out.join("package.json"), manifest())?;
    std::fs::write(out.join(sbom::LICENCES), Sbom::of(workspace, &[CRATE])?.licences()?)?;
    notices::copy(workspace, out)
}

/// The validator as an ES module that is given its wasm.
pub(crate) struct Module {
    pub(crate) js: String,
    pub(crate) types: String,
    pub(crate) wasm: Vec<u8>,
}

/// Builds it for the npm package, which brings its own ways to load the wasm.
pub(crate) fn module(tools: &Tools) -> Result<Module> {
    let wasm = progress::step("Compile the validator to WebAssembly", || wasm::compile(CRATE, &[], true))?;
    let bind = |target: fn(&mut Bindgen, bool) -> Result<&mut Bindgen>| {
        let mut bindgen = Bindgen::new();
        target(&mut bindgen, true)?
            .input_path(&wasm)
            .typescript(true)
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate_output()
    };
    let mut web = bind(Bindgen::web)?;
    // The types without the loader's, and without what only TypeScript's newest library knows.
    let types = bind(Bindgen::bundler)?.ts().context("the validator has no types")?.to_owned();
    let types =
        types.lines().filter(|line| !line.contains("[Symbol.dispose]")).collect::<Vec<_>>().join("\n");
    let wasm = tools.wasm_opt(&web.wasm_mut().emit_wasm())?;
    Ok(Module { js: web.js().to_owned(), types: types + "\n", wasm })
}

fn manifest() -> String {
    format!(
        r#"{{
  "name": "{CRATE}",
  "version": "{}",
  "license": "(MIT OR Apache-2.0) AND Apache-2.0",
  "type": "module",
  "exports": {{
    ".": {{
      "node": {{ "types": "./node/validator.d.ts", "default": "./node/validator.js" }},
      "default": {{ "types": "./web/validator.d.ts", "default": "./web/validator.js" }}
    }}
  }},
  "files": ["web", "node", "LICENSE-*", "NOTICE", "THIRD-PARTY-LICENCES.txt"]
}}
"#,
        env!("CARGO_PKG_VERSION")
    )
}
