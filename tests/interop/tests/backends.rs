//! The servers of `docs/backends.md`, started as they are printed, with the frameworks they name.
#![allow(missing_docs, clippy::print_stdout)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use interop_tests::language;
use serde_json::Value;

mod desk;

/// The page's lines for axum.
#[allow(unreachable_pub, reason = "on the page it stands in a crate of its own")]
mod in_rust {
    include!(concat!(env!("OUT_DIR"), "/backend.rs"));
}

/// Answers the page's function on a port, in the platform's place.
const PLATFORM: &str = r#"
import { createServer } from 'node:http';
import handler from './checkout-function.mjs';
createServer(async (incoming, outgoing) => {
  const body = await new Promise((resolve) => {
    const parts = [];
    incoming.on('data', (part) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
  });
  const { method, headers } = incoming;
  const request = new Request(`http://localhost${incoming.url}`, { method, headers, body: body.length ? body : undefined });
  const response = await handler.fetch(request, { RECEIVER: process.env.RECEIVER });
  outgoing.writeHead(response.status, { 'Content-Type': 'application/json' });
  outgoing.end(await response.text());
}).listen(process.env.PORT, '127.0.0.1');
"#;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

fn page() -> String {
    std::fs::read_to_string(workspace().join("docs/backends.md")).expect("the page")
}

#[test]
fn every_block_of_code_on_the_page_says_how_it_runs() {
    let page = page();
    let lines: Vec<&str> = page.lines().collect();
    let mut open = false;
    for (before, fence) in lines.iter().zip(&lines[1..]).filter(|(_, line)| line.starts_with("```")) {
        open = !open;
        assert!(!open || before.starts_with("<!-- runs: "), "{fence} under {before:?} is run by nobody");
    }
    assert_eq!(page.matches("<!-- runs: ").count(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_backend_of_the_docs_stores_the_honest_refuses_the_forged_and_takes_every_order() {
    let workspace = workspace();
    let (_, missing) = language::install_all(&workspace).expect("the languages");
    for line in &missing {
        println!("not run: {line}");
        assert!(std::env::var_os("CI").is_none(), "{line}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (receiver, _) = desk::receiver(folder.path()).await;

    // The page's server in Rust writes below the current directory; this binary has no other test that minds.
    std::env::set_current_dir(folder.path()).expect("a folder");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    tokio::spawn(async move { axum::serve(listener, in_rust::app()).await });

    let work = move || -> anyhow::Result<()> {
        judge("axum", port)?;
        for command in [
            "node checkout.mjs",
            "python checkout.py",
            "php checkout.php",
            "ruby checkout.rb",
            "function checkout-function.mjs",
        ] {
            let language = command.split(' ').next().unwrap_or_default();
            if missing.iter().any(|line| line.starts_with(language)) {
                continue;
            }
            let server = Server::start(&workspace, command, &receiver).context(command)?;
            judge(command, server.port)?;
        }
        let nobody = Server::start(&workspace, "function checkout-function.mjs", "http://127.0.0.1:9")?;
        ensure!(nobody_home(nobody.port)? == "failed", "a receiver that is away must not stop the order");
        Ok(())
    };
    tokio::task::spawn_blocking(work).await.expect("it ends").expect("every backend");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_the_migration_guide_can_be_imported() {
    let page = std::fs::read_to_string(workspace().join("docs/migration.md")).expect("the page");
    let list =
        page.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a list").to_owned();
    let query =
        page.split("https://opt-in.example").nth(1).and_then(|rest| rest.split('"').next()).expect("a URL");
    let folder = tempfile::tempdir().expect("a folder");
    let (receiver, _) = desk::receiver(folder.path()).await;
    let request = format!(
        "POST {query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\nContent-Type: \
         text/csv\r\nContent-Length: {}\r\n\r\n{list}",
        desk::TOKEN,
        list.len()
    );
    let address = receiver.trim_start_matches("http://").to_owned();
    let ask = move || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    };
    let answer = tokio::task::spawn_blocking(ask).await.expect("it ends").expect("an answer");
    let json = answer.find('{').zip(answer.rfind('}')).map(|(from, to)| &answer[from..=to]);
    let answer: Value = serde_json::from_str(json.expect("JSON")).expect("JSON");
    assert_eq!((&answer["imported"], &answer["refused"]), (&Value::from(1), &Value::from(0)), "{answer}");
}

fn nobody_home(port: u16) -> anyhow::Result<String> {
    post(port, Some(&golden()?[0].0))
}

/// Golden acts with their verdicts. Left out are those of the vectors' second origin, which the page does not expect.
fn golden() -> anyhow::Result<Vec<(String, String)>> {
    let file: Value = serde_json::from_slice(&std::fs::read(workspace().join(interop_tests::golden::PATH))?)?;
    let claims = |token: &str| -> Option<Value> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?).ok()
    };
    let text = |vector: &Value, name: &str| vector[name].as_str().unwrap_or_default().to_owned();
    let acts = file["acts"].as_array().context("vectors")?.iter();
    let acts = acts.map(|vector| (text(vector, "token"), text(vector, "verdict")));
    Ok(acts
        .filter(|(token, _)| !token.is_empty())
        .filter(|(token, _)| claims(token).is_none_or(|claims| claims["iss"] != "https://m.shop.example"))
        .collect())
}

/// The same questions to each.
fn judge(name: &str, port: u16) -> anyhow::Result<()> {
    let start = Instant::now();
    let golden = golden()?;
    let honest = &golden[0].0;
    let same_id = |token: &str| token.split('.').nth(1) == honest.split('.').nth(1) && token != honest;
    let other =
        golden.iter().find(|(token, verdict)| verdict == "ok" && same_id(token)).context("same id")?;
    let mut asked = vec![(None, "none"), (Some(""), "none"), (Some(honest.as_str()), "stored")];
    asked.extend([(Some(honest.as_str()), "stored"), (Some(other.0.as_str()), "jti_conflict")]);
    // The receiver takes white space around a body for the sender's habit, not for a part of the record.
    let as_sent = |token: &str| !name.starts_with("function") || token.trim() == token;
    let refused = golden.iter().filter(|(token, verdict)| verdict != "ok" && as_sent(token));
    asked.extend(refused.map(|(token, verdict)| (Some(token.as_str()), verdict.as_str())));
    for (token, wanted) in &asked {
        // On a machine under load the function may give up waiting for the receiver; the page says to send it again.
        let mut got = post(port, *token)?;
        for _ in 0..2 {
            if got == "failed" {
                got = post(port, *token)?;
            }
        }
        ensure!(got == *wanted, "{name}: {got}, wanted {wanted}: {token:?}");
    }
    println!("{name}: {} orders in {:.1} s", asked.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Sends the form; answers what became of the opt-in, once the order is placed.
fn post(port: u16, token: Option<&str>) -> anyhow::Result<String> {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let body = token.map_or("name=Ada".to_owned(), |t| format!("name=Ada&whatsapp_consent={}", encoded(t)));
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(
        stream,
        "POST /checkout HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let json = answer.find('{').zip(answer.rfind('}')).map(|(from, to)| &answer[from..=to]);
    let json: Value = serde_json::from_str(json.with_context(|| format!("no JSON: {answer}"))?)?;
    ensure!(json["order"] == "placed", "no order: {answer}");
    Ok(json["opt_in"].as_str().unwrap_or_default().to_owned())
}

/// A server of the page, in a process of its own.
struct Server {
    child: Child,
    port: u16,
    /// Where it keeps records.
    _folder: tempfile::TempDir,
}

impl Server {
    fn start(workspace: &Path, command: &str, receiver: &str) -> anyhow::Result<Self> {
        let (language, file) = command.split_once(' ').context("a language and a file")?;
        let page = page();
        let code = page.split(&format!("<!-- runs: {command} -->\n```")).nth(1).context("on the page")?;
        let code =
            code.split_once('\n').and_then(|(_, rest)| rest.split("\n```").next()).context("its end")?;
        let interop = workspace.join("target/interop");
        let (home, program) = match language {
            "node" | "function" => (interop.join("node"), PathBuf::from("node")),
            "python" => (interop.join("backends/python"), interop.join("python/bin/python")),
            other => (interop.join("backends").join(other), PathBuf::from(other)),
        };
        std::fs::create_dir_all(&home)?;
        match language {
            "php" => copy(&workspace.join("integrations/woocommerce/src/Record"), &home.join("Record"))?,
            "python" | "ruby" => copy(&workspace.join("tests/interop").join(language), &home)?,
            _ => {} // Node's stand beside its packages already
        }
        std::fs::write(home.join(file), code)?;
        std::fs::write(interop.join("node/platform.mjs"), PLATFORM)?;
        // Between finding a port and using it somebody else may take it.
        for _ in 0..3 {
            let folder = tempfile::tempdir()?;
            let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut command = Command::new(&program);
            match language {
                "php" => command
                    .args(["-S", &format!("127.0.0.1:{port}"), "-t"])
                    .arg(folder.path())
                    .arg(home.join(file)),
                "function" => command.arg(home.join("platform.mjs")),
                _ => command.arg(home.join(file)),
            };
            command
                .env("PORT", port.to_string())
                .env("RECEIVER", receiver)
                .env("PYTHONDONTWRITEBYTECODE", "1");
            command.env("APP_ENV", "production").env("NODE_NO_WARNINGS", "1").current_dir(folder.path());
            let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let mut server = Self { child, port, _folder: folder };
            if server.answers()? {
                return Ok(server);
            }
        }
        bail!("it does not start")
    }

    /// Waits until it listens; false when it ended.
    fn answers(&mut self) -> anyhow::Result<bool> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(120) {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return Ok(true);
            }
            if self.child.try_wait()?.is_some() {
                return Ok(false);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("it does not listen")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)?.filter_map(Result::ok).filter(|entry| entry.path().is_file()) {
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
