//! Every setting is the same by its flag, by its variable and by its key in the file, and changes something.
#![allow(missing_docs)]

use std::path::Path;
use std::process::Command;

use clap::{CommandFactory, Parser};
use whatsapp_opt_in_receiver::{Args, Config};

/// Not settings, or the file itself, whose tests stand in `programs.rs`.
const APART: [&str; 5] = ["help", "version", "config", "check-config", "rotate-keys"];

/// What some settings need to mean anything.
const COMPANIONS: [(&str, &str); 4] = [
    ("whatsapp-app-secret", "the secret of these tests"),
    ("whatsapp-api-url", "https://graph.example/v24.0"),
    ("webhook-url", "https://shop.example/hooks"),
    ("webhook-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
];

/// A value of each setting that is not its default; `true` for switches. `{folder}` is a folder with a notice.
const VALUES: &[(&str, &str)] = &[
    ("listen", "127.0.0.1:9999"),
    ("database", "{folder}/other.db"),
    ("public-url", "https://opt-in.example"),
    ("allow-origin", "https://shop.example"),
    ("require-nonce", "true"),
    ("notices", "registered"),
    ("notice-file", "{folder}/notice.txt"),
    ("signing-key-file", "{folder}/a.pem"),
    ("signing-algorithm", "Ed25519"),
    ("retired-keys", "{folder}/a.json"),
    ("log-key-file", "{folder}/log.pem"),
    ("log-origin", "shop.example/my-log"),
    ("api-token", "a-token-that-nobody-can-guess"),
    ("admin-token", "another-that-nobody-can-guess"),
    ("stop-covers", "all"),
    ("min-assurance", "fresh"),
    ("frequency-cap", "4/7d"),
    ("quiet-hours", "21:00-08:00"),
    ("rate-limit-address", "7"),
    ("rate-limit-key", "8"),
    ("rate-limit-number", "9"),
    ("trusted-proxy", "192.0.2.1"),
    ("whatsapp-app-secret", "another secret"),
    ("whatsapp-verify-token", "a-word"),
    ("whatsapp-api-url", "https://gateway.example/v24.0"),
    ("whatsapp-access-token", "an-access-token"),
    ("whatsapp-phone-number-id", "106540352242922"),
    ("whatsapp-number", "+14155550123"),
    ("optout-keyword", "ADIOS"),
    ("no-stop-answer", "true"),
    ("webhook-url", "https://shop.example/other"),
    ("webhook-secret", "whsec_AAKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
    ("remind-before", "7d"),
    ("log-format", "json"),
];

const LISTS: [&str; 6] =
    ["public-url", "allow-origin", "notice-file", "trusted-proxy", "optout-keyword", "webhook-secret"];
const NUMBERS: [&str; 3] = ["rate-limit-address", "rate-limit-key", "rate-limit-number"];

fn resolved(flags: &[String]) -> Config {
    let args =
        Args::try_parse_from(std::iter::once("opt-in-receiver".to_owned()).chain(flags.iter().cloned()));
    Config::resolve(args.unwrap_or_else(|fault| panic!("{fault}")), None).expect("a good configuration")
}

fn flag(name: &str, value: &str) -> String {
    if value == "true" { format!("--{name}") } else { format!("--{name}={value}") }
}

/// As the file has it.
fn literal(name: &str, value: &str) -> String {
    match value {
        "true" => "true".to_owned(),
        number if NUMBERS.contains(&name) => number.to_owned(),
        text if LISTS.contains(&name) => format!("[{text:?}]"),
        text => format!("{text:?}"),
    }
}

/// Without the setting itself, in this folder.
fn companions(name: &str, folder: &Path) -> Vec<String> {
    let database = format!("{}/opt-in.db", folder.display());
    let all = COMPANIONS.iter().copied().chain([("database", database.as_str())]);
    all.filter(|(companion, _)| *companion != name).map(|(name, value)| flag(name, value)).collect()
}

#[test]
fn every_setting_is_the_same_by_flag_by_variable_and_by_file() {
    let command = Args::command();
    let settings = command.get_arguments().filter_map(|argument| argument.get_long());
    let mut settings: Vec<&str> = settings.filter(|name| !APART.contains(name)).collect();
    settings.sort_unstable();
    let mut tested: Vec<&str> = VALUES.iter().map(|(name, _)| *name).collect();
    tested.sort_unstable();
    assert_eq!(settings, tested);

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("notice.txt"), "Acme may write to me.").expect("a notice");
    for (name, value) in VALUES {
        let value = value.replace("{folder}", &folder.path().display().to_string());
        let without = companions(name, folder.path());
        let by_flag: Vec<String> = without.iter().cloned().chain([flag(name, &value)]).collect();
        assert_ne!(resolved(&by_flag), resolved(&companions("", folder.path())), "{name} changes nothing");

        let file = folder.path().join("opt-in.toml");
        std::fs::write(&file, format!("{name} = {}\n", literal(name, &value))).expect("a file");
        let by_file: Vec<String> =
            without.iter().cloned().chain([flag("config", &file.display().to_string())]).collect();
        assert_eq!(resolved(&by_file), resolved(&by_flag), "{name} in the file");

        let variable = format!("OPT_IN_{}", name.replace('-', "_").to_uppercase());
        let child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "the_environment_says_what_these_flags_say", "--ignored"])
            .env("SETTINGS_WITHOUT", without.join("\n"))
            .env("SETTINGS_BY_FLAG", by_flag.join("\n"))
            .env(&variable, &value)
            .output()
            .expect("it runs");
        let text = String::from_utf8_lossy(&child.stdout).into_owned();
        assert!(child.status.success() && text.contains("1 passed"), "{variable}: {text}");
    }
}

#[test]
#[ignore = "a part of the test above, in a process with a variable of its own"]
fn the_environment_says_what_these_flags_say() {
    // Also when all ignored tests are asked for.
    let Some(by_flag) = std::env::var_os("SETTINGS_BY_FLAG") else { return };
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let by_flag = lines(by_flag.to_str().expect("text"));
    let without = lines(&std::env::var("SETTINGS_WITHOUT").expect("the companions"));
    assert_eq!(resolved(&without), resolved(&by_flag));
}
