//! Quiet hours: no marketing while it is night where the number is at home.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use whatsapp_opt_in::consent::ledger::Identity;
use whatsapp_opt_in::phone::PhoneNumber;

/// A line for each country: its code and its time zones.
const ZONES: &str = include_str!("zones.txt");

/// From when to when, in minutes of the local day; past midnight when `from` is the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    from: u16,
    to: u16,
}

impl QuietHours {
    /// Reads `21:00-08:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let hours = Self { from: minutes(from)?, to: minutes(to)? };
        (hours.from != hours.to).then_some(hours)
    }

    /// Whether it is quiet for this contact at this time (ms since 1970). In a country of several time zones it is when it
    /// is in any of them; where the country is not known, UTC counts.
    pub(crate) fn holds(&self, contact: &Identity, now_ms: i64) -> bool {
        let Ok(now) = Timestamp::from_millisecond(now_ms) else { return false };
        let country = country(contact);
        let zones = country.as_deref().and_then(zones).unwrap_or("UTC");
        zones.split(' ').any(|zone| {
            let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
            let local = zone.to_datetime(now);
            let minute =
                60 * u16::try_from(local.hour()).unwrap_or(0) + u16::try_from(local.minute()).unwrap_or(0);
            self.covers(minute)
        })
    }

    fn covers(self, minute: u16) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }
}

fn country(contact: &Identity) -> Option<String> {
    match contact {
        Identity::Phone(number) => Some(PhoneNumber::parse(number, None).ok()?.region()?.as_str().to_owned()),
        Identity::Bsuid(id) => id.split('.').next().map(str::to_owned),
    }
}

fn zones(country: &str) -> Option<&'static str> {
    ZONES.lines().find_map(|line| line.strip_prefix(country)?.strip_prefix(' '))
}

/// `21:30` → minutes of the day.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two_digits = |part: &str| (part.len() == 2).then(|| part.parse::<u16>().ok()).flatten();
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(60 * hours + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21, at this hour of UTC.
    fn at(hour: i64) -> i64 {
        1_795_219_200_000 + hour * 60 * 60 * 1000
    }

    #[test]
    fn it_is_quiet_by_the_clock_where_the_number_is_at_home() {
        let night = QuietHours::parse("21:00-08:00").expect("hours");
        let phone = |number: &str| Identity::Phone(number.into());
        for (contact, quiet, awake) in [
            (phone("+33612345678"), [20, 6], [7, 19]),
            (phone("+81312345678"), [12, 22], [23, 11]),
            (Identity::Bsuid("FR.1".into()), [20, 6], [7, 19]),
            // From eight in Honolulu to nine in New York.
            (phone("+12125550123"), [2, 17], [18, 23]),
            // No country: UTC.
            (phone("+80012345678"), [21, 7], [8, 20]),
        ] {
            for hour in quiet {
                assert!(night.holds(&contact, at(hour)), "{contact:?} at {hour}");
            }
            for hour in awake {
                assert!(!night.holds(&contact, at(hour)), "{contact:?} at {hour}");
            }
        }
    }

    #[test]
    fn hours_within_one_day_are_read_and_nonsense_is_refused() {
        let noon = QuietHours::parse("12:00-14:30").expect("hours");
        assert!(noon.covers(12 * 60) && noon.covers(14 * 60 + 29) && !noon.covers(14 * 60 + 30));
        for bad in ["", "21-8", "21:00", "24:00-08:00", "21:00-21:00", "21:60-08:00", "9:00-10:00", "x-y"] {
            assert_eq!(QuietHours::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_zone_of_the_list_is_known() {
        let lines = ZONES.lines().filter(|line| !line.starts_with('#'));
        for zone in lines.flat_map(|line| line.split(' ').skip(1)) {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
    }
}
