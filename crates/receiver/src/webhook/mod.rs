//! What WhatsApp tells of people: messages, preferences, failed answers, changed numbers.
//!
//! ```text
//! bytes ─► signature ─► envelope: items ─► reading: entries ─► one durable commit ─► 200
//!                                             └─► answer: the one message after a STOP, queued before the 200
//! ```

mod answer;
pub(crate) mod code;
mod envelope;
mod reading;
mod said;
pub(crate) mod signature;

use std::collections::BTreeSet;

use serde::Serialize;
use url::Url;
use utoipa::ToSchema;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, ServerTime};
use whatsapp_opt_in::consent::{AwsLc, Expect, verify_act};

use crate::cloud::words::words;
use crate::cloud::{Cloud, CloudSettings};
use crate::error::Error;
use crate::receiver::{Accepted, Receiver, gives, unavailable};
use crate::store::AnswerQueue;

use answer::Sending;
use reading::Reading;
pub use reading::StopSettings;
pub(crate) use reading::Written;
use signature::Secrets;

/// How the receiver takes part in WhatsApp.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSettings {
    /// The app's secret, under which Meta signs.
    pub app_secret: String,
    /// The word agreed on with Meta's form.
    pub verify_token: Option<String>,
    /// The operator's choices about opt-out messages.
    pub stop: StopSettings,
    /// The business's number, E.164: receipts come with a link to confirm there.
    pub number: Option<String>,
    /// Where to send the one answer to a STOP; `None` answers nothing.
    pub cloud: Option<CloudSettings>,
}

impl std::fmt::Debug for WebhookSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebhookSettings")
            .field("stop", &self.stop)
            .field("cloud", &self.cloud)
            .finish_non_exhaustive()
    }
}

/// The webhook of a receiver that has one.
pub(crate) struct Webhook {
    secrets: Secrets,
    settings: WebhookSettings,
    sending: Option<Sending>,
}

impl Webhook {
    /// Needs a Tokio runtime. Fails when TLS cannot be had.
    pub(crate) fn start(
        settings: WebhookSettings,
        queue: std::sync::Arc<dyn AnswerQueue>,
        clock: crate::receiver::Clock,
    ) -> Result<Self, reqwest::Error> {
        let secrets = Secrets::new(&settings.app_secret, settings.verify_token.as_deref());
        let cloud = settings.cloud.clone().map(Cloud::new).transpose()?;
        let sending = cloud.map(|cloud| Sending::start(cloud, queue, clock));
        Ok(Self { secrets, settings, sending })
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(crate) fn settings(&self) -> &WebhookSettings {
        &self.settings
    }

    /// Sends what is due now, instead of at the next look.
    pub(crate) fn wake(&self) {
        if let Some(sending) = &self.sending {
            sending.wake();
        }
    }

    /// Lets the message under way go out, and starts no other.
    pub(crate) async fn stop(&self) {
        if let Some(sending) = &self.sending {
            sending.stop().await;
        }
    }
}

/// A way for a person to show that the number is theirs: one tap to WhatsApp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConfirmLink {
    /// Opens WhatsApp with the sentence ready to be sent.
    #[schema(pattern = "^https://wa\\.me/[0-9]+\\?text=")]
    pub url: String,
    /// The one-time code in it, for who would rather type.
    #[schema(pattern = "^[0-9A-HJKMNP-TV-Z]{8}$")]
    pub code: String,
    /// When the code stops being good, seconds since 1970.
    #[schema(minimum = 0)]
    pub expires_at: i64,
}

impl Receiver {
    pub(crate) fn webhook(&self) -> Result<&Webhook, Error> {
        self.0.webhook.as_ref().ok_or(Error::WebhookDisabled)
    }

    /// Takes a delivery whose signature is good. `Ok` means that all it says is on disk.
    pub(crate) async fn hear(&self, body: &[u8]) -> Result<(), Error> {
        let webhook = self.webhook()?;
        let at = self.now_ms();
        let mut reading = reading::read(body, at, &webhook.settings.stop);
        self.resolve(&mut reading, at).await?;
        let written = std::mem::take(&mut reading.written);
        for message in &written {
            let confirmations = self.confirmations(message, at).await?;
            reading.entries.extend(confirmations);
        }
        let new = self.learn(std::mem::take(&mut reading.entries)).await?;
        // Behind what is learned: no change can keep a STOP from being stored.
        for message in &written {
            self.change(message).await?;
        }
        for stop in &reading.stops {
            self.answer(webhook, stop).await?;
        }
        let added = new.iter().filter(|new| **new).count();
        for (kind, outcome, count) in [
            ("item", "read", reading.read),
            ("item", "unusable", reading.unusable),
            ("stop", "heard", u32::try_from(reading.stops.len()).unwrap_or(u32::MAX)),
        ] {
            self.metrics().heard(kind, outcome, count.into());
        }
        tracing::info!(
            items = reading.read,
            unusable = reading.unusable,
            stops = reading.stops.len(),
            new = added,
            known = new.len() - added,
            "webhook heard"
        );
        Ok(())
    }

    /// Decides messages that are a STOP in one language and an ordinary word in others.
    async fn resolve(&self, reading: &mut Reading, at: ServerTime) -> Result<(), Error> {
        let settings = &self.webhook()?.settings.stop;
        for unclear in std::mem::take(&mut reading.unclear) {
            let languages = self.languages_of(&unclear.subject).await?;
            let speaks: Vec<&str> = languages.iter().map(String::as_str).collect();
            if let Some((stop, entry)) = unclear.resolve(&speaks, at, settings) {
                reading.entries.push(entry);
                reading.stops.push(stop);
            }
        }
        Ok(())
    }

    /// The languages of the notices a person agreed to.
    async fn languages_of(&self, subject: &Identity) -> Result<BTreeSet<String>, Error> {
        let mut languages = BTreeSet::new();
        for (entry, _) in opt_ins(&self.entries_about(subject).await?) {
            languages.extend(self.language_of(&entry.id).await?);
        }
        Ok(languages)
    }

    /// The language of the words an act agreed to.
    async fn language_of(&self, jti: &str) -> Result<Option<String>, Error> {
        let record = self.0.store.record(jti).await.map_err(unavailable)?;
        let act = record.and_then(|record| verify_act(&record.act, &AwsLc, &Expect::default()).ok());
        Ok(act.map(|act| act.notice.language.clone()))
    }

    async fn entries_about(&self, subject: &Identity) -> Result<Vec<Entry>, Error> {
        self.0.store.entries_of(std::slice::from_ref(subject)).await.map_err(unavailable)
    }

    /// The opt-ins that the number a message came from confirms with it.
    async fn confirmations(&self, message: &Written, at: ServerTime) -> Result<Vec<Entry>, Error> {
        let words: Vec<String> =
            message.texts.iter().flat_map(|text| code::words(text, code::LENGTH)).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let entries = self.entries_about(&message.number).await?;
        let confirmed = opt_ins(&entries).filter(|(entry, subject)| {
            *subject == &message.number
                && message.sent_at <= entry.at.saturating_add(code::LIFETIME_MS)
                && code::holds(self.0.keys.link(), &entry.id, &words)
        });
        let confirmed = confirmed.map(|(entry, subject)| {
            let what = Occurrence::Confirmation { jti: entry.id.clone(), subject: subject.clone() };
            Entry { id: format!("confirmation:{}", entry.id), at, what }
        });
        Ok(confirmed.collect())
    }

    /// The link by which the person of an act that was just taken can confirm their number; nothing when there is nothing
    /// to confirm, no number to write to, or no time left.
    pub fn confirm_link(&self, compact: &str, accepted: &Accepted) -> Option<ConfirmLink> {
        let number = self.0.webhook.as_ref()?.settings.number.as_ref()?;
        let act = verify_act(compact, &AwsLc, &Expect::default()).ok().filter(|act| gives(act.event.kind))?;
        let trusted = self.keys().trusted();
        let receipt =
            whatsapp_opt_in::consent::verify_receipt(&accepted.receipt, &AwsLc, trusted, Some(&act)).ok()?;
        let expires_at = receipt.iat + code::LIFETIME_MS / 1000;
        if expires_at <= self.now_ms().div_euclid(1000) {
            return None;
        }
        let code = code::code(self.0.keys.link(), &accepted.jti);
        let url = confirm_url(number, &format!("{} {code}", words(&act.notice.language).confirm))?;
        Some(ConfirmLink { url, code, expires_at })
    }
}

/// Opens WhatsApp with this sentence to the business, ready to be sent.
pub(crate) fn confirm_url(business: &str, sentence: &str) -> Option<String> {
    let mut url = Url::parse("https://wa.me/").ok()?;
    url.set_path(business.trim_start_matches('+'));
    // wa.me reads %20 everywhere, and + not everywhere.
    let text: String = url::form_urlencoded::byte_serialize(sentence.as_bytes()).collect();
    url.set_query(Some(&format!("text={}", text.replace('+', "%20"))));
    Some(url.into())
}

/// The opt-ins among some entries, each with its subject.
fn opt_ins(entries: &[Entry]) -> impl Iterator<Item = (&Entry, &Identity)> {
    entries.iter().filter_map(|entry| match &entry.what {
        Occurrence::OptIn(opt_in) => Some((entry, &opt_in.subject)),
        _ => None,
    })
}
