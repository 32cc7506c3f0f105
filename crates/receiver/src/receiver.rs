//! The receiver itself: from a compact act to a durable record and its receipt.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use whatsapp_opt_in::consent::ledger::Entry;
use whatsapp_opt_in::consent::{Assurance, AwsLc, EventType, Expect, Receipt, Verified, verify_act};
use whatsapp_opt_in::phone::PhoneNumber;
use whatsapp_opt_in_log::{CheckpointKey, SALT_BYTES, prove_latest};

use crate::config::NoticePolicy;
use crate::contact::{normal_entry, normal_occurrence};
use crate::error::Error;
use crate::keys::{KeyError, Keys};
use crate::limits::{Limits, Rates};
use crate::metrics::Metrics;
use crate::outbox::{Outbox, OutboxSettings};
use crate::sending::SendingRules;
use crate::store::{
    Appended, NewRecord, NoticeText, Place, Seal, SealError, Sent, Store, StoreError, UsedNonce,
};
use crate::token::ApiToken;
use crate::webhook::{Webhook, WebhookSettings};
use crate::writer::{OnStored, Writer};
use crate::{link, nonce};

/// Server time in milliseconds since 1970, passed in so that tests can move it.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// The machine's clock.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// What a receiver asks of the acts it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The receiver's name in receipts: its first public URL.
    pub issuer: String,
    /// The URLs an act may be addressed to.
    pub audiences: Vec<String>,
    /// The origins an act may come from.
    pub origins: Vec<String>,
    /// Whether an act must carry a nonce.
    pub require_nonce: bool,
    /// Which notices may be recorded.
    pub notices: NoticePolicy,
    /// The log's name in checkpoints and receipts, e.g. `shop.example/log`.
    pub log_origin: String,
    /// What opens exports and evidence; without one they stay closed.
    pub api_token: Option<ApiToken>,
    /// What opens the dashboard; without one there is none.
    pub admin_token: Option<ApiToken>,
    /// What is asked of a message besides consent.
    pub sending: SendingRules,
    /// How much is let through from outside.
    pub rates: Rates,
    /// Proxies whose word on the caller's address counts, besides those on this machine.
    pub trusted_proxies: Vec<IpAddr>,
    /// How it takes part in WhatsApp; without it the webhook stays closed.
    pub webhook: Option<WebhookSettings>,
    /// Whom to tell what people did; without it nobody is.
    pub outbox: Option<OutboxSettings>,
}

/// An act that is in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The act's `jti`.
    pub jti: String,
    /// The compact receipt: the same bytes whenever the same act is sent.
    pub receipt: String,
    /// Whether it was stored before this call.
    pub repeated: bool,
}

/// A challenge to sign with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The nonce, for the act's claim of that name.
    pub nonce: String,
    /// When it stops being good, seconds since 1970.
    pub expires_at: i64,
}

/// A record that has just been stored, without anything that identifies a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// Position in the ledger.
    pub seq: u64,
    /// The act's `jti`.
    pub jti: String,
    /// The event's name, e.g. `ConsentGiven`.
    pub event: String,
    /// `self-asserted`, `fresh` …
    pub assurance: String,
}

impl fmt::Display for StoredEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {} stored: {} ({}) {}", self.seq, self.event, self.assurance, self.jti)
    }
}

/// Takes acts, stores them and answers with receipts. Cheap to clone; knows no HTTP.
#[derive(Clone)]
pub struct Receiver(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) settings: Settings,
    pub(crate) keys: Arc<Keys>,
    pub(crate) log: Arc<CheckpointKey>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    pub(crate) metrics: Metrics,
    limits: Limits,
    pub(crate) webhook: Option<Webhook>,
    pub(crate) outbox: Option<Outbox>,
    writer: Mutex<Option<Arc<Writer>>>,
    writing: Mutex<Option<JoinHandle<()>>>,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}

impl Receiver {
    /// Starts a receiver on a store; `on_stored` hears of each record once it is on disk. Needs a Tokio runtime.
    /// Fails when the settings name the log in a way that cannot be.
    pub fn start(
        settings: Settings,
        keys: Keys,
        store: Arc<dyn Store>,
        clock: Clock,
        on_stored: impl Fn(&StoredEvent) + Send + Sync + 'static,
    ) -> Result<Self, KeyError> {
        let log = Arc::new(keys.checkpoint(&settings.log_origin)?);
        let limits = Limits::new(settings.rates);
        let keys = Arc::new(keys);
        let seal: Arc<Seal<'static>> = Arc::new({
            let (keys, log, issuer) = (keys.clone(), log.clone(), settings.issuer.clone());
            move |record: &NewRecord, place: &Place<'_>| {
                keys.sign(&receipt(&issuer, &log, &keys, record, place).ok_or(SealError)?)
            }
        });
        let metrics = Metrics::new(clock());
        let counted = metrics.clone();
        let on_stored: Arc<OnStored> = Arc::new(move |record: &NewRecord, seq| {
            let event = StoredEvent {
                seq,
                jti: record.jti.clone(),
                event: name_of(&record.event),
                assurance: name_of(&record.assurance),
            };
            counted.stored(&event.event, &event.assurance);
            tracing::info!(
                seq,
                jti = event.jti,
                event = event.event,
                assurance = event.assurance,
                "record stored"
            );
            on_stored(&event);
        });
        let webhook = settings.webhook.clone();
        let webhook = webhook.map(|settings| Webhook::start(settings, store.clone(), clock.clone()));
        let webhook = webhook.transpose().map_err(|_| KeyError::Tls)?;
        let outbox = settings.outbox.clone().map(|settings| {
            Outbox::start(settings, store.clone(), keys.clone(), clock.clone(), metrics.clone())
        });
        let outbox = outbox.transpose().map_err(|_| KeyError::Tls)?;
        let wake = outbox.as_ref().map(|outbox| outbox.wake().clone());
        let (writer, writing) =
            Writer::start(store.clone(), clock.clone(), seal, on_stored, metrics.clone(), wake);
        Ok(Self(Arc::new(Inner {
            settings,
            keys,
            log,
            store,
            clock,
            metrics,
            limits,
            webhook,
            outbox,
            writer: Mutex::new(Some(Arc::new(writer))),
            writing: Mutex::new(Some(writing)),
        })))
    }

    /// Verifies a compact act and stores it. `Ok` means that it is on disk. The same act again returns the same
    /// receipt; a refused one leaves the store as it was.
    pub async fn accept(&self, compact: &str) -> Result<Accepted, Error> {
        self.accept_from(None, compact).await
    }

    /// As [`accept`](Self::accept), for a caller from outside, within the rates that it, its key and its number have.
    pub async fn accept_from(&self, caller: Option<IpAddr>, compact: &str) -> Result<Accepted, Error> {
        self.admit(caller)?;
        let inner = &*self.0;
        let expect =
            Expect { audiences: Some(&inner.settings.audiences), issuers: Some(&inner.settings.origins) };
        let act = verify_act(compact, &AwsLc, &expect)?;
        if caller.is_some() {
            inner.limits.act(&act.key().thumbprint(), act.e164(), act.event.kind)?;
        }
        let nonce = match self.judge(&act).await {
            Ok(nonce) => nonce,
            // What was once acknowledged stays so, although its nonce has expired by now.
            Err(refusal) => return self.repeated(&act, compact).await?.ok_or(refusal),
        };
        let assurance = if nonce.is_some() { Assurance::Fresh } else { Assurance::SelfAsserted };
        self.store(act, compact, nonce, assurance).await
    }

    /// Refuses a caller from outside who asks too often; `None` is one on this machine.
    pub fn admit(&self, caller: Option<IpAddr>) -> Result<(), Error> {
        caller.map_or(Ok(()), |address| self.0.limits.address(address))
    }

    /// What is counted.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Stores what was judged already.
    pub(crate) async fn store(
        &self,
        act: Verified,
        compact: &str,
        nonce: Option<UsedNonce>,
        assurance: Assurance,
    ) -> Result<Accepted, Error> {
        let jti = act.jti.clone();
        let record = new_record(act, compact, nonce, assurance)?;
        let writer = self.0.writer.lock().await.clone().ok_or(Error::StoreUnavailable)?;
        match writer.append(record).await.map_err(|_| Error::StoreUnavailable)? {
            Appended::Stored(stored) => Ok(Accepted { jti, receipt: stored.receipt, repeated: false }),
            Appended::Repeated(stored) => Ok(Accepted { jti, receipt: stored.receipt, repeated: true }),
            Appended::JtiConflict => Err(Error::JtiConflict),
            Appended::NonceUsed => Err(Error::NonceUsed),
        }
    }

    /// Stores what was heard of contacts, such as a webhook's content, durably and once for good; tells which entries
    /// were new. An entry is known by its id under its contact, so an id names one occurrence: the message's id for a
    /// message, and that with a suffix for what follows from it. `at` is the server's clock on arrival.
    pub async fn learn(&self, entries: Vec<Entry>) -> Result<Vec<bool>, Error> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let writer = self.0.writer.lock().await.clone().ok_or(Error::StoreUnavailable)?;
        let entries = entries.into_iter().map(normal_entry).collect();
        writer.learn(entries).await.map_err(|_| Error::StoreUnavailable)
    }

    /// Stores records in one commit.
    pub(crate) async fn append_all(&self, records: Vec<NewRecord>) -> Result<Vec<Appended>, Error> {
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let writer = self.0.writer.lock().await.clone().ok_or(Error::StoreUnavailable)?;
        writer.append_all(records).await.map_err(|_| Error::StoreUnavailable)
    }

    pub(crate) async fn write_sends(&self, sends: Vec<Sent>) -> Result<Vec<bool>, Error> {
        if sends.is_empty() {
            return Ok(Vec::new());
        }
        let writer = self.0.writer.lock().await.clone().ok_or(Error::StoreUnavailable)?;
        writer.sent(sends).await.map_err(|_| Error::StoreUnavailable)
    }

    /// Server time in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        (self.0.clock)()
    }

    /// Issues a challenge.
    pub fn challenge(&self) -> Result<Challenge, Error> {
        let now_ms = (self.0.clock)();
        let nonce = nonce::issue(self.0.keys.challenge(), now_ms).ok_or(Error::StoreUnavailable)?;
        Ok(Challenge { nonce, expires_at: (now_ms + nonce::LIFETIME_MS) / 1000 })
    }

    /// The public keys of its receipts.
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// What it asks of acts.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Succeeds when the store answers and the task that writes to it is there.
    pub async fn check(&self) -> Result<(), Error> {
        let writing = self.0.writer.lock().await.as_ref().is_some_and(|writer| writer.is_running());
        if !writing {
            return Err(Error::StoreUnavailable);
        }
        self.0.store.check().await.map_err(unavailable)
    }

    /// Takes nothing more, stores what was let in, and closes the store.
    pub async fn close(&self) {
        if let Some(webhook) = &self.0.webhook {
            webhook.stop().await;
        }
        self.0.writer.lock().await.take();
        if let Some(writing) = self.0.writing.lock().await.take() {
            let _ = writing.await;
        }
        // Tries under way are waited for a little; everything else waits in the store.
        if let Some(outbox) = &self.0.outbox {
            outbox.stop().await;
        }
        self.0.store.close().await;
    }

    /// Sends what is due now, instead of at the next look.
    #[doc(hidden)]
    pub fn wake(&self) {
        if let Some(webhook) = &self.0.webhook {
            webhook.wake();
        }
        if let Some(outbox) = &self.0.outbox {
            outbox.wake().notify_one();
        }
    }

    /// What the act alone cannot say: whether its number can be in use, its words are registered and its nonce is ours.
    async fn judge(&self, act: &Verified) -> Result<Option<UsedNonce>, Error> {
        // A withdrawal is honoured whatever the number's plan, the page's words or its nonce have become since.
        if act.event.kind == EventType::ConsentWithdrawn {
            return Ok(None);
        }
        let Settings { require_nonce, notices, .. } = &self.0.settings;
        let number = PhoneNumber::parse(act.e164(), None).map_err(|_| Error::NumberInvalid)?;
        if !number.is_valid() {
            return Err(Error::NumberInvalid);
        }
        // Consent to be written to where nobody can be reached would be a record of a mistake.
        if gives(act.event.kind) && !number.whatsapp_reachable() {
            return Err(Error::NumberUnreachable);
        }
        if *notices == NoticePolicy::Registered
            && !self.0.store.is_notice_registered(&act.notice.sha256).await.map_err(unavailable)?
        {
            return Err(Error::NoticeNotRegistered);
        }
        if *require_nonce && act.nonce.is_none() {
            return Err(Error::NonceRequired);
        }
        let check = |nonce: &String| nonce::check(self.0.keys.challenge(), nonce, (self.0.clock)());
        act.nonce.as_ref().map(check).transpose()
    }

    /// The earlier answer, when this act is stored already.
    async fn repeated(&self, act: &Verified, compact: &str) -> Result<Option<Accepted>, Error> {
        let stored = self.0.store.record(&act.jti).await.map_err(unavailable)?;
        let same = stored.filter(|stored| stored.act == compact);
        Ok(same.map(|s| Accepted { jti: act.jti.clone(), receipt: s.receipt, repeated: true }))
    }
}

/// Whether there is something to withdraw afterwards.
pub(crate) fn gives(event: EventType) -> bool {
    matches!(event, EventType::ConsentGiven | EventType::RenewedConsentGiven)
}

pub(crate) fn random_salt() -> Result<[u8; SALT_BYTES], Error> {
    let mut salt = [0; SALT_BYTES];
    aws_lc_rs::rand::fill(&mut salt).map_err(|_| Error::StoreUnavailable)?;
    Ok(salt)
}

fn new_record(
    act: Verified,
    compact: &str,
    nonce: Option<UsedNonce>,
    assurance: Assurance,
) -> Result<NewRecord, Error> {
    let salt = random_salt()?;
    let entry = Entry::from_act(&act, 0, nonce.as_ref().map(|nonce| nonce.issued_ms), assurance);
    Ok(NewRecord {
        jti: act.jti.clone(),
        act: compact.to_owned(),
        act_sha256: act.sha256().to_owned(),
        number: act.e164().to_owned(),
        event: act.event.kind,
        notice: NoticeText { sha256: act.notice.sha256.clone(), text: act.notice.text.clone() },
        key_thumbprint: act.key().thumbprint(),
        assurance,
        nonce,
        salt,
        // The store gives it its time.
        occurrence: entry.map(|entry| normal_occurrence(entry.what)),
    })
}

fn receipt(
    issuer: &str,
    log: &CheckpointKey,
    keys: &Keys,
    record: &NewRecord,
    place: &Place<'_>,
) -> Option<Receipt> {
    let iat = place.received_ms.div_euclid(1000);
    let token = gives(record.event).then(|| link::issue(keys.link(), &record.jti, iat)).flatten();
    Some(Receipt {
        iss: issuer.to_owned(),
        iat,
        jti: record.jti.clone(),
        record_sha256: record.act_sha256.clone(),
        seq: place.seq,
        assurance: record.assurance,
        log: Some(prove_latest(log.origin(), place.seq, &record.salt, place.tree).ok()?),
        withdraw_url: token.map(|token| format!("{issuer}/manage/{token}")),
    })
}

/// The name a value has in the record, e.g. `self-asserted`.
pub(crate) fn name_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The value of a name in the record.
pub(crate) fn value_of<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

pub(crate) fn unavailable(error: StoreError) -> Error {
    tracing::error!(%error, "the store failed");
    Error::StoreUnavailable
}
