//! Writes JSON objects, member by member: what an act needs and no more. A general serialiser costs the page 10 KB.

/// One object being written.
pub(crate) struct Object(String);

impl Object {
    /// An object without members.
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.name(name);
        push_text(&mut self.0, value);
        self
    }

    /// Adds a text where there is one; a member that is absent is left out, never `null`.
    pub(crate) fn optional(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.text(name, value);
        }
        self
    }

    /// Adds `true` or `false`.
    pub(crate) fn truth(&mut self, name: &str, value: bool) -> &mut Self {
        self.json(name, if value { "true" } else { "false" })
    }

    /// Adds what is JSON already: a number, an object, a list.
    pub(crate) fn json(&mut self, name: &str, value: &str) -> &mut Self {
        self.name(name);
        self.0.push_str(value);
        self
    }

    /// Adds members that are JSON already.
    pub(crate) fn members(&mut self, members: Option<&str>) -> &mut Self {
        if let Some(members) = members {
            if self.0.len() > 1 {
                self.0.push(',');
            }
            self.0.push_str(members);
        }
        self
    }

    /// The text of the object.
    pub(crate) fn end(&mut self) -> String {
        self.0.push('}');
        std::mem::take(&mut self.0)
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_text(&mut self.0, name);
        self.0.push(':');
    }
}

/// RFC 8259 §7: the quotation mark, the backslash and control characters are escaped.
fn push_text(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                json.push('\\');
                json.push(c);
            }
            '\0'..='\x1f' => {
                json.push_str(if c < '\x10' { "\\u000" } else { "\\u001" });
                json.push(char::from_digit(u32::from(c) & 15, 16).unwrap_or('0'));
            }
            _ => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("JSON")
    }

    #[test]
    fn every_text_is_read_back_as_it_was() {
        let control: String = (0..0x20).filter_map(char::from_u32).collect();
        for text in ["", "Acme", "\"Acme\" \\ Co.", "Ünïcödé 😀 \u{2028}\u{7f}", control.as_str()] {
            assert_eq!(read(&Object::new().text(text, text).end()), json!({ text: text }), "{text:?}");
        }
    }

    #[test]
    fn members_are_separated_and_absent_ones_left_out() {
        assert_eq!(Object::new().members(None).end(), "{}");
        let joined = Object::new().members(Some(r#""a":1,"b":2"#)).members(Some(r#""c":3"#)).end();
        assert_eq!(read(&joined), json!({"a": 1, "b": 2, "c": 3}));
        let inner = Object::new().truth("no", false).end();
        let mut outer = Object::new();
        outer.optional("absent", None).optional("a", Some("1")).json("b", "2").json("c", &inner);
        assert_eq!(read(&outer.end()), json!({"a": "1", "b": 2, "c": {"no": false}}));
    }
}
