//! Native signature verification with AWS-LC.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey};

use super::jwk::PublicKey;
use super::jws::Signatures;

/// [`Signatures`] by AWS-LC: the library behind rustls, several times faster than pure Rust at P-256.
#[derive(Clone, Copy, Debug, Default)]
pub struct AwsLc;

impl Signatures for AwsLc {
    fn verify(&self, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        match key {
            PublicKey::P256 { x, y } => {
                let mut point = [4; 65];
                point[1..33].copy_from_slice(x);
                point[33..].copy_from_slice(y);
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature).is_ok()
            }
            PublicKey::Ed25519(bytes) => {
                UnparsedPublicKey::new(&ED25519, bytes).verify(message, signature).is_ok()
            }
        }
    }
}
