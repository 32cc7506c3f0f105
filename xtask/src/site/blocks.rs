//! No code in the docs that nobody runs: above every fenced block of README.md, CONTRIBUTING.md, `docs/*.md` and the other
//! pages that users read stands who runs it, or why nobody does. `cargo test -p xtask blocks -- --nocapture` prints the table.

#![cfg(test)]

use std::path::Path;

use crate::workspace;

/// What may stand in the comment above a block: its beginning, and the file that then runs the block.
const RUNNERS: [(&str, &[&str], &str); 5] = [
    ("runs: ", &["docs/verify.md"], "tests/interop/src/snippets.rs"),
    ("runs: ", &["docs/backends.md"], "tests/interop/tests/backends.rs"),
    ("runs: webhook", &["docs/receiver.md"], "crates/receiver/tests/outbox.rs"),
    ("lint: ", &["docs/recipes.md", "docs/migration.md"], "crates/lint/tests/guides.rs"),
    // In a browser; the script takes every file of the docs.
    ("page: ", &[], "tests/embed/docs.mjs"),
];
/// Pages that are made from what is tested, block for block.
const MADE: [(&str, &str); 1] = [("docs/rules.md", "crates/lint/tests/rules.rs")];
/// Pages outside of `docs`.
const NAMED: [&str; 5] = [
    "README.md",
    "CONTRIBUTING.md",
    "pkg-config/npm/README.md",
    "examples/github-action/README.md",
    "tests/interop/README.md",
];
/// A file may be named instead; it has to know the page: by its name, or by its path where that says nothing.
const RUN_BY: &str = "run by ";
const NOT_RUN: &str = "not run: ";

/// A fenced block: where, what, and the comment above it.
struct Block {
    page: String,
    line: usize,
    language: String,
    first: String,
    code: String,
    mark: Option<String>,
}

fn pages() -> Vec<String> {
    let docs = super::files(&workspace::root().join("docs")).expect("the docs");
    let docs = docs.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    NAMED.map(str::to_owned).into_iter().chain(docs.map(|path| format!("docs/{}", path.display()))).collect()
}

fn blocks(page: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(workspace::root().join(page)).expect(page);
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let Some(language) = line.trim_start().strip_prefix("```") else {
            if let Some(block) = blocks.last_mut().filter(|_| open) {
                block.code += &format!("{line}\n");
            }
            continue;
        };
        open = !open;
        if open {
            // The comment stands on the line above, or above an empty one.
            let above = lines[..at].iter().rev().find(|line| !line.is_empty());
            let mark = above.and_then(|line| line.trim().strip_prefix("<!-- ")?.strip_suffix(" -->"));
            let first = lines.get(at + 1).copied().unwrap_or_default();
            blocks.push(Block {
                page: page.to_owned(),
                line: at + 1,
                language: language.to_owned(),
                first: first.trim().chars().take(40).collect(),
                code: String::new(),
                mark: mark.map(str::to_owned),
            });
        }
    }
    assert!(!open, "{page}: a fence is not closed");
    blocks
}

/// Who runs a block, or why nobody does.
fn runner(block: &Block) -> Result<String, String> {
    if let Some((_, path)) = MADE.iter().find(|(page, _)| *page == block.page) {
        return Ok((*path).to_owned());
    }
    let mark = block.mark.as_deref().ok_or("nothing above it says who runs it")?;
    if let Some(reason) = mark.strip_prefix(NOT_RUN) {
        return Ok(format!("– ({reason})"));
    }
    let name = match Path::new(&block.page).file_name().and_then(|name| name.to_str()).unwrap_or_default() {
        "README.md" => &block.page,
        name => name,
    };
    let known = |path: &str| {
        let text =
            std::fs::read_to_string(workspace::root().join(path)).map_err(|_| format!("no file {path}"))?;
        if text.contains(name) { Ok(path.to_owned()) } else { Err(format!("{path} does not know {name}")) }
    };
    if let Some((_, path)) = mark.split_once(RUN_BY) {
        return known(path.split([' ', ':', ',']).next().unwrap_or_default());
    }
    for (start, pages, path) in RUNNERS {
        if mark.split("; ").any(|part| part.starts_with(start)) {
            if pages.is_empty() {
                return Ok(path.to_owned());
            }
            if pages.contains(&block.page.as_str()) {
                return known(path);
            }
        }
    }
    Err(format!("nobody knows what {mark:?} means"))
}

#[test]
// The table is what somebody asks for with --nocapture.
#[allow(clippy::print_stdout)]
fn every_block_is_run_or_says_why_not() {
    let all: Vec<Block> = pages().iter().flat_map(|page| blocks(page)).collect();
    let mut wrong = Vec::new();
    for block in &all {
        let Block { page, line, language, first, .. } = block;
        match runner(block) {
            Ok(who) => println!("{page}:{line} | {language} | {first} | {who}"),
            Err(error) => wrong.push(format!("{page}:{line}: {error}: {first}")),
        }
    }
    assert!(all.len() > 50, "only {} blocks", all.len());
    assert!(wrong.is_empty(), "write `<!-- run by FILE -->` or `<!-- not run: why -->` above: {wrong:#?}");
}

#[test]
fn every_cargo_xtask_of_the_docs_is_understood() {
    use clap::Parser;
    let mut understood = 0;
    for page in pages() {
        let text = std::fs::read_to_string(workspace::root().join(&page)).expect("the page");
        // In blocks to the line's end or a comment, in sentences to the closing backtick.
        let blocks: String = blocks(&page).into_iter().map(|block| block.code).collect();
        let in_blocks =
            blocks.lines().filter(|line| line.contains("cargo xtask ")).map(|line| line.split('#').next());
        let in_text = text.split('`').filter(|piece| piece.starts_with("cargo xtask ")).map(Some);
        for command in in_blocks.chain(in_text).flatten() {
            // `STEP…` stands for steps.
            let arguments =
                command.split_whitespace().filter(|word| *word != "cargo" && !word.ends_with('…'));
            if let Err(error) = crate::Cli::try_parse_from(arguments) {
                let help = error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
                assert!(help, "{page}: {command}: {error}");
            }
            understood += 1;
        }
    }
    assert!(understood > 10, "{understood} commands");
}

#[test]
fn a_block_without_a_word_or_with_a_wrong_one_is_told() {
    let block = |page: &str, mark: Option<&str>| Block {
        page: page.into(),
        line: 1,
        language: "sh".into(),
        first: String::new(),
        code: String::new(),
        mark: mark.map(str::to_owned),
    };
    assert!(runner(&block("docs/verify.md", None)).is_err());
    assert!(runner(&block("docs/verify.md", Some("runs: act ES256"))).is_ok());
    assert!(runner(&block("docs/phone.md", Some("runs: act ES256"))).is_err());
    assert!(runner(&block("docs/phone.md", Some("run by crates/cli/tests/phone.rs"))).is_ok());
    assert!(runner(&block("docs/phone.md", Some("run by crates/cli/tests/none.rs"))).is_err());
    assert!(runner(&block("docs/phone.md", Some("run by crates/cli/tests/verify.rs"))).is_err());
    assert!(runner(&block("docs/phone.md", Some("not run: a shape"))).is_ok());
}
