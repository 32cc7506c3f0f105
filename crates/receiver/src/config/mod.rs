//! Configuration: flags and environment over a TOML file over defaults, checked as a whole.

mod args;
mod faults;
mod outbox;
mod whatsapp;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use url::Url;
use whatsapp_opt_in::consent::Assurance;

use crate::keys::KeySource;
use crate::limits::Rates;
use crate::outbox::OutboxSettings;
use crate::quiet::QuietHours;
use crate::receiver::Settings;
use crate::sending::{Cap, SendingRules};
use crate::store::{Database, NoticeText};
use crate::token::ApiToken;
use crate::webhook::WebhookSettings;

pub use args::{
    Args, LogFormat, MinAssurance, NoticePolicy, Operation, OutboxCommand, RotateKeys, SigningAlgorithm,
    StopCovers,
};
pub use faults::Fault;
use faults::Faults;
use whatsapp::Given;

/// A checked configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where everything is kept.
    pub database: Database,
    /// Where the service is reached; empty means the address it listens on.
    pub public_urls: Vec<Url>,
    /// Origins of pages besides the service's own.
    pub allow_origins: Vec<String>,
    /// Whether acts need a nonce.
    pub require_nonce: bool,
    /// Which notices may be recorded.
    pub notices: NoticePolicy,
    /// The registered ones.
    pub notice_texts: Vec<NoticeText>,
    /// The keys.
    pub keys: KeySource,
    /// The log's name; `None` means after the first public URL.
    pub log_origin: Option<String>,
    /// What opens exports and evidence.
    pub api_token: Option<ApiToken>,
    /// What opens the dashboard.
    pub admin_token: Option<ApiToken>,
    /// What is asked of a message besides consent.
    pub sending: SendingRules,
    /// How much is let through from outside.
    pub rates: Rates,
    /// Proxies whose word on the caller's address counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// How the receiver takes part in WhatsApp.
    pub webhook: Option<WebhookSettings>,
    /// Whom to tell what people did.
    pub outbox: Option<OutboxSettings>,
    /// The log's form.
    pub log_format: LogFormat,
}

impl Config {
    /// Reads the file the flags name and checks everything; on failure, every fault at once. `signing_key` is the
    /// key itself, from the environment.
    pub fn resolve(mut args: Args, signing_key: Option<String>) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut file = args.config.as_deref().map(|path| faults.file(path)).unwrap_or_default();

        let whatsapp = Given::take(&mut args, &mut file);
        let outbox = outbox::Given::take(&mut args, &mut file);
        let listen = args.listen.or(file.listen).unwrap_or_else(|| "127.0.0.1:8787".into());
        let listen = faults.ok("listen", listen.parse::<SocketAddr>(), || {
            format!("`{listen}` is not an address and a port, such as 127.0.0.1:8787")
        });
        let database = args.database.or(file.database).unwrap_or_else(|| "opt-in.db".into());
        let database = Database::new(&database);
        faults.database(&database);
        let public_urls = first_of(args.public_url, file.public_url);
        let public_urls = public_urls.iter().filter_map(|url| faults.public_url(url)).collect();
        let allow_origins = first_of(args.allow_origin, file.allow_origin);
        let allow_origins = allow_origins.iter().filter_map(|origin| faults.origin(origin)).collect();
        let notice_files = first_of(args.notice_file, file.notice_file);
        let default_policy =
            if notice_files.is_empty() { NoticePolicy::Open } else { NoticePolicy::Registered };
        let notices = args.notices.or(file.notices).unwrap_or(default_policy);
        let notice_texts: Vec<_> = notice_files.iter().flat_map(|path| faults.notices(path)).collect();
        let keys = KeySource {
            pem: signing_key,
            algorithm: args
                .signing_algorithm
                .or(file.signing_algorithm)
                .unwrap_or(SigningAlgorithm::Es256)
                .into(),
            file: args
                .signing_key_file
                .or(file.signing_key_file)
                .unwrap_or_else(|| beside(database.files(), ".key.pem")),
            retired: args
                .retired_keys
                .or(file.retired_keys)
                .unwrap_or_else(|| beside(database.files(), ".retired.jwks.json")),
            log: args
                .log_key_file
                .or(file.log_key_file)
                .unwrap_or_else(|| beside(database.files(), ".log.key.pem")),
        };
        faults.keys(&keys);
        let log_origin = args.log_origin.or(file.log_origin).filter(|name| faults.log_origin(name));
        let api_token = args.api_token.or(file.api_token).and_then(|token| faults.token("api-token", &token));
        let admin_token =
            args.admin_token.or(file.admin_token).and_then(|token| faults.token("admin-token", &token));

        let cap = args.frequency_cap.or(file.frequency_cap);
        let quiet = args.quiet_hours.or(file.quiet_hours);
        let sending = SendingRules {
            stop_scope: args.stop_covers.or(file.stop_covers).unwrap_or(StopCovers::Marketing).scope(),
            assurance: args.min_assurance.or(file.min_assurance).map_or(Assurance::SelfAsserted, Into::into),
            cap: cap.and_then(|text| {
                faults.ok("frequency-cap", Cap::parse(&text).ok_or(()), || {
                    format!("`{text}` is not a count and a number of days, such as 4/7d")
                })
            }),
            quiet: quiet.and_then(|text| {
                faults.ok("quiet-hours", QuietHours::parse(&text).ok_or(()), || {
                    format!("`{text}` is not two times of day, such as 21:00-08:00")
                })
            }),
        };
        let webhook = whatsapp.check(sending.stop_scope.clone(), &mut faults);
        let outbox = outbox.check(&mut faults);
        let defaults = Rates::default();

        match listen {
            Some(listen) if faults.0.is_empty() => Ok(Self {
                listen,
                database,
                public_urls,
                allow_origins,
                require_nonce: args.require_nonce || file.require_nonce,
                notices,
                notice_texts,
                keys,
                log_origin,
                api_token,
                admin_token,
                sending,
                rates: Rates {
                    address: rate(args.rate_limit_address, file.rate_limit_address, defaults.address),
                    key: rate(args.rate_limit_key, file.rate_limit_key, defaults.key),
                    number: rate(args.rate_limit_number, file.rate_limit_number, defaults.number),
                },
                trusted_proxies: first_of(args.trusted_proxy, file.trusted_proxy),
                webhook,
                outbox,
                log_format: args.log_format.or(file.log_format).unwrap_or(LogFormat::Text),
            }),
            _ => Err(faults.0),
        }
    }

    /// What the receiver asks of acts, once the address it listens on is known.
    pub fn settings(&self, bound: SocketAddr) -> Settings {
        let mut bases: Vec<String> =
            self.public_urls.iter().map(|url| url.as_str().trim_end_matches('/').to_owned()).collect();
        if bases.is_empty() {
            bases.push(format!("http://{bound}"));
            if bound.ip().is_loopback() || bound.ip().is_unspecified() {
                bases.push(format!("http://localhost:{}", bound.port()));
            }
        }
        let mut origins: Vec<String> = Vec::new();
        for base in &bases {
            origins.extend(Url::parse(base).ok().map(|url| url.origin().ascii_serialization()));
        }
        origins.extend(self.allow_origins.iter().cloned());
        origins.dedup();
        let log_origin = self.log_origin.clone().unwrap_or_else(|| log_origin(&bases[0], bound));
        Settings {
            log_origin,
            api_token: self.api_token.clone(),
            admin_token: self.admin_token.clone(),
            sending: self.sending.clone(),
            webhook: self.webhook.clone(),
            outbox: self.outbox.clone(),
            rates: self.rates,
            trusted_proxies: self.trusted_proxies.clone(),
            issuer: bases[0].clone(),
            audiences: bases.iter().map(|base| format!("{base}/v1/consents")).collect(),
            origins,
            require_nonce: self.require_nonce,
            notices: self.notices,
        }
    }
}

/// `https://opt-in.example/x` → `opt-in.example/log`.
fn log_origin(base: &str, bound: SocketAddr) -> String {
    let url = Url::parse(base).ok();
    let host = url.as_ref().and_then(|url| url.host_str());
    let port = url.as_ref().and_then(Url::port).map(|port| format!(":{port}")).unwrap_or_default();
    host.map_or_else(|| format!("{bound}/log"), |host| format!("{host}{port}/log"))
}

/// Zero is without limit.
fn rate(flag: Option<u32>, file: Option<u32>, default: Option<NonZeroU32>) -> Option<NonZeroU32> {
    flag.or(file).map_or(default, NonZeroU32::new)
}

fn first_of<T>(flags: Vec<T>, file: Vec<T>) -> Vec<T> {
    if flags.is_empty() { file } else { flags }
}

fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
