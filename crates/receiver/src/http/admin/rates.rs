//! Opt-out rates, and which campaign's is out of the ordinary.

use std::collections::BTreeMap;

use crate::store::{CountKey, Counted, Counts, Day};

/// Fewer messages than this say nothing about a rate.
const ENOUGH_SENT: u64 = 50;
/// Fewer opt-outs than this may be chance, whatever the rate.
const ENOUGH_OPT_OUTS: u64 = 3;
/// How many standard deviations above the others a rate is abnormal.
const ABNORMAL: f64 = 3.0;

/// What happened to one purpose or after one campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub(super) name: String,
    /// Opt-ins of a purpose; messages of a campaign.
    pub(super) base: u64,
    pub(super) opt_outs: u64,
    /// Opt-outs of the days that had some.
    pub(super) days: BTreeMap<Day, u64>,
    pub(super) abnormal: bool,
}

impl Row {
    /// Opt-outs per opt-in or message; `None` without any.
    #[allow(clippy::cast_precision_loss, reason = "counts of messages fit a double")]
    pub(super) fn rate(&self) -> Option<f64> {
        (self.base > 0).then(|| self.opt_outs as f64 / self.base as f64)
    }
}

/// All of one kind: acts and messages, not their purposes.
pub(super) fn total(counts: &Counts, counted: Counted) -> u64 {
    counts
        .iter()
        .filter(|(key, _)| key.counted == counted && key.purpose.is_empty())
        .map(|(_, count)| count)
        .sum()
}

/// One kind by day, for every day of the span.
pub(super) fn by_day(counts: &Counts, counted: Counted, days: std::ops::RangeInclusive<Day>) -> Vec<u64> {
    let mut sums: BTreeMap<Day, u64> = days.map(|day| (day, 0)).collect();
    for (key, count) in counts.iter().filter(|(key, _)| key.counted == counted && key.purpose.is_empty()) {
        if let Some(sum) = sums.get_mut(&key.day) {
            *sum += count;
        }
    }
    sums.into_values().collect()
}

/// Everything together.
pub(super) fn all(counts: &Counts) -> Row {
    let whole = |key: &&CountKey| key.purpose.is_empty() && key.counted == Counted::OptOut;
    let mut days = BTreeMap::new();
    for key in counts.keys().filter(whole) {
        *days.entry(key.day).or_default() += counts[key];
    }
    let (base, opt_outs) = (total(counts, Counted::OptIn), total(counts, Counted::OptOut));
    Row { base, opt_outs, days, ..Row::default() }
}

/// Each purpose: opt-ins and opt-outs, most opt-ins first.
pub(super) fn by_purpose(counts: &Counts) -> Vec<Row> {
    let mut rows = rows(counts, Counted::OptIn, |key| &key.purpose);
    rows.retain(|row| !row.name.is_empty());
    rows
}

/// Each campaign: messages and opt-outs after them, abnormal ones marked.
pub(super) fn by_campaign(counts: &Counts) -> Vec<Row> {
    let mut rows = rows(counts, Counted::Sent, |key| &key.campaign);
    rows.retain(|row| !row.name.is_empty());
    let marks: Vec<bool> = (0..rows.len()).map(|i| is_abnormal(&rows, i)).collect();
    for (row, mark) in rows.iter_mut().zip(marks) {
        row.abnormal = mark;
    }
    rows
}

fn rows(counts: &Counts, base: Counted, name: impl Fn(&crate::store::CountKey) -> &String) -> Vec<Row> {
    let mut rows: BTreeMap<&String, Row> = BTreeMap::new();
    for (key, count) in counts {
        let row = rows.entry(name(key)).or_insert_with(|| Row { name: name(key).clone(), ..Row::default() });
        if key.counted == base {
            row.base += count;
        } else if key.counted == Counted::OptOut {
            row.opt_outs += count;
            *row.days.entry(key.day).or_default() += count;
        }
    }
    let mut rows: Vec<Row> = rows.into_values().filter(|row| row.base + row.opt_outs > 0).collect();
    rows.sort_by(|a, b| b.base.cmp(&a.base).then_with(|| a.name.cmp(&b.name)));
    rows
}

/// Whether a campaign's rate stands out against all others together: a one-sided test of two proportions.
#[allow(clippy::cast_precision_loss, reason = "counts of messages fit a double")]
fn is_abnormal(rows: &[Row], of: usize) -> bool {
    let row = &rows[of];
    let others = rows.iter().enumerate().filter(|(i, _)| *i != of).map(|(_, row)| row);
    let (sent, out) = others.fold((0, 0), |(sent, out), row| (sent + row.base, out + row.opt_outs));
    if row.base < ENOUGH_SENT || sent < ENOUGH_SENT || row.opt_outs < ENOUGH_OPT_OUTS {
        return false;
    }
    let (n, m) = (row.base as f64, sent as f64);
    let (p, q) = (row.opt_outs as f64 / n, out as f64 / m);
    let pooled = (row.opt_outs + out) as f64 / (n + m);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    deviation > 0.0 && (p - q) / deviation > ABNORMAL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn campaigns(list: &[(&str, u64, u64)]) -> Counts {
        let mut counts = Counts::new();
        for (name, sent, out) in list {
            for (counted, count) in [(Counted::Sent, *sent), (Counted::OptOut, *out)] {
                let key = CountKey { day: 1, counted, purpose: String::new(), campaign: (*name).into() };
                counts.insert(key, count);
            }
        }
        counts
    }

    fn marked(list: &[(&str, u64, u64)]) -> Vec<String> {
        let rows = by_campaign(&campaigns(list));
        rows.into_iter().filter(|row| row.abnormal).map(|row| row.name).collect()
    }

    #[test]
    fn a_campaign_many_leave_stands_out_among_ordinary_ones() {
        let list = [("spring", 1000, 10), ("summer", 1200, 14), ("sale", 900, 63), ("news", 1500, 12)];
        assert_eq!(marked(&list), ["sale"]);
    }

    #[test]
    fn ordinary_variation_and_small_numbers_are_no_alarm() {
        assert!(marked(&[("a", 1000, 10), ("b", 1000, 18), ("c", 1000, 7)]).is_empty());
        assert!(marked(&[("a", 1000, 10), ("b", 20, 5)]).is_empty());
        assert!(marked(&[("alone", 1000, 300)]).is_empty());
        assert!(marked(&[]).is_empty());
    }

    #[test]
    fn days_without_anything_are_zero_and_not_missing() {
        let key =
            |day| CountKey { day, counted: Counted::OptIn, purpose: String::new(), campaign: String::new() };
        let counts = Counts::from([(key(10), 2), (key(12), 3), (key(9), 9)]);
        assert_eq!(by_day(&counts, Counted::OptIn, 10..=13), [2, 0, 3, 0]);
    }

    #[test]
    fn a_purpose_nobody_took_but_somebody_left_still_shows() {
        let key = |counted, purpose: &str| CountKey {
            day: 1,
            counted,
            purpose: purpose.into(),
            campaign: String::new(),
        };
        let counts = Counts::from([(key(Counted::OptIn, "a"), 4), (key(Counted::OptOut, "b"), 1)]);
        let rows = by_purpose(&counts);
        assert_eq!(
            rows.iter().map(|row| (row.name.as_str(), row.rate())).collect::<Vec<_>>(),
            [("a", Some(0.0)), ("b", None)]
        );
        assert_eq!(rows[1].days, BTreeMap::from([(1, 1)]));
    }
}
