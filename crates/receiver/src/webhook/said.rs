//! What a message says, wherever its kind puts the words.

use serde_json::Value;
use whatsapp_opt_in::optout::{Context, OptOut, detect};

use super::envelope::text;

/// The words of one message that the person chose: written, or on the button they pressed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    /// Texts and captions.
    pub(super) written: Vec<String>,
    /// Titles, ids and payloads of buttons and list rows.
    pub(super) pressed: Vec<String>,
}

/// Kinds of messages that carry a caption.
const MEDIA: [&str; 5] = ["image", "video", "document", "audio", "sticker"];

impl Said {
    /// Reads a message of any kind, also of one that is not known by name.
    pub(super) fn of(message: &Value) -> Self {
        let mut said = Self::default();
        said.add(message);
        said.add(&message["edit"]["message"]);
        said
    }

    fn add(&mut self, message: &Value) {
        self.written.extend(text(&message["text"]["body"]));
        for media in MEDIA {
            self.written.extend(text(&message[media]["caption"]));
        }
        self.written.extend(text(&message["order"]["text"]));
        for member in ["text", "payload"] {
            self.pressed.extend(text(&message["button"][member]));
        }
        for reply in ["button_reply", "list_reply"] {
            for member in ["title", "id"] {
                self.pressed.extend(text(&message["interactive"][reply][member]));
            }
        }
    }

    /// The opt-out in it, if there is one.
    pub(super) fn stop(&self, languages: &[&str], keywords: &[&str]) -> Option<OptOut> {
        let written = Context { languages, keywords, answers_other_purpose: false };
        // A button "Cancel" answers the question above it, which is about a booking, not about messages.
        let pressed = Context { answers_other_purpose: true, ..written };
        let found = self.written.iter().find_map(|text| detect(text, &written));
        found.or_else(|| self.pressed.iter().find_map(|text| detect(text, &pressed)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stops(message: &Value) -> bool {
        Said::of(message).stop(&[], &["ADIOS"]).is_some()
    }

    #[test]
    fn a_stop_is_found_wherever_a_message_may_say_it() {
        for message in [
            json!({"text": {"body": "Stop. Thank you"}}),
            json!({"image": {"caption": "STOP"}}),
            json!({"video": {"caption": "arrêt"}}),
            json!({"document": {"caption": "stop", "filename": "x"}}),
            json!({"button": {"text": "Stop promotions", "payload": "whatever"}}),
            json!({"button": {"text": "Nein danke", "payload": "STOP"}}),
            json!({"interactive": {"type": "button_reply", "button_reply": {"id": "stop", "title": "Enough"}}}),
            json!({"interactive": {"type": "list_reply", "list_reply": {"id": "3", "title": "Unsubscribe"}}}),
            json!({"edit": {"original_message_id": "x", "message": {"text": {"body": "STOP"}}}}),
            json!({"edit": {"message": {"image": {"caption": "STOP"}}}}),
            json!({"type": "kind of next year", "text": {"body": "adios"}}),
        ] {
            assert!(stops(&message), "{message}");
        }
    }

    #[test]
    fn other_words_and_what_the_person_did_not_write_are_none() {
        for message in [
            json!({"text": {"body": "stop, Zé won't come"}}),
            json!({"text": "STOP"}),
            json!({"revoke": {"original_message_id": "STOP"}}),
            json!({"reaction": {"emoji": "🛑", "message_id": "STOP"}}),
            json!({"context": {"id": "STOP"}, "text": {"body": "why?"}}),
            json!({"interactive": {"button_reply": {"id": "cancel-booking", "title": "Cancel"}}}),
            json!({"button": {"text": "Cancel", "payload": "Cancel"}}),
            json!({"referral": {"body": "STOP", "headline": "STOP"}}),
            json!({}),
            json!(null),
        ] {
            assert!(!stops(&message), "{message}");
        }
        assert!(stops(&json!({"text": {"body": "Cancel"}})), "alone and written, it counts");
    }
}
