//! What a delivery adds to the ledger: a pure function of its bytes, the time of arrival and the settings.

use serde_json::Value;
use whatsapp_opt_in::consent::ledger::{Entry, Identity, Occurrence, Scope, ServerTime};
use whatsapp_opt_in::consent::{Category, sha256_hex};
use whatsapp_opt_in::optout::{OptOut, languages};

use super::envelope::{self, Item, Kind, text};
use super::said::Said;
use crate::contact::contact;

/// The operator's choices about opt-out messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopSettings {
    /// The operator's own keywords.
    pub keywords: Vec<String>,
    /// What a STOP covers.
    pub scope: Scope,
}

impl Default for StopSettings {
    fn default() -> Self {
        Self { keywords: Vec::new(), scope: Scope::Category(Category::Marketing) }
    }
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// For the ledger.
    pub(crate) entries: Vec<Entry>,
    /// STOP messages, each with its entry in `entries`.
    pub(crate) stops: Vec<HeardStop>,
    /// Messages that are a STOP if the person speaks a certain language.
    pub(crate) unclear: Vec<Unclear>,
    /// Messages whose words may hold a confirmation code.
    pub(crate) written: Vec<Written>,
    /// Items that told something.
    pub(crate) read: u32,
    /// Items that nothing could be made of.
    pub(crate) unusable: u32,
}

/// Who sent or is meant, by every name the item gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// Its E.164 number, and that number as WhatsApp writes it, to answer to.
    pub(crate) number: Option<Number>,
    pub(crate) bsuid: Option<Identity>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) identity: Identity,
    pub(crate) wa_id: String,
}

/// A STOP message.
#[derive(Clone, Debug)]
pub(crate) struct HeardStop {
    pub(crate) person: Person,
    pub(crate) subject: Identity,
    /// The id of the business's number it came to.
    pub(crate) business: Option<String>,
    /// The id of its entry.
    pub(crate) entry: String,
    /// The language of its words, `und` for the operator's own.
    pub(crate) language: &'static str,
    /// Whether it came now, rather than with a synchronisation of the past.
    pub(crate) live: bool,
}

/// A message that is a STOP in a language the person may or may not speak.
#[derive(Clone, Debug)]
pub(crate) struct Unclear {
    pub(crate) person: Person,
    pub(crate) subject: Identity,
    said: Said,
    business: Option<String>,
    wamid: String,
    live: bool,
}

/// A message's words.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    /// The number they came from.
    pub(crate) number: Identity,
    pub(crate) texts: Vec<String>,
    pub(crate) sent_at: ServerTime,
}

impl Person {
    fn new(wa_id: Option<String>, bsuid: Option<String>) -> Self {
        let number = wa_id.and_then(|wa_id| match contact(&wa_id)? {
            identity @ Identity::Phone(_) => Some(Number { identity, wa_id }),
            Identity::Bsuid(_) => None,
        });
        // A parent's id is shared between businesses and names nobody here.
        let bsuid = bsuid.filter(|id| !id.contains(".ENT.")).and_then(|id| match contact(&id)? {
            identity @ Identity::Bsuid(_) => Some(identity),
            Identity::Phone(_) => None,
        });
        Self { number, bsuid }
    }

    fn phone(&self) -> Option<&Identity> {
        self.number.as_ref().map(|number| &number.identity)
    }

    fn subject(&self) -> Option<&Identity> {
        self.phone().or(self.bsuid.as_ref())
    }

    /// Takes in what another mention of the same person adds.
    fn also(mut self, other: Self) -> Self {
        self.number = self.number.or(other.number);
        self.bsuid = self.bsuid.or(other.bsuid);
        self
    }

    fn shares_a_name(&self, other: &Self) -> bool {
        (self.number.is_some() && self.phone() == other.phone())
            || (self.bsuid.is_some() && self.bsuid == other.bsuid)
    }

    fn of_contact(contact: &Value) -> Self {
        Self::new(text(&contact["wa_id"]), text(&contact["user_id"]))
    }
}

/// Reads a delivery that arrived at `at`.
pub(crate) fn read(body: &[u8], at: ServerTime, settings: &StopSettings) -> Reading {
    let delivery = envelope::open(body);
    let mut reading = Reading { unusable: delivery.unreadable, ..Reading::default() };
    for (position, item) in delivery.items.iter().enumerate() {
        let told = match item.kind {
            Kind::Message | Kind::History => reading.message(item, at, position, settings),
            Kind::Status => reading.status(item, at),
            Kind::Preference => reading.preference(item, at, position),
            Kind::UserId => reading.user_id(item, at),
        };
        *(if told.is_some() { &mut reading.read } else { &mut reading.unusable }) += 1;
    }
    reading
}

impl Unclear {
    /// The STOP it is for somebody who speaks these languages, with its entry.
    pub(crate) fn resolve(
        self,
        speaks: &[&str],
        at: ServerTime,
        settings: &StopSettings,
    ) -> Option<(HeardStop, Entry)> {
        let found = self.said.stop(speaks, &keywords(settings))?;
        let mut reading = Reading::default();
        reading.stop(self, &found, at, settings);
        Some((reading.stops.pop()?, reading.entries.pop()?))
    }
}

impl Reading {
    fn message(
        &mut self,
        item: &Item,
        at: ServerTime,
        position: usize,
        settings: &StopSettings,
    ) -> Option<()> {
        let message = &item.body;
        let live = item.kind == Kind::Message;
        let person = sender(item);
        let subject = person.subject()?.clone();
        // A missing id must not make two messages one: then the moment tells them apart.
        let wamid = text(&message["id"]).unwrap_or_else(|| format!("{at}/{position}"));
        self.link(&person, at);
        match message["type"].as_str() {
            Some("system") => {
                self.moved(message, &person, &wamid, at);
                return Some(());
            }
            // Deleting takes nothing back, and is no message.
            Some("revoke") => return Some(()),
            _ => {}
        }
        let sent_at = sent_at(message).unwrap_or(at).min(at);
        if live {
            let inbound = Occurrence::Inbound { subject: subject.clone(), sent_at };
            self.entries.push(entry("inbound", &[&wamid], at, inbound));
        }
        let said = Said::of(message);
        if let (true, Some(number)) = (live && !said.written.is_empty(), person.phone()) {
            self.written.push(Written { number: number.clone(), texts: said.written.clone(), sent_at });
        }
        let business = item.business.clone();
        let heard = Unclear { person, subject, said, business, wamid, live };
        if let Some(found) = heard.said.stop(&[], &keywords(settings)) {
            self.stop(heard, &found, at, settings);
        } else if heard.said.stop(&languages().collect::<Vec<_>>(), &[]).is_some() {
            self.unclear.push(heard);
        }
        Some(())
    }

    fn stop(&mut self, heard: Unclear, found: &OptOut, at: ServerTime, settings: &StopSettings) {
        let Unclear { person, subject, business, wamid, live, .. } = heard;
        let stop =
            Occurrence::Stop { subject: subject.clone(), scope: settings.scope.clone(), supersedes: None };
        let stop = entry("stop", &[&wamid], at, stop);
        let (id, language) = (stop.id.clone(), found.language);
        self.entries.push(stop);
        self.stops.push(HeardStop { person, subject, business, entry: id, language, live });
    }

    /// The person took another number, or was given another user id.
    fn moved(&mut self, message: &Value, old: &Person, wamid: &str, at: ServerTime) {
        let system = &message["system"];
        let kind = system["type"].as_str().unwrap_or_default();
        if !kind.contains("changed_number") && !kind.contains("changed_user_id") {
            return;
        }
        let wa_id = text(&system["wa_id"]).or_else(|| text(&system["new_wa_id"]));
        let new = Person::new(wa_id, text(&system["user_id"]));
        let old = Person::new(None, text(&system["previous_user_id"])).also(old.clone());
        self.change(&old, &new, wamid, at);
    }

    fn change(&mut self, old: &Person, new: &Person, id: &str, at: ServerTime) {
        self.link(new, at);
        let mut pairs = vec![(old.phone(), new.phone()), (old.bsuid.as_ref(), new.bsuid.as_ref())];
        if !pairs.iter().any(|(from, to)| from.is_some() && to.is_some()) {
            pairs = vec![(old.subject(), new.subject())];
        }
        for (from, to) in pairs {
            if let (Some(from), Some(to)) = (from, to)
                && from != to
            {
                let what = Occurrence::NumberChanged { from: from.clone(), to: to.clone() };
                self.entries.push(entry("changed", &[id, name(from), name(to)], at, what));
            }
        }
    }

    fn user_id(&mut self, item: &Item, at: ServerTime) -> Option<()> {
        let update = &item.body;
        let ids = &update["user_id"];
        let old = Person::new(None, text(&ids["previous"]));
        let new = Person::new(text(&update["wa_id"]), text(&ids["current"]));
        old.subject()?;
        new.subject()?;
        self.change(&old, &new, "", at);
        Some(())
    }

    fn preference(&mut self, item: &Item, at: ServerTime, position: usize) -> Option<()> {
        let preference = &item.body;
        let person = Person::new(text(&preference["wa_id"]), text(&preference["user_id"]));
        let person = among(person, &item.contacts);
        let subject = person.subject()?.clone();
        let value = preference["value"].as_str()?.to_ascii_lowercase();
        let category = text(&preference["category"]).unwrap_or_default();
        let what = match value.as_str() {
            "stop" => {
                Occurrence::Stop { subject: subject.clone(), scope: scope(&category), supersedes: None }
            }
            "resume" => Occurrence::Resume { subject: subject.clone() },
            _ => return None,
        };
        self.link(&person, at);
        let moment = text(&preference["timestamp"]).unwrap_or_else(|| format!("{at}/{position}"));
        self.entries.push(entry("preference", &[name(&subject), &category, &value, &moment], at, what));
        Some(())
    }

    fn status(&mut self, item: &Item, at: ServerTime) -> Option<()> {
        let status = &item.body;
        let person = recipient(item);
        let subject = person.subject()?.clone();
        self.link(&person, at);
        let (wamid, state) =
            (text(&status["id"]).unwrap_or_default(), text(&status["status"]).unwrap_or_default());
        for error in status["errors"].as_array().into_iter().flatten() {
            let subject = subject.clone();
            let code = text(&error["code"]).unwrap_or_default();
            let what = match code.as_str() {
                // The person stopped this business's marketing in WhatsApp.
                "131050" => Occurrence::Stop {
                    subject,
                    scope: Scope::Category(Category::Marketing),
                    supersedes: None,
                },
                "131049" => Occurrence::MarketingLimited { subject },
                "131047" => {
                    let failed_at = sent_at(status).unwrap_or(at).min(at);
                    Occurrence::WindowClosed { subject, failed_at }
                }
                _ => continue,
            };
            let moment = if wamid.is_empty() { at.to_string() } else { String::new() };
            self.entries.push(entry("status", &[&wamid, &state, &code, &moment], at, what));
        }
        Some(())
    }

    /// The two names of one person, tied together.
    fn link(&mut self, person: &Person, at: ServerTime) {
        let (Some(a), Some(b)) = (person.phone(), person.bsuid.as_ref()) else { return };
        let what = Occurrence::Linked { a: a.clone(), b: b.clone() };
        let entry = entry("linked", &[name(a), name(b)], at, what);
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }
}

/// Who wrote a message.
fn sender(item: &Item) -> Person {
    let message = &item.body;
    among(Person::new(text(&message["from"]), text(&message["from_user_id"])), &item.contacts)
}

/// Who a message of the business went to. A group is nobody.
fn recipient(item: &Item) -> Person {
    let status = &item.body;
    let group = status["recipient_type"] == "group" || status.get("group_id").is_some();
    let first = |names: &[&str]| names.iter().find_map(|name| text(&status[*name]));
    if group {
        let number = first(&["recipient_participant_id", "participant_recipient_id"]);
        return Person::new(number, first(&["recipient_participant_user_id"]));
    }
    among(Person::new(first(&["recipient_id"]), first(&["recipient_user_id"])), &item.contacts)
}

/// Adds the names that the contacts of the same delivery give this person. A contact that stands alone beside an item
/// without a name is its person.
fn among(person: Person, contacts: &[Value]) -> Person {
    let contacts: Vec<Person> = contacts.iter().map(Person::of_contact).collect();
    let nameless = person.subject().is_none();
    match contacts.as_slice() {
        [only] if nameless => only.clone(),
        _ => contacts.into_iter().fold(person, |person, contact| {
            if person.shares_a_name(&contact) { person.also(contact) } else { person }
        }),
    }
}

/// What a preference is about; an unknown category is taken for everything, on the side of silence.
fn scope(category: &str) -> Scope {
    match category {
        "" | "marketing_messages" | "marketing" => Scope::Category(Category::Marketing),
        "utility_messages" | "utility" => Scope::Category(Category::Utility),
        _ => Scope::All,
    }
}

/// WhatsApp's time in seconds, as milliseconds.
fn sent_at(item: &Value) -> Option<ServerTime> {
    text(&item["timestamp"])?.parse::<i64>().ok().filter(|s| *s > 0).map(|s| s.saturating_mul(1000))
}

fn keywords(settings: &StopSettings) -> Vec<&str> {
    settings.keywords.iter().map(String::as_str).collect()
}

fn name(id: &Identity) -> &str {
    match id {
        Identity::Phone(name) | Identity::Bsuid(name) => name,
    }
}

fn entry(kind: &str, names: &[&str], at: ServerTime, what: Occurrence) -> Entry {
    Entry { id: entry_id(kind, names), at, what }
}

/// What makes a repetition a repetition. A digest, because message ids contain the number.
fn entry_id(kind: &str, names: &[&str]) -> String {
    format!("{kind}:{}", &sha256_hex(names.join("\0").as_bytes())[..32])
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    const AT: ServerTime = 1_795_000_000_000;

    #[derive(Deserialize)]
    struct Vector {
        name: String,
        payload: Value,
        adds: Value,
        #[serde(default)]
        unusable: u32,
    }

    fn vectors() -> Vec<Vector> {
        let text = include_str!("../../../../tests/vectors/webhook/deliveries.json");
        serde_json::from_str(text).expect("the vectors")
    }

    fn read_now(payload: &Value, settings: &StopSettings) -> Reading {
        read(payload.to_string().as_bytes(), AT, settings)
    }

    fn message(message: Value) -> Value {
        json!({"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {"messages": [message]}}]}]})
    }

    fn whats(reading: &Reading) -> Value {
        reading.entries.iter().map(|entry| serde_json::to_value(&entry.what).expect("JSON")).collect()
    }

    #[test]
    fn every_documented_delivery_adds_what_it_must() {
        for vector in vectors() {
            let reading = read_now(&vector.payload, &StopSettings::default());
            assert_eq!(whats(&reading), vector.adds, "{}", vector.name);
            assert_eq!(reading.unusable, vector.unusable, "{}", vector.name);
            assert!(reading.entries.iter().all(|entry| entry.at == AT));
        }
    }

    #[test]
    fn ids_tell_entries_apart_repeat_with_the_delivery_and_hide_the_number() {
        let mut ids = std::collections::BTreeMap::new();
        for vector in vectors() {
            let [first, again] = [AT, AT + 5].map(|at| {
                let text = vector.payload.to_string();
                read(text.as_bytes(), at, &StopSettings::default()).entries
            });
            for (first, again) in first.iter().zip(&again) {
                assert_eq!(first.id, again.id, "{}", vector.name);
                assert!(first.id.len() < 64 && !first.id.contains("165055"), "{}", first.id);
                let seen = ids.entry(first.id.clone()).or_insert_with(|| first.what.clone());
                assert_eq!(*seen, first.what, "one id, two meanings: {}", vector.name);
            }
        }
        assert!(ids.len() > 40);
    }

    #[test]
    fn messages_without_an_id_and_preferences_without_a_time_are_never_taken_for_repetitions() {
        let texts = json!({"object": "whatsapp_business_account", "entry": [{"changes": [{"value": {
            "messages": [{"from": "33612345678", "text": {"body": "STOP"}}, {"from": "33612345678", "text": {"body": "STOP"}}],
            "user_preferences": [{"wa_id": "33612345678", "value": "stop"}]}}]}]});
        let mut ids: Vec<String> = [AT, AT + 1]
            .iter()
            .flat_map(|at| read(texts.to_string().as_bytes(), *at, &StopSettings::default()).entries)
            .map(|entry| entry.id)
            .collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!((count, ids.len()), (10, 10));
    }

    #[test]
    fn a_stop_covers_what_the_operator_says_and_stop_all_obeys_too() {
        let all = StopSettings { scope: Scope::All, ..StopSettings::default() };
        for (settings, text) in [(&all, "STOP"), (&all, "STOP ALL"), (&StopSettings::default(), "STOP ALL")] {
            let payload = message(json!({"from": "33612345678", "id": "w", "text": {"body": text}}));
            let entries = read_now(&payload, settings).entries;
            let covered =
                |e: &Entry| matches!(&e.what, Occurrence::Stop { scope, .. } if *scope == settings.scope);
            assert_eq!(entries.iter().filter(|e| covered(e)).count(), 1, "{text}");
        }
    }

    #[test]
    fn a_word_that_is_ordinary_elsewhere_waits_for_the_language() {
        let payload = message(json!({"from": "525512345678", "id": "w", "text": {"body": "Alto"}}));
        let settings = StopSettings::default();
        for (speaks, is_stop) in [(vec![], false), (vec!["it"], false), (vec!["fr", "es-MX"], true)] {
            let mut reading = read_now(&payload, &settings);
            assert!(reading.stops.is_empty());
            let resolved = reading.unclear.remove(0).resolve(&speaks, AT, &settings);
            assert_eq!(resolved.is_some(), is_stop, "{speaks:?}");
            if let Some((stop, entry)) = resolved {
                assert_eq!(stop.entry, entry.id);
            }
        }
    }

    #[test]
    fn the_operators_keywords_count() {
        let payload = message(json!({"from": "33612345678", "id": "w", "text": {"body": "basta così"}}));
        let settings = StopSettings { keywords: vec!["Basta cosi".into()], ..StopSettings::default() };
        assert_eq!(read_now(&payload, &settings).stops.len(), 1);
        assert!(read_now(&payload, &StopSettings::default()).stops.is_empty());
    }

    /// Every member of every vector replaced, removed or doubled in turn: something is answered, and what stands beside
    /// the damage is still read.
    #[test]
    fn any_damage_to_one_message_leaves_the_other() {
        let mut rng = fastrand::Rng::with_seed(7);
        let good = json!({"from": "33612345678", "id": "good", "text": {"body": "STOP"}});
        for vector in vectors() {
            let Some(messages) = vector.payload.pointer("/entry/0/changes/0/value/messages") else {
                continue;
            };
            for _ in 0..200 {
                let mut bad = messages[0].clone();
                damage(&mut bad, &mut rng);
                let mut payload = vector.payload.clone();
                payload["object"] = "whatsapp_business_account".into();
                payload["entry"][0]["changes"][0]["value"]["messages"] = json!([bad, good]);
                let reading = read_now(&payload, &StopSettings::default());
                let person = Identity::Phone("+33612345678".into());
                let stopped = reading
                    .entries
                    .iter()
                    .any(|e| matches!(&e.what, Occurrence::Stop { subject, .. } if *subject == person));
                assert!(stopped, "{payload}");
            }
        }
    }

    fn damage(value: &mut Value, rng: &mut fastrand::Rng) {
        let junk = [
            json!(null),
            json!(-1),
            json!(1e300),
            json!("\u{0}"),
            json!([[]]),
            json!({"a": {}}),
            json!("9".repeat(400)),
        ];
        match value {
            Value::Object(members) if rng.u8(0..3) > 0 && !members.is_empty() => {
                let name = members.keys().nth(rng.usize(0..members.len())).expect("a member").clone();
                if rng.u8(0..4) == 0 {
                    members.remove(&name);
                } else {
                    damage(&mut members[&name], rng);
                }
            }
            _ => *value = junk[rng.usize(0..junk.len())].clone(),
        }
    }
}
