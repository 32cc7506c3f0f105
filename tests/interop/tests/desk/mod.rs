//! A real receiver for the shop of the golden vectors, in the test's own process.

use std::path::Path;

use whatsapp_opt_in_receiver::{Args, Config, Keys, Receiver, app, system_clock};

/// Opens its closed routes.
pub(crate) const TOKEN: &str = "a-token-that-nobody-can-guess";

/// Its URL and its keys.
pub(crate) async fn receiver(folder: &Path) -> (String, String) {
    let args = Args {
        database: Some(folder.join("opt-in.db")),
        public_url: vec!["https://shop.example".into()],
        allow_origin: vec!["https://shop.example".into()],
        api_token: Some(TOKEN.into()),
        ..Args::default()
    };
    let config = Config::resolve(args, None).expect("a good configuration");
    let keys = Keys::load(&config.keys).expect("keys");
    let store = config.database.open().await.expect("a database");
    let settings = config.settings(config.listen);
    let receiver = Receiver::start(settings, keys, store, system_clock(), |_| {}).expect("a receiver");
    let jwks = receiver.keys().jwks().to_owned();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, app(receiver)).await });
    (url, jwks)
}
