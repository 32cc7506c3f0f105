//! Reads what is to be judged.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use whatsapp_opt_in::consent::JwkSet;
use whatsapp_opt_in_evidence::{Given, Unusable};

/// Bytes of a file that are read: several times what an act, a receipt and a key set need.
const MAX_BYTES: u64 = 1024 * 1024;

/// Reads a file; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<Given, Unusable> {
    Given::read(&read_text(path)?)
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
