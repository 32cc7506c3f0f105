//! A person's way out by the link of their receipt: see what was agreed, withdraw it. What else the link can do is in
//! `change.rs`.

use serde_json::{Value, json};
use url::Url;
use whatsapp_opt_in::consent::{
    Act, Assurance, AwsLc, Event, EventType, Expect, Method, Notice, PurposeChoice, SCHEMA, Ui, Verified,
    VerifiedReceipt, sha256_hex, verify_act, verify_receipt,
};

use crate::error::Error;
use crate::link;
use crate::log::damaged;
use crate::receiver::{Receiver, gives, unavailable};
use crate::store::StoredRecord;

/// What a link is for.
#[derive(Clone, Debug)]
pub struct Managed {
    /// The act that gave consent.
    pub act: Verified,
    /// When it was stored, server time in seconds since 1970.
    pub received_s: i64,
    /// The person's proof of it: act, receipt, keys, and the link itself.
    pub proof: Value,
    /// The withdrawal of everything through this link, once there is one.
    pub withdrawn: Option<Withdrawn>,
    /// What was withdrawn by itself: the purpose's id, and its withdrawal.
    pub ended: Vec<(String, Withdrawn)>,
    /// The newer choice that holds instead, once there is one.
    pub changed: Option<Changed>,
}

impl Managed {
    /// What was agreed to, in the record's order.
    pub fn granted(&self) -> impl Iterator<Item = &PurposeChoice> {
        self.act.purposes.iter().filter(|purpose| purpose.granted)
    }

    /// What was not withdrawn through this link since.
    pub fn standing(&self) -> Vec<&PurposeChoice> {
        let ended = |purpose: &PurposeChoice| self.ended.iter().any(|(id, _)| *id == purpose.id);
        self.granted().filter(|purpose| self.withdrawn.is_none() && !ended(purpose)).collect()
    }
}

/// A change that is in the ledger.
#[derive(Clone, Debug)]
pub struct Changed {
    /// When it was stored, server time in seconds since 1970.
    pub at_s: i64,
    /// The token of its own link.
    pub token: String,
}

/// A withdrawal that is in the ledger.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// When it was stored, server time in seconds since 1970.
    pub at_s: i64,
    /// The person's proof: act, receipt and keys.
    pub proof: Value,
}

/// The words a page showed beside its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWords {
    /// The text, in reading order.
    pub text: String,
    /// Its language (BCP 47).
    pub language: String,
}

impl Receiver {
    /// What the link with this token is for.
    pub async fn managed(&self, token: &str) -> Result<Managed, Error> {
        let now_s = (self.0.clock)().div_euclid(1000);
        let jti = link::check(self.0.keys.link(), token, now_s)?;
        let record = self.0.store.record(&jti).await.map_err(unavailable)?.ok_or(Error::LinkUnknown)?;
        let (act, receipt) = self.read(&record)?;
        if !gives(act.event.kind) {
            return Err(Error::LinkUnknown);
        }
        let withdrawn = self.withdrawn(&jti, None).await?;
        let mut ended = Vec::new();
        for purpose in act.purposes.iter().filter(|purpose| purpose.granted) {
            let withdrawn = self.withdrawn(&jti, Some(&purpose.id)).await?;
            ended.extend(withdrawn.map(|withdrawn| (purpose.id.clone(), withdrawn)));
        }
        let changed = self.changed(&jti).await?;
        let mut proof = self.proof(&record);
        proof["withdraw_url"] = json!(receipt.withdraw_url);
        Ok(Managed { act, received_s: receipt.iat, proof, withdrawn, ended, changed })
    }

    /// Stores the withdrawal of what a link is for, or of one purpose of it; a second time changes nothing.
    pub async fn withdraw(
        &self,
        managed: &Managed,
        purpose: Option<&str>,
        words: PageWords,
    ) -> Result<(), Error> {
        if purpose.is_some_and(|id| !managed.granted().any(|purpose| purpose.id == id)) {
            return Err(Error::BodyInvalid);
        }
        let standing = managed.standing();
        if purpose.map_or(managed.withdrawn.is_some(), |id| !standing.iter().any(|purpose| purpose.id == id))
        {
            return Ok(());
        }
        let act = self.withdrawal(&managed.act, purpose, words)?;
        let compact = self.0.keys.sign_act(&act).map_err(damaged)?;
        let act = verify_act(&compact, &AwsLc, &Expect::default()).map_err(damaged)?;
        match self.store(act, &compact, None, Assurance::SelfAsserted).await {
            // Two presses at once: the other one is stored.
            Err(Error::JtiConflict) => Ok(()),
            stored => stored.map(drop),
        }
    }

    /// The act the receiver sets down for the person, under its own key.
    fn withdrawal(&self, given: &Act, purpose: Option<&str>, words: PageWords) -> Result<Act, Error> {
        let issuer = &self.0.settings.issuer;
        let origin = Url::parse(issuer).map_err(damaged)?.origin().ascii_serialization();
        let named = given.purposes.iter().filter(|p| purpose.is_none_or(|id| p.id == id));
        let purposes = named.map(|p| PurposeChoice { granted: false, ..p.clone() });
        Ok(Act {
            iss: origin,
            aud: Some(format!("{issuer}/v1/consents")),
            iat: (self.0.clock)().div_euclid(1000),
            jti: self.withdrawal_jti(&given.jti, purpose)?,
            sub: given.sub.clone(),
            nonce: None,
            schema: SCHEMA,
            event: Event {
                kind: EventType::ConsentWithdrawn,
                method: Method::PreferenceCentre,
                supersedes: Some(given.jti.clone()),
            },
            controller: given.controller.clone(),
            purposes: purposes.collect(),
            notice: Notice {
                sha256: sha256_hex(words.text.as_bytes()),
                text: words.text,
                version: None,
                language: words.language,
            },
            withdrawal: given.withdrawal.clone(),
            retention: None,
            valid_until: None,
            jurisdiction: given.jurisdiction.clone(),
            recipients: Vec::new(),
            ui: self.own_ui(),
            policy: None,
        })
    }

    /// What an act of the page behind a link says of that page.
    pub(crate) fn own_ui(&self) -> Ui {
        Ui {
            checked_by_default: false,
            number_edited: false,
            // The receiver sees a request, not a person's hand.
            trusted_event: false,
            input: "other".into(),
            logo: false,
            widget: concat!("opt-in-receiver/", env!("CARGO_PKG_VERSION")).into(),
            wasm_sha256: None,
            // Without the token: who reads the record must not hold the link.
            page: format!("{}/manage", self.0.settings.issuer),
        }
    }

    fn withdrawal_jti(&self, jti: &str, purpose: Option<&str>) -> Result<String, Error> {
        link::withdrawal_jti(self.0.keys.link(), jti, purpose).ok_or(Error::LinkUnknown)
    }

    /// The withdrawal of the record `jti`, whole or of one purpose, if there is one.
    async fn withdrawn(&self, jti: &str, purpose: Option<&str>) -> Result<Option<Withdrawn>, Error> {
        let jti = self.withdrawal_jti(jti, purpose)?;
        let Some(record) = self.0.store.record(&jti).await.map_err(unavailable)? else { return Ok(None) };
        Ok(Some(Withdrawn { at_s: self.read(&record)?.1.iat, proof: self.proof(&record) }))
    }

    /// The change of the record `jti`, if there is one.
    async fn changed(&self, jti: &str) -> Result<Option<Changed>, Error> {
        let jti = self.change_jti(jti)?;
        let Some(record) = self.0.store.record(&jti).await.map_err(unavailable)? else { return Ok(None) };
        let at_s = self.read(&record)?.1.iat;
        let token = link::issue(self.0.keys.link(), &jti, at_s).ok_or(Error::LinkUnknown)?;
        Ok(Some(Changed { at_s, token }))
    }

    /// What `opt-in verify` reads.
    fn proof(&self, record: &StoredRecord) -> Value {
        let jwks: Value = serde_json::from_str(self.keys().jwks()).unwrap_or_default();
        json!({"consent": record.act, "receipt": record.receipt, "jwks": jwks})
    }

    /// The act, and the receipt it was given.
    fn read(&self, record: &StoredRecord) -> Result<(Verified, VerifiedReceipt), Error> {
        let act = verify_act(&record.act, &AwsLc, &Expect::default()).map_err(damaged)?;
        let receipt = verify_receipt(&record.receipt, &AwsLc, self.keys().trusted(), Some(&act));
        Ok((act, receipt.map_err(damaged)?))
    }
}
