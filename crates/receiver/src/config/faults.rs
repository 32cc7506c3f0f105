//! What is wrong with a configuration: all of it at once.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use url::Url;
use whatsapp_opt_in::consent::sha256_hex;
use whatsapp_opt_in_log::is_log_name;

use super::args::ConfigFile;
use crate::keys::{KeyError, KeySource, Keys};
use crate::store::{Database, NoticeText};
use crate::token::{ApiToken, MIN_TOKEN_BYTES};

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

/// Collects faults, so that one run shows them all.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, key: &'static str, text: String) {
        self.0.push(Fault { key, text });
    }

    pub(super) fn ok<T, E>(
        &mut self,
        key: &'static str,
        result: Result<T, E>,
        text: impl FnOnce() -> String,
    ) -> Option<T> {
        result.map_err(|_| self.add(key, text())).ok()
    }

    pub(super) fn file(&mut self, path: &Path) -> ConfigFile {
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
    pub(super) fn database(&mut self, database: &Database) {
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

    pub(super) fn public_url(&mut self, text: &str) -> Option<Url> {
        let url = self.http_url("public-url", text)?;
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            self.add("public-url", format!("`{text}` must have no user, query or fragment"));
            return None;
        }
        Some(url)
    }

    pub(super) fn origin(&mut self, text: &str) -> Option<String> {
        let url = self.http_url("allow-origin", text)?;
        let origin = url.origin().ascii_serialization();
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            self.add("allow-origin", format!("`{text}` is more than an origin; write `{origin}`"));
            return None;
        }
        Some(origin)
    }

    pub(super) fn http_url(&mut self, key: &'static str, text: &str) -> Option<Url> {
        let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        self.ok(key, url.ok_or(()), || {
            format!("`{text}` is not a full http or https address, such as https://shop.example")
        })
    }

    pub(super) fn notices(&mut self, path: &Path) -> Vec<NoticeText> {
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

    pub(super) fn log_origin(&mut self, name: &str) -> bool {
        let good = is_log_name(name);
        if !good {
            self.add("log-origin", KeyError::LogOrigin(name.to_owned()).to_string());
        }
        good
    }

    /// The fault never repeats the token.
    pub(super) fn token(&mut self, key: &'static str, token: &str) -> Option<ApiToken> {
        self.ok(key, ApiToken::new(token).ok_or(()), || {
            format!(
                "a token needs at least {MIN_TOKEN_BYTES} visible ASCII characters; \
                 `openssl rand -hex 32` makes a good one"
            )
        })
    }

    pub(super) fn keys(&mut self, source: &KeySource) {
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
