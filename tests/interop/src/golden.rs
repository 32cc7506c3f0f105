//! The golden vectors in `tests/vectors/jws/records.json`: acts and receipts with the verdict each must get.
//!
//! They are made by `interop vectors`, from fixed keys and with deterministic signatures (RFC 6979), so that making
//! them again gives the same file.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, bail};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::signature::Signer;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use test_support::{act, receipt_for};
use whatsapp_opt_in::consent::*;

use crate::request::{Kind, Request, Trust};
use crate::world;

/// Where the vectors stand in the workspace.
pub const PATH: &str = "tests/vectors/jws/records.json";

/// The vectors of the RFCs.
const RFC: &str = "tests/vectors/jws/rfc.json";

/// A vector.
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The question.
    pub request: Request,
    /// The verdict: `ok` or a code.
    pub code: String,
}

/// The vectors as read from the file.
pub struct Golden {
    /// Keys, audiences, issuers and the acts that receipts are for.
    pub trust: Trust,
    /// Every vector.
    pub cases: Vec<Case>,
}

impl Golden {
    /// Reads the file, and the RFCs' vectors.
    pub fn read(workspace: &Path) -> anyhow::Result<Self> {
        let read = |path: &str| std::fs::read(workspace.join(path)).with_context(|| format!("read {path}"));
        let mut golden = Self::parse(&read(PATH)?).context(PATH)?;
        golden.cases.extend(of_the_rfcs(&read(RFC)?).context(RFC)?);
        Ok(golden)
    }

    /// Reads the text of the file.
    pub fn parse(text: &[u8]) -> anyhow::Result<Self> {
        let file: Value = serde_json::from_slice(text)?;
        let list = |name: &str| serde_json::from_value(file["trust"][name].clone());
        let keys = JwkSet::from_json(file["trust"]["jwks"].to_string().as_bytes()).context("jwks")?;
        let mut golden = Self {
            trust: Trust {
                keys,
                audiences: list("audiences")?,
                issuers: list("issuers")?,
                receivers: list("receivers")?,
                log: file["trust"]["log"].as_str().map(str::to_owned),
                acts: vec![],
            },
            cases: vec![],
        };
        let mut acts = HashMap::new();
        for (kind, section) in [(Kind::Act, "acts"), (Kind::Receipt, "receipts")] {
            for vector in file[section].as_array().context("a list of vectors")? {
                let text = |name: &str| vector[name].as_str().map(str::to_owned).context("a text");
                let (name, token, code) = (text("name")?, text("token")?, text("verdict")?);
                let act = match vector.get("for").and_then(Value::as_str) {
                    Some(name) => Some(*acts.get(name).with_context(|| format!("no act {name}"))?),
                    None => None,
                };
                if kind == Kind::Act && code == "ok" {
                    acts.insert(name.clone(), golden.trust.acts.len());
                    let Ok(act) = verify_act(&token, &AwsLc, &Expect::default()) else {
                        bail!("{name} does not verify");
                    };
                    golden.trust.acts.push(act);
                }
                golden.cases.push(Case { name, request: Request { kind, token, act }, code });
            }
        }
        Ok(golden)
    }
}

/// Tokens and keys of the RFCs, offered as acts and as receipts.
fn of_the_rfcs(text: &[u8]) -> anyhow::Result<Vec<Case>> {
    let file: Value = serde_json::from_slice(text)?;
    let mut cases = vec![];
    let mut add = |name: &str, kind, token: &str, code: String| {
        let request = Request { kind, token: token.to_owned(), act: None };
        cases.push(Case { name: name.to_owned(), request, code });
    };
    for section in ["signatures", "refused", "keys"] {
        for vector in file[section].as_array().context("a list of vectors")? {
            let text = |name: &str| vector[name].as_str().context("a text");
            let (name, code) = (text("name")?, text("as_act")?);
            if section == "keys" {
                let header = json!({"alg": "ES256", "typ": "whatsapp-consent+jwt", "jwk": vector["jwk"]});
                let token = encode_compact(signing_input(&header, &json!({}))?, &[1; 64]);
                add(name, Kind::Act, &token, code.to_owned());
            } else {
                add(name, Kind::Act, text("token")?, code.to_owned());
                add(name, Kind::Receipt, text("token")?, code.replacen("act", "receipt", 1));
            }
        }
    }
    Ok(cases)
}

/// Makes the file's text.
pub fn make() -> anyhow::Result<String> {
    let keys = Keys::new()?;
    let mut jwks = JwkSet::new();
    for key in [&keys.es256, &keys.ed25519] {
        jwks.insert(key.public().thumbprint(), key.public());
    }
    let jwks: Value = serde_json::from_str(&jwks.to_json())?;
    let file = json!({
        "source": "made by `cargo run -p interop-tests -- vectors`; see README.md",
        "trust": {
            "jwks": jwks,
            "audiences": ["https://shop.example/v1/consents"],
            "issuers": ["https://shop.example", "https://m.shop.example"],
            "receivers": ["https://shop.example"],
            "log": "shop.example/log",
        },
        "acts": acts(&keys)?,
        "receipts": receipts(&keys)?,
    });
    Ok(serde_json::to_string_pretty(&file)? + "\n")
}

/// A key that signs the same bytes the same way every time.
enum FixedKey {
    P256(Box<p256::ecdsa::SigningKey>),
    Ed25519(Box<Ed25519KeyPair>),
}

struct Keys {
    /// The key of RFC 7515 appendix A.3.
    es256: FixedKey,
    /// The key of RFC 8037 appendix A.1.
    ed25519: FixedKey,
    /// A key nobody trusts.
    other: FixedKey,
}

impl Keys {
    fn new() -> anyhow::Result<Self> {
        let seed = |text: &str| URL_SAFE_NO_PAD.decode(text);
        Ok(Self {
            es256: FixedKey::p256(&seed("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI")?)?,
            ed25519: FixedKey::ed25519(&seed("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")?)?,
            other: FixedKey::p256(&Sha256::digest("a key nobody trusts"))?,
        })
    }
}

impl FixedKey {
    fn p256(scalar: &[u8]) -> anyhow::Result<Self> {
        Ok(Self::P256(Box::new(p256::ecdsa::SigningKey::from_slice(scalar)?)))
    }

    fn ed25519(seed: &[u8]) -> anyhow::Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).ok().context("an Ed25519 seed")?;
        Ok(Self::Ed25519(Box::new(pair)))
    }

    fn public(&self) -> PublicKey {
        match self {
            Self::P256(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                let bytes = point.as_bytes();
                let half = |range| <[u8; 32]>::try_from(&bytes[range]).unwrap_or_default();
                PublicKey::P256 { x: half(1..33), y: half(33..65) }
            }
            Self::Ed25519(pair) => {
                PublicKey::Ed25519(pair.public_key().as_ref().try_into().unwrap_or_default())
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_bytes().to_vec()
            }
            Self::Ed25519(pair) => pair.sign(message).as_ref().to_vec(),
        }
    }

    fn compact(&self, header: &[u8], claims: &[u8]) -> String {
        let input = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.sign(input.as_bytes());
        encode_compact(input, &signature)
    }

    fn alg(&self) -> &'static str {
        self.public().algorithm().name()
    }

    fn act_header(&self) -> Value {
        json!({ "alg": self.alg(), "typ": "whatsapp-consent+jwt", "jwk": self.public().to_jwk() })
    }

    fn receipt_header(&self) -> Value {
        json!({ "alg": self.alg(), "typ": "whatsapp-consent-receipt+jwt", "kid": self.public().thumbprint() })
    }
}

/// Vectors of one kind, as they are collected.
#[derive(Default)]
struct Section(Vec<Value>);

impl Section {
    fn add(&mut self, name: &str, verdict: &str, token: String, act: Option<&str>) {
        let mut vector = Map::new();
        vector.insert("name".into(), name.into());
        vector.insert("verdict".into(), verdict.into());
        if let Some(act) = act {
            vector.insert("for".into(), act.into());
        }
        vector.insert("token".into(), token.into());
        self.0.push(vector.into());
    }
}

fn acts(keys: &Keys) -> anyhow::Result<Vec<Value>> {
    let mut section = Section::default();
    let names = ["least claims", "all claims, renewed", "withdrawn by keyword", "refused", "imported"];
    for key in [&keys.es256, &keys.ed25519] {
        for (name, act) in names.iter().zip(world::acts()) {
            let token = key.compact(key.act_header().to_string().as_bytes(), &serde_json::to_vec(&act)?);
            section.add(&format!("{}: {name}", key.alg()), "ok", token, None);
        }
        act_attacks(&mut section, keys, key)?;
    }
    Ok(section.0)
}

/// Each named attack beside the honest act it imitates.
fn act_attacks(section: &mut Section, keys: &Keys, key: &FixedKey) -> anyhow::Result<()> {
    let alg = key.alg();
    let claims = serde_json::to_value(act())?;
    let honest = key.compact(key.act_header().to_string().as_bytes(), claims.to_string().as_bytes());
    let mut add = |name: &str, verdict: &str, token: String| {
        section.add(&format!("{alg}: {name}"), verdict, token, None);
    };

    for (name, verdict, pointer, value) in header_attacks(alg, keys) {
        let mut header = key.act_header();
        set(&mut header, pointer, value);
        add(name, verdict, key.compact(header.to_string().as_bytes(), claims.to_string().as_bytes()));
    }
    for (name, verdict, pointer, value) in claim_attacks() {
        let mut claims = claims.clone();
        set(&mut claims, pointer, value);
        add(
            name,
            verdict,
            key.compact(key.act_header().to_string().as_bytes(), claims.to_string().as_bytes()),
        );
    }
    for (name, verdict, text) in json_attacks(&claims.to_string()) {
        add(name, verdict, key.compact(key.act_header().to_string().as_bytes(), &text));
    }
    let twice = key.act_header().to_string().replacen('{', r#"{"alg":"none","#, 1);
    add(
        "alg named twice",
        "act_duplicate_member",
        key.compact(twice.as_bytes(), claims.to_string().as_bytes()),
    );
    let receipt = key.compact(key.receipt_header().to_string().as_bytes(), claims.to_string().as_bytes());
    add("a receipt's header", "act_type_wrong", receipt);
    for (name, verdict, token) in token_attacks(&honest) {
        add(name, verdict, token);
    }
    let by_other = keys.other.compact(key.act_header().to_string().as_bytes(), claims.to_string().as_bytes());
    add("signed by another key than it carries", "act_signature_invalid", by_other);
    let message = honest.rsplit_once('.').map_or("", |(message, _)| message);
    add("HMAC with the public key", "act_signature_invalid", hmac_with(key, message));
    let mut unsigned = key.act_header();
    set(&mut unsigned, "/alg", json!("none"));
    let claims = claims.to_string();
    add("alg none and no signature", "act_not_compact", without_signature(&unsigned, &claims));
    set(&mut unsigned, "/alg", json!("HS256"));
    let confused = key.compact(unsigned.to_string().as_bytes(), claims.as_bytes());
    let message = confused.rsplit_once('.').map_or("", |(message, _)| message);
    add("HS256 with the public key", "act_algorithm_forbidden", hmac_with(key, message));
    Ok(())
}

/// The message with an HMAC, whose secret is what everybody knows: the public key.
fn hmac_with(key: &FixedKey, message: &str) -> String {
    let secret = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, key.public().to_jwk().x.as_bytes());
    encode_compact(message.into(), aws_lc_rs::hmac::sign(&secret, message.as_bytes()).as_ref())
}

/// An "unsecured JWS" (RFC 7515 appendix A.5).
fn without_signature(header: &Value, claims: &str) -> String {
    format!("{}.{}.", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims))
}

type Attack = (&'static str, &'static str, &'static str, Value);

fn header_attacks(alg: &str, keys: &Keys) -> Vec<Attack> {
    let other_alg = if alg == "ES256" { "Ed25519" } else { "ES256" };
    let mut attacks = vec![
        ("alg none", "act_algorithm_forbidden", "/alg", json!("none")),
        ("alg HS256", "act_algorithm_forbidden", "/alg", json!("HS256")),
        ("alg EdDSA, the retired name", "act_algorithm_forbidden", "/alg", json!("EdDSA")),
        ("alg of another kind of key", "act_key_invalid", "/alg", json!(other_alg)),
        ("alg is no text", "act_header_invalid", "/alg", json!(1)),
        ("typ JWT", "act_type_wrong", "/typ", json!("JWT")),
        ("typ in other letters", "act_type_wrong", "/typ", json!("WhatsApp-Consent+JWT")),
        ("typ with application/", "act_type_wrong", "/typ", json!("application/whatsapp-consent+jwt")),
        ("jku", "act_header_member_forbidden", "/jku", json!("https://evil.example/keys")),
        ("x5u", "act_header_member_forbidden", "/x5u", json!("https://evil.example/cert")),
        ("x5c", "act_header_member_forbidden", "/x5c", json!(["MIIB"])),
        ("crit", "act_header_member_forbidden", "/crit", json!(["exp"])),
        ("b64", "act_header_member_forbidden", "/b64", json!(false)),
        ("kid beside jwk", "act_header_member_forbidden", "/kid", json!("x")),
        ("no jwk", "act_header_invalid", "/jwk", Value::Null),
        ("jwk is no object", "act_key_invalid", "/jwk", json!("key")),
        ("private d", "act_key_private", "/jwk/d", json!("AQ")),
        ("secret k", "act_key_private", "/jwk/k", json!("AQ")),
        ("another curve", "act_key_invalid", "/jwk/crv", json!("P-384")),
        ("another kind of key", "act_key_invalid", "/jwk/kty", json!("RSA")),
        ("x too short", "act_key_invalid", "/jwk/x", json!("AQ")),
        ("key_ops, use and alg in jwk are not read", "ok", "/jwk/key_ops", json!(["sign"])),
        ("another key", "", "/jwk", json!(keys.other.public().to_jwk())),
    ];
    // Under ES256 the other key is of the right kind, and simply not the signer's.
    if let Some(last) = attacks.last_mut() {
        last.1 = if alg == "ES256" { "act_signature_invalid" } else { "act_key_invalid" };
    }
    if alg == "Ed25519" {
        let one = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        attacks.push(("a point of small order", "act_key_invalid", "/jwk/x", json!(one)));
    }
    if alg == "ES256" {
        let seven = URL_SAFE_NO_PAD.encode([7; 32]);
        attacks.push(("a point that is not on the curve", "act_signature_invalid", "/jwk/y", json!(seven)));
    }
    attacks
}

fn claim_attacks() -> Vec<Attack> {
    let evil = || json!("https://evil.example");
    vec![
        ("a claim of a later version is let through", "ok", "/future", json!({ "new": 1 })),
        ("an exp in the past is no matter", "ok", "/exp", json!(1)),
        ("schema 2", "act_schema_unknown", "/schema", json!(2)),
        ("schema as text", "act_claims_invalid", "/schema", json!("1")),
        ("no schema", "act_claims_invalid", "/schema", Value::Null),
        ("no controller", "act_claims_invalid", "/controller", Value::Null),
        ("an array for an object", "act_claims_invalid", "/event", json!(["ConsentGiven", "checkbox"])),
        ("an unknown event", "act_claims_invalid", "/event/type", json!("Given")),
        ("an unknown category", "act_claims_invalid", "/purposes/0/category", json!("Utility")),
        (
            "two ways in one withdrawal",
            "act_claims_invalid",
            "/withdrawal/0",
            json!({"keyword": "STOP", "url": "x"}),
        ),
        ("another audience", "act_audience_wrong", "/aud", evil()),
        ("another issuer", "act_issuer_wrong", "/iss", evil()),
        ("a number without tel:", "act_number_malformed", "/sub", json!("+33612345678")),
        ("a number with spaces", "act_number_malformed", "/sub", json!("tel:+33 612345678")),
        ("a number that starts with 0", "act_number_malformed", "/sub", json!("tel:+0612345678")),
        ("a number with a line break", "act_number_malformed", "/sub", json!("tel:+33612345678\n")),
        ("a number in other digits", "act_number_malformed", "/sub", json!("tel:+٣٣٦١٢٣٤٥٦٧٨")),
        ("jti of version 4", "act_jti_malformed", "/jti", json!("01931e5e-7b5a-4c3d-9e2f-0123456789ab")),
        ("jti in capitals", "act_jti_malformed", "/jti", json!("01931E5E-7B5A-7C3D-9E2F-0123456789AB")),
        ("it replaces itself", "act_supersedes_itself", "/event/supersedes", json!(act().jti)),
        ("supersedes no jti", "act_jti_malformed", "/event/supersedes", json!("1")),
        ("other words than their digest", "act_notice_digest_wrong", "/notice/text", json!("Other words")),
        ("no purposes", "act_purposes_inconsistent", "/purposes", json!([])),
        ("given, but nothing granted", "act_purposes_inconsistent", "/purposes/0/granted", json!(false)),
        ("refused, but granted", "act_purposes_inconsistent", "/event/type", json!("ConsentRefused")),
        ("ticked beforehand", "act_not_a_choice", "/ui/checked_by_default", json!(true)),
        ("ticked by a script", "act_not_a_choice", "/ui/trusted_event", json!(false)),
    ]
}

/// Writings of the claims that are signed and still refused.
fn json_attacks(claims: &str) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let first = |member: &str| claims.replacen('{', &format!("{{{member},"), 1).into_bytes();
    let nested = |depth: usize| first(&format!("\"deep\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    let invalid = "act_claims_invalid";
    let duplicate = "act_duplicate_member";
    vec![
        ("sub named twice", duplicate, first(r#""sub":"tel:+33600000000""#)),
        ("sub named twice, once in escapes", duplicate, first(r#""\u0073ub":"tel:+33600000000""#)),
        ("a nested member twice", duplicate, first(r#""future":[{"a":1,"a":1}]"#)),
        ("twice, and no JSON", invalid, first(r#""a":1,"a":1.5"#)),
        ("null", invalid, first(r#""nonce":null"#)),
        ("a fraction", invalid, first(r#""future":1.0"#)),
        ("an exponent", invalid, first(r#""future":1e0"#)),
        ("minus zero", invalid, first(r#""future":-0"#)),
        ("the largest integer", "ok", first(r#""future":9007199254740991"#)),
        ("an integer too large", invalid, first(r#""future":9007199254740992"#)),
        ("half a surrogate pair", invalid, first(r#""future":"\ud800""#)),
        ("a surrogate pair", "ok", first(r#""future":"\ud83d\ude00""#)),
        ("sixteen levels", "ok", nested(15)),
        ("seventeen levels", invalid, nested(16)),
        ("NaN", invalid, first(r#""future":NaN"#)),
        ("a comment", invalid, first(r#"/**/"future":1"#)),
        ("a byte order mark", invalid, format!("\u{feff}{claims}").into_bytes()),
        ("bytes after the JSON", invalid, format!("{claims}{claims}").into_bytes()),
        ("no UTF-8", invalid, [claims.as_bytes(), b"\xff"].concat()),
        ("spaces between members are no matter", "ok", claims.replace(",\"", " ,\n\"").into_bytes()),
        ("a list", invalid, b"[]".to_vec()),
    ]
}

/// Changes to the finished token.
fn token_attacks(honest: &str) -> Vec<(&'static str, &'static str, String)> {
    let (message, signature) = honest.rsplit_once('.').unwrap_or_default();
    let (header, claims) = message.split_once('.').unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    let with = |signature: &[u8]| format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
    // The last of 86 characters holds four bits that no byte uses.
    let stray = format!("{}{}", &honest[..honest.len() - 1], stray(&signature[85..]));
    vec![
        ("nothing", "act_not_compact", String::new()),
        ("no signature part", "act_not_compact", message.into()),
        ("an empty signature", "act_not_compact", format!("{message}.")),
        ("four parts", "act_not_compact", format!("{honest}.x")),
        ("padding", "act_base64_invalid", format!("{honest}=")),
        ("stray bits", "act_base64_invalid", stray),
        ("a line break", "act_base64_invalid", format!("{header}\n.{claims}.{signature}")),
        ("a space in front", "act_base64_invalid", format!(" {honest}")),
        ("a character that is not ASCII", "act_base64_invalid", honest.replacen('e', "é", 1)),
        ("larger than 16 KiB", "act_too_large", "a".repeat(16 * 1024 + 1)),
        ("a short signature", "act_signature_invalid", with(&bytes[..40])),
        ("a signature of zeroes", "act_signature_invalid", with(&[0; 64])),
        ("a signature with a byte more", "act_signature_invalid", with(&[&bytes[..], &[0]].concat())),
        ("the header is no JSON", "act_header_invalid", format!("bm9qc29u.{claims}.{signature}")),
        ("the header is empty", "act_header_invalid", format!("e30.{claims}.{signature}")),
    ]
}

fn stray(last: &str) -> char {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = alphabet.find(last).unwrap_or(0);
    alphabet.as_bytes().get(at + 1).map_or('_', |byte| char::from(*byte))
}

fn receipts(keys: &Keys) -> anyhow::Result<Vec<Value>> {
    let mut section = Section::default();
    for key in [&keys.es256, &keys.ed25519] {
        let alg = key.alg();
        let for_act = format!("{alg}: least claims");
        let token = key.compact(key.act_header().to_string().as_bytes(), &serde_json::to_vec(&act())?);
        let act = verify_act(&token, &AwsLc, &Expect::default())?;
        for (name, receipt) in ["least claims", "all claims"].iter().zip(world::receipts(&act)) {
            let token =
                key.compact(key.receipt_header().to_string().as_bytes(), &serde_json::to_vec(&receipt)?);
            section.add(&format!("{alg}: {name}"), "ok", token.clone(), Some(&for_act));
            section.add(&format!("{alg}: {name}, for any act"), "ok", token.clone(), None);
            let other = format!("{alg}: refused");
            let name = format!("{alg}: {name}, for another act");
            section.add(&name, "receipt_for_other_act", token, Some(&other));
        }
        section.add(&format!("{alg}: an act"), "receipt_type_wrong", token, None);
        receipt_attacks(&mut section, keys, key, &receipt_for(&act))?;
    }
    Ok(section.0)
}

fn receipt_attacks(
    section: &mut Section,
    keys: &Keys,
    key: &FixedKey,
    receipt: &Receipt,
) -> anyhow::Result<()> {
    let alg = key.alg();
    let header = key.receipt_header();
    let claims = serde_json::to_value(receipt)?;
    let mut add = |name: &str, verdict: &str, token: String| {
        section.add(&format!("{alg}: {name}"), verdict, token, None);
    };
    let other = if alg == "ES256" { "Ed25519" } else { "ES256" };
    let attacks: [Attack; 16] = [
        ("alg none", "receipt_algorithm_forbidden", "/alg", json!("none")),
        ("alg HS256", "receipt_algorithm_forbidden", "/alg", json!("HS256")),
        ("alg of another kind of key", "receipt_algorithm_forbidden", "/alg", json!(other)),
        ("alg EdDSA, the retired name", "receipt_algorithm_forbidden", "/alg", json!("EdDSA")),
        ("typ of an act", "receipt_type_wrong", "/typ", json!("whatsapp-consent+jwt")),
        ("it brings its own key", "receipt_header_member_forbidden", "/jwk", json!(key.public().to_jwk())),
        ("jku", "receipt_header_member_forbidden", "/jku", json!("https://evil.example/keys")),
        ("x5u", "receipt_header_member_forbidden", "/x5u", json!("https://evil.example/cert")),
        ("x5c", "receipt_header_member_forbidden", "/x5c", json!(["MIIB"])),
        (
            "another's key in place of the trusted one",
            "receipt_header_member_forbidden",
            "/jwk",
            json!(keys.other.public().to_jwk()),
        ),
        ("crit", "receipt_header_member_forbidden", "/crit", json!(["exp"])),
        ("b64", "receipt_header_member_forbidden", "/b64", json!(false)),
        ("no kid", "receipt_header_invalid", "/kid", Value::Null),
        ("kid is no text", "receipt_header_invalid", "/kid", json!(1)),
        ("an unknown kid", "receipt_key_unknown", "/kid", json!("x")),
        ("an untrusted key's kid", "receipt_key_unknown", "/kid", json!(keys.other.public().thumbprint())),
    ];
    for (name, verdict, pointer, value) in attacks {
        let mut header = header.clone();
        set(&mut header, pointer, value);
        add(name, verdict, key.compact(header.to_string().as_bytes(), claims.to_string().as_bytes()));
    }
    let elsewhere = json!({
        "origin": "evil.example/log", "size": 1, "index": 0, "salt": "qqqqqqqqqqqqqqqqqqqqqg==",
        "root": "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=", "path": [],
    });
    let attacks: [Attack; 8] = [
        ("another receiver", "receipt_issuer_wrong", "/iss", json!("https://evil.example")),
        ("another log", "receipt_log_wrong", "/log", elsewhere),
        ("a claim of a later version is let through", "ok", "/future", json!({ "new": 1 })),
        ("seq 0", "ok", "/seq", json!(0)),
        ("seq below 0", "receipt_claims_invalid", "/seq", json!(-1)),
        ("no record_sha256", "receipt_claims_invalid", "/record_sha256", Value::Null),
        ("an unknown assurance", "receipt_claims_invalid", "/assurance", json!("certain")),
        ("log is a list", "receipt_claims_invalid", "/log", json!([])),
    ];
    for (name, verdict, pointer, value) in attacks {
        let mut claims = claims.clone();
        set(&mut claims, pointer, value);
        add(name, verdict, key.compact(header.to_string().as_bytes(), claims.to_string().as_bytes()));
    }
    let mut unsigned = header.clone();
    set(&mut unsigned, "/alg", json!("none"));
    add(
        "alg none and no signature",
        "receipt_not_compact",
        without_signature(&unsigned, &claims.to_string()),
    );
    let (header, claims) = (header.to_string(), claims.to_string());
    let forged = keys.other.compact(header.as_bytes(), claims.as_bytes());
    add("signed by a key nobody trusts", "receipt_signature_invalid", forged);
    let twice = claims.replacen('{', r#"{"seq":2,"#, 1);
    add("seq named twice", "receipt_duplicate_member", key.compact(header.as_bytes(), twice.as_bytes()));
    let honest = key.compact(header.as_bytes(), claims.as_bytes());
    let (message, signature) = honest.rsplit_once('.').unwrap_or_default();
    add("HMAC with the trusted public key", "receipt_signature_invalid", hmac_with(key, message));
    let stray = format!("{}{}", &honest[..honest.len() - 1], stray(&signature[85..]));
    add("stray bits", "receipt_base64_invalid", stray);
    add("an empty signature", "receipt_not_compact", format!("{message}."));
    let twice = header.replacen('{', r#"{"kid":"x","#, 1);
    add("kid named twice", "receipt_duplicate_member", key.compact(twice.as_bytes(), claims.as_bytes()));
    add("padding", "receipt_base64_invalid", format!("{honest}="));
    add("two parts", "receipt_not_compact", honest.rsplit_once('.').map_or("", |(m, _)| m).into());
    add("larger than 16 KiB", "receipt_too_large", "a".repeat(16 * 1024 + 1));
    Ok(())
}

/// Sets a member; `null` takes it away.
fn set(target: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    match target.pointer_mut(parent) {
        Some(Value::Object(members)) if value.is_null() => {
            members.remove(name);
        }
        Some(Value::Object(members)) => {
            members.insert(name.into(), value);
        }
        Some(Value::Array(items)) => {
            if let Some(item) = name.parse().ok().and_then(|i: usize| items.get_mut(i)) {
                *item = value;
            }
        }
        _ => {}
    }
}
