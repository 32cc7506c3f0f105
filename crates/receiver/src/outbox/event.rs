//! What the site's own backend is told: the payloads, and which of what happened becomes one.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use utoipa::ToSchema;
use whatsapp_opt_in::consent::Category;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, OptIn, Scope};

use crate::receiver::name_of;
use crate::schema;
use crate::store::counts::Happened;
use crate::store::{Expiry, NewEvent, StoreError};

/// The version of the payloads. Members may be added without a new one; none changes its meaning.
pub const EVENT_VERSION: u32 = 1;

/// An event as it is stored; `sequence` comes to it when it is sent. Its schema stands in `http/events.rs`.
#[derive(Serialize)]
struct Event<T> {
    r#type: &'static str,
    version: u32,
    /// RFC 3339.
    timestamp: String,
    data: T,
}

/// `consent.granted`, `consent.changed`: an act that agrees was stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Granted {
    /// E.164 number.
    #[schema(value_type = schema::E164)]
    pub(crate) contact: String,
    /// The act's `jti`.
    #[schema(value_type = schema::Jti)]
    pub(crate) record: String,
    /// What the person agreed to.
    pub(crate) purposes: Vec<GrantedPurpose>,
    /// What is known of the act: `self-asserted`, `fresh`, `number-confirmed`.
    #[schema(value_type = schema::Assurance)]
    pub(crate) assurance: String,
    /// When the consent ends, seconds since 1970; `null` for no end.
    #[schema(required, minimum = 0)]
    pub(crate) valid_until: Option<i64>,
    /// The act it replaces: always there in `consent.changed`, else `null`.
    #[schema(value_type = Option<schema::Jti>, required)]
    pub(crate) replaces: Option<String>,
}

/// A purpose that was agreed to.
#[derive(Serialize, ToSchema)]
pub(crate) struct GrantedPurpose {
    /// Its id.
    pub(crate) id: String,
    /// `marketing`, `utility` or `authentication`.
    #[schema(value_type = schema::Category)]
    pub(crate) category: Category,
}

/// `consent.withdrawn`: an act, a message, a preference or a failed send ended messages.
#[derive(Serialize, ToSchema)]
pub(crate) struct Withdrawn {
    /// E.164 number, or business-scoped user id.
    #[schema(value_type = schema::Contact)]
    pub(crate) contact: String,
    /// How: `act`, `message` (STOP), `preference` (in WhatsApp) or `failed-send` (error 131050).
    #[schema(value_type = schema::Cause)]
    pub(crate) by: &'static str,
    /// The act of withdrawal; `null` without one.
    #[schema(value_type = Option<schema::Jti>, required)]
    pub(crate) record: Option<String>,
    /// What ends: `all`, `marketing`, `utility`, `authentication`, or `purposes`.
    #[schema(value_type = schema::Scope)]
    pub(crate) scope: String,
    /// Which purposes, when the scope says `purposes`.
    pub(crate) purposes: Vec<String>,
}

/// `consent.confirmed`: the number answered on WhatsApp with the code of its record.
#[derive(Serialize, ToSchema)]
pub(crate) struct Confirmed {
    /// E.164 number.
    #[schema(value_type = schema::E164)]
    pub(crate) contact: String,
    /// The act's `jti`.
    #[schema(value_type = schema::Jti)]
    pub(crate) record: String,
}

/// `consent.expiring`, `consent.expired`: nothing else allows these purposes from then on.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ending {
    /// E.164 number.
    #[schema(value_type = schema::E164)]
    pub(crate) contact: String,
    /// The act's `jti`.
    #[schema(value_type = schema::Jti)]
    pub(crate) record: String,
    /// The purposes that end.
    pub(crate) purposes: Vec<String>,
    /// When, seconds since 1970.
    pub(crate) valid_until: i64,
}

/// `contact.changed`: WhatsApp says that a person left a number or user id for another. Consent under the old one has ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct Moved {
    /// What was left.
    #[schema(value_type = schema::Contact)]
    pub(crate) contact: String,
    /// What was taken.
    #[schema(value_type = schema::Contact)]
    pub(crate) new_contact: String,
}

/// The events of a batch, in its order: none unless it is to be told.
pub(crate) fn events(happened: &Happened<'_>, now_ms: i64) -> Result<Vec<NewEvent>, StoreError> {
    if !happened.is_told() {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for record in happened.stored() {
        if let Some(what) = &record.occurrence {
            events.extend(event(&record.jti, true, what, now_ms)?);
        }
    }
    for Entry { id, at, what } in happened.learnt() {
        events.extend(event(id, false, what, *at)?);
    }
    Ok(events)
}

/// That a consent ends, or has ended.
pub(crate) fn ending(
    expiry: &Expiry,
    over: bool,
    purposes: Vec<String>,
    now_ms: i64,
) -> Result<NewEvent, StoreError> {
    let data = Ending {
        contact: name(&expiry.contact),
        record: expiry.jti.clone(),
        purposes,
        valid_until: expiry.valid_until_ms.div_euclid(1000),
    };
    let kind = if over { "consent.expired" } else { "consent.expiring" };
    new(kind, &expiry.contact, now_ms, data)
}

/// The body of an event that has its place.
pub(crate) fn body(stored: &str, sequence: u64) -> String {
    let mut body: serde_json::Value = serde_json::from_str(stored).unwrap_or_default();
    body["sequence"] = sequence.into();
    body.to_string()
}

/// What is told of an occurrence, if anything is. `id` is the record's `jti`, or the entry's id.
fn event(id: &str, is_record: bool, what: &Occurrence, at: i64) -> Result<Option<NewEvent>, StoreError> {
    let record = is_record.then(|| id.to_owned());
    Ok(Some(match what {
        Occurrence::OptIn(opt_in) => {
            let kind = if opt_in.supersedes.is_some() { "consent.changed" } else { "consent.granted" };
            new(kind, &opt_in.subject, at, granted(id, opt_in))?
        }
        Occurrence::Stop { subject, scope, .. } => {
            let (scope, purposes) = match scope {
                Scope::All => ("all".to_owned(), Vec::new()),
                Scope::Category(category) => (name_of(category), Vec::new()),
                Scope::Purposes(ids) => ("purposes".to_owned(), ids.clone()),
            };
            let by = if is_record { "act" } else { cause(id) };
            let data = Withdrawn { contact: name(subject), by, record, scope, purposes };
            new("consent.withdrawn", subject, at, data)?
        }
        Occurrence::Confirmation { jti, subject } => {
            new("consent.confirmed", subject, at, Confirmed { contact: name(subject), record: jti.clone() })?
        }
        Occurrence::NumberChanged { from, to } if from != to => {
            new("contact.changed", from, at, Moved { contact: name(from), new_contact: name(to) })?
        }
        Occurrence::NumberChanged { .. }
        | Occurrence::Resume { .. }
        | Occurrence::Linked { .. }
        | Occurrence::Inbound { .. }
        | Occurrence::WindowClosed { .. }
        | Occurrence::MarketingLimited { .. } => return Ok(None),
    }))
}

fn granted(jti: &str, opt_in: &OptIn) -> Granted {
    let purpose =
        |(category, id): &(Category, String)| GrantedPurpose { id: id.clone(), category: *category };
    Granted {
        contact: name(&opt_in.subject),
        record: jti.to_owned(),
        purposes: opt_in.granted.iter().map(purpose).collect(),
        assurance: name_of(&opt_in.assurance),
        valid_until: opt_in.valid_until.map(|ms| ms.div_euclid(1000)),
        replaces: opt_in.supersedes.clone(),
    }
}

/// How a stop came that is no act: the webhook's reader begins its entries' ids with it.
fn cause(entry: &str) -> &'static str {
    match entry.split_once(':').map(|(kind, _)| kind) {
        Some("preference") => "preference",
        Some("status") => "failed-send",
        _ => "message",
    }
}

fn new(
    kind: &'static str,
    contact: &Identity,
    at: i64,
    data: impl Serialize,
) -> Result<NewEvent, StoreError> {
    let mut random = [0; 18];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| StoreError::Random)?;
    let timestamp = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let timestamp = format!("{timestamp:.3}");
    let event = Event { r#type: kind, version: EVENT_VERSION, timestamp, data };
    Ok(NewEvent {
        // Says nothing of the person: ids stand in headers and logs.
        id: format!("msg_{}", URL_SAFE_NO_PAD.encode(random)),
        contact: contact.clone(),
        kind,
        body: serde_json::to_string(&event).map_err(|_| StoreError::Entry)?,
    })
}

fn name(contact: &Identity) -> String {
    let (Identity::Phone(name) | Identity::Bsuid(name)) = contact;
    name.clone()
}
