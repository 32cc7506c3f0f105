//! What somebody hands over: an act, a receipt, or both with the keys that came along.

use std::fmt;

use serde_json::Value;
use whatsapp_opt_in::consent::JwkSet;

/// What is to be judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The compact act.
    pub consent: Option<String>,
    /// The compact receipt.
    pub receipt: Option<String>,
    /// The keys that came along: whoever made the record chose them.
    pub enclosed: Option<JwkSet>,
}

/// Why something cannot be judged; in words, to follow a name or stand alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable(pub String);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

impl Given {
    /// Reads a compact JWS, or JSON `{"consent": …, "receipt": …, "jwks": …}`.
    ///
    /// # Errors
    /// What is neither.
    pub fn read(text: &str) -> Result<Self, Unusable> {
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with('{') { from_json(text) } else { from_compact(text) }
    }
}

fn from_json(text: &str) -> Result<Given, Unusable> {
    let value: Value = serde_json::from_str(text).map_err(|e| Unusable(format!("this is not JSON: {e}")))?;
    let token = |name: &str| match value.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(_) => Err(Unusable(format!("the member {name} is not a compact JWS"))),
    };
    let enclosed = match value.get("jwks") {
        None | Some(Value::Null) => None,
        Some(jwks) => Some(JwkSet::from_json(jwks.to_string().as_bytes()).ok_or_else(|| {
            Unusable("the member jwks is not a JWKS of public keys with a kid each".into())
        })?),
    };
    let given = Given { consent: token("consent")?, receipt: token("receipt")?, enclosed };
    if given.consent.is_none() && given.receipt.is_none() {
        return Err(Unusable("the JSON has neither a consent nor a receipt".into()));
    }
    Ok(given)
}

/// Told apart by `typ`, as the record's rules ask; whether it is a good token is for the judge.
fn from_compact(text: &str) -> Result<Given, Unusable> {
    let refuse = || Unusable("this is neither a compact JWS nor a JSON object".to_owned());
    if text.split('.').count() != 3 || text.contains(char::is_whitespace) {
        return Err(refuse());
    }
    if is_receipt(text) {
        Ok(Given { receipt: Some(text.to_owned()), ..Given::default() })
    } else {
        Ok(Given { consent: Some(text.to_owned()), ..Given::default() })
    }
}

fn is_receipt(compact: &str) -> bool {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let header = compact.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let header: Option<Value> = header.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    header.is_some_and(|header| header["typ"] == "whatsapp-consent-receipt+jwt")
}
