//! Measures a running receiver from another process. `cargo xtask bench receiver` starts everything and shows the figures
//! beside their goals; by hand:
//!
//! ```sh
//! opt-in-receiver --database load.db --public-url https://shop.example &
//! cargo run --release -p whatsapp-opt-in-receiver --example load -- acts 127.0.0.1:8787 --count 20000
//! ```
//! What is sent is made before the clock starts: only the receiver's work, and this program's share of the machine, count.
//! One line of JSON is printed: `per_second`, `p50_ms`, `p99_ms`, `longest_ms`.

mod client;
mod fill;

use std::path::PathBuf;

use aws_lc_rs::hmac;
use clap::{Parser, Subcommand};
use client::{Load, Measured, request};
use serde_json::json;
use test_support::{Key, act};
use whatsapp_opt_in::consent::Act;

#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Acts verified, stored durably and receipted
    Acts {
        /// The receivers, e.g. 127.0.0.1:8787, in turn; they must go by https://shop.example
        #[arg(required = true, value_delimiter = ',')]
        addresses: Vec<String>,
        #[command(flatten)]
        load: Load,
    },
    /// Questions about contacts that `fill` made, one a request
    MaySend {
        address: String,
        #[arg(long)]
        token: String,
        /// How many contacts there are
        #[arg(long)]
        contacts: u64,
        #[command(flatten)]
        load: Load,
    },
    /// STOP messages, each followed by the question that must be answered `stopped`; the time of both counts
    Stops {
        address: String,
        #[arg(long)]
        token: String,
        /// The app secret
        #[arg(long)]
        secret: String,
        #[command(flatten)]
        load: Load,
    },
    /// A list of opt-ins, in requests of 100,000 lines
    Import {
        address: String,
        #[arg(long)]
        token: String,
        #[arg(long)]
        lines: u64,
    },
    /// Puts contacts with an opt-in each into the SQLite database of a receiver that has been started once and is stopped
    Fill {
        database: PathBuf,
        #[arg(long)]
        contacts: u64,
    },
}

#[tokio::main]
#[allow(clippy::print_stdout, reason = "the figures are what this is for")]
async fn main() -> anyhow::Result<()> {
    let measured = match Args::parse().what {
        What::Acts { addresses, load } => acts(&addresses, load).await?,
        What::MaySend { address, token, contacts, load } => {
            may_send(&address, &token, contacts, load).await?
        }
        What::Stops { address, token, secret, load } => stops(&address, &token, &secret, load).await?,
        What::Import { address, token, lines } => import(&address, &token, lines).await?,
        What::Fill { database, contacts } => return fill::fill(&database, contacts).await,
    };
    println!("{}", measured.json());
    Ok(())
}

async fn acts(addresses: &[String], load: Load) -> anyhow::Result<Measured> {
    let key = Key::p256();
    let signed = |_| key.act(&Act { jti: uuid::Uuid::now_v7().to_string(), ..act() });
    let head = "content-type: application/jwt\r\n";
    let posts = (0..load.count).map(signed).map(|act| request("POST", "/v1/consents", head, &act));
    let acts: Vec<_> = posts.map(|post| vec![(post, "201", "")]).collect();
    client::run(addresses, acts, load).await
}

async fn may_send(address: &str, token: &str, contacts: u64, load: Load) -> anyhow::Result<Measured> {
    let head = format!("authorization: Bearer {token}\r\n");
    let mut random = fastrand::Rng::with_seed(1);
    let question = |_| {
        let path = format!("/v1/contacts/{}/may-send?purpose=offers", fill::number(random.u64(..contacts)));
        vec![(request("GET", &path, &head, ""), "200", "\"reason\":\"consent\"")]
    };
    let questions: Vec<_> = (0..load.count).map(question).collect();
    client::run(&[address.to_owned()], questions, load).await
}

async fn stops(address: &str, token: &str, secret: &str, load: Load) -> anyhow::Result<Measured> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let bearer = format!("authorization: Bearer {token}\r\n");
    let stop = |i: usize| {
        let number = fill::number(i as u64);
        let message = json!({"from": number.trim_start_matches('+'), "id": format!("wamid.{i}"), "timestamp": "1794999999",
            "type": "text", "text": {"body": "STOP"}});
        let delivery = json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{
            "field": "messages", "value": {"messaging_product": "whatsapp", "metadata": {
            "display_phone_number": "15550783881", "phone_number_id": "106540352242922"}, "messages": [message]}}]}]});
        let body = delivery.to_string();
        let tag = hmac::sign(&key, body.as_bytes());
        let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let head = format!("content-type: application/json\r\nx-hub-signature-256: sha256={hex}\r\n");
        let path = format!("/v1/contacts/{number}/may-send?purpose=offers");
        vec![
            (request("POST", "/webhooks/whatsapp", &head, &body), "200", ""),
            (request("GET", &path, &bearer, ""), "200", "\"reason\":\"stopped\""),
        ]
    };
    let stops: Vec<_> = (0..load.count).map(stop).collect();
    client::run(&[address.to_owned()], stops, load).await
}

async fn import(address: &str, token: &str, lines: u64) -> anyhow::Result<Measured> {
    const EACH: u64 = 100_000;
    let head = format!("authorization: Bearer {token}\r\ncontent-type: text/csv\r\n");
    let path = "/v1/records/import?controller=Acme&privacy_url=https://shop.example/privacy&language=en";
    let lists = (0..lines.div_ceil(EACH)).map(|list| {
        let mut csv = "contact,purposes,collected_at,source\n".to_owned();
        for i in list * EACH..lines.min((list + 1) * EACH) {
            csv += &format!("{},offers,2024-05-01,paper form\n", fill::number(i));
        }
        let count = lines.min((list + 1) * EACH) - list * EACH;
        // Leaked once a list: the answer expected, for the life of this short program.
        let expected: &'static str = Box::leak(format!("\"imported\":{count},").into_boxed_str());
        vec![(request("POST", path, &head, &csv), "200", expected)]
    });
    let lists: Vec<_> = lists.collect();
    let load = Load { count: lists.len(), connections: 1, rate: None };
    let measured = client::run(&[address.to_owned()], lists, load).await?;
    Ok(Measured { done: usize::try_from(lines)?, ..measured })
}
