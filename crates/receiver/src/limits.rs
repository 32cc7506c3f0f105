//! How often one caller, one key and one number may ask. Callers on the machine itself are the operator's own.

use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use whatsapp_opt_in::consent::EventType;

use crate::error::Error;

/// Checks between two clearings of callers that have not been seen for a while.
const CHECKS_PER_CLEARING: u32 = 4096;

/// How much is let through; `None` is without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Requests of one address (IPv6: one /64 network) a minute.
    pub address: Option<NonZeroU32>,
    /// Acts under one signing key an hour.
    pub key: Option<NonZeroU32>,
    /// Acts about one number an hour, consents and withdrawals counted apart.
    pub number: Option<NonZeroU32>,
}

impl Default for Rates {
    fn default() -> Self {
        Self { address: NonZeroU32::new(120), key: NonZeroU32::new(60), number: NonZeroU32::new(20) }
    }
}

/// The counters of one receiver.
#[derive(Debug)]
pub(crate) struct Limits {
    address: Limit<IpAddr>,
    key: Limit<String>,
    number: Limit<(String, bool)>,
}

impl Limits {
    pub(crate) fn new(rates: Rates) -> Self {
        Self {
            address: Limit::new(rates.address.map(Quota::per_minute)),
            key: Limit::new(rates.key.map(Quota::per_hour)),
            number: Limit::new(rates.number.map(Quota::per_hour)),
        }
    }

    /// One more request of this address.
    pub(crate) fn address(&self, address: IpAddr) -> Result<(), Error> {
        self.address.check(&network(address))
    }

    /// One more act. What withdraws is counted apart: nobody shall use up somebody's way out by opting them in.
    pub(crate) fn act(&self, key_thumbprint: &str, number: &str, event: EventType) -> Result<(), Error> {
        self.key.check(&key_thumbprint.to_owned())?;
        self.number.check(&(number.to_owned(), event == EventType::ConsentWithdrawn))
    }
}

/// One caller has a whole IPv6 network; an IPv4 address is taken as it is.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 => v4,
    }
}

struct Limit<K: Hash + Eq + Clone> {
    limiter: Option<DefaultKeyedRateLimiter<K>>,
    checks: AtomicU32,
}

impl<K: Hash + Eq + Clone> std::fmt::Debug for Limit<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The keys are numbers and addresses: never shown.
        f.debug_struct("Limit").field("on", &self.limiter.is_some()).finish_non_exhaustive()
    }
}

impl<K: Hash + Eq + Clone> Limit<K> {
    fn new(quota: Option<Quota>) -> Self {
        Self { limiter: quota.map(RateLimiter::keyed), checks: AtomicU32::new(0) }
    }

    fn check(&self, key: &K) -> Result<(), Error> {
        let Some(limiter) = &self.limiter else { return Ok(()) };
        if self.checks.fetch_add(1, Ordering::Relaxed) % CHECKS_PER_CLEARING == CHECKS_PER_CLEARING - 1 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        limiter.check_key(key).map_err(|_| Error::RateLimited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(address: u32, key: u32, number: u32) -> Limits {
        Limits::new(Rates {
            address: NonZeroU32::new(address),
            key: NonZeroU32::new(key),
            number: NonZeroU32::new(number),
        })
    }

    #[test]
    fn an_address_is_let_through_up_to_its_rate_and_others_still_are() {
        let limits = limits(2, 0, 0);
        let one: IpAddr = "203.0.113.7".parse().expect("an address");
        let other: IpAddr = "203.0.113.8".parse().expect("an address");
        assert_eq!([limits.address(one), limits.address(one)], [Ok(()), Ok(())]);
        assert_eq!(limits.address(one), Err(Error::RateLimited));
        assert_eq!(limits.address(other), Ok(()));
    }

    #[test]
    fn an_ipv6_network_is_one_caller_and_a_mapped_address_is_its_ipv4_self() {
        let limits = limits(1, 0, 0);
        let parse = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(limits.address(parse("2001:db8:1:2::1")), Ok(()));
        assert_eq!(limits.address(parse("2001:db8:1:2:ffff::9")), Err(Error::RateLimited));
        assert_eq!(limits.address(parse("2001:db8:1:3::1")), Ok(()));
        assert_eq!(limits.address(parse("203.0.113.7")), Ok(()));
        assert_eq!(limits.address(parse("::ffff:203.0.113.7")), Err(Error::RateLimited));
    }

    #[test]
    fn opting_somebody_in_never_uses_up_their_way_out() {
        let limits = limits(0, 0, 1);
        let act = |event| limits.act("key", "+33612345678", event);
        assert_eq!(act(EventType::ConsentGiven), Ok(()));
        assert_eq!(act(EventType::RenewedConsentGiven), Err(Error::RateLimited));
        assert_eq!(act(EventType::ConsentWithdrawn), Ok(()));
    }

    #[test]
    fn zero_is_without_limit() {
        let limits = limits(0, 0, 0);
        for _ in 0..10_000 {
            assert_eq!(limits.act("key", "+33612345678", EventType::ConsentGiven), Ok(()));
        }
    }

    #[test]
    fn a_key_is_limited_whatever_its_numbers() {
        let limits = limits(0, 1, 0);
        assert_eq!(limits.act("key", "+33612345678", EventType::ConsentGiven), Ok(()));
        assert_eq!(limits.act("key", "+33612345679", EventType::ConsentGiven), Err(Error::RateLimited));
    }
}
