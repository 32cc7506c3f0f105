//! From a delivery's bytes to its items, one by one: what cannot be read is counted and never takes its neighbours along.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// One thing a delivery tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// The item itself.
    pub(super) body: Value,
    /// The contacts named beside it.
    pub(super) contacts: Vec<Value>,
    /// The id of the business's number it came to.
    pub(super) business: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Message,
    /// A message of the past, from the synchronisation of the WhatsApp Business app.
    History,
    Status,
    Preference,
    /// `user_id_update`: a user id was replaced.
    UserId,
}

/// What a delivery holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Delivery {
    pub(super) items: Vec<Item>,
    /// Parts that could not be read.
    pub(super) unreadable: u32,
}

type Raw<'a> = &'a RawValue;

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    object: Option<Raw<'a>>,
    #[serde(borrow)]
    entry: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    changes: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow)]
    value: Raw<'a>,
}

/// The lists of a change's value; each may be missing, and each is read by itself.
#[derive(Deserialize)]
struct Lists<'a> {
    #[serde(borrow)]
    metadata: Option<Raw<'a>>,
    #[serde(borrow)]
    contacts: Option<Raw<'a>>,
    #[serde(borrow)]
    messages: Option<Raw<'a>>,
    #[serde(borrow)]
    statuses: Option<Raw<'a>>,
    #[serde(borrow)]
    user_preferences: Option<Raw<'a>>,
    #[serde(borrow)]
    user_id_update: Option<Raw<'a>>,
    #[serde(borrow)]
    history: Option<Raw<'a>>,
    /// What another app of the business is answering; the same lists once more.
    #[serde(borrow)]
    standby: Option<Raw<'a>>,
}

#[derive(Deserialize)]
struct Chunk<'a> {
    #[serde(borrow)]
    threads: Vec<Raw<'a>>,
}

#[derive(Deserialize)]
struct Thread<'a> {
    #[serde(borrow)]
    id: Option<Raw<'a>>,
    #[serde(borrow)]
    messages: Vec<Raw<'a>>,
}

/// Takes a delivery apart.
pub(super) fn open(body: &[u8]) -> Delivery {
    let mut delivery = Delivery::default();
    // Bytes that are no text stand for themselves alone.
    let text = String::from_utf8_lossy(body);
    let Some(envelope) = delivery.part::<Envelope<'_>>(&text) else { return delivery };
    if envelope.object.and_then(value).is_none_or(|object| object != "whatsapp_business_account") {
        delivery.unreadable += 1;
        return delivery;
    }
    for entry in envelope.entry {
        for change in delivery.part::<Entry<'_>>(entry.get()).into_iter().flat_map(|entry| entry.changes) {
            if let Some(change) = delivery.part::<Change<'_>>(change.get()) {
                delivery.lists(change.value, None);
            }
        }
    }
    delivery
}

impl Delivery {
    fn lists(&mut self, raw: Raw<'_>, around: Option<&Value>) {
        let Some(lists) = self.part::<Lists<'_>>(raw.get()) else { return };
        let metadata = lists.metadata.and_then(value);
        let metadata = metadata.as_ref().or(around);
        let business = metadata.and_then(|metadata| text(&metadata["phone_number_id"]));
        let contacts = self.list(lists.contacts).into_iter().filter_map(value).collect::<Vec<_>>();
        for (kind, list) in [
            (Kind::Message, lists.messages),
            (Kind::Status, lists.statuses),
            (Kind::Preference, lists.user_preferences),
            (Kind::UserId, lists.user_id_update),
        ] {
            for raw in self.list(list) {
                self.item(kind, raw, &contacts, business.as_ref());
            }
        }
        for chunk in self.list(lists.history) {
            // A chunk without threads tells that sharing was declined.
            let threads =
                serde_json::from_str(chunk.get()).map_or_else(|_| Vec::new(), |c: Chunk<'_>| c.threads);
            for thread in threads {
                self.thread(thread, business.as_ref());
            }
        }
        if let (Some(standby), None) = (lists.standby, around) {
            self.lists(standby, Some(metadata.unwrap_or(&Value::Null)));
        }
    }

    /// A thread holds both sides; only what the person wrote is told.
    fn thread(&mut self, raw: Raw<'_>, business: Option<&String>) {
        let Some(thread) = self.part::<Thread<'_>>(raw.get()) else { return };
        let person = thread.id.and_then(value).and_then(|id| text(&id));
        for raw in thread.messages {
            let known = self.items.len();
            self.item(Kind::History, raw, &[], business);
            let of_person = self.items.get(known).is_some_and(|item| {
                let from = text(&item.body["from"]);
                item.body.get("to").is_none() && (from == person || from.is_none())
            });
            if !of_person {
                self.items.truncate(known);
            }
        }
    }

    fn item(&mut self, kind: Kind, raw: Raw<'_>, contacts: &[Value], business: Option<&String>) {
        match value(raw).filter(Value::is_object) {
            Some(body) => {
                let (contacts, business) = (contacts.to_vec(), business.cloned());
                self.items.push(Item { kind, body, contacts, business });
            }
            None => self.unreadable += 1,
        }
    }

    fn list<'a>(&mut self, raw: Option<Raw<'a>>) -> Vec<Raw<'a>> {
        raw.and_then(|raw| self.part::<Option<Vec<Raw<'a>>>>(raw.get())).flatten().unwrap_or_default()
    }

    fn part<'a, T: Deserialize<'a>>(&mut self, text: &'a str) -> Option<T> {
        serde_json::from_str(text).map_err(|_| self.unreadable += 1).ok()
    }
}

/// A JSON value, also where a text was cut through the middle of an emoji: half of a surrogate pair is no JSON to many
/// readers, and half a message may still say STOP.
fn value(raw: Raw<'_>) -> Option<Value> {
    serde_json::from_str(raw.get())
        .or_else(|_| serde_json::from_str(&without_lone_surrogates(raw.get())))
        .ok()
}

fn without_lone_surrogates(json: &str) -> String {
    let unit = |at: usize| {
        let escape = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let mut mended = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(c) = json[at..].chars().next() {
        let length = match (unit(at), unit(at + 6)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str("\\ufffd");
                at += 6;
                continue;
            }
            // An escaped backslash is no beginning of an escape.
            _ if c == '\\' => 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
            _ => c.len_utf8(),
        };
        mended.push_str(&json[at..at + length]);
        at += length;
    }
    mended
}

/// A text, or a number as text: payload versions differ in what they quote.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn delivery(value: &str) -> Delivery {
        open(
            format!(
                r#"{{"object":"whatsapp_business_account","entry":[{{"changes":[{{"value":{value}}}]}}]}}"#
            )
            .as_bytes(),
        )
    }

    #[test]
    fn a_bad_item_never_loses_its_neighbours() {
        let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
        for bad in ["7", "null", r#"{"x":1e999}"#, "[]", &deep] {
            let found = delivery(&format!(
                r#"{{"messages":[{{"id":"a"}},{bad},{{"id":"b"}}],"statuses":{bad},"metadata":{bad},"contacts":[{bad}]}}"#
            ));
            let ids: Vec<_> = found.items.iter().filter_map(|item| text(&item.body["id"])).collect();
            assert_eq!(ids, ["a", "b"], "{}", &bad[..bad.len().min(20)]);
            assert!(found.unreadable > 0);
        }
    }

    #[test]
    fn half_an_emoji_and_bytes_that_are_no_text_leave_the_rest_readable() {
        let found =
            delivery(r#"{"messages":[{"t":"STOP \ud83d"},{"t":"\\ud83d"},{"t":"\ud83d\uded1 \udc00"}]}"#);
        let texts: Vec<_> = found.items.iter().filter_map(|item| text(&item.body["t"])).collect();
        assert_eq!(texts, ["STOP \u{fffd}", "\\ud83d", "🛑 \u{fffd}"]);
        let mut bytes =
            br#"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"messages":[{"t":""#
                .to_vec();
        bytes.extend(b"STOP \xf0\x9f");
        bytes.extend(br#""}]}}]}]}"#);
        assert_eq!(open(&bytes).items[0].body["t"], "STOP \u{fffd}");
    }

    #[test]
    fn nonsense_and_other_products_hold_nothing() {
        for body in [
            "",
            "null",
            "[]",
            "7",
            "{}",
            "{\"object\":\"page\",\"entry\":[]}",
            "{\"object\":{},\"entry\":[]}",
            "{\"object\":\"whatsapp_business_account\"}",
            "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
        ] {
            let found = open(body.as_bytes());
            assert!(found.items.is_empty() && found.unreadable == 1, "{body}");
        }
    }

    #[test]
    fn standby_holds_the_same_lists_and_history_only_what_the_person_wrote() {
        let found = delivery(
            &json!({"metadata": {"phone_number_id": 7}, "standby": {"messages": [{"id": "a"}], "statuses": [{"id": "b"}],
                "message_echoes": [{"id": "c"}]}})
            .to_string(),
        );
        assert_eq!(found.items.iter().map(|i| i.kind).collect::<Vec<_>>(), [Kind::Message, Kind::Status]);
        assert!(found.items.iter().all(|item| item.business.as_deref() == Some("7")));
        let found = delivery(
            &json!({"history": [{"errors": []}, {"threads": [{"id": "336", "messages": [
                {"from": "155", "to": "336", "id": "ours"}, {"from": "155", "id": "ours too"}, {"from": "336", "id": "theirs"}]}]}]})
            .to_string(),
        );
        assert_eq!(found.items.len(), 1);
        assert_eq!(found.items[0].body["id"], "theirs");
    }
}
