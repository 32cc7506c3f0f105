//! What a file holds: an act, a receipt, or both with the keys that came along.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use whatsapp_opt_in::consent::JwkSet;

use super::Unusable;

/// Bytes of a file that are read: several times what an act, a receipt and a key set need.
const MAX_BYTES: u64 = 1024 * 1024;

/// What is to be judged.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// The compact act.
    pub(crate) consent: Option<String>,
    /// The compact receipt.
    pub(crate) receipt: Option<String>,
    /// The keys that stood in the same file: whoever made the file chose them.
    pub(crate) enclosed: Option<JwkSet>,
}

/// Reads a file; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<Evidence, Unusable> {
    from_text(&read_text(path)?)
}

/// Reads the keys the caller trusts.
pub(crate) fn read_jwks(path: &Path) -> Result<JwkSet, Unusable> {
    let text = read_text(path)?;
    JwkSet::from_json(text.as_bytes())
        .ok_or_else(|| Unusable(format!("{} is not a JWKS of public keys with a kid each", path.display())))
}

fn read_text(path: &Path) -> Result<String, Unusable> {
    let name = path.display();
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(path).map_err(|e| Unusable(format!("{name} cannot be read: {e}")))?)
    };
    let mut text = String::new();
    source
        .take(MAX_BYTES + 1)
        .read_to_string(&mut text)
        .map_err(|e| Unusable(format!("{name} cannot be read: {e}")))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(Unusable(format!("{name} is larger than a record can be")));
    }
    Ok(text)
}

fn from_text(text: &str) -> Result<Evidence, Unusable> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') { from_json(text) } else { from_compact(text) }
}

fn from_json(text: &str) -> Result<Evidence, Unusable> {
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
    let evidence = Evidence { consent: token("consent")?, receipt: token("receipt")?, enclosed };
    if evidence.consent.is_none() && evidence.receipt.is_none() {
        return Err(Unusable("the JSON has neither a consent nor a receipt".into()));
    }
    Ok(evidence)
}

/// Told apart by `typ`, as the record's rules ask; whether it is a good token is for the judge.
fn from_compact(text: &str) -> Result<Evidence, Unusable> {
    let refuse = || Unusable("this is neither a compact JWS nor a JSON object".to_owned());
    if text.split('.').count() != 3 || text.contains(char::is_whitespace) {
        return Err(refuse());
    }
    if is_receipt(text) {
        Ok(Evidence { receipt: Some(text.to_owned()), ..Evidence::default() })
    } else {
        Ok(Evidence { consent: Some(text.to_owned()), ..Evidence::default() })
    }
}

fn is_receipt(compact: &str) -> bool {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let header = compact.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let header: Option<Value> = header.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    header.is_some_and(|header| header["typ"] == "whatsapp-consent-receipt+jwt")
}
