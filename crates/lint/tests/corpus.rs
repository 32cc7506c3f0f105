//! Precision and recall on forms nobody here wrote.
//!
//! Whoever mends the rules may read the open parts, never a part kept aside. A label says what a person found; a finding is
//! counted against it, file by file and rule by rule. Where the label is `needs_review` a finding is wrong and silence is
//! right.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use whatsapp_opt_in::policy::{Edition, rules};
use whatsapp_opt_in_lint::{Dialect, Options, lint};

/// Parts that may be read by whoever mends the rules. `held-out`, `fresh-held` and `kept` were kept aside until 2026-11-21.
const OPEN: [&str; 5] = ["open", "fresh", "held-out", "fresh-held", "kept"];

/// Rules with fewer positive cases say too little.
const ENOUGH: usize = 10;
const PRECISION: f64 = 0.95;
const RECALL: f64 = 0.90;

/// Rules that do not reach the target on a part, with the share they reach there: precision, recall.
///
/// This is a debt in the open: the test fails when a rule falls under its figure, when a rule outside the list falls under
/// the target, and when a listed rule has come to reach it and should leave the list.
const BELOW: &[(&str, &str, f64, f64)] = &[
    ("aside", "GD-01", 0.96, 0.64),
    ("aside", "GD-02", 1.0, 0.66),
    ("aside", "GD-03", 0.87, 0.77),
    ("aside", "GD-04", 0.86, 0.82),
    ("aside", "GD-05", 0.9, 0.83),
    ("aside", "TC-01", 1.0, 0.76),
    ("aside", "TC-02", 1.0, 0.72),
    ("aside", "WA-01", 0.64, 0.74),
    ("aside", "WA-02", 0.49, 0.46),
    ("aside", "WA-03", 0.87, 0.8),
    ("aside", "WA-04", 0.85, 0.54),
    ("aside", "WA-05", 0.96, 0.87),
    ("aside", "WA-07", 0.63, 0.58),
    ("aside", "WA-08", 0.55, 0.38),
    ("aside", "WA-09", 0.79, 0.79),
    ("aside", "WA-10", 0.81, 0.74),
    ("aside", "WA-15", 1.0, 0.78),
    ("aside", "WA-21", 1.0, 0.38),
    ("aside", "WA-22", 1.0, 0.69),
];

#[derive(Deserialize)]
struct Labels {
    company: Option<String>,
    packs: Vec<String>,
    edition: Option<Edition>,
    expect: BTreeMap<String, String>,
}

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
}

impl Tally {
    fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong.len())
    }
    fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed.len())
    }
    fn positives(&self) -> usize {
        self.right + self.missed.len()
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[test]
fn on_the_open_parts_every_rule_keeps_its_target() {
    let details = std::env::var_os("CORPUS_DETAILS").is_some();
    let failing: Vec<String> = OPEN.iter().flat_map(|part| judge_part(part, details)).collect();
    assert!(failing.is_empty(), "not at the target, or not at the figure recorded: {}", failing.join(", "));
}

#[test]
fn on_the_part_kept_aside_every_rule_keeps_its_target_or_its_recorded_figure() {
    // Never with details: whoever mends the rules must not read these labels.
    let failing = judge_part("aside", false);
    assert!(failing.is_empty(), "not at the target, or not at the figure recorded: {}", failing.join(", "));
}

/// Prints a part's figures, and returns the rules that fall under their target.
#[allow(clippy::print_stdout, reason = "the table is the test's result")]
fn judge_part(part: &str, details: bool) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/policy").join(part);
    let mut tallies: BTreeMap<&str, Tally> =
        rules::ALL.iter().map(|rule| (rule.id, Tally::default())).collect();
    let (mut files, mut held, mut found_none) = (0, 0, 0);
    let mut entries: Vec<_> = std::fs::read_dir(&folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(stem) = name.strip_suffix(".labels.json") else { continue };
        let labels: Labels = serde_json::from_slice(&std::fs::read(&path).expect("labels"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(source) = ["html", "jsx", "vue", "php", "liquid", "json", "twig", "svelte"]
            .iter()
            .map(|extension| folder.join(format!("{stem}.{extension}")))
            .find(|path| path.exists())
        else {
            panic!("{name} has no source beside it");
        };
        files += 1;
        let dialect = Dialect::of(&source).expect("a known kind of file");
        let text = std::fs::read_to_string(&source).expect("text");
        let options = Options {
            company: labels.company.clone(),
            edition: labels.edition,
            tcpa: labels.packs.iter().any(|pack| pack == "tcpa"),
            ..Options::default()
        };
        let result = lint(&text, dialect, &options).unwrap_or_else(|error| panic!("{stem}: {error:?}"));
        if labels.expect.values().any(|label| label == "finding") {
            held += 1;
            found_none += usize::from(result.judged == 0);
        }
        for (rule, tally) in &mut tallies {
            let Some(label) = labels.expect.get(*rule).or(labels.expect.get("*")) else { continue };
            let found = result.findings.iter().any(|finding| finding.rule == *rule);
            match (label == "finding", found) {
                (true, true) => tally.right += 1,
                (true, false) => tally.missed.push(stem.to_owned()),
                (false, true) => tally.wrong.push(format!("{stem} ({label})")),
                (false, false) => {}
            }
        }
    }
    println!(
        "\n{part}: {files} files; of {held} with something to find, {found_none} in which no prompt was seen\nrule   positives  precision  recall"
    );
    let mut failing = Vec::new();
    for (rule, tally) in &tallies {
        println!(
            "{rule}  {:>9}  {:>8.1}%  {:>5.1}%",
            tally.positives(),
            tally.precision() * 100.0,
            tally.recall() * 100.0
        );
        if details && !(tally.wrong.is_empty() && tally.missed.is_empty()) {
            println!("       wrong: {}\n       missed: {}", tally.wrong.join(", "), tally.missed.join(", "));
        }
        let reaches = |precision, recall| tally.precision() >= precision && tally.recall() >= recall;
        let on_target = tally.positives() < ENOUGH || reaches(PRECISION, RECALL);
        let recorded = BELOW.iter().find(|(of, id, ..)| of == &part && id == rule);
        let kept = match recorded {
            Some((_, _, precision, recall)) => !on_target && reaches(*precision, *recall),
            None => on_target,
        };
        if !kept {
            failing.push(format!("{part} {rule}"));
        }
    }
    assert!(files > 0, "the corpus is empty");
    failing
}
