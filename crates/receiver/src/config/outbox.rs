//! The part of the configuration that is about telling the site's own backend.

use url::{Host, Url};

use super::args::{Args, ConfigFile};
use super::faults::Faults;
use super::first_of;
use crate::outbox::{OutboxSettings, WebhookSecret};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// The default of `--remind-before`, in days.
const REMIND_DAYS: i64 = 30;

/// What flags and file say together.
pub(super) struct Given {
    url: Option<String>,
    secrets: Vec<String>,
    remind_before: Option<String>,
}

impl Given {
    /// Takes its part out of both.
    pub(super) fn take(args: &mut Args, file: &mut ConfigFile) -> Self {
        Self {
            url: args.webhook_url.take().or(file.webhook_url.take()),
            secrets: first_of(
                std::mem::take(&mut args.webhook_secret),
                std::mem::take(&mut file.webhook_secret),
            ),
            remind_before: args.remind_before.take().or(file.remind_before.take()),
        }
    }

    /// The settings of the outbox; `None` without an address.
    pub(super) fn check(self, faults: &mut Faults) -> Option<OutboxSettings> {
        let Some(url) = &self.url else {
            let without = "does nothing without webhook-url, where your backend is told";
            if !self.secrets.is_empty() {
                faults.add("webhook-secret", without.into());
            }
            if self.remind_before.is_some() {
                faults.add("remind-before", without.into());
            }
            return None;
        };
        let url = faults.webhook_url(url);
        if self.secrets.is_empty() {
            let why = "is missing: without it your backend could not tell this receiver from anybody else";
            faults.add("webhook-secret", why.into());
        }
        let secrets: Vec<WebhookSecret> =
            self.secrets.iter().filter_map(|secret| faults.webhook_secret(secret)).collect();
        let remind_days = self.remind_before.map_or(Some(REMIND_DAYS), |text| {
            faults.ok("remind-before", days(&text).ok_or(()), || {
                format!("`{text}` is not a number of days up to 366, such as 30d")
            })
        });
        Some(OutboxSettings { url: url?, secrets, remind_before_ms: remind_days? * DAY_MS })
    }
}

impl Faults {
    /// The fault never repeats the address: it may be a secret itself.
    fn webhook_url(&mut self, text: &str) -> Option<Url> {
        let url = Url::parse(text.trim()).ok().filter(|url| url.host().is_some());
        let Some(url) = url else {
            self.add("webhook-url", "is not a full address, such as https://shop.example/hooks".into());
            return None;
        };
        let named = !url.username().is_empty() || url.password().is_some();
        let fault = match url.scheme() {
            _ if named => "must hold no user or password; the signature shows who sends",
            "https" => return Some(url),
            "http" if is_loopback(&url) => return Some(url),
            "http" => "must be https, unless it is on this machine: telephone numbers go there",
            _ => "must be https, or http on this machine",
        };
        self.add("webhook-url", fault.into());
        None
    }

    /// The fault never repeats the secret.
    fn webhook_secret(&mut self, text: &str) -> Option<WebhookSecret> {
        self.ok("webhook-secret", WebhookSecret::parse(text.trim()).ok_or(()), || {
            "is not whsec_ and 24 to 64 bytes in base64; \
             `echo whsec_$(openssl rand -base64 32)` makes a good one"
                .into()
        })
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn days(text: &str) -> Option<i64> {
    let days = text.trim().strip_suffix('d')?.parse().ok()?;
    (0..=366).contains(&days).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn resolve(change: impl FnOnce(&mut Args)) -> Result<Option<OutboxSettings>, Vec<String>> {
        let mut args =
            Args { database: Some(std::env::temp_dir().join("no such file.db")), ..Args::default() };
        change(&mut args);
        let config = Config::resolve(args, None);
        config.map(|config| config.outbox).map_err(|faults| faults.iter().map(ToString::to_string).collect())
    }

    fn at(url: &str) -> Result<Option<OutboxSettings>, Vec<String>> {
        resolve(|args| {
            args.webhook_url = Some(url.into());
            args.webhook_secret = vec![SECRET.into()];
        })
    }

    #[test]
    fn numbers_go_over_https_or_stay_on_this_machine() {
        for good in [
            "https://shop.example/hooks?key=1",
            "http://127.0.0.1:9/x",
            "http://127.8.9.1",
            "http://localhost:3000/hooks",
            "http://[::1]:9",
        ] {
            assert!(at(good).is_ok_and(|outbox| outbox.is_some()), "{good}");
        }
        for bad in [
            "http://shop.example/hush",
            "http://localhost.hush.example",
            "http://10.0.0.1/hush",
            "http://0.0.0.0/hush",
            "https://me:hush@shop.example",
            "ftp://shop.example/hush",
            "shop.example/hush",
            "https://",
            "",
        ] {
            let faults = at(bad).expect_err(bad);
            assert!(faults.len() == 1 && faults[0].starts_with("webhook-url: "), "{bad}: {faults:?}");
            assert!(!faults[0].contains("hush"), "{bad}");
        }
    }

    #[test]
    fn an_address_needs_a_secret_and_neither_secret_nor_reminder_does_anything_without_one() {
        let faults = resolve(|args| args.webhook_url = Some("https://shop.example".into()));
        assert!(faults.is_err_and(|faults| faults[0].starts_with("webhook-secret: is missing")));
        let faults = resolve(|args| {
            args.webhook_secret = vec![SECRET.into()];
            args.remind_before = Some("30d".into());
        });
        assert_eq!(faults.expect_err("faults").len(), 2);
        let faults = resolve(|args| {
            args.webhook_url = Some("https://shop.example".into());
            args.webhook_secret = vec!["hush".into()];
            args.remind_before = Some("400d".into());
        });
        let faults = faults.expect_err("faults");
        assert!(faults.len() == 2 && !faults.concat().contains("hush"), "{faults:?}");
    }

    #[test]
    fn a_reminder_comes_thirty_days_before_unless_told_otherwise() {
        for (text, days) in [(None, 30), (Some("7d"), 7), (Some("0d"), 0)] {
            let outbox = resolve(|args| {
                args.webhook_url = Some("https://shop.example".into());
                args.webhook_secret = vec![SECRET.into(), SECRET.into()];
                args.remind_before = text.map(Into::into);
            });
            let outbox = outbox.expect("good").expect("an outbox");
            assert_eq!((outbox.remind_before_ms, outbox.secrets.len()), (days * DAY_MS, 2));
            let shown = format!("{outbox:?}");
            assert!(!shown.contains("MfKQ") && shown.contains("shop.example"), "{shown}");
        }
    }
}
