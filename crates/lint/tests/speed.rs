//! A page of 1 MB, measured. The figure is printed; the bound is generous because machines are noisy and this is a
//! debug build most of the time (`cargo test --release -p whatsapp-opt-in-lint --test speed -- --nocapture`).

use std::time::{Duration, Instant};

use whatsapp_opt_in_lint::{Dialect, Options, lint};

fn page(megabytes: usize) -> String {
    let row = "<div class=\"row\"><p>Some words about <b>shoes</b> &amp; socks.</p><a href=\"/item\">More</a><label>Size <input type=\"checkbox\" name=\"size\" checked> 42</label></div>\n";
    let prompt = "<form><input type=\"tel\" name=\"phone\"><label><input type=\"checkbox\" name=\"wa\"> Send me offers from Acme on WhatsApp</label></form>";
    let half = row.repeat(megabytes * 500_000 / row.len());
    format!("<html><body>{half}{prompt}{half}</body></html>")
}

#[test]
#[allow(clippy::print_stdout, reason = "the figure is the test's result")]
fn a_page_of_one_megabyte_is_linted_quickly() {
    let page = page(1);
    let options = Options { company: Some("Acme".to_owned()), ..Options::default() };
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        let result = lint(&page, Dialect::Html, &options).expect("a page");
        best = best.min(start.elapsed());
        assert_eq!(result.judged, 1);
        assert!(result.findings.iter().any(|finding| finding.rule == "WA-09"));
    }
    println!("{} bytes: {best:?}", page.len());
    let bound = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_millis(500) };
    assert!(best < bound, "{best:?}");
}

#[test]
fn time_grows_with_the_page_and_not_with_its_square() {
    let time = |megabytes| {
        let page = page(megabytes);
        let start = Instant::now();
        lint(&page, Dialect::Html, &Options::default()).expect("a page");
        start.elapsed()
    };
    time(1);
    let (one, four) = (time(1), time(4));
    assert!(four < one * 12, "1 MB: {one:?}, 4 MB: {four:?}");
}
