//! The demo shop: the receiver's own routes, a page's files, the built package, and an ordinary checkout form handler
//! that hands the form's `whatsapp_consent` to the receiver in the same process.
//!
//! ```sh
//! cargo run -p whatsapp-opt-in-receiver --example shop -- --www www/shop --package dist --database shop.db
//! ```

mod checkout;
mod files;
mod page;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use axum::Router;
use clap::Parser;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use whatsapp_opt_in_receiver::{Args, Config, Keys, NoticePolicy, Receiver, routes, system_clock};

#[derive(Parser)]
struct ShopArgs {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8787")]
    listen: String,
    /// The shop's pages
    #[arg(long)]
    www: PathBuf,
    /// The built package, served at /whatsapp-opt-in/
    #[arg(long)]
    package: PathBuf,
    /// The SQLite file
    #[arg(long, default_value = "opt-in.db")]
    database: PathBuf,
    /// Which notices may be recorded; the demo takes any
    #[arg(long, value_enum, default_value = "open")]
    notices: NoticePolicy,
    /// A registered notice's text, or a folder of them
    #[arg(long)]
    notice_file: Vec<PathBuf>,
    /// Refuse acts without a nonce
    #[arg(long)]
    require_nonce: bool,
    /// Your WhatsApp number: opt-ins are answered with a link to confirm theirs
    #[arg(long, requires = "whatsapp_app_secret")]
    whatsapp_number: Option<String>,
    /// The app's secret, which opens the webhook
    #[arg(long)]
    whatsapp_app_secret: Option<String>,
    /// Opens the dashboard at /admin; at least 24 characters
    #[arg(long)]
    admin_token: Option<String>,
    /// Where a backend is told of what happens
    #[arg(long, requires = "webhook_secret")]
    webhook_url: Option<String>,
    /// What signs it
    #[arg(long)]
    webhook_secret: Vec<String>,
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "the address and the records are what a person starts this for")]
async fn main() -> anyhow::Result<()> {
    let args = ShopArgs::parse();
    let level = EnvFilter::try_from_env("OPT_IN_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).init();
    for folder in [&args.www, &args.package] {
        anyhow::ensure!(folder.is_dir(), "{} is not a folder", folder.display());
    }
    let config = Config::resolve(
        Args {
            listen: Some(args.listen),
            database: Some(args.database),
            notices: Some(args.notices),
            notice_file: args.notice_file,
            require_nonce: args.require_nonce,
            whatsapp_number: args.whatsapp_number,
            whatsapp_app_secret: args.whatsapp_app_secret,
            admin_token: args.admin_token,
            webhook_url: args.webhook_url,
            webhook_secret: args.webhook_secret,
            ..Args::default()
        },
        None,
    )
    .map_err(|faults| {
        anyhow::anyhow!(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    let keys = Keys::load(&config.keys)?;
    let store =
        config.database.open().await.with_context(|| format!("{} could not be opened", config.database))?;
    store.register_notices(&config.notice_texts, system_clock()()).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.listen))?;
    let bound = listener.local_addr()?;
    let receiver =
        Receiver::start(config.settings(bound), keys, store, system_clock(), |stored| println!("{stored}"))?;

    println!("listening on http://{bound}");
    let app = shop(receiver.clone(), &args.www, &args.package);
    axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async { drop(tokio::signal::ctrl_c().await) })
        .await?;
    receiver.close().await;
    Ok(())
}

fn shop(receiver: Receiver, www: &std::path::Path, package: &std::path::Path) -> Router {
    routes(&receiver).merge(checkout::router().with_state(receiver)).merge(files::router(www, package))
}
