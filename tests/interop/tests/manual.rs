//! The requests and commands of docs/receiver.md, as they are printed, to a receiver that runs.
#![allow(missing_docs)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

use serde_json::Value;

mod desk;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/receiver.md");
    std::fs::read_to_string(path).expect("the page")
}

/// The blocks of a language.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("\n```{language}\n");
    page.split(&start).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

/// The words of a line as a shell reads them: quotes hold words together, a remark ends the line.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted && word.is_empty() => break,
            ' ' if !quoted => words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty())),
            _ => word.push(letter),
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// What one `curl` asks for: method, path, headers and body.
struct Request {
    method: String,
    path: String,
    headers: Vec<String>,
    body: String,
}

impl Request {
    fn read(line: &str, files: &[(&str, &str)]) -> Self {
        let mut request =
            Self { method: "GET".into(), path: String::new(), headers: vec![], body: String::new() };
        let mut words = words(line).into_iter().skip(1);
        while let Some(word) = words.next() {
            let mut next = || words.next().expect("a value");
            match word.as_str() {
                "-s" => {}
                "-X" => request.method = next(),
                "-H" => request.headers.push(next().replace("$OPT_IN_API_TOKEN", desk::TOKEN)),
                "--data-binary" => {
                    let name = next();
                    let file = files.iter().find(|(file, _)| name == format!("@{file}"));
                    request.body = file.unwrap_or_else(|| panic!("no {name}")).1.to_owned();
                    request.method = "POST".into();
                }
                ">" => drop(next()),
                url => {
                    let path = url
                        .strip_prefix("https://opt-in.example")
                        .unwrap_or_else(|| panic!("{url} in {line}"));
                    // The export's size is the second line of the checkpoint.
                    request.path = path.split("$(").next().unwrap_or_default().replace("size=", "size=1");
                }
            }
        }
        request
    }

    /// Status and body of the answer.
    fn send(&self, address: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).expect("the receiver");
        let headers: String = self.headers.iter().map(|header| format!("{header}\r\n")).collect();
        let Self { method, path, body, .. } = self;
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_requests_of_the_manual_are_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let (address, _) = desk::receiver(folder.path()).await;
    let page = page();
    let list = "contact,purposes,collected_at,source\n+33612345678,offers,2025-03-01,a fair\n";
    let files = [("list.csv", list), ("checkout.html", "<form></form>")];
    let lines = blocks(&page, "sh").join("\n").replace("\\\n", " ");
    let lines: Vec<String> =
        lines.lines().filter(|line| line.starts_with("curl ")).map(str::to_owned).collect();
    let work = move || {
        // The list first: the log has a leaf then, and the contact a consent.
        let (import, others): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.contains("/import"));
        assert!(import.len() == 1 && others.len() >= 7, "{lines:#?}");
        for line in import.into_iter().chain(others) {
            let (status, body) = Request::read(line, &files).send(&address);
            assert!((200..300).contains(&status), "{line}: {status} {body}");
            if line.contains("may-send") {
                // The answer that the page prints has the members that it has.
                let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
                let printed = blocks(&page, "json").into_iter().find(|block| block.contains("\"allowed\""));
                let (printed, got) = (json(printed.expect("an answer")), json(&body));
                let names = |value: &Value| {
                    let mut names: Vec<_> = value.as_object().expect("an object").keys().cloned().collect();
                    names.sort();
                    names
                };
                assert_eq!((names(&printed), &printed["allowed"]), (names(&got), &got["allowed"]), "{body}");
            }
        }
        // The linter's request as JSON; its source is one that a page could have.
        let body =
            blocks(&page, "json").into_iter().find(|block| block.contains("\"source\"")).expect("a request");
        let request = Request {
            method: "POST".into(),
            path: "/v1/lint".into(),
            headers: vec![
                format!("Authorization: Bearer {}", desk::TOKEN),
                "Content-Type: application/json".into(),
            ],
            body: body.replace('…', ""),
        };
        let (status, answer) = request.send(&address);
        assert!(status == 200 && answer.contains("findings"), "{status} {answer}");
    };
    tokio::task::spawn_blocking(work).await.expect("every request");
}

#[test]
fn the_commands_of_the_manual_are_understood() {
    use clap::Parser;
    use whatsapp_opt_in_receiver::Args;
    let page = page();
    let lines = blocks(&page, "sh").join("\n");
    let commands: Vec<&str> = lines.lines().filter(|line| line.starts_with("opt-in-receiver ")).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        Args::try_parse_from(words(command)).unwrap_or_else(|error| panic!("{command}: {error}"));
    }
}
