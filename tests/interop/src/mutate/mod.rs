//! Tokens that are wrong in one way or another, from a seeded generator.
//!
//! Some changes are made to the finished token, some to its parts before they are signed again: the first kind tests
//! the signature, the second everything that is looked at besides.

mod compact;
mod header;
mod json;
mod signature;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::request::{Kind, Request};
use crate::world::{Honest, World};

/// Ed25519 points of orders 1, 2, 4 and 8 (RFC 8032 §5.1), two of them not in canonical form.
const SMALL_ORDER: [&str; 6] = [
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "7P_______________________________________38",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU",
    "7v_______________________________________38",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
];

/// A mutated token.
pub struct Mutated {
    /// The question.
    pub request: Request,
    /// The kind of mutation.
    pub kind: &'static str,
    /// Whether accepting it would be accepting what nobody signed.
    pub must_be_refused: bool,
}

/// Makes mutated tokens of a world's honest ones, the same for the same seed but for the randomness in ES256.
pub struct Mutator<'a> {
    world: &'a World,
    rng: Rng,
}

/// What a token is made of, before signing.
struct Parts {
    header: Vec<u8>,
    claims: Vec<u8>,
}

impl<'a> Mutator<'a> {
    /// A generator over the honest tokens of `world`.
    pub fn new(world: &'a World, seed: u64) -> Self {
        Self { world, rng: Rng::with_seed(seed) }
    }

    /// The next token.
    pub fn token(&mut self) -> Mutated {
        let world = self.world;
        // Acts and receipts alike, though there are more receipts.
        let kind = if self.rng.bool() { Kind::Act } else { Kind::Receipt };
        let honest = loop {
            let honest = &world.honest[self.rng.usize(..world.honest.len())];
            if honest.kind == kind {
                break honest;
            }
        };
        match self.rng.u8(..20) {
            0..3 => self.unsigned(honest, "bytes of the token", compact::change_bytes),
            3..5 => self.unsigned(honest, "base64 of the token", compact::change_base64),
            5 => self.unsigned(honest, "parts of the token", compact::change_parts),
            6..8 => self.signature(honest),
            8 => self.swap_signatures(honest),
            9..11 => self.resigned(honest, "header, signed again", true, header::change),
            11 => self.resigned(honest, "header, not signed again", false, header::change),
            12..16 => self.resigned(honest, "claims, signed again", true, change_claims),
            16 => self.resigned(honest, "claims, not signed again", false, change_claims),
            17 => self.resigned(honest, "claims and header, signed again", true, |rng, honest, parts| {
                change_claims(rng, honest, parts);
                header::change(rng, honest, parts);
            }),
            18 if self.rng.u8(..4) == 0 => self.small_order_key(honest),
            18 => self.other_key(honest),
            _ => self.other_kind(honest),
        }
    }

    /// A change to the finished token: whatever differs must be refused.
    fn unsigned(
        &mut self,
        honest: &Honest,
        kind: &'static str,
        change: impl Fn(&mut Rng, &str) -> String,
    ) -> Mutated {
        let mut token = honest.token.clone();
        for _ in 0..=self.rng.u8(..2) {
            token = change(&mut self.rng, &token);
        }
        let must_be_refused = token != honest.token;
        self.mutated(honest, kind, token, must_be_refused)
    }

    fn signature(&mut self, honest: &Honest) -> Mutated {
        let (message, signature) = honest.token.rsplit_once('.').unwrap_or_default();
        let bytes = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let (changed, still_good) =
            signature::change(&mut self.rng, honest.key.is_multiple_of(2), bytes.clone());
        let must_be_refused = changed != bytes && !still_good;
        let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(changed));
        self.mutated(honest, "signature", token, must_be_refused)
    }

    fn swap_signatures(&mut self, honest: &Honest) -> Mutated {
        let other = &self.world.honest[self.rng.usize(..self.world.honest.len())];
        let message = honest.token.rsplit_once('.').unwrap_or_default().0;
        let signature = other.token.rsplit_once('.').unwrap_or_default().1;
        let token = format!("{message}.{signature}");
        let must_be_refused = token != honest.token;
        self.mutated(honest, "signature of another token", token, must_be_refused)
    }

    fn resigned(
        &mut self,
        honest: &Honest,
        kind: &'static str,
        sign: bool,
        change: impl Fn(&mut Rng, &Honest, &mut Parts),
    ) -> Mutated {
        let original = Parts::of(honest);
        let mut parts = Parts::of(honest);
        change(&mut self.rng, honest, &mut parts);
        let changed = parts.header != original.header || parts.claims != original.claims;
        let signer = if changed && !sign { None } else { Some(honest.key) };
        let token = self.sign(&parts, signer, &honest.token);
        self.mutated(honest, kind, token, changed && !sign)
    }

    /// Signed by another key: for an act that names that key a fine token, for all else a forgery.
    fn other_key(&mut self, honest: &Honest) -> Mutated {
        let key = (honest.key + 1 + self.rng.usize(..3)) % 4;
        let mut parts = Parts::of(honest);
        let mut must_be_refused = true;
        if self.rng.bool() {
            let mut header = honest.header.clone();
            let (name, value, alg) = match honest.kind {
                Kind::Act => ("jwk", self.world.keys[key].pair.act_header()["jwk"].clone(), key),
                Kind::Receipt => ("kid", Value::from(self.world.keys[key].kid.clone()), key),
            };
            header[name] = value;
            // Sometimes the key of one algorithm under the name of the other.
            must_be_refused = self.rng.u8(..4) == 0 && alg % 2 != honest.key % 2;
            if !must_be_refused {
                header["alg"] = self.world.keys[alg].pair.public().algorithm().name().into();
            }
            parts.header = header.to_string().into_bytes();
        }
        let token = self.sign(&parts, Some(key), &honest.token);
        self.mutated(honest, "another key", token, must_be_refused)
    }

    /// Under an Ed25519 key of small order anybody can sign anything.
    fn small_order_key(&mut self, honest: &Honest) -> Mutated {
        let x = pick(&mut self.rng, &SMALL_ORDER);
        let mut header = honest.header.clone();
        header["alg"] = "Ed25519".into();
        header["jwk"] = json!({ "kty": "OKP", "crv": "Ed25519", "x": x, "n": self.rng.u8(..) });
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let message = format!(
            "{}.{}",
            encode(header.to_string().as_bytes()),
            encode(honest.claims.to_string().as_bytes())
        );
        let mut signature = [0; 64];
        signature[0] = 1;
        let token = format!("{message}.{}", encode(&signature));
        self.mutated(honest, "a key of small order", token, true)
    }

    /// An act offered as a receipt, a receipt as an act, a receipt for another act.
    fn other_kind(&mut self, honest: &Honest) -> Mutated {
        let acts = self.world.trust.acts.len();
        let (kind, act) = match (honest.kind, self.rng.u8(..3)) {
            (Kind::Receipt, 0) => (Kind::Act, None),
            (Kind::Receipt, 1) => (Kind::Receipt, None),
            _ => (Kind::Receipt, Some(self.rng.usize(..acts))),
        };
        // Two acts of one key may be the same claims; their bytes differ, and so do their digests.
        let must_be_refused = kind != honest.kind || (act.is_some() && act != honest.act);
        let request = Request { kind, token: honest.token.clone(), act };
        Mutated { request, kind: "another kind, or for another act", must_be_refused }
    }

    /// Encodes and signs; without a key, the honest token's signature stays.
    fn sign(&self, parts: &Parts, key: Option<usize>, honest: &str) -> String {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let message = format!("{}.{}", encode(&parts.header), encode(&parts.claims));
        match key {
            Some(key) => {
                let signature = encode(&self.world.keys[key].pair.sign(message.as_bytes()));
                format!("{message}.{signature}")
            }
            None => format!("{message}.{}", honest.rsplit_once('.').unwrap_or_default().1),
        }
    }

    fn mutated(&self, honest: &Honest, kind: &'static str, token: String, must_be_refused: bool) -> Mutated {
        let request = Request { kind: honest.kind, token, act: honest.act };
        Mutated { request, kind, must_be_refused }
    }
}

impl Parts {
    fn of(honest: &Honest) -> Self {
        let mut parts = honest.token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap_or_default());
        Self { header: parts.next().unwrap_or_default(), claims: parts.next().unwrap_or_default() }
    }
}

fn change_claims(rng: &mut Rng, honest: &Honest, parts: &mut Parts) {
    parts.claims = json::change(rng, &honest.claims, json::claim_edits(honest.kind));
}

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}
