//! A person's change by the link of their receipt: other choices, or another number. It counts once the number itself asks
//! for it.
//!
//! ```text
//! page: number, choices ─► code, in a sentence for WhatsApp ─► message of that very number ─► a new act, superseding the old
//! ```
//!
//! Nothing is stored before the message comes: the code carries the record, the choices and the time, and our authentication
//! of these and of the number. So a link that fell into other hands gives nobody's number away to messages.

use aws_lc_rs::hmac;
use url::Url;
use whatsapp_opt_in::consent::ledger::{Identity, ServerTime};
use whatsapp_opt_in::consent::{
    Act, Assurance, AwsLc, Event, EventType, Expect, Method, Notice, Purpose, PurposeChoice, Ui, sha256_hex,
    verify_act,
};
use whatsapp_opt_in::phone::PhoneNumber;
use whatsapp_opt_in::text::{Prompt, Terms, for_language, more_for_language};

use crate::cloud::words::words;
use crate::contact::normal;
use crate::error::Error;
use crate::link;
use crate::log::damaged;
use crate::nonce;
use crate::receiver::{Receiver, gives, unavailable};
use crate::webhook::{Written, code, confirm_url};
use crate::withdraw::Managed;

/// Purposes of a record that a change can choose among: as many as the code has bits for.
pub(crate) const PURPOSES: usize = 16;

/// A record's `jti` (a UUID's 16 bytes), the time in seconds, the choices.
const BODY: usize = 16 + 4 + 2;
/// Guesses go through WhatsApp, from a number of one's own: 64 bits are plenty.
const TAG: usize = 8;
/// Characters of a code: 30 bytes, five bits each.
const LENGTH: usize = (BODY + TAG) * 8 / 5;

/// A change that waits for its message.
#[derive(Clone, Debug)]
pub struct ChangeLink {
    /// The words the person agrees to.
    pub prompt: Prompt,
    /// The number that has to ask, E.164.
    pub number: String,
    /// Opens WhatsApp with the sentence ready to be sent.
    pub url: String,
}

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wish {
    jti: String,
    issued_s: u32,
    /// One bit for each purpose of the record, the first one lowest.
    choices: u16,
}

impl Receiver {
    /// Whether the page behind a link can offer a change: there is a number to write to, and a consent to change.
    pub fn can_change(&self, managed: &Managed) -> bool {
        let over = managed.act.valid_until.is_some_and(|end| end.saturating_mul(1000) <= self.now_ms());
        self.business_number().is_some() && managed.changed.is_none() && !over
    }

    /// The way to change what a link is for to these purposes, and to this number unless it is empty. A number without its
    /// country code is read as one of the country of the present number.
    pub fn change_link(
        &self,
        managed: &Managed,
        number: &str,
        purposes: &[String],
    ) -> Result<ChangeLink, Error> {
        let business = self.business_number().filter(|_| self.can_change(managed));
        let business = business.ok_or(Error::LinkUnknown)?;
        let act = &managed.act;
        let number = chosen_number(act, number)?;
        let known = |id: &String| act.purposes.iter().take(PURPOSES).any(|purpose| purpose.id == *id);
        if purposes.is_empty() || !purposes.iter().all(known) {
            return Err(Error::BodyInvalid);
        }
        let chosen = act.purposes.iter().take(PURPOSES).enumerate();
        let chosen = chosen.filter(|(_, purpose)| purposes.contains(&purpose.id));
        let choices = chosen.fold(0, |choices, (place, _)| choices | 1 << place);
        let issued_s = u32::try_from(self.now_ms().div_euclid(1000)).unwrap_or(u32::MAX);
        let wish = Wish { jti: act.jti.clone(), issued_s, choices };
        let code = wish.code(self.0.keys.link(), &number).ok_or(Error::LinkUnknown)?;
        let text = format!("{} {code}", words(&act.notice.language).confirm);
        let url = confirm_url(business, &text).ok_or(Error::LinkUnknown)?;
        Ok(ChangeLink { prompt: prompt(act, &wish.of(&act.purposes)), number, url })
    }

    /// Carries out the change a message asks for, if it does.
    pub(crate) async fn change(&self, message: &Written) -> Result<(), Error> {
        let Identity::Phone(number) = &message.number else { return Ok(()) };
        for code in message.texts.iter().flat_map(|text| code::words(text, LENGTH)) {
            let Some(wish) = Wish::read(self.0.keys.link(), &code, number) else { continue };
            if message.sent_at > wish.issued_ms().saturating_add(code::LIFETIME_MS) {
                continue;
            }
            let Some(record) = self.0.store.record(&wish.jti).await.map_err(unavailable)? else { continue };
            let Ok(given) = verify_act(&record.act, &AwsLc, &Expect::default()).map_err(damaged) else {
                continue;
            };
            if gives(given.event.kind) {
                self.store_change(&given, number, &wish).await?;
            }
        }
        Ok(())
    }

    async fn store_change(&self, given: &Act, number: &str, wish: &Wish) -> Result<(), Error> {
        // Issued when the page was shown: a STOP that came since is the later word, even if it overtook this message.
        let nonce = nonce::issue(self.0.keys.challenge(), wish.issued_ms()).ok_or(Error::StoreUnavailable)?;
        let used = nonce::check(self.0.keys.challenge(), &nonce, wish.issued_ms())?;
        let made = self.changed_act(given, number, wish, nonce).and_then(|act| {
            let compact = self.0.keys.sign_act(&act).map_err(damaged)?;
            Ok((verify_act(&compact, &AwsLc, &Expect::default()).map_err(damaged)?, compact))
        });
        let Ok((act, compact)) = made else {
            // An act of so many words that another with them is too long: asking again would not help.
            tracing::warn!("a change cannot be made into an act and is left out");
            return Ok(());
        };
        match self.store(act, &compact, Some(used), Assurance::NumberConfirmed).await {
            // The message came before, or another change through this link did.
            Err(Error::JtiConflict) => Ok(()),
            stored => stored.map(drop),
        }
    }

    /// The act the receiver sets down for the person, under its own key.
    fn changed_act(&self, given: &Act, number: &str, wish: &Wish, nonce: String) -> Result<Act, Error> {
        let issuer = &self.0.settings.issuer;
        let origin = Url::parse(issuer).map_err(damaged)?.origin().ascii_serialization();
        let purposes = wish.of(&given.purposes);
        let language = for_language(&given.notice.language).language.to_owned();
        let text = notice_text(&prompt(given, &purposes), &language);
        let number_edited = number != given.sub.trim_start_matches("tel:");
        // The same number for the same purposes, agreed to once more.
        let renews = !number_edited && purposes == given.purposes;
        Ok(Act {
            iss: origin,
            aud: Some(format!("{issuer}/v1/consents")),
            iat: self.now_ms().div_euclid(1000),
            jti: self.change_jti(&given.jti)?,
            sub: format!("tel:{number}"),
            nonce: Some(nonce),
            event: Event {
                kind: if renews { EventType::RenewedConsentGiven } else { EventType::ConsentGiven },
                method: Method::PreferenceCentre,
                supersedes: Some(given.jti.clone()),
            },
            purposes,
            notice: Notice { sha256: sha256_hex(text.as_bytes()), text, version: None, language },
            ui: Ui { number_edited, ..self.own_ui() },
            policy: None,
            ..given.clone()
        })
    }

    pub(crate) fn change_jti(&self, jti: &str) -> Result<String, Error> {
        link::change_jti(self.0.keys.link(), jti).ok_or(Error::LinkUnknown)
    }

    fn business_number(&self) -> Option<&str> {
        self.0.webhook.as_ref()?.settings().number.as_deref()
    }
}

impl ChangeLink {
    /// The words as they will stand in the record; the page shows them line by line, the last one as its button.
    pub fn notice_text(&self, language: &str) -> String {
        notice_text(&self.prompt, language)
    }
}

impl Wish {
    fn issued_ms(&self) -> ServerTime {
        i64::from(self.issued_s) * 1000
    }

    /// The record's purposes with these choices.
    fn of(&self, purposes: &[PurposeChoice]) -> Vec<PurposeChoice> {
        let chosen = |place: usize| place < PURPOSES && self.choices & 1 << place != 0;
        let purposes = purposes.iter().enumerate();
        purposes.map(|(place, purpose)| PurposeChoice { granted: chosen(place), ..purpose.clone() }).collect()
    }

    fn code(&self, key: &hmac::Key, number: &str) -> Option<String> {
        let mut bytes = link::uuid_bytes(&self.jti)?.to_vec();
        bytes.extend(self.issued_s.to_be_bytes());
        bytes.extend(self.choices.to_be_bytes());
        let tag = tag(key, &bytes, number);
        bytes.extend(&tag.as_ref()[..TAG]);
        Some(code::letters(&bytes))
    }

    /// Reads a code that came from this number.
    fn read(key: &hmac::Key, code: &str, number: &str) -> Option<Self> {
        let bytes: [u8; BODY + TAG] = code::bytes(code)?.try_into().ok()?;
        let (body, given) = bytes.split_at(BODY);
        let tag = tag(key, body, number);
        aws_lc_rs::constant_time::verify_slices_are_equal(&tag.as_ref()[..TAG], given).ok()?;
        Some(Self {
            jti: link::uuid_text(&body[..16]),
            issued_s: u32::from_be_bytes(body[16..20].try_into().ok()?),
            choices: u16::from_be_bytes(body[20..].try_into().ok()?),
        })
    }
}

fn tag(key: &hmac::Key, body: &[u8], number: &str) -> hmac::Tag {
    hmac::sign(key, &[b"change of ", body, b" for ", number.as_bytes()].concat())
}

/// The number a person typed, as everything is filed; the act's own when they typed none.
fn chosen_number(act: &Act, typed: &str) -> Result<String, Error> {
    let own = act.sub.trim_start_matches("tel:");
    let typed = typed.trim();
    let number = if typed.is_empty() {
        own.to_owned()
    } else {
        let region = PhoneNumber::parse(own, None).ok().and_then(|number| number.region());
        let number = PhoneNumber::parse(typed, region).map_err(|_| Error::NumberInvalid)?;
        if !number.is_valid() {
            return Err(Error::NumberInvalid);
        }
        if !number.whatsapp_reachable() {
            return Err(Error::NumberUnreachable);
        }
        number.e164()
    };
    match normal(Identity::Phone(number)) {
        Identity::Phone(number) | Identity::Bsuid(number) => Ok(number),
    }
}

/// What the person is asked: the card's own sentences, with the terms of the act that is changed.
fn prompt(given: &Act, purposes: &[PurposeChoice]) -> Prompt {
    let texts = for_language(&given.notice.language);
    let purposes: Vec<Purpose> = purposes
        .iter()
        .filter(|purpose| purpose.granted)
        .map(|p| Purpose { id: p.id.clone(), category: p.category, text: p.text.clone() })
        .collect();
    let until = given.valid_until.and_then(|end| jiff::Timestamp::from_second(end).ok());
    let until = until.map(|end| end.to_zoned(jiff::tz::TimeZone::UTC).date().to_string());
    let terms = Terms { frequency: None, recipients: given.recipients.clone(), until };
    let mut prompt = Prompt::new(texts, &given.controller.name, &purposes);
    prompt.terms = terms.sentences(texts, more_for_language(texts.language), |_| None);
    prompt
}

fn notice_text(prompt: &Prompt, language: &str) -> String {
    format!("{}\n{}", prompt.notice_text(), more_for_language(language).confirm)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "+33612345678";

    fn key(secret: &[u8]) -> hmac::Key {
        hmac::Key::new(hmac::HMAC_SHA256, secret)
    }

    #[test]
    fn a_code_is_read_from_its_number_alone_however_it_is_written() {
        let jti = "01931e5e-7b5a-7c3d-9e2f-0123456789ab".to_owned();
        let wish = Wish { jti, issued_s: 1_795_000_000, choices: 0b101 };
        let code = wish.code(&key(b"a"), NUMBER).expect("a code");
        assert_eq!(code.len(), LENGTH);
        let read = |text: &str, secret: &[u8], number| {
            let words = code::words(text, LENGTH);
            words.iter().find_map(|word| Wish::read(&key(secret), word, number))
        };
        for text in [code.clone(), code.to_lowercase(), format!("Je confirme. Code : {code}.")] {
            assert_eq!(read(&text, b"a", NUMBER), Some(wish.clone()), "{text}");
            assert_eq!(read(&text, b"b", NUMBER), None);
            assert_eq!(read(&text, b"a", "+33612345679"), None);
        }
        for place in 0..code.len() {
            let mut changed = code.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            assert_eq!(read(&changed, b"a", NUMBER), None, "at {place}");
        }
        assert_eq!(read(&code[1..], b"a", NUMBER), None);
    }
}
