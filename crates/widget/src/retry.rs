//! When to post again.

/// What an answer means for the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Durably stored.
    Stored,
    /// Not now; try again.
    Again,
    /// Never; asking again would get the same answer.
    Refused,
}

/// Reads an HTTP status. Redirects were followed by then.
pub(crate) fn read_status(status: u16) -> Answer {
    match status {
        200..=299 => Answer::Stored,
        408 | 425 | 429 | 500..=599 => Answer::Again,
        _ => Answer::Refused,
    }
}

/// How often a choice is signed anew because its nonce was refused, before it is given up.
const RENEWALS: u32 = 3;

/// Whether a refusal is about the nonce alone: the same choice, signed with a fresh one, may be stored.
/// `renewals`: how often that was done since something was stored.
pub(crate) fn renews(code: &str, renewals: u32) -> bool {
    renewals < RENEWALS && matches!(code, "nonce_expired" | "nonce_unknown" | "nonce_used")
}

/// Milliseconds to wait after the `attempt`-th failure (from 0): doubling from one second to a minute, spread by
/// half around it, never sooner than the server asked for. `random` is in 0..1.
pub(crate) fn delay_ms(attempt: u32, retry_after_s: Option<u32>, random: f64) -> u32 {
    let base = 1000.0 * f64::from(1u32 << attempt.min(6));
    let spread = base.min(60_000.0) * (0.5 + random);
    let asked = f64::from(retry_after_s.unwrap_or(0).min(3600)) * 1000.0;
    if spread > asked { spread as u32 } else { (asked + 1000.0 * random) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_passing_faults_are_tried_again() {
        assert_eq!(read_status(201), Answer::Stored);
        assert_eq!(read_status(200), Answer::Stored);
        for status in [408, 425, 429, 500, 503] {
            assert_eq!(read_status(status), Answer::Again, "{status}");
        }
        for status in [400, 403, 404, 409, 413, 422] {
            assert_eq!(read_status(status), Answer::Refused, "{status}");
        }
    }

    #[test]
    fn a_refused_nonce_is_replaced_a_few_times_and_nothing_else_is() {
        for code in ["nonce_expired", "nonce_unknown", "nonce_used"] {
            assert!(renews(code, 0) && renews(code, 2), "{code}");
            assert!(!renews(code, 3), "{code}");
        }
        for code in ["nonce_missing", "signature_invalid", "http_422", ""] {
            assert!(!renews(code, 0), "{code}");
        }
    }

    #[test]
    fn waiting_doubles_up_to_a_minute_and_is_spread() {
        assert_eq!(delay_ms(0, None, 0.5), 1000);
        assert_eq!(delay_ms(3, None, 0.5), 8000);
        assert_eq!(delay_ms(60, None, 0.5), 60_000);
        assert!(delay_ms(2, None, 0.0) < delay_ms(2, None, 0.99));
    }

    #[test]
    fn the_server_is_never_asked_sooner_than_it_said() {
        assert!(delay_ms(0, Some(30), 0.0) >= 30_000);
        assert_eq!(delay_ms(0, Some(0), 0.5), 1000);
        assert!(delay_ms(0, Some(u32::MAX), 0.9) <= 3_601_000);
    }
}
