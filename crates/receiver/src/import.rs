//! Opt-ins collected elsewhere: each becomes a record like any other, an act the receiver signs itself.
//!
//! The act says what the importer says: where the consent was collected, when, and the words if they are known. Its
//! `method` is `import`, its key is the receiver's own, and its assurance is the lowest: nobody can mistake it for an act
//! of the person.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use serde::Serialize;
use utoipa::ToSchema;
use whatsapp_opt_in::consent::ledger::{Identity, Occurrence, OptIn};
use whatsapp_opt_in::consent::{
    Act, Assurance, Category, Controller, Event, EventType, Method, Notice, PurposeChoice, PurposeId, SCHEMA,
    Ui, Withdrawal, sha256_hex,
};
use whatsapp_opt_in::phone::PhoneNumber;
use whatsapp_opt_in::text::for_language;

use crate::contact::contact;
use crate::error::Error;
use crate::link;
use crate::receiver::{Receiver, random_salt};
use crate::schema;
use crate::store::{Appended, NewRecord, NoticeText};

/// Opt-ins of one commit: signing the next ones goes on meanwhile.
const CHUNK: usize = 1_000;
/// Refused lines that are listed; all are counted.
const LISTED: usize = 1_000;
/// The longest source and notice, in bytes.
const MAX_SOURCE: usize = 200;
const MAX_NOTICE: usize = 4_000;

/// What all opt-ins of a list share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// Who was allowed to write.
    pub controller: String,
    /// Their privacy notice.
    pub privacy_url: String,
    /// The language of the words (BCP 47).
    pub language: String,
}

/// One opt-in of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// The number, with its country code.
    pub contact: String,
    /// Ids of the catalogue.
    pub purposes: Vec<String>,
    /// When the person agreed, seconds since 1970.
    pub collected_at: i64,
    /// Where: a paper form, a telephone menu, another system.
    pub source: String,
    /// The words the person agreed to, when they are known.
    pub notice: Option<String>,
    /// When the consent ends, seconds since 1970.
    pub valid_until: Option<i64>,
}

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Imported {
    /// Lines that are records now.
    pub imported: u64,
    /// Lines that were imported before.
    pub repeated: u64,
    /// Lines that were refused.
    pub refused: u64,
    /// The first thousand of them.
    #[schema(max_items = 1000)]
    pub refusals: Vec<RefusedLine>,
}

/// A line that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedLine {
    /// Counted from 1, without a CSV file's head.
    #[schema(minimum = 1)]
    pub line: u64,
    /// Why: a stable code.
    #[schema(value_type = schema::ImportCode)]
    pub code: &'static str,
}

impl Receiver {
    /// Imports a list, line by line: a refused line loses no other. `None` stands for a line that could not be read. When
    /// it returns `Ok`, every imported line is on disk; after an error, the same list again repeats nothing.
    pub async fn import<L>(&self, facts: ListFacts, lines: L) -> Result<Imported, Error>
    where
        L: IntoIterator<Item = Option<ImportLine>>,
        L::IntoIter: Send,
    {
        let facts = Arc::new(facts);
        let mut numbered = (1..).zip(lines);
        // Read as they are needed, so that a long list is never in memory line by line.
        let chunks = std::iter::from_fn(move || {
            let chunk: Vec<(u64, _)> = numbered.by_ref().take(CHUNK).collect();
            (!chunk.is_empty()).then_some(chunk)
        });
        let results = stream::iter(chunks).map(|chunk| {
            let (receiver, facts) = (self.clone(), facts.clone());
            async move {
                let making = tokio::task::spawn_blocking({
                    let receiver = receiver.clone();
                    move || receiver.imported_records(&facts, chunk)
                });
                let (records, refused) = making.await.map_err(|_| Error::StoreUnavailable)??;
                Ok::<_, Error>((receiver.append_all(records).await?, refused))
            }
        });
        let sum = |mut sum: Imported, (outcomes, refused): (Vec<Appended>, Vec<RefusedLine>)| async move {
            let new = outcomes.iter().filter(|outcome| matches!(outcome, Appended::Stored(_))).count() as u64;
            sum.imported += new;
            sum.repeated += outcomes.len() as u64 - new;
            sum.refused += refused.len() as u64;
            let room = LISTED - sum.refusals.len();
            sum.refusals.extend(refused.into_iter().take(room));
            Ok(sum)
        };
        results.buffered(3).try_fold(Imported::default(), sum).await
    }

    /// Signs the acts of some lines.
    fn imported_records(
        &self,
        facts: &ListFacts,
        lines: Vec<(u64, Option<ImportLine>)>,
    ) -> Result<(Vec<NewRecord>, Vec<RefusedLine>), Error> {
        let (mut records, mut refused) = (Vec::with_capacity(lines.len()), Vec::new());
        for (line, read) in lines {
            match read.ok_or("line_invalid").and_then(|read| self.imported_act(facts, &read)) {
                Ok(act) => records.push(self.imported_record(act)?),
                Err(code) => refused.push(RefusedLine { line, code }),
            }
        }
        Ok((records, refused))
    }

    fn imported_act(&self, facts: &ListFacts, line: &ImportLine) -> Result<Act, &'static str> {
        let Some(Identity::Phone(number)) = contact(&line.contact) else { return Err("contact_invalid") };
        let parsed = PhoneNumber::parse(&number, None).ok().filter(PhoneNumber::is_valid);
        if !parsed.ok_or("number_invalid")?.whatsapp_reachable() {
            return Err("number_unreachable");
        }
        let now_s = self.now_ms().div_euclid(1000);
        let notice = line.notice.as_deref().map(str::trim).filter(|notice| !notice.is_empty());
        let source = line.source.trim();
        if source.is_empty()
            || source.len() > MAX_SOURCE
            || notice.is_some_and(|notice| notice.len() > MAX_NOTICE)
            || !(0..=now_s).contains(&line.collected_at)
            || line.valid_until.is_some_and(|end| !(line.collected_at..1 << 40).contains(&end))
        {
            return Err("line_invalid");
        }
        let texts = for_language(&facts.language);
        let ids: Option<Vec<PurposeId>> = line.purposes.iter().map(|id| PurposeId::new(id.trim())).collect();
        let ids = ids.filter(|ids| !ids.is_empty()).ok_or("purpose_unknown")?;
        let purpose = |id: PurposeId| PurposeChoice {
            id: id.as_str().into(),
            category: id.category(),
            text: texts.purpose(id).into(),
            granted: true,
        };
        let words = notice.unwrap_or("The words the person agreed to were not handed over.");
        let text = format!("Collected elsewhere ({source}) and imported. {words}");
        let issuer = &self.settings().issuer;
        let facts_text = format!("{number}\n{:?}\n{}\n{source}\n{words}", line.purposes, facts.controller);
        let jti = link::imported_jti(self.keys().link(), line.collected_at, &facts_text);
        Ok(Act {
            iss: url::Url::parse(issuer).map(|url| url.origin().ascii_serialization()).unwrap_or_default(),
            aud: Some(format!("{issuer}/v1/consents")),
            // When the person agreed; the receipt says when it was imported.
            iat: line.collected_at,
            jti,
            sub: format!("tel:{number}"),
            nonce: None,
            schema: SCHEMA,
            event: Event { kind: EventType::ConsentGiven, method: Method::Import, supersedes: None },
            controller: Controller {
                name: facts.controller.clone(),
                contact: None,
                privacy_url: facts.privacy_url.clone(),
                whatsapp_number: None,
            },
            purposes: ids.into_iter().map(purpose).collect(),
            notice: Notice {
                sha256: sha256_hex(text.as_bytes()),
                text,
                version: None,
                language: facts.language.clone(),
            },
            withdrawal: vec![Withdrawal::Keyword("STOP".into())],
            retention: None,
            valid_until: line.valid_until,
            jurisdiction: None,
            recipients: Vec::new(),
            ui: Ui {
                checked_by_default: false,
                number_edited: false,
                trusted_event: false,
                input: "other".into(),
                logo: false,
                widget: concat!("opt-in-receiver/", env!("CARGO_PKG_VERSION")).into(),
                wasm_sha256: None,
                page: format!("{issuer}/v1/records/import"),
            },
            policy: None,
        })
    }

    fn imported_record(&self, act: Act) -> Result<NewRecord, Error> {
        let compact = self.keys().sign_act(&act).map_err(|_| Error::StoreUnavailable)?;
        let number = act.sub.strip_prefix("tel:").unwrap_or_default().to_owned();
        let granted =
            act.purposes.iter().map(|p| (p.category, p.id.clone())).collect::<Vec<(Category, String)>>();
        let opt_in = OptIn {
            subject: Identity::Phone(number.clone()),
            granted,
            nonce_issued: None,
            valid_until: act.valid_until.map(|s| s.saturating_mul(1000)),
            supersedes: None,
            assurance: Assurance::SelfAsserted,
        };
        Ok(NewRecord {
            act_sha256: sha256_hex(compact.as_bytes()),
            act: compact,
            number,
            event: act.event.kind,
            notice: NoticeText { sha256: act.notice.sha256, text: act.notice.text },
            key_thumbprint: self.keys().kid().to_owned(),
            assurance: Assurance::SelfAsserted,
            nonce: None,
            salt: random_salt()?,
            occurrence: Some(Occurrence::OptIn(opt_in)),
            jti: act.jti,
        })
    }
}
