//! Pages of 1 MB, measured: `cargo xtask bench lint`. In a test run the bounds are generous, because machines are noisy
//! and this is a debug build then.

use std::time::{Duration, Instant};

use whatsapp_opt_in_lint::{Dialect, Options, lint};

const MEGABYTE: usize = 1_000_000;
const ROW: &str = "<div class=\"row\"><p>Some words about <b>shoes</b> &amp; socks.</p><a href=\"/item\">More</a><label>Size <input type=\"checkbox\" name=\"size\" checked> 42</label></div>\n";
const PROMPT: &str =
    "<label><input type=\"checkbox\" name=\"wa\"> Send me offers from Acme on WhatsApp</label>";

fn filled(row: &str, bytes: usize) -> String {
    row.repeat(bytes / row.len())
}

/// A prompt in the middle of a page of rows.
fn page(bytes: usize) -> String {
    let half = filled(ROW, bytes / 2);
    format!("<html><body>{half}<form><input type=\"tel\" name=\"phone\">{PROMPT}</form>{half}</body></html>")
}

/// What a page of 1 MB can be made of, kind and cruel.
fn shapes(bytes: usize) -> Vec<(&'static str, String)> {
    let form = |inner: &str| format!("<form><input type=\"tel\" name=\"phone\">{inner}{PROMPT}</form>");
    vec![
        ("a page of rows, a prompt in its middle", page(bytes)),
        ("one form of rows around a prompt", form(&filled(ROW, bytes))),
        ("no prompt at all", filled(&ROW.replace("Size", "Whatever"), bytes)),
        ("prompt after prompt, each in a form", filled(&form("<p>Reply STOP.</p>"), bytes)),
        ("prompt after prompt, no form", filled(&format!("<div>{PROMPT}</div>"), bytes)),
        ("bare boxes side by side", filled("<input type=checkbox name=wa> WhatsApp offers ", bytes)),
        ("sentences on WhatsApp", form(&filled("<p>Our offers come on WhatsApp, if you like.</p>", bytes))),
        (
            "one sentence without end",
            form(&format!("<p>{}</p>", filled("I agree to the terms and WhatsApp ", bytes))),
        ),
        ("number fields", form(&filled("<p><input type=tel name=phone> WhatsApp</p>", bytes))),
        ("links", format!("{}{}", form(""), filled("<a href=/privacy>Privacy</a> ", bytes))),
        (
            "footers",
            format!("{}{}", filled(&form(""), bytes / 2), filled("<footer>Reply STOP</footer>", bytes / 2)),
        ),
        ("footers in footers", form(&filled("<footer>Reply STOP", bytes))),
        ("elements never closed", format!("{}{PROMPT}", filled("<div>", bytes))),
        ("radios of one name", form(&filled("<input type=radio name=wa value=yes>", bytes))),
        ("options", form(&format!("<select name=whatsapp>{}</select>", filled("<option>No", bytes)))),
        (
            "suppressions",
            format!(
                "{}{}",
                filled("<!-- opt-in-lint-ignore WA-05: drawn -->\n", bytes / 2),
                filled(&form(""), bytes / 2)
            ),
        ),
        (
            "style rules",
            format!(
                "<style>{}</style>{}",
                filled(".a{display:none}", bytes / 2),
                filled("<p class=b>x</p>", bytes / 2) + PROMPT
            ),
        ),
        ("scripts", format!("<script>{}</script>{}", filled("document.wa.checked;", bytes), form(""))),
        ("expressions", form(&filled("<p>{{ t('x') }}</p>", bytes))),
    ]
}

/// The best of several runs: time on the clock, and time this thread had a processor, which other work on the machine
/// does not lengthen (Linux tells; elsewhere it is the clock's).
fn time(source: &str, runs: usize) -> (Duration, Duration) {
    let options = Options { company: Some("Acme".to_owned()), ..Options::default() };
    let once = || {
        let (start, had) = (Instant::now(), processor());
        let _ = lint(source, Dialect::Html, &options);
        let elapsed = start.elapsed();
        (elapsed, processor().zip(had).map_or(elapsed, |(now, had)| now - had))
    };
    let taken: Vec<_> = (0..runs).map(|_| once()).collect();
    let least = |of: fn(&(Duration, Duration)) -> Duration| taken.iter().map(of).min().unwrap_or_default();
    (least(|taken| taken.0), least(|taken| taken.1))
}

/// The time this thread has spent on a processor.
fn processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are the result")]
fn a_page_is_linted_quickly_whatever_it_is_made_of() {
    // A debug build reads a piece of each.
    let (bytes, runs) = if cfg!(debug_assertions) { (MEGABYTE / 20, 1) } else { (MEGABYTE, 5) };
    let mut slow = Vec::new();
    println!("least of {runs}, {bytes} bytes\n    clock processor");
    for (name, source) in shapes(bytes) {
        let (clock, processor) = time(&source, runs);
        println!("{clock:>9.1?} {processor:>9.1?}  {name}");
        if processor > Duration::from_secs(5) {
            slow.push(name);
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
