//! A real receiver in this process, and a folder with what somebody fetched from it: what `opt-in` is given.
#![allow(dead_code, reason = "each suite uses its part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use tower::ServiceExt;
use whatsapp_opt_in_receiver::{Args, Config, Keys, Receiver, app, system_clock};

/// Where the receiver says it is reached.
pub(crate) const PUBLIC_URL: &str = "https://m.shop.example";
const TOKEN: &str = "a-token-that-nobody-can-guess";

/// The folder holds the receiver's database and keys too, so that it can be stopped and started.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// Starts a receiver on the folder.
    pub(crate) async fn open(&self) -> Service {
        let args = Args {
            database: Some(self.path("opt-in.db")),
            public_url: vec![PUBLIC_URL.into()],
            api_token: Some(TOKEN.into()),
            ..Args::default()
        };
        let config = Config::resolve(args, None).expect("a good configuration");
        let keys = Keys::load(&config.keys).expect("keys");
        let store = config.database.open().await.expect("a database");
        let settings = config.settings(config.listen);
        let receiver = Receiver::start(settings, keys, store, system_clock(), |_| {}).expect("a receiver");
        Service { router: app(receiver.clone()), receiver }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).expect("written");
    }

    pub(crate) fn copy(&self, from: &str, to: &str) {
        std::fs::copy(self.path(from), self.path(to)).expect("copied");
    }

    /// Fetches what an auditor needs: the checkpoint before the export of its size.
    pub(crate) async fn fetch_audit(&self, service: &Service) {
        for (name, path) in [
            ("jwks.json", "/.well-known/jwks.json"),
            ("log.key", "/log/key"),
            ("checkpoint", "/log/checkpoint"),
            ("export.ndjson", "/v1/records"),
        ] {
            self.put(name, service.get(path).await);
        }
    }

    /// Runs `opt-in` in the folder.
    pub(crate) fn opt_in(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_opt-in"));
        command.args(arguments).current_dir(self.folder.path()).output().expect("it runs")
    }
}

/// A running receiver.
pub(crate) struct Service {
    pub(crate) receiver: Receiver,
    router: Router,
}

impl Service {
    /// The body of a good answer.
    pub(crate) async fn send(&self, request: Request<Body>) -> Vec<u8> {
        let answer = self.router.clone().oneshot(request).await.expect("an answer");
        assert!(answer.status().is_success() || answer.status().is_redirection(), "{}", answer.status());
        answer.into_body().collect().await.expect("a body").to_bytes().to_vec()
    }

    pub(crate) async fn get(&self, path: &str) -> Vec<u8> {
        let request = Request::get(path).header("authorization", format!("Bearer {TOKEN}"));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Posts an act as the widget does.
    pub(crate) async fn post(&self, act: String) {
        let request = Request::post("/v1/consents").header("content-type", "application/jwt");
        self.send(request.body(Body::from(act)).expect("a request")).await;
    }
}

/// The lines of the block of shell commands that follows a page's mark.
pub(crate) fn commands<'a>(page: &'a str, mark: &str) -> Vec<&'a str> {
    let (_, rest) = page.split_once(mark).expect("the page's mark");
    let (_, rest) = rest.split_once("```sh\n").expect("a block of commands");
    rest.split("```").next().expect("its lines").lines().collect()
}

/// Runs a line as a person does who has `opt-in` installed; it ends well, and complains of nothing.
pub(crate) fn shell(line: &str, folder: &Path) -> String {
    let programs = Path::new(env!("CARGO_BIN_EXE_opt-in")).parent().expect("its folder").display();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("PATH={programs}:$PATH; {line}")]).current_dir(folder);
    let output = shell.output().expect("a shell");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{line}: {error}");
    String::from_utf8(output.stdout).expect("text")
}
