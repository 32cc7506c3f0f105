//! The API token: kept as a digest, compared in constant time.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};

/// The fewest bytes of a token: nobody should be able to guess it.
pub(crate) const MIN_TOKEN_BYTES: usize = 24;

/// The digest of the token that opens exports and evidence.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiToken([u8; 32]);

impl ApiToken {
    /// Of a token that is long enough and can stand in a header: visible ASCII without spaces.
    pub fn new(token: &str) -> Option<Self> {
        let usable = token.len() >= MIN_TOKEN_BYTES && token.bytes().all(|byte| byte.is_ascii_graphic());
        usable.then(|| Self::digest(token))
    }

    /// Whether this is the token.
    pub(crate) fn is(&self, token: &str) -> bool {
        verify_slices_are_equal(&self.0, &Self::digest(token).0).is_ok()
    }

    /// What other secrets may be made from: a changed token changes them.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.0
    }

    fn digest(token: &str) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        Self(bytes)
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken")
    }
}
