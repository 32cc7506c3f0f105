//! Who is calling: the address behind the proxies this service trusts.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::error::Error;
use crate::receiver::Receiver;

/// The caller's address; `None` for one on this machine, which is the operator's own.
pub(super) struct Client(pub(super) Option<IpAddr>);

impl FromRequestParts<Receiver> for Client {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, receiver: &Receiver) -> Result<Self, Error> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self(peer.and_then(|peer| caller(peer, &parts.headers, &receiver.settings().trusted_proxies))))
    }
}

/// Reads `X-Forwarded-For` from its end, where trusted proxies wrote: what stands before the first address that is not
/// one of them, anybody may have written.
fn caller(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let trusted = |address: IpAddr| address.is_loopback() || proxies.contains(&address);
    let mut current = peer.to_canonical();
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    while trusted(current) {
        let Some(hop) = hops.pop() else { break };
        // A hop that cannot be read came from nobody who is trusted.
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        current = address.to_canonical();
    }
    (!current.is_loopback()).then_some(current)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(peer: &str, forwarded: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a header"));
        }
        let proxies = ["192.0.2.1".parse().expect("an address")];
        caller(peer.parse().expect("an address"), &headers, &proxies).map(|address| address.to_string())
    }

    #[test]
    fn a_caller_on_this_machine_is_nobody_from_outside() {
        assert_eq!(call("127.0.0.1", &[]), None);
        assert_eq!(call("::1", &[]), None);
        assert_eq!(call("::ffff:127.0.0.1", &[]), None);
    }

    #[test]
    fn a_trusted_proxy_is_believed_and_nobody_else() {
        assert_eq!(call("127.0.0.1", &["203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(call("192.0.2.1", &["203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(call("198.51.100.9", &["203.0.113.7"]).as_deref(), Some("198.51.100.9"));
    }

    #[test]
    fn what_a_caller_wrote_before_the_proxy_did_is_not_believed() {
        assert_eq!(call("127.0.0.1", &["127.0.0.1, 203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(call("127.0.0.1", &["10.0.0.1", "203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(call("127.0.0.1", &["203.0.113.7, 192.0.2.1"]).as_deref(), Some("203.0.113.7"));
    }

    #[test]
    fn a_hop_that_cannot_be_read_ends_the_chain() {
        assert_eq!(call("192.0.2.1", &["203.0.113.7, unknown"]).as_deref(), Some("192.0.2.1"));
    }
}
