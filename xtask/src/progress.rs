//! One line per step, with its time.

use std::time::{Duration, Instant};

/// Announces a step, runs it, and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    println!("→ {what}");
    let start = Instant::now();
    let outcome = work();
    let time = seconds(start.elapsed());
    match &outcome {
        Ok(_) => println!("✓ {what} ({time})"),
        Err(_) => println!("✗ {what} ({time})"),
    }
    outcome
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub(crate) fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    match whole {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{whole} s"),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_to_read() {
        let shown = |ms| seconds(Duration::from_millis(ms));
        assert_eq!(shown(420), "0.4 s");
        assert_eq!(shown(12_900), "12 s");
        assert_eq!(shown(185_000), "3 min 05 s");
    }
}
