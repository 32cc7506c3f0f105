//! PostgreSQL for tests: `TEST_DATABASE_URL`, or a private server from Debian's package on a free port, which ends and
//! leaves nothing behind with the last test that uses it.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak, mpsc};
use std::time::{Duration, Instant};

use sqlx::postgres::PgPool;

/// A database of its own, and what keeps its server alive.
pub struct Database {
    pub url: String,
    _server: Option<Arc<Server>>,
}

/// A new, empty database.
pub async fn database() -> Database {
    let (base, server) = match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => (url, None),
        Err(_) => {
            // Starting takes a second or two, in which no other test of this thread could run.
            let server = tokio::task::spawn_blocking(Server::shared).await.expect("a server");
            (server.url.clone(), Some(server))
        }
    };
    Database { url: create(&base).await, _server: server }
}

impl Database {
    /// Another empty database on the same server.
    pub async fn another(&self) -> Self {
        Self { url: create(&self.url).await, _server: self._server.clone() }
    }
}

async fn create(base: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!("opt_in_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst));
    let pool = PgPool::connect(base).await.expect("PostgreSQL answers");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&pool)
        .await
        .expect("a database");
    pool.close().await;
    let mut url = url::Url::parse(base).expect("an address");
    url.set_path(&name);
    url.into()
}

/// A server of our own.
pub struct Server {
    pub url: String,
    /// The thread that owns the process stops it once this is gone, and then ends itself.
    stop: Option<mpsc::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Server {
    fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let server = Arc::new(Self::start(&[]));
            *shared = Arc::downgrade(&server);
            server
        })
    }

    /// Starts one with settings such as `fsync=off`.
    pub fn start(settings: &[&str]) -> Self {
        let settings: Vec<String> = settings.iter().map(|setting| (*setting).to_owned()).collect();
        let (stop, stopped) = mpsc::channel::<()>();
        let (started, address) = mpsc::channel();
        // The kernel ends the server with this thread, should the tests be killed.
        let thread = std::thread::spawn(move || {
            let folder = tempfile::Builder::new().prefix("opt-in-pg").tempdir().expect("a folder");
            let (mut child, url) = run(folder.path(), &settings);
            started.send(url).expect("somebody waits");
            let _ = stopped.recv();
            let id = child.id().to_string();
            // QUIT: at once, without a last checkpoint.
            let _ = Command::new("kill").args(["-QUIT", &id]).status();
            let _ = child.wait();
        });
        let url = address.recv().expect("the server starts");
        Self { url, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take();
        let _ = self.thread.take().map(std::thread::JoinHandle::join);
    }
}

fn run(folder: &Path, settings: &[String]) -> (Child, String) {
    let programs = programs();
    let data = folder.join("data");
    std::fs::create_dir(&data).expect("a folder");
    if is_root() {
        // PostgreSQL refuses to run as root.
        done(Command::new("chown").arg("-R").arg("postgres:").arg(folder));
    }
    done(
        as_postgres(&programs.join("initdb"))
            .args(["--auth=trust", "--username=test", "--no-sync", "--locale=C", "--encoding=UTF8", "-D"])
            .arg(&data),
    );
    let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    let mut command = as_postgres(&programs.join("postgres"));
    command.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
    command.arg("-c").arg(format!("unix_socket_directories={}", folder.display()));
    for setting in settings {
        command.args(["-c", setting]);
    }
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("postgres starts");
    let deadline = Instant::now() + Duration::from_secs(60);
    let ready = || {
        let mut ask = Command::new(programs.join("pg_isready"));
        ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]).status().is_ok_and(|s| s.success())
    };
    while !ready() {
        assert!(Instant::now() < deadline, "postgres does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    (child, format!("postgres://test@127.0.0.1:{port}/postgres"))
}

/// The newest version's folder; Debian's package is installed when there is none and we may.
pub fn programs() -> PathBuf {
    let find = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut folders: Vec<PathBuf> = versions.filter_map(|v| Some(v.ok()?.path().join("bin"))).collect();
        folders.retain(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
        folders.sort();
        folders.pop()
    };
    find().unwrap_or_else(|| {
        if is_root() && Path::new("/usr/bin/apt-get").exists() {
            done(Command::new("apt-get").args(["update", "-qq"]));
            let mut install = Command::new("apt-get");
            done(install.env("DEBIAN_FRONTEND", "noninteractive").args([
                "install",
                "-y",
                "-qq",
                "postgresql",
            ]));
        }
        find().expect("PostgreSQL is missing: run `apt-get install postgresql`, or set TEST_DATABASE_URL")
    })
}

fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--pdeathsig=QUIT").arg("--").arg(program);
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|itself| std::os::unix::fs::MetadataExt::uid(&itself) == 0)
}

fn done(command: &mut Command) {
    let output = command.output().expect("the program is there");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}
