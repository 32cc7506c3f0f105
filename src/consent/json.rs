//! Strict reading of signed JSON: what we understood must be what was signed.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::{Map, Value};

/// Why signed JSON is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonError {
    /// Not JSON, or not of the expected shape.
    Invalid,
    /// Some object names a member twice.
    Duplicate,
}

/// Parses any JSON value, refusing duplicate members at every depth.
pub(crate) fn parse_value(bytes: &[u8]) -> Result<Value, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut deserializer).map_err(|e| {
        if e.to_string().starts_with(DUPLICATE) { JsonError::Duplicate } else { JsonError::Invalid }
    })?;
    deserializer.end().map_err(|_| JsonError::Invalid)?;
    Ok(value)
}

/// Parses into `T` and checks that `T` says what the bytes said: serde also reads a struct from an array, other
/// languages do not.
pub(crate) fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, JsonError> {
    from_value(&parse_value(bytes)?)
}

/// [`parse`], from a value that [`parse_value`] read.
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

const DUPLICATE: &str = "duplicate member";

struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Strict)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(Strict)?;
            if members.insert(name, value).is_some() {
                return Err(A::Error::custom(DUPLICATE));
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
        }
    }

    #[test]
    fn refuses_trailing_bytes_and_endless_nesting() {
        assert_eq!(parse_value(b"{} {}"), Err(JsonError::Invalid));
        assert_eq!(parse_value("[".repeat(100_000).as_bytes()), Err(JsonError::Invalid));
    }

    #[test]
    fn refuses_an_array_where_an_object_is_meant() {
        use crate::consent::Controller;
        let object = br#"{"name":"Acme","privacy_url":"/p","extra":1}"#;
        assert_eq!(parse::<Controller>(object).expect("an object").name, "Acme");
        assert_eq!(parse::<Controller>(br#"["Acme",null,"/p",null]"#), Err(JsonError::Invalid));
    }
}
