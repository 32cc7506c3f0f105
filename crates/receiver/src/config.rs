//! Configuration: flags and environment over a TOML file over defaults, checked as a whole.

#![allow(rustdoc::bare_urls, rustdoc::invalid_html_tags, reason = "these comments are the command's help")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use clap::{Parser, ValueEnum};
use serde::Deserialize;
use url::Url;
use whatsapp_opt_in::consent::ledger::Scope;
use whatsapp_opt_in::consent::{Assurance, Category, sha256_hex};
use whatsapp_opt_in_log::is_log_name;

use crate::keys::{KeyError, KeySource, Keys};
use crate::quiet::QuietHours;
use crate::receiver::Settings;
use crate::sending::{Cap, SendingRules};
use crate::store::{Database, NoticeText};
use crate::token::{ApiToken, MIN_TOKEN_BYTES};

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
    fn scope(self) -> Scope {
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

/// Flags; each is also an environment variable and a key of the file.
#[derive(Clone, Debug, Default, Parser)]
#[command(
    name = "opt-in-receiver",
    version,
    about = "Receives signed WhatsApp opt-ins and answers with receipts."
)]
pub struct Args {
    /// A TOML file with the same keys as the long flags; flags and environment win over it
    #[arg(long, env = "OPT_IN_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Explain every fault of the configuration and exit
    #[arg(long)]
    pub check_config: bool,
    /// Address to listen on [default: 127.0.0.1:8787]
    #[arg(long, env = "OPT_IN_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// The SQLite file, made if there is none, or postgres://… [default: DATABASE_URL if that is postgres://…, else
    /// opt-in.db]. An address with a password is better in the environment than among flags
    #[arg(long, env = "OPT_IN_DATABASE", value_name = "FILE or URL", hide_env_values = true)]
    pub database: Option<PathBuf>,
    /// Where the service is reached from outside, e.g. https://opt-in.example; the first one signs receipts
    /// [default: the listen address]
    #[arg(long, env = "OPT_IN_PUBLIC_URL", value_name = "URL", value_delimiter = ',')]
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
    #[arg(long, env = "OPT_IN_SIGNING_KEY_FILE", value_name = "FILE")]
    pub signing_key_file: Option<PathBuf>,
    /// A JWKS of public keys that signed earlier receipts [default: <database>.retired.jwks.json]
    #[arg(long, env = "OPT_IN_RETIRED_KEYS", value_name = "FILE")]
    pub retired_keys: Option<PathBuf>,
    /// The log's private key, PKCS#8 PEM (Ed25519); made at first start [default: <database>.log.key.pem]
    #[arg(long, env = "OPT_IN_LOG_KEY_FILE", value_name = "FILE")]
    pub log_key_file: Option<PathBuf>,
    /// The log's name, for ever [default: the host of the first public URL and /log, e.g. opt-in.example/log]
    #[arg(long, env = "OPT_IN_LOG_ORIGIN", value_name = "NAME")]
    pub log_origin: Option<String>,
    /// What opens exports and evidence, at least 24 characters; without it they stay closed. Better in the environment
    /// than among flags, which other programs can see
    #[arg(long, env = "OPT_IN_API_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub api_token: Option<String>,
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
    /// Make a new signing key, keep the old one's public half in the retired keys, and exit; start the receiver again
    /// to sign with it
    #[arg(long)]
    pub rotate_keys: bool,
    /// How log lines are written [default: text]
    #[arg(long, env = "OPT_IN_LOG_FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// The file's keys: those of the flags.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct ConfigFile {
    listen: Option<String>,
    database: Option<PathBuf>,
    public_url: Vec<String>,
    allow_origin: Vec<String>,
    require_nonce: bool,
    notices: Option<NoticePolicy>,
    notice_file: Vec<PathBuf>,
    signing_key_file: Option<PathBuf>,
    retired_keys: Option<PathBuf>,
    log_key_file: Option<PathBuf>,
    log_origin: Option<String>,
    api_token: Option<String>,
    stop_covers: Option<StopCovers>,
    min_assurance: Option<MinAssurance>,
    frequency_cap: Option<String>,
    quiet_hours: Option<String>,
    log_format: Option<LogFormat>,
}

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
    /// What is asked of a message besides consent.
    pub sending: SendingRules,
    /// The log's form.
    pub log_format: LogFormat,
}

/// One thing to mend in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The flag or key it is about.
    pub key: &'static str,
    /// What is wrong and how to mend it.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.text)
    }
}

impl Config {
    /// Reads the file the flags name and checks everything; on failure, every fault at once. `signing_key` is the
    /// key itself, from the environment.
    pub fn resolve(args: Args, signing_key: Option<String>) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let file = args.config.as_deref().map(|path| faults.file(path)).unwrap_or_default();

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
        let api_token = args.api_token.or(file.api_token).and_then(|token| faults.api_token(&token));
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
                sending,
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
            sending: self.sending.clone(),
            issuer: bases[0].clone(),
            audiences: bases.iter().map(|base| format!("{base}/v1/consents")).collect(),
            origins,
            require_nonce: self.require_nonce,
            notices: self.notices,
        }
    }
}

/// Collects faults, so that one run shows them all.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, key: &'static str, text: String) {
        self.0.push(Fault { key, text });
    }

    fn ok<T, E>(
        &mut self,
        key: &'static str,
        result: Result<T, E>,
        text: impl FnOnce() -> String,
    ) -> Option<T> {
        result.map_err(|_| self.add(key, text())).ok()
    }

    fn file(&mut self, path: &Path) -> ConfigFile {
        let read = fs::read_to_string(path).map_err(|e| e.to_string());
        match read.and_then(|text| toml::from_str(&text).map_err(|e| e.to_string())) {
            Ok(file) => file,
            Err(error) => {
                self.add("config", format!("{}: {error}", path.display()));
                ConfigFile::default()
            }
        }
    }

    /// The fault never repeats an address.
    fn database(&mut self, database: &Database) {
        let path = match database {
            Database::Sqlite(path) => path.as_path(),
            Database::Postgres(url) => {
                let parsed = url.parse::<sqlx::postgres::PgConnectOptions>();
                self.ok("database", parsed, || {
                    "the address is not like postgres://user:password@host/name".into()
                });
                return;
            }
        };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if path.is_dir() {
            self.add("database", format!("{} is a folder; name a file in it", path.display()));
        } else if !folder.is_dir() {
            self.add("database", format!("the folder {} does not exist; make it first", folder.display()));
        } else if fs::metadata(folder).is_ok_and(|m| m.permissions().readonly()) {
            self.add("database", format!("the folder {} cannot be written to", folder.display()));
        }
    }

    fn public_url(&mut self, text: &str) -> Option<Url> {
        let url = self.http_url("public-url", text)?;
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            self.add("public-url", format!("`{text}` must have no user, query or fragment"));
            return None;
        }
        Some(url)
    }

    fn origin(&mut self, text: &str) -> Option<String> {
        let url = self.http_url("allow-origin", text)?;
        let origin = url.origin().ascii_serialization();
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            self.add("allow-origin", format!("`{text}` is more than an origin; write `{origin}`"));
            return None;
        }
        Some(origin)
    }

    fn http_url(&mut self, key: &'static str, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        self.ok(key, url.ok_or(()), || {
            format!("`{text}` is not a full http or https address, such as https://shop.example")
        })
    }

    fn notices(&mut self, path: &Path) -> Vec<NoticeText> {
        let files = if path.is_dir() { text_files(path) } else { Ok(vec![path.to_owned()]) };
        let texts =
            files.and_then(|files| files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>());
        match texts {
            Ok(texts) if texts.is_empty() => {
                self.add("notice-file", format!("{} holds no .txt file", path.display()));
                Vec::new()
            }
            Ok(texts) => texts.iter().map(|text| notice(text)).collect(),
            Err(error) => {
                self.add("notice-file", format!("{}: {error}", path.display()));
                Vec::new()
            }
        }
    }

    fn log_origin(&mut self, name: &str) -> bool {
        let good = is_log_name(name);
        if !good {
            self.add("log-origin", KeyError::LogOrigin(name.to_owned()).to_string());
        }
        good
    }

    /// The fault never repeats the token.
    fn api_token(&mut self, token: &str) -> Option<ApiToken> {
        self.ok("api-token", ApiToken::new(token).ok_or(()), || {
            format!(
                "a token needs at least {MIN_TOKEN_BYTES} visible ASCII characters; \
                 `openssl rand -hex 32` makes a good one"
            )
        })
    }

    fn keys(&mut self, source: &KeySource) {
        if let Err(error) = Keys::check(source) {
            self.add("signing-key-file", error.to_string());
        }
    }
}

fn text_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Editors end a file with a line break; a notice does not.
fn notice(text: &str) -> NoticeText {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    NoticeText { sha256: sha256_hex(text.as_bytes()), text: text.to_owned() }
}

/// `https://opt-in.example/x` → `opt-in.example/log`.
fn log_origin(base: &str, bound: SocketAddr) -> String {
    let url = Url::parse(base).ok();
    let host = url.as_ref().and_then(|url| url.host_str());
    let port = url.as_ref().and_then(Url::port).map(|port| format!(":{port}")).unwrap_or_default();
    host.map_or_else(|| format!("{bound}/log"), |host| format!("{host}{port}/log"))
}

fn first_of<T>(flags: Vec<T>, file: Vec<T>) -> Vec<T> {
    if flags.is_empty() { file } else { flags }
}

fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
