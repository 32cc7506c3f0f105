//! What was measured, as a table and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::bench::stats::{Spread, ratio};

const PAGES: [&str; 3] = [OURS, "split", PEER];
const OURS: &str = "ours";
/// What the goals compare with.
const PEER: &str = "bundled";
const CONDITIONS: [(&str, &str); 4] = [
    ("none", "no throttling"),
    ("cpu4", "CPU ×4"),
    ("slow4g", "Slow 4G"),
    ("slow4g-cpu4", "Slow 4G + CPU ×4"),
];
/// Name in the measurement, heading, unit's divisor.
const FIGURES: [(&str, &str, f64); 12] = [
    ("tickable", "navigation → tickable, ms", 1.0),
    ("judged", "navigation → number judged, ms", 1.0),
    ("start_to_interactive", "script start → interactive, ms", 1.0),
    ("bytes_until_tickable", "came before that, KB", 1000.0),
    ("bytes", "everything, KB", 1000.0),
    ("requests", "requests, without the page", 1.0),
    ("longest_task", "longest task, ms (0: under 50)", 1.0),
    ("shift", "layout shift", 1.0),
    ("key_script", "a key: in scripts, ms", 1.0),
    ("key_task", "a key: main thread to the frame, ms", 1.0),
    ("plain_key_task", "the same, plain field beside it", 1.0),
    ("heap", "heap above an empty page, KB", 1000.0),
];

/// Condition → figure → page → one value a run.
type Series = BTreeMap<String, BTreeMap<&'static str, BTreeMap<String, Vec<f64>>>>;

/// All measurements of a run of the bench.
#[derive(Default)]
pub(super) struct Figures {
    series: Series,
    /// What made the long tasks, by condition and page: the browser's own words.
    long: BTreeMap<(String, String), Vec<Value>>,
    rounds: Vec<Value>,
}

impl Figures {
    /// Takes a measurement, and answers with a line that tells it.
    pub(super) fn note(&mut self, measured: Value) -> String {
        let text = |name: &str| measured[name].as_str().unwrap_or_default().to_owned();
        let (condition, page) = (text("condition"), text("page"));
        if condition == "rounds" {
            let line = format!("{page}: {}", measured["left"]);
            self.rounds.push(measured);
            return line;
        }
        let by_figure = self.series.entry(condition.clone()).or_default();
        for (name, _, _) in FIGURES {
            if let Some(value) = measured[name].as_f64() {
                by_figure.entry(name).or_default().entry(page.clone()).or_default().push(value);
            }
        }
        let line = format!(
            "run {}, {condition}, {page}: tickable {:.0} ms, judged {:.0} ms, longest task {:.0} ms",
            measured["run"],
            measured["tickable"].as_f64().unwrap_or(f64::NAN),
            measured["judged"].as_f64().unwrap_or(f64::NAN),
            measured["longest_task"].as_f64().unwrap_or(f64::NAN),
        );
        let frames = measured["frames"].as_array().cloned().unwrap_or_default();
        self.long.entry((condition, page)).or_default().extend(frames);
        line
    }

    pub(super) fn table(&self, load: &[Value; 2]) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for (condition, heading) in CONDITIONS {
            let Some(by_figure) = self.series.get(condition) else { continue };
            let _ = writeln!(
                text,
                "{heading:<36} {:<8} {:>9} {:>9} {:>9} {:>7}",
                "page", "median", "q1", "q3", "ratio"
            );
            for (name, title, unit) in FIGURES {
                let Some(by_page) = by_figure.get(name) else { continue };
                for (place, page) in PAGES.into_iter().enumerate() {
                    let values = by_page.get(page).map_or(&[][..], Vec::as_slice);
                    let Some(spread) = Spread::of(values) else { continue };
                    let [median, lower, upper] =
                        [spread.median, spread.lower, spread.upper].map(|value| value / unit);
                    let ratio = by_page.get(OURS).and_then(|ours| ratio(ours, values));
                    let ratio = ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
                    let title = if place == 0 { title } else { "" };
                    let digits = if name == "shift" { 4 } else { 1 };
                    let _ = writeln!(
                        text,
                        "  {title:<34} {page:<8} {median:>9.digits$} {lower:>9.digits$} {upper:>9.digits$} {ratio:>7}"
                    );
                }
            }
            text.push('\n');
        }
        for round in &self.rounds {
            let _ = writeln!(text, "mounted and taken away, {}: {}", round["page"], round["left"]);
        }
        let _ = writeln!(
            text,
            "ratio: ours divided by that page's, run by run. split, bundled: intl-tel-input with its utils in a file \
             of their own, and in one.\nload of the machine before and after: {} and {}",
            load[0], load[1]
        );
        text
    }

    pub(super) fn json(&self, runs: u32, load: &[Value; 2]) -> Value {
        let mut conditions = Map::new();
        for (condition, by_figure) in &self.series {
            let mut figures = Map::new();
            for (name, by_page) in by_figure {
                let spreads = by_page.iter().map(|(page, values)| {
                    let spread = Spread::of(values);
                    let ours = by_page.get(OURS).and_then(|ours| ratio(ours, values));
                    let row = json!({ "median": spread.map(|s| s.median), "lower": spread.map(|s| s.lower),
                        "upper": spread.map(|s| s.upper), "ours_divided_by_it": ours, "values": values });
                    (page.clone(), row)
                });
                figures.insert((*name).to_owned(), spreads.collect::<Map<_, _>>().into());
            }
            conditions.insert(condition.clone(), figures.into());
        }
        let long = self.long.iter().map(
            |((condition, page), frames)| json!({ "condition": condition, "page": page, "frames": frames }),
        );
        json!({ "runs": runs, "load_average": load, "conditions": conditions,
            "frames_over_50_ms": long.collect::<Vec<_>>(), "rounds": self.rounds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_its_line_and_ours_its_ratio() {
        let mut figures = Figures::default();
        for (page, tickable) in [(OURS, 50.0), (PEER, 100.0)] {
            figures.note(json!({ "condition": "none", "page": page, "run": 0, "tickable": tickable }));
        }
        figures.note(json!({ "condition": "rounds", "page": OURS, "left": { "bytes": 7 } }));
        let text = figures.table(&[json!(1.0), json!(2.0)]);
        assert!(text.contains("0.50") && text.contains("1.00") && text.contains("{\"bytes\":7}"), "{text}");
        assert!(!text.contains("split  "), "what was not measured has no line:\n{text}");
        let json = figures.json(1, &[json!(1.0), json!(2.0)]);
        assert_eq!(json["conditions"]["none"]["tickable"][PEER]["ours_divided_by_it"], 0.5);
    }
}
