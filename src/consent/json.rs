//! Strict reading of signed JSON: what we understood must be what was signed, in every language.
//!
//! Readers of other languages guess differently at fractions, huge numbers, `null` and half surrogate pairs. Signed
//! JSON therefore has none of them (a stricter form of I-JSON, RFC 7493), and every reader comes to the same verdict.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::{Map, Value};

/// How deep objects and arrays of signed JSON nest, the outermost counted.
pub(crate) const MAX_DEPTH: u8 = 16;
/// The largest integer, either sign, that a double holds exactly: 2^53 − 1.
pub(crate) const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why signed JSON is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    /// Not JSON, or not of the expected shape.
    Invalid,
    /// It is JSON, but some object names a member twice.
    Duplicate,
}

/// Parses signed JSON: no `null`, integers only and within 2^53 − 1, at most [`MAX_DEPTH`] deep, no member twice.
pub(crate) fn parse_signed(bytes: &[u8]) -> Result<Value, JsonError> {
    read(bytes, true)
}

/// Parses any JSON value, refusing duplicate members at every depth.
pub(crate) fn parse_value(bytes: &[u8]) -> Result<Value, JsonError> {
    read(bytes, false)
}

/// [`parse_signed`] into `T`, and checks that `T` says what the bytes said: serde also reads a struct from an array,
/// other languages do not.
pub(crate) fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, JsonError> {
    from_value(&parse_signed(bytes)?)
}

/// [`parse`], from a value that [`parse_signed`] read.
pub(crate) fn from_value<T: DeserializeOwned + Serialize>(value: &Value) -> Result<T, JsonError> {
    let typed = T::deserialize(value).map_err(|_| JsonError::Invalid)?;
    let understood = serde_json::to_value(&typed).map_err(|_| JsonError::Invalid)?;
    if says_the_same(value, &understood) { Ok(typed) } else { Err(JsonError::Invalid) }
}

/// Whether everything in `understood` stands in `original` in the same form; `original` may say more.
fn says_the_same(original: &Value, understood: &Value) -> bool {
    match (original, understood) {
        (Value::Object(o), Value::Object(u)) => {
            u.iter().all(|(k, v)| o.get(k).is_some_and(|original| says_the_same(original, v)))
        }
        (Value::Array(o), Value::Array(u)) => {
            o.len() == u.len() && o.iter().zip(u).all(|(o, u)| says_the_same(o, u))
        }
        (o, u) => o == u,
    }
}

fn read(bytes: &[u8], signed: bool) -> Result<Value, JsonError> {
    let twice = Cell::new(false);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { signed, depth: 0, twice: &twice }
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|_| JsonError::Invalid)?;
    // Told last: whatever else is wrong is told first, so that a reader may look for twins before or after.
    if twice.get() { Err(JsonError::Duplicate) } else { Ok(value) }
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    /// Whether the rules of signed JSON hold, or those of any JSON.
    signed: bool,
    depth: u8,
    twice: &'a Cell<bool>,
}

impl Strict<'_> {
    fn refuse_if_signed<E: serde::de::Error>(self, value: Value) -> Result<Value, E> {
        if self.signed { Err(E::custom("not allowed in signed JSON")) } else { Ok(value) }
    }

    fn integer<E: serde::de::Error>(self, magnitude: u64, value: Value) -> Result<Value, E> {
        if magnitude <= MAX_INTEGER { Ok(value) } else { self.refuse_if_signed(value) }
    }

    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.signed && self.depth == MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(Self { depth: self.depth.saturating_add(1), ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_i64<E: serde::de::Error>(self, v: i64) -> Result<Value, E> {
        self.integer(v.unsigned_abs(), v.into())
    }
    fn visit_u64<E: serde::de::Error>(self, v: u64) -> Result<Value, E> {
        self.integer(v, v.into())
    }
    fn visit_f64<E: serde::de::Error>(self, v: f64) -> Result<Value, E> {
        self.refuse_if_signed(v.into())
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.refuse_if_signed(Value::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if members.insert(name, value).is_some() {
                self.twice.set(true);
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_any_json_once() {
        let text = br#"{"a":[1,-2,3.5,null,true,"x"],"b":{"a":1}}"#;
        assert_eq!(parse_value(text), Ok(serde_json::from_slice(text).expect("valid JSON")));
    }

    #[test]
    fn refuses_duplicate_members_at_every_depth_and_in_every_spelling() {
        for text in [r#"{"a":1,"a":1}"#, r#"{"x":[{"b":1,"b":2}]}"#, r#"{"a":1,"\u0061":2}"#] {
            assert_eq!(parse_value(text.as_bytes()), Err(JsonError::Duplicate), "{text}");
            assert_eq!(parse_signed(text.as_bytes()), Err(JsonError::Duplicate), "{text}");
        }
    }

    #[test]
    fn tells_of_twins_only_when_nothing_else_is_wrong() {
        for text in [r#"{"a":1,"a":1"#, r#"{"a":1.5,"a":1}"#, r#"{"a":1,"a":1} x"#, r#"{"a":null,"a":1}"#] {
            assert_eq!(parse_signed(text.as_bytes()), Err(JsonError::Invalid), "{text}");
        }
    }

    #[test]
    fn signed_json_has_no_number_that_readers_would_see_differently() {
        for text in ["0", "-1", "9007199254740991", "-9007199254740991"] {
            assert!(parse_signed(text.as_bytes()).is_ok(), "{text}");
        }
        for text in ["1.0", "1e0", "-0", "9007199254740992", "-9007199254740992", "1e999", "NaN", "01", "+1"]
        {
            assert_eq!(parse_signed(text.as_bytes()), Err(JsonError::Invalid), "{text}");
        }
    }

    #[test]
    fn signed_json_has_no_null_no_half_surrogate_no_foreign_byte() {
        for text in
            ["null", r#"[null]"#, r#""\ud800""#, r#""\udc00\ud800""#, "\u{feff}1", "'a'", "[1,]", "/**/1"]
        {
            assert_eq!(parse_signed(text.as_bytes()), Err(JsonError::Invalid), "{text}");
        }
        assert_eq!(parse_signed(b"\"\xff\""), Err(JsonError::Invalid));
        assert!(parse_signed(r#""\ud83d\ude00 \u0000""#.as_bytes()).is_ok());
    }

    #[test]
    fn signed_json_nests_sixteen_deep_and_no_deeper() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse_signed(nested(16).as_bytes()).is_ok());
        assert_eq!(parse_signed(nested(17).as_bytes()), Err(JsonError::Invalid));
        assert_eq!(parse_value("[".repeat(100_000).as_bytes()), Err(JsonError::Invalid));
    }

    #[test]
    fn refuses_trailing_bytes() {
        assert_eq!(parse_value(b"{} {}"), Err(JsonError::Invalid));
    }

    #[test]
    fn refuses_an_array_where_an_object_is_meant() {
        use crate::consent::Controller;
        let object = br#"{"name":"Acme","privacy_url":"/p","extra":1}"#;
        assert_eq!(parse::<Controller>(object).expect("an object").name, "Acme");
        assert_eq!(parse::<Controller>(br#"["Acme","a","/p","b"]"#), Err(JsonError::Invalid));
    }
}
