//! What the fixtures' script `fixture.js` wrote down: events, reports, console lines and faults, across pages.

use serde_json::Value;

/// The notes, in order.
#[derive(Clone, Debug)]
pub struct Seen(pub Vec<Value>);

impl Seen {
    /// The notes of one kind: `event`, `submit`, `violation`, `console` or `fault`.
    pub fn of(&self, kind: &str) -> Vec<&Value> {
        self.0.iter().filter(|note| note["kind"] == kind).collect()
    }

    /// The details of the widget's events of this type.
    pub fn events(&self, name: &str) -> Vec<&Value> {
        self.of("event").into_iter().filter(|note| note["type"] == name).map(|note| &note["detail"]).collect()
    }

    /// CSP and Trusted Types reports, console warnings and errors, uncaught faults: there should be none.
    pub fn complaints(&self) -> Vec<&Value> {
        let loud = |note: &Value| note["level"] == "error" || note["level"] == "warn";
        let mut found = self.of("violation");
        found.extend(self.of("fault"));
        found.extend(self.of("console").into_iter().filter(|note| loud(note)));
        found
    }
}
