//! No input makes it panic or run away: the corpus and the examples, cut, doubled, spliced and spoiled by a seeded stream.

use std::path::Path;
use std::time::Instant;

use test_support::fuzz_lint;
use whatsapp_opt_in::policy::{Sample, rules};
use whatsapp_opt_in_lint::{Dialect, Options, lint};

const DIALECTS: &[Dialect] = &[
    Dialect::Html,
    Dialect::Jsx,
    Dialect::Vue,
    Dialect::Svelte,
    Dialect::Php,
    Dialect::Template,
    Dialect::Json,
    Dialect::Record,
];

const BITS: &[&str] = &[
    "<",
    ">",
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "<?php",
    "?>",
    "\"",
    "'",
    "`",
    "${",
    "&amp;",
    "&#x1F600;",
    "</",
    "/>",
    "<!--",
    "-->",
    "[",
    "]",
    ":",
    "\\",
    "\u{1a}",
    "é",
    "שלום",
    "😀",
    "\0",
    "<form>",
    "</form>",
    "<label for=a>",
    "<template>",
    "<svg>",
    "checked",
    "WhatsApp",
    "Whats",
    "{{1}}",
    "{{",
    "+33 6",
    "%1$s",
    "U.S. ",
    "<textarea>",
    "<script>",
    "<title>",
    "\r\n",
    "https://",
    "@if(",
    "@checked(",
    "/*",
    "//",
    "<>",
];

fn seeds() -> Vec<String> {
    let mut seeds: Vec<String> = rules::DOCS
        .iter()
        .flat_map(|(_, doc)| doc.examples)
        .map(|example| match example.sample {
            Sample::Html(text)
            | Sample::Template(text)
            | Sample::History(text)
            | Sample::Record(text)
            | Sample::Widget(text) => text.to_owned(),
        })
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/policy/open");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let sources = files.iter().filter(|path| !path.to_string_lossy().contains(".labels."));
    seeds.extend(
        sources.filter_map(|path| std::fs::read_to_string(path).ok()).filter(|text| text.len() < 8_000),
    );
    seeds
}

/// Spoils a text in a few places.
fn spoil(text: &str, others: &[String], random: &mut fastrand::Rng) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for _ in 0..random.usize(1..6) {
        let at = random.usize(0..=text.len());
        match random.u8(0..5) {
            0 => text.truncate(at),
            1 => {
                let bit: Vec<char> = BITS[random.usize(0..BITS.len())].chars().collect();
                text.splice(at..at, bit);
            }
            2 => {
                let end = (at + random.usize(0..40)).min(text.len());
                text.drain(at..end);
            }
            3 => {
                let other: Vec<char> =
                    others[random.usize(0..others.len())].chars().take(random.usize(0..200)).collect();
                text.splice(at..at, other);
            }
            _ => {
                let end = (at + random.usize(0..60)).min(text.len());
                let copy: Vec<char> = text[at..end].to_vec();
                text.splice(at..at, copy);
            }
        }
    }
    text.into_iter().collect()
}

/// The bodies of the fuzz targets `lint_page`, `lint_snippet` and `lint_json`; the first byte picks among dialects.
const BODIES: [fn(&[u8]); 3] = [fuzz_lint::page, fuzz_lint::snippet, fuzz_lint::json];

#[test]
fn spoiled_sources_never_break_anything() {
    let seeds = seeds();
    let mut random = fastrand::Rng::with_seed(0x0b7_1a55);
    let rounds = std::env::var("FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1_200);
    for round in 0..rounds {
        let text = spoil(&seeds[random.usize(0..seeds.len())], &seeds, &mut random);
        let data = [&[random.u8(..)], text.as_bytes()].concat();
        let start = Instant::now();
        BODIES[round % BODIES.len()](&data);
        assert!(start.elapsed().as_secs() < 20, "round {round} took {:?}: {text:?}", start.elapsed());
    }
}

#[test]
fn noise_never_breaks_anything() {
    let mut random = fastrand::Rng::with_seed(0x1a55);
    for round in 0..2_000 {
        let data: Vec<u8> = (0..random.usize(..300)).map(|_| random.u8(..)).collect();
        BODIES[round % BODIES.len()](&data);
    }
}

#[test]
fn what_nests_repeats_or_never_ends_is_read_in_time() {
    let nasty = [
        "<form>".repeat(20_000),
        "{".repeat(50_000),
        "{{".repeat(30_000),
        "<a b=".repeat(20_000),
        "[".repeat(50_000),
        "{\"a\":".repeat(20_000),
        "<div>{".repeat(10_000),
        "'".repeat(50_001),
        "`${".repeat(20_000),
        format!("<label>WhatsApp {}", "<input type=checkbox name=wa>".repeat(3_000)),
        format!("<form><p>{}</p><input type=checkbox name=whatsapp></form>", "I agree ".repeat(20_000)),
        "WhatsApp ".repeat(30_000),
        "<?php echo '<input ".repeat(5_000),
        "<X f={[{type: 'tel', name: ".repeat(2_000),
        format!("<X f={{[{}]}} />", "{type: 'checkbox', label: 'WhatsApp offers'}, ".repeat(1_000)),
        "<label>{{ form.wa }} Send me offers on WhatsApp</label>".repeat(300),
        "<button>Get offers on WhatsApp</button>".repeat(500),
        "<p>Questions? I agree to offers on WhatsApp</p><button>Go</button>".repeat(500),
    ];
    for text in nasty {
        for dialect in DIALECTS {
            let start = Instant::now();
            let _ = lint(&text, *dialect, &Options::default());
            assert!(
                start.elapsed().as_secs() < 60,
                "{dialect:?} took {:?} on {:?}…",
                start.elapsed(),
                &text[..40]
            );
        }
    }
}
