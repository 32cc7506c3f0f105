//! `opt-in-receiver`: the receiver as a service.

mod operation;

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use whatsapp_opt_in_receiver::{
    Args, Config, Fault, KeyError, KeySource, Keys, LogFormat, NoticePolicy, Receiver, RotateKeys, Rotated,
    Rotation, app, system_clock,
};

/// How long requests under way may take once the service was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = Args::parse();
    if args.database.is_none() {
        // What platforms set for programs with a database of theirs.
        let url = std::env::var("DATABASE_URL").ok().filter(|url| url.starts_with("postgres"));
        args.database = url.map(Into::into);
    }
    let (check_only, rotate, operation) = (args.check_config, args.rotate_keys, args.operation.take());
    let config = match Config::resolve(args, std::env::var("OPT_IN_SIGNING_KEY").ok()) {
        Ok(config) => config,
        // To `verify-ledger` a 1 would say that the ledger is not whole.
        Err(faults) if operation.is_some() => {
            explain(&faults);
            return ExitCode::from(2);
        }
        Err(faults) => return explain(&faults),
    };
    if check_only {
        say("The configuration is good.");
        return ExitCode::SUCCESS;
    }
    if let Some(how) = rotate {
        return match rotated(how, &config.keys) {
            Ok(done) => {
                say(&done);
                ExitCode::SUCCESS
            }
            Err(error) => explain(&[Fault { key: "rotate-keys", text: error.to_string() }]),
        };
    }
    start_log(config.log_format);
    if let Some(operation) = operation {
        return operation::run(operation, &config).await;
    }
    match serve(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "the receiver stopped");
            ExitCode::FAILURE
        }
    }
}

fn rotated(how: RotateKeys, keys: &KeySource) -> Result<String, KeyError> {
    let step = match how {
        RotateKeys::Step => Keys::rotate(keys)?,
        RotateKeys::Now => Rotation::Done(Keys::rotate_now(keys)?),
    };
    Ok(match step {
        Rotation::Prepared { signing, next } => format!(
            "{next} is published from the next start; {signing} still signs. Start the receiver again, wait until \
             whoever verifies receipts has the new key set (its cache ends after five minutes), then run this again."
        ),
        Rotation::Done(Rotated { old, new }) => {
            format!("{new} signs from the next start; {old} is kept for the receipts it signed.")
        }
    })
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let keys = Keys::load(&config.keys)?;
    let store =
        config.database.open().await.with_context(|| format!("{} could not be opened", config.database))?;
    store.register_notices(&config.notice_texts, system_clock()()).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let bound = listener.local_addr()?;
    let open = config.notices == NoticePolicy::Open;
    let receiver = Receiver::start(config.settings(bound), keys, store, system_clock(), |_| {})?;
    tracing::info!(address = %bound, kid = receiver.keys().kid(), log_key = receiver.log_key(), "listening");
    if open {
        tracing::warn!("notices are open: an act may carry any words; register yours with --notice-file");
    }

    let (stop, mut stopped) = tokio::sync::watch::channel(());
    let server =
        axum::serve(listener, app(receiver.clone()).into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(async move {
                asked_to_stop().await;
                drop(stop);
            });
    tokio::select! {
        result = server.into_future() => result?,
        () = async { let _ = stopped.changed().await; tokio::time::sleep(GRACE).await } => {
            tracing::warn!("stopping although some requests are still under way");
        }
    }
    receiver.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn asked_to_stop() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {} () = terminate => {} }
}

/// To standard error: standard output stays free for whoever reads records from it.
fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("OPT_IN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

#[allow(clippy::print_stderr, reason = "there is no log before the configuration is good")]
fn explain(faults: &[Fault]) -> ExitCode {
    for fault in faults {
        eprintln!("{fault}");
    }
    ExitCode::FAILURE
}

#[allow(clippy::print_stdout, reason = "the answer the person asked for")]
fn say(line: &str) {
    println!("{line}");
}
