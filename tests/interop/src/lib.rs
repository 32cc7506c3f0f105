//! Acts and receipts across languages.
//!
//! Each directory beside `src` holds a verifier as a backend developer would write it from `docs/record.md`, on the
//! JOSE library of that language. [`run`] asks all of them and our own about honest tokens, golden vectors, tokens
//! they signed themselves, and a stream of mutated ones: every verdict must be the same code, and nothing may be
//! accepted that nobody signed.
//!
//! `cargo test -p interop-tests` takes a sample, `cargo run --release -p interop-tests -- --full` a million.

#![forbid(unsafe_code)]

pub mod compare;
pub mod golden;
pub mod language;
pub mod mutate;
pub mod request;
pub mod signed;
pub mod snippets;
pub mod world;

use std::path::Path;

use anyhow::Context;

use crate::language::Language;
use crate::world::World;

/// Tokens in a sample, and in a full run.
const SAMPLE: usize = 4_000;
const FULL: usize = 1_000_000;

/// What a run saw.
#[derive(Debug)]
pub struct Summary {
    /// The languages that took part.
    pub ran: Vec<String>,
    /// The languages that are not installed, with what is missing.
    pub missing: Vec<String>,
    /// Mutated tokens that every verifier decided alike.
    pub tokens: usize,
    /// How many of them were accepted: changes that a signature under the same key makes good.
    pub accepted: usize,
    /// Tokens signed by other languages and decided right by all.
    pub foreign: usize,
    /// Lines for people: verdicts by code, tokens by kind of mutation.
    pub lines: Vec<String>,
}

/// Runs everything: a sample, or with `full` a million mutated tokens. Installs what the languages need under
/// `target/interop`; a language that cannot be installed is named in the summary, except Node, without which the run
/// fails.
pub fn run(workspace: &Path, full: bool) -> anyhow::Result<Summary> {
    run_with(workspace, if full { FULL } else { SAMPLE }, 1)
}

/// [`run`] with any number of mutated tokens, from any seed.
pub fn run_with(workspace: &Path, tokens: usize, seed: u64) -> anyhow::Result<Summary> {
    let (languages, missing) = language::install_all(workspace)?;
    let world = World::new();
    compare::honest(&world, &languages)?;
    let golden = golden::Golden::read(workspace)?;
    compare::golden(&golden, &languages)?;
    let foreign = signed::all_decide_what_each_signs(&world, &languages)?;
    let mutated = compare::mutated(&world, &languages, tokens, seed).context("mutated tokens")?;
    Ok(Summary {
        ran: languages.iter().map(Language::to_string).collect(),
        missing,
        tokens: mutated.tokens,
        accepted: mutated.accepted,
        foreign,
        lines: mutated.lines(),
    })
}
