//! The real programs, started as processes and spoken to over TCP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running program; ended without mercy when dropped.
pub struct Process {
    child: Child,
    /// `127.0.0.1:port`
    pub address: String,
    /// Lines of the output it announced itself on, after the announcement.
    pub lines: std::sync::mpsc::Receiver<String>,
}

impl Process {
    /// The receiver on a database, on a free port.
    pub fn receiver(database: &Path, more: &[&str]) -> Self {
        Self::receiver_in(&[], database, more)
    }

    /// The same with variables in its environment.
    pub fn receiver_in(environment: &[(&str, String)], database: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in-receiver"));
        command
            .args(["--listen", "127.0.0.1:0", "--log-format", "json", "--public-url", super::PUBLIC_URL])
            .arg("--database")
            .arg(database)
            .args(more)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env("OPT_IN_LOG", "info")
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the receiver starts");
        let output = child.stderr.take().expect("its log");
        Self::announced(child, output, |line| {
            let line: serde_json::Value = serde_json::from_str(line).ok()?;
            (line["message"] == "listening").then(|| line["address"].as_str().unwrap_or("").to_owned())
        })
    }

    /// The demo shop on a folder with `www`, `dist` and `shop.db`.
    pub fn shop(folder: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(example("shop"));
        command
            .args(["--listen", "127.0.0.1:0"])
            .arg("--www")
            .arg(folder.join("www"))
            .arg("--package")
            .arg(folder.join("dist"))
            .arg("--database")
            .arg(folder.join("shop.db"))
            .args(more)
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("the shop starts");
        let output = child.stdout.take().expect("its output");
        Self::announced(child, output, |line| Some(line.strip_prefix("listening on http://")?.to_owned()))
    }

    fn announced(
        child: Child,
        output: impl Read + Send + 'static,
        address: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let (send, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        loop {
            let line = lines.recv_timeout(Duration::from_secs(30)).expect("it says where it listens");
            if let Some(address) = address(&line) {
                return Self { child, address, lines };
            }
        }
    }

    /// Ends it as a power cut would: no handler runs.
    pub fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }

    /// Asks it to stop and waits; whether it ended well.
    #[cfg(unix)]
    pub fn stop(mut self) -> bool {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
        self.child.wait().expect("ended").success()
    }

    pub fn request(&self, method: &str, path: &str, content_type: &str, body: &str) -> Option<(u16, String)> {
        request(&self.address, method, path, content_type, body)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Fails when it was waited for already, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One request over a connection of its own: status, and head and body as text. `None` when the server went away.
pub fn request(address: &str, method: &str, path: &str, kind: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: {kind}\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let status = answer.get(9..12)?.parse().ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    // An answer cut short is no answer.
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    (length.is_none_or(|length: usize| length == body.len())).then_some((status, answer))
}

/// The part after the head.
pub fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

/// `cargo test` builds the examples beside the programs; with `--test programs` it does not, and an old one would be
/// tested: run `cargo build --examples` first.
fn example(name: &str) -> PathBuf {
    let programs = Path::new(env!("CARGO_BIN_EXE_opt-in-receiver")).parent().expect("a folder");
    let path = programs.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.is_file(),
        "{} is missing: cargo build -p whatsapp-opt-in-receiver --examples",
        path.display()
    );
    path
}
