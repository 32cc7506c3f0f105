//! Public keys as JSON Web Keys (RFC 7517, RFC 8037), by allow-list.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::jws::Algorithm;
use super::verify::sha256;

/// Members that only a private or symmetric key has (RFC 7518 §6, RFC 8037 §2).
const PRIVATE_MEMBERS: [&str; 10] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv", "seed"];

/// Every encoding of the Ed25519 points whose order divides 8. Under such a key one signature fits many messages or all,
/// so that it seals nothing; libsodium refuses them, OpenSSL, Go and AWS-LC do not.
const SMALL_ORDER: [&str; 14] = [
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA",
    "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU",
    "JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_IU",
    "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o",
    "xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA_o",
    "7P_______________________________________38",
    "7P________________________________________8",
    "7f_______________________________________38",
    "7f________________________________________8",
    "7v_______________________________________38",
    "7v________________________________________8",
];

/// A public key of one of the two kinds an act or a receipt may be signed with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// A point on P-256, not yet known to lie on the curve: the signature check finds out.
    P256 {
        /// Coordinate x, big-endian.
        x: [u8; 32],
        /// Coordinate y, big-endian.
        y: [u8; 32],
    },
    /// An Ed25519 public key.
    Ed25519([u8; 32]),
}

/// Why a JWK is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JwkError {
    Private,
    Invalid,
}

impl PublicKey {
    /// The algorithm this key verifies.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::P256 { .. } => Algorithm::Es256,
            Self::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// The key as a JWK with its public members only.
    pub fn to_jwk(&self) -> Jwk {
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (kty, crv, x, y) = match self {
            Self::P256 { x, y } => ("EC", "P-256", encode(x), Some(encode(y))),
            Self::Ed25519(x) => ("OKP", "Ed25519", encode(x), None),
        };
        Jwk { kty: kty.into(), crv: crv.into(), x, y, kid: None, alg: None, usage: None }
    }

    /// The key's RFC 7638 thumbprint (SHA-256, base64url): the same for the same key, wherever it is written.
    pub fn thumbprint(&self) -> String {
        let jwk = self.to_jwk();
        let y = jwk.y.map(|y| format!(r#","y":"{y}""#)).unwrap_or_default();
        let canonical = format!(r#"{{"crv":"{}","kty":"{}","x":"{}"{y}}}"#, jwk.crv, jwk.kty, jwk.x);
        URL_SAFE_NO_PAD.encode(sha256(canonical.as_bytes()))
    }

    /// Reads a public key from a JWK, refusing one that also shows its private part.
    pub(crate) fn from_value(value: &Value) -> Result<Self, JwkError> {
        let members = value.as_object().ok_or(JwkError::Invalid)?;
        if PRIVATE_MEMBERS.iter().any(|name| members.contains_key(*name)) {
            return Err(JwkError::Private);
        }
        let text = |name: &str| members.get(name).and_then(Value::as_str).ok_or(JwkError::Invalid);
        let coordinate = |name: &str| decode_32(text(name)?).ok_or(JwkError::Invalid);
        match (text("kty")?, text("crv")?) {
            ("EC", "P-256") => Ok(Self::P256 { x: coordinate("x")?, y: coordinate("y")? }),
            ("OKP", "Ed25519") if SMALL_ORDER.contains(&text("x")?) => Err(JwkError::Invalid),
            ("OKP", "Ed25519") => Ok(Self::Ed25519(coordinate("x")?)),
            _ => Err(JwkError::Invalid),
        }
    }
}

fn decode_32(text: &str) -> Option<[u8; 32]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

/// A public key in JWK form, as it stands in an act's header or in a key set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// `EC` or `OKP`.
    pub kty: String,
    /// `P-256` or `Ed25519`.
    pub crv: String,
    /// Coordinate x, base64url.
    pub x: String,
    /// Coordinate y, base64url; for P-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
    /// The key's id, in a key set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The algorithm it is for, in a key set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// `sig`, in a key set.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<String>,
}

/// The keys a receipt may be verified with: pinned by whoever builds this set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JwkSet {
    keys: Vec<(String, PublicKey)>,
}

impl JwkSet {
    /// An empty set, which trusts nobody.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a trusted key.
    pub fn insert(&mut self, kid: impl Into<String>, key: PublicKey) {
        self.keys.push((kid.into(), key));
    }

    /// The key with this id.
    pub fn get(&self, kid: &str) -> Option<&PublicKey> {
        self.keys.iter().find(|(k, _)| k == kid).map(|(_, key)| key)
    }

    /// Reads a JWKS document (RFC 7517 §5). Keys of other kinds are left out, as the RFC asks; `None` if it is no
    /// key set, names a key twice, or shows a private key.
    pub fn from_json(bytes: &[u8]) -> Option<Self> {
        let document = super::json::parse_value(bytes).ok()?;
        let mut set = Self::new();
        for jwk in document.get("keys")?.as_array()? {
            let key = match PublicKey::from_value(jwk) {
                Ok(key) => key,
                Err(JwkError::Private) => return None,
                Err(JwkError::Invalid) => continue,
            };
            let Some(kid) = jwk.get("kid").and_then(Value::as_str) else { continue };
            if set.get(kid).is_some() {
                return None;
            }
            set.insert(kid, key);
        }
        Some(set)
    }

    /// The set as a JWKS document.
    pub fn to_json(&self) -> String {
        let keys: Vec<Jwk> = self
            .keys
            .iter()
            .map(|(kid, key)| Jwk {
                kid: Some(kid.clone()),
                alg: Some(key.algorithm().name().into()),
                usage: Some("sig".into()),
                ..key.to_jwk()
            })
            .collect();
        serde_json::json!({ "keys": keys }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037 appendix A.2 and A.3.
    #[test]
    fn thumbprint_is_the_one_of_rfc_8037() {
        let jwk = serde_json::json!({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"});
        let key = PublicKey::from_value(&jwk).expect("a public key");
        assert_eq!(key.thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn a_key_set_round_trips() {
        let mut set = JwkSet::new();
        set.insert("one", PublicKey::P256 { x: [1; 32], y: [2; 32] });
        set.insert("two", PublicKey::Ed25519([3; 32]));
        assert_eq!(JwkSet::from_json(set.to_json().as_bytes()), Some(set));
    }

    #[test]
    fn a_key_set_leaves_out_other_kinds_and_refuses_private_keys_and_twins() {
        let read = |text: &str| JwkSet::from_json(text.as_bytes());
        assert_eq!(read(r#"{"keys":[{"kty":"RSA","n":"AQ","e":"AQAB","kid":"r"}]}"#), Some(JwkSet::new()));
        let x = URL_SAFE_NO_PAD.encode([3; 32]);
        let public = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","kid":"a"}}"#);
        assert!(read(&format!(r#"{{"keys":[{public}]}}"#)).is_some_and(|set| set.get("a").is_some()));
        assert_eq!(read(&format!(r#"{{"keys":[{public},{public}]}}"#)), None);
        assert_eq!(
            read(&format!(r#"{{"keys":[{}]}}"#, public.replace("\"kid\"", "\"d\":\"AA\",\"kid\""))),
            None
        );
    }

    #[test]
    fn an_ed25519_key_of_small_order_is_refused() {
        let read = |x: &str| PublicKey::from_value(&serde_json::json!({"kty":"OKP","crv":"Ed25519","x":x}));
        assert!(read("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").is_ok());
        for x in SMALL_ORDER {
            assert!(decode_32(x).is_some(), "{x}");
            assert_eq!(read(x), Err(JwkError::Invalid), "{x}");
        }
    }
}
