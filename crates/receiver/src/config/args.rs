//! The flags, and the file with the same keys.

#![allow(rustdoc::bare_urls, rustdoc::invalid_html_tags, reason = "these comments are the command's help")]

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use serde::Deserialize;
use whatsapp_opt_in::consent::ledger::Scope;
use whatsapp_opt_in::consent::{Algorithm, Assurance, Category};

/// Which notices may be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum NoticePolicy {
    /// Any: for a demo, or where pages are trusted.
    Open,
    /// Only those registered, so that words cannot be altered in silence.
    Registered,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object a line.
    Json,
}

/// How far the signing key is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RotateKeys {
    /// One step: publish the next key, or sign with it.
    #[value(hide = true)]
    Step,
    /// Both steps at once, for a key that somebody else may have.
    Now,
}

/// The algorithm of a new signing key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
pub enum SigningAlgorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    #[value(name = "ES256")]
    Es256,
    /// Ed25519.
    #[value(name = "Ed25519")]
    Ed25519,
}

impl From<SigningAlgorithm> for Algorithm {
    fn from(algorithm: SigningAlgorithm) -> Self {
        match algorithm {
            SigningAlgorithm::Es256 => Self::Es256,
            SigningAlgorithm::Ed25519 => Self::Ed25519,
        }
    }
}

/// What a STOP message ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum StopCovers {
    /// Marketing; what the person ordered goes on.
    Marketing,
    /// Every message.
    All,
}

impl StopCovers {
    pub(super) fn scope(self) -> Scope {
        match self {
            Self::Marketing => Scope::Category(Category::Marketing),
            Self::All => Scope::All,
        }
    }
}

/// The least that must be known of an opt-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum MinAssurance {
    /// A signed act.
    SelfAsserted,
    /// One that carries a nonce of this receiver.
    Fresh,
    /// One whose number answered on WhatsApp.
    NumberConfirmed,
}

impl From<MinAssurance> for Assurance {
    fn from(least: MinAssurance) -> Self {
        match least {
            MinAssurance::SelfAsserted => Self::SelfAsserted,
            MinAssurance::Fresh => Self::Fresh,
            MinAssurance::NumberConfirmed => Self::NumberConfirmed,
        }
    }
}

/// What is done instead of running the service.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Operation {
    /// Copy the SQLite database into a new file, whether the receiver runs or not; the keys are not in it
    Backup {
        /// The new file
        file: PathBuf,
    },
    /// Put a backup in the place of --database, where nothing may be yet
    Restore {
        /// The backup
        file: PathBuf,
    },
    /// Check every record, receipt and hash of the ledger. Exit status: 0 whole, 1 not, 2 could not be judged
    VerifyLedger {
        /// A checkpoint kept from earlier days, which the log must still agree with; may be given again
        #[arg(long, value_name = "FILE")]
        earlier: Vec<PathBuf>,
        /// One JSON object instead of text
        #[arg(long)]
        json: bool,
    },
    /// Events for your backend
    #[command(subcommand)]
    Outbox(OutboxCommand),
}

/// What to do with events for the site's backend.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum OutboxCommand {
    /// Show how many wait, and those that were given up: id, type, when, tries, last answer
    List,
    /// Send events again that were given up, and end a stop after 410 Gone; a running receiver finds them by itself
    Replay {
        /// Their ids; without any, all of them
        ids: Vec<String>,
    },
}

/// Flags; each is also an environment variable and a key of the file.
#[derive(Clone, Debug, Default, Parser)]
#[command(
    name = "opt-in-receiver",
    version,
    about = "Receives signed WhatsApp opt-ins and answers with receipts."
)]
pub struct Args {
    /// Instead of running the service
    #[command(subcommand)]
    pub operation: Option<Operation>,
    /// A TOML file with the same keys as the long flags; flags and environment win over it
    #[arg(long, global = true, env = "OPT_IN_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Explain every fault of the configuration and exit
    #[arg(long)]
    pub check_config: bool,
    /// Address to listen on [default: 127.0.0.1:8787]
    #[arg(long, env = "OPT_IN_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// The SQLite file, made if there is none, or postgres://… [default: DATABASE_URL if that is postgres://…, else
    /// opt-in.db]. An address with a password is better in the environment than among flags
    #[arg(long, global = true, env = "OPT_IN_DATABASE", value_name = "FILE or URL", hide_env_values = true)]
    pub database: Option<PathBuf>,
    /// Where the service is reached from outside, e.g. https://opt-in.example; the first one signs receipts
    /// [default: the listen address]
    #[arg(long, global = true, env = "OPT_IN_PUBLIC_URL", value_name = "URL", value_delimiter = ',')]
    pub public_url: Vec<String>,
    /// Origin of a page that may post acts, e.g. https://shop.example; the public URLs' own always may
    #[arg(long, env = "OPT_IN_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Vec<String>,
    /// Refuse acts without a nonce (withdrawals excepted)
    #[arg(long, env = "OPT_IN_REQUIRE_NONCE")]
    pub require_nonce: bool,
    /// Which notices may be recorded [default: registered when there is a notice file, else open]
    #[arg(long, env = "OPT_IN_NOTICES", value_enum)]
    pub notices: Option<NoticePolicy>,
    /// A registered notice's text (UTF-8; the last line break does not count), or a folder of such .txt files
    #[arg(long, env = "OPT_IN_NOTICE_FILE", value_name = "PATH", value_delimiter = ',')]
    pub notice_file: Vec<PathBuf>,
    /// The private key that signs receipts, PKCS#8 PEM; made at first start [default: <database>.key.pem].
    /// The environment variable OPT_IN_SIGNING_KEY may hold the key itself
    #[arg(long, global = true, env = "OPT_IN_SIGNING_KEY_FILE", value_name = "FILE")]
    pub signing_key_file: Option<PathBuf>,
    /// With which algorithm new signing keys sign, at the first start and at a rotation [default: ES256]
    #[arg(long, global = true, env = "OPT_IN_SIGNING_ALGORITHM", value_enum, value_name = "ES256|Ed25519")]
    pub signing_algorithm: Option<SigningAlgorithm>,
    /// A JWKS of public keys that signed earlier receipts [default: <database>.retired.jwks.json]
    #[arg(long, global = true, env = "OPT_IN_RETIRED_KEYS", value_name = "FILE")]
    pub retired_keys: Option<PathBuf>,
    /// The log's private key, PKCS#8 PEM (Ed25519); made at first start [default: <database>.log.key.pem]
    #[arg(long, global = true, env = "OPT_IN_LOG_KEY_FILE", value_name = "FILE")]
    pub log_key_file: Option<PathBuf>,
    /// The log's name, for ever [default: the host of the first public URL and /log, e.g. opt-in.example/log]
    #[arg(long, global = true, env = "OPT_IN_LOG_ORIGIN", value_name = "NAME")]
    pub log_origin: Option<String>,
    /// What opens exports and evidence, at least 24 characters; without it they stay closed. Better in the environment
    /// than among flags, which other programs can see
    #[arg(long, env = "OPT_IN_API_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub api_token: Option<String>,
    /// What opens the dashboard at /admin, at least 24 characters; without it there is none. Better in the environment
    #[arg(long, env = "OPT_IN_ADMIN_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub admin_token: Option<String>,
    /// What a STOP message ends: marketing, or every message [default: marketing]
    #[arg(long, env = "OPT_IN_STOP_COVERS", value_enum)]
    pub stop_covers: Option<StopCovers>,
    /// The least that must be known of an opt-in before anything is sent [default: self-asserted]
    #[arg(long, env = "OPT_IN_MIN_ASSURANCE", value_enum)]
    pub min_assurance: Option<MinAssurance>,
    /// The most marketing messages a person gets, and in how many days, e.g. 4/7d
    #[arg(long, env = "OPT_IN_FREQUENCY_CAP", value_name = "COUNT/DAYSd")]
    pub frequency_cap: Option<String>,
    /// When nobody gets marketing, by the clock where the number is at home, e.g. 21:00-08:00
    #[arg(long, env = "OPT_IN_QUIET_HOURS", value_name = "FROM-TO")]
    pub quiet_hours: Option<String>,
    /// Take the next step of changing the signing key, and exit. The first time: make the next key, which is published
    /// from the next start. The second time: sign with it from the next start. With =now, both at once
    #[arg(long, value_enum, value_name = "now", num_args = 0..=1, require_equals = true, default_missing_value = "step")]
    pub rotate_keys: Option<RotateKeys>,
    /// Requests of one address a minute, from outside; 0 is without limit [default: 120]
    #[arg(long, env = "OPT_IN_RATE_LIMIT_ADDRESS", value_name = "NUMBER")]
    pub rate_limit_address: Option<u32>,
    /// Acts under one signing key an hour, from outside; 0 is without limit [default: 60]
    #[arg(long, env = "OPT_IN_RATE_LIMIT_KEY", value_name = "NUMBER")]
    pub rate_limit_key: Option<u32>,
    /// Acts about one number an hour, from outside; 0 is without limit [default: 20]
    #[arg(long, env = "OPT_IN_RATE_LIMIT_NUMBER", value_name = "NUMBER")]
    pub rate_limit_number: Option<u32>,
    /// Address of a proxy whose X-Forwarded-For is believed; one on this machine always is
    #[arg(long, env = "OPT_IN_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// The app secret of your Meta app, under which its webhooks are signed; without it /webhooks/whatsapp stays closed
    #[arg(long, env = "OPT_IN_WHATSAPP_APP_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub whatsapp_app_secret: Option<String>,
    /// The verify token you typed into Meta's webhook form
    #[arg(long, env = "OPT_IN_WHATSAPP_VERIFY_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub whatsapp_verify_token: Option<String>,
    /// The Cloud API's base URL, or a gateway's that adds the access token [default: https://graph.facebook.com/v24.0]
    #[arg(long, env = "OPT_IN_WHATSAPP_API_URL", value_name = "URL")]
    pub whatsapp_api_url: Option<String>,
    /// The Cloud API's access token; with it, or with a base URL, a STOP is answered once
    #[arg(long, env = "OPT_IN_WHATSAPP_ACCESS_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub whatsapp_access_token: Option<String>,
    /// The id, in the Cloud API, of the number to answer from when a message does not say which one it came to
    #[arg(long, env = "OPT_IN_WHATSAPP_PHONE_NUMBER_ID", value_name = "ID")]
    pub whatsapp_phone_number_id: Option<String>,
    /// Your WhatsApp number; with it, opt-ins are answered with a link by which the person confirms theirs
    #[arg(long, env = "OPT_IN_WHATSAPP_NUMBER", value_name = "NUMBER")]
    pub whatsapp_number: Option<String>,
    /// A word of your own that is an opt-out when it is the whole message, besides those of every language
    #[arg(long, env = "OPT_IN_OPTOUT_KEYWORD", value_name = "WORD", value_delimiter = ',')]
    pub optout_keyword: Vec<String>,
    /// Do not answer a STOP
    #[arg(long, env = "OPT_IN_NO_STOP_ANSWER")]
    pub no_stop_answer: bool,
    /// Where your backend is told of every opt-in, withdrawal, confirmation and expiry: https, or http on this machine
    #[arg(long, env = "OPT_IN_WEBHOOK_URL", value_name = "URL", hide_env_values = true)]
    pub webhook_url: Option<String>,
    /// What signs what it is told: whsec_ and 24 to 64 bytes in base64; several by comma while you change it
    #[arg(
        long,
        env = "OPT_IN_WEBHOOK_SECRET",
        value_name = "SECRET",
        value_delimiter = ',',
        hide_env_values = true
    )]
    pub webhook_secret: Vec<String>,
    /// How long before a consent ends your backend is reminded; 0d for never [default: 30d]
    #[arg(long, env = "OPT_IN_REMIND_BEFORE", value_name = "DAYSd")]
    pub remind_before: Option<String>,
    /// How log lines are written [default: text]
    #[arg(long, env = "OPT_IN_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// The file's keys: those of the flags.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct ConfigFile {
    pub(super) listen: Option<String>,
    pub(super) database: Option<PathBuf>,
    pub(super) public_url: Vec<String>,
    pub(super) allow_origin: Vec<String>,
    pub(super) require_nonce: bool,
    pub(super) notices: Option<NoticePolicy>,
    pub(super) notice_file: Vec<PathBuf>,
    pub(super) signing_key_file: Option<PathBuf>,
    pub(super) signing_algorithm: Option<SigningAlgorithm>,
    pub(super) retired_keys: Option<PathBuf>,
    pub(super) log_key_file: Option<PathBuf>,
    pub(super) log_origin: Option<String>,
    pub(super) api_token: Option<String>,
    pub(super) admin_token: Option<String>,
    pub(super) stop_covers: Option<StopCovers>,
    pub(super) min_assurance: Option<MinAssurance>,
    pub(super) frequency_cap: Option<String>,
    pub(super) quiet_hours: Option<String>,
    pub(super) rate_limit_address: Option<u32>,
    pub(super) rate_limit_key: Option<u32>,
    pub(super) rate_limit_number: Option<u32>,
    pub(super) trusted_proxy: Vec<IpAddr>,
    pub(super) whatsapp_app_secret: Option<String>,
    pub(super) whatsapp_verify_token: Option<String>,
    pub(super) whatsapp_api_url: Option<String>,
    pub(super) whatsapp_access_token: Option<String>,
    pub(super) whatsapp_phone_number_id: Option<String>,
    pub(super) whatsapp_number: Option<String>,
    pub(super) optout_keyword: Vec<String>,
    pub(super) no_stop_answer: bool,
    pub(super) webhook_url: Option<String>,
    pub(super) webhook_secret: Vec<String>,
    pub(super) remind_before: Option<String>,
    pub(super) log_format: Option<LogFormat>,
}
