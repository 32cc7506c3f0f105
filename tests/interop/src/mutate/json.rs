//! Changes to JSON: what is said, how it is written, and what is no JSON at all.

use fastrand::Rng;
use serde_json::{Map, Value};

use super::pick;
use crate::request::Kind;

/// A JSON pointer and a literal to put there.
pub(super) type Edit = (&'static str, &'static str);

/// Stands for a literal until the JSON is written.
const LITERAL: &str = "@@literal@@";

/// Literals of every type, and texts that only look like JSON.
const LITERALS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "2",
    "1790000000",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740991",
    "-9007199254740992",
    "18446744073709551616",
    "1.0",
    "1.5",
    "1e0",
    "1E3",
    "-0",
    "-0.0",
    "1e999",
    "01",
    "+1",
    ".5",
    "1.",
    "0x1",
    "NaN",
    "Infinity",
    "-Infinity",
    "1_000",
    "\"\"",
    "\"x\"",
    "\"1\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ude00\\ud83d\"",
    "\"\\\\ud800\"",
    "\"\\ud800\\\\udc00\"",
    "\"\\uD800x\"",
    "\"\\u00e9\"",
    "\"é\"",
    "\"\\/\"",
    "\"\\q\"",
    "\"\\x41\"",
    "\"\\u12\"",
    "\"a\nb\"",
    "\"\t\"",
    "\"\u{7f}\"",
    "\"\u{2028}\"",
    "\"\u{feff}\"",
    "'x'",
    "`x`",
    "x",
    "\"",
    "[]",
    "{}",
    "[[]]",
    "[null]",
    "[\"x\"]",
    "{\"\":1}",
    "{\"__proto__\":{\"a\":1}}",
    "{\"a\":1,\"a\":1}",
    "{\"a\":1,\"\\u0061\":2}",
    "[1,]",
    "{\"a\":1,}",
    "{a:1}",
    "/**/1",
    "1//",
    "1 /* */",
    "undefined",
    "",
    "\"tel:+33612345678\"",
    "\"ConsentGiven\"",
    "\"checkbox\"",
    "\"utility\"",
    "[\"ConsentGiven\",\"checkbox\"]",
    "{\"ConsentGiven\":null}",
    "{\"json_class\":\"String\"}",
];

/// Claims of an act and values that its rules are about.
const ACT_EDITS: &[Edit] = &[
    ("/schema", "2"),
    ("/schema", "0"),
    ("/schema", "1.0"),
    ("/schema", "\"1\""),
    ("/schema", "true"),
    ("/schema", "-1"),
    ("/iss", "\"https://evil.example\""),
    ("/iss", "\"https://shop.example/\""),
    ("/iss", "\"https://m.shop.example\""),
    ("/aud", "\"https://evil.example/v1/consents\""),
    ("/aud", "[\"https://shop.example/v1/consents\"]"),
    ("/aud", "\"https://shop.example/v1/consents\""),
    ("/sub", "\"+33612345678\""),
    ("/sub", "\"tel:+0612345678\""),
    ("/sub", "\"tel:+1\""),
    ("/sub", "\"tel:+12\""),
    ("/sub", "\"tel:+1234567890123456\""),
    ("/sub", "\"tel:+33612345678\\n\""),
    ("/sub", "\"TEL:+33612345678\""),
    ("/sub", "\"tel:+٣٣٦١٢٣٤٥٦\""),
    ("/sub", "\"tel:+33612345678;ext=1\""),
    ("/sub", "\"tel:+33-612345678\""),
    ("/sub", "\"\\u0074el:+33612345678\""),
    ("/jti", "\"01931e5e-7b5a-7c3d-9e2f-0123456789ad\""),
    ("/jti", "\"01931E5E-7B5A-7C3D-9E2F-0123456789AD\""),
    ("/jti", "\"01931e5e-7b5a-4c3d-9e2f-0123456789ad\""),
    ("/jti", "\"01931e5e-7b5a-7c3d-ce2f-0123456789ad\""),
    ("/jti", "\"01931e5e7b5a7c3d9e2f0123456789ad\""),
    ("/jti", "\"01931e5e-7b5a-7c3d-9e2f-0123456789ad\\n\""),
    ("/event/type", "\"ConsentGiven\""),
    ("/event/type", "\"ConsentRefused\""),
    ("/event/type", "\"ConsentWithdrawn\""),
    ("/event/type", "\"RenewedConsentGiven\""),
    ("/event/type", "\"consentgiven\""),
    ("/event/method", "\"checkbox\""),
    ("/event/method", "\"import\""),
    ("/event/method", "\"PreferenceCentre\""),
    ("/event/supersedes", "\"x\""),
    ("/event/supersedes", "\"01931e5e-7b5a-7c3d-9e2f-0123456789ab\""),
    ("/event/supersedes", "\"01931e5e-7b5a-7c3d-9e2f-0123456789ad\""),
    ("/purposes", "[]"),
    ("/purposes/0/granted", "false"),
    ("/purposes/0/granted", "true"),
    ("/purposes/0/granted", "1"),
    ("/purposes/0/category", "\"Marketing\""),
    ("/notice/text", "\"Other words\""),
    ("/notice/sha256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""),
    ("/notice/text", "\"\""),
    ("/notice/language", "\"\""),
    ("/withdrawal", "[]"),
    ("/withdrawal/0", "{\"keyword\":\"STOP\",\"url\":\"x\"}"),
    ("/withdrawal/0", "{\"Keyword\":\"STOP\"}"),
    ("/withdrawal/0", "{}"),
    ("/withdrawal/0", "\"keyword\""),
    ("/recipients", "[]"),
    ("/recipients", "[1]"),
    ("/ui/checked_by_default", "true"),
    ("/ui/trusted_event", "false"),
    ("/ui/trusted_event", "true"),
    ("/ui", "[]"),
    ("/policy", "{}"),
    ("/policy", "{\"editions\":[],\"findings\":[]}"),
    ("/valid_until", "1"),
    ("/valid_until", "\"1\""),
    ("/exp", "1"),
    ("/nbf", "9007199254740991"),
    ("/iat", "9007199254740991"),
    ("/iat", "-9007199254740991"),
    ("/iat", "9007199254740992"),
    ("/nonce", "\"\""),
    ("/nonce", "1"),
];

/// The same for a receipt.
const RECEIPT_EDITS: &[Edit] = &[
    ("/seq", "0"),
    ("/seq", "-1"),
    ("/seq", "1.0"),
    ("/seq", "9007199254740992"),
    ("/seq", "\"1\""),
    ("/assurance", "\"fresh\""),
    ("/assurance", "\"Fresh\""),
    ("/assurance", "\"number-confirmed\""),
    ("/assurance", "\"certain\""),
    ("/jti", "\"01931e5e-7b5a-7c3d-9e2f-0123456789ad\""),
    ("/jti", "\"x\""),
    ("/record_sha256", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""),
    ("/record_sha256", "1"),
    ("/log", "[]"),
    ("/log", "{}"),
    ("/log/index", "-1"),
    ("/log/path", "[1]"),
    ("/log/size", "1.5"),
    ("/withdraw_url", "1"),
    ("/withdraw_url", "\"\""),
    ("/exp", "1"),
    ("/iat", "-1"),
    ("/aud", "\"x\""),
    ("/iss", "\"https://evil.example\""),
];

/// The edits that a kind of token has rules about.
pub(super) fn claim_edits(kind: Kind) -> &'static [Edit] {
    match kind {
        Kind::Act => ACT_EDITS,
        Kind::Receipt => RECEIPT_EDITS,
    }
}

/// Changes JSON one to three times: its members, its writing, or its bytes.
pub(super) fn change(rng: &mut Rng, original: &Value, edits: &[Edit]) -> Vec<u8> {
    let mut value = original.clone();
    let mut literals = vec![];
    for _ in 0..=rng.u8(..2) {
        match rng.u8(..8) {
            0..5 => {
                let (pointer, literal) = pick(rng, edits);
                put(&mut value, pointer, literal, &mut literals);
            }
            5 => {
                let pointer = any_pointer(rng, &value);
                put(&mut value, &pointer, pick(rng, LITERALS), &mut literals);
            }
            6 => remove(rng, &mut value),
            _ => add_or_rename(rng, &mut value, &mut literals),
        }
    }
    let text = write(&value, &literals);
    match rng.u8(..12) {
        0 => twice(rng, &text, &value),
        1 => bytes(rng, text.into_bytes()),
        2 => around(rng, &text),
        3 => deep(rng, &text),
        4 => spaced(rng, &text),
        _ => text.into_bytes(),
    }
}

/// Puts a literal where the pointer says, if its parent is there.
fn put(value: &mut Value, pointer: &str, literal: &'static str, literals: &mut Vec<&'static str>) {
    let mark = || Value::from(format!("{LITERAL}{}@", literals.len()));
    let Some((parent, name)) = pointer.rsplit_once('/') else {
        *value = mark();
        literals.push(literal);
        return;
    };
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => members.insert(name.to_owned(), mark()),
        Some(Value::Array(items)) => {
            let Some(item) = name.parse().ok().and_then(|i: usize| items.get_mut(i)) else { return };
            Some(std::mem::replace(item, mark()))
        }
        _ => return,
    };
    literals.push(literal);
}

fn write(value: &Value, literals: &[&str]) -> String {
    let mut text = value.to_string();
    for (i, literal) in literals.iter().enumerate() {
        text = text.replace(&format!("\"{LITERAL}{i}@\""), literal);
    }
    text
}

/// Pointers to every value but the outermost.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, v)| (name.clone(), v)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
        _ => vec![],
    };
    for (name, child) in children {
        let pointer = format!("{at}/{name}");
        pointers(child, &pointer, found);
        found.push(pointer);
    }
}

fn any_pointer(rng: &mut Rng, value: &Value) -> String {
    let mut found = vec![];
    pointers(value, "", &mut found);
    if found.is_empty() || rng.u8(..60) == 0 {
        String::new()
    } else {
        found.swap_remove(rng.usize(..found.len()))
    }
}

fn remove(rng: &mut Rng, value: &mut Value) {
    let pointer = any_pointer(rng, value);
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    match value.pointer_mut(parent) {
        Some(Value::Object(members)) => {
            members.remove(name);
        }
        Some(Value::Array(items)) => {
            name.parse().ok().filter(|i| *i < items.len()).map(|i: usize| items.remove(i));
        }
        _ => {}
    }
}

fn add_or_rename(rng: &mut Rng, value: &mut Value, literals: &mut Vec<&'static str>) {
    let pointer = any_pointer(rng, value);
    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent).to_owned();
    let name = pointer.rsplit_once('/').map_or("", |(_, name)| name);
    let renamed = match rng.u8(..5) {
        0 => name.to_uppercase(),
        1 => format!("{name} "),
        2 => "__proto__".to_owned(),
        3 => "constructor".to_owned(),
        _ => "future".to_owned(),
    };
    if rng.bool() {
        put(value, &format!("{parent}/{renamed}"), pick(rng, LITERALS), literals);
    } else if let Some(Value::Object(members)) = value.pointer_mut(&parent)
        && let Some(old) = members.remove(name)
    {
        members.insert(renamed, old);
    }
}

/// Names one member twice, in this or that spelling, with the same or another value.
fn twice(rng: &mut Rng, text: &str, value: &Value) -> Vec<u8> {
    let empty = Map::new();
    let members = value.as_object().unwrap_or(&empty);
    let names: Vec<&String> = members.keys().collect();
    let (Some(start), false) = (text.find('{'), names.is_empty()) else { return text.into() };
    let name = pick(rng, &names);
    let spelled = if rng.bool() {
        name.clone()
    } else {
        name.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect()
    };
    let same = members.get(name).map(Value::to_string).unwrap_or_default();
    let value = if rng.bool() && !same.contains(LITERAL) { same } else { pick(rng, LITERALS).to_owned() };
    if rng.bool() {
        format!("{}\"{spelled}\":{value},{}", &text[..=start], &text[start + 1..]).into_bytes()
    } else {
        let end = text.rfind('}').unwrap_or(text.len());
        format!("{},\"{spelled}\":{value}{}", &text[..end], &text[end..]).into_bytes()
    }
}

/// Changes bytes, which may leave no UTF-8.
fn bytes(rng: &mut Rng, mut text: Vec<u8>) -> Vec<u8> {
    for _ in 0..=rng.u8(..3) {
        if text.is_empty() {
            break;
        }
        let at = rng.usize(..text.len());
        match rng.u8(..4) {
            0 => {
                text.remove(at);
            }
            1 => text.insert(at, rng.u8(..)),
            2 => text[at] = pick(rng, b"{}[]:,\"\\/ \n0123456789-+.eEtfnu\x80\xc0\xed\xff\x00"),
            _ => text[at] ^= 1 << rng.u8(..8),
        }
    }
    text
}

/// Something before or after the JSON, or another encoding.
fn around(rng: &mut Rng, text: &str) -> Vec<u8> {
    match rng.u8(..9) {
        0 => format!("\u{feff}{text}").into_bytes(),
        1 => format!("{text}\0").into_bytes(),
        2 => format!("{text}{text}").into_bytes(),
        3 => format!("[{text}]").into_bytes(),
        4 => format!(" \t\r\n{text}\n").into_bytes(),
        5 => format!("{text}\u{a0}").into_bytes(),
        6 => format!("// \n{text}").into_bytes(),
        7 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => format!("{text}\u{c}").into_bytes(),
    }
}

/// Nests a new member around the limit of sixteen, or far beyond.
fn deep(rng: &mut Rng, text: &str) -> Vec<u8> {
    let depth = if rng.u8(..8) == 0 { rng.usize(100..4000) } else { rng.usize(12..20) };
    let (open, close) = pick(rng, &[("[", "]"), ("{\"a\":", "}")]);
    let inner = if open == "[" { "" } else { "1" };
    let nested = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
    text.replacen('{', &format!("{{\"deep\":{nested},"), 1).into_bytes()
}

/// Spaces where JSON allows them, and a few where it does not.
fn spaced(rng: &mut Rng, text: &str) -> Vec<u8> {
    let space = pick(rng, &[" ", "\n", "\t", "\r", " ", "\u{b}", "\u{c}", "\u{a0}"]);
    text.replace(',', &format!("{space},")).replace(':', &format!(":{space}")).into_bytes()
}
