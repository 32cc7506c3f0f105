//! Counts tests from what the test programs print.

use std::collections::BTreeSet;

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) ignored: usize,
}

impl Tally {
    /// A check that is not made of tests: one, passed or failed.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed), ignored: 0 }
    }

    /// Adds another count to this one.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// Takes tests that a browser could not run out of those that passed, and says which, and why: each line of `notes` is
    /// `test` (or `part` of one), its name, and the reason, between tabs.
    pub(crate) fn leave_out(&mut self, browser: &str, notes: &str) {
        let notes: BTreeSet<&str> = notes.lines().collect();
        for note in notes {
            if let [what, name, reason] = note.split('\t').collect::<Vec<_>>()[..] {
                let whole = usize::from(what == "test").min(self.passed);
                self.passed -= whole;
                self.ignored += whole;
                println!(
                    "  not run in {browser}{}: {name} ({reason})",
                    if whole == 0 { ", in part" } else { "" }
                );
            }
        }
    }

    /// Takes in a line of output if it is a summary of `libtest` or of wasm-bindgen's runner, both of the form
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(crate) fn read_line(&mut self, line: &str) {
        let Some((_, counts)) =
            line.trim().strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(Ok(number)), Some(what)) = (words.next().map(str::parse::<usize>), words.next()) else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read_line(line));
        tally
    }

    #[test]
    fn what_was_not_run_has_not_passed() {
        let mut tally = read(&["test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured"]);
        tally.leave_out("webkit", "test\ta\twhy\ntest\ta\twhy\npart\tb\twhy\n");
        assert_eq!(tally, Tally { passed: 2, failed: 0, ignored: 1 });
    }

    #[test]
    fn summaries_are_added_up() {
        let tally = read(&[
            "running 4 tests",
            "test phone::tests::a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.01s",
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(tally, Tally { passed: 8, failed: 2, ignored: 1 });
    }

    #[test]
    fn other_lines_count_for_nothing() {
        let tally =
            read(&["test result: ", "3 passed; 9 failed", "note: test result: ok. 3 passed; 0 failed"]);
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn a_check_counts_as_one() {
        let mut tally = Tally::one(true);
        tally.add(Tally::one(false));
        assert_eq!(tally, Tally { passed: 1, failed: 1, ignored: 0 });
    }
}
