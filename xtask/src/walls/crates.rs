//! Who leans on whom, read from `cargo tree`.

/// Crates that reach the world outside: a browser, a network, a database, a clock, randomness, an executor. The core
/// is given what it needs to know.
const OUTSIDE: &[&str] = &[
    // Browser.
    "gloo",
    "js-sys",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
    "yew",
    // Network.
    "axum",
    "curl",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "reqwest",
    "rustls",
    "socket2",
    "tower-http",
    "tungstenite",
    "ureq",
    // Database.
    "diesel",
    "libsqlite3-sys",
    "postgres",
    "redis",
    "rusqlite",
    "sea-orm",
    "sqlx",
    "sqlx-core",
    "tokio-postgres",
    // Clock.
    "chrono",
    "coarsetime",
    "instant",
    "jiff",
    "time",
    "web-time",
    // Randomness.
    "fastrand",
    "getrandom",
    "nanorand",
    "oorandom",
    "rand",
    "rand_core",
    "ulid",
    "uuid",
    // Executors.
    "async-std",
    "futures-executor",
    "smol",
    "tokio",
];

/// Pairs that must never reach each other, in either direction.
pub(super) const STRANGERS: &[(&str, &str)] = &[
    ("whatsapp-opt-in-receiver", "whatsapp-opt-in-widget"),
    ("whatsapp-opt-in-widget", "whatsapp-opt-in-receiver"),
    ("whatsapp-opt-in-widget-wasm", "whatsapp-opt-in-receiver"),
    ("whatsapp-opt-in-cli", "whatsapp-opt-in-widget"),
    ("whatsapp-opt-in-phone-wasm", "whatsapp-opt-in-receiver"),
    ("whatsapp-opt-in-validator", "whatsapp-opt-in-receiver"),
    ("whatsapp-opt-in-validator", "whatsapp-opt-in-widget"),
    ("whatsapp-opt-in-widget-wasm", "whatsapp-opt-in-log"),
];

/// The package names in the lines of `cargo tree --prefix=none`.
pub(super) fn names(tree: &str) -> Vec<String> {
    let mut names: Vec<String> =
        tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// The core's dependencies must not reach outside.
pub(super) fn core(names: &[String]) -> Vec<String> {
    let outside =
        |name: &str| OUTSIDE.contains(&name) || name.starts_with("gloo-") || name.starts_with("yew-");
    names
        .iter()
        .filter(|name| outside(name))
        .map(|name| format!("the core leans on `{name}`: it must not reach a browser, network, database, clock or randomness"))
        .collect()
}

/// `from` must not reach `to`, nor a crate that is named after it.
pub(super) fn strangers(from: &str, to: &str, names: &[String]) -> Vec<String> {
    let prefix = format!("{to}-");
    names
        .iter()
        .filter(|name| *name == to || name.starts_with(&prefix))
        .map(|name| format!("`{from}` reaches `{name}`: they meet only in the core"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "whatsapp-opt-in v0.1.0 (/somewhere)\nserde v1.0.1\nserde v1.0.1 (*)\n\nserde_derive v1.0.1 (proc-macro)\n";

    #[test]
    fn names_are_read_once_each() {
        assert_eq!(names(TREE), ["serde", "serde_derive", "whatsapp-opt-in"]);
    }

    #[test]
    fn a_pure_core_passes_and_one_that_reaches_outside_does_not() {
        assert_eq!(core(&names(TREE)), Vec::<String>::new());
        for reach in
            ["web-sys v0.3.1", "gloo-net v0.6.0", "getrandom v0.3.0", "sqlx-core v0.9.0", "time v0.3.0"]
        {
            assert_eq!(core(&names(&format!("{TREE}{reach}\n"))).len(), 1, "{reach}");
        }
    }

    #[test]
    fn names_that_only_look_alike_pass() {
        assert_eq!(core(&names("timely v0.1.0\nrandomize v1.0.0\nhyperfine v1.0.0\n")), Vec::<String>::new());
    }

    #[test]
    fn receiver_and_widget_may_not_meet() {
        let (from, to) = STRANGERS[0];
        assert_eq!(strangers(from, to, &names(TREE)), Vec::<String>::new());
        let met = names(
            "whatsapp-opt-in-widget v0.1.0 (/somewhere)\nwhatsapp-opt-in-widget-wasm v0.1.0 (/somewhere)\n",
        );
        assert_eq!(strangers(from, to, &met).len(), 2);
    }
}
